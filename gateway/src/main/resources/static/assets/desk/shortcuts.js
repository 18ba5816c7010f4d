// The keys of the editor, told where somebody asks for them.
import {h, openSheet} from './dom.js';
import {TOOLS} from './tools.js';

const MAC = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);

/** The keys of a tool, one by one, as they stand on the keyboard. */
export function keysOf({key, shift, alt}) {
  return [MAC ? '⌘' : 'Ctrl', alt && (MAC ? '⌥' : 'Alt'), shift && (MAC ? '⇧' : 'Shift'), key.toUpperCase()].filter(Boolean);
}

/** In the words of `aria-keyshortcuts`. */
export function ariaKeysOf({key, shift, alt}) {
  return ['Control', 'Meta'].map(main => [main, alt && 'Alt', shift && 'Shift', key.toUpperCase()].filter(Boolean).join('+')).join(' ');
}

const MORE = [
  {name: 'Save', keys: [{key: 's'}]},
  {name: 'Take back, and do again', keys: [{key: 'z'}, {key: 'z', shift: true}]},
  {name: 'Paste without its looks', keys: [{key: 'v', shift: true}]},
  {name: 'Further in, and out, in a list', keys: [{key: ']'}, {key: '['}]},
];

/** @param may whether a tool is offered in this text */
export function showShortcuts(may) {
  const lines = [...TOOLS.filter(tool => tool.key && may(tool)).map(tool => ({name: tool.name, keys: [tool]})), ...MORE];
  const dialog = h(
    'dialog',
    {class: 'sheet shortcuts', 'aria-labelledby': 'shortcuts-title'},
    h('h2', {id: 'shortcuts-title'}, 'Keys of the editor'),
    h('dl', {class: 'key-list'}, lines.map(({name, keys}) => h('div', {}, h('dt', {}, name), h('dd', {}, keys.map((each, index) => [index ? ' · ' : '', keysOf(each).map(key => [h('kbd', {}, key), ' '])]))))),
    h('p', {class: 'hint'}, 'Enter goes on with a list or a quote; a second one ends it. Tab goes on to the next field. An address that is pasted over selected words makes a link of them.'),
    h('p', {class: 'row'}, h('button', {type: 'button', class: 'button', autofocus: true, onclick: () => dialog.close()}, 'Close')),
  );
  openSheet(dialog, () => {});
}
