// The same done to many articles: each has an outcome of its own, and what failed stays chosen.
import {get, inDeskWords, request} from './api.js';
import {ask, focusOn, h, openSheet, problemBox, sentence, toast} from './dom.js';

/** So few that what is done shows soon, and that a break in the network leaves little in doubt. */
const AT_ONCE = 10;
const ACTIONS = [
  {name: 'publish', label: 'Publish', done: 'published', publishing: true, start: publishing},
  {name: 'unpublish', label: 'Withdraw', done: 'withdrawn', publishing: true, start: withdrawing},
  {name: 'setCategory', label: 'Category', done: 'put in their category', start: (count, suggestions) => naming({title: 'Put in a category', field: 'Category', hint: 'Leave it empty for none.', name: 'category', button: 'Put in it', empty: true, suggestions: suggestions.categories})},
  {name: 'addTag', label: 'Add tag', done: 'tagged', start: (count, suggestions) => naming({title: 'Add a tag', field: 'Tag', name: 'tag', button: 'Add it', suggestions: suggestions.tags})},
  {name: 'removeTag', label: 'Remove tag', done: 'without the tag', start: (count, suggestions) => naming({title: 'Remove a tag', field: 'Tag', name: 'tag', button: 'Remove it', suggestions: suggestions.tags})},
  {name: 'delete', label: 'Delete', done: 'deleted', danger: true, start: deleting},
];
const WHY_NOT = {
  changed: 'Somebody changed it after you saw it. It is shown as it is now.',
  unknown: 'It is not here any more.',
  busy: 'The site was busy. Please try again.',
  untried: 'Something failed before its turn. Please look how it stands, and try again.',
};

const articles = count => (count === 1 ? 'the article' : `${count} articles`);

// ---- what is asked first ----

async function publishing(count) {
  const told = h('input', {type: 'checkbox', id: 'bulk-notify'});
  const answer = await sheet({
    title: `Publish ${articles(count)}?`,
    text: 'Readers see each as it is now.',
    fields: h('label', {class: 'check', for: 'bulk-notify'}, told, ' Tell subscribers of those that are new'),
    button: 'Publish',
  });
  // Else nobody is told: with so many at once that is the safer one.
  return answer && (told.checked ? {} : {notify: false});
}

async function withdrawing(count) {
  const answer = await ask({
    title: `Withdraw ${articles(count)}?`,
    text: 'Readers do not see them any more. The drafts stay.',
    buttons: [{label: 'Withdraw', value: 'yes', danger: true}, {label: 'Leave them', value: '', safe: true}],
  });
  return answer ? {} : null;
}

async function deleting(count) {
  const answer = await ask({
    title: `Delete ${articles(count)}?`,
    text: 'They are gone for good, with all their versions. What readers see is not deleted: withdraw it first.',
    buttons: [{label: 'Delete', value: 'yes', danger: true}, {label: 'Keep them', value: '', safe: true}],
  });
  return answer ? {} : null;
}

async function naming({title, field, hint, name, button, empty = false, suggestions}) {
  const input = h('input', {type: 'text', id: 'bulk-name', list: 'bulk-names', maxlength: '60', autocomplete: 'off', autofocus: true, required: !empty, 'aria-describedby': hint ? 'bulk-hint' : null});
  const names = h('datalist', {id: 'bulk-names'});
  suggestions().then(items => names.append(...items.map(item => h('option', {value: item.name}))));
  const answer = await sheet({
    title,
    fields: h('div', {class: 'field'}, h('label', {for: 'bulk-name'}, field), input, names, hint ? h('p', {class: 'hint', id: 'bulk-hint'}, hint) : null),
    button,
  });
  return answer && {[name]: input.value.trim() || null};
}

/** A dialog with fields; resolves to whether they were sent. */
function sheet({title, text, fields, button}) {
  return new Promise(resolve => {
    const dialog = h('dialog', {class: 'sheet question', 'aria-labelledby': 'bulk-title'},
      h('h2', {id: 'bulk-title'}, title),
      text ? h('p', {}, text) : null,
      h('form', {class: 'stack', method: 'dialog', onsubmit: event => {
        event.preventDefault();
        dialog.close('yes');
      }},
      fields,
      h('div', {class: 'row'}, h('button', {class: 'button', type: 'submit'}, button), h('button', {class: 'button button-quiet', type: 'button', onclick: () => dialog.close('')}, 'Not now'))));
    openSheet(dialog, () => resolve(dialog.returnValue === 'yes'));
  });
}

// ---- doing it ----

/**
 * The bar over a list, from which it is done.
 *
 * @param mayPublish whether what readers see is among it
 * @param list the element of the rows, each with its id as `data-id` and a checkbox `.row-choice input`
 * @param drafts the drafts that are shown, by their ids
 * @param redraw puts a draft in the place of the row of its id
 * @param remove takes a row away
 * @param after is told when it is over
 */
export function bulkBar({mayPublish, list, drafts, redraw, remove, after}) {
  const chosen = new Set();
  let busy = false;
  let closed = false;
  const trouble = h('div', {class: 'trouble', tabindex: '-1'});
  const count = h('span', {role: 'status'});
  const all = h('input', {type: 'checkbox', id: 'choose-all', onchange: () => chooseAll(all.checked)});
  const buttons = h('div', {class: 'row decide', role: 'group', 'aria-label': 'With those that are chosen'}, ACTIONS.filter(({publishing}) => mayPublish || !publishing).map(action =>
    h('button', {type: 'button', class: `button button-quiet ${action.danger ? 'button-danger' : ''}`, onclick: () => begin(action)}, action.label)));
  const element = h('div', {class: 'bulk', hidden: true}, h('label', {class: 'check', for: 'choose-all'}, all, ' All shown'), count, buttons);
  let last = null;

  const find = id => list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`);
  const boxOf = item => item.querySelector('.row-choice input');
  const suggestionsFrom = path => () => get(`${path}?limit=100`).then(({answer}) => answer.items, () => []);
  const suggestions = {categories: suggestionsFrom('/api/categories'), tags: suggestionsFrom('/api/tags')};

  function choose(item, on) {
    boxOf(item).checked = on;
    item.classList.toggle('row-chosen', on);
    if (on) chosen.add(item.dataset.id);
    else chosen.delete(item.dataset.id);
  }

  function chooseAll(on) {
    for (const item of list.children) choose(item, on);
    draw();
  }

  /** From the one that was chosen last to this one, as the last one was left. */
  function chooseTo(item) {
    const items = [...list.children];
    const from = items.findIndex(each => each.dataset.id === last);
    const to = items.indexOf(item);
    const on = boxOf(item).checked;
    for (let place = Math.min(from, to); place <= Math.max(from, to); place += 1) choose(items[place], on);
  }

  list.addEventListener('click', event => {
    const item = event.target.closest('.row-choice input')?.closest('[data-id]');
    if (!item) return;
    if (event.shiftKey && last && find(last)) chooseTo(item);
    else choose(item, event.target.checked);
    last = item.dataset.id;
    draw();
  });
  list.addEventListener('keydown', event => {
    const item = event.target.closest?.('.row-choice input')?.closest('[data-id]');
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[event.key];
    if (!step) return;
    event.preventDefault();
    const next = item[step];
    if (!next) return;
    if (event.shiftKey) {
      const on = boxOf(item).checked;
      choose(next, on);
      last = next.dataset.id;
      draw();
    }
    boxOf(next).focus();
  });

  function draw() {
    element.hidden = !list.children.length;
    buttons.hidden = chosen.size === 0;
    if (!busy) count.textContent = chosen.size ? `${chosen.size} chosen` : '';
    all.checked = chosen.size > 0 && chosen.size === list.children.length;
    all.indeterminate = chosen.size > 0 && !all.checked;
  }

  async function begin(action) {
    if (busy || !chosen.size) return;
    const ids = [...list.children].map(item => item.dataset.id).filter(id => chosen.has(id));
    const more = await action.start(ids.length, suggestions);
    if (!more || busy || closed) return;
    busy = true;
    trouble.replaceChildren();
    for (const button of buttons.children) button.setAttribute('aria-disabled', 'true');
    for (const id of ids) find(id).querySelector('.row-outcome')?.remove();
    const failures = new Map();
    let problem = null;
    let done = 0;
    try {
      for (let from = 0; from < ids.length && !problem && !closed; from += AT_ONCE) {
        count.textContent = `${from} of ${ids.length} …`;
        const part = ids.slice(from, from + AT_ONCE);
        try {
          const targets = part.map(id => ({id, version: drafts.get(id).version}));
          const {answer} = await request('POST', '/api/drafts/bulk', {body: {action: action.name, drafts: targets, ...more}});
          for (const outcome of answer.items) {
            if (outcome.outcome !== 'done') failures.set(outcome.id, outcome);
            else {
              done += 1;
              finish(outcome, action, more);
            }
          }
          // What stopped one part would stop the next.
          if (answer.items.some(({outcome}) => outcome === 'untried')) break;
        } catch (failure) {
          problem = failure;
        }
      }
    } finally {
      busy = false;
      for (const button of buttons.children) button.removeAttribute('aria-disabled');
    }
    if (closed) return;
    await tell({failures, problem, done, all: ids.length}, action);
    draw();
    after();
  }

  /** The row as it is from now on. It stays where it is, also where it would not be found any more. */
  function finish({id, version}, action, more) {
    const item = find(id);
    if (action.name === 'delete') {
      chosen.delete(id);
      drafts.delete(id);
      remove(item);
      return;
    }
    const draft = drafts.get(id);
    const rewritten = version !== draft.version;
    const changes = {
      publish: {status: 'published', changed: false, schedule: null, review: null, publishedAt: draft.publishedAt ?? new Date().toISOString()},
      unpublish: {status: 'unpublished', schedule: null, publishedAt: null},
      setCategory: {category: more.category, changed: draft.changed || rewritten},
    }[action.name] ?? {changed: draft.changed || rewritten};
    drafts.set(id, {...draft, ...changes, version});
    redraw(id);
    choose(find(id), false);
  }

  async function tell({failures, problem, done, all: wanted}, action) {
    await Promise.all([...failures.values()].filter(({outcome}) => outcome === 'changed').map(async ({id}) => {
      const fresh = await get(`/api/drafts/${id}`).catch(() => null);
      if (!fresh || !find(id)) return;
      drafts.set(id, fresh.answer);
      redraw(id);
      choose(find(id), true);
    }));
    for (const {id, outcome, detail} of failures.values()) {
      const why = WHY_NOT[outcome] ?? inDeskWords(sentence('It', detail ?? 'was refused'));
      find(id)?.append(h('p', {class: 'row-outcome'}, h('strong', {}, 'Not done. '), why));
    }
    if (done) toast(done === 1 ? `One article is ${action.done.replace('their', 'its')}.` : `${done} articles are ${action.done}.`, 'toast-good');
    const left = wanted - done;
    trouble.replaceChildren(...[
      failures.size ? problemBox({title: `${left} of ${wanted} could not be done`, detail: left === 1 ? 'It is still chosen, and says why.' : 'They are still chosen, and say why.'}) : null,
      problem ? problemBox(problem) : null,
    ].filter(Boolean));
    if (failures.size || problem) {
      trouble.focus({preventScroll: true});
      trouble.scrollIntoView({block: 'nearest'});
    } else if (document.activeElement === document.body || document.activeElement === buttons || buttons.contains(document.activeElement)) {
      draw();
      if (list.children.length) all.focus();
      else focusOn(document.querySelector('main h1'));
    }
  }

  return {
    element,
    trouble,
    draw,
    box: draft => h('label', {class: 'check row-choice'}, h('input', {type: 'checkbox', 'aria-label': `Choose ${draft.title || 'the one without a title'}`})),
    close() {
      closed = true;
    },
  };
}
