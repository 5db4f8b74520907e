/* Runs beside the script of Blazor: reports user activity, shuts the page while it cannot work, and brings it back. */
(() => {
  const every = 5 * 60_000;
  const root = document.documentElement;
  const page = () => document.getElementById('console');
  let last = Date.now();
  const here = () => {
    if (Date.now() - last < every) return;
    last = Date.now();
    fetch('/staff/here', { method: 'HEAD', redirect: 'manual' }).catch(() => 0);
  };
  for (const what of ['pointerdown', 'keydown']) addEventListener(what, here, { passive: true });

  /* The second press of a double click is no act of its own. */
  addEventListener('click', e => {
    if (e.detail < 2 || !e.target.closest?.('[data-once]')) return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }, true);
  /* Before Blazor, which would take the link of a summary for a change of page. */
  addEventListener('click', e => {
    const link = e.target.closest?.('[data-reload], [data-focus]');
    if (!link) return;
    e.preventDefault();
    if (link.hasAttribute('data-reload')) location.reload();
    else document.getElementById(link.dataset.focus)?.focus();
  }, true);

  /* The sidebar of a narrow screen is a popover, which the browser closes on Escape and on a press outside it. While it is open, the page behind takes no focus; a choice in it closes it, and so does a wider screen. Before the focus goes back to the button, the page is open again. */
  const close = id => document.querySelector(`#${id}:popover-open`)?.hidePopover();
  matchMedia('(max-width: 959.98px)').addEventListener('change', () => close('places'));
  addEventListener('beforetoggle', e => {
    if (e.target.id !== 'places') return;
    for (const behind of document.querySelectorAll('.page, .skip')) behind.inert = e.newState === 'open';
    if (e.newState === 'open') setTimeout(() => e.target.querySelector('a, button').focus());
  }, true);
  addEventListener('click', e => {
    if (e.target.closest?.('#places :is(a, button)')) close('places');
    if (e.target.closest?.('#me a')) close('me');
  });

  /* Keys. A single key can be turned off (WCAG 2.1.4), and means nothing while something is typed or a dialog is open. After G a letter opens a place. */
  const keysOn = () => localStorage.getItem('staff-keys') !== 'off';
  const press = selector => {
    const button = document.querySelector(selector);
    if (button) button.click();
    return !!button;
  };
  let gone = 0;
  addEventListener('keydown', e => {
    const keyed = !e.isComposing && e.target.matches?.('[data-keyed]') && e.target.parentElement.querySelector(`[data-on="${CSS.escape(e.key)}"]`);
    if (keyed) {
      e.preventDefault();
      return keyed.click();
    }
    if (!root.dataset.open || page().inert || e.altKey || e.isComposing) return;
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && e.key.toLowerCase() === 'k') {
      e.preventDefault();
      close('places');
      return press('[data-search]');
    }
    if (e.ctrlKey || e.metaKey || document.querySelector('.mud-dialog')) return;
    if (e.target.closest?.('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]')) return;
    const key = e.key.toLowerCase();
    if (key !== 'escape' && !keysOn()) return;
    const went = Date.now() - gone < 1500;
    gone = key === 'g' && !went ? Date.now() : 0;
    const did = went ? press(`[data-go="${CSS.escape(key)}"]`)
      : key === '/' ? press('[data-search]')
      : key === '?' ? press('[data-keys]')
      : moveRow(key) || (!e.repeat && (actRow(key) || press(`main [data-key="${CSS.escape(key)}"]`)));
    if (did) e.preventDefault();
  });

  /* Rows of a list: J and K move between them; what else a key or a press does for a row is told to the page, which does it. */
  const hasFocus = link => link.closest('tr').contains(document.activeElement);
  const tell = (what, link) => {
    const field = document.querySelector('main [data-row-act]');
    if (!field) return false;
    field.value = `${what} ${link?.dataset.row ?? ''}`;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  };
  function moveRow(key) {
    const all = key === 'j' || key === 'k' ? [...document.querySelectorAll('main [data-row]')] : [];
    const at = all.findIndex(hasFocus);
    const next = all[at < 0 ? 0 : at + (key === 'j' ? 1 : -1)];
    next?.focus();
    return !!next;
  }
  const actRow = key => ['a', 'x', 'p'].includes(key) && tell(key, [...document.querySelectorAll('main [data-row]')].find(hasFocus));
  const wide = matchMedia('(min-width: 1200px)');
  addEventListener('click', e => {
    const link = !e.target.closest?.('a, button, input, label') && e.target.closest?.('tr')?.querySelector('[data-row]');
    if (!link || getSelection().toString()) return;
    if (!wide.matches || !tell('p', link)) link.click();
  });

  /* Light or dark is remembered by the server, and shown at once. */
  addEventListener('submit', e => {
    if (!e.target.matches('[data-theme-form]') || !e.submitter) return;
    e.preventDefault();
    const chosen = e.submitter.value;
    if (chosen === 'system') delete root.dataset.theme;
    else root.dataset.theme = chosen;
    for (const button of e.target.querySelectorAll('button')) button.setAttribute('aria-pressed', button === e.submitter);
    fetch(e.target.action, { method: 'POST', body: new URLSearchParams(new FormData(e.target, e.submitter)), redirect: 'manual' }).catch(() => 0);
  });

  /* The focus does not leave a question, however fast the key is pressed: the trap of the dialog itself asks the server. */
  const stops = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';
  addEventListener('keydown', e => {
    const dialog = e.key === 'Tab' && [...document.querySelectorAll('.mud-dialog')].at(-1);
    if (!dialog) return;
    const all = [...dialog.querySelectorAll(stops)].filter(stop => stop.tabIndex >= 0 && stop.getClientRects().length);
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    e.preventDefault();
    e.stopPropagation();
    all[(e.shiftKey ? Math.max(at, 0) + all.length - 1 : at + 1) % all.length].focus();
  }, true);

  /* What had the focus may go with what was done. Then it goes to the heading of what stands in its place, and not to the top of the window. */
  let had;
  addEventListener('focusin', e => {
    if (e.target.closest('.mud-dialog')) return;
    had = e.target.closest('#main') && { stop: e.target, place: e.target.closest('section')?.parentElement, row: e.target.closest('[data-back]')?.dataset.back };
  });
  addEventListener('pointerdown', e => e.target.closest('.mud-dialog') || (had = undefined), true);
  const goOn = () => {
    if (!had || document.activeElement !== document.body) return;
    if (had.stop.isConnected) return had.stop.disabled || document.querySelector('.mud-dialog') || had.stop.focus();
    /* A panel that was closed gives it back to its row. */
    const row = had.row && document.querySelector(`main [data-row="${CSS.escape(had.row)}"]`);
    if (row) return row.focus();
    const main = document.getElementById('main');
    const heading = (had.place?.isConnected && had.place.querySelector('h2')) || main?.querySelector('h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  };
  new MutationObserver(goOn).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['class', 'disabled'] });

  /* While there is no connection nothing looks alive, and nothing can be typed that would be lost. Blazor tries to get its circuit back; where the server was away, or has lost the circuit, the page is loaded again as soon as it answers. */
  let waiting, missed;
  const look = async () => {
    clearTimeout(waiting);
    try {
      await fetch('/staff/here', { method: 'HEAD', redirect: 'manual', cache: 'no-store' });
      if (missed) return location.reload();
    } catch {
      missed = true;
    }
    waiting = setTimeout(look, 1500);
  };
  document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', e => {
    const state = e.detail.state;
    page().inert = state !== 'hide';
    if (state === 'hide') clearTimeout(waiting);
    else if (state !== 'retrying') {
      missed = state !== 'show';
      look();
    }
  });
  /* Of two fields for one thing the last one counts. */
  addEventListener('input', e => {
    const other = e.target.dataset?.or && document.getElementById(e.target.dataset.or);
    if (other) other.value = '';
  });
  /* The arrows move what a handle has picked up, and not the page. */
  addEventListener('keydown', e => e.key.startsWith('Arrow') && e.target.matches('[data-handle][aria-pressed=true]') && e.preventDefault(), true);

  /* The preview of the topics desk. Its document is loaded once; after that only its body is replaced, so that it neither flickers nor scrolls. What it shows is kept here, and the server sends what differs. */
  const previews = new WeakMap();
  const fill = frame => {
    const { html, loaded } = previews.get(frame);
    if (!loaded) return;
    const [next, now] = [new DOMParser().parseFromString(html, 'text/html'), frame.contentDocument];
    for (const name of ['lang', 'dir']) now.documentElement[name] = next.documentElement[name];
    const [style, other] = [now, next].map(page => page.querySelector('link[rel=stylesheet]'));
    if (style.getAttribute('href') !== other.getAttribute('href')) style.setAttribute('href', other.getAttribute('href'));
    now.body.replaceWith(now.adoptNode(next.body));
  };
  /* What is edited may lie below the edge. Its own scrollIntoView would scroll the console too. */
  const reveal = view => {
    const box = view.document.querySelector('.edited')?.getBoundingClientRect();
    if (box && box.bottom > view.innerHeight) view.scrollTo(0, box.top - Math.max(0, view.innerHeight - box.height) / 2);
  };
  const fit = frame => {
    const device = frame.parentElement;
    device.style.setProperty('--s', device.clientWidth / getComputedStyle(device).getPropertyValue('--w'));
  };

  /* The previews of the settings. A frame is loaded once; after that only its body and its style are replaced, so that it neither flickers nor scrolls. No link or button of it does anything. A sheet that a script makes is no style element, which the content policy refuses. */
  const looks = new WeakMap();
  /* A checked message is as high as its content, and the numbers of what was found stand at its elements, beside each other. What has no box has none. */
  const mark = frame => {
    const [box, now] = [frame.parentElement, frame.contentDocument];
    if (!('marks' in frame.dataset) || !now?.body) return;
    frame.style.height = 0;
    frame.style.height = `${Math.min(Math.max(now.documentElement.scrollHeight, 160), 2e4)}px`;
    const scale = box.clientWidth / frame.offsetWidth;
    box.style.setProperty('--s', scale);
    box.style.height = `${frame.offsetHeight * scale}px`;
    const taken = [];
    for (const number of box.querySelectorAll('[data-n]')) {
      const at = [...now.querySelectorAll(`[data-mark~="${number.dataset.n}"]`)].map(e => e.getBoundingClientRect()).find(r => r.width && r.height);
      number.hidden = !at;
      if (!at) continue;
      const y = Math.max(0, (at.top + at.bottom) / 2 * scale - 12);
      let x = Math.max(0, Math.min(at.right * scale + 4, box.clientWidth - 26));
      while (x > 26 && taken.some(t => Math.abs(t.x - x) < 26 && Math.abs(t.y - y) < 26)) x -= 27;
      taken.push({ x, y });
      number.style.left = `${x}px`;
      number.style.top = `${y}px`;
    }
  };
  const dress = frame => {
    const { html, css } = looks.get(frame);
    const now = frame.contentDocument;
    if (css !== undefined) {
      const sheet = new frame.contentWindow.CSSStyleSheet();
      sheet.replaceSync(css);
      now.adoptedStyleSheets = [sheet];
    }
    if (html !== undefined) {
      const next = new DOMParser().parseFromString(html, 'text/html');
      for (const name of ['lang', 'dir']) now.documentElement[name] = next.documentElement[name];
      now.body.replaceWith(now.adoptNode(next.body));
    }
    looks.set(frame, { open: true });
    mark(frame);
  };
  const stand = frame => {
    const still = e => e.preventDefault();
    for (const what of ['click', 'submit']) frame.contentDocument.addEventListener(what, still, true);
    dress(frame);
    if ('marks' in frame.dataset) new ResizeObserver(() => mark(frame)).observe(frame.parentElement);
  };

  const given = (file, text) => document.getElementById(file).files[0] ?? new Blob([document.getElementById(text).value]);

  /* Called by the root once the circuit is open. */
  window.preferenceConsole = {
    /* Puts what somebody else typed into a field, where it still shows what the server believes. The caret stays. */
    put: (id, from, to) => {
      const field = document.getElementById(id);
      if (!field || (from !== null && field.value !== from)) return !field;
      const [start, end] = [field.selectionStart, field.selectionEnd];
      field.value = to;
      if (document.activeElement === field) field.setSelectionRange(start, end);
      return true;
    },
    /* Copies what a field has; without the clipboard, it is selected for the keys. */
    copyField: async id => {
      const field = document.getElementById(id);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        return true;
      } catch {
        return false;
      }
    },
    focus: id => {
      const stop = document.getElementById(id);
      stop?.closest('details')?.setAttribute('open', '');
      stop?.focus();
    },
    preview: (id, from, end, text) => {
      const frame = document.getElementById(id);
      if (!frame) return;
      const known = previews.get(frame);
      if (known) {
        known.html = known.html.slice(0, from) + text + known.html.slice(known.html.length - end);
        return fill(frame);
      }
      previews.set(frame, { html: text, loaded: false });
      frame.addEventListener('load', () => {
        previews.get(frame).loaded = true;
        fill(frame);
        reveal(frame.contentWindow);
      });
      frame.srcdoc = text;
      new ResizeObserver(() => fit(frame)).observe(frame.parentElement);
    },
    /* Shows a document in a frame; null for what is as it was. */
    paint: (id, html, css) => {
      const frame = document.getElementById(id);
      if (!frame) return;
      const known = looks.get(frame);
      const next = { ...known };
      if (html !== null) next.html = html;
      if (css !== null) next.css = css;
      looks.set(frame, next);
      if (known?.open) dress(frame);
      else if (!known) {
        const ready = frame.contentDocument?.readyState === 'complete' && frame.contentDocument.URL === 'about:srcdoc';
        if (ready) stand(frame);
        else frame.addEventListener('load', () => stand(frame), { once: true });
      }
    },
    mark: id => document.getElementById(id) && mark(document.getElementById(id)),
    /* A file or text, which Blazor reads in pieces. */
    bytes: (file, text) => given(file, text),
    size: (file, text) => given(file, text).size,
    /* The old sheet stays until the new one is here. */
    color: path => document.getElementById('colors').setAttribute('href', path),
    opened: () => {
      page().inert = false;
      root.dataset.open = 'true';
    },
    copy: text => navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, () => false) : false,
    keys: keysOn,
    roomy: () => localStorage.getItem('staff-rows') === 'roomy',
    setRoomy: on => (on ? localStorage.setItem('staff-rows', 'roomy') : localStorage.removeItem('staff-rows')),
    setKeys: on => (on ? localStorage.removeItem('staff-keys') : localStorage.setItem('staff-keys', 'off')),
    show: id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }),
    /* Presses a button, now or as soon as the page that has it is open. */
    press: selector => {
      if (press(selector)) return;
      const waiting = new MutationObserver(() => press(selector) && waiting.disconnect());
      waiting.observe(document.body, { childList: true, subtree: true });
      setTimeout(() => waiting.disconnect(), 5000);
    },
    /* As a press on a link: Blazor opens its own pages, the browser all others. */
    go: path => {
      const link = Object.assign(document.createElement('a'), { href: path, hidden: true });
      page().append(link);
      link.click();
      link.remove();
    },
  };
})();
