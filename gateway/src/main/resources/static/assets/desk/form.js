// Forms whose faults stand beside their fields.
import {h, problemBox, sentence} from './dom.js';

/** One line or more with a label over it. `control` is made elsewhere and has the id that the label names. */
export function field(name, label, control, hint = null) {
  control.setAttribute('aria-describedby', [hint && `${control.id}-hint`, `${control.id}-wrong`].filter(Boolean).join(' '));
  return h('div', {class: 'field', 'data-field': name},
    h('label', {for: control.id}, label),
    control,
    hint ? h('p', {class: 'hint', id: `${control.id}-hint`}, hint) : null,
    h('p', {class: 'wrong', id: `${control.id}-wrong`}));
}

/** Things to tick, under one name. */
export function choices(name, legend, options, ticked) {
  return h('fieldset', {class: 'choices choices-list', 'data-field': name},
    h('legend', {}, legend),
    options.map(([value, label, about]) => h('label', {}, h('input', {type: 'checkbox', name, value, checked: ticked.includes(value)}), h('span', {}, label, about ? h('span', {class: 'soft'}, ` – ${about}`) : null))),
    h('p', {class: 'wrong'}));
}

export const tickedOf = fieldset => [...fieldset.querySelectorAll('input:checked')].map(input => input.value);

/**
 * A form that sends itself once at a time.
 *
 * @param children its fields, as `field` and `choices` make them
 * @param button what the button says
 * @param send does it; what it throws is shown, beside the fields that it names
 */
export function form({children, button, send, label = null}) {
  const trouble = h('div', {});
  const submit = h('button', {class: 'button', type: 'submit'}, button);
  let busy = false;
  const element = h('form', {class: 'stack', novalidate: true, 'aria-label': label, onsubmit: async event => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    submit.setAttribute('aria-disabled', 'true');
    clear();
    try {
      await send(element);
    } catch (problem) {
      show(problem);
    } finally {
      busy = false;
      submit.removeAttribute('aria-disabled');
    }
  }}, trouble, children, h('p', {class: 'row'}, submit));

  function clear() {
    trouble.replaceChildren();
    for (const part of element.querySelectorAll('[data-field]')) {
      part.classList.remove('field-wrong');
      part.querySelector('.wrong').textContent = '';
      part.querySelector('input, textarea, select').removeAttribute('aria-invalid');
    }
  }

  function show(problem) {
    const rest = [];
    let first = null;
    for (const error of problem.errors ?? []) {
      const part = element.querySelector(`[data-field="${CSS.escape((error.field ?? '').split(/[.[]/)[0])}"]`);
      if (!part) {
        rest.push(error);
        continue;
      }
      part.classList.add('field-wrong');
      part.querySelector('.wrong').textContent = sentence(part.querySelector('label, legend').textContent, error.message);
      const control = part.querySelector('input, textarea, select');
      control.setAttribute('aria-invalid', 'true');
      first ??= control;
    }
    if (!first || rest.length) trouble.replaceChildren(problemBox({...problem, title: problem.title, detail: problem.detail, errors: rest}));
    if (first) first.focus();
    else trouble.scrollIntoView({block: 'nearest'});
  }

  return element;
}

/** Something that is shown this once, to be copied. */
export function secretBox({label, value, about, beside = []}) {
  const input = h('input', {type: 'text', id: 'secret', readonly: true, value, spellcheck: 'false', onfocus: () => input.select()});
  const copied = h('span', {role: 'status', class: 'soft'});
  const copy = h('button', {type: 'button', class: 'button button-quiet', onclick: async () => {
    try {
      await navigator.clipboard.writeText(value);
      copied.textContent = 'Copied.';
    } catch {
      input.focus();
      copied.textContent = 'Press Ctrl+C to copy it.';
    }
  }}, 'Copy');
  return h('div', {class: 'notice notice-good stack secret'},
    h('div', {class: 'field'}, h('label', {for: 'secret'}, label), input),
    h('p', {class: 'row'}, copy, beside, copied),
    h('p', {}, about));
}
