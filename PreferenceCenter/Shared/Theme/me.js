// Warns before the session ends, and takes the data off the screen when it has. Without it the page says the same in words.
(() => {
  const bar = document.getElementById('session');
  if (!bar) return;
  const end = Date.now() + bar.dataset.left * 1000, warning = document.getElementById('ending'), before = 120000;
  const look = () => {
    const left = end - Date.now();
    if (left <= 0) return location.reload();
    if (left <= before) warning.hidden = false;
    setTimeout(look, Math.min(left > before ? left - before : left, 30000) + 250);
  };
  look();
})();
