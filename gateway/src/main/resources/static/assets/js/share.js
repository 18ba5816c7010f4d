// <pressroom-share>: copies the address of an article, and hands it to what the device shares things with. Nobody else is
// told of it: what else there is are links.
import {wordsOf} from './forms.js';

const SAID_FOR = 4000;

class PressroomShare extends HTMLElement {
  connectedCallback() {
    if (this.words) return;
    this.words = wordsOf(this);
    const {url, title} = this.dataset;
    const list = this.querySelector('ul');
    if (navigator.clipboard) {
      const copy = button(this.words('copy'));
      copy.setAttribute('aria-live', 'polite');
      copy.addEventListener('click', async () => {
        await navigator.clipboard.writeText(url);
        copy.textContent = this.words('copied');
        setTimeout(() => { copy.textContent = this.words('copy'); }, SAID_FOR);
      });
      list.prepend(item(copy));
    }
    if (navigator.share) {
      const share = button(this.words('more'));
      // Who thinks better of it has shared nothing, and is told nothing.
      share.addEventListener('click', () => navigator.share({title, url}).catch(() => {}));
      list.append(item(share));
    }
  }
}

function button(text) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'link-button';
  made.textContent = text;
  return made;
}

function item(content) {
  const made = document.createElement('li');
  made.append(content);
  return made;
}

customElements.define('pressroom-share', PressroomShare);
