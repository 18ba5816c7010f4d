// What is pasted into the text: clean Markdown, or clean HTML, of what other programs put on the clipboard. Files are not its affair.
import {cleaned} from './cleaning.js';
import {isKey, toast} from './dom.js';
import {isInCode, type} from './typing.js';
import {htmlOf, markdownOf} from './writing.js';

/** In UTF-16 units: more is pasted as plain text, which the browser does by itself. */
const MOST = 5_000_000;
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;

/** @param format of the text, as the API calls it */
export function pasting(area, format) {
  let plain = false;

  area.addEventListener('keydown', event => {
    plain = isKey(event, 'v') && event.shiftKey;
  });

  area.addEventListener('paste', event => {
    const wantsPlain = plain;
    plain = false;
    const data = event.clipboardData;
    if (!data || event.defaultPrevented || wantsPlain) return;
    const made = linkOver(data) ?? fromHtml(data);
    if (made === null) return;
    event.preventDefault();
    type(area, area.selectionStart, area.selectionEnd, made);
  });

  const inCode = () => format() === 'markdown' && isInCode(area.value, area.selectionStart);

  /** An address over selected words makes a link of them. */
  function linkOver(data) {
    const address = data.getData('text/plain').trim();
    const words = area.value.slice(area.selectionStart, area.selectionEnd);
    if (!ADDRESS.test(address) || !words.trim() || /\n|^\s*(?:https?:|mailto:)/i.test(words) || inCode()) return null;
    return format() === 'html' ? `<a href="${address.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}">${words}</a>` : `[${words}](${address.replace(/[()]/g, '\\$&')})`;
  }

  function fromHtml(data) {
    const html = data.getData('text/html');
    if (!html || html.length > MOST || inCode()) return null;
    const {tree, pictures, plain: nothing} = cleaned(html);
    const has = tree.textContent.trim() !== '' || tree.querySelector('img, hr');
    // A picture that was copied alone comes as a file beside it, and whoever takes files is to have it.
    if (!has || (nothing && data.getData('text/plain')) || (!tree.textContent.trim() && [...data.types].includes('Files'))) return null;
    if (pictures) toast(pictures === 1 ? 'A picture was left out: it has no address.' : `${pictures} pictures were left out: they have no address.`);
    if (format() === 'html') return htmlOf(tree);
    return apart(markdownOf(tree, new Set([...area.value.matchAll(/\[\^([^\]\s]+)\]/g)].map(found => found[1]))));
  }

  /** More than a line stands apart from the words around it. */
  function apart(text) {
    if (!text.includes('\n') && !/^(?:#{1,6} |> |[-*] |\d+\. |```|\|)/.test(text)) return text;
    const before = area.value.slice(0, area.selectionStart);
    const after = area.value.slice(area.selectionEnd);
    const lead = !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
    const trail = !after || after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
    return lead + text + trail;
  }
}
