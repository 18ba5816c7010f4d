// Marks at a press: the buttons over the text, and their keys in it.
import {h, letterOf} from './dom.js';
import {ariaKeysOf, keysOf, showShortcuts} from './shortcuts.js';
import {TOOLS} from './tools.js';

/**
 * @param format of the text, as the API calls it
 * @param more further buttons, behind those for the text; each takes the focus by the arrows as they do
 */
export function toolbar(area, format, more = []) {
  const may = tool => Boolean(tool[format()]);
  // The face is drawn by the style sheet: the name is what is read out and spoken to.
  const faces = TOOLS.map(tool => h('button', {
    type: 'button',
    class: `tool ${tool.look ?? ''}`,
    'data-face': tool.face,
    title: tool.key ? `${tool.name} (${keysOf(tool).join('+')})` : tool.name,
    'aria-label': tool.name,
    'aria-keyshortcuts': tool.key ? ariaKeysOf(tool) : null,
    onclick: () => tool[format()](area),
  }));
  const help = h('button', {type: 'button', class: 'tool', 'data-face': '?', title: 'Keys', 'aria-label': 'Keys', onclick: () => showShortcuts(may)});
  const buttons = [...faces, ...more, help];
  buttons.forEach((button, index) => {
    button.tabIndex = index ? -1 : 0;
  });

  /** One stop for Tab, arrows within, as in every toolbar. */
  function along(event) {
    const offered = buttons.filter(button => !button.hidden);
    const at = offered.indexOf(event.target);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: offered.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    for (const each of buttons) each.tabIndex = -1;
    const wanted = offered[(to + offered.length) % offered.length];
    wanted.tabIndex = 0;
    wanted.focus();
  }

  area.addEventListener('keydown', event => {
    // AltGr types letters of its own, and some systems tell of it as Ctrl and Alt.
    if (!(event.ctrlKey || event.metaKey) || event.isComposing || event.getModifierState('AltGraph')) return;
    const tool = TOOLS.find(each => each.key && isPressed(event, each));
    if (!tool || !may(tool)) return;
    event.preventDefault();
    tool[format()](area);
  });

  return {
    element: h('div', {class: 'tools', role: 'toolbar', 'aria-label': 'Text', 'aria-controls': area.id, onkeydown: along}, buttons),
    /** Offers what there is in the text's format. */
    fit: () => TOOLS.forEach((tool, index) => {
      faces[index].hidden = !may(tool);
    }),
  };
}

/** A digit by its place: with Shift or Alt it types another sign on every other keyboard. */
function isPressed(event, {key, shift = false, alt = false}) {
  if (event.shiftKey !== shift || event.altKey !== alt) return false;
  return /\d/.test(key) ? event.code === `Digit${key}` : letterOf(event) === key || event.code === `Key${key.toUpperCase()}` && alt;
}
