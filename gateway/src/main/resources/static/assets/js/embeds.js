// Films, sounds and posts of other services. Nothing is asked of a service before its button is pressed; without this
// script, what stands there is a link. A frame's address is made of an id that fits, and of nothing else from the page.
const VIDEO = 'embed-video';
const SOUND = 'embed-sound';
const POST = 'embed-post';
const TALL = 'embed-tall';

const SERVICES = {
  youtube: [VIDEO, /^([\w-]{11})(?:\/(\d{1,5}))?$/, (id, start = '0') => `https://www.youtube-nocookie.com/embed/${id}?start=${start}`],
  vimeo: [VIDEO, /^(\d{5,12})(?:\/([0-9a-f]{6,16}))?$/, (id, hash) => `https://player.vimeo.com/video/${id}?dnt=1${hash ? `&h=${hash}` : ''}`],
  dailymotion: [VIDEO, /^([a-z0-9]{5,10})$/, id => `https://geo.dailymotion.com/player.html?video=${id}`],
  tiktok: [TALL, /^(\d{15,22})$/, id => `https://www.tiktok.com/player/v1/${id}`],
  instagram: [TALL, /^((?:p|reel|tv)\/[\w-]{5,40})$/, id => `https://www.instagram.com/${id}/embed/`],
  x: [POST, /^(\d{5,22})$/, id => `https://platform.twitter.com/embed/Tweet.html?dnt=true&id=${id}`],
  mastodon: [POST, /^([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}\/@\w{1,64}\/\d{15,20})$/, id => `https://${id}/embed`],
  spotify: [SOUND, /^((?:track|album|playlist|episode|show|artist)\/[A-Za-z0-9]{22})$/, id => `https://open.spotify.com/embed/${id}`],
  soundcloud: [SOUND, /^(?:api\/((?:tracks|playlists)\/\d{1,15})|([a-z0-9_-]{1,60}\/(?:sets\/)?[a-z0-9_-]{1,160}))$/, (sound, page) =>
    `https://w.soundcloud.com/player/?url=${encodeURIComponent(sound ? `https://api.soundcloud.com/${sound}` : `https://soundcloud.com/${page}`)}`],
  bluesky: [POST, /^([a-zA-Z0-9.:-]{3,120})\/([a-z0-9]{10,20})$/, (who, post) => `https://embed.bsky.app/embed/${who}/app.bsky.feed.post/${post}`],
};

/** What a service's frame may do: play, and open a window of its own; not lead this page elsewhere. */
const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation';

/** The kind and address of the frame of a placeholder; null where its id is none. */
function frameOf({embed, id}) {
  const [kind, shape, address] = Object.hasOwn(SERVICES, embed) ? SERVICES[embed] : [];
  const parts = shape?.exec(id ?? '');
  return parts && {kind, address: address(...parts.slice(1))};
}

function load(figure, frame, name) {
  const iframe = document.createElement('iframe');
  iframe.setAttribute('sandbox', SANDBOX);
  iframe.allow = 'fullscreen; picture-in-picture; encrypted-media';
  iframe.referrerPolicy = 'strict-origin-when-cross-origin'; // a player asks which site it plays on
  iframe.className = frame.kind;
  iframe.title = `${name}: ${figure.querySelector('a')?.textContent ?? ''}`;
  iframe.src = frame.address;
  figure.querySelector('.embed-offer').replaceWith(iframe);
  iframe.focus();
}

/** Puts a button into each placeholder. */
function offer(blank) {
  for (const figure of document.querySelectorAll('.prose figure.embed')) {
    const frame = frameOf(figure.dataset);
    if (!frame) continue;
    const name = figure.querySelector('.embed-service')?.textContent ?? '';
    const offered = blank.content.cloneNode(true);
    for (const words of offered.querySelectorAll('[data-load], [data-notice]')) {
      words.textContent = words.textContent.replace('{0}', () => name);
    }
    offered.querySelector('[data-load]').addEventListener('click', () => load(figure, frame, name));
    figure.prepend(offered);
  }
}

const blank = document.querySelector('template[data-blank="embed"]');
if (blank) offer(blank);
