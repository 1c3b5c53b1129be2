"use strict";
// Slides: one at a time, by keys or buttons; a second window with the notes follows and leads.
(() => {
  const SPEAKING = "#notes-window";
  const slides = [...document.querySelectorAll(".slide")];
  const el = (id) => document.getElementById(id);
  const root = document.documentElement;
  const speaking = location.hash === SPEAKING && window.opener !== null;
  let peer = speaking ? window.opener : null;
  let index = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));

  function show(to, { tell = true } = {}) {
    index = Math.min(Math.max(to, 0), slides.length - 1);
    slides.forEach((slide, i) => slide.classList.toggle("shown", i === index));
    el("count").textContent = `${index + 1} of ${slides.length}`;
    el("back").disabled = index === 0;
    el("forth").disabled = index === slides.length - 1;
    fit();
    el("live").textContent = slides[index].getAttribute("aria-label");
    if (!speaking) history.replaceState(null, "", slides[index].id ? `#${slides[index].id}` : location.pathname);
    if (tell && peer) peer.postMessage({ slide: index }, "*");
  }

  // A text that is too long for the screen is set smaller, as far as that can be read from the back.
  function fit() {
    for (let size = 1; size > 0.6; size -= 0.05) {
      root.style.setProperty("--fit", size);
      if (speaking || root.scrollHeight <= window.innerHeight) return;
    }
  }

  // A page from a file has no origin to compare, so a message counts by the window that it comes from.
  window.addEventListener("message", (event) => {
    if (!peer || event.source !== peer) return;
    if (event.data?.hello) peer.postMessage({ slide: index }, "*");
    else if (Number.isInteger(event.data?.slide)) show(event.data.slide, { tell: false });
  });

  window.addEventListener("resize", fit);

  const acts = {
    back: () => show(index - 1),
    forth: () => show(index + 1),
    first: () => show(0),
    last: () => show(slides.length - 1),
    notes: () => el("notes").setAttribute("aria-pressed", String(root.classList.toggle("with-notes"))),
    speaker: () => { if (!speaking) peer = window.open(location.href.split("#")[0] + SPEAKING, "starlift-notes", "width=900,height=700"); },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()),
    print: () => window.print(),
  };
  for (const [id, act] of Object.entries(acts)) el(id)?.addEventListener("click", act);
  const shortcuts = {
    ArrowRight: "forth", ArrowDown: "forth", PageDown: "forth", ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
    Home: "first", End: "last", n: "notes", s: "speaker", f: "full",
  };
  document.addEventListener("keydown", (event) => {
    const act = shortcuts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[act]();
  });

  root.classList.add("live");
  if (speaking) {
    root.classList.add("with-notes", "speaking");
    el("notes").hidden = true;
    el("speaker").hidden = true;
    document.title = `Notes: ${document.title}`;
    peer.postMessage({ hello: true }, "*");
  }
  show(index, { tell: false });
})();
