// <pressroom-search>: shows what is found while somebody types, as a list that keys lead through.
import {wordsOf} from './forms.js';

const SHOWN = 6;
const SHORTEST = 2;
const PAUSE = 150;

let boxes = 0;

class PressroomSearch extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.input = this.form?.elements.namedItem('q');
    if (!this.input || this.list) return;
    this.words = wordsOf(this.form);
    this.list = document.createElement('ul');
    this.list.id = `search-found-${++boxes}`;
    this.list.className = 'search-found';
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', this.words('list'));
    this.list.hidden = true;
    this.status = document.createElement('p');
    this.status.className = 'visually-hidden';
    this.status.setAttribute('role', 'status');
    this.input.closest('.joined').append(this.list);
    this.form.append(this.status);
    for (const [name, value] of Object.entries({role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id})) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener('input', event => event.isComposing || this.later());
    this.input.addEventListener('compositionend', () => this.later());
    this.input.addEventListener('keydown', event => this.key(event));
    this.addEventListener('focusout', event => this.contains(event.relatedTarget) || this.close());
    // Else the input would lose the focus, and the list close, before the link is followed.
    this.list.addEventListener('pointerdown', event => event.preventDefault());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking?.abort();
    const words = this.input.value.trim();
    if (words.length < SHORTEST) {
      this.close();
      return;
    }
    this.asking = new AbortController();
    try {
      const query = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value !== ''));
      query.set('prefix', 'true');
      query.set('limit', SHOWN);
      const response = await fetch(`/api/articles?${query}`, {signal: this.asking.signal, headers: {Accept: 'application/json'}});
      if (response.ok) this.show((await response.json()).items);
      else this.close();
    } catch {
      // Another letter came, or the service is away: the form still works.
    }
  }

  show(items) {
    this.list.replaceChildren(...items.map((item, at) => this.option(item, at)));
    this.list.hidden = items.length === 0;
    this.input.setAttribute('aria-expanded', String(items.length > 0));
    this.choose(-1);
    this.status.textContent = items.length > 0 ? this.words('found', String(items.length)) : this.words('none');
  }

  option(item, at) {
    const option = document.createElement('li');
    option.id = `${this.list.id}-${at}`;
    option.setAttribute('role', 'option');
    option.lang = item.language ?? '';
    option.dir = 'auto';
    const link = document.createElement('a');
    link.href = `/${item.kind === 'page' ? 'pages' : 'articles'}/${encodeURIComponent(item.slug)}`;
    link.tabIndex = -1;
    // The API says that it is safe to show as it is: everything in it but <mark> is escaped.
    link.innerHTML = item.highlight?.titleHtml ?? '';
    option.append(link);
    return option;
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.status.textContent = '';
  }

  /** The one that Enter would open; -1 for none. */
  choose(at) {
    this.chosen = at;
    const options = [...this.list.children];
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    if (at < 0) {
      this.input.removeAttribute('aria-activedescendant');
    } else {
      this.input.setAttribute('aria-activedescendant', options[at].id);
      options[at].scrollIntoView({block: 'nearest'});
    }
  }

  key(event) {
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.isComposing || count === 0) return;
    const steps = {ArrowDown: this.chosen + 1 >= count ? -1 : this.chosen + 1, ArrowUp: this.chosen < 0 ? count - 1 : this.chosen - 1};
    if (event.key in steps) {
      event.preventDefault();
      this.choose(steps[event.key]);
    } else if (event.key === 'Escape') {
      // Once for the list, and once more for what was typed.
      event.preventDefault();
      this.close();
    } else if (event.key === 'Enter' && this.chosen >= 0) {
      event.preventDefault();
      this.list.children[this.chosen].firstElementChild.click();
    }
  }
}

customElements.define('pressroom-search', PressroomSearch);

/** A slash leads to the search from anywhere but where somebody writes. */
addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable]')) return;
  const input = document.querySelector('pressroom-search input[name="q"]');
  event.preventDefault();
  if (input) input.focus();
  else location.assign('/search');
});
