// What the pages of Starlift share; it stands before each of them.

const ANNOUNCE_EVERY_MS = 1500;
const AFRESH = "voila" in document.body.dataset
  ? "reload the page"
  : "choose Kernel > Restart Kernel and Run All Cells";

/** An element with attributes, listeners (`on…`) and children; text children are never markup. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** Markup that Python made from the kit's own content; never for what a learner wrote. */
function trusted(html, attributes = {}) {
  const node = el("div", attributes);
  node.innerHTML = html;
  return node;
}

let count = 0;
const newId = () => `sl-${Date.now().toString(36)}-${count++}`;
const button = (label, onclick, kind = "sl-quiet") => el("button", { type: "button", class: kind, onclick }, label);
const tell = (node, words) => { if (node.textContent !== words) node.textContent = words; };

/** A polite live region that speaks the newest message, at most one in `ANNOUNCE_EVERY_MS`. */
function makeAnnouncer() {
  const node = el("div", { class: "sl-out", role: "status", "aria-live": "polite" });
  let timer = 0, newest = "";
  return {
    node,
    say(message) {
      newest = message;
      timer ||= setTimeout(() => {
        timer = 0;
        if (node.textContent !== newest) node.textContent = newest;
      }, ANNOUNCE_EVERY_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** What could not be written to the journal, in this browser's own storage until it can. */
function makeStash(key) {
  return {
    put(value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false; // full or switched off: the banner tells it
      }
    },
    get() {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    drop() {
      try {
        localStorage.removeItem(key);
      } catch { /* nothing was kept there */ }
    },
  };
}

/** Where one is, and the way to every other place. */
function makeNav(label, steps, go) {
  const items = steps.map((step, i) => {
    const state = el("span", { class: "sl-out" });
    const node = el("button", { type: "button", class: "sl-step", "data-step": step.id, onclick: () => go(step.id) },
      el("span", { class: "sl-number", "aria-hidden": "true" }, String(i + 1)),
      el("span", { class: "sl-step-name" }, step.name), " ",
      step.minutes ? el("span", { class: "sl-minutes" }, `${step.minutes} min`) : null, state);
    return { node, state, step };
  });
  return {
    node: el("nav", { class: "sl-nav", "aria-label": label, hidden: steps.length < 2 },
      el("ol", {}, ...items.map((item) => el("li", {}, item.node)))),
    show(current, done) {
      for (const { node, state, step } of items) {
        if (step.id === current) node.setAttribute("aria-current", "step");
        else node.removeAttribute("aria-current");
        node.classList.toggle("sl-done", done.includes(step.id));
        state.textContent = done.includes(step.id) ? ", done" : "";
      }
    },
  };
}

/** Keys typed in `root` are text, never notebook commands; saving the notebook stays possible. */
function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    if (!((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s")) event.stopPropagation();
  });
}

/** Call each listener now and whenever the model tells of it; what comes back ends that. */
function listen(model, listeners) {
  for (const [name, listener] of listeners) {
    model.on(name, listener);
    listener();
  }
  return () => listeners.forEach(([name, listener]) => model.off(name, listener));
}
