// The workbench: parts of a few blocks each, some to read, some to fill, and buttons that let the kernel work.
//
// The page owns every field. It sends {do, rev, values} with what changed and gets `page` {part, parts, blocks} and
// `status` {rev, saved, problem, news} back. At most one message is under way at a time. Blocks are drawn over each
// other: a field that is still there keeps its element, so that focus and caret stay where they are.

const PUT_AFTER_MS = 250;
const PATIENCE_MS = 20000;

// ---- blocks: each maker gives {node, update(spec)}

/** Draw `specs` into `parent`, keeping what is there already under the same key. */
function drawInto(parent, specs, state, kept) {
  const fresh = new Map();
  specs.forEach((spec) => {
    const name = `${spec.kind}/${spec.id ?? spec.title ?? ""}`;
    let key = name;
    for (let again = 1; fresh.has(key); again += 1) key = `${name}/${again}`;
    let drawn = kept.get(key);
    if (!drawn || !drawn.update(spec)) drawn = MAKERS[spec.kind](spec, state);
    fresh.set(key, drawn);
  });
  const nodes = [...fresh.values()].map((drawn) => drawn.node);
  for (const old of [...parent.children]) if (!nodes.includes(old)) old.remove(); // first: what moves loses its focus
  nodes.forEach((node, i) => {
    if (parent.children[i] !== node) parent.insertBefore(node, parent.children[i] ?? null);
  });
  return fresh;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function makeHtml(spec) {
  const node = trusted(spec.html, { class: "sl-prose" });
  return {
    node,
    update(next) {
      if (next.html !== spec.html) node.innerHTML = next.html;
      spec = next;
      return true;
    },
  };
}

function makeGroup(spec, state) {
  const folds = spec.open != null;
  const inner = el("div", { class: "sl-blocks" });
  const title = el(folds ? "summary" : "h4", {}, spec.title);
  const node = folds
    ? el("details", { class: "sl-fold", open: spec.open }, title, inner)
    : el("div", { class: "sl-block", role: "group", "aria-label": spec.title }, title, inner);
  let kept = drawInto(inner, spec.blocks, state, new Map());
  return {
    node,
    update(next) {
      if ((next.open != null) !== folds) return false;
      tell(title, next.title);
      kept = drawInto(inner, next.blocks, state, kept);
      return true;
    },
  };
}

function makeGrid(spec, state) {
  const head = el("tr", {}, ...spec.columns.map((text) => (text ? el("th", { scope: "col" }, text) : el("td"))));
  const rows = spec.rows.map((row) => {
    const cells = row.cells.map((cell) => {
      const node = el("td");
      return { node, kept: drawInto(node, [cell], state, new Map()) };
    });
    return { node: el("tr", {}, el("th", { scope: "row" }, row.head), ...cells.map((cell) => cell.node)), cells };
  });
  const node = el("div", { class: "sl-grid-scroll" }, el("table", { class: "sl-table sl-grid-table" },
    el("caption", {}, spec.caption), el("thead", {}, head), el("tbody", {}, ...rows.map((row) => row.node))));
  const shape = (one) => [one.columns, one.caption, one.rows.map((row) => [row.head, row.cells.length])];
  return {
    node,
    update(next) {
      if (!same(shape(spec), shape(next))) return false;
      spec = next;
      next.rows.forEach((row, i) => row.cells.forEach((cell, j) => {
        const place = rows[i].cells[j];
        place.kept = drawInto(place.node, [cell], state, place.kept);
      }));
      return true;
    },
  };
}

function makeActions(spec, state) {
  const node = el("div", { class: "sl-actions" }, ...spec.buttons.map((one, i) => {
    const made = button(one.label, () => state.act(one.do, made), i ? "sl-quiet" : "sl-main-button");
    return made;
  }));
  return { node, update: (next) => same(spec, next) };
}

/** What is open and what holds; changes are spoken. */
function makeRemarks(spec, state) {
  const list = el("ul", { class: "sl-remarks" });
  const node = el("div", { class: "sl-block", role: "group", "aria-label": spec.label }, el("h4", {}, spec.label), list);
  const item = (text, mark, kind) => el("li", { class: kind },
    el("span", { class: "sl-out" }, `${mark}: `), text);
  function fill(next, spoken) {
    list.replaceChildren(...next.items.map((text) => item(text, "Open", "sl-open")),
      ...next.done.map((text) => item(text, "Done", "sl-holds")));
    node.hidden = !next.items.length && !next.done.length;
    if (spoken) {
      const fresh = next.items.filter((text) => !spec.items.includes(text));
      state.say(fresh.length ? fresh[0] : `${next.items.length} open, ${next.done.length} done.`);
    }
    spec = next;
  }
  fill(spec, false);
  return {
    node,
    update(next) {
      if (next.label !== spec.label) return false;
      if (!same(next, spec)) fill(next, true);
      return true;
    },
  };
}

// ---- fields

/** Label, hint and the control itself; `read` and `write` are about its value. */
function makeField(spec, state, control, read, write) {
  const hint = el("span", { class: "sl-hint", id: newId() }, spec.hint);
  const label = el("label", { for: control.id, class: spec.hideLabel ? "sl-out" : "sl-label" }, spec.label);
  control.setAttribute("aria-describedby", hint.id);
  const node = el("div", { class: `sl-entry sl-entry-${spec.kind}`, "data-field": spec.id }, label, hint,
    spec.unit ? el("span", { class: "sl-with-unit" }, control, el("span", { class: "sl-unit" }, spec.unit)) : control);
  return finishField(spec, state, { node, label, hint, read, write, holds: () => node.contains(document.activeElement) });
}

function finishField(spec, state, field) {
  const { node, label, hint } = field;
  const changed = () => state.put(spec.id, field.read());
  node.addEventListener("input", changed);
  node.addEventListener("change", changed);
  hint.hidden = !spec.hint;
  field.write(state.value(spec.id));
  state.fields.set(spec.id, field);
  return {
    node,
    update(next) {
      const rest = ({ label: _l, hint: _h, ...others }) => others;
      if (!same(rest(next), rest(spec))) return false;
      tell(label, next.label);
      tell(hint, next.hint);
      hint.hidden = !next.hint;
      spec = next;
      return true;
    },
  };
}

function makeSelect(spec, state) {
  const node = el("select", { id: newId() });
  const known = spec.options.map(([value]) => value);
  const blank = known.includes("") ? [] : [["", "Choose …"]];
  node.append(...[...blank, ...spec.options].map(([value, label]) => el("option", { value }, label)));
  return makeField(spec, state, node, () => node.value, (value) => { node.value = known.includes(value) ? value : ""; });
}

function makeText(spec, state) {
  const common = { id: newId(), maxlength: spec.most, dir: "auto", autocomplete: "off" };
  const node = spec.height > 1 ? el("textarea", { ...common, rows: spec.height }) : el("input", { ...common, type: "text" });
  return makeField(spec, state, node, () => node.value, (value) => { if (node.value !== value) node.value = value; });
}

function makeNumber(spec, state) {
  const node = el("input", { id: newId(), type: "number", min: spec.low, max: spec.high, step: spec.step, inputmode: "decimal" });
  return makeField(spec, state, node, () => node.value, (value) => { if (node.value !== value) node.value = value; });
}

/** Radio buttons or check boxes in a fieldset. */
function makeChoices(type) {
  return (spec, state) => {
    const name = newId();
    const hint = el("span", { class: "sl-hint", id: newId() }, spec.hint);
    const label = el("legend", { class: spec.hideLabel ? "sl-out" : "sl-label" }, spec.label);
    const boxes = spec.options.map(([value]) => el("input", { type, name, value }));
    const limit = () => {
      const full = spec.most && boxes.filter((box) => box.checked).length >= spec.most;
      for (const box of boxes) box.disabled = Boolean(full) && !box.checked;
    };
    const node = el("fieldset", { class: `sl-entry sl-entry-${spec.kind}`, "data-field": spec.id, "aria-describedby": hint.id },
      label, hint, ...boxes.map((box, i) => el("label", {}, box, ` ${spec.options[i][1]}`)));
    node.addEventListener("change", limit);
    const read = () => boxes.filter((box) => box.checked).map((box) => box.value).join(" ");
    const write = (value) => {
      const chosen = type === "radio" ? [value] : value.split(" ");
      for (const box of boxes) box.checked = chosen.includes(box.value);
      limit();
    };
    return finishField(spec, state, { node, label, hint, read, write, holds: () => node.contains(document.activeElement) });
  };
}

const MAKERS = {
  html: makeHtml, group: makeGroup, grid: makeGrid, actions: makeActions, remarks: makeRemarks,
  select: makeSelect, text: makeText, number: makeNumber, radio: makeChoices("radio"), checks: makeChoices("checkbox"),
};

// ---- the workbench

function render({ model, el: root }) {
  const frame = model.get("frame");
  const values = { ...model.get("values") }, unsent = new Set();
  let written = { ...values }; // as far as this page knows
  const stash = makeStash(frame.key), live = makeAnnouncer();
  let rev = model.get("status").rev ?? 0, underWay = null, waiting = null, timer = 0, patience = 0, nav = null;
  let left = [stash.get() ?? []].flat(); // what could not be written the last time: [id, before, value]
  let part = null, kept = new Map(), wanted = rev;

  const state = {
    fields: new Map(),
    value: (id) => values[id] ?? "",
    say: live.say,
    put(id, value) {
      if (values[id] === value) return;
      values[id] = value;
      unsent.add(id);
      tell(saved, "Saving …");
      clearTimeout(timer);
      timer = setTimeout(() => send({ do: "put" }), PUT_AFTER_MS);
    },
    act(what, pressed) {
      if (pressed.getAttribute("aria-disabled")) return;
      pressed.setAttribute("aria-disabled", "true");
      pressed.parentElement.append(news);
      announce("Working …");
      send({ do: "act", act: what }, () => pressed.removeAttribute("aria-disabled"));
    },
  };

  // the parts of the page
  const saved = el("span", { class: "sl-saved" });
  const banner = el("div", { class: "sl-banner", role: "alert", hidden: true });
  const news = el("div", { class: "sl-news" }); // beside the button that was pressed; spoken by `live`
  const opener = button(frame.begun ? `Go on at the ${frame.noun}` : `Open the ${frame.noun}`, open, "sl-main-button");
  const cover = el("div", { class: "sl-cover" }, el("p", {}, `About ${frame.minutes} minutes.`),
    el("div", { class: "sl-actions" }, opener));
  const head = el("div", { class: "sl-head", hidden: true });
  const heading = el("h3", { tabindex: "-1" });
  const blocks = el("div", { class: "sl-blocks" });
  const turns = el("div", { class: "sl-turns" });
  const panel = el("section", { class: "sl-panel", hidden: true }, el("header", { class: "sl-aim" }, heading), blocks, news, turns);
  root.classList.add("sl-look", "sl-workbench");
  root.append(el("h2", {}, frame.title), el("p", { class: "sl-note" }, frame.lead), cover, banner, head, panel, live.node);

  function open() {
    opener.setAttribute("aria-disabled", "true");
    tell(opener, "Opening …");
    for (const { 0: id, 1: before, 2: value } of left) {
      if (typeof value !== "string" || (values[id] ?? "") !== before) continue; // it was written anew meanwhile
      values[id] = value;
      unsent.add(id);
    }
    left = [];
    send({ do: "open" }, () => heading.focus({ preventScroll: true }));
  }

  // to the kernel, one message at a time; what comes meanwhile waits and goes with the newest values
  function send(message, then) {
    clearTimeout(timer);
    if (underWay) {
      if (!waiting || message.do !== "put") waiting = { message, then };
      return;
    }
    rev += 1;
    const changed = Object.fromEntries([...unsent].map((id) => [id, values[id]]));
    if (unsent.size) wanted = rev;
    underWay = { rev, then, changed };
    unsent.clear();
    model.send({ ...message, rev, values: changed });
    patience = setTimeout(() => {
      if (underWay) warn(`The kernel does not answer, so your latest entries are not saved yet. To go on, ${AFRESH}.`);
    }, PATIENCE_MS);
  }

  function showStatus() {
    const status = model.get("status");
    if (underWay && (status.rev ?? 0) >= underWay.rev) {
      const { then } = underWay;
      underWay = null;
      clearTimeout(patience);
      then?.();
      if (waiting) {
        const next = waiting;
        waiting = null;
        send(next.message, next.then);
      } else if (unsent.size) send({ do: "put" });
    }
    if (!underWay) announce(status.news ?? "");
    const isSaved = !underWay && !unsent.size && (status.saved ?? 0) >= wanted;
    if (status.problem) tell(saved, "Not saved");
    else if (isSaved) tell(saved, wanted ? "Saved" : "");
    warn(status.problem ?? "");
    if (isSaved && !status.problem) written = { ...values };
    if (isSaved && !status.problem && !left.length) stash.drop();
  }

  /** What is not written yet goes into the browser's storage, each entry with what it replaces. */
  function keepHere() {
    const lost = Object.keys(values).filter((id) => values[id] !== (written[id] ?? ""));
    return lost.length > 0 && stash.put(lost.map((id) => [id, written[id] ?? "", values[id]]));
  }

  function announce(words) {
    if (words && news.textContent !== words) live.say(words);
    tell(news, words);
  }

  function warn(message) {
    const isKept = message && keepHere();
    tell(banner, message && `${message} ${isKept ? "They are kept in this browser until they can be written." : ""}`.trim());
    banner.hidden = !message;
    if (message && !model.get("page").blocks) { opener.removeAttribute("aria-disabled"); tell(opener, "Try again"); }
  }

  function go(id) {
    send({ do: "go", part: id }, () => {
      heading.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
    });
  }

  function showPage() {
    const page = model.get("page");
    if (!page.blocks) return;
    if (!nav) {
      nav = makeNav(`Parts of the ${frame.noun}`, page.parts, go);
      head.append(nav.node, saved);
    }
    cover.hidden = true;
    head.hidden = panel.hidden = false;
    if (page.part !== part) {
      part = page.part;
      kept = new Map();
      state.fields.clear();
      blocks.replaceChildren();
      blocks.after(news);
    }
    const at = page.parts.findIndex((one) => one.id === part);
    const [before, next] = [page.parts[at - 1], page.parts[at + 1]];
    tell(heading, page.parts[at].name);
    nav.show(part, page.parts.filter((one) => one.done).map((one) => one.id));
    kept = drawInto(blocks, page.blocks, state, kept);
    if (turns.dataset.part !== part) {
      turns.dataset.part = part;
      turns.replaceChildren(...[el("span", { class: "sl-hint" }, `Part ${at + 1} of ${page.parts.length}`),
        before && button(`Back: ${before.name}`, () => go(before.id)),
        next && button(`Next: ${next.name}`, () => go(next.id), "sl-main-button")].filter(Boolean));
    }
  }

  /** Values that another view of the same workbench has changed; what is used here stays. */
  function takeValues() {
    for (const [id, value] of Object.entries(model.get("values"))) {
      if (unsent.has(id) || (underWay && id in underWay.changed) || values[id] === value) continue;
      const field = state.fields.get(id);
      if (field?.holds()) continue;
      values[id] = value;
      field?.write(value);
    }
  }

  /** A file to take along. */
  function onMessage(message, buffers) {
    if (message.do !== "download") return;
    const address = URL.createObjectURL(new Blob(buffers, { type: message.mime }));
    el("a", { href: address, download: message.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  keepKeys(root);
  const leave = () => { if (saved.textContent && saved.textContent !== "Saved") keepHere(); };
  addEventListener("pagehide", leave);

  const listeners = [["change:page", showPage], ["change:status", showStatus], ["change:values", takeValues]];
  const ignore = listen(model, listeners);
  model.on("msg:custom", onMessage);

  return () => {
    leave();
    clearTimeout(timer);
    clearTimeout(patience);
    live.stop();
    removeEventListener("pagehide", leave);
    ignore();
    model.off("msg:custom", onMessage);
  };
}

export default { render };
