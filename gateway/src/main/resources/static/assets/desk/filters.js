// What the list of articles is searched for, and how it is sorted: it stands in the address, so that it can be come back to.
import {requestUnasked} from './api.js';
import {h} from './dom.js';
import {choose, languageChoice} from './languages.js';

const STATES = [['', 'Any status'], ['draft', 'Drafts'], ['scheduled', 'Scheduled'], ['published', 'Published'], ['changed', 'Changed since publication'], ['unpublished', 'Withdrawn']];
const KINDS = [['', 'Articles and pages'], ['article', 'Articles'], ['page', 'Pages']];
const SORTS = [['', 'Last changed first'], ['updated', 'Longest unchanged first'], ['title', 'Title, A to Z'], ['-title', 'Title, Z to A'], ['-published', 'Last published first'], ['published', 'First published first'], ['-created', 'Newest first'], ['created', 'Oldest first']];
const NAMES = ['q', 'status', 'kind', 'category', 'tag', 'language', 'author', 'sort'];
/** Those that are not by the search in plain sight. */
const FURTHER = ['kind', 'category', 'tag', 'language', 'author'];
const TYPING_PAUSE = 300;
const SUGGESTED = 100;

/** What an address asks for, as the API takes it. */
export function parsed(query) {
  const asked = new URLSearchParams(query ?? '');
  return Object.fromEntries(NAMES.filter(name => asked.get(name)).map(name => [name, asked.get(name)]));
}

/** As part of an address; empty for nothing. */
export function written(wanted) {
  const query = new URLSearchParams(wanted).toString();
  return query ? `?${query}` : '';
}

/** Whether anything is looked for, and not only sorted. */
export function isFiltered(wanted) {
  return Object.keys(wanted).some(name => name !== 'sort');
}

/**
 * The form over the list.
 *
 * @param wanted what it starts with
 * @param byAuthor whether one may look for others' articles
 * @param changed is told what is wanted from then on
 */
export function filters(wanted, {byAuthor, changed}) {
  let timer = 0;
  let last = written(wanted);
  const fields = {
    q: h('input', {type: 'search', id: 'filter-q', maxlength: '200', autocomplete: 'off', spellcheck: 'false', oninput: () => soon(TYPING_PAUSE)}),
    status: choice('filter-status', STATES),
    sort: choice('filter-sort', SORTS),
    kind: choice('filter-kind', KINDS),
    category: typed('filter-category', 'filter-categories'),
    tag: typed('filter-tag', 'filter-tags'),
    language: languages(),
    author: byAuthor ? choice('filter-author', [['', 'Anybody']]) : null,
  };
  const clear = h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
    for (const name of NAMES) if (fields[name]) fields[name].value = '';
    fields.q.focus();
    soon(0);
  }}, 'Clear');
  const further = h('details', {class: 'filters-further'},
    h('summary', {}, 'More filters'),
    h('div', {class: 'filters-row'},
      labelled('Kind', fields.kind),
      labelled('Category', fields.category, h('datalist', {id: 'filter-categories'})),
      labelled('Tag', fields.tag, h('datalist', {id: 'filter-tags'})),
      labelled('Language', fields.language),
      fields.author ? labelled('Author', fields.author) : null));
  const element = h('form', {class: 'filters', role: 'search', 'aria-label': 'Articles', onsubmit: event => {
    event.preventDefault();
    soon(0);
  }},
  h('div', {class: 'filters-row'}, labelled('Search', fields.q), labelled('Status', fields.status), labelled('Sorted by', fields.sort)),
  h('div', {class: 'filters-foot'}, further, clear));

  function labelled(text, field, ...beside) {
    return h('div', {class: `field field-${field.id.slice(7)}`}, h('label', {for: field.id}, text), field, beside);
  }

  function choice(id, options) {
    return h('select', {id, onchange: () => soon(0)}, options.map(([value, label]) => h('option', {value}, label)));
  }

  function languages() {
    const list = languageChoice({id: 'filter-language', onchange: () => soon(0)});
    list.prepend(h('option', {value: ''}, 'Any language'));
    list.value = '';
    return list;
  }

  function typed(id, list) {
    return h('input', {type: 'text', id, list, maxlength: '60', autocomplete: 'off', oninput: () => soon(TYPING_PAUSE), onchange: () => soon(0)});
  }

  function set(values) {
    for (const name of NAMES) {
      const field = fields[name];
      if (!field) continue;
      const value = values[name] ?? '';
      if (name === 'language') choose(field, value);
      else if (field.tagName === 'SELECT' && ![...field.options].some(option => option.value === value)) field.append(h('option', {value}, value));
      field.value = value;
    }
    further.open = FURTHER.some(name => values[name]);
    clear.hidden = !written(values);
  }

  function soon(pause) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const values = Object.fromEntries(NAMES.map(name => [name, fields[name]?.value.trim()]).filter(([, value]) => value));
      clear.hidden = !written(values);
      if (written(values) === last) return;
      last = written(values);
      changed(values);
    }, pause);
  }

  /** Only once somebody wants them: most look without. */
  let suggested = false;
  async function suggest() {
    if (suggested || !further.open) return;
    suggested = true;
    const all = path => requestUnasked('GET', `${path}?limit=${SUGGESTED}`).then(({answer}) => answer.items, () => []);
    const [categories, tags, authors] = await Promise.all([all('/api/categories'), all('/api/tags'), byAuthor ? all('/api/bylines') : []]);
    further.querySelector('#filter-categories').append(...categories.map(({name}) => h('option', {value: name})));
    further.querySelector('#filter-tags').append(...tags.map(({name}) => h('option', {value: name})));
    for (const {slug, name} of authors) {
      const known = [...fields.author.options].find(option => option.value === slug);
      if (known) known.textContent = name;
      else fields.author.append(h('option', {value: slug}, name));
    }
  }
  further.addEventListener('toggle', suggest);

  set(wanted);
  if (further.open) suggest();
  return {element, close: () => clearTimeout(timer)};
}
