// What is to become of the article at a time to come, in the editor; once it has, the page shows that too.
import {h} from './dom.js';
import {labelOf} from './fields.js';
import {scheduleLine} from './publication.js';

/** What is due has happened by then, in milliseconds. */
const HAPPENS_WITHIN = 3_000;
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * @param takeBack takes back what is scheduled; null where that is not for whoever writes
 * @param due is told when it should have happened
 * @param focusBack takes the focus that was on what is not there any more
 */
export function plan({takeBack, due, focusBack}) {
  const element = h('div', {class: 'editor-plan'});
  let timer = 0;

  return {
    element,
    draw(schedule) {
      const line = scheduleLine(schedule, labelOf);
      if (element.dataset.line === line) return;
      element.dataset.line = line;
      const focused = element.contains(document.activeElement);
      element.replaceChildren(...(line
        ? [h('p', {class: schedule.problem ? 'alert' : 'soft'}, `${line}.`), takeBack && h('button', {type: 'button', class: 'button button-quiet', onclick: takeBack}, 'Take that back')].filter(Boolean)
        : []));
      if (focused) focusBack();
      clearTimeout(timer);
      const next = schedule?.problem ? null : schedule?.at ?? schedule?.until;
      const wait = next ? new Date(next) - Date.now() + HAPPENS_WITHIN : 0;
      // Longer waits overflow a timer, and nobody has the page open for so long.
      if (next && wait < LONGEST_TIMER) timer = setTimeout(due, Math.max(HAPPENS_WITHIN, wait));
    },
    stop: () => clearTimeout(timer),
  };
}
