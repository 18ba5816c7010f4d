// Markdown at a press: the buttons over the text, and their keys in it.
import {h, isKey} from './dom.js';

/** The face is drawn by the style sheet: the name is what is read out and spoken to. */
const TOOLS = [
  {name: 'Bold', face: 'B', look: 'tool-bold', key: 'b', before: '**', after: '**', sample: 'strong'},
  {name: 'Italic', face: 'I', look: 'tool-italic', key: 'i', before: '*', after: '*', sample: 'emphasis'},
  {name: 'Link', face: 'Link', key: 'k', before: '[', after: '](https://)', sample: 'text'},
  {name: 'Heading', face: 'H', line: '## '},
  {name: 'Quote', face: '❝', line: '> '},
  {name: 'List', face: '•', line: '- '},
  {name: 'Numbered list', face: '1.', line: index => `${index + 1}. `},
  {name: 'Code', face: '<>', before: '`', after: '`', sample: 'code'},
];

/** @param changed is told after each change */
export function toolbar(area, changed) {
  const buttons = TOOLS.map((tool, index) =>
    h('button', {type: 'button', class: `tool ${tool.look ?? ''}`, 'data-face': tool.face, title: tool.key ? `${tool.name} (Ctrl+${tool.key.toUpperCase()})` : tool.name, 'aria-label': tool.name, tabindex: index ? '-1' : '0', onclick: () => use(tool)}));

  /** Goes through the browser's own editing, so that undo still works. */
  function insert(text, selectFrom, selectTo) {
    const start = area.selectionStart;
    area.focus();
    if (!document.execCommand('insertText', false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.setSelectionRange(start + selectFrom, start + selectTo);
    changed();
  }

  function use(tool) {
    if (tool.line) {
      const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
      const end = area.selectionEnd;
      area.setSelectionRange(start, end);
      const text = area.value.slice(start, end).split('\n').map((line, index) => (typeof tool.line === 'function' ? tool.line(index) : tool.line) + line).join('\n');
      insert(text, text.length, text.length);
      return;
    }
    const selected = area.value.slice(area.selectionStart, area.selectionEnd) || tool.sample;
    insert(tool.before + selected + tool.after, tool.before.length, tool.before.length + selected.length);
  }

  /** One stop for Tab, arrows within, as in every toolbar. */
  function along(event) {
    const at = buttons.indexOf(event.target);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    for (const each of buttons) each.tabIndex = -1;
    const wanted = buttons[(to + buttons.length) % buttons.length];
    wanted.tabIndex = 0;
    wanted.focus();
  }

  area.addEventListener('keydown', event => {
    const tool = TOOLS.find(each => each.key && isKey(event, each.key));
    if (!tool) return;
    event.preventDefault();
    use(tool);
  });
  return h('div', {class: 'tools', role: 'toolbar', 'aria-label': 'Text', 'aria-controls': area.id, onkeydown: along}, buttons);
}
