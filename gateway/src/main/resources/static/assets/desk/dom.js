// Building of elements. Children that are strings become text, so that nothing typed by anybody becomes markup.
import './scrolling.js';

/** h('p', {class: 'hint', onclick: f}, 'text', child): an element; null and false children are left out. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value') element.value = value;
    else if (value === true) element.setAttribute(key, '');
    else element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** HTML that one of our own services rendered and cleaned; nothing else may come in here. Its links open a new tab. */
export function rendered(html, className, properties = {}) {
  const box = h('div', {class: className, dir: 'auto', ...properties});
  box.innerHTML = html ?? '';
  for (const link of box.querySelectorAll('a[href]:not([href^="#"])')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  return box;
}

/** Text of people's, in a direction of its own: it must not turn around what stands beside it. */
export function bdi(text, properties = {}) {
  return h('bdi', properties, text);
}

/** The letter of a pressed key, in lower case: on a keyboard of another script that of the place, and under Caps Lock too. */
export function letterOf(event) {
  const letter = event.key.toLowerCase();
  return !/^[a-z]$/.test(letter) && /^Key[A-Z]$/.test(event.code) ? event.code.at(-1).toLowerCase() : letter;
}

/** Ctrl, or the Mac's Cmd, with a letter. */
export function isKey(event, letter) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && letterOf(event) === letter;
}

/** Lets an element take the focus that is no control: a heading, a message. */
export function focusOn(element, {scroll = true} = {}) {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({preventScroll: true});
  if (scroll) element.scrollIntoView({block: 'nearest'});
}

export function when(time) {
  if (!time) return '';
  const date = new Date(time);
  const minutes = Math.round((Date.now() - date.getTime()) / 60000);
  if (minutes >= 0 && minutes < 1) return 'just now';
  if (minutes >= 0 && minutes < 60) return `${minutes} min ago`;
  if (minutes >= 0 && minutes < 24 * 60) return `${Math.round(minutes / 60)} h ago`;
  return date.toLocaleDateString(undefined, {dateStyle: 'medium'});
}

export function timeTag(time) {
  return time ? h('time', {datetime: new Date(time).toISOString(), title: new Date(time).toLocaleString()}, when(time)) : null;
}

const TOASTS_AT_ONCE = 3;
const TOAST_STAYS = 8000;
const toasts = document.getElementById('toasts');

/**
 * A line under the page, in a place of its own, that goes by itself; screen readers hear it. It stays while the pointer
 * or the focus is on it.
 */
export function toast(text, kind = '') {
  for (const same of [...toasts.children].filter(line => line.dataset.text === text)) takeAway(same);
  while (toasts.children.length >= TOASTS_AT_ONCE) takeAway(toasts.firstElementChild);
  const line = h('div', {class: `toast ${kind}`, 'data-text': text, role: kind === 'toast-bad' ? 'alert' : null}, h('p', {}, text));
  line.append(h('button', {type: 'button', class: 'toast-close', 'aria-label': `Close: ${text}`, onclick: () => takeAway(line)}, h('span', {'aria-hidden': 'true'}, '×')));
  toasts.append(line);
  goByItself(line);
}

function goByItself(line) {
  setTimeout(() => {
    if (!line.isConnected) return;
    if (toasts.matches(':hover') || toasts.contains(document.activeElement)) goByItself(line);
    else takeAway(line);
  }, TOAST_STAYS);
}

/** Focus that was on the line goes to the next one, or back to where it came from. */
function takeAway(line) {
  const focused = line.contains(document.activeElement);
  const next = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  if (!focused) return;
  if (next) next.querySelector('button').focus();
  else if (cameFrom?.isConnected) cameFrom.focus();
  else focusOn(document.querySelector('main h1'));
}

let cameFrom = null;
toasts.addEventListener('focusin', event => {
  if (event.relatedTarget && !toasts.contains(event.relatedTarget)) cameFrom = event.relatedTarget;
});
toasts.addEventListener('keydown', event => {
  if (event.key === 'Escape') takeAway(event.target.closest('.toast'));
});

/** What a failed request has to say, in the page. `label` names a field, or says that it has no place of its own. */
export function problemBox(problem, label = field => field) {
  return h(
    'div',
    {class: 'alert', role: 'alert'},
    h('p', {}, h('strong', {}, problem.title)),
    problem.detail ? h('p', {}, problem.detail) : null,
    problem.errors?.length ? h('ul', {}, problem.errors.map(error => h('li', {}, sentence(label(error.field ?? ''), error.message)))) : null,
  );
}

/** "Title", "is required": "Title is required." */
export function sentence(name, message) {
  const whole = /^\p{Ll}/u.test(message) ? `${name} ${message}` : message;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/**
 * A question that waits for an answer; resolves to the value of the button pressed, or null. The focus is first on the
 * button that changes nothing, which says so by `safe`, and afterwards where it was before.
 */
export function ask({title, text, buttons}) {
  return new Promise(resolve => {
    const dialog = h(
      'dialog',
      {class: 'sheet question', 'aria-labelledby': 'ask-title', 'aria-describedby': text ? 'ask-text' : null},
      h('h2', {id: 'ask-title'}, title),
      text ? h('p', {id: 'ask-text'}, text) : null,
      h(
        'div',
        {class: 'row'},
        buttons.map(({label, value, safe, danger}) =>
          h('button', {type: 'button', autofocus: safe, class: `button ${safe ? 'button-quiet' : ''} ${danger ? 'button-danger' : ''}`, onclick: () => dialog.close(value)}, label)),
      ),
    );
    openSheet(dialog, () => resolve(dialog.returnValue || null));
  });
}

/** Takes back a question that nobody answered: what it is about goes with the page. */
export function takeBackQuestion() {
  document.querySelector('dialog.question[open]')?.close();
}

/** Shows a dialog over the page; when it closes it goes, and the focus is where it was before. */
export function openSheet(dialog, closed) {
  const opener = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener?.isConnected && document.activeElement === document.body) opener.focus();
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
}
