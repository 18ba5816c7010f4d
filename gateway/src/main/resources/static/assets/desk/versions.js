// What an article was before: who saved it and when, what differs, and the way back to it.
import {get, getList, request} from './api.js';
import {ask, bdi, focusOn, h, problemBox, timeTag, toast, when} from './dom.js';
import {LABELS} from './fields.js';
import {growingList} from './lists.js';

const PAGE = 30;
const ORIGINS = {saved: 'Saved', autosaved: 'Saved while writing', restored: 'Brought back'};

/** @param kept what this place in the browser's history remembers of an earlier look at the list */
export function versions(articleId, kept) {
  const path = `/api/articles/${encodeURIComponent(articleId)}/revisions`;
  const heading = h('h1', {id: 'versions-title'}, 'Versions');
  const list = h('ol', {class: 'versions', role: 'list'});
  const detail = h('section', {class: 'version', 'aria-labelledby': 'version-title'});
  let newest = 0;
  let chosen = 0;

  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: async (count, after) => {
      const found = await getList(path, count, after);
      const items = found.items.map(item => ({...item, id: String(item.number)}));
      if (!after && items.length) newest = items[0].number;
      return {items, next: found.next};
    },
    draw: line,
    target: item => item.querySelector('button'),
    nothing: () => h('div', {class: 'empty'}, h('h2', {}, 'No versions yet'), h('p', {}, 'Each time somebody saves this article from now on, a version is kept here.')),
    counted: count => `${count} ${count === 1 ? 'version' : 'versions'}`,
  });

  const element = h(
    'section',
    {class: 'page page-wide', 'aria-labelledby': 'versions-title'},
    h('header', {class: 'page-head'}, heading, h('a', {class: 'button button-quiet', href: `#/articles/${articleId}`}, 'Back to the article')),
    h('div', {class: 'versions-grid'}, h('div', {}, list, rows.foot), detail),
  );

  function line(revision) {
    return h(
      'li',
      {'data-id': String(revision.number)},
      h(
        'button',
        {type: 'button', class: 'version-line', onclick: () => show(revision)},
        h('strong', {}, who(revision)),
        h('span', {class: 'soft'}, said(revision), ' ', timeTag(revision.savedAt)),
        revision.publishedAt ? h('span', {class: 'status status-published'}, 'Published') : null,
      ),
    );
  }

  async function show(revision, {focus = true} = {}) {
    chosen = revision.number;
    for (const button of list.querySelectorAll('button')) button.removeAttribute('aria-current');
    list.querySelector(`[data-id="${chosen}"] button`)?.setAttribute('aria-current', 'true');
    let found;
    try {
      found = (await get(`${path}/${revision.number}/difference`)).answer;
    } catch (problem) {
      if (chosen !== revision.number) return;
      detail.replaceChildren(problemBox(problem));
      return;
    }
    // Another may have been chosen meanwhile.
    if (chosen !== revision.number) return;
    detail.replaceChildren(...[
      h('h2', {id: 'version-title'}, `Version ${revision.number}`),
      h('p', {class: 'soft'}, said(revision), ' by ', who(revision), ' ', timeTag(revision.savedAt), '. ', found.from ? `What changed since version ${found.from.number}:` : 'The first one:'),
      revision.number === newest ? null : h('p', {}, h('button', {type: 'button', class: 'button', onclick: () => restore(revision)}, 'Bring this version back')),
      ...differenceOf(found),
      found.fields.length || found.body.length ? null : h('p', {}, 'Nothing.'),
    ].filter(Boolean));
    if (focus) focusOn(detail.querySelector('h2'));
  }

  async function restore(revision) {
    const answer = await ask({
      title: `Bring version ${revision.number} back?`,
      text: `The article becomes what it was ${when(revision.savedAt)}, for staff alone until it is published. What it is now stays here as a version.`,
      buttons: [{label: 'Bring it back', value: 'yes'}, {label: 'Leave it', value: 'no', safe: true}],
    });
    if (answer !== 'yes') return;
    try {
      const draft = await get(`/api/drafts/${encodeURIComponent(articleId)}`);
      await request('POST', `${path}/${revision.number}/restore`, {etag: draft.etag});
    } catch (problem) {
      detail.prepend(problemBox(problem));
      return;
    }
    toast(`Version ${revision.number} is back.`, 'toast-good');
    if (element.isConnected) location.hash = `#/articles/${articleId}`;
  }

  get(`/api/drafts/${encodeURIComponent(articleId)}`).then(({answer}) => {
    heading.replaceChildren('Versions of “', bdi(answer.title || 'Without a title'), '”');
  }).catch(() => {});
  rows.start().then(() => {
    const first = list.querySelector('button');
    if (first && !chosen) first.click();
  });
  return {element, remember: rows.remember};
}

function who(revision) {
  return revision.editor ? bdi(revision.editor.name || revision.editor.slug) : 'Pressroom';
}

function said(revision) {
  return revision.origin === 'restored' ? `Version ${revision.restoredFrom} brought back` : ORIGINS[revision.origin] ?? revision.origin;
}

/** What differs, field by field and line by line; nothing where all is the same. */
export function differenceOf(found) {
  return [fields(found.fields), body(found.body)].filter(Boolean);
}

function fields(changes) {
  if (!changes.length) return null;
  return h('dl', {class: 'changes'}, changes.map(({field, before, after}) => [
    h('dt', {}, LABELS[field] ?? field),
    h('dd', {}, before === null ? null : h('del', {dir: 'auto'}, before), before === null || after === null ? null : ' ', after === null ? null : h('ins', {dir: 'auto'}, after)),
  ]));
}

/** Both texts side by side; on a phone, one line under the other. */
function body(rows) {
  if (!rows.length) return null;
  const cell = (side, mark) => h('td', {dir: 'auto', class: side ? null : 'none'}, side?.parts.map(part => (part.changed ? h(mark, {}, part.text) : part.text)));
  const number = side => h('td', {class: 'line-number', 'aria-hidden': 'true'}, side ? String(side.line) : '');
  return h(
    'table',
    {class: 'difference'},
    h('caption', {class: 'visually-hidden'}, 'The text before and after'),
    h('colgroup', {}, h('col', {class: 'number-column'}), h('col'), h('col', {class: 'number-column'}), h('col')),
    h('thead', {class: 'visually-hidden'}, h('tr', {}, h('td', {}), h('th', {scope: 'col'}, 'Before'), h('td', {}), h('th', {scope: 'col'}, 'After'))),
    h('tbody', {}, rows.map(row => (row.kind === 'skipped'
      ? h('tr', {class: 'skipped'}, h('td', {colspan: 4}, `${row.skipped} lines are the same`))
      : h('tr', {class: row.kind}, number(row.before), cell(row.before, 'del'), number(row.after), cell(row.after, 'ins'))))),
  );
}
