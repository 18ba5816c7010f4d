// What the publication is called and how it looks, beside a page of it as it would be.
import {get, request, requestUnasked} from './api.js';
import {h, problemBox, timeTag, toast} from './dom.js';
import {field, form} from './form.js';

/** In milliseconds after the last change. */
const AFTER = 250;
const MOST_LINKS = 20;
/** In bytes. */
const LARGEST_PICTURE = 256 * 1024;
const PICTURES = [
  ['logo', 'logo', 'Logo', 'Stands before the name at the head of each page.'],
  ['logo-dark', 'logoDark', 'Logo by night', 'In its place on a dark page, where the other could not be seen.'],
  ['icon', 'icon', 'Icon', 'For tabs and bookmarks. A square.'],
];
const SCHEMES = [['light', 'By day'], ['dark', 'By night']];
const COLOURS = [['accent', 'Accent'], ['paper', 'Paper'], ['text', 'Text']];
const FACES = [['', 'As the site has it'], ['serif', 'Serif'], ['old-style', 'Old style'], ['didone', 'Didone'], ['slab', 'Slab'], ['sans', 'Sans'], ['humanist', 'Humanist'], ['geometric', 'Geometric'], ['rounded', 'Rounded'], ['mono', 'Monospaced']];
const SIZES = [['small', 'Small'], ['', 'Medium'], ['large', 'Large']];

export function look() {
  const place = h('div', {}, h('p', {class: 'soft', role: 'status'}, 'One moment …'));
  const element = h('section', {class: 'page page-wide', 'aria-labelledby': 'look-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'look-title'}, 'Name and look')),
    place);
  let page = null;
  load();

  async function load() {
    try {
      const {answer, etag} = await get('/api/site');
      page = drawn(answer, etag);
      place.replaceChildren(page.element);
      page.preview.now();
    } catch (problem) {
      place.replaceChildren(problemBox(problem), h('p', {}, h('button', {type: 'button', class: 'button button-quiet', onclick: load}, 'Try again')));
    }
  }

  return {
    element,
    dirty: () => Boolean(page?.dirty()),
    keep: () => {},
    close: () => page?.preview.stop(),
  };
}

function drawn(answer, etag) {
  let site = answer;
  let tag = etag;
  const name = h('input', {type: 'text', id: 'site-name', dir: 'auto', autocomplete: 'off', value: site.name ?? '', placeholder: site.shown.name});
  const description = h('textarea', {id: 'site-description', dir: 'auto', rows: 3, placeholder: site.shown.description}, site.description ?? '');
  const alone = h('input', {type: 'checkbox', id: 'site-logo-alone', checked: Boolean(site.logoAlone)});
  const colours = colourFields(site);
  const headings = choice('site-headings', FACES, site.type?.headings);
  const text = choice('site-text', FACES, site.type?.text);
  const size = choice('site-size', SIZES, site.type?.size);
  const menu = menuFields(site.menu, () => changed());
  const css = code('site-css', site.css, 10);
  const head = code('site-head', site.code?.head, 5);
  const foot = code('site-foot', site.code?.foot, 5);
  const origins = code('site-origins', (site.code?.origins ?? []).join('\n'), 2);
  const saved = h('p', {class: 'saved-line', role: 'status'});
  const pictures = h('div', {class: 'look-pictures'});

  const sending = form({
    label: 'Name and look',
    button: 'Save',
    children: [
      field('name', 'Name', name),
      field('description', 'In one sentence', description, 'For search engines and feeds.'),
      h('section', {class: 'stack part', 'aria-labelledby': 'look-pictures-title'}, h('h2', {id: 'look-pictures-title'}, 'Pictures'), pictures,
        h('p', {}, h('label', {class: 'look-tick'}, alone, ' The logo says the name: it need not stand beside it'))),
      h('section', {class: 'stack part', 'aria-labelledby': 'look-colours-title'}, h('h2', {id: 'look-colours-title'}, 'Colours'),
        h('p', {class: 'hint'}, 'One that could not be read where it stands is made darker or lighter until it can.'), colours.element),
      h('section', {class: 'stack part', 'aria-labelledby': 'look-type-title'}, h('h2', {id: 'look-type-title'}, 'Type'),
        h('div', {class: 'look-row', 'data-field': 'type'}, labelled('Headings', headings), labelled('Text', text), labelled('Size', size), h('p', {class: 'wrong'}))),
      h('section', {class: 'stack part', 'aria-labelledby': 'look-menu-title'}, h('h2', {id: 'look-menu-title'}, 'Menu'), menu.element),
      h('details', {class: 'part'}, h('summary', {}, h('h2', {}, 'Your own CSS')), field('css', 'CSS', css, 'Read after the style sheet of the site. Pictures may come from anywhere, fonts and other style sheets from here alone.')),
      h('details', {class: 'part'}, h('summary', {}, h('h2', {}, 'Your own code')), h('div', {class: 'stack', 'data-field': 'code'},
        labelled('In the head of each page', head),
        labelled('At the foot of each page', foot),
        labelled('Origins', origins),
        h('p', {class: 'hint'}, 'HTML on all pages that everybody may see, such as a script that counts readers; not in the preview. It may load what it names itself. What its scripts get and send besides goes to these origins alone, one a line, such as https://figures.example.'),
        h('p', {class: 'wrong'}))),
      saved,
    ],
    send: async () => {
      ({answer: site, etag: tag} = await request('PUT', '/api/site', {body: settings(), etag: tag}));
      kept = JSON.stringify(settings());
      colours.shown(site);
      state();
      toast('Saved. Readers see it in a moment.', 'toast-good');
    },
  });

  /** What is there to be sent, as the API has it: what is empty is not chosen. */
  function settings() {
    const filled = control => control.value.trim() || null;
    const named = origins.value.split(/\s+/).filter(Boolean);
    const any = filled(head) || filled(foot) || named.length;
    return {
      name: filled(name),
      description: filled(description),
      logoAlone: alone.checked || null,
      colours: colours.value(),
      type: headings.value || text.value || size.value ? {headings: headings.value || null, text: text.value || null, size: size.value || null} : null,
      menu: menu.value(),
      css: css.value.trim() ? css.value : null,
      code: any ? {head: filled(head), foot: filled(foot), origins: named.length ? named : null} : null,
    };
  }

  let kept = JSON.stringify(settings());
  const dirty = () => JSON.stringify(settings()) !== kept;
  const preview = livePreview(settings);

  function state() {
    saved.classList.toggle('unsaved', dirty());
    saved.replaceChildren(...(dirty() ? ['Not saved yet.'] : site.updatedAt ? ['Saved ', timeTag(site.updatedAt)] : []));
  }

  function changed() {
    state();
    preview.soon();
  }

  sending.addEventListener('input', changed);
  state();
  drawPictures();

  // ---- pictures, which are saved when they are chosen ----

  function drawPictures() {
    pictures.replaceChildren(...PICTURES.map(([kind, key, label, about]) => {
      const picture = site.pictures[key];
      const input = h('input', {type: 'file', id: `picture-${kind}`, class: 'visually-hidden', accept: 'image/png,image/jpeg,image/svg+xml', 'aria-label': `${label}: choose a file`, onchange: () => put(kind, input)});
      return h('div', {class: 'look-picture', 'data-kind': kind},
        h('div', {class: `look-plate${kind === 'logo-dark' ? ' look-plate-night' : ''}`}, picture ? h('img', {src: picture.url, alt: `${label} now`, width: picture.width, height: picture.height}) : h('span', {class: 'soft'}, 'None')),
        h('div', {},
          h('p', {}, h('strong', {}, label)),
          h('p', {class: 'soft'}, about),
          h('p', {class: 'row'},
            input,
            h('button', {type: 'button', class: 'button button-quiet', 'aria-label': `${picture ? 'Another' : 'Choose a'} file: ${label}`, onclick: () => input.click()}, picture ? 'Another file' : 'Choose a file'),
            picture ? h('button', {type: 'button', class: 'button button-quiet', 'aria-label': `Take away: ${label}`, onclick: () => change('DELETE', kind)}, 'Take away') : null)));
    }));
  }

  async function put(kind, input) {
    const [file] = input.files;
    if (!file) return;
    if (file.size > LARGEST_PICTURE) {
      toast('This file is too large: 256 KB are the most.', 'toast-bad');
      input.value = '';
      return;
    }
    await change('PUT', kind, file);
  }

  async function change(method, kind, file) {
    try {
      ({answer: site, etag: tag} = await request(method, `/api/site/pictures/${kind}`, {etag: tag, file}));
    } catch (problem) {
      toast([problem.title, problem.errors?.map(error => error.message).join(', ') || problem.detail].filter(Boolean).join(': '), 'toast-bad');
      return;
    }
    drawPictures();
    pictures.querySelector(`[data-kind="${kind}"] button`).focus();
    state();
    preview.now();
    toast(file ? 'The picture is there. Readers see it in a moment.' : 'The picture is taken away.', 'toast-good');
  }

  return {element: h('div', {class: 'look-grid'}, sending, preview.element), dirty, preview};
}

function labelled(label, control) {
  return h('div', {class: 'field'}, h('label', {for: control.id}, label), control);
}

function choice(id, options, chosen) {
  return h('select', {id}, options.map(([value, label]) => h('option', {value, selected: value === (chosen ?? '')}, label)));
}

function code(id, value, rows) {
  return h('textarea', {id, class: 'look-code', rows, spellcheck: 'false', autocapitalize: 'none', autocomplete: 'off', dir: 'ltr'}, value ?? '');
}

// ---- colours ----

function colourFields(site) {
  const fields = new Map();
  const element = h('div', {class: 'look-colours', 'data-field': 'colours'}, SCHEMES.map(([scheme, label]) => h('fieldset', {class: 'look-scheme'},
    h('legend', {}, label),
    COLOURS.map(([colour, called]) => {
      const id = `colour-${scheme}-${colour}`;
      const input = h('input', {type: 'color', id, 'aria-describedby': `${id}-said`});
      const said = h('span', {class: 'soft look-said', id: `${id}-said`});
      const back = h('button', {type: 'button', class: 'link-button', 'aria-label': `${called} ${label.toLowerCase()}, as the site has it`, onclick: () => {
        one.chosen = null;
        draw(one);
        input.dispatchEvent(new Event('input', {bubbles: true}));
        input.focus();
      }}, 'Undo');
      const one = {input, said, back, chosen: site.colours?.[scheme]?.[colour] ?? null, shown: site.shown.colours[scheme][colour]};
      input.addEventListener('input', event => {
        // By a person, not by the button beside it.
        if (event.isTrusted || input.value !== (one.chosen ?? one.shown)) one.chosen = input.value;
        draw(one);
      });
      fields.set(`${scheme}.${colour}`, one);
      draw(one);
      return h('div', {class: 'look-colour'}, h('label', {for: id}, called), input, said, back);
    }))), h('p', {class: 'wrong'}));

  function draw(one) {
    one.input.value = one.chosen ?? one.shown;
    one.back.hidden = one.chosen === null;
    one.said.textContent = one.chosen === null ? 'as the site has it' : one.saved === one.chosen && one.chosen !== one.shown ? `shown as ${one.shown}, which can be read` : one.chosen;
  }

  return {
    element,
    value() {
      const of = scheme => {
        const chosen = COLOURS.map(([colour]) => [colour, fields.get(`${scheme}.${colour}`).chosen]);
        return chosen.some(([, value]) => value) ? Object.fromEntries(chosen) : null;
      };
      const light = of('light');
      const dark = of('dark');
      return light || dark ? {light, dark} : null;
    },
    /** What readers see of what was saved. */
    shown(saved) {
      for (const [path, one] of fields) {
        const [scheme, colour] = path.split('.');
        one.shown = saved.shown.colours[scheme][colour];
        one.saved = one.chosen;
        draw(one);
      }
    },
  };
}

// ---- the menu ----

function menuFields(links, changed) {
  const own = h('select', {id: 'menu-own'}, h('option', {value: ''}, 'The categories, and the pages in the menu'), h('option', {value: 'own', selected: Boolean(links)}, 'What stands here'));
  const rows = h('ol', {class: 'look-links'});
  const add = h('button', {type: 'button', class: 'button button-quiet', onclick: () => {
    rows.append(row({label: '', url: ''}));
    draw();
    rows.lastElementChild.querySelector('input').focus();
  }}, 'Add a link');
  for (const link of links ?? []) rows.append(row(link));
  own.addEventListener('input', () => {
    if (own.value && !rows.children.length) rows.append(row({label: '', url: ''}));
    draw();
  });

  function row({label, url}) {
    const number = rows.children.length + 1;
    const line = h('li', {},
      h('input', {type: 'text', dir: 'auto', autocomplete: 'off', placeholder: 'Label', 'aria-label': `Label of link ${number}`, value: label}),
      h('input', {type: 'text', inputmode: 'url', dir: 'ltr', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', placeholder: '/pages/about', 'aria-label': `Address of link ${number}`, value: url}),
      h('span', {class: 'look-link-tools'},
        tool('↑', 'Move up', () => move(line, -1)),
        tool('↓', 'Move down', () => move(line, 1)),
        tool('×', 'Take away', () => {
          const beside = line.nextElementSibling ?? line.previousElementSibling;
          line.remove();
          draw();
          changed();
          (beside?.querySelector('input') ?? add).focus();
        })));
    return line;
  }

  function tool(sign, label, onclick) {
    return h('button', {type: 'button', class: 'tool', 'aria-label': label, title: label, onclick}, sign);
  }

  function move(line, by) {
    const beside = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!beside) return;
    if (by < 0) beside.before(line);
    else beside.after(line);
    draw();
    changed();
    line.querySelectorAll('.tool')[by < 0 ? 0 : 1].focus();
  }

  function draw() {
    rows.hidden = !own.value;
    add.hidden = !own.value || rows.children.length >= MOST_LINKS;
    for (const [place, line] of [...rows.children].entries()) {
      const [label, url] = line.querySelectorAll('input');
      label.setAttribute('aria-label', `Label of link ${place + 1}`);
      url.setAttribute('aria-label', `Address of link ${place + 1}`);
    }
  }
  draw();

  return {
    element: h('div', {class: 'stack', 'data-field': 'menu'}, labelled('At the head of each page', own), rows, h('p', {}, add), h('p', {class: 'wrong'})),
    /** A line in which nothing stands is none. */
    value: () => (own.value
      ? [...rows.children].map(line => [...line.querySelectorAll('input')].map(input => input.value.trim())).filter(([label, url]) => label || url).map(([label, url]) => ({label, url}))
      : null),
  };
}

// ---- the preview ----

/** A page of the site as it would be, rendered by the server; in it nothing runs. */
function livePreview(settings) {
  const place = h('div', {class: 'look-frames'});
  const which = h('select', {id: 'look-page', oninput: now}, [['/', 'Front page'], ['/categories', 'All categories'], ['/search?q=press', 'Search']].map(([value, label]) => h('option', {value}, label)));
  const width = h('select', {id: 'look-width', oninput: fit}, h('option', {value: 'desk'}, 'Desk'), h('option', {value: 'phone'}, 'Phone'));
  const said = h('p', {class: 'hint', role: 'status'});
  const element = h('section', {class: 'look-preview', 'aria-label': 'Preview'},
    h('div', {class: 'look-row'}, labelled('Preview of', which), labelled('As on a', width)), said, place);
  let frame = null;
  let timer = 0;
  let number = 0;
  withAnArticle();

  async function withAnArticle() {
    const {answer} = await get('/api/articles?limit=1').catch(() => ({answer: {items: []}}));
    for (const {slug} of answer.items) which.options[0].after(h('option', {value: `/articles/${slug}`}, 'The newest article'));
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(now, AFTER);
  }

  /**
   * In a frame of its own each time, so that the one before it stays until the new one is there. It runs no scripts, and
   * takes over the desk's policy, which lets it load what the site's own pages load.
   */
  async function now() {
    clearTimeout(timer);
    number += 1;
    const mine = number;
    let page;
    try {
      ({answer: page} = await requestUnasked('POST', '/api/site/previews', {body: {settings: settings(), page: which.value}}));
    } catch (problem) {
      if (mine === number) said.textContent = problem.status === 422 ? 'What is entered does not fit yet.' : `There is no preview just now. ${problem.title}.`;
      return;
    }
    if (mine !== number) return;
    const fresh = h('iframe', {class: 'look-frame', sandbox: 'allow-same-origin', title: 'Preview', tabindex: '-1', 'aria-hidden': 'true', srcdoc: page.html});
    fresh.addEventListener('load', () => {
      if (mine !== number) {
        fresh.remove();
        return;
      }
      const {contentWindow: view, contentDocument: shown} = fresh;
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(page.css);
      shown.adoptedStyleSheets = [sheet];
      // A link would lead out of the preview, and what is sent would be sent.
      shown.addEventListener('click', event => event.target.closest('a, button, input, summary') && event.preventDefault(), {capture: true});
      view.scrollTo(0, frame?.contentWindow?.scrollY ?? 0);
      frame?.remove();
      frame = fresh;
      frame.classList.add('look-frame-shown');
      frame.removeAttribute('aria-hidden');
      frame.removeAttribute('tabindex');
      frame.title = `Preview: ${shown.title}`;
      said.textContent = '';
    });
    place.append(fresh);
  }

  function fit() {
    place.classList.toggle('look-frames-phone', width.value === 'phone');
  }

  return {element, now, soon, stop: () => {
    clearTimeout(timer);
    number += 1;
  }};
}
