// What waits for a review, and what was sent back: the page, and how many there are.
import {Problem, getList} from './api.js';
import {bylineOf} from './authors.js';
import {bdi, h, timeTag} from './dom.js';
import {growingList} from './lists.js';
import {moment} from './publication.js';

const PAGE = 30;
/** More than so many are not counted. */
const COUNTED = 20;
/** In milliseconds. */
const COUNTED_EVERY = 30_000;

/**
 * @param status `submitted` or `returned`
 * @param kept what this place in the browser's history remembers of an earlier look at the list
 * @param rights what whoever looks may do: `mayReview`
 */
export function submissions(status, kept, rights) {
  const title = rights.mayReview ? 'To review' : 'In review';
  const tab = (href, label, current) => h('a', {class: 'tab', href, 'aria-current': current ? 'page' : null}, label);
  const list = h('ul', {class: 'rows', role: 'list'});
  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: (count, after) => getList(`/api/submissions?status=${status}`, count, after),
    draw: row,
    target: item => item.querySelector('a'),
    nothing: () => nothing(status, rights),
    counted: count => `${count} ${count === 1 ? 'article' : 'articles'}`,
  });
  const element = h(
    'section',
    {class: 'page', 'aria-labelledby': 'submissions-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'submissions-title'}, title)),
    h('nav', {class: 'tabs', 'aria-label': 'Reviews'}, tab('#/review/submitted', 'Waiting', status === 'submitted'), tab('#/review/returned', 'Sent back', status === 'returned')),
    list,
    rows.foot,
  );
  rows.start();
  return {element, remember: rows.remember};
}

function row(item) {
  const {review} = item;
  const back = review.status === 'returned';
  const words = back ? review.answer : review.message;
  return h(
    'li',
    {class: 'row-item', 'data-id': item.id},
    h('div', {},
      h('a', {class: 'row-title', href: `#/articles/${item.id}`}, bdi(item.title || 'Without a title')),
      h('p', {class: 'soft'}, bylineOf(item.authors ?? [item.author]), back ? [' · sent back by ', review.by ? bdi(review.by.name || review.by.slug) : 'Pressroom', ' '] : ' · handed in ', timeTag(back ? review.since : review.submittedAt)),
      words ? h('blockquote', {class: 'said', dir: 'auto'}, words) : null,
    ),
    h('p', {class: 'row-status'},
      item.openNotes ? h('span', {class: 'status status-changed'}, `${item.openNotes} open ${item.openNotes === 1 ? 'note' : 'notes'}`) : null,
      item.publishAt ? h('span', {class: 'status status-scheduled', title: moment(item.publishAt)}, 'Scheduled') : null,
    ),
  );
}

function nothing(status, {mayReview}) {
  if (status === 'returned') return h('div', {class: 'empty'}, h('h2', {}, 'Nothing was sent back'), h('p', {}, 'What an editor sends back stands here until it is handed in again.'));
  return mayReview
    ? h('div', {class: 'empty'}, h('h2', {}, 'Nothing waits'), h('p', {}, 'What writers hand in stands here, the oldest first.'))
    : h('div', {class: 'empty'}, h('h2', {}, 'Nothing is handed in'), h('p', {}, 'Hand an article in from its page, and an editor reads it.'));
}

/**
 * How many wait for whoever is at the desk: for an editor what is handed in, for a writer what was sent back.
 *
 * @param status which, or null while nobody is there to whom it matters
 * @param changed is told the number in words, such as `3` or `20+`; empty for none
 */
export function counting({status, changed}) {
  let shown = '';
  let timer = 0;

  async function count() {
    clearTimeout(timer);
    timer = setTimeout(count, COUNTED_EVERY);
    const wanted = status();
    if (!wanted || document.visibilityState === 'hidden') return;
    try {
      const {items, next} = await getList(`/api/submissions?status=${wanted}`, COUNTED, null, {unasked: true});
      if (wanted !== status()) return;
      const words = items.length ? `${items.length}${next ? '+' : ''}` : '';
      if (words === shown) return;
      shown = words;
      changed(words);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  addEventListener('desk-reviewed', count);
  return {
    now: count,
    shown: () => shown,
    stop() {
      clearTimeout(timer);
      shown = '';
    },
  };
}
