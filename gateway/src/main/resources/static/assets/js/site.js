// Makes complete pages livelier. Without it, every form and link still works.
import './comments.js';
import './embeds.js';
import './search.js';
import './share.js';
import './subscribe.js';
import './views.js';

/** Within the text of an article, targets have a prefix that other articles, which link to them, know nothing of. */
function toTarget() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // As it was typed, then.
  }
  if (id && !document.getElementById(id) && document.getElementById(`text-${id}`)) location.replace(`#text-${encodeURIComponent(id)}`);
}

addEventListener('hashchange', toTarget);
toTarget();
