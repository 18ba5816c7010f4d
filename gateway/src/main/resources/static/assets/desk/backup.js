// A copy of what is not saved in this browser, for a closed tab or a lost network.

/** In milliseconds, after the last change. */
const AFTER = 600;

const nameOf = id => `pressroom-desk-${id ?? 'new'}`;

/** @param id the article's; null for one that is not saved yet */
export function readBackup(id) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(id)) ?? 'null');
  } catch {
    return null;
  }
}

export function dropBackup(id) {
  try {
    localStorage.removeItem(nameOf(id));
  } catch {
    // A closed storage has kept nothing.
  }
}

/**
 * @param id the article's, as it is by then
 * @param values what is in the form
 * @param isDirty whether something of it is not saved
 */
export function backup({id, values, isDirty}) {
  let timer = 0;
  let kept = false;

  function keep() {
    try {
      localStorage.setItem(nameOf(id()), JSON.stringify({at: Date.now(), values: values()}));
      kept = true;
    } catch {
      // A full or closed storage only takes the safety net away.
    }
  }

  return {
    keep,
    soon({typed}) {
      clearTimeout(timer);
      // Typing that was taken back leaves nothing to offer. A form that was just filled is clean too, but its backup stays.
      timer = setTimeout(() => {
        if (isDirty()) keep();
        else if (typed && kept) dropBackup(id());
      }, AFTER);
    },
    stop() {
      clearTimeout(timer);
      if (isDirty()) keep();
    },
  };
}
