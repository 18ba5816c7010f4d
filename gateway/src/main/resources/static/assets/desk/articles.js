// The list of articles: all that the account may touch, newest change first unless it is asked for otherwise.
import {getList} from './api.js';
import {bylineOf} from './authors.js';
import {bulkBar} from './bulk.js';
import {bdi, h, timeTag} from './dom.js';
import {filters, isFiltered, parsed, written} from './filters.js';
import {SITE_LANGUAGE, languageName} from './languages.js';
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

/**
 * @param query what the address asks for
 * @param kept what this place in the browser's history remembers of an earlier look at the list
 * @param byAuthor whether one may look for others' articles
 * @param mayPublish whether one decides what readers see
 */
export function articles(query, kept, {byAuthor, mayPublish}) {
  let wanted = parsed(query);
  let rows = null;
  let bar = null;
  const place = h('div', {});
  const form = filters(wanted, {byAuthor, changed: values => {
    wanted = values;
    dispatchEvent(new CustomEvent('desk-moved', {detail: `#/articles${written(wanted)}`}));
    show(null);
  }});

  function show(remembered) {
    bar?.close();
    const drafts = new Map();
    const list = h('ul', {class: 'rows', role: 'list'});
    const redraw = id => list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`).replaceWith(row(drafts.get(id), bar));
    bar = bulkBar({mayPublish, list, drafts, redraw, remove: item => item.remove(), after: () => rows.drawFoot()});
    const drawn = bar;
    rows = growingList({
      list,
      kept: remembered,
      page: PAGE,
      load: (count, after) => getList(`/api/drafts${written(wanted)}`, count, after),
      draw: draft => {
        drafts.set(draft.id, draft);
        return row(draft, drawn);
      },
      target: item => item.querySelector('a'),
      nothing: isFiltered(wanted) ? nothingFound : nothing,
      counted: count => `${count} ${count === 1 ? 'article' : 'articles'}`,
      changed: drawn.draw,
    });
    place.replaceChildren(bar.trouble, bar.element, list, rows.foot);
    rows.start();
  }

  const element = h(
    'section',
    {class: 'page', 'aria-labelledby': 'articles-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'articles-title'}, 'Articles'), h('a', {class: 'button', href: '#/articles/new'}, 'New article')),
    form.element,
    place,
  );
  show(kept);
  return {
    element,
    remember: () => rows.remember(),
    close() {
      form.close();
      bar.close();
    },
  };
}

function row(draft, bar) {
  const facts = [nameOf(draft.category), draft.language && draft.language !== SITE_LANGUAGE ? languageName(draft.language) : null].filter(Boolean);
  return h(
    'li',
    {class: 'row-item', 'data-id': draft.id},
    bar.box(draft),
    h('div', {},
      h('a', {class: 'row-title', href: `#/articles/${draft.id}`}, bdi(draft.title || 'Without a title')),
      h('p', {class: 'soft'}, bylineOf(draft.bylines ?? [draft.author]), ' · ', facts.map(fact => [bdi(fact), ' · ']), 'changed ', timeTag(draft.updatedAt)),
    ),
    h('p', {class: 'row-status'}, draft.kind === 'page' ? h('span', {class: 'status status-page'}, 'Page') : null, statusBadge(draft)),
  );
}

function nothing() {
  return h('div', {class: 'empty'}, h('h2', {}, 'A clean sheet'), h('p', {}, 'Nothing is written yet. Every article starts as a draft that only staff can see.'), h('p', {}, h('a', {class: 'button', href: '#/articles/new'}, 'Write the first article')));
}

function nothingFound() {
  return h('div', {class: 'empty'}, h('h2', {}, 'Nothing like that'), h('p', {}, 'No article fits what is looked for. The search finds words of the title, the summary and the tags, by their beginnings.'));
}
