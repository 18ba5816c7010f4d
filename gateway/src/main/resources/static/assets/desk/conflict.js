// Two versions of one article: somebody else saved meanwhile, and one of the two has to go on.
import {focusOn, h, when} from './dom.js';
import {FIELDS, LABELS} from './fields.js';

/**
 * Shows both, and leaves it to the writer.
 *
 * @param trouble where it is shown
 * @param theirs what the server has, as fields; of when is `theirsFrom`
 * @param said what people read of a field's value
 * @param mine what is in the form
 * @param keepMine saves ours over theirs
 * @param takeTheirs puts theirs in the form
 * @param bringMineBack puts ours in the form again
 */
export function showConflict({trouble, theirs, theirsFrom, said, mine, keepMine, takeTheirs, bringMineBack}) {
  const differing = FIELDS.filter(name => theirs[name] !== mine[name]);
  const useMine = h('button', {type: 'button', class: 'button', onclick: keepMine}, 'Save mine over it');
  const useTheirs = h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
    takeTheirs();
    trouble.replaceChildren(h('div', {class: 'notice', role: 'status'}, h('p', {}, 'This is their version. Yours is kept here until you leave the page.'), h('button', {type: 'button', class: 'button button-quiet', onclick: bringMineBack}, 'Bring mine back')));
    trouble.querySelector('button').focus();
  }}, 'Take theirs');
  trouble.replaceChildren(h(
    'div',
    {class: 'notice conflict', role: 'alert'},
    h('h2', {}, 'Somebody else saved this article meanwhile'),
    h('p', {}, `Their version is from ${when(theirsFrom)}. Yours is all here and not saved yet. Nothing is lost; which one shall go on?`),
    h('div', {class: 'stack'}, differing.map(name => h('details', {open: name !== 'body'}, h('summary', {}, `${LABELS[name]}: different`), h('p', {class: 'hint'}, 'Theirs:'), h('pre', {class: 'theirs', dir: 'auto', tabindex: '0', role: 'group', 'aria-label': `${LABELS[name]}, their version`}, said(name, theirs[name]) || '(empty)')))),
    h('div', {class: 'row'}, useMine, useTheirs),
  ));
  focusOn(trouble.querySelector('h2'), {scroll: false});
  trouble.scrollIntoView({block: 'start'});
}

/** Whether the trouble that is shown is such a conflict. */
export const showsConflict = trouble => trouble.querySelector('.conflict') !== null;
