// <pressroom-subscribe>: subscribes without leaving the page.
import {clearErrors, errorsOf, send, showErrors, statusOf, wordsOf} from './forms.js';

class PressroomSubscribe extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    if (!this.form || this.words) return;
    this.words = wordsOf(this.form);
    this.form.noValidate = true;
    this.form.addEventListener('submit', event => {
      event.preventDefault();
      this.submit();
    });
  }

  async submit() {
    const email = this.form.elements.namedItem('email');
    if (!email.value.trim() || !email.checkValidity()) {
      showErrors(this.form, {email: this.words('email')});
      return;
    }
    clearErrors(this.form);
    const button = this.form.querySelector('button');
    const status = statusOf(this.form);
    button.disabled = true;
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
      const errors = errorsOf(answer);
      status.textContent = code === 429 ? this.words('limited') : errors.email ? '' : this.words('away');
      if (errors.email) showErrors(this.form, {email: this.words('email')});
    } catch {
      status.textContent = this.words('away');
    } finally {
      button.disabled = false;
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
