// One key for each label and polarity of the review desk. Without script Tab and space do the same.
(() => {
  const form = document.querySelector("form.review");
  if (!form) return;
  const keys = "1234567890-";
  const press = new Map();
  form.querySelectorAll("input[name=labels]").forEach((box, place) => press.set(keys[place], box));
  const sides = { complaint: "k", suggestion: "s", praise: "p", other: "l" };
  form.querySelectorAll("input[name=polarity]").forEach((dot) => press.set(sides[dot.value], dot));
  press.set("b", form.querySelector("input[name=danger]"));
  for (const [key, input] of press) {
    const sign = document.createElement("kbd");
    sign.textContent = key.toUpperCase();
    sign.setAttribute("aria-hidden", "true");
    input.closest("label").append(sign);
    input.setAttribute("aria-keyshortcuts", key);
  }
  const skip = form.querySelector("a.pass-on");
  const undo = document.querySelector("form.undo button");
  document.querySelectorAll(".keys").forEach((words) => { words.hidden = false; });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("select, textarea, input[type=text]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (press.has(key)) press.get(key).click();
    else if (key === "n" && skip) skip.click();
    else if (key === "u" && undo) undo.click();
    else return;
    event.preventDefault();
    form.querySelector("button.primary").focus();
  });
})();
