// Who else writes in the same article. While somebody does, nothing is saved unasked.
import {Problem, requestUnasked} from './api.js';
import {bdi, h} from './dom.js';

/** In milliseconds: a third of the time after which the server takes it that nobody writes any more. */
const SAID_EVERY = 15_000;
/** Who has not typed for so long has only left the page open. */
const PRESENT_FOR = 300_000;

/**
 * @param path where the server keeps who writes; null while there is nothing to write in
 * @param yielded is told that nobody else writes any more
 * @param focusBack takes the focus that was on the message
 */
export function presence({path, yielded, focusBack}) {
  const element = h('div', {class: 'editor-presence', role: 'status'});
  let timer = 0;
  let lastTyped = Date.now();
  let other = null;
  let ended = false;

  async function say({takeOver = false} = {}) {
    clearTimeout(timer);
    if (ended || !path()) return;
    timer = setTimeout(say, SAID_EVERY);
    if (Date.now() - lastTyped > PRESENT_FOR) return;
    try {
      const {answer} = await requestUnasked('PUT', path() + (takeOver ? '?takeOver=true' : ''));
      if (!ended) draw(answer);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  function draw(answer) {
    const name = answer?.editor && !answer.mine ? answer.editor.name || answer.editor.slug : null;
    // Written only where it is another: a screen reader reads it out each time.
    if (name === other) return;
    const focused = element.contains(document.activeElement);
    other = name;
    element.replaceChildren(...(name
      ? [h('p', {}, bdi(name), ' is writing in this article. Nothing of yours is saved by itself meanwhile.'), h('button', {type: 'button', class: 'button button-quiet', onclick: () => say({takeOver: true})}, 'Take over')]
      : []));
    if (focused) focusBack();
    if (!name) yielded();
  }

  return {
    element,
    say,
    other: () => other,
    typed() {
      const wasAway = Date.now() - lastTyped > PRESENT_FOR;
      lastTyped = Date.now();
      if (wasAway) say();
    },
    leave() {
      ended = true;
      clearTimeout(timer);
      if (path() && !other) requestUnasked('DELETE', path()).catch(() => {});
    },
  };
}
