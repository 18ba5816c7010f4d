// Writing one article: Markdown, saving with If-Match, a preview, publishing. Nothing typed is ever thrown away.
import {Problem, get, inDeskWords, newKey, request, requestUnasked} from './api.js';
import {nameOf, statusBadge} from './articles.js';
import {ask, bdi, focusOn, h, letterOf, problemBox, rendered, sentence, timeTag, toast, when} from './dom.js';
import {askPublication, moment, scheduleLine} from './publication.js';
import {lineOf, tagsOf} from './tags.js';

const FIELDS = ['title', 'summary', 'category', 'tags', 'slug', 'cover', 'commentPolicy', 'body'];
const LABELS = {title: 'Title', summary: 'Summary', category: 'Category', tags: 'Tags', slug: 'Address', cover: 'Cover picture', commentPolicy: 'Comments', body: 'Text'};
const BACKUP_AFTER = 600;
/** In milliseconds, after the last change; and while changes go on, since the first that is not saved. */
const AUTOSAVE_AFTER = 4_000;
const AUTOSAVE_WITHIN = 30_000;
/** A third of the time after which the server takes it that nobody writes any more. */
const PRESENCE_EVERY = 15_000;
/** Who has not typed for so long has only left the page open. */
const PRESENT_FOR = 300_000;
/** What is due has happened by then, in milliseconds. */
const HAPPENS_WITHIN = 3_000;
const LONGEST_TIMER = 2 ** 31 - 1;
const BLANK = {title: '', summary: '', category: '', tags: '', slug: '', cover: '', commentPolicy: 'open', body: ''};

/** What the form shows of a draft; tags as one line. */
function valuesOf(draft) {
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
function bodyOf(values, format) {
  const body = {title: values.title.trim(), body: values.body, format, commentPolicy: values.commentPolicy, tags: tagsOf(values.tags)};
  for (const name of ['summary', 'category', 'slug', 'cover']) if (values[name].trim()) body[name] = values[name].trim();
  return body;
}

export function editor(id) {
  const heading = h('h1', {class: 'visually-hidden', id: 'editor-heading'}, id ? 'Article' : 'New article');
  const sheet = h('div', {}, h('p', {class: 'soft page', role: 'status'}, 'Loading …'));
  const element = h('section', {class: 'editor', 'aria-labelledby': 'editor-heading'}, heading, sheet);
  const state = {element, heading, sheet, closed: false, dirty: () => false, keep: () => {}, save: () => {}, leave: () => {}};
  // Wherever the focus is: the browser's own dialog would save a page that is of no use.
  const saveByKey = event => {
    if (!isKey(event, 's') || event.shiftKey) return;
    event.preventDefault();
    if (!event.repeat && !document.querySelector('dialog[open]')) state.save({byKey: true});
  };
  document.addEventListener('keydown', saveByKey);
  state.close = () => {
    state.closed = true;
    document.removeEventListener('keydown', saveByKey);
    state.leave();
  };
  load(state, id);
  return state;
}

async function load(state, id) {
  try {
    const found = id ? await get(`/api/drafts/${encodeURIComponent(id)}`) : {answer: null, etag: null};
    if (state.closed) return;
    open(state, found.answer, found.etag);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const again = h('button', {type: 'button', class: 'button', onclick: () => load(state, id)}, 'Try again');
    state.sheet.replaceChildren(h('div', {class: 'page stack'}, problemBox(problem), h('p', {class: 'row'}, problem.status === 404 ? null : again, h('a', {class: 'button button-quiet', href: '#/articles'}, 'To the articles'))));
  }
}

/** Ctrl, or the Mac's Cmd, with a letter. */
function isKey(event, letter) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && letterOf(event) === letter;
}

function open(state, found, foundTag) {
  let draft = found;
  let etag = foundTag;
  let saved = draft ? valuesOf(draft) : {...BLANK};
  let busy = null;
  let creation = {content: null, key: null};
  let backupTimer = 0;
  let kept = false;
  let autosaving = null;
  let autosaveTimer = 0;
  let unsavedSince = 0;
  let presenceTimer = 0;
  let planTimer = 0;
  let lastTyped = Date.now();
  /** Who else writes here, by name; while somebody does, nothing is saved unasked. */
  let other = null;

  // ---- the form ----

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

  const field = (name, hint) => h(
    'div',
    {class: 'field', 'data-field': name},
    h('label', {for: name}, LABELS[name]),
    control[name],
    hint ? h('p', {class: 'hint', id: `${name}-hint`}, hint) : null,
    h('p', {class: 'wrong', id: `${name}-wrong`}),
  );

  const status = h('p', {class: 'row-status'});
  // Said by a message where somebody asked for it; read out each time, it would interrupt who writes.
  const savedLine = h('p', {class: 'soft saved-line'});
  const presence = h('div', {class: 'editor-presence', role: 'status'});
  const plan = h('div', {class: 'editor-plan'});
  const actions = h('div', {class: 'editor-actions'});
  const trouble = h('div', {class: 'editor-trouble', tabindex: '-1'});
  const preview = h('div', {class: 'preview', hidden: true, tabindex: '-1', role: 'region', 'aria-label': 'Preview'});
  const count = h('p', {class: 'soft word-count'});
  const writeTab = h('button', {type: 'button', class: 'tab', 'aria-pressed': 'true', onclick: () => show('write')}, 'Write');
  const previewTab = h('button', {type: 'button', class: 'tab', 'aria-pressed': 'false', onclick: () => show('preview')}, 'Preview');
  const toolButtons = TOOLS.map((tool, index) =>
    h('button', {type: 'button', class: `tool ${tool.look ?? ''}`, 'data-face': tool.face, title: tool.key ? `${tool.name} (Ctrl+${tool.key.toUpperCase()})` : tool.name, 'aria-label': tool.name, tabindex: index ? '-1' : '0', onclick: () => use(tool)}));
  const tools = h('div', {class: 'tools', role: 'toolbar', 'aria-label': 'Text', 'aria-controls': 'body', onkeydown: alongTools}, toolButtons);
  const toDetails = h('button', {type: 'button', class: 'button button-quiet to-details', onclick: () => {
    control.summary.focus({preventScroll: true});
    control.summary.closest('.stack').scrollIntoView({block: 'start'});
  }}, 'Details');
  const paper = h('div', {class: 'paper', 'data-field': 'body'}, control.body, h('p', {class: 'wrong', id: 'body-wrong'}));

  const form = h(
    'form',
    {class: 'editor-grid', novalidate: true, onsubmit: event => {
      event.preventDefault();
      state.save();
    }},
    h(
      'div',
      {class: 'editor-main'},
      presence,
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
      h('div', {class: 'editor-state', role: 'group', 'aria-label': 'The article'}, status, plan, actions, savedLine, toDetails),
      h(
        'div',
        {class: 'stack'},
        field('summary', 'One or two sentences, under the title and in lists.'),
        field('category'),
        field('tags', 'With commas between them. A name with a comma in it stands in quotation marks.'),
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
  state.save = async ({byKey} = {}) => {
    if (busy) return;
    if (byKey && draft && !isDirty()) toast('Everything is saved.');
    else if (await save()) toast('Saved.', 'toast-good');
  };
  state.leave = () => {
    clearTimeout(backupTimer);
    clearTimeout(autosaveTimer);
    clearTimeout(presenceTimer);
    clearTimeout(planTimer);
    if (isDirty()) keepBackup();
    if (draft && !other) requestUnasked('DELETE', presencePath()).catch(() => {});
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
    if (!typed) return;
    const wasAway = Date.now() - lastTyped > PRESENT_FOR;
    lastTyped = Date.now();
    if (wasAway) sayPresence();
    autosaveSoon();
  }

  // ---- how it stands, and what can be done ----

  // The same buttons all the time, also while they can do nothing: the focus stays on the one that was pressed.
  const action = (what, kind) => h('button', {type: 'button', class: `button ${kind}`, onclick: event => {
    if (event.currentTarget.getAttribute('aria-disabled') !== 'true') what();
  }});
  const buttons = {
    save: h('button', {type: 'submit', class: 'button button-quiet', title: 'Ctrl+S', 'aria-keyshortcuts': 'Control+S Meta+S'}),
    publish: action(publish, ''),
    schedule: action(schedule, 'button-quiet'),
    see: h('a', {class: 'button button-quiet', href: '/', target: '_blank', rel: 'noopener'}, 'See it', h('span', {'aria-hidden': 'true'}, ' ↗'), h('span', {class: 'visually-hidden'}, ' on the site, in a new tab')),
    versions: h('a', {class: 'button button-quiet', href: '#/articles'}, 'Versions'),
    withdraw: action(withdraw, 'button-quiet button-danger'),
    remove: action(remove, 'button-quiet button-danger'),
  };
  actions.append(...Object.values(buttons));

  function drawState() {
    const dirty = isDirty();
    const live = draft?.status === 'published';
    const focused = actions.contains(document.activeElement) ? document.activeElement : null;
    status.replaceChildren(...[draft ? statusBadge(draft) : h('span', {class: 'status status-draft'}, 'New')].flat().filter(Boolean));
    draw(buttons.save, {label: busy === 'saving' ? 'Saving …' : 'Save', shown: true, idle: !dirty && Boolean(draft)});
    draw(buttons.publish, {label: busy === 'publishing' ? 'Publishing …' : live ? 'Publish changes' : 'Publish', shown: !live || draft.changed || dirty});
    draw(buttons.schedule, {label: draft?.schedule ? 'Change the schedule' : 'Schedule …', shown: true});
    draw(buttons.withdraw, {label: busy === 'withdrawing' ? 'Withdrawing …' : 'Withdraw', shown: live});
    draw(buttons.remove, {label: busy === 'deleting' ? 'Deleting …' : 'Delete', shown: Boolean(draft) && !live});
    buttons.see.hidden = !live;
    buttons.versions.hidden = !draft;
    if (draft) buttons.versions.href = `#/articles/${draft.id}/versions`;
    if (live) buttons.see.href = `/articles/${draft.slug}`;
    drawPlan();
    // What was done takes some buttons away; the focus goes to what can be done next.
    if (focused?.hidden) (live ? buttons.see : buttons.publish).focus();
    // Written only where it is another: a screen reader reads it out each time.
    const unsaved = autosaving ? 'Saving …' : 'Not saved yet';
    const line = dirty ? unsaved : draft ? `Saved ${draft.updatedAt}` : '';
    if (savedLine.dataset.line !== line) savedLine.replaceChildren(...(dirty ? [unsaved] : draft ? ['Saved ', timeTag(draft.updatedAt)] : []));
    savedLine.dataset.line = line;
    savedLine.classList.toggle('unsaved', dirty);
    state.heading.replaceChildren(...(draft ? ['Article: ', bdi(draft.title || 'Without a title')] : ['New article']));
  }

  /** What is to happen; once it has, the page shows that too. */
  function drawPlan() {
    const line = scheduleLine(draft?.schedule, field => LABELS[field] ?? field);
    if (plan.dataset.line === line) return;
    plan.dataset.line = line;
    const focused = plan.contains(document.activeElement);
    plan.replaceChildren(...(line
      ? [h('p', {class: draft.schedule.problem ? 'alert' : 'soft'}, `${line}.`), h('button', {type: 'button', class: 'button button-quiet', onclick: unschedule}, 'Take that back')]
      : []));
    if (focused) buttons.schedule.focus({preventScroll: true});
    clearTimeout(planTimer);
    const next = draft?.schedule?.problem ? null : draft?.schedule?.at ?? draft?.schedule?.until;
    const wait = next ? new Date(next) - Date.now() + HAPPENS_WITHIN : 0;
    // Longer waits overflow a timer, and nobody has the page open for so long.
    if (next && wait < LONGEST_TIMER) planTimer = setTimeout(lookAgain, Math.max(HAPPENS_WITHIN, wait));
  }

  /** Only where nobody wrote meanwhile: else saving says so, and asks. */
  async function lookAgain() {
    if (state.closed || busy || autosaving) return;
    try {
      const fresh = await get(`/api/drafts/${draft.id}`);
      const theirs = valuesOf(fresh.answer);
      if (state.closed || busy || autosaving || FIELDS.some(name => theirs[name] !== saved[name])) return;
      taken(fresh.answer, fresh.etag);
      drawState();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  function draw(button, {label, shown, idle = false}) {
    if (button.textContent !== label) button.textContent = label;
    button.hidden = !shown;
    if (busy || idle) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }

  async function doing(what, work) {
    if (busy) return false;
    busy = what;
    await autosaving;
    clearWrong();
    emptyTrouble();
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

  /** The focus that was on a button in the message goes to what the message was about. */
  function emptyTrouble() {
    const focused = trouble.contains(document.activeElement);
    trouble.replaceChildren();
    if (focused) (buttons.save.isConnected && !paper.hidden ? control.body : buttons.save).focus({preventScroll: true});
  }

  function failed(problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 412) {
      conflict();
      return;
    }
    const known = problem.errors.filter(error => markWrong(error));
    const rest = {...problem, title: problem.title, detail: problem.detail, errors: problem.errors.filter(error => !known.includes(error))};
    trouble.replaceChildren(problemBox(rest, field => LABELS[field.replace(/[.[].*$/, '')] ?? field));
    const wrong = element().querySelector('[aria-invalid]');
    if (wrong && preview.contains(document.activeElement)) show('write');
    focusOn(wrong ?? trouble, {scroll: false});
    (wrong ?? trouble).scrollIntoView({block: 'center'});
  }

  const element = () => state.element;

  function markWrong({field: path, message}) {
    const name = path.replace(/[.[].*$/, '');
    if (!control[name]) return false;
    control[name].setAttribute('aria-invalid', 'true');
    control[name].closest('[data-field]').classList.add('field-wrong');
    control[name].closest('details')?.setAttribute('open', '');
    element().querySelector(`#${name}-wrong`).textContent = sentence(LABELS[name], inDeskWords(message));
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
  async function store({send = request, unasked = false} = {}) {
    const sent = values();
    const body = bodyOf(sent, draft?.format ?? 'markdown');
    if (draft?.status === 'draft' && sent.slug === saved.slug && draft.slugFromTitle) delete body.slug;
    const isNew = !draft;
    const {answer, etag: tag} = isNew
      ? await send('POST', '/api/articles', {body, key: creationKey(body)})
      : await send('PUT', `/api/drafts/${draft.id}${unasked ? '?autosave=true' : ''}`, {body, etag});
    taken(answer ?? body, tag);
    if (!tag || !draft.slug) await refresh();
    saved = sent;
    unsavedSince = 0;
    const untouched = control.slug.value === sent.slug;
    saved.slug = draft.slug ?? sent.slug;
    if (untouched) control.slug.value = saved.slug;
    dropBackup(isNew ? 'new' : draft.id);
    if (isNew) {
      tell('desk-moved', `#/articles/${draft.id}`);
      sayPresence();
    }
    tell('desk-title', draft.title || 'Article');
  }

  // ---- saving by itself ----

  function autosaveSoon() {
    clearTimeout(autosaveTimer);
    if (!isDirty()) {
      unsavedSince = 0;
      return;
    }
    unsavedSince ||= Date.now();
    autosaveTimer = setTimeout(autosave, Math.max(0, Math.min(AUTOSAVE_AFTER, unsavedSince + AUTOSAVE_WITHIN - Date.now())));
  }

  /** What cannot be saved so stays in the browser, and is tried again with the next change; only who asks is told why. */
  async function autosave() {
    if (state.closed || busy || autosaving || other || !isDirty() || !control.title.value.trim() || trouble.querySelector('.conflict')) return;
    autosaving = store({send: requestUnasked, unasked: true}).catch(problem => {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 412) conflict();
      unsavedSince = 0;
    });
    drawState();
    await autosaving;
    autosaving = null;
    drawState();
    if (isDirty()) autosaveSoon();
  }

  // ---- who else is at it ----

  const presencePath = () => `/api/drafts/${draft.id}/editing`;

  async function sayPresence({takeOver = false} = {}) {
    clearTimeout(presenceTimer);
    if (state.closed || !draft) return;
    presenceTimer = setTimeout(sayPresence, PRESENCE_EVERY);
    if (Date.now() - lastTyped > PRESENT_FOR) return;
    try {
      const {answer} = await requestUnasked('PUT', presencePath() + (takeOver ? '?takeOver=true' : ''));
      if (!state.closed) drawPresence(answer);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  function drawPresence(answer) {
    const name = answer?.editor && !answer.mine ? answer.editor.name || answer.editor.slug : null;
    // Written only where it is another: a screen reader reads it out each time.
    if (name === other) return;
    const focused = presence.contains(document.activeElement);
    other = name;
    presence.replaceChildren(...(name
      ? [h('p', {}, bdi(name), ' is writing in this article. Nothing of yours is saved by itself meanwhile.'), h('button', {type: 'button', class: 'button button-quiet', onclick: () => sayPresence({takeOver: true})}, 'Take over')]
      : []));
    if (focused) control.body.focus({preventScroll: true});
    if (!name) autosaveSoon();
  }

  /** Address and title are those of the page that is shown, which may be another one when an answer comes. */
  function tell(what, detail) {
    if (!state.closed) dispatchEvent(new CustomEvent(what, {detail}));
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

  /** Changes to what is public already go out at once; all else is asked first. */
  async function publish() {
    if (busy) return;
    if (draft?.status === 'published') await order({at: null, until: null, notify: null});
    else await askAndOrder({later: false});
  }

  async function schedule() {
    if (!busy) await askAndOrder({later: true});
  }

  async function askAndOrder({later}) {
    const chosen = await askPublication({
      title: control.title.value.trim(),
      live: draft?.status === 'published',
      again: draft?.status === 'unpublished',
      schedule: draft?.schedule,
      later,
    });
    if (chosen) await order(chosen, {asked: true});
  }

  async function order(chosen, {asked = false} = {}) {
    const first = draft?.status !== 'published';
    const isLater = chosen.at && new Date(chosen.at) > new Date();
    const body = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null));
    const done = await doing('publishing', async () => {
      if (!draft || isDirty()) await store();
      // What is not said stays: an end that is not wanted any more is taken back first.
      if (asked && draft.schedule?.until && !chosen.until) await takeBackSchedule();
      await request('POST', `/api/articles/${draft.id}/publication`, {body, etag, key: newKey()});
      await refresh();
    });
    if (!done) return;
    toast(isLater ? `It goes public ${moment(draft.schedule?.at ?? chosen.at)}.` : first ? 'Published. Readers can see it now.' : 'The changes are published.', 'toast-good');
  }

  async function takeBackSchedule() {
    const {etag: tag} = await request('DELETE', `/api/articles/${draft.id}/schedule`, {etag});
    taken({schedule: null}, tag);
  }

  async function unschedule() {
    const done = await doing('unscheduling', async () => {
      await takeBackSchedule();
      await refresh();
    });
    if (done) toast('Nothing is scheduled any more.');
  }

  async function withdraw() {
    const answer = await ask({
      title: ['Withdraw “', bdi(draft.title || 'Without a title'), '”?'],
      text: 'Readers do not see it any more. It stays here as a draft, with its comments, and can be published again.',
      buttons: [{label: 'Withdraw', value: 'yes', danger: true}, {label: 'Leave it', value: 'no', safe: true}],
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
      title: ['Delete “', bdi(draft.title || 'Without a title'), '”?'],
      text: 'It is gone for good.',
      buttons: [{label: 'Delete', value: 'yes', danger: true}, {label: 'Keep it', value: 'no', safe: true}],
    });
    if (answer !== 'yes') return;
    const done = await doing('deleting', () => request('DELETE', `/api/drafts/${draft.id}`, {etag}));
    if (!done) return;
    dropBackup();
    saved = values();
    // Nobody writes in it any more, and there is nothing to say so of.
    draft = null;
    toast('The draft is deleted.');
    if (!state.closed) location.hash = '#/articles';
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
    if (theirs.etag !== etag && FIELDS.every(name => other[name] === saved[name])) {
      // Nobody wrote: what readers see is another, by a schedule or by somebody. Our words follow those that are there.
      taken(theirs.answer, theirs.etag);
      drawState();
      if (isDirty()) state.save();
      else toast('This article was published or withdrawn meanwhile. Look at it, and go on.');
      return;
    }
    const differing = FIELDS.filter(name => other[name] !== mine[name]);
    if (!differing.length) {
      // Our own words, whose answer was lost on the way.
      taken(theirs.answer, theirs.etag);
      saved = other;
      dropBackup();
      drawState();
      toast('Saved.', 'toast-good');
      return;
    }
    const useMine = h('button', {type: 'button', class: 'button', onclick: () => {
      taken(theirs.answer, theirs.etag);
      saved = other;
      emptyTrouble();
      buttons.save.focus({preventScroll: true});
      state.save();
    }}, 'Save mine over it');
    const useTheirs = h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
      taken(theirs.answer, theirs.etag);
      saved = other;
      fill(other);
      trouble.replaceChildren(h('div', {class: 'notice', role: 'status'}, h('p', {}, 'This is their version. Yours is kept here until you leave the page.'), h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
        fill(mine);
        emptyTrouble();
      }}, 'Bring mine back')));
      trouble.querySelector('button').focus();
    }}, 'Take theirs');
    trouble.replaceChildren(h(
      'div',
      {class: 'notice conflict', role: 'alert'},
      h('h2', {}, 'Somebody else saved this article meanwhile'),
      h('p', {}, `Their version is from ${when(theirs.answer.updatedAt)}. Yours is all here and not saved yet. Nothing is lost; which one shall go on?`),
      h('div', {class: 'stack'}, differing.map(name => h('details', {open: name !== 'body'}, h('summary', {}, `${LABELS[name]}: different`), h('p', {class: 'hint'}, 'Theirs:'), h('pre', {class: 'theirs', dir: 'auto', tabindex: '0', role: 'group', 'aria-label': `${LABELS[name]}, their version`}, other[name] || '(empty)')))),
      h('div', {class: 'row'}, useMine, useTheirs),
    ));
    focusOn(trouble.querySelector('h2'), {scroll: false});
    trouble.scrollIntoView({block: 'start'});
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
      {class: 'notice', role: 'status'},
      h('p', {}, `This browser kept changes from ${when(backup.at)} that were never saved.`),
      h('div', {class: 'row'},
        h('button', {type: 'button', class: 'button', onclick: () => {
          fill({...BLANK, ...backup.values});
          emptyTrouble();
        }}, 'Bring them back'),
        h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
          dropBackup();
          emptyTrouble();
        }}, 'Throw them away')),
    ));
  }

  // ---- preview ----

  async function show(mode) {
    if (mode === 'preview') {
      if (busy || ((!draft || isDirty()) && !(await save()))) return;
      let shown;
      try {
        shown = (await get(`/api/drafts/${draft.id}/preview`)).answer;
      } catch (problem) {
        failed(problem);
        return;
      }
      preview.replaceChildren(...[
        h('h2', {class: 'preview-title', dir: 'auto'}, draft.title),
        draft.summary ? h('p', {class: 'standfirst', dir: 'auto'}, draft.summary) : null,
        rendered(shown.bodyHtml, 'prose'),
      ].filter(Boolean));
    }
    preview.hidden = mode !== 'preview';
    paper.hidden = tools.hidden = mode === 'preview';
    writeTab.setAttribute('aria-pressed', String(mode === 'write'));
    previewTab.setAttribute('aria-pressed', String(mode === 'preview'));
    if (mode === 'preview') focusOn(preview, {scroll: false});
    else control.body.focus({preventScroll: true});
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
  control.body.addEventListener('keydown', event => {
    const tool = TOOLS.find(each => each.key && isKey(event, each.key));
    if (!tool) return;
    event.preventDefault();
    use(tool);
  });

  /** One stop for Tab, arrows within, as in every toolbar. */
  function alongTools(event) {
    const at = toolButtons.indexOf(event.target);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: toolButtons.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    for (const each of toolButtons) each.tabIndex = -1;
    const wanted = toolButtons[(to + toolButtons.length) % toolButtons.length];
    wanted.tabIndex = 0;
    wanted.focus();
  }

  const focused = state.sheet.contains(document.activeElement);
  state.sheet.replaceChildren(form);
  if (focused) focusOn(state.heading);
  fill(saved);
  offerBackup();
  sayPresence();
  if (draft) tell('desk-title', draft.title || 'Article');
  else control.title.focus();
  fillList('/api/categories?limit=100', 'categories');
  fillList('/api/tags?limit=100', 'tags-known');

  /** Names to choose from; a list that does not come leaves a field to type in. */
  function fillList(path, id) {
    get(path).then(({answer}) => form.querySelector(`#${id}`).append(...answer.items.map(item => h('option', {value: item.name})))).catch(() => {});
  }
}

/** The face is drawn by the style sheet: the name is what is read out and spoken to. */
const TOOLS = [
  {name: 'Bold', face: 'B', look: 'tool-bold', key: 'b', before: '**', after: '**', sample: 'strong'},
  {name: 'Italic', face: 'I', look: 'tool-italic', key: 'i', before: '*', after: '*', sample: 'emphasis'},
  {name: 'Link', face: 'Link', key: 'k', before: '[', after: '](https://)', sample: 'text'},
  {name: 'Heading', face: 'H', line: '## '},
  {name: 'Quote', face: '❝', line: '> '},
  {name: 'List', face: '•', line: '- '},
  {name: 'Numbered list', face: '1.', line: index => `${index + 1}. `},
  {name: 'Code', face: '<>', before: '`', after: '`', sample: 'code'},
];
