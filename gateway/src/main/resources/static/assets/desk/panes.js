// What stands beside the text, one pane at a time: at a desk in the place of the details, on a phone in that of the text.
import {h} from './dom.js';

/** Where this browser keeps which pane is open. On a phone it opens with the text. */
const KEPT = 'pressroom-desk-pane';
const ROOM = matchMedia('(min-width: 56.01rem)');

/**
 * @param grid has the name of the open pane as `data-pane`, for the style sheet
 * @param panes each `{name, label, element, opened?, closed?, wide?}`: the last tells that it needs half of the width
 */
export function sidePanes(grid, panes) {
  let open = null;
  const write = h('button', {type: 'button', class: 'tab tab-write', 'aria-pressed': 'true', onclick: close}, 'Write');
  const tabs = panes.map(pane => h('button', {type: 'button', class: 'tab', 'aria-pressed': 'false', onclick: () => (open === pane ? close() : show(pane))}, pane.label));
  const element = h('div', {class: 'editor-panes'}, panes.map(pane => pane.element));

  function show(pane) {
    const before = open;
    open = pane;
    before?.closed?.();
    panes.forEach((each, index) => {
      each.element.hidden = each !== pane;
      tabs[index].setAttribute('aria-pressed', String(each === pane));
    });
    write.setAttribute('aria-pressed', String(!pane));
    element.hidden = !pane;
    if (pane) grid.dataset.pane = pane.name;
    else delete grid.dataset.pane;
    grid.classList.toggle('pane-wide', Boolean(pane?.wide));
    keep(pane?.name);
    pane?.opened?.();
  }

  function close() {
    show(null);
  }

  return {
    element,
    tabs: h('div', {class: 'tabs', role: 'group', 'aria-label': 'Beside the text'}, write, tabs),
    close,
    /** Whether it stands in the place of the text, and not beside it. */
    covers: () => open !== null && !ROOM.matches,
    start: () => show(ROOM.matches ? panes.find(pane => pane.name === kept()) ?? null : null),
  };
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(name) {
  if (!ROOM.matches) return;
  try {
    if (name) localStorage.setItem(KEPT, name);
    else localStorage.removeItem(KEPT);
  } catch {
    // A closed storage only forgets it.
  }
}
