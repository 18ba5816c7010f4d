// Which part of the preview shows what stands at a place of the text, and scrolling there.
import {scroller} from './lists.js';

/** How far down the window that is looked for which is read: people look above the middle. */
const EYES = 0.3;
/** So many letters tell a line from its neighbours. */
const ENOUGH = 40;
/** Marks of Markdown and HTML that no reader sees. */
const UNSEEN = /\]\([^)]*\)|<[^>]*>|^\s*\[[^\]]*\]:.*$|^\s*\d+[.)]\s/gm;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;

const letters = text => text.replace(NO_LETTER, '').toLowerCase();

/**
 * @param body what is typed into
 * @param pane what scrolls
 * @param blocks what it shows, as `patching` has them
 */
export function following({body, pane, blocks}) {
  let frame = 0;

  /** Once a frame, and after what was just typed is laid out. */
  function soon(task) {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(task);
  }

  function lettersOf(block) {
    return (block.letters ??= letters(block.nodes.map(node => node.textContent).join('')));
  }

  /** The block that shows the line, or else what stands before it, and how far down in it; null for an empty text. */
  function find(offset) {
    const shown = blocks();
    if (!shown.length) return null;
    const text = body.value;
    const near = Math.min(shown.length - 1, Math.floor((offset / Math.max(1, text.length)) * shown.length));
    let end = offset;
    for (let tries = 0; tries < 8 && end >= 0; tries += 1) {
      const from = text.lastIndexOf('\n', end - 1) + 1;
      const to = text.indexOf('\n', end);
      const line = text.slice(from, to < 0 ? text.length : to);
      const key = letters(line.slice(0, 400).replace(UNSEEN, '')).slice(0, ENOUGH);
      const found = key && nearest(shown, near, key);
      if (found) {
        const all = lettersOf(found);
        const into = tries ? line.length : offset - from;
        return {block: found, part: Math.min(1, (all.indexOf(key) + into) / Math.max(1, all.length, line.length)), after: tries > 0};
      }
      end = from - 1;
    }
    return {block: shown[near], part: 0, after: false};
  }

  function nearest(shown, near, key) {
    for (let away = 0; away < shown.length; away += 1) {
      for (const index of away ? [near - away, near + away] : [near]) {
        if (shown[index] && lettersOf(shown[index]).includes(key)) return shown[index];
      }
    }
    return null;
  }

  function boxOf({block, part}) {
    const element = block.nodes.find(node => node instanceof Element);
    const box = element?.getBoundingClientRect();
    return box && {at: box.top + box.height * part, top: box.top, bottom: box.bottom};
  }

  function scrolls() {
    return pane.scrollHeight > pane.clientHeight && pane.clientHeight > 0 && getComputedStyle(pane).overflowY === 'auto';
  }

  /** What comes into sight is only then as high as it is: so it is looked at twice. */
  function bring(found, away, only = () => true) {
    for (let look = 0; look < 2; look += 1) {
      const box = boxOf(found);
      if (!box || !only(box)) return;
      pane.scrollTop += box.at - pane.getBoundingClientRect().top - away;
    }
  }

  return {
    /** Shows what is at the caret, where it is not in sight. */
    caret: () => soon(() => {
      if (!scrolls() || document.activeElement !== body) return;
      const found = find(body.selectionStart);
      const {top, bottom} = pane.getBoundingClientRect();
      if (found) bring(found, pane.clientHeight * EYES, box => box.at < top + 20 || box.at > bottom - 60);
    }),
    /** Shows beside it what is read in the text. */
    scrolled: () => soon(() => {
      if (!scrolls()) return;
      const box = body.getBoundingClientRect();
      const window = scroller.getBoundingClientRect();
      const at = window.top + window.height * EYES;
      if (box.top >= at) {
        pane.scrollTop = 0;
        return;
      }
      const found = find(offsetAt(box, Math.min(at, box.bottom - 2)));
      if (found) bring(found, at - pane.getBoundingClientRect().top);
    }),
  };

  function offsetAt(box, y) {
    const place = document.caretPositionFromPoint?.(box.left + 4, y);
    return place?.offsetNode === body ? place.offset : Math.round(((y - box.top) / box.height) * body.value.length);
  }
}
