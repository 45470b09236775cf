// Sends what waits once there is a signal, also after the page was closed, and keeps the start page
// of a shared tablet for a night without network. Every other page passes it by.
"use strict";
const QUEUE = "suara-queue";
const START = "suara-kiosk";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const start = address.searchParams.get("mode") === "kiosk" && /^\/s\/[^/]+$/i.test(address.pathname);
  if (!start || request.mode !== "navigate" || request.method !== "GET") return;
  event.respondWith(
    fetch(request).then((answer) => {
      const copy = answer.clone();
      if (answer.ok) event.waitUntil(caches.open(START).then((cache) => cache.put(request, copy)));
      return answer;
    }).catch(() => caches.match(request, { ignoreVary: true }).then((found) => found || Response.error())),
  );
});

// Whether an item is settled: on disk, or refused for good. The page may send it as well; the form
// key makes one answer of both.
const sendOne = async (cache, place) => {
  const found = await cache.match(place);
  if (!found) return true;
  const item = await found.json();
  const answer = await fetch(item.to, {
    method: "POST",
    body: item.body,
    headers: { "content-type": "application/x-www-form-urlencoded", "x-sent-by": "script" },
  });
  const refused = answer.status >= 400 && answer.status < 500 && ![408, 429].includes(answer.status);
  if (answer.status !== 201 && !refused) return false;
  return cache.delete(place).then(() => true);
};
const sendAll = async () => {
  const cache = await caches.open(QUEUE);
  let waits = 0;
  // One that is not taken now holds none of the others up.
  for (const place of await cache.keys()) waits += (await sendOne(cache, place).catch(() => false)) ? 0 : 1;
  // Thrown, so that the browser tries again later.
  if (waits) throw new Error(waits + " not stored yet");
};
self.addEventListener("sync", (event) => {
  if (event.tag === "send") event.waitUntil(sendAll());
});
