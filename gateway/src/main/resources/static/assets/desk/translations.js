// The same article in other languages: which there are, a further one, and what belongs to what.
import {Problem, get, newKey, request, requestUnasked} from './api.js';
import {statusBadge} from './articles.js';
import {bdi, h, openSheet, problemBox} from './dom.js';
import {languageChoice, languageName} from './languages.js';

const FOUND = 8;
const TYPING_PAUSE = 300;

/**
 * The dialog about an article that is saved.
 *
 * @param draft as the server has it
 * @param body what of it a further translation begins with, as the API takes it
 * @param belong makes it a translation of the article with that id, or of none where that is null; whether it became one
 * @param closed is told when the dialog has gone
 */
export function translations({draft, body, belong, closed}) {
  const content = h('div', {class: 'stack', 'aria-live': 'polite'}, h('p', {class: 'soft'}, 'Loading …'));
  const dialog = h(
    'dialog',
    {class: 'sheet question', 'aria-labelledby': 'translations-title'},
    h('h2', {id: 'translations-title'}, 'Translations of “', bdi(draft.title || 'Without a title'), '”'),
    h('p', {class: 'soft'}, `It is in ${languageName(draft.language)}. Readers find a link to each of the others, and search engines show everybody the one in their language.`),
    content,
    h('div', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet', autofocus: true, onclick: () => dialog.close()}, 'Close')),
  );
  let timer = 0;

  function show(others) {
    content.replaceChildren(...[
      others.length ? list(others) : h('p', {}, 'There are none yet.'),
      further(others.map(({language}) => language)),
      others.length ? (draft.translationOf ? leaving() : null) : joining(),
    ].filter(Boolean));
  }

  function list(others) {
    return h('ul', {class: 'rows', role: 'list'}, others.map(other => h(
      'li',
      {class: 'row-item'},
      h('div', {},
        h('a', {class: 'row-title', href: `#/articles/${other.id}`, onclick: () => dialog.close()}, bdi(other.title || 'Without a title')),
        h('p', {class: 'soft'}, languageName(other.language))),
      h('p', {class: 'row-status'}, statusBadge(other)),
    )));
  }

  /** One more, which begins with the words of this one. */
  function further(taken) {
    const language = languageChoice({id: 'translations-language', required: true}, [draft.language, ...taken]);
    language.prepend(h('option', {value: '', selected: true}, 'Choose a language'));
    const key = newKey();
    return h('form', {class: 'field', onsubmit: event => {
      event.preventDefault();
      doing(async () => {
        const {answer} = await request('POST', '/api/articles', {body: {...body, language: language.value, translationOf: draft.id}, key});
        dialog.close();
        location.hash = `#/articles/${answer.id}`;
      });
    }}, h('label', {for: 'translations-language'}, 'Translate it into'), h('div', {class: 'joined'}, language, h('button', {class: 'button'}, 'Begin')), h('p', {class: 'hint'}, 'A new draft, which begins with a copy of this one.'));
  }

  /** What was written already is looked for by its title. */
  function joining() {
    const results = h('ul', {class: 'rows', role: 'list'});
    const said = h('p', {class: 'hint', role: 'status'});
    const search = h('input', {type: 'search', id: 'translations-search', dir: 'auto', autocomplete: 'off', oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => look(search.value.trim(), results, said), TYPING_PAUSE);
    }});
    return h('details', {}, h('summary', {}, 'It is the translation of an article that is there'), h('div', {class: 'stack'}, h('div', {class: 'field'}, h('label', {for: 'translations-search'}, 'Words of its title'), search, said), results));
  }

  async function look(words, results, said) {
    if (!words) {
      results.replaceChildren();
      said.textContent = '';
      return;
    }
    try {
      const {answer} = await requestUnasked('GET', `/api/drafts?${new URLSearchParams({q: words, limit: String(FOUND)})}`);
      const found = answer.items.filter(({id, language}) => id !== draft.id && language !== draft.language);
      results.replaceChildren(...found.map(each => h('li', {class: 'row-item'}, h('div', {}, bdi(each.title || 'Without a title'), h('p', {class: 'soft'}, languageName(each.language))), h('button', {type: 'button', class: 'button button-quiet', onclick: () => doing(() => join(each.id))}, 'It is of this one'))));
      said.textContent = found.length ? '' : 'None of that title is in another language.';
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      said.textContent = problem.title;
    }
  }

  function leaving() {
    return h('p', {}, h('button', {type: 'button', class: 'button button-quiet', onclick: () => doing(() => join(null))}, 'It is no translation of these'));
  }

  async function join(id) {
    dialog.close();
    await belong(id);
  }

  async function doing(task) {
    try {
      await task();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      content.replaceChildren(problemBox(problem), h('div', {class: 'row'}, h('button', {type: 'button', class: 'button', onclick: () => doing(load)}, 'Back')));
    }
  }

  async function load() {
    show((await get(`/api/drafts/${draft.id}/translations`)).answer.items);
  }

  openSheet(dialog, () => {
    clearTimeout(timer);
    closed();
  });
  doing(load);
}
