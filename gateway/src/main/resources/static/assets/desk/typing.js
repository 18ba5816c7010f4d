// Changes to a text as if they were typed: the browser's own undo takes them back, and whoever listens for input hears of them.

/**
 * Puts other text in the place of a part, and selects within it.
 *
 * @param from,to the part, as offsets in the whole text
 * @param select what is selected then, as offsets in the new part; its end where left out
 */
export function type(area, from, to, text, select = [text.length, text.length]) {
  area.focus({preventScroll: true});
  area.setSelectionRange(from, to);
  const done = text ? insert(text) : from === to || document.execCommand('delete');
  if (!done) {
    // Undo does not know of it, but what is written does.
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertText'}));
  }
  area.setSelectionRange(from + select[0], from + select[1]);
}

/** Chromium types a text of many lines line by line, which takes it seconds; as HTML, all at once, of which a field takes the text. */
function insert(text) {
  const asHtml = () => document.execCommand('insertHTML', false, text.replace(/&/g, '&amp;').replace(/</g, '&lt;'));
  return (text.includes('\n') && asHtml()) || document.execCommand('insertText', false, text);
}

/** The whole lines that the selection touches. */
export function linesOf(area) {
  const {value, selectionStart, selectionEnd} = area;
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  // A selection that ends at the start of a line does not mean that line.
  const last = selectionEnd > selectionStart && value[selectionEnd - 1] === '\n' ? selectionEnd - 1 : selectionEnd;
  const end = value.indexOf('\n', last);
  const to = end < 0 ? value.length : end;
  return {from, to, text: value.slice(from, to)};
}

/** Whether a place of Markdown is within a block of code, where marks are none. */
export function isInCode(text, at) {
  let fence = null;
  for (const [, mark, rest] of text.slice(0, at).matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    if (!fence) fence = mark;
    else if (mark.startsWith(fence) && !rest.trim()) fence = null;
  }
  return fence !== null;
}
