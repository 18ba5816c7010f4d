// The languages that articles are written in, by their names.
import {h} from './dom.js';

/** Those that a list offers; any other that an article is in is added to it. */
const OFFERED = 'af am ar az be bg bn bs ca cs cy da de de-AT de-CH el en en-GB en-US es es-419 et eu fa fi fil fr fr-CA ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn pa pl ps pt-BR pt-PT ro ru sd si sk sl sq sr sr-Latn sv sw ta te th tl tr uk ur uz vi zh-Hans zh-Hant zu'.split(' ');
const names = new Intl.DisplayNames('en', {type: 'language'});

/** What an article is in where nothing else is said. */
export const SITE_LANGUAGE = document.body.dataset.language || 'en';

/** As the desk calls it; a tag that has no name is its own. */
export function languageName(tag) {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** With what the language calls itself. */
function labelOf(tag) {
  const own = new Intl.DisplayNames(tag, {type: 'language'}).of(tag);
  return own && own !== languageName(tag) ? `${languageName(tag)} – ${own}` : languageName(tag);
}

/**
 * A list of languages to choose from.
 *
 * @param taken those that are not offered
 */
export function languageChoice(attributes, taken = []) {
  const tags = [...new Set([SITE_LANGUAGE, ...OFFERED])].filter(tag => !taken.includes(tag));
  const options = tags.map(tag => ({tag, label: labelOf(tag)})).sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return h('select', attributes, options.map(({tag, label}) => h('option', {value: tag}, label)));
}

/** Chooses a language, also one that the list did not offer. */
export function choose(list, tag) {
  if (tag && ![...list.options].some(option => option.value === tag)) list.append(h('option', {value: tag}, labelOf(tag)));
  list.value = tag;
}
