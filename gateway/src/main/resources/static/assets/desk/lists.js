// A list that grows by "Show more", and stands as it stood when one comes back to it.
import {focusOn, h, problemBox} from './dom.js';

export const scroller = document.getElementById('desk-scroll');

/**
 * What is under a list, and its loading.
 *
 * @param list the element that the items are drawn into, each with its id as `data-id`
 * @param kept `{rows, scroll, row}` of an earlier look, or nothing
 * @param page how many items are shown at first, and more with each press
 * @param load (count, after) => {items, next}
 * @param draw an item as an element
 * @param target what takes the focus in an item's element
 * @param nothing draws what is shown in place of no items
 * @param counted how many there are, in words
 * @param changed is told whenever the items are others
 */
export function growingList({list, kept, page, load, draw, target, nothing, counted, changed = () => {}}) {
  let next = null;
  let loading = false;
  /** Until the list is as it was before, all that there is to remember is what was kept of it. */
  let restored = false;
  const trouble = h('div', {});
  const count = h('p', {class: 'soft', role: 'status'});
  const more = h('button', {type: 'button', class: 'button button-quiet', hidden: true, onclick: () => (restored ? grow(page) : start())}, 'Show more');
  const empty = h('div', {});
  const foot = h('div', {class: 'foot'}, empty, trouble, count, more);
  const find = id => list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`);

  /** Loads so many more; the focus goes on to the first of them where it was on the button. */
  async function grow(wanted) {
    if (loading) return false;
    loading = true;
    trouble.replaceChildren();
    count.textContent = 'Loading …';
    more.setAttribute('aria-disabled', 'true');
    const last = list.lastElementChild;
    try {
      const found = await load(wanted, next);
      next = found.next;
      const fresh = found.items.filter(item => !find(item.id)).map(draw);
      list.append(...fresh);
      const first = last ? last.nextElementSibling : list.firstElementChild;
      if (first && document.activeElement === more) target(first).focus();
      more.textContent = 'Show more';
      return true;
    } catch (problem) {
      trouble.replaceChildren(problemBox(problem));
      more.textContent = 'Try again';
      return false;
    } finally {
      loading = false;
      more.removeAttribute('aria-disabled');
      const pressed = document.activeElement === more;
      drawFoot();
      if (pressed && more.hidden) focusFoot();
    }
  }

  function drawFoot() {
    const failed = trouble.hasChildNodes();
    const shown = list.children.length;
    more.hidden = !next && !failed;
    count.textContent = shown ? counted(shown) + (next ? ', and there are more' : '') : '';
    empty.replaceChildren(...(shown || next || failed ? [] : [nothing()]));
    changed();
  }

  /** For the focus, where nothing comes after what it was on. */
  function focusFoot() {
    if (list.lastElementChild) target(list.lastElementChild).focus();
    else focusOn(empty.querySelector('h2') ?? (more.hidden ? document.querySelector('main h1') : more));
  }

  /** As much as there was, at the place where one was. */
  async function start() {
    if (!(await grow(Math.max(page, kept?.rows ?? 0)))) return;
    restored = true;
    if (!kept?.rows || !list.isConnected) return;
    scroller.scrollTop = kept.scroll ?? 0;
    const row = kept.row && find(kept.row);
    // Unless the focus was taken elsewhere: a page comes with it on the heading, "Try again" sets it on the first item.
    const focused = document.activeElement;
    const free = focused === document.querySelector('main h1') || list.firstElementChild?.contains(focused);
    if (row && free) target(row).focus({preventScroll: true});
  }

  return {
    foot,
    start,
    drawFoot,
    more: () => grow(page),
    hasMore: () => next !== null,
    focusFoot,
    remember: () => (restored
      ? {
        rows: list.children.length,
        scroll: Math.round(scroller.scrollTop),
        row: document.activeElement?.closest?.('[data-id]')?.dataset.id ?? null,
      }
      : kept),
  };
}
