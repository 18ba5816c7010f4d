// Pictures of the library: sending them there, and how they are shown at the desk.
import {Problem, upload} from './api.js';
import {h} from './dom.js';

/** As the service takes them; what a file really is, it finds out itself. */
export const TYPES = 'image/jpeg,image/png,image/gif,image/webp';
const MOST_BYTES = 20 * 1024 * 1024;
const THUMBNAIL = 320;

/** The picture files among those that were dropped or pasted. */
export function pictureFiles(transfer) {
  return [...(transfer?.files ?? [])].filter(file => file.type.startsWith('image/'));
}

/** Whether files are dragged, and no text or link. */
export function bringsFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes('Files');
}

/** Sends a file to the library; `progress` is told which part has gone. Fails with a Problem that says why not. */
export async function uploadPicture(file, progress = () => {}) {
  if (file.size > MOST_BYTES) throw new Problem({status: 413, title: 'This picture is too large', detail: 'A picture may have up to 20 MB.'});
  const form = new FormData();
  form.append('file', file, file.name || 'picture');
  return upload('/api/media', form, progress);
}

/** What a problem with a file says, on one line. */
export function whyNot(problem) {
  const [error] = problem.errors ?? [];
  return error ? `The file ${error.message}.` : `${problem.title}. ${problem.detail ?? ''}`.trim();
}

/** The address of a picture in a width in which there is one, for a small place. */
export function thumbnailOf(picture) {
  return picture.widths.includes(THUMBNAIL) ? `${picture.url}?w=${THUMBNAIL}` : picture.url;
}

/** A picture, small. What it shows is said beside it, or by `alt`. */
export function thumbnail(picture, alt = '') {
  return h('img', {class: 'thumbnail', src: thumbnailOf(picture), alt, width: picture.width, height: picture.height, loading: 'lazy', decoding: 'async'});
}

/** "1.4 MB" */
export function sizeOf(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "4000 × 3000" */
export const pixelsOf = picture => `${picture.width} × ${picture.height}`;

/** The Markdown that shows a picture. */
export function markdownOf(picture) {
  return `![${(picture.alt ?? '').replace(/[\\[\]]/g, '\\$&')}](${picture.url})`;
}

/** Lines about files on their way, each with how far it is. */
export function uploadLines() {
  const element = h('ul', {class: 'uploads', role: 'list'});
  return {
    element,
    /** Sends a file, with a line about it; answers the picture, or null where it was not taken, which the line says. */
    async send(file) {
      const bar = h('progress', {max: '1', value: '0', 'aria-label': `Uploading ${file.name}`});
      const line = h('li', {class: 'upload'}, h('bdi', {class: 'upload-name'}, file.name), bar);
      element.append(line);
      try {
        const picture = await uploadPicture(file, part => {
          bar.value = part;
        });
        line.remove();
        return picture;
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        const close = h('button', {type: 'button', class: 'button button-quiet', 'aria-label': `Close: ${file.name}`, onclick: () => line.remove()}, 'Close');
        bar.remove();
        line.classList.add('upload-failed');
        line.append(h('span', {role: 'alert'}, whyNot(problem)), close);
        return null;
      }
    },
  };
}
