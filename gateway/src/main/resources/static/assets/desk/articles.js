// The list of articles: all that the account may touch, newest change first.
import {getList} from './api.js';
import {bdi, h, timeTag} from './dom.js';
import {growingList} from './lists.js';
import {scheduleLine} from './publication.js';

export const STATUS = {
  draft: {label: 'Draft', kind: 'draft'},
  published: {label: 'Published', kind: 'published'},
  unpublished: {label: 'Withdrawn', kind: 'withdrawn'},
  scheduled: {label: 'Scheduled', kind: 'scheduled'},
};
const PAGE = 30;

/** How an article stands, as a word with a colour; never by the colour alone. */
export function statusBadge(draft) {
  const status = STATUS[draft.status] ?? {label: draft.status, kind: 'draft'};
  return [
    h('span', {class: `status status-${status.kind}`}, status.label),
    draft.schedule && !draft.schedule.problem ? h('span', {class: 'status status-scheduled', title: scheduleLine(draft.schedule)}, STATUS.scheduled.label) : null,
    draft.schedule?.problem ? h('span', {class: 'status status-changed', title: scheduleLine(draft.schedule)}, 'Not done at its time') : null,
    draft.review?.status === 'submitted' ? h('span', {class: 'status status-review'}, 'To review') : null,
    draft.review?.status === 'returned' ? h('span', {class: 'status status-returned'}, 'Sent back') : null,
    draft.status === 'published' && draft.changed ? h('span', {class: 'status status-changed'}, 'Unpublished changes') : null,
  ];
}

export function nameOf(thing) {
  return typeof thing === 'string' ? thing : thing?.name ?? '';
}

/** @param kept what this place in the browser's history remembers of an earlier look at the list */
export function articles(kept) {
  const list = h('ul', {class: 'rows', role: 'list'});
  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: (count, after) => getList('/api/drafts', count, after),
    draw: row,
    target: item => item.querySelector('a'),
    nothing,
    counted: count => `${count} ${count === 1 ? 'article' : 'articles'}`,
  });
  const element = h(
    'section',
    {class: 'page', 'aria-labelledby': 'articles-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'articles-title'}, 'Articles'), h('a', {class: 'button', href: '#/articles/new'}, 'New article')),
    list,
    rows.foot,
  );
  rows.start();
  return {element, remember: rows.remember};
}

function row(draft) {
  const facts = [nameOf(draft.author) || draft.authorName, nameOf(draft.category)].filter(Boolean);
  return h(
    'li',
    {class: 'row-item', 'data-id': draft.id},
    h('div', {},
      h('a', {class: 'row-title', href: `#/articles/${draft.id}`}, bdi(draft.title || 'Without a title')),
      h('p', {class: 'soft'}, facts.map(fact => [bdi(fact), ' · ']), 'changed ', timeTag(draft.updatedAt)),
    ),
    h('p', {class: 'row-status'}, draft.kind === 'page' ? h('span', {class: 'status status-page'}, 'Page') : null, statusBadge(draft)),
  );
}

function nothing() {
  return h('div', {class: 'empty'}, h('h2', {}, 'A clean sheet'), h('p', {}, 'Nothing is written yet. Every article starts as a draft that only staff can see.'), h('p', {}, h('a', {class: 'button', href: '#/articles/new'}, 'Write the first article')));
}
