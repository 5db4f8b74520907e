/* Reports user activity and reloads the page; runs beside the script of Blazor. */
(() => {
  const every = 5 * 60_000;
  let last = Date.now();
  const here = () => {
    if (Date.now() - last < every) return;
    last = Date.now();
    fetch('/staff/here', { method: 'HEAD', redirect: 'manual' }).catch(() => 0);
  };
  for (const what of ['pointerdown', 'keydown']) addEventListener(what, here, { passive: true });
  addEventListener('click', e => {
    if (!e.target.closest?.('[data-reload]')) return;
    e.preventDefault();
    location.reload();
  });
})();
/* Called by the root once the circuit is open. */
window.preferenceConsole = { opened: () => document.documentElement.dataset.open = 'true' };
