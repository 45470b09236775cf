// What a phone with script can do more for a citizen: keep answers over a reload, wait for a signal,
// warn of numbers that tell who wrote. Written into the page; without it everything works as well.
"use strict";
// Once the page stands: whoever taps before that is served by the form itself.
setTimeout(() => {
  const form = document.getElementById("survey");
  if (!window.fetch || !window.URLSearchParams || !window.FormData) return;
  const words = form.dataset;
  const kiosk = "kiosk" in words;
  const draftName = "suara-draft-" + words.code;
  const queueName = "suara-queue";
  const button = form.querySelector(".send button");
  const label = button.textContent;
  const issued = form.elements.key.value;
  let busy = false;
  let timer = 0;
  let wait = 2000;

  // Private windows and full disks refuse storage: then nothing is kept and everything else works.
  const kept = (name, value) => {
    try {
      if (value === undefined) return JSON.parse(localStorage.getItem(name));
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch (problem) {}
    return null;
  };
  const answers = () => new URLSearchParams(new FormData(form)).toString();
  const keyOf = (body) => new URLSearchParams(body).get("key");
  const answered = () => form.querySelector(".scale :checked") || form.elements.comment.value.trim();

  const say = (text, more) => {
    const place = document.getElementById("state");
    place.textContent = "";
    if (!text) return;
    const notice = document.getElementById("notice").content.cloneNode(true);
    // The sign of a lost line stands only where the line is lost.
    if (text !== words.waiting) notice.querySelector("svg").remove();
    const bold = document.createElement("b");
    const end = text.indexOf(".") + 1;
    bold.append(text.slice(0, end));
    notice.querySelector("span").append(bold, text.slice(end), more ? " " : "", more || "");
    place.append(notice);
  };

  // The queue: one entry for each form key, so that an answer that was changed is sent once.
  const inCache = (work) => {
    if (window.caches) caches.open(queueName).then(work).catch(() => {});
  };
  const place = (key) => "/s/queue/" + encodeURIComponent(key);
  const queued = () => kept(queueName) || {};
  const enqueue = (key, item) => {
    const all = queued();
    all[key] = item;
    kept(queueName, all);
    inCache((cache) => cache.put(place(key), new Response(JSON.stringify(item))));
    if (navigator.serviceWorker)
      navigator.serviceWorker.ready.then((worker) => worker.sync && worker.sync.register("send")).catch(() => {});
  };
  const unqueue = (key) => {
    const all = queued();
    if (!(key in all)) return;
    delete all[key];
    kept(queueName, Object.keys(all).length ? all : null);
    inCache((cache) => cache.delete(place(key)));
  };

  // "stored" only where the server says that it is on disk; "refused" where sending again is vain.
  const post = (item) => {
    const stop = window.AbortController && new AbortController();
    const clock = stop && setTimeout(() => stop.abort(), 20000);
    return fetch(item.to, {
      method: "POST",
      body: item.body,
      headers: { "content-type": "application/x-www-form-urlencoded", "x-sent-by": "script" },
      signal: stop ? stop.signal : undefined,
    }).then((answer) => {
      clearTimeout(clock);
      const passing = answer.status === 408 || answer.status === 429;
      if (answer.status === 201) return { stored: answer.headers.get("location") };
      if (answer.status >= 400 && answer.status < 500 && !passing) return { refused: true };
      return {};
    }).catch(() => ({}));
  };

  const freshKey = () => {
    if (!kiosk) return;
    const chance = crypto.getRandomValues(new Uint8Array(8));
    form.elements.key.value = issued + "." + Array.from(chance, (part) => (part % 32).toString(32)).join("");
  };
  const restart = () => {
    form.reset();
    form.querySelectorAll("details").forEach((part) => { part.open = false; });
    freshKey();
    say();
    warn();
    scrollTo(0, 0);
  };

  const rest = (waits) => {
    busy = false;
    button.textContent = waits ? words.retry : label;
    form.classList.toggle("waits", !!waits);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
    wait = Math.min(wait * 2, 60000);
  };
  const send = () => {
    if (busy) return;
    busy = true;
    button.textContent = words.sending;
    const item = { to: form.getAttribute("action"), body: answers() };
    const key = keyOf(item.body);
    post(item).then((answer) => {
      rest();
      if (answer.stored) {
        unqueue(key);
        kept(draftName, null);
        location.replace(answer.stored);
      } else if (answer.refused) {
        unqueue(key);
        HTMLFormElement.prototype.submit.call(form);
      } else {
        // What waits is kept once: a draft beside it would stay on the phone after it was sent.
        enqueue(key, item);
        kept(draftName, null);
        say(words.waiting);
        rest(!kiosk);
        later();
        if (kiosk) setTimeout(restart, 8000);
      }
    });
  };

  // Everything that waits, one after the other; the newest of this page leads to its thank-you page.
  const flush = () => {
    const waiting = Object.entries(queued());
    if (!waiting.length || busy) return;
    const [key, item] = waiting[0];
    post(item).then((answer) => {
      if (!answer.stored && !answer.refused) return later();
      wait = 2000;
      unqueue(key);
      if (answer.stored && !kiosk) {
        const draft = kept(draftName);
        if (draft && keyOf(draft.body) === key) kept(draftName, null);
        if (key === form.elements.key.value) return location.replace(answer.stored);
        const link = document.createElement("a");
        link.href = answer.stored;
        link.textContent = words.look;
        say(words.sent, link);
      }
      flush();
    });
  };

  // Numbers that tell who wrote.
  const patterns = [
    [words.nik, /\d(?:[^a-z\d]{0,3}\d){15}/i],
    [words.phone, /(?:62|0)[^a-z\d]{0,3}8(?:[^a-z\d]{0,3}\d){7,11}/i],
    [words.email, /[^\s@]+@[^\s@]+[.,][a-z]{2}/i],
  ];
  const warn = () => {
    // Wide digits and signs that nobody sees hide nothing.
    const text = form.elements.comment.value.normalize("NFKC").replace(/[\p{Cf}\p{M}]/gu, "");
    const found = patterns.find((pattern) => pattern[1].test(text));
    const told = document.getElementById("comment-warning");
    if (told.textContent !== (found ? found[0] : "")) told.textContent = found ? found[0] : "";
  };

  // A draft that nobody came back to within a day is not left lying about, of whichever counter.
  const forget = () => {
    const names = Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place));
    names.filter((name) => name.startsWith("suara-draft-")).forEach((name) => {
      const draft = kept(name);
      if (!draft || !(Date.now() - draft.at < 86400000)) kept(name, null);
    });
  };
  const restore = () => {
    try { forget(); } catch (problem) {}
    const draft = kept(draftName);
    if (kiosk || "again" in words || !draft) return;
    const old = new URLSearchParams(draft.body);
    if (old.get("key") in queued()) return;
    let any = false;
    old.forEach((value, name) => {
      const field = form.elements[name];
      if (!field || !value || ["lang", "slip", "asked", "website"].includes(name)) return;
      if (field.type === "checkbox") field.checked = true;
      else field.value = value;
      any = any || (name !== "key" && name !== "private");
    });
    form.querySelectorAll("details").forEach((part) => { part.open = part.open || !!part.querySelector(":checked"); });
    if (!any) return;
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "quiet";
    clear.textContent = words.clear;
    clear.addEventListener("click", () => {
      kept(draftName, null);
      form.reset();
      location.reload();
    });
    say(words.kept, clear);
  };

  form.addEventListener("submit", (event) => {
    if (!answered()) return;
    event.preventDefault();
    send();
  });
  let register = () => {
    register = () => {};
    if (navigator.serviceWorker) navigator.serviceWorker.register("/s/sw.js").catch(() => {});
  };
  form.addEventListener("input", (event) => {
    if (event.target.name === "comment") warn();
    if (!kiosk) kept(draftName, { at: Date.now(), body: answers() });
    register();
  });
  addEventListener("online", () => { wait = 2000; flush(); });
  addEventListener("pageshow", (event) => {
    if (event.persisted && kiosk) restart();
    rest();
  });

  if (kiosk) {
    // A shared tablet forgets: a minute without a touch, a word of warning, then the start again.
    let quiet = 0;
    const touched = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        if (answered()) say(words.idle);
        quiet = setTimeout(restart, 20000);
      }, 60000);
    };
    ["pointerdown", "keydown", "scroll"].forEach((kind) => addEventListener(kind, touched, { passive: true }));
    addEventListener("pointerdown", () => {
      const page = document.documentElement;
      if (page.requestFullscreen && !document.fullscreenElement) page.requestFullscreen().catch(() => {});
    });
    freshKey();
    register();
    if (window.caches) caches.open("suara-kiosk").then((cache) => cache.add(location.href)).catch(() => {});
  }
  restore();
  warn();
  flush();
});
