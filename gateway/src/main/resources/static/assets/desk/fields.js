// The fields of an article: what they show of a draft, what the API takes of them, and what is wrong with them.
import {inDeskWords} from './api.js';
import {nameOf} from './articles.js';
import {h, sentence} from './dom.js';
import {lineOf, tagsOf} from './tags.js';

export const FIELDS = ['title', 'summary', 'category', 'tags', 'slug', 'cover', 'commentPolicy', 'body'];
export const LABELS = {title: 'Title', summary: 'Summary', category: 'Category', tags: 'Tags', slug: 'Address', cover: 'Cover picture', commentPolicy: 'Comments', body: 'Text'};
export const BLANK = {title: '', summary: '', category: '', tags: '', slug: '', cover: '', commentPolicy: 'open', body: ''};

/** What the form shows of a draft; tags as one line. */
export function valuesOf(draft) {
  return {
    title: draft.title ?? '',
    summary: draft.summary ?? '',
    category: nameOf(draft.category),
    tags: lineOf((draft.tags ?? []).map(nameOf)),
    slug: draft.slug ?? '',
    cover: draft.cover ?? '',
    commentPolicy: draft.commentPolicy ?? 'open',
    body: draft.body ?? '',
  };
}

/** What the API takes; what is empty is left out, so that the service decides on it. */
export function bodyOf(values, format) {
  const body = {title: values.title.trim(), body: values.body, format, commentPolicy: values.commentPolicy, tags: tagsOf(values.tags)};
  for (const name of ['summary', 'category', 'slug', 'cover']) if (values[name].trim()) body[name] = values[name].trim();
  return body;
}

/** A name in the API's words for a place in what was sent, such as `tags[0]`. */
const fieldOf = path => path.replace(/[.[].*$/, '');

export const labelOf = path => LABELS[fieldOf(path)] ?? path;

/** The controls by name, and the parts of the form that they stand in. */
export function articleFields() {
  const control = {
    title: h('textarea', {id: 'title', class: 'title-input', dir: 'auto', rows: 1, placeholder: 'Title', required: true, 'aria-describedby': 'title-wrong'}),
    summary: h('textarea', {id: 'summary', dir: 'auto', rows: 3, 'aria-describedby': 'summary-hint summary-wrong'}),
    category: h('input', {id: 'category', type: 'text', dir: 'auto', list: 'categories', autocomplete: 'off', 'aria-describedby': 'category-wrong'}),
    tags: h('input', {id: 'tags', type: 'text', dir: 'auto', list: 'tags-known', autocomplete: 'off', 'aria-describedby': 'tags-hint tags-wrong'}),
    slug: h('input', {id: 'slug', type: 'text', maxlength: 100, spellcheck: 'false', autocapitalize: 'none', 'aria-describedby': 'slug-hint slug-wrong'}),
    cover: h('input', {id: 'cover', type: 'text', inputmode: 'url', maxlength: 2000, placeholder: 'https://', 'aria-describedby': 'cover-hint cover-wrong'}),
    commentPolicy: h('select', {id: 'commentPolicy', 'aria-describedby': 'commentPolicy-wrong'}, h('option', {value: 'open'}, 'Open'), h('option', {value: 'moderated'}, 'Each one is read first'), h('option', {value: 'closed'}, 'Closed')),
    body: h('textarea', {id: 'body', class: 'body-input', dir: 'auto', placeholder: 'Write …', spellcheck: 'true', 'aria-describedby': 'body-wrong'}),
  };
  const wrong = Object.fromEntries(FIELDS.map(name => [name, h('p', {class: 'wrong', id: `${name}-wrong`})]));

  const field = (name, hint) => h(
    'div',
    {class: 'field', 'data-field': name},
    h('label', {for: name}, LABELS[name]),
    control[name],
    hint ? h('p', {class: 'hint', id: `${name}-hint`}, hint) : null,
    wrong[name],
  );

  const title = h('div', {class: 'field', 'data-field': 'title'}, h('label', {for: 'title', class: 'visually-hidden'}, LABELS.title), control.title, wrong.title);
  const paper = h('div', {class: 'paper', 'data-field': 'body'}, control.body, wrong.body);
  const details = h(
    'div',
    {class: 'stack'},
    field('summary', 'One or two sentences, under the title and in lists.'),
    field('category'),
    field('tags', 'With commas between them. A name with a comma in it stands in quotation marks.'),
    field('commentPolicy'),
    h('details', {}, h('summary', {}, 'More'), h('div', {class: 'stack'}, field('slug', 'The last part of the link. Left empty, it is made from the title.'), field('cover', 'The address of a picture. Left empty, the article gets a print of its own.'))),
    h('datalist', {id: 'categories'}),
    h('datalist', {id: 'tags-known'}),
  );

  control.title.addEventListener('input', grow);
  control.title.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    control.body.focus();
  });

  /** The title grows with its lines; the text with the window, in CSS. */
  function grow() {
    control.title.rows = 1;
    while (control.title.scrollHeight > control.title.clientHeight + 2 && control.title.rows < 12) control.title.rows += 1;
  }

  return {
    control,
    title,
    paper,
    details,
    values: () => Object.fromEntries(FIELDS.map(name => [name, control[name].value])),
    differFrom: values => FIELDS.some(name => control[name].value !== values[name]),
    fill(values) {
      for (const name of FIELDS) control[name].value = values[name] ?? '';
      grow();
    },
    firstWrong: () => FIELDS.map(name => control[name]).find(each => each.hasAttribute('aria-invalid')),
    /** Says at its field what is wrong; false where there is no such field. */
    markWrong({field: path, message}) {
      const name = fieldOf(path);
      if (!control[name]) return false;
      control[name].setAttribute('aria-invalid', 'true');
      control[name].closest('[data-field]').classList.add('field-wrong');
      control[name].closest('details')?.setAttribute('open', '');
      wrong[name].textContent = sentence(LABELS[name], inDeskWords(message));
      return true;
    },
    clearWrong() {
      for (const name of FIELDS) {
        control[name].removeAttribute('aria-invalid');
        control[name].closest('[data-field]').classList.remove('field-wrong');
        wrong[name].textContent = '';
      }
    },
  };
}
