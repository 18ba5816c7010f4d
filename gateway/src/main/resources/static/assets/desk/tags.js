// Tags on one line, with the commas of any keyboard between them. A name that has one itself stands in quotation marks.
const COMMAS = ',;，；、､،؛﹐﹑﹔፣፤᠂';
const COMMA = new RegExp(`[${COMMAS}]`, 'u');
const TAG = new RegExp(`\\s*(?:"((?:[^"]|"")*)"\\s*|([^${COMMAS}]*))(?:[${COMMAS}]|$)`, 'gu');

export function tagsOf(line) {
  return [...line.matchAll(TAG)].map(([, quoted, bare]) => (quoted?.replaceAll('""', '"') ?? bare).trim()).filter(Boolean);
}

export function lineOf(tags) {
  return tags.map(tag => (COMMA.test(tag) || tag.startsWith('"') ? `"${tag.replaceAll('"', '""')}"` : tag)).join(', ');
}
