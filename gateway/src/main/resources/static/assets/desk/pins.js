// What stands at the top of the front page: an article is pinned there, moved, or taken away.
import {Problem, get, request} from './api.js';
import {bdi, h, openSheet, problemBox} from './dom.js';

const MOST = 6;

/** @param closed is told when the dialog has gone */
export function pin({draft, closed}) {
  const path = `/api/articles/${draft.id}/pin`;
  const content = h('div', {class: 'stack', 'aria-live': 'polite'}, h('p', {class: 'soft'}, 'Loading …'));
  const dialog = h(
    'dialog',
    {class: 'sheet question', 'aria-labelledby': 'pin-title'},
    h('h2', {id: 'pin-title'}, 'Pin “', bdi(draft.title || 'Without a title'), '” to the front page'),
    h('p', {class: 'soft'}, `What is pinned stands before the newest articles, in this order. Up to ${MOST} can be.`),
    content,
    h('div', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet', autofocus: true, onclick: () => dialog.close()}, 'Close')),
  );

  function show(...parts) {
    const focused = content.contains(document.activeElement);
    content.replaceChildren(...parts.filter(Boolean));
    // The button that was pressed has gone with what it was about.
    if (focused) content.querySelector('select, button')?.focus();
  }

  function standing(pinned, said) {
    const here = pinned.findIndex(({id}) => id === draft.id);
    const others = pinned.filter(({id}) => id !== draft.id);
    const places = [...others.map(({title}, at) => `${at + 1}, before “${title}”`), `${others.length + 1}, the last`];
    const place = h('select', {id: 'pin-place'}, places.map((label, at) => h('option', {value: String(at + 1), selected: at === Math.max(here, 0)}, label)));
    const full = here < 0 && others.length >= MOST;
    show(
      said ? h('p', {role: 'status'}, said) : null,
      pinned.length
        ? h('ol', {class: 'pins'}, pinned.map(({id, title}) => h('li', {}, id === draft.id ? h('strong', {}, bdi(title)) : bdi(title))))
        : h('p', {class: 'soft'}, 'Nothing is pinned.'),
      full ? h('p', {class: 'soft'}, 'As many are pinned as can be. Take one away first.') : h('div', {class: 'field'}, h('label', {for: 'pin-place'}, 'Place'), place),
      h('div', {class: 'row'},
        full ? null : h('button', {type: 'button', class: 'button', onclick: () => doing(async () => {
          await request('PUT', path, {body: {position: Number(place.value)}});
          await load(here < 0 ? 'Pinned.' : 'Moved.');
        })}, here < 0 ? 'Pin it' : 'Move it'),
        here < 0 ? null : h('button', {type: 'button', class: 'button button-quiet button-danger', onclick: () => doing(async () => {
          await request('DELETE', path);
          await load('It is pinned no more.');
        })}, 'Take it away')),
    );
  }

  async function doing(task) {
    try {
      await task();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      show(problemBox(problem), h('div', {class: 'row'}, h('button', {type: 'button', class: 'button', onclick: () => doing(load)}, 'Try again')));
    }
  }

  async function load(said) {
    standing((await get('/api/pins')).answer.items, said);
  }

  openSheet(dialog, closed);
  doing(load);
}
