// Tells the site that an article is shown, and once it was read to its end: the article, and the site that a link was
// followed from. No cookie goes with it, nothing is kept in the browser, and nothing is told of whoever asks not to be
// tracked, or lets a program read.
const ADDRESS = '/api/views';

/** Who comes to the end sooner has looked for it. */
const READ_AFTER = 5000;

const text = document.querySelector('[data-viewed]');

if (text && !navigator.webdriver && !navigator.globalPrivacyControl && navigator.doNotTrack !== '1') {
  whenSeen(() => {
    tell({source: source()});
    const seen = performance.now();
    whenAtItsEnd(() => {
      setTimeout(() => tell({kind: 'read'}), Math.max(0, READ_AFTER - (performance.now() - seen)));
    });
  });
}

/** A page may be loaded before anybody wants to see it, and in a tab that is never looked at. */
function whenSeen(then) {
  if (document.prerendering) {
    document.addEventListener('prerenderingchange', () => whenSeen(then), {once: true});
  } else if (document.hidden) {
    document.addEventListener('visibilitychange', () => whenSeen(then), {once: true});
  } else {
    then();
  }
}

function whenAtItsEnd(then) {
  const end = document.createElement('span');
  text.append(end);
  const observer = new IntersectionObserver((changes) => {
    if (changes.some((change) => change.isIntersecting)) {
      observer.disconnect();
      end.remove();
      then();
    }
  });
  observer.observe(end);
}

/** Where readers went on within the site there is none. */
function source() {
  if (!document.referrer) return undefined;
  const {host, hostname} = new URL(document.referrer);
  return host === location.host ? undefined : hostname;
}

function tell(more) {
  fetch(ADDRESS, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({articleId: text.dataset.viewed, ...more}),
    credentials: 'omit',
    keepalive: true,
  }).catch(() => {
    // Whoever is offline goes on reading.
  });
}
