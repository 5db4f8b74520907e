/* Keys of the static pages: they lead to the home page, which opens the search or the list of keys, and to the places. The switch of the single keys is that of the other pages (WCAG 2.1.4). */
(() => {
  let gone = 0;
  addEventListener('keydown', e => {
    if (e.altKey || e.isComposing) return;
    const go = selector => {
      const link = document.querySelector(selector);
      if (!link) return;
      e.preventDefault();
      link.click();
    };
    const key = e.key.toLowerCase();
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && key === 'k') return go('[data-search]');
    if (e.ctrlKey || e.metaKey || localStorage.getItem('staff-keys') === 'off') return;
    if (e.target.closest?.('input:not([type=checkbox], [type=radio]), select, textarea')) return;
    const went = Date.now() - gone < 1500;
    gone = key === 'g' && !went ? Date.now() : 0;
    if (went) go(`[data-go="${CSS.escape(key)}"]`);
    else if (key === '/') go('[data-search]');
    else if (key === '?') go('[data-keys]');
  });
})();
