// Saving without being asked, a moment after the last change.
import {Problem} from './api.js';

/** In milliseconds, after the last change; and while changes go on, since the first that is not saved. */
const AFTER = 4_000;
const WITHIN = 30_000;

/**
 * @param isDirty whether something is not saved
 * @param mayBegin whether nothing else is under way, and nobody has to be asked first
 * @param store saves what is there
 * @param stale is told that somebody else saved meanwhile
 * @param draw is told when it begins and ends
 */
export function autosave({isDirty, mayBegin, store, stale, draw}) {
  let underway = null;
  let timer = 0;
  let unsavedSince = 0;

  function soon() {
    clearTimeout(timer);
    if (!isDirty()) {
      unsavedSince = 0;
      return;
    }
    unsavedSince ||= Date.now();
    timer = setTimeout(begin, Math.max(0, Math.min(AFTER, unsavedSince + WITHIN - Date.now())));
  }

  /** What cannot be saved so stays in the browser, and is tried again with the next change; only who asks is told why. */
  async function begin() {
    if (underway || !mayBegin() || !isDirty()) return;
    underway = store().catch(problem => {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 412) stale();
      unsavedSince = 0;
    });
    draw();
    await underway;
    underway = null;
    draw();
    if (isDirty()) soon();
  }

  return {
    soon,
    underway: () => underway,
    saved: () => {
      unsavedSince = 0;
    },
    stop: () => clearTimeout(timer),
  };
}
