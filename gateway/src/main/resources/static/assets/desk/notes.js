// Notes on an article, beside its text: what those who work on it tell each other, and no reader sees.
import {Problem, getList, newKey, request} from './api.js';
import {ask, bdi, h, problemBox, timeTag, toast} from './dom.js';

/** In milliseconds. */
const LOADED_EVERY = 20_000;
const LOOKED_FOR_AFTER = 600;
const MOST = 500;
const LONGEST_QUOTE = 500;
/** A passage that stands there more often is taken where it is found first. */
const PLACES_LOOKED_AT = 200;

/**
 * Where a passage stands in a text now: its words, between what stood around them, nearest to where they stood.
 *
 * @return {start, end}; null where it is gone
 */
export function locate(passage, text) {
  let best = null;
  let at = text.indexOf(passage.quote);
  for (let looked = 0; at >= 0 && looked < PLACES_LOOKED_AT; looked++) {
    const end = at + passage.quote.length;
    const around = sameEnd(passage.before, text.slice(Math.max(0, at - passage.before.length), at)) + sameStart(passage.after, text.slice(end, end + passage.after.length));
    const distance = Math.abs(at - passage.start);
    if (!best || around > best.around || (around === best.around && distance < best.distance)) best = {start: at, end, around, distance};
    at = text.indexOf(passage.quote, at + 1);
  }
  return best && {start: best.start, end: best.end};
}

function sameStart(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return same;
}

function sameEnd(one, other) {
  let same = 0;
  while (same < one.length && same < other.length && one.at(-1 - same) === other.at(-1 - same)) same++;
  return same;
}

/**
 * @param path where the article's notes are; null while there is no article yet
 * @param area the text
 * @param write shows the text where something else is shown
 * @param save saves the article where that is needed: whether it is saved
 */
export function notes({path, area, write, save}) {
  const title = h('h2', {id: 'notes-title', class: 'notes-title'}, 'Notes');
  const add = h('button', {type: 'button', class: 'button button-quiet', title: 'Ctrl+Alt+M', 'aria-keyshortcuts': 'Control+Alt+M', onclick: compose}, 'Add a note');
  const open = h('ol', {class: 'notes', role: 'list'});
  const resolved = h('ol', {class: 'notes', role: 'list'});
  const resolvedTitle = h('summary', {});
  const settled = h('details', {hidden: true}, resolvedTitle, resolved);
  const composer = h('div', {class: 'note-composer', hidden: true});
  const trouble = h('div', {});
  const hint = h('p', {class: 'hint'}, 'For those who work on it; readers never see them. Select words in the text to speak of them.');
  const element = h('section', {class: 'notes-pane stack', 'aria-labelledby': 'notes-title', hidden: true}, h('div', {class: 'notes-head'}, title, add), trouble, composer, open, settled, hint);
  // What is typed here is no change of the article.
  element.addEventListener('input', event => event.stopPropagation());

  let all = [];
  let drawn = '';
  let timer = 0;
  let lookTimer = 0;
  let ended = false;

  async function load() {
    clearTimeout(timer);
    if (ended || !path()) return;
    timer = setTimeout(load, LOADED_EVERY);
    element.hidden = false;
    if (document.visibilityState === 'hidden') return;
    try {
      const {items} = await getList(path(), MOST, null, {unasked: true});
      if (ended) return;
      all = items;
      trouble.replaceChildren();
      draw();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (!all.length) trouble.replaceChildren(problemBox(problem));
    }
  }

  function draw() {
    const places = new Map(all.filter(note => note.passage).map(note => [note.id, locate(note.passage, area.value)]));
    const face = JSON.stringify([all, [...places].map(([id, place]) => [id, Boolean(place)])]);
    if (face === drawn) return;
    drawn = face;
    const focused = element.contains(document.activeElement) ? document.activeElement.closest('[data-id]')?.dataset.id : null;
    const waiting = all.filter(note => !note.resolvedAt);
    const done = all.filter(note => note.resolvedAt);
    open.replaceChildren(...waiting.map(note => item(note, places.get(note.id))));
    resolved.replaceChildren(...done.map(note => item(note, places.get(note.id))));
    title.textContent = waiting.length ? `Notes (${waiting.length})` : 'Notes';
    settled.hidden = !done.length;
    resolvedTitle.textContent = `Resolved (${done.length})`;
    hint.hidden = all.length > 0;
    if (focused && !element.contains(document.activeElement)) focusNote(focused);
  }

  /** The focus goes to what is left of a note, or to what comes next. */
  function focusNote(id) {
    const there = element.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const button = there?.closest('details:not([open])') ? null : there?.querySelector('button');
    (button ?? open.querySelector('button') ?? add).focus({preventScroll: true});
  }

  function item(note, place) {
    const by = bdi(note.by.name || note.by.slug);
    return h(
      'li',
      {class: 'note', 'data-id': note.id},
      note.passage ? quote(note, place) : null,
      h('p', {class: 'note-text', dir: 'auto'}, note.text),
      h('p', {class: 'soft'}, by, ' ', timeTag(note.createdAt), note.resolvedBy ? [' · resolved by ', bdi(note.resolvedBy.name || note.resolvedBy.slug)] : null),
      h('div', {class: 'row'},
        small(note.resolvedAt ? 'Open again' : 'Resolve', () => settle(note, !note.resolvedAt)),
        note.mine ? small('Delete', () => remove(note)) : null),
    );
  }

  function quote(note, place) {
    return place
      ? h('button', {type: 'button', class: 'note-quote', title: 'Show it in the text', dir: 'auto', onclick: () => show(note)}, note.passage.quote)
      : h('div', {}, h('p', {class: 'note-gone'}, 'Not in the text any more:'), h('blockquote', {class: 'note-quote', dir: 'auto'}, note.passage.quote));
  }

  const small = (label, what) => h('button', {type: 'button', class: 'button button-quiet button-small', onclick: what}, label);

  function show(note) {
    const place = locate(note.passage, area.value);
    if (!place) {
      draw();
      return;
    }
    write();
    // The browser scrolls to where the caret is put by itself, and not to a selection.
    area.setSelectionRange(place.start, place.start);
    area.blur();
    area.focus();
    area.setSelectionRange(place.start, place.end);
  }

  async function settle(note, done) {
    await change(note, () => request('PATCH', `${path()}/${note.id}`, {body: {resolved: done}}));
  }

  async function remove(note) {
    const answer = await ask({
      title: 'Delete this note?',
      text: 'It is gone for good. To say that it is done, resolve it.',
      buttons: [{label: 'Delete', value: 'yes', danger: true}, {label: 'Keep it', value: 'no', safe: true}],
    });
    if (answer === 'yes') await change(note, () => request('DELETE', `${path()}/${note.id}`));
  }

  async function change(note, work) {
    trouble.replaceChildren();
    try {
      const {answer} = await work();
      all = answer ? all.map(other => (other.id === note.id ? answer : other)) : all.filter(other => other.id !== note.id);
      draw();
      if (!element.contains(document.activeElement)) focusNote(note.id);
    } catch (problem) {
      failed(problem);
    }
  }

  function failed(problem) {
    if (!(problem instanceof Problem)) throw problem;
    trouble.replaceChildren(problemBox(problem));
    if (problem.status === 404) load();
  }

  // ---- a new one ----

  function compose() {
    if (!path()) return;
    const start = area.selectionStart;
    const end = area.selectionEnd;
    let about = area.value.slice(start, end).trim() ? {quote: area.value.slice(start, end), start, end} : null;
    if (about && about.quote.length > LONGEST_QUOTE) {
      toast(`Select less: a note is about ${LONGEST_QUOTE} characters at most.`);
      about = null;
    }
    const kept = composer.querySelector('textarea')?.value ?? '';
    const words = h('textarea', {id: 'note-words', rows: 3, dir: 'auto', value: kept, onkeydown: event => {
      if (event.key === 'Escape') close();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        send();
      }
    }});
    const passage = about ? h('blockquote', {class: 'note-quote', dir: 'auto'}, about.quote) : null;
    const key = newKey();
    let busy = false;

    async function send() {
      const text = words.value.trim();
      if (busy) return;
      if (!text) {
        words.focus();
        return;
      }
      busy = true;
      trouble.replaceChildren();
      try {
        if (!(await save())) return;
        const {answer} = await request('POST', path(), {body: about ? {text, passage: about} : {text}, key});
        all = [...all.filter(note => note.id !== answer.id), answer];
        close();
        draw();
        toast('The note is left.', 'toast-good');
      } catch (problem) {
        failed(problem);
      } finally {
        busy = false;
      }
    }

    function close() {
      composer.hidden = true;
      composer.replaceChildren();
      add.focus({preventScroll: true});
    }

    composer.replaceChildren(...[
      passage,
      h('label', {for: 'note-words'}, about ? 'Note on these words' : 'Note on the whole article'),
      words,
      h('div', {class: 'row'}, h('button', {type: 'button', class: 'button button-small', title: 'Ctrl+Enter', onclick: send}, 'Leave the note'), small('Cancel', close)),
    ].filter(Boolean));
    composer.hidden = false;
    words.focus();
    composer.scrollIntoView({block: 'nearest'});
  }

  area.addEventListener('keydown', event => {
    const isAdd = event.altKey && (event.ctrlKey || event.metaKey) && event.code === 'KeyM';
    if (!isAdd) return;
    event.preventDefault();
    compose();
  });

  return {
    element,
    load,
    /** The text is another: passages may have gone, or come back. */
    changed() {
      clearTimeout(lookTimer);
      if (all.length) lookTimer = setTimeout(draw, LOOKED_FOR_AFTER);
    },
    stop() {
      ended = true;
      clearTimeout(timer);
      clearTimeout(lookTimer);
    },
  };
}
