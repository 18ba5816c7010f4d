// What Enter and the brackets do in a list of Markdown. Tab leaves the text, as it leaves every field.
import {isKey} from './dom.js';
import {isInCode, linesOf, type} from './typing.js';

/** A quote's marks, an item's mark, and the box of a task. */
const ITEM = /^(\s*(?:>\s?)*)(?:([-*+]|\d{1,9}[.)])(\s+)(\[[ xX]\]\s+)?)?/;
const INDENT = '    ';

/** @param applies whether the text is Markdown */
export function continuing(area, applies) {
  area.addEventListener('keydown', event => {
    if (event.isComposing || !applies()) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) goOn(event);
    else if (isKey(event, ']')) move(event, line => (line.trim() ? INDENT + line : line));
    else if (isKey(event, '[')) move(event, line => line.replace(/^(?: {1,4}|\t)/, ''));
  });

  function goOn(event) {
    const {value, selectionStart: at, selectionEnd} = area;
    const from = value.lastIndexOf('\n', at - 1) + 1;
    const [whole, quote, sign, space, box] = ITEM.exec(value.slice(from, at));
    if (!sign && !quote.includes('>')) return;
    if (isInCode(value, from)) return;
    event.preventDefault();
    const end = value.indexOf('\n', at);
    const rest = value.slice(from + whole.length, end < 0 ? value.length : end);
    if (!rest.trim() && at === from + whole.length) {
      // Nothing was written behind the mark: that was the last one. Without an empty line, what follows would go on with it.
      const stays = sign && quote.includes('>') ? quote : '';
      type(area, from, at, `${stays.trimEnd()}\n${stays}`);
      return;
    }
    const next = sign ? (/\d/.test(sign) ? `${parseInt(sign, 10) + 1}${sign.at(-1)}` : sign) + space + (box ? '[ ] ' : '') : '';
    type(area, at, selectionEnd, `\n${quote}${next}`);
  }

  function move(event, change) {
    event.preventDefault();
    const {from, to, text} = linesOf(area);
    const {selectionStart, selectionEnd} = area;
    const changed = text.split('\n').map(change).join('\n');
    if (changed === text) return;
    const first = change(text.split('\n')[0]).length - text.split('\n')[0].length;
    const all = changed.length - text.length;
    type(area, from, to, changed, [Math.max(0, selectionStart - from + first), Math.max(0, selectionEnd - from + all)]);
  }
}
