// Looks again by itself while something is worked out, unless somebody has begun to do something.
(() => {
  let busy = false;
  for (const kind of ["input", "click"]) {
    document.addEventListener(kind, () => { busy = true; }, true);
  }
  setTimeout(() => { if (!busy) location.reload(); }, 4000);
})();
