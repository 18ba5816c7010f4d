// What scrolls takes the focus, so that keys can scroll it; what does not is no stop on the way.
const MAY_SCROLL = 'pre, table, blockquote, .comment-body';

const sizes = new ResizeObserver(entries => {
  for (const {target} of entries) {
    const scrolls = getComputedStyle(target).overflow !== 'visible' && (target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1);
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute('tabindex');
  }
});

/** For what is in a tree of its own, which is not seen from here. */
export function scrollsByKeys(root) {
  for (const each of [root, ...root.querySelectorAll(MAY_SCROLL)]) if (each.matches(MAY_SCROLL) && !each.hasAttribute('tabindex')) sizes.observe(each);
}

new MutationObserver(changes => {
  for (const {addedNodes} of changes) for (const node of addedNodes) if (node instanceof Element) scrollsByKeys(node);
}).observe(document.body, {childList: true, subtree: true});
scrollsByKeys(document.body);
