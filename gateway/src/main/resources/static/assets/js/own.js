// What was written in this browser: which comments, and the tokens by which their writer may see and change them.
const KEY = 'pressroom-own';
const MOST = 50;
const KEPT = 30 * 24 * 60 * 60 * 1000;

/** The comments of an article that were written here: `{id, editToken}` each, the oldest first. */
export function written(articleId) {
  return all().filter(own => own.articleId === articleId);
}

export function remember(articleId, {id, editToken}) {
  store([...all().filter(own => own.id !== id), {articleId, id, editToken, at: Date.now()}].slice(-MOST));
}

export function forget(id) {
  store(all().filter(own => own.id !== id));
}

function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(own => own?.id && own.editToken && own.at > Date.now() - KEPT) : [];
  } catch {
    return [];
  }
}

function store(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing for us: the comment is known until the page is left.
  }
}
