// The list of articles: all that the account may touch, newest change first.
import {get} from './api.js';
import {h, problemBox, timeTag} from './dom.js';

export const STATUS = {
  draft: {label: 'Draft', kind: 'draft'},
  published: {label: 'Published', kind: 'published'},
  unpublished: {label: 'Withdrawn', kind: 'withdrawn'},
  scheduled: {label: 'Scheduled', kind: 'scheduled'},
};

/** How an article stands, as a word with a colour; never by the colour alone. */
export function statusBadge(draft) {
  const status = STATUS[draft.status] ?? {label: draft.status, kind: 'draft'};
  return [
    h('span', {class: `status status-${status.kind}`}, status.label),
    draft.status === 'published' && draft.changed ? h('span', {class: 'status status-changed'}, 'Unpublished changes') : null,
  ];
}

export function nameOf(thing) {
  return typeof thing === 'string' ? thing : thing?.name ?? '';
}

export function articles() {
  const list = h('ul', {class: 'rows', role: 'list'});
  const foot = h('div', {class: 'foot', 'aria-live': 'polite'});
  const element = h(
    'section',
    {class: 'page', 'aria-labelledby': 'articles-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'articles-title'}, 'Articles'), h('a', {class: 'button', href: '#/articles/new'}, 'New article')),
    list,
    foot,
  );

  async function load(after) {
    foot.replaceChildren(h('p', {class: 'soft'}, 'Loading …'));
    try {
      const {answer} = await get(`/api/drafts?limit=30${after ? `&after=${encodeURIComponent(after)}` : ''}`);
      list.append(...answer.items.map(row));
      foot.replaceChildren();
      if (answer.next) foot.append(h('button', {type: 'button', class: 'button button-quiet', onclick: () => load(answer.next)}, 'Show more'));
      if (!list.children.length) foot.append(nothing());
    } catch (problem) {
      foot.replaceChildren(problemBox(problem), h('button', {type: 'button', class: 'button button-quiet', onclick: () => load(after)}, 'Try again'));
    }
  }

  load(null);
  return {element};
}

function row(draft) {
  const facts = [nameOf(draft.author) || draft.authorName, nameOf(draft.category)].filter(Boolean);
  return h(
    'li',
    {class: 'row-item'},
    h('div', {},
      h('a', {class: 'row-title', href: `#/articles/${draft.id}`}, draft.title || 'Without a title'),
      h('p', {class: 'soft'}, facts.join(' · '), facts.length ? ' · ' : '', 'changed ', timeTag(draft.updatedAt)),
    ),
    h('p', {class: 'row-status'}, statusBadge(draft)),
  );
}

function nothing() {
  return h('div', {class: 'empty'}, h('h2', {}, 'A clean sheet'), h('p', {}, 'Nothing is written yet. Every article starts as a draft that only staff can see.'), h('p', {}, h('a', {class: 'button', href: '#/articles/new'}, 'Write the first article')));
}
