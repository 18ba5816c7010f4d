// Writing one article: Markdown, saving with If-Match, a preview, publishing. Nothing typed is ever thrown away.
import {Problem, get, newKey, request} from './api.js';
import {nameOf, statusBadge} from './articles.js';
import {ask, h, problemBox, rendered, timeTag, toast, when} from './dom.js';

const FIELDS = ['title', 'summary', 'category', 'tags', 'slug', 'cover', 'commentPolicy', 'body'];
const LABELS = {title: 'Title', summary: 'Summary', category: 'Category', tags: 'Tags', slug: 'Address', cover: 'Cover picture', commentPolicy: 'Comments', body: 'Text'};
const BACKUP_AFTER = 600;
const BLANK = {title: '', summary: '', category: '', tags: '', slug: '', cover: '', commentPolicy: 'open', body: ''};

/** What the form shows of a draft; tags as one line. */
function valuesOf(draft) {
  return {
    title: draft.title ?? '',
    summary: draft.summary ?? '',
    category: nameOf(draft.category),
    tags: (draft.tags ?? []).map(nameOf).join(', '),
    slug: draft.slug ?? '',
    cover: draft.cover ?? '',
    commentPolicy: draft.commentPolicy ?? 'open',
    body: draft.body ?? '',
  };
}

/** What the API takes; what is empty is left out, so that the service decides on it. */
function bodyOf(values, format) {
  const body = {title: values.title.trim(), body: values.body, format, commentPolicy: values.commentPolicy, tags: values.tags.split(',').map(tag => tag.trim()).filter(Boolean)};
  for (const name of ['summary', 'category', 'slug', 'cover']) if (values[name].trim()) body[name] = values[name].trim();
  return body;
}

export function editor(id) {
  const element = h('section', {class: 'editor', 'aria-label': 'Article'}, h('p', {class: 'soft page'}, 'Loading …'));
  const state = {element, dirty: () => false, keep: () => {}, close: () => {}};
  (async () => {
    try {
      const found = id ? await get(`/api/drafts/${encodeURIComponent(id)}`) : {answer: null, etag: null};
      open(state, found.answer, found.etag);
    } catch (problem) {
      element.replaceChildren(h('div', {class: 'page'}, problemBox(problem), h('p', {}, h('a', {href: '#/articles'}, 'To the articles'))));
    }
  })();
  return state;
}

function open(state, found, foundTag) {
  let draft = found;
  let etag = foundTag;
  let saved = draft ? valuesOf(draft) : {...BLANK};
  let busy = null;
  let creation = {content: null, key: null};
  let backupTimer = 0;
  let kept = false;

  // ---- the form ----

  const control = {
    title: h('textarea', {id: 'title', class: 'title-input', dir: 'auto', rows: 1, maxlength: 200, placeholder: 'Title', required: true, 'aria-describedby': 'title-wrong'}),
    summary: h('textarea', {id: 'summary', dir: 'auto', rows: 3, maxlength: 500, 'aria-describedby': 'summary-hint summary-wrong'}),
    category: h('input', {id: 'category', type: 'text', maxlength: 60, list: 'categories', autocomplete: 'off', 'aria-describedby': 'category-wrong'}),
    tags: h('input', {id: 'tags', type: 'text', list: 'tags-known', autocomplete: 'off', 'aria-describedby': 'tags-hint tags-wrong'}),
    slug: h('input', {id: 'slug', type: 'text', maxlength: 200, spellcheck: 'false', autocapitalize: 'none', 'aria-describedby': 'slug-hint slug-wrong'}),
    cover: h('input', {id: 'cover', type: 'text', inputmode: 'url', maxlength: 2000, placeholder: 'https://', 'aria-describedby': 'cover-hint cover-wrong'}),
    commentPolicy: h('select', {id: 'commentPolicy', 'aria-describedby': 'commentPolicy-wrong'}, h('option', {value: 'open'}, 'Open'), h('option', {value: 'moderated'}, 'Each one is read first'), h('option', {value: 'closed'}, 'Closed')),
    body: h('textarea', {id: 'body', class: 'body-input', dir: 'auto', placeholder: 'Write …', spellcheck: 'true', 'aria-describedby': 'body-wrong'}),
  };

  const field = (name, hint) => h(
    'div',
    {class: 'field', 'data-field': name},
    h('label', {for: name}, LABELS[name]),
    control[name],
    hint ? h('p', {class: 'hint', id: `${name}-hint`}, hint) : null,
    h('p', {class: 'wrong', id: `${name}-wrong`}),
  );

  const status = h('p', {class: 'row-status'});
  const savedLine = h('p', {class: 'soft saved-line', role: 'status'});
  const actions = h('div', {class: 'editor-actions'});
  const trouble = h('div', {class: 'editor-trouble'});
  const preview = h('div', {class: 'preview', hidden: true, tabindex: '-1'});
  const count = h('p', {class: 'soft word-count'});
  const writeTab = h('button', {type: 'button', class: 'tab', 'aria-pressed': 'true', onclick: () => show('write')}, 'Write');
  const previewTab = h('button', {type: 'button', class: 'tab', 'aria-pressed': 'false', onclick: () => show('preview')}, 'Preview');
  const tools = h('div', {class: 'tools', role: 'toolbar', 'aria-label': 'Text'}, TOOLS.map(tool =>
    h('button', {type: 'button', class: 'tool', title: tool.key ? `${tool.name} (Ctrl+${tool.key.toUpperCase()})` : tool.name, 'aria-label': tool.name, onclick: () => use(tool)}, tool.face)));
  const paper = h('div', {class: 'paper', 'data-field': 'body'}, control.body, h('p', {class: 'wrong', id: 'body-wrong'}));

  const form = h(
    'form',
    {class: 'editor-grid', novalidate: true, onsubmit: event => {
      event.preventDefault();
      save();
    }},
    h(
      'div',
      {class: 'editor-main'},
      trouble,
      h('div', {class: 'field', 'data-field': 'title'}, h('label', {for: 'title', class: 'visually-hidden'}, LABELS.title), control.title, h('p', {class: 'wrong', id: 'title-wrong'})),
      h('div', {class: 'editor-modes'}, h('div', {class: 'tabs', role: 'group', 'aria-label': 'View'}, writeTab, previewTab), tools),
      h('label', {for: 'body', class: 'visually-hidden'}, LABELS.body),
      paper,
      preview,
      count,
    ),
    h(
      'div',
      {class: 'editor-side'},
      h('div', {class: 'editor-state'}, status, actions, savedLine),
      h(
        'div',
        {class: 'stack'},
        field('summary', 'One or two sentences, under the title and in lists.'),
        field('category'),
        field('tags', 'With commas between them.'),
        field('commentPolicy'),
        h('details', {}, h('summary', {}, 'More'), h('div', {class: 'stack'}, field('slug', 'The last part of the link. Left empty, it is made from the title.'), field('cover', 'The address of a picture. Left empty, the article gets a print of its own.'))),
        h('datalist', {id: 'categories'}),
        h('datalist', {id: 'tags-known'}),
      ),
    ),
  );

  function values() {
    return Object.fromEntries(FIELDS.map(name => [name, control[name].value]));
  }

  function fill(from) {
    for (const name of FIELDS) control[name].value = from[name] ?? '';
    grow();
    changed();
  }

  const isDirty = () => FIELDS.some(name => control[name].value !== saved[name]);
  state.dirty = isDirty;
  state.keep = keepBackup;
  state.close = () => {
    clearTimeout(backupTimer);
    if (isDirty()) keepBackup();
  };

  /** The title grows with its lines; the text with the window, in CSS. */
  function grow() {
    control.title.rows = 1;
    while (control.title.scrollHeight > control.title.clientHeight + 2 && control.title.rows < 12) control.title.rows += 1;
  }

  function changed({typed = false} = {}) {
    const words = control.body.value.trim() ? control.body.value.trim().split(/\s+/u).length : 0;
    count.textContent = `${words} ${words === 1 ? 'word' : 'words'}`;
    drawState();
    clearTimeout(backupTimer);
    // Typing that was taken back leaves nothing to offer. A form that was just filled is clean too, but its backup stays.
    backupTimer = setTimeout(() => {
      if (isDirty()) keepBackup();
      else if (typed && kept) dropBackup();
    }, BACKUP_AFTER);
  }

  // ---- how it stands, and what can be done ----

  function drawState() {
    const dirty = isDirty();
    status.replaceChildren(...[draft ? statusBadge(draft) : h('span', {class: 'status status-draft'}, 'New')].flat().filter(Boolean));
    const button = (label, what, kind = 'button-quiet') => h('button', {type: 'button', class: `button ${kind}`, onclick: what, disabled: Boolean(busy)}, label);
    const live = draft?.status === 'published';
    const parts = [];
    parts.push(h('button', {type: 'submit', class: 'button button-quiet', disabled: Boolean(busy) || (!dirty && Boolean(draft)), title: 'Ctrl+S'}, busy === 'saving' ? 'Saving …' : 'Save'));
    if (!live) parts.push(button(busy === 'publishing' ? 'Publishing …' : 'Publish', publish, ''));
    else if (draft.changed || dirty) parts.push(button(busy === 'publishing' ? 'Publishing …' : 'Publish changes', publish, ''));
    if (live) parts.push(h('a', {class: 'button button-quiet', href: `/articles/${draft.slug}`, target: '_blank', rel: 'noopener'}, 'See it ↗'), button('Withdraw', withdraw, 'button-quiet button-danger'));
    if (draft && !live) parts.push(button('Delete', remove, 'button-quiet button-danger'));
    // Drawn again only where something differs: the button that has the focus must not be lost while one types.
    const look = parts.map(part => `${part.textContent}${part.disabled}${part.href ?? ''}`).join('|');
    if (actions.dataset.look !== look) {
      const focused = [...actions.children].findIndex(child => child === document.activeElement);
      actions.dataset.look = look;
      actions.replaceChildren(...parts);
      if (focused >= 0) (actions.children[Math.min(focused, actions.children.length - 1)] ?? control.body).focus();
    }
    savedLine.replaceChildren(...(dirty ? ['Not saved yet'] : draft ? ['Saved ', timeTag(draft.updatedAt)] : []));
    savedLine.classList.toggle('unsaved', dirty);
  }

  async function doing(what, work) {
    if (busy) return false;
    busy = what;
    clearWrong();
    trouble.replaceChildren();
    drawState();
    try {
      await work();
      return true;
    } catch (problem) {
      failed(problem);
      return false;
    } finally {
      busy = null;
      drawState();
    }
  }

  function failed(problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 412) {
      conflict();
      return;
    }
    const known = problem.errors.filter(error => markWrong(error));
    const rest = {...problem, title: problem.title, detail: problem.detail, errors: problem.errors.filter(error => !known.includes(error))};
    trouble.replaceChildren(problemBox(rest));
    (element().querySelector('[aria-invalid]') ?? trouble).scrollIntoView({block: 'center'});
    element().querySelector('[aria-invalid]')?.focus();
  }

  const element = () => state.element;

  function markWrong({field: path, message}) {
    const name = path.replace(/[.[].*$/, '');
    if (!control[name]) return false;
    control[name].setAttribute('aria-invalid', 'true');
    control[name].closest('[data-field]').classList.add('field-wrong');
    control[name].closest('details')?.setAttribute('open', '');
    element().querySelector(`#${name}-wrong`).textContent = message;
    return true;
  }

  function clearWrong() {
    for (const name of FIELDS) control[name].removeAttribute('aria-invalid');
    for (const each of element().querySelectorAll('.field-wrong')) each.classList.remove('field-wrong');
    for (const each of element().querySelectorAll('.wrong')) each.textContent = '';
  }

  function taken(answer, tag) {
    draft = {...draft, ...answer};
    etag = tag ?? etag;
  }

  async function refresh() {
    const fresh = await get(`/api/drafts/${draft.id}`);
    taken(fresh.answer, fresh.etag);
  }

  /** Sends what is in the form. An address that came from the title follows it until readers know it. */
  async function store() {
    const sent = values();
    const body = bodyOf(sent, draft?.format ?? 'markdown');
    if (draft?.status === 'draft' && sent.slug === saved.slug && cameFrom(saved.title, draft.slug)) delete body.slug;
    const isNew = !draft;
    const {answer, etag: tag} = isNew
      ? await request('POST', '/api/articles', {body, key: creationKey(body)})
      : await request('PUT', `/api/drafts/${draft.id}`, {body, etag});
    taken(answer ?? body, tag);
    if (!tag || !draft.slug) await refresh();
    saved = sent;
    const untouched = control.slug.value === sent.slug;
    saved.slug = draft.slug ?? sent.slug;
    if (untouched) control.slug.value = saved.slug;
    dropBackup(isNew ? 'new' : draft.id);
    if (isNew) dispatchEvent(new CustomEvent('desk-moved', {detail: `#/articles/${draft.id}`}));
    dispatchEvent(new CustomEvent('desk-title', {detail: draft.title || 'Article'}));
  }

  /** The same key for the same words: saving again after a lost answer makes no second draft. */
  function creationKey(body) {
    const content = JSON.stringify(body);
    if (creation.content !== content) creation = {content, key: newKey()};
    return creation.key;
  }

  async function save() {
    if (draft && !isDirty()) return true;
    return doing('saving', store);
  }

  async function publish() {
    const first = draft?.status !== 'published';
    if (first) {
      const answer = await ask({
        title: `Publish “${control.title.value.trim() || 'Without a title'}”?`,
        text: draft?.publishedAt || draft?.status === 'unpublished'
          ? 'Readers see it again at once.'
          : 'Readers see it at once, and everybody who subscribed gets a mail.',
        buttons: [{label: 'Publish', value: 'yes'}, {label: 'Not yet', value: 'no', quiet: true}],
      });
      if (answer !== 'yes') return;
    }
    const done = await doing('publishing', async () => {
      if (!draft || isDirty()) await store();
      await request('POST', `/api/articles/${draft.id}/publication`, {body: {}, etag, key: newKey()});
      await refresh();
    });
    if (done) toast(first ? 'Published. Readers can see it now.' : 'The changes are published.', 'toast-good');
  }

  async function withdraw() {
    const answer = await ask({
      title: 'Withdraw this article?',
      text: 'Readers do not see it any more. It stays here as a draft, with its comments, and can be published again.',
      buttons: [{label: 'Withdraw', value: 'yes', danger: true}, {label: 'Leave it', value: 'no', quiet: true}],
    });
    if (answer !== 'yes') return;
    const done = await doing('withdrawing', async () => {
      await request('DELETE', `/api/articles/${draft.id}/publication`, {etag});
      await refresh();
    });
    if (done) toast('Withdrawn. Only staff see it now.');
  }

  async function remove() {
    const answer = await ask({
      title: 'Delete this draft?',
      text: 'It is gone for good.',
      buttons: [{label: 'Delete', value: 'yes', danger: true}, {label: 'Keep it', value: 'no', quiet: true}],
    });
    if (answer !== 'yes') return;
    const done = await doing('deleting', () => request('DELETE', `/api/drafts/${draft.id}`, {etag}));
    if (!done) return;
    dropBackup();
    saved = values();
    toast('The draft is deleted.');
    location.hash = '#/articles';
  }

  // ---- somebody else saved meanwhile ----

  async function conflict() {
    keepBackup();
    let theirs;
    try {
      theirs = await get(`/api/drafts/${draft.id}`);
    } catch (problem) {
      trouble.replaceChildren(problemBox(problem));
      return;
    }
    const other = valuesOf(theirs.answer);
    const mine = values();
    const differing = FIELDS.filter(name => other[name] !== mine[name]);
    const useMine = h('button', {type: 'button', class: 'button', onclick: () => {
      taken(theirs.answer, theirs.etag);
      saved = other;
      trouble.replaceChildren();
      save();
    }}, 'Save mine over it');
    const useTheirs = h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
      taken(theirs.answer, theirs.etag);
      saved = other;
      fill(other);
      trouble.replaceChildren(h('div', {class: 'notice'}, h('p', {}, 'This is their version. Yours is kept here until you leave the page.'), h('button', {type: 'button', class: 'link-button', onclick: () => {
        fill(mine);
        trouble.replaceChildren();
      }}, 'Bring mine back')));
    }}, 'Take theirs');
    trouble.replaceChildren(h(
      'div',
      {class: 'notice conflict', role: 'alert'},
      h('h2', {}, 'Somebody else saved this article meanwhile'),
      h('p', {}, `Their version is from ${when(theirs.answer.updatedAt)}. Yours is all here and not saved yet. Nothing is lost; which one shall go on?`),
      differing.length
        ? h('div', {class: 'stack'}, differing.map(name => h('details', {open: name !== 'body'}, h('summary', {}, `${LABELS[name]}: different`), h('p', {class: 'hint'}, 'Theirs:'), h('pre', {class: 'theirs', tabindex: '0'}, other[name] || '(empty)'))))
        : h('p', {}, 'Both versions hold the same words.'),
      h('div', {class: 'row'}, useMine, useTheirs),
    ));
    trouble.scrollIntoView({block: 'start'});
    useMine.focus({preventScroll: true});
  }

  // ---- a copy in this browser, for a closed tab or a lost network ----

  const backupName = () => `pressroom-desk-${draft?.id ?? 'new'}`;

  function keepBackup() {
    try {
      localStorage.setItem(backupName(), JSON.stringify({at: Date.now(), values: values()}));
      kept = true;
    } catch {
      // A full or closed storage only takes the safety net away.
    }
  }

  function dropBackup(which) {
    try {
      localStorage.removeItem(which ? `pressroom-desk-${which}` : backupName());
    } catch {
      // As above.
    }
  }

  function offerBackup() {
    let backup = null;
    try {
      backup = JSON.parse(localStorage.getItem(backupName()) ?? 'null');
    } catch {
      return;
    }
    if (!backup?.values || FIELDS.every(name => (backup.values[name] ?? '') === saved[name])) return;
    trouble.replaceChildren(h(
      'div',
      {class: 'notice'},
      h('p', {}, `This browser kept changes from ${when(backup.at)} that were never saved.`),
      h('div', {class: 'row'},
        h('button', {type: 'button', class: 'button', onclick: () => {
          fill({...BLANK, ...backup.values});
          trouble.replaceChildren();
          control.body.focus();
        }}, 'Bring them back'),
        h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
          dropBackup();
          trouble.replaceChildren();
          control.body.focus();
        }}, 'Throw them away')),
    ));
  }

  // ---- preview ----

  async function show(mode) {
    if (mode === 'preview') {
      if ((!draft || isDirty()) && !(await save())) return;
      let shown;
      try {
        shown = (await get(`/api/drafts/${draft.id}/preview`)).answer;
      } catch (problem) {
        failed(problem);
        return;
      }
      preview.replaceChildren(...[
        h('h1', {dir: 'auto'}, draft.title),
        draft.summary ? h('p', {class: 'standfirst', dir: 'auto'}, draft.summary) : null,
        rendered(shown.bodyHtml, 'prose'),
      ].filter(Boolean));
    }
    preview.hidden = mode !== 'preview';
    paper.hidden = tools.hidden = mode === 'preview';
    writeTab.setAttribute('aria-pressed', String(mode === 'write'));
    previewTab.setAttribute('aria-pressed', String(mode === 'preview'));
    (mode === 'preview' ? preview : control.body).focus({preventScroll: true});
  }

  // ---- Markdown at a key press ----

  /** Goes through the browser's own editing, so that undo still works. */
  function insert(text, selectFrom, selectTo) {
    const area = control.body;
    const start = area.selectionStart;
    area.focus();
    if (!document.execCommand('insertText', false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.setSelectionRange(start + selectFrom, start + selectTo);
    changed();
  }

  function use(tool) {
    const area = control.body;
    if (tool.line) {
      const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
      const end = area.selectionEnd;
      area.setSelectionRange(start, end);
      const text = area.value.slice(start, end).split('\n').map((line, index) => (typeof tool.line === 'function' ? tool.line(index) : tool.line) + line).join('\n');
      insert(text, text.length, text.length);
      return;
    }
    const selected = area.value.slice(area.selectionStart, area.selectionEnd) || tool.sample;
    insert(tool.before + selected + tool.after, tool.before.length, tool.before.length + selected.length);
  }

  form.addEventListener('input', event => {
    if (event.target === control.title) grow();
    changed({typed: true});
  });
  control.title.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    control.body.focus();
  });
  form.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === 's') {
      event.preventDefault();
      save();
    }
    const tool = event.target === control.body && TOOLS.find(each => each.key === event.key);
    if (tool) {
      event.preventDefault();
      use(tool);
    }
  });

  state.element.replaceChildren(form);
  fill(saved);
  offerBackup();
  if (draft) dispatchEvent(new CustomEvent('desk-title', {detail: draft.title || 'Article'}));
  else control.title.focus();
  fillList('/api/categories?limit=100', 'categories');
  fillList('/api/tags?limit=100', 'tags-known');

  /** Names to choose from; a list that does not come leaves a field to type in. */
  function fillList(path, id) {
    get(path).then(({answer}) => form.querySelector(`#${id}`).append(...answer.items.map(item => h('option', {value: item.name})))).catch(() => {});
  }
}

/** Whether the service made the address from the title; one that only looks otherwise is kept as it is. */
function cameFrom(title, slug) {
  const words = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return words !== '' && (slug === words || slug.startsWith(`${words}-`));
}

const TOOLS = [
  {name: 'Bold', face: h('b', {}, 'B'), key: 'b', before: '**', after: '**', sample: 'strong'},
  {name: 'Italic', face: h('i', {}, 'I'), key: 'i', before: '*', after: '*', sample: 'emphasis'},
  {name: 'Link', face: 'Link', key: 'k', before: '[', after: '](https://)', sample: 'text'},
  {name: 'Heading', face: 'H', line: '## '},
  {name: 'Quote', face: '❝', line: '> '},
  {name: 'List', face: '•', line: '- '},
  {name: 'Numbered list', face: '1.', line: index => `${index + 1}. `},
  {name: 'Code', face: '<>', before: '`', after: '`', sample: 'code'},
];
