// A link by which somebody without an account reads a draft: made, copied, withdrawn.
import {Problem, get, request} from './api.js';
import {bdi, h, openSheet, problemBox, timeTag} from './dom.js';

const DAYS = [[1, 'a day'], [7, 'a week'], [30, '30 days'], [90, '90 days'], [365, 'a year']];
const USUAL_DAYS = 30;

/** @param closed is told when the dialog has gone */
export function share({draft, closed}) {
  const path = `/api/drafts/${draft.id}/preview-link`;
  const content = h('div', {class: 'stack', 'aria-live': 'polite'}, h('p', {class: 'soft'}, 'Loading …'));
  const dialog = h(
    'dialog',
    {class: 'sheet question', 'aria-labelledby': 'share-title'},
    h('h2', {id: 'share-title'}, 'Share a preview of “', bdi(draft.title || 'Without a title'), '”'),
    h('p', {class: 'soft'}, 'Whoever has the link reads the draft as it is saved then, without an account. Search engines are told to leave it out.'),
    content,
    h('div', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet', autofocus: true, onclick: () => dialog.close()}, 'Close')),
  );

  function show(...parts) {
    const focused = content.contains(document.activeElement);
    content.replaceChildren(...parts.filter(Boolean));
    // The button that was pressed has gone with what it was about.
    if (focused) content.querySelector('input, select, button')?.focus();
  }

  function standing(link, said) {
    const address = h('input', {type: 'text', id: 'share-url', readonly: true, value: link.url, dir: 'ltr', onfocus: event => event.target.select()});
    const copied = h('p', {class: 'hint', role: 'status'}, said ?? '');
    const copy = async () => {
      address.select();
      try {
        await navigator.clipboard.writeText(link.url);
        copied.textContent = 'Copied.';
      } catch {
        copied.textContent = document.execCommand('copy') ? 'Copied.' : 'Press Ctrl+C to copy it.';
      }
    };
    show(
      h('div', {class: 'field'}, h('label', {for: 'share-url'}, 'Link'), address, copied),
      h('p', {class: 'soft'}, 'It works until ', timeTag(link.expiresAt), '.'),
      h('div', {class: 'row'},
        h('button', {type: 'button', class: 'button', onclick: copy}, 'Copy the link'),
        h('button', {type: 'button', class: 'button button-quiet button-danger', onclick: () => doing(async () => {
          await request('DELETE', path);
          none('Withdrawn. The link leads nowhere any more.');
        })}, 'Withdraw it')),
    );
  }

  function none(said) {
    const days = h('select', {id: 'share-days'}, DAYS.map(([value, label]) => h('option', {value: String(value), selected: value === USUAL_DAYS}, label)));
    show(
      said ? h('p', {role: 'status'}, said) : null,
      h('div', {class: 'field'}, h('label', {for: 'share-days'}, 'It works for'), days),
      h('div', {class: 'row'}, h('button', {type: 'button', class: 'button', onclick: () => doing(async () => {
        standing((await request('POST', path, {body: {days: Number(days.value)}})).answer);
      })}, 'Make a link')),
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

  async function load() {
    try {
      standing((await get(path)).answer);
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      none();
    }
  }

  openSheet(dialog, closed);
  doing(load);
}
