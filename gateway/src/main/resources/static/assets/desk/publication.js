// When an article goes public, until when, and who hears of it. Times are those of the writer's place; the server has instants.
import {bdi, h, openSheet} from './dom.js';

const TIME = {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short'};

/** A moment to come, or past, in full: with the zone, since clocks may change until then. */
export function moment(time) {
  return new Date(time).toLocaleString(undefined, TIME);
}

/** What a `datetime-local` shows of an instant; nothing for none. */
function localOf(time) {
  if (!time) return '';
  const date = new Date(time);
  const two = number => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant of what was typed. An hour that the clocks skip is the one after it; one that comes twice is the first. */
function instantOf(value) {
  return value ? new Date(value).toISOString() : null;
}

/** The whole hour after the next. */
function soon() {
  const date = new Date(Date.now() + 3_600_000);
  date.setMinutes(0, 0, 0);
  date.setHours(date.getHours() + 1);
  return date;
}

/** How an article will stand, for the list and the editor; empty where nothing is scheduled. `label` names a field. */
export function scheduleLine(schedule, label = field => field) {
  if (!schedule) return '';
  if (schedule.problem) return `Not done at its time: ${schedule.problem.replace(/(^|; )(\w+)/g, (all, start, field) => start + label(field)).replace(/\.$/, '')}`;
  const parts = [];
  if (schedule.at) parts.push(`goes public ${moment(schedule.at)}`);
  if (schedule.until) parts.push(`is taken down ${moment(schedule.until)}`);
  const line = parts.join(', ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/**
 * Asks how to publish.
 *
 * @param title as it is in the form
 * @param live whether readers see the article
 * @param again whether they saw it once, and see it no more
 * @param page whether it is a page, of which subscribers never hear
 * @param schedule what is ordered already
 * @param later whether it is the time that is asked for
 * @return null, or {at, until, notify}: null for now, for never, and for nothing to say
 */
export function askPublication({title, live, again, page, schedule, later}) {
  return new Promise(resolve => {
    const mayTell = !live && !page;
    const planned = later || Boolean(schedule?.at);
    const now = h('input', {type: 'radio', name: 'when', value: 'now', checked: !planned});
    const then = h('input', {type: 'radio', name: 'when', value: 'then', checked: planned});
    const at = h('input', {type: 'datetime-local', id: 'publish-at', 'aria-label': 'Day and time', 'aria-describedby': 'publish-at-said', value: localOf(schedule?.at ?? soon())});
    const ends = h('input', {type: 'checkbox', checked: Boolean(schedule?.until)});
    const until = h('input', {type: 'datetime-local', id: 'publish-until', 'aria-label': 'Day and time of the end', 'aria-describedby': 'publish-until-said', value: localOf(schedule?.until)});
    const tell = h('input', {type: 'checkbox', checked: schedule?.notify ?? !again});
    const atSaid = h('p', {class: 'hint', id: 'publish-at-said', role: 'status'});
    const untilSaid = h('p', {class: 'hint', id: 'publish-until-said', role: 'status'});
    const go = h('button', {type: 'submit', class: 'button'});
    const told = h('label', {class: 'check'}, tell, 'Tell subscribers');
    const toldHint = h('p', {class: 'hint', id: 'publish-told'});
    let chosen = null;
    const dialog = h(
      'dialog',
      {class: 'sheet question publication', 'aria-labelledby': 'ask-title'},
      h('h2', {id: 'ask-title'}, live ? 'Publish the changes to “' : 'Publish “', bdi(title || 'Without a title'), '”?'),
      h(
        'form',
        {method: 'dialog', class: 'stack', novalidate: true, onsubmit: submit},
        h(
          'fieldset',
          {class: 'choices choices-list'},
          h('legend', {}, 'When'),
          h('label', {class: 'check'}, now, 'Now'),
          h('label', {class: 'check'}, then, 'At another time'),
          h('div', {class: 'publication-time'}, at, atSaid),
        ),
        h('div', {}, h('label', {class: 'check'}, ends, 'Take it down again at a time'), h('div', {class: 'publication-time'}, until, untilSaid)),
        mayTell ? h('div', {}, told, toldHint) : null,
        h('div', {class: 'row'}, go, h('button', {type: 'button', class: 'button button-quiet', autofocus: true, onclick: () => dialog.close()}, 'Not yet')),
      ),
    );

    function submit(event) {
      const problem = draw();
      if (problem) {
        event.preventDefault();
        problem.focus();
        return;
      }
      chosen = {
        at: then.checked ? instantOf(at.value) : null,
        until: ends.checked ? instantOf(until.value) : null,
        notify: mayTell ? tell.checked : null,
      };
    }

    /** Says what was chosen; the field that has to be another, if one has. */
    function draw() {
      at.closest('div').hidden = !then.checked;
      until.closest('div').hidden = !ends.checked;
      const start = then.checked ? at.value && new Date(at.value) : new Date();
      const isLater = then.checked && start && start > new Date();
      const end = ends.checked && until.value ? new Date(until.value) : null;
      const wrongStart = then.checked && !start;
      const wrongEnd = ends.checked && (!end || (start && end <= start) || end <= new Date());
      atSaid.textContent = wrongStart ? 'Choose a day and a time.' : isLater ? `${moment(start)}, as the article is then.` : `${start ? moment(start) : ''}: it is published now, and gets this date.`;
      untilSaid.textContent = !end ? 'Choose a day and a time.' : wrongEnd ? 'Choose a time after readers get to see it.' : `${moment(end)}. It stays here as a draft.`;
      toldHint.textContent = tell.checked
        ? `Everybody who subscribed gets a mail ${isLater ? 'then' : 'at once'}.`
        : again ? 'They were told when it was published first.' : 'Nobody gets a mail.';
      go.textContent = isLater ? 'Schedule' : 'Publish';
      at.setAttribute('aria-invalid', String(Boolean(wrongStart)));
      until.setAttribute('aria-invalid', String(Boolean(wrongEnd)));
      return wrongStart ? at : wrongEnd ? until : null;
    }

    dialog.addEventListener('input', draw);
    openSheet(dialog, () => resolve(chosen));
    draw();
  });
}
