// Pictures in a text: files that are dropped or pasted go to the library, and stand in the text where they came.
import {Problem} from './api.js';
import {h, toast} from './dom.js';
import {bringsFiles, markdownOf, pictureFiles, uploadPicture, whyNot} from './media.js';
import {choosePicture} from './picture-chooser.js';

let number = 0;

/**
 * Watches a text for picture files.
 *
 * @param changed is told after each change
 * @return a button that opens the library
 */
export function pictureDrops(area, changed) {
  /** Goes through the browser's own editing, so that undo still works. */
  function insert(text) {
    area.focus();
    if (!document.execCommand('insertText', false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    changed();
  }

  /** What stands for a file until it has come; where it was deleted meanwhile, nothing comes in its place. */
  function replace(placeholder, text) {
    const at = area.value.indexOf(placeholder);
    if (at < 0) return;
    const {selectionStart, selectionEnd} = area;
    const moved = place => (place <= at ? place : Math.max(at, place + text.length - placeholder.length));
    area.setRangeText(text, at, at + placeholder.length);
    area.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    changed();
  }

  async function take(files) {
    const waiting = files.map(file => ({file, placeholder: `![Uploading ${file.name.replace(/[\\[\]\n]/g, '')} … ${++number}]()`}));
    insert(waiting.map(each => each.placeholder).join('\n\n'));
    for (const {file, placeholder} of waiting) {
      try {
        replace(placeholder, markdownOf(await uploadPicture(file)));
      } catch (problem) {
        replace(placeholder, '');
        if (!(problem instanceof Problem)) throw problem;
        toast(`${file.name}: ${whyNot(problem)}`, 'toast-bad');
      }
    }
  }

  area.addEventListener('paste', event => {
    const files = pictureFiles(event.clipboardData);
    // What a word processor copies brings a picture of itself beside its text.
    if (!files.length || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    take(files);
  });
  area.addEventListener('dragover', event => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    area.classList.add('drop-here');
  });
  area.addEventListener('dragleave', () => area.classList.remove('drop-here'));
  area.addEventListener('drop', event => {
    area.classList.remove('drop-here');
    if (!bringsFiles(event)) return;
    event.preventDefault();
    const files = pictureFiles(event.dataTransfer);
    if (files.length) take(files);
    else toast('Only pictures can be dropped into a text.', 'toast-bad');
  });

  return h('button', {type: 'button', class: 'button button-quiet to-pictures', onclick: async () => {
    const {selectionStart, selectionEnd} = area;
    const picture = await choosePicture();
    if (!picture) return;
    area.setSelectionRange(selectionStart, selectionEnd);
    insert(markdownOf(picture));
  }}, 'Pictures');
}
