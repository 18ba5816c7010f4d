// Work in parts that are short enough for who types meanwhile.

/** In milliseconds: with what the browser does beside it, a frame is kept. */
const SLICE = 8;

/** A pause to be asked for again and again: `await slice()` lets others have their turn once the time is up. */
export function slices() {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE) return;
    await new Promise(resolve => setTimeout(resolve));
    began = performance.now();
  };
}

/** The same, only while the browser has nothing else to do. */
export function idleSlices() {
  let until = 0;
  return async () => {
    if (performance.now() < until) return;
    until = await new Promise(resolve => {
      if (window.requestIdleCallback) requestIdleCallback(idle => resolve(performance.now() + Math.max(1, Math.min(SLICE, idle.timeRemaining()))), {timeout: 1000});
      else setTimeout(() => resolve(performance.now() + SLICE / 2), 50);
    });
  };
}
