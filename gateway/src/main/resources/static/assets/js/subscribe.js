// <pressroom-subscribe>: subscribes without leaving the page.
import {clearErrors, errorsOf, isAddress, send, showErrors, statusOf, whileBusy, wordsOf} from './forms.js';

/** What to say of a request that was refused, by its status. */
const PROBLEMS = {400: 'refused', 401: 'forbidden', 403: 'forbidden', 413: 'refused', 422: 'refused', 429: 'limited'};

class PressroomSubscribe extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    if (!this.form || this.words) return;
    this.words = wordsOf(this.form);
    this.form.noValidate = true;
    this.form.addEventListener('submit', event => {
      event.preventDefault();
      whileBusy(this.form.querySelectorAll('button'), () => this.submit());
    });
  }

  async submit() {
    const email = this.form.elements.namedItem('email');
    if (!isAddress(email.value)) {
      showErrors(this.form, {email: this.words('email')});
      return;
    }
    clearErrors(this.form);
    const status = statusOf(this.form);
    status.textContent = this.words('sending');
    try {
      const {ok, status: code, answer} = await send('POST', '/api/subscriptions', {
        email: email.value.trim(),
        topics: [this.topic()],
        frequency: 'instant',
      });
      if (ok) {
        this.sent();
        return;
      }
      const marked = Boolean(errorsOf(answer).email) && showErrors(this.form, {email: this.words('email')});
      status.textContent = marked ? '' : this.words(PROBLEMS[code] ?? 'away');
    } catch {
      status.textContent = this.words('away');
    }
  }

  topic() {
    const chosen = new FormData(this.form).get('topic') ?? 'all';
    const colon = chosen.indexOf(':');
    return colon < 0 ? {kind: 'all'} : {kind: chosen.slice(0, colon), key: chosen.slice(colon + 1)};
  }

  sent() {
    const notice = document.createElement('div');
    notice.className = 'notice notice-good';
    notice.tabIndex = -1;
    const title = document.createElement('strong');
    title.textContent = this.words('sent-title');
    const text = document.createElement('p');
    text.textContent = this.words('sent');
    notice.append(title, text);
    this.form.replaceWith(notice);
    notice.focus();
  }
}

customElements.define('pressroom-subscribe', PressroomSubscribe);
