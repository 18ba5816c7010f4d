// The fields of an article: what they show of a draft, what the API takes of them, and what is wrong with them.
import {inDeskWords} from './api.js';
import {nameOf} from './articles.js';
import {authorsField, authorsOf} from './authors.js';
import {h, sentence} from './dom.js';
import {SITE_LANGUAGE, choose, languageChoice} from './languages.js';
import {choosePicture} from './picture-chooser.js';
import {lineOf, tagsOf} from './tags.js';

/** As they are called in the API. */
export const LABELS = {
  title: 'Title',
  authors: 'Authors',
  summary: 'Summary',
  category: 'Category',
  tags: 'Tags',
  slug: 'Address',
  kind: 'What it is',
  language: 'Language',
  translationOf: 'Translation of',
  menuPosition: 'Place in the menu',
  cover: 'Cover picture',
  'cover.url': 'Cover picture',
  'cover.alt': 'What the picture shows',
  'seo.title': 'Title for search engines',
  'seo.description': 'Description for search engines',
  'seo.canonicalUrl': 'Where it stands first',
  commentPolicy: 'Comments',
  commentDays: 'Days of comments',
  visibility: 'Who may read it',
  password: 'Password',
  body: 'Text',
  format: 'Format',
  message: 'The message',
};

export const FIELDS = ['title', 'authors', 'summary', 'kind', 'language', 'translationOf', 'menuPosition', 'category', 'tags', 'slug', 'cover.url', 'cover.alt', 'seo.title', 'seo.description', 'seo.canonicalUrl', 'commentPolicy', 'commentDays', 'visibility', 'password', 'body'];
export const BLANK = {...Object.fromEntries(FIELDS.map(name => [name, ''])), kind: 'article', language: SITE_LANGUAGE, commentPolicy: 'open', visibility: 'public'};

/** What an article has and a page has not, and the other way round. */
const OF_ARTICLES = ['category', 'tags', 'commentPolicy', 'commentDays'];
const OF_PAGES = ['menuPosition'];

/** What the form shows of a draft; tags as one line. */
export function valuesOf(draft) {
  return {
    title: draft.title ?? '',
    authors: authorsOf(draft),
    summary: draft.summary ?? '',
    kind: draft.kind ?? 'article',
    language: draft.language ?? SITE_LANGUAGE,
    translationOf: draft.translationOf ?? '',
    menuPosition: String(draft.menuPosition ?? ''),
    category: nameOf(draft.category),
    tags: lineOf((draft.tags ?? []).map(nameOf)),
    slug: draft.slug ?? '',
    'cover.url': draft.cover?.url ?? '',
    'cover.alt': draft.cover?.alt ?? '',
    'seo.title': draft.seo?.title ?? '',
    'seo.description': draft.seo?.description ?? '',
    'seo.canonicalUrl': draft.seo?.canonicalUrl ?? '',
    commentPolicy: draft.commentPolicy ?? 'open',
    commentDays: String(draft.commentDays ?? ''),
    visibility: draft.visibility ?? 'public',
    // The service keeps it to itself.
    password: '',
    body: draft.body ?? '',
  };
}

/** What the API takes; what is empty is left out, so that the service decides on it. */
export function bodyOf(values, format) {
  const body = {title: values.title.trim(), body: values.body, format, kind: values.kind, language: values.language, visibility: values.visibility};
  if (values.authors) body.authors = values.authors.split(' ');
  if (values.translationOf) body.translationOf = values.translationOf;
  if (values.visibility === 'password' && values.password) body.password = values.password;
  const filled = name => values[name].trim();
  for (const name of ['summary', 'slug']) if (filled(name)) body[name] = filled(name);
  if (filled('cover.url') || filled('cover.alt')) body.cover = {url: filled('cover.url'), alt: filled('cover.alt') || null};
  body.seo = Object.fromEntries(['title', 'description', 'canonicalUrl'].map(name => [name, filled(`seo.${name}`) || null]));
  if (values.kind === 'page') {
    if (filled('menuPosition')) body.menuPosition = numberOf(filled('menuPosition'));
    return body;
  }
  body.commentPolicy = values.commentPolicy;
  if (filled('commentDays')) body.commentDays = numberOf(filled('commentDays'));
  body.tags = tagsOf(values.tags);
  if (filled('category')) body.category = filled('category');
  return body;
}

/** What is no number the service refuses in its own words. */
const numberOf = text => Number(text) || text;

/** A name in the API's words for a place in what was sent, such as `tags[0]`. */
function fieldOf(path) {
  if (path === 'cover') return 'cover.url';
  return FIELDS.includes(path) ? path : path.replace(/[.[].*$/, '');
}

export const labelOf = path => LABELS[fieldOf(path)] ?? path;

/** Where readers find it. */
export const pathOf = draft => `/${draft.kind === 'page' ? 'pages' : 'articles'}/${draft.slug}`;

/**
 * The controls by name, and the parts of the form that they stand in.
 *
 * @param me who writes
 * @param mayWritePages whether they may make a page of it
 * @param mayReview whether it need not be theirs
 * @param savedAuthors the ids of those whom the service knows as the authors
 */
export function articleFields({me, mayWritePages, mayReview, savedAuthors}) {
  const wrong = Object.fromEntries(FIELDS.map(name => [name, h('p', {class: 'wrong', id: `${name}-wrong`})]));
  const control = {
    title: h('textarea', {id: 'title', class: 'title-input', dir: 'auto', rows: 1, placeholder: 'Title', required: true, 'aria-describedby': 'title-wrong'}),
    authors: authorsField({me, mayNameAnybody: mayReview, saved: savedAuthors, wrong: wrong.authors}),
    summary: h('textarea', {id: 'summary', dir: 'auto', rows: 3, 'aria-describedby': 'summary-hint summary-wrong'}),
    category: h('input', {id: 'category', type: 'text', dir: 'auto', list: 'categories', autocomplete: 'off', 'aria-describedby': 'category-wrong'}),
    tags: h('input', {id: 'tags', type: 'text', dir: 'auto', list: 'tags-known', autocomplete: 'off', 'aria-describedby': 'tags-hint tags-wrong'}),
    slug: h('input', {id: 'slug', type: 'text', maxlength: 100, spellcheck: 'false', autocapitalize: 'none', 'aria-describedby': 'slug-hint slug-wrong'}),
    kind: h('select', {id: 'kind', 'aria-describedby': 'kind-hint kind-wrong'}, h('option', {value: 'article'}, 'An article'), h('option', {value: 'page'}, 'A page of its own')),
    language: languageChoice({id: 'language', 'aria-describedby': 'language-wrong'}),
    // Chosen in a dialog of its own.
    translationOf: h('input', {id: 'translationOf', type: 'hidden'}),
    menuPosition: h('input', {id: 'menuPosition', type: 'text', inputmode: 'numeric', autocomplete: 'off', 'aria-describedby': 'menuPosition-hint menuPosition-wrong'}),
    'cover.url': h('input', {id: 'cover.url', type: 'text', inputmode: 'url', maxlength: 2000, placeholder: 'https://', 'aria-describedby': 'cover.url-hint cover.url-wrong'}),
    'cover.alt': h('input', {id: 'cover.alt', type: 'text', dir: 'auto', autocomplete: 'off', 'aria-describedby': 'cover.alt-hint cover.alt-wrong'}),
    'seo.title': h('input', {id: 'seo.title', type: 'text', dir: 'auto', autocomplete: 'off', 'aria-describedby': 'seo.title-hint seo.title-wrong'}),
    'seo.description': h('textarea', {id: 'seo.description', dir: 'auto', rows: 3, 'aria-describedby': 'seo.description-hint seo.description-wrong'}),
    'seo.canonicalUrl': h('input', {id: 'seo.canonicalUrl', type: 'text', inputmode: 'url', maxlength: 2000, placeholder: 'https://', 'aria-describedby': 'seo.canonicalUrl-hint seo.canonicalUrl-wrong'}),
    commentPolicy: h('select', {id: 'commentPolicy', 'aria-describedby': 'commentPolicy-wrong'}, h('option', {value: 'open'}, 'Open'), h('option', {value: 'moderated'}, 'Each one is read first'), h('option', {value: 'closed'}, 'Closed')),
    commentDays: h('input', {id: 'commentDays', type: 'text', inputmode: 'numeric', autocomplete: 'off', 'aria-describedby': 'commentDays-hint commentDays-wrong'}),
    visibility: h('select', {id: 'visibility', 'aria-describedby': 'visibility-hint visibility-wrong'}, h('option', {value: 'public'}, 'Everybody'), h('option', {value: 'unlisted'}, 'Whoever has its address'), h('option', {value: 'password'}, 'Whoever has a password'), h('option', {value: 'subscribers'}, 'Whoever is subscribed')),
    password: h('input', {id: 'password', type: 'text', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none', 'aria-describedby': 'password-hint password-wrong'}),
    body: h('textarea', {id: 'body', class: 'body-input', dir: 'auto', placeholder: 'Write …', spellcheck: 'true', 'aria-describedby': 'body-wrong'}),
  };

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
    h('div', {class: 'field', 'data-field': 'authors'}, control.authors),
    field('summary', 'One or two sentences, under the title and in lists.'),
    field('category'),
    field('tags', 'With commas between them. A name with a comma in it stands in quotation marks.'),
    field('language'),
    h('div', {'data-field': 'translationOf'}, control.translationOf, wrong.translationOf),
    field('commentPolicy'),
    field('commentDays', 'They close so many days after publication. Left empty, they stay open.'),
    field('visibility', 'By its address alone, it stands in no list, and no subscriber hears of it. With a password or for subscribers, its title and summary are in lists, its text is not, and it takes no comments. A subscriber is let in by the link in a mail.'),
    field('password', 'At least 4 letters. Once saved it is shown nowhere; left empty, it stays what it was.'),
    field('menuPosition', 'A number: 1 comes first. Left empty, the page does not stand in the menu.'),
    h('details', {}, h('summary', {}, 'Picture'), h('div', {class: 'stack'},
      h('p', {}, h('button', {type: 'button', class: 'button button-quiet', onclick: chooseCover}, 'Choose a picture')),
      field('cover.url', 'The address of a picture. Left empty, the article gets a print of its own.'),
      field('cover.alt', 'For those who do not see it. Left empty, it is passed over as an ornament.'))),
    h('details', {}, h('summary', {}, 'Search engines'), h('div', {class: 'stack'},
      field('seo.title', 'Left empty, they are told the title.'),
      field('seo.description', 'Left empty, they are told the summary, or else the first words.'),
      field('seo.canonicalUrl', 'For what was published elsewhere before. Left empty, it stands first here.'))),
    h('details', {}, h('summary', {}, 'More'), h('div', {class: 'stack'},
      field('slug', 'The last part of the link. Left empty, it is made from the title.'),
      field('kind', 'A page, such as who writes here, stands in no list and takes no comments. It stays what it was when readers saw it first.'))),
    h('datalist', {id: 'categories'}),
    h('datalist', {id: 'tags-known'}),
  );

  control.title.addEventListener('input', grow);
  control.kind.addEventListener('input', fit);
  control.commentPolicy.addEventListener('input', fit);
  control.visibility.addEventListener('input', fit);

  /** One of the library, with what is said of it there where nothing is said here. */
  async function chooseCover() {
    const picture = await choosePicture();
    if (!picture) return;
    control['cover.url'].value = picture.url;
    if (!control['cover.alt'].value.trim()) control['cover.alt'].value = picture.alt ?? '';
    control['cover.url'].dispatchEvent(new Event('input', {bubbles: true}));
  }

  /** Shows what such a thing has. */
  function fit() {
    const page = control.kind.value === 'page';
    for (const name of OF_ARTICLES) part(name).hidden = page;
    for (const name of OF_PAGES) part(name).hidden = !page;
    part('kind').hidden = !mayWritePages;
    // Comments would tell of what not everybody may read.
    if (['password', 'subscribers'].includes(control.visibility.value)) part('commentPolicy').hidden = true;
    if (part('commentPolicy').hidden || control.commentPolicy.value === 'closed') part('commentDays').hidden = true;
    part('password').hidden = control.visibility.value !== 'password';
  }

  function part(name) {
    return control[name].closest('[data-field]');
  }
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
      choose(control.language, values.language ?? SITE_LANGUAGE);
      fit();
      grow();
    },
    firstWrong: () => FIELDS.map(name => control[name]).find(each => each.hasAttribute('aria-invalid')),
    /** Says at its field what is wrong; false where there is no such field. */
    markWrong({field: path, message}) {
      const name = fieldOf(path);
      if (!control[name]) return false;
      control[name].setAttribute('aria-invalid', 'true');
      part(name).classList.add('field-wrong');
      control[name].closest('details')?.setAttribute('open', '');
      wrong[name].textContent = sentence(LABELS[name], inDeskWords(message));
      return true;
    },
    clearWrong() {
      for (const name of FIELDS) {
        control[name].removeAttribute('aria-invalid');
        part(name).classList.remove('field-wrong');
        wrong[name].textContent = '';
      }
    },
  };
}
