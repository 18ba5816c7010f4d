// A picture of the library, chosen in a sheet over the page.
import {bdi, h, openSheet} from './dom.js';
import {thumbnail} from './media.js';
import {pictureLibrary} from './picture-library.js';

/** Answers the picture that was chosen, or null. */
export function choosePicture() {
  return new Promise(resolve => {
    let chosen = null;
    const dialog = h('dialog', {class: 'sheet chooser', 'aria-labelledby': 'chooser-title'});
    const library = pictureLibrary({kept: null, draw, dropOn: dialog});
    dialog.append(
      h('header', {class: 'page-head'}, h('h2', {id: 'chooser-title'}, 'Choose a picture'), h('div', {class: 'row'}, library.button, library.input, h('button', {type: 'button', class: 'button button-quiet', onclick: () => dialog.close()}, 'Close'))),
      h('p', {class: 'pictures-search'}, library.search),
      library.body,
    );

    function draw(picture) {
      return h('li', {class: 'picture', 'data-id': picture.id},
        h('button', {type: 'button', class: 'picture-open', onclick: () => {
          chosen = picture;
          dialog.close();
        }}, thumbnail(picture), bdi(picture.alt || picture.name, {class: 'picture-name'})));
    }

    openSheet(dialog, () => {
      library.close();
      resolve(chosen);
    });
    library.start();
  });
}
