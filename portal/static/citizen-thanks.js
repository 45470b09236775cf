// After sending: forget the answers on this phone, copy the code, let a shared tablet return.
"use strict";
(() => {
  const page = document.querySelector("main").dataset;
  try {
    localStorage.removeItem("suara-draft-" + page.code);
  } catch (problem) {}
  const copy = document.getElementById("copy");
  if (copy && navigator.clipboard) {
    copy.classList.remove("nothing");
    copy.addEventListener("click", () => {
      navigator.clipboard.writeText(document.querySelector(".code").textContent).then(() => {
        copy.textContent = page.copied;
      }).catch(() => {});
    });
  }
  if (!page.start) return;
  // Going on without a network would leave the tablet on the browser's own error page.
  const back = () => {
    if (navigator.serviceWorker && navigator.serviceWorker.controller) return location.replace(page.start);
    fetch(page.start, { method: "HEAD" }).then(() => location.replace(page.start)).catch(() => setTimeout(back, 5000));
  };
  setTimeout(back, page.seconds * 1000);
})();
