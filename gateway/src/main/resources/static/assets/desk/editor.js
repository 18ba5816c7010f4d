// Writing one article: Markdown, saving with If-Match, what stands beside the text, publishing. Nothing typed is ever thrown away.
import {Problem, get, newKey, request, requestUnasked} from './api.js';
import {statusBadge} from './articles.js';
import {autosave} from './autosave.js';
import {backup, dropBackup, readBackup} from './backup.js';
import {showConflict, showsConflict} from './conflict.js';
import {continuing} from './continuing.js';
import {bdi, focusOn, h, isKey, problemBox, timeTag, toast, when} from './dom.js';
import {BLANK, FIELDS, LABELS, articleFields, bodyOf, labelOf, pathOf, valuesOf} from './fields.js';
import {scroller} from './lists.js';
import {measure} from './measure.js';
import {notes} from './notes.js';
import {orders} from './orders.js';
import {outline} from './outline.js';
import {sidePanes} from './panes.js';
import {pasting} from './pasting.js';
import {pictureDrops} from './picture-drops.js';
import {pin} from './pins.js';
import {plan} from './plan.js';
import {presence} from './presence.js';
import {livePreview} from './preview.js';
import {reveal} from './reveal.js';
import {reviewing} from './reviewing.js';
import {share} from './sharing.js';
import {toolbar} from './toolbar.js';
import {translations} from './translations.js';

/** @param rights what whoever writes may do: `mayWritePages`, `mayPublish`, `mayReview`; and who that is, `me` */
export function editor(id, rights) {
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
  load(state, id, rights);
  return state;
}

async function load(state, id, rights) {
  try {
    const found = id ? await get(`/api/drafts/${encodeURIComponent(id)}`) : {answer: null, etag: null};
    if (state.closed) return;
    open(state, found.answer, found.etag, rights);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const again = h('button', {type: 'button', class: 'button', onclick: () => load(state, id, rights)}, 'Try again');
    state.sheet.replaceChildren(h('div', {class: 'page stack'}, problemBox(problem), h('p', {class: 'row'}, problem.status === 404 ? null : again, h('a', {class: 'button button-quiet', href: '#/articles'}, 'To the articles'))));
  }
}

function open(state, draft, etag, rights) {
  /** The article as the server has it, what of it is in the form as it was saved last, and what is being done. */
  const work = {draft, etag, saved: draft ? valuesOf(draft) : {...BLANK, authors: rights.me.id}, busy: null};
  let creation = {content: null, key: null};

  // ---- the form ----

  const fields = articleFields({...rights, savedAuthors: () => work.draft?.authors ?? []});
  const {control, paper} = fields;
  const isDirty = () => fields.differFrom(work.saved);
  const inText = () => control.body.focus({preventScroll: true});

  const saving = autosave({
    isDirty,
    mayBegin: () => !state.closed && !work.busy && !others.other() && control.title.value.trim() !== '' && !showsConflict(trouble),
    store: () => store({send: requestUnasked, unasked: true}),
    stale: conflict,
    draw: drawState,
  });
  const others = presence({
    path: () => work.draft && `/api/drafts/${work.draft.id}/editing`,
    yielded: saving.soon,
    focusBack: inText,
  });
  const copy = backup({id: () => work.draft?.id, values: () => ({...fields.values(), password: ''}), isDirty});
  const order = orders({
    work,
    title: () => control.title.value.trim(),
    isPage: () => control.kind.value === 'page',
    doing,
    save: async () => {
      if (!work.draft || isDirty()) await store();
    },
    taken,
    refresh,
    gone,
    discarded: () => {
      work.saved = valuesOf(work.draft);
      fill(work.saved);
    },
  });
  const review = reviewing({
    work,
    rights,
    doing,
    save: async () => {
      if (!work.draft || isDirty()) await store();
    },
    taken,
    lookAgain,
    focusBack: inText,
  });
  const noting = notes({path: () => work.draft && `/api/drafts/${work.draft.id}/notes`, area: control.body, write: () => panes.covers() && panes.close(), save});
  const schedule = plan({takeBack: rights.mayPublish ? order.unschedule : null, due: lookAgain, focusBack: () => buttons.schedule.focus({preventScroll: true})});
  const pictures = pictureDrops(control.body, () => changed({typed: true}));

  const status = h('p', {class: 'row-status'});
  // Said by a message where somebody asked for it; read out each time, it would interrupt who writes.
  const savedLine = h('p', {class: 'soft saved-line'});
  const actions = h('div', {class: 'editor-actions'});
  const trouble = h('div', {class: 'editor-trouble', tabindex: '-1'});
  const format = () => work.draft?.format ?? 'markdown';
  const tools = toolbar(control.body, format);
  continuing(control.body, () => format() === 'markdown');
  pasting(control.body, format);
  const isOpen = pane => () => !pane().element.hidden && !state.closed;
  const preview = livePreview({title: control.title, summary: control.summary, body: control.body, format, isOpen: isOpen(() => preview)});
  const contents = outline({body: control.body, format, isOpen: isOpen(() => contents), go: at => {
    if (panes.covers()) panes.close();
    reveal(control.body, at);
  }});
  const length = measure(() => control.body.value);
  const toDetails = h('button', {type: 'button', class: 'button button-quiet to-details', onclick: () => {
    panes.close();
    control.summary.focus({preventScroll: true});
    fields.details.scrollIntoView({block: 'start'});
  }}, 'Details');

  const form = h('form', {class: 'editor-grid', novalidate: true, onsubmit: event => {
    event.preventDefault();
    state.save();
  }});
  const panes = sidePanes(form, [
    {name: 'preview', label: 'Preview', wide: true, ...preview},
    {name: 'outline', label: 'Outline', ...contents},
  ]);
  form.append(
    h(
      'div',
      {class: 'editor-main'},
      others.element,
      review.element,
      trouble,
      fields.title,
      h('div', {class: 'editor-modes'}, panes.tabs, h('div', {class: 'editor-tools'}, tools.element, pictures)),
      h('label', {for: 'body', class: 'visually-hidden'}, LABELS.body),
      paper,
      length.element,
    ),
    h(
      'div',
      {class: 'editor-side'},
      h('div', {class: 'editor-state', role: 'group', 'aria-label': 'The article'}, status, schedule.element, actions, savedLine, toDetails),
      panes.element,
      noting.element,
      fields.details,
    ),
  );

  state.dirty = isDirty;
  state.keep = copy.keep;
  state.save = async ({byKey} = {}) => {
    if (work.busy) return;
    if (byKey && work.draft && !isDirty()) toast('Everything is saved.');
    else if (await save()) toast('Saved.', 'toast-good');
  };
  state.leave = () => {
    saving.stop();
    schedule.stop();
    review.stop();
    noting.stop();
    copy.stop();
    preview.stop();
    contents.stop();
    length.stop();
    scroller.removeEventListener('scroll', preview.scrolled);
    document.removeEventListener('selectionchange', caretMoved);
    others.leave();
  };

  function fill(values) {
    fields.fill(values);
    changed();
  }

  function changed({typed = false} = {}) {
    drawState();
    preview.soon();
    contents.soon();
    length.soon();
    copy.soon({typed});
    noting.changed();
    if (!typed) return;
    others.typed();
    saving.soon();
  }

  // ---- how it stands, and what can be done ----

  // The same buttons all the time, also while they can do nothing: the focus stays on the one that was pressed.
  const action = (what, kind) => h('button', {type: 'button', class: `button ${kind}`, onclick: event => {
    if (event.currentTarget.getAttribute('aria-disabled') !== 'true') what();
  }});
  const buttons = {
    save: h('button', {type: 'submit', class: 'button button-quiet', title: 'Ctrl+S', 'aria-keyshortcuts': 'Control+S Meta+S'}),
    publish: action(order.publish, ''),
    schedule: action(order.schedule, 'button-quiet'),
    submit: action(review.submit, rights.mayPublish ? 'button-quiet' : ''),
    see: h('a', {class: 'button button-quiet', href: '/', target: '_blank', rel: 'noopener'}, 'See it', h('span', {'aria-hidden': 'true'}, ' ↗'), h('span', {class: 'visually-hidden'}, ' on the site, in a new tab')),
    changes: action(showChanges, 'button-quiet'),
    share: action(shareDraft, 'button-quiet'),
    pin: action(pinArticle, 'button-quiet'),
    translations: action(showTranslations, 'button-quiet'),
    versions: h('a', {class: 'button button-quiet', href: '#/articles'}, 'Versions'),
    figures: h('a', {class: 'button button-quiet', href: '#/articles'}, 'Figures'),
    discard: action(order.discard, 'button-quiet button-danger'),
    withdraw: action(order.withdraw, 'button-quiet button-danger'),
    remove: action(order.remove, 'button-quiet button-danger'),
  };
  actions.append(...Object.values(buttons));

  function drawState() {
    const {draft, busy} = work;
    const dirty = isDirty();
    const live = draft?.status === 'published';
    const focused = actions.contains(document.activeElement) ? document.activeElement : null;
    status.replaceChildren(...[draft ? statusBadge(draft) : h('span', {class: 'status status-draft'}, 'New')].flat().filter(Boolean));
    draw(buttons.save, {label: busy === 'saving' ? 'Saving …' : 'Save', shown: true, idle: !dirty && Boolean(draft)});
    draw(buttons.publish, {label: busy === 'publishing' ? 'Publishing …' : live ? 'Publish changes' : 'Publish', shown: rights.mayPublish && (!live || draft.changed || dirty)});
    draw(buttons.schedule, {label: draft?.schedule ? 'Change the schedule' : 'Schedule …', shown: rights.mayPublish});
    draw(buttons.submit, {label: busy === 'submitting' ? 'Handing in …' : draft?.review?.status === 'returned' ? 'Hand in again' : 'Hand in for review', shown: !rights.mayReview && !review.waits() && (!live || draft.changed || dirty)});
    const differs = live && (draft.changed || dirty);
    draw(buttons.changes, {label: 'Show changes', shown: differs});
    draw(buttons.discard, {label: busy === 'discarding' ? 'Throwing away …' : 'Throw changes away', shown: differs});
    draw(buttons.withdraw, {label: busy === 'withdrawing' ? 'Withdrawing …' : 'Withdraw', shown: rights.mayPublish && live});
    draw(buttons.remove, {label: busy === 'deleting' ? 'Deleting …' : 'Delete', shown: Boolean(draft) && !live && (rights.mayPublish || draft.status === 'draft')});
    buttons.see.hidden = !live;
    draw(buttons.share, {label: 'Share a preview …', shown: Boolean(draft)});
    draw(buttons.pin, {label: 'Front page …', shown: rights.mayReview && live && draft.kind !== 'page'});
    draw(buttons.translations, {label: 'Translations …', shown: Boolean(draft)});
    buttons.versions.hidden = !draft;
    if (draft) buttons.versions.href = `#/articles/${draft.id}/versions`;
    buttons.figures.hidden = !draft || draft.status === 'draft';
    if (draft) buttons.figures.href = `#/articles/${draft.id}/figures`;
    if (live) buttons.see.href = pathOf(draft);
    schedule.draw(draft?.schedule);
    review.draw();
    // What was done takes some buttons away; the focus goes to what can be done next.
    if (focused?.hidden) (live ? buttons.see : rights.mayPublish ? buttons.publish : buttons.save).focus();
    // Written only where it is another: a screen reader reads it out each time.
    const unsaved = saving.underway() ? 'Saving …' : 'Not saved yet';
    const line = dirty ? unsaved : draft ? `Saved ${draft.updatedAt}` : '';
    if (savedLine.dataset.line !== line) savedLine.replaceChildren(...(dirty ? [unsaved] : draft ? ['Saved ', timeTag(draft.updatedAt)] : []));
    savedLine.dataset.line = line;
    savedLine.classList.toggle('unsaved', dirty);
    state.heading.replaceChildren(...(draft ? ['Article: ', bdi(draft.title || 'Without a title')] : ['New article']));
  }

  function draw(button, {label, shown, idle = false}) {
    if (button.textContent !== label) button.textContent = label;
    button.hidden = !shown;
    if (work.busy || idle) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }

  async function showChanges() {
    if (await save()) location.hash = `#/articles/${work.draft.id}/changes`;
  }

  /** Only where nobody wrote meanwhile: else saving says so, and asks. */
  async function lookAgain() {
    const away = () => state.closed || work.busy || saving.underway();
    if (away()) return;
    try {
      const fresh = await get(`/api/drafts/${work.draft.id}`);
      const theirs = valuesOf(fresh.answer);
      if (away() || FIELDS.some(name => theirs[name] !== work.saved[name])) return;
      taken(fresh.answer, fresh.etag);
      drawState();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  /** What is shared is what is saved. */
  async function shareDraft() {
    if (!work.busy && await save()) share({draft: work.draft, closed: () => buttons.share.focus({preventScroll: true})});
  }

  function pinArticle() {
    if (!work.busy) pin({draft: work.draft, closed: () => buttons.pin.focus({preventScroll: true})});
  }

  /** What is translated is what is saved. */
  async function showTranslations() {
    if (work.busy || !await save()) return;
    const {slug, password, translationOf, ...body} = bodyOf(fields.values(), format());
    body.seo = {...body.seo, canonicalUrl: null};
    // A password is told to nobody, so that there is none to give it; it is not to be in every list because of that.
    if (body.visibility === 'password') body.visibility = 'unlisted';
    translations({
      draft: work.draft,
      body,
      belong: id => {
        control.translationOf.value = id ?? '';
        return save();
      },
      closed: () => buttons.translations.focus({preventScroll: true}),
    });
  }

  async function doing(what, task) {
    if (work.busy) return false;
    work.busy = what;
    await saving.underway();
    fields.clearWrong();
    emptyTrouble();
    drawState();
    try {
      await task();
      return true;
    } catch (problem) {
      failed(problem);
      return false;
    } finally {
      work.busy = null;
      drawState();
    }
  }

  /** The focus that was on a button in the message goes to what the message was about. */
  function emptyTrouble() {
    const focused = trouble.contains(document.activeElement);
    trouble.replaceChildren();
    if (!focused) return;
    if (panes.covers()) buttons.save.focus({preventScroll: true});
    else inText();
  }

  function failed(problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 412) {
      conflict();
      return;
    }
    const rest = problem.errors.filter(error => !fields.markWrong(error));
    trouble.replaceChildren(problemBox({title: problem.title, detail: problem.detail, errors: rest}, labelOf));
    const wrong = fields.firstWrong();
    // What stands in a pane's place is not there to be seen.
    if (wrong && !wrong.checkVisibility()) panes.close();
    focusOn(wrong ?? trouble, {scroll: false});
    (wrong ?? trouble).scrollIntoView({block: 'center'});
  }

  // ---- saving ----

  function taken(answer, tag) {
    work.draft = {...work.draft, ...answer};
    work.etag = tag ?? work.etag;
    control.authors.know(work.draft.bylines ?? []);
  }

  async function refresh() {
    const fresh = await get(`/api/drafts/${work.draft.id}`);
    taken(fresh.answer, fresh.etag);
  }

  /** Sends what is in the form. An address that came from the title follows it until readers know it. */
  async function store({send = request, unasked = false} = {}) {
    const {draft, saved} = work;
    const sent = fields.values();
    const body = bodyOf(sent, draft?.format ?? 'markdown');
    if (draft?.status === 'draft' && sent.slug === saved.slug && draft.slugFromTitle) delete body.slug;
    const {answer, etag: tag} = draft
      ? await send('PUT', `/api/drafts/${draft.id}${unasked ? '?autosave=true' : ''}`, {body, etag: work.etag})
      : await send('POST', '/api/articles', {body, key: creationKey(body)});
    taken(answer ?? body, tag);
    if (!tag || !work.draft.slug) await refresh();
    if (control.password.value === sent.password) control.password.value = '';
    sent.password = '';
    work.saved = sent;
    saving.saved();
    const untouched = control.slug.value === sent.slug;
    sent.slug = work.draft.slug ?? sent.slug;
    if (untouched) control.slug.value = sent.slug;
    dropBackup(draft?.id);
    if (!draft) {
      tell('desk-moved', `#/articles/${work.draft.id}`);
      others.say();
      noting.load();
    }
    tell('desk-title', work.draft.title || 'Article');
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
    if (work.draft && !isDirty()) return true;
    return doing('saving', store);
  }

  function gone() {
    dropBackup(work.draft.id);
    work.saved = fields.values();
    // Nobody writes in it any more, and there is nothing to say so of.
    work.draft = null;
    toast('The draft is deleted.');
    if (!state.closed) location.hash = '#/articles';
  }

  // ---- somebody else saved meanwhile ----

  async function conflict() {
    copy.keep();
    let fresh;
    try {
      fresh = await get(`/api/drafts/${work.draft.id}`);
    } catch (problem) {
      trouble.replaceChildren(problemBox(problem));
      return;
    }
    control.authors.know(fresh.answer.bylines ?? []);
    const theirs = valuesOf(fresh.answer);
    const mine = fields.values();
    if (fresh.etag !== work.etag && FIELDS.every(name => theirs[name] === work.saved[name])) {
      // Nobody wrote: what readers see is another, by a schedule or by somebody. Our words follow those that are there.
      taken(fresh.answer, fresh.etag);
      drawState();
      if (isDirty()) state.save();
      else toast('This article was published or withdrawn meanwhile. Look at it, and go on.');
      return;
    }
    const takeTheirs = () => {
      taken(fresh.answer, fresh.etag);
      work.saved = theirs;
    };
    if (!fields.differFrom(theirs)) {
      // Our own words, whose answer was lost on the way.
      takeTheirs();
      dropBackup(work.draft.id);
      drawState();
      toast('Saved.', 'toast-good');
      return;
    }
    showConflict({
      trouble,
      theirs,
      theirsFrom: fresh.answer.updatedAt,
      said: (name, value) => (name === 'authors' ? control.authors.names(value) : value),
      mine,
      keepMine: () => {
        takeTheirs();
        emptyTrouble();
        buttons.save.focus({preventScroll: true});
        state.save();
      },
      takeTheirs: () => {
        takeTheirs();
        fill(theirs);
      },
      bringMineBack: () => {
        fill(mine);
        emptyTrouble();
      },
    });
  }

  function offerBackup() {
    const found = readBackup(work.draft?.id);
    if (!found?.values || FIELDS.every(name => (found.values[name] ?? '') === work.saved[name])) return;
    trouble.replaceChildren(h(
      'div',
      {class: 'notice', role: 'status'},
      h('p', {}, `This browser kept changes from ${when(found.at)} that were never saved.`),
      h('div', {class: 'row'},
        h('button', {type: 'button', class: 'button', onclick: () => {
          fill({...BLANK, authors: work.saved.authors, ...found.values});
          emptyTrouble();
        }}, 'Bring them back'),
        h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
          dropBackup(work.draft?.id);
          emptyTrouble();
        }}, 'Throw them away')),
    ));
  }

  /** The browser tells of it after each letter, too. */
  function caretMoved() {
    if (document.activeElement !== control.body) return;
    preview.moved();
    contents.moved();
  }

  form.addEventListener('input', () => changed({typed: true}));
  scroller.addEventListener('scroll', preview.scrolled, {passive: true});
  document.addEventListener('selectionchange', caretMoved);

  const focused = state.sheet.contains(document.activeElement);
  state.sheet.replaceChildren(form);
  if (focused) focusOn(state.heading);
  control.authors.know(work.draft?.bylines ?? []);
  fill(work.saved);
  tools.fit();
  panes.start();
  offerBackup();
  others.say();
  noting.load();
  if (work.draft) tell('desk-title', work.draft.title || 'Article');
  else control.title.focus();
  fillList('/api/categories?limit=100', 'categories');
  fillList('/api/tags?limit=100', 'tags-known');

  /** Names to choose from; a list that does not come leaves a field to type in. */
  function fillList(path, id) {
    get(path).then(({answer}) => form.querySelector(`#${id}`).append(...answer.items.map(item => h('option', {value: item.name})))).catch(() => {});
  }
}
