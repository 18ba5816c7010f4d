// Choosing a password by a link, for who was invited or has forgotten it. Nobody is signed in here.
import {requestUnasked} from './api.js';
import {h} from './dom.js';
import {field, form} from './form.js';

const USED_UP = {title: 'This link is used up', detail: 'It was used already, or is too old. Ask an administrator for a new one.'};

/**
 * @param secret at the end of the link
 * @param chosen is told the username and the password
 */
export function passwordPage(secret, chosen) {
  const password = h('input', {type: 'password', id: 'new-password', autocomplete: 'new-password', required: true});
  return h('section', {class: 'sign-in'},
    h('h1', {}, 'Choose your password'),
    form({
      label: 'Choose your password',
      button: 'Choose it and sign in',
      children: field('password', 'Password', password, 'At least 8 characters. You are signed out everywhere else.'),
      send: async () => {
        const {answer} = await requestUnasked('POST', '/api/session/password', {body: {token: secret, password: password.value}}).catch(problem => {
          throw problem.status === 404 ? USED_UP : problem;
        });
        await chosen(answer.username, password.value);
      },
    }));
}
