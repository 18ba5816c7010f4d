// Building of elements. Children that are strings become text, so that nothing typed by anybody becomes markup.

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

/** HTML that one of our own services rendered and cleaned; nothing else may come in here. */
export function rendered(html, className) {
  const box = h('div', {class: className, dir: 'auto'});
  box.innerHTML = html ?? '';
  return box;
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
  return time ? h('time', {datetime: time, title: new Date(time).toLocaleString()}, when(time)) : null;
}

/** A line at the foot of the page that goes by itself; screen readers hear it. */
export function toast(text, kind = '') {
  const line = h('p', {class: `toast ${kind}`}, text);
  document.getElementById('toasts').append(line);
  setTimeout(() => line.remove(), 6000);
}

/** What a failed request has to say, in the page: the problem's own words. */
export function problemBox(problem) {
  return h(
    'div',
    {class: 'alert', role: 'alert'},
    h('p', {}, h('strong', {}, problem.title)),
    problem.detail && problem.detail !== problem.title ? h('p', {}, problem.detail) : null,
    problem.errors?.length
      ? h('ul', {}, problem.errors.map(error => h('li', {}, error.field ? `${error.field}: ` : '', error.message)))
      : null,
  );
}

/** A question that waits for an answer; resolves to the value of the button pressed, or null. */
export function ask({title, text, buttons}) {
  return new Promise(resolve => {
    const dialog = h(
      'dialog',
      {class: 'sheet', 'aria-labelledby': 'ask-title'},
      h('h2', {id: 'ask-title'}, title),
      text ? h('p', {}, text) : null,
      h(
        'div',
        {class: 'row'},
        buttons.map(({label, value, quiet, danger}) =>
          h('button', {type: 'button', class: `button ${quiet ? 'button-quiet' : ''} ${danger ? 'button-danger' : ''}`, onclick: () => dialog.close(value)}, label)),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
