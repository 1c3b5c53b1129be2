// The studio: read, rate, rewrite, defend and keep, in one place, with feedback on the learner's own sentences.
//
// The page owns every text. It sends `draft` {rev, base, tab, sections} and gets `feedback` {rev, ...} and `status`
// {saved, noted, problem, news} back; Python never writes into an editor. At most one draft is under way at a time, so a
// slow kernel is never flooded and the newest text always arrives. `rating` says whether the levels wait for the
// learner's own; then none is in `feedback`. Whatever a learner wrote enters the page as text and never as markup.

const NOTE_AFTER_MS = 250;
const ANSWER_WITHIN_MS = 4000;
const SPOKEN_SECONDS = 120;

// ---- small helpers

/** The same for SVG, without listeners. */
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;
const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "±") + Math.abs(value).toFixed(1);
const parted = (text) => text.split(/\n\s*\n/).filter((part) => part.trim());
const paragraphs = (text) => parted(text).map((part) => el("p", {}, part.trim()));
const block = (title, kind, ...children) =>
  el("section", { class: `sl-block ${kind}`.trim(), "aria-label": title }, el("h4", {}, title), ...children);
const moment = (at) => new Date(at).toLocaleString([], { dateStyle: "short", timeStyle: "short" });
const unknown = (feedback) => (feedback.waiting ? "after your own rating" : "cannot tell yet");
const formOf = (sections) => (sections.whole ? "whole" : "sections");
const isTyped = (area) => document.hasFocus() && document.activeElement === area;
const bring = (area, words) => { if (words != null && area.value !== words && !isTyped(area)) area.value = words; };
const nearest = (dimension, level) => dimension.anchors[Math.min(3, Math.floor((level ?? 0) + 0.5))];

function table(caption, header, rows) {
  return el("table", { class: "sl-table" }, el("caption", { class: "sl-out" }, caption),
    el("thead", {}, el("tr", {}, ...header.map((text) => (text ? el("th", { scope: "col" }, text) : el("td"))))),
    el("tbody", {}, ...rows.map(([first, ...rest]) =>
      el("tr", {}, el("th", { scope: "row" }, first), ...rest.map((cell) => el("td", {}, cell))))));
}

/**
 * Fit segments that belong to an older text to the current one: what stands before and after the edit keeps its
 * marks, the sentence being edited loses them until new feedback comes.
 */
export function carryOver(segments, text) {
  const old = segments.map((segment) => segment.text).join("");
  if (old === text) return segments;
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  const before = [], after = [];
  let at = 0;
  for (const segment of segments) {
    const end = at + segment.text.length;
    if (end <= head) before.push(segment);
    else if (at >= old.length - tail) after.push(segment);
    at = end;
  }
  const length = (list) => list.reduce((sum, segment) => sum + segment.text.length, 0);
  const middle = text.slice(length(before), text.length - length(after));
  return [...before, { text: middle, dimensions: [] }, ...after];
}

/** One text as paragraphs in the four sections: the first sets the scene, the last tells what came of it. */
export function inSections(text) {
  const parts = parted(text);
  if (parts.length < 2) return { situation: "", task: "", action: text, result: "" };
  const [first, ...rest] = parts;
  const result = rest.length > 1 ? rest.pop() : "";
  const task = rest.length > 1 ? rest.shift() : "";
  return { situation: first, task, action: rest.join("\n\n"), result };
}

const lettersOf = (segment, dimensions) => segment.dimensions.map((name) => dimensions[name].letter).join("");

/** A text as pieces, the marked ones with the letters of what they are evidence for. */
function marked(segments, dimensions) {
  return segments.map((segment) => {
    if (!segment.dimensions.length) return document.createTextNode(segment.text);
    const groups = new Set(segment.dimensions.map((name) => dimensions[name].group));
    const kind = groups.size > 1 ? "both" : [...groups][0];
    const reasons = segment.dimensions.join(" ");
    return el("mark", { class: `sl-${kind}`, "data-letters": lettersOf(segment, dimensions), "data-reasons": reasons },
      segment.text);
  });
}

// ---- the steps: where one is, and a panel for each

/** What came out of the workbench; notes to draw on, not sentences to copy. */
function makeFacts(isThere) {
  const summary = el("summary"), list = el("ul");
  const node = el("details", { class: "sl-fold sl-known", open: true }, summary, list);
  return {
    node,
    show(facts) {
      node.hidden = !isThere;
      tell(summary, facts.length ? `What you can say from your workbench (${facts.length})` : "From your workbench");
      const items = facts.map(({ kind, text }) => el("li", {}, el("span", { class: "sl-hint" }, kind), ` ${text}`));
      list.replaceChildren(...(items.length ? items
        : [el("li", { class: "sl-none" }, "Nothing yet. Work at the workbench below; what comes of it appears here.")]));
    },
  };
}

/** The plan for several days of whoever learns alone. */
function makePlan(lines) {
  return el("details", { class: "sl-fold sl-plan", hidden: !lines.length },
    el("summary", {}, "On your own? A plan for several days"),
    el("ul", {}, ...lines.map((line) => el("li", {}, line))),
    el("p", {}, "Any other pace is as good. You come back to the step where you stopped."));
}

function makeStep(steps, i, go, ...children) {
  const step = steps[i], next = steps[i + 1], before = steps[i - 1];
  const heading = el("h3", { id: newId(), tabindex: "-1" }, step.name);
  const node = el("section", { class: `sl-panel sl-panel-${step.id}`, "aria-labelledby": heading.id },
    el("header", { class: "sl-aim", hidden: steps.length < 2 }, heading,
      el("p", {}, `${step.aim} About ${step.minutes} minutes.`)),
    ...children,
    el("div", { class: "sl-turns", hidden: steps.length < 2 },
      el("span", { class: "sl-hint" }, `Step ${i + 1} of ${steps.length}`),
      before && button(`Back: ${before.name}`, () => go(before.id)),
      next && button(`Next: ${next.name}`, () => go(next.id), "sl-main-button")));
  return { node, heading, step };
}

function makeReading(parts) {
  const shown = (part) => el("article", { class: `sl-part sl-part-${part.kind}` },
    el("h4", {}, part.title), trusted(part.html, { class: "sl-prose" }));
  const isFrame = (part) => part.kind === "role" || part.kind === "brief";
  return el("div", { class: "sl-reading" },
    el("div", { class: "sl-frame" }, ...parts.filter(isFrame).map(shown)),
    el("p", { class: "sl-note" }, "The facts below are yours to use. They are incomplete and in no particular order, as facts "
      + "are. Which three would you carry into the room?"),
    el("div", { class: "sl-evidence" }, ...parts.filter((part) => !isFrame(part)).map(shown)));
}

/** Drop-down lists for the levels that a learner gives. */
function makeLevels(asked) {
  const lists = asked.map((item) => el("select", { id: newId(), "data-rate": item.id },
    el("option", { value: "" }, "choose a level"),
    ...item.levels.map(([level, name]) => el("option", { value: level }, name))));
  return {
    lists,
    labels: asked.map((item, i) => el("label", { for: lists[i].id }, item.name, lists[i])),
    values: () => Object.fromEntries(
      lists.filter((list) => list.value).map((list) => [list.dataset.rate, Number(list.value)])),
    set: (levels) => { for (const list of lists) list.value = levels[list.dataset.rate] ?? ""; },
  };
}

/** One practice answer: the learner's levels, then the panel's beside them and the sentences that earned them. */
function makePractice(frame, dimensions, first, send) {
  const levels = makeLevels(frame.asked);
  const text = el("p", { class: "sl-prose sl-answer" });
  const key = el("p", { class: "sl-hint", hidden: true },
    frame.dimensions.map((dimension) => `${dimension.letter} ${dimension.name}`).join(" · "));
  const problem = el("p", { class: "sl-missing", role: "alert" });
  const result = el("div", { class: "sl-result", tabindex: "-1", role: "group", "aria-label": `${first.name}: the panel` });
  const press = button("Compare with the panel", () => {
    asked = true;
    send("compare", { answer: first.id, levels: levels.values() });
  }, "sl-main-button");
  let asked = false;
  levels.set(first.own);
  return {
    node: el("article", { class: "sl-practice", "data-answer": first.id },
      el(frame.steps.length > 1 ? "h4" : "h3", {}, first.name),
      el("div", { class: "sl-split" },
        el("div", {}, el("p", { class: "sl-note" }, first.question), text, key),
        el("div", {}, el("fieldset", { class: "sl-rate" }, el("legend", {}, "What would you give it?"),
          ...levels.labels, el("div", { class: "sl-actions" }, press), problem), result))),
    show(answer) {
      text.replaceChildren(...marked(answer.segments, dimensions));
      problem.textContent = answer.problem;
      key.hidden = !answer.panel;
      if (!answer.panel) return result.replaceChildren();
      result.replaceChildren(
        table(`Levels of ${answer.name}`, ["", "You", "Panel", "Difference"], answer.panel.rows),
        el("p", {}, answer.panel.anchor), el("p", {}, `A rater's advice: ${answer.panel.advice}`));
      if (asked) result.focus();
      asked = false;
    },
  };
}

// ---- rewrite: editors with marks, levels, one question, attempts

/** One section: a real textarea over a layer that repeats its text with marks. */
function makeEditor(section, dimensions, longest, onInput, onPoint) {
  const id = newId();
  const layer = el("div", { class: "sl-layer", "aria-hidden": "true" });
  const area = el("textarea", {
    id, rows: 3, maxlength: longest, spellcheck: "true", "aria-describedby": `${id}-hint`, "data-section": section.id,
    "data-lm-suppress-shortcuts": "true", dir: "auto",
  });
  let segments = [];
  const paint = () => {
    layer.replaceChildren(...marked(carryOver(segments, area.value), dimensions), "\u200b"); // a last empty line has height
  };
  area.addEventListener("input", () => { paint(); onInput(); });
  area.addEventListener("pointermove", (event) => {
    const under = document.elementsFromPoint(event.clientX, event.clientY).find((node) => layer.contains(node) && node !== layer);
    onPoint(under ?? null);
  });
  area.addEventListener("pointerleave", () => onPoint(null));
  const node = el("div", { class: `sl-editor sl-editor-${section.id}` },
    el("label", { for: id }, el("b", {}, section.name), el("span", { class: "sl-hint", id: `${id}-hint` }, section.hint)),
    el("div", { class: "sl-field" }, layer, area));
  return {
    node, area, section,
    set(text) { if (area.value !== text) { area.value = text; paint(); } },
    mark(found) { segments = found; paint(); },
  };
}

/** The reason for a mark, beside the pointer or the button that asks for it. */
function makeTip(root, dimensions) {
  const node = el("div", { class: "sl-tip", role: "tooltip", id: newId(), hidden: true });
  let shownFor = null, levels = {};
  const reason = (names) => names.map((name) => {
    const { letter, name: title, asks } = dimensions[name];
    return el("span", {}, el("b", {}, `${letter} ${title}: `), name in levels ? nearest(dimensions[name], levels[name]) : asks);
  });
  return {
    node,
    know(found) { levels = found; },
    show(place) {
      if (place === shownFor) return;
      shownFor = place;
      node.hidden = !place;
      if (!place) return;
      node.replaceChildren(...reason(place.dataset.reasons.split(" ")));
      const frame = root.getBoundingClientRect(), box = [...place.getClientRects()].at(-1) ?? frame;
      const left = Math.max(0, Math.min(box.left - frame.left, frame.width - node.offsetWidth - 8));
      node.style.left = `${left}px`;
      node.style.top = `${box.bottom - frame.top + 6}px`;
    },
  };
}

/** The marked sentences as buttons: focus tells the reason, a press goes to the sentence. */
function makeMarks(dimensions, tip, goTo) {
  const list = el("ol", { class: "sl-marks" });
  const none = el("p", { class: "sl-none" }, "No sentence is marked yet.");
  let shown = "";
  const entry = (segment, section) => {
    const names = segment.dimensions.map((name) => dimensions[name].name).join(", ");
    const node = el("button", {
      type: "button", class: "sl-mark", "aria-describedby": tip.node.id, "data-reasons": segment.dimensions.join(" "),
      onclick: () => goTo(section, segment.text),
      onfocus: () => tip.show(node), onblur: () => tip.show(null),
      onpointerenter: () => tip.show(node), onpointerleave: () => tip.show(null),
    }, el("span", { class: "sl-letters", "aria-hidden": "true" }, lettersOf(segment, dimensions)), el("span", { class: "sl-out" }, `${names}: `),
    el("span", { class: "sl-sentence" }, segment.text.trim().slice(0, 160)));
    return el("li", {}, node);
  };
  return {
    node: block("Sentences that count", "", el("div", { class: "sl-scroll" }, none, list)),
    show(segments) {
      const found = Object.entries(segments).flatMap(([section, pieces]) =>
        pieces.filter((piece) => piece.dimensions.length && piece.text.trim()).map((piece) => [piece, section]));
      none.hidden = found.length > 0;
      const now = JSON.stringify(found);
      if (now === shown || list.contains(document.activeElement)) return;
      shown = now;
      list.replaceChildren(...found.map(([piece, section]) => entry(piece, section)));
    },
  };
}

/** One dimension: name, bar with text value, and the learner's sentences behind it. */
function makeMeter(dimension) {
  const fill = el("span", { class: "sl-fill" });
  const value = el("span", { class: "sl-value" });
  const bar = el("span", {
    class: "sl-bar", role: "meter", "aria-label": dimension.name, "aria-valuemin": "0", "aria-valuemax": "3",
  }, fill);
  const quotes = el("div", { class: "sl-quotes" });
  const node = el("details", { class: `sl-meter sl-${dimension.group}`, "data-dimension": dimension.id },
    el("summary", {}, el("span", { class: "sl-letters", "aria-hidden": "true" }, dimension.letter),
      el("span", { class: "sl-name" }, dimension.name), bar, value),
    quotes);
  return {
    node,
    show(level, sentences, unknown) {
      const text = level == null ? "–" : level.toFixed(1);
      fill.style.width = `${((level ?? 0) / 3) * 100}%`;
      bar.setAttribute("aria-valuenow", level == null ? "0" : text);
      bar.setAttribute("aria-valuetext", level == null ? unknown : `${text} of 3`);
      value.textContent = text;
      quotes.replaceChildren(
        el("p", { class: "sl-hint" }, level == null ? dimension.asks : nearest(dimension, level)),
        ...sentences.map((sentence) => el("blockquote", {}, sentence)),
        ...(sentences.length ? [] : [el("p", { class: "sl-none" }, "No sentence of yours shows this yet.")]),
      );
    },
  };
}

/** The one question and a ladder of hints, one a press; another question starts the ladder afresh. */
function makeQuestion(send) {
  const text = el("p", { class: "sl-question" });
  const more = button("Give me a hint", climb);
  const ladder = el("ol", { class: "sl-hints", "aria-live": "polite" });
  let asked = null, hints = [];
  function climb() {
    const next = hints[ladder.children.length];
    if (next) ladder.append(el("li", {}, next));
    label();
  }
  function label() {
    const given = ladder.children.length, left = hints.length - given;
    more.textContent = !given ? "Give me a hint" : left ? `Another hint (${given} of ${hints.length})` : "No further hints";
    more.setAttribute("aria-disabled", String(!left));
  }
  return {
    node: block("One question", "sl-coaching", text,
      el("div", { class: "sl-actions" }, more, button("Ask me a harder question", () => send("harder"))), ladder),
    show(feedback) {
      text.textContent = feedback.question;
      if (feedback.question_id === asked) return;
      [asked, hints] = [feedback.question_id, feedback.hints];
      ladder.replaceChildren();
      label();
    },
  };
}

/** The learner's own levels first: a small form while the levels wait, afterwards both side by side. */
function makeSelfRating(frame, send) {
  const levels = makeLevels(frame.asked);
  const missing = el("p", { class: "sl-missing", role: "alert" });
  const form = el("fieldset", { class: "sl-rate" },
    el("legend", {}, "What would you give it?"),
    el("p", { class: "sl-hint" }, "Rate your text as it stands now; then the levels appear beside yours."),
    ...levels.labels,
    el("div", { class: "sl-actions" },
      button("Compare", () => send("rate", { levels: levels.values() }), "sl-main-button"),
      button("Skip", () => send("skip"))),
    missing);
  const lines = el("ul", { class: "sl-compared" });
  const heading = el("h5", { tabindex: "-1" });
  const again = button("Rate this version yourself", () => send("ask"));
  const compared = el("div", {}, heading, lines);
  const node = el("div", { class: "sl-self" }, form, compared, again);
  return {
    node,
    show(rating) {
      const inside = node.contains(document.activeElement);
      const turned = form.hidden === rating.waiting;
      form.hidden = !rating.waiting;
      again.hidden = rating.waiting;
      compared.hidden = rating.waiting || !rating.comparison.length;
      missing.textContent = rating.problem;
      heading.textContent = `Your rating of attempt ${rating.rated}`;
      lines.replaceChildren(...rating.comparison.map((line) =>
        el("li", {}, el("b", {}, line.name), el("span", {}, line.text), el("span", { class: "sl-gap" }, line.gap))));
      if (!turned) return;
      levels.set({});
      if (inside) (rating.waiting ? levels.lists[0] : compared.hidden ? again : heading).focus();
    },
  };
}

/** Everything beside the editors: overall level, own rating, the nine meters, what cannot be judged, remarks. */
function makeFeedback(frame, send) {
  const rating = makeSelfRating(frame, send);
  const overall = el("p", { class: "sl-overall" });
  const flags = el("ul", { class: "sl-flags" });
  const more = el("p", { class: "sl-hint" });
  const meters = Object.fromEntries(frame.dimensions.map((dimension) => [dimension.id, makeMeter(dimension)]));
  const group = (name, title) => [
    el("h5", {}, title),
    ...frame.dimensions.filter((dimension) => dimension.group === name).map((dimension) => meters[dimension.id].node),
  ];
  const node = el("section", { class: "sl-block sl-feedback", "aria-label": "Feedback on your answer" },
    el("h4", {}, "Levels"), overall, rating.node, ...group("craft", "Craft"), ...group("signal", "Signals"),
    el("p", { class: "sl-hint" }, "Read from the text alone. Nobody here can judge whether it is true, whether the figures "
      + "are right, or how it will sound when you say it."),
    flags, more); // remarks come and go: nothing stands below them
  return {
    node,
    rate: rating.show,
    show(feedback) {
      overall.replaceChildren(...spoken(feedback).map((part, i) => el(i ? "span" : "b", {}, part)));
      flags.replaceChildren(...feedback.flags.map((flag) =>
        el("li", {}, flag.text, ...flag.quotes.map((quote) => el("blockquote", {}, quote)))));
      more.textContent = feedback.more_flags ? `${feedback.more_flags} more when these are dealt with.` : "";
      for (const [name, meter] of Object.entries(meters)) {
        meter.show(feedback.overall == null ? null : feedback.levels[name], feedback.quotes[name] ?? [], unknown(feedback));
      }
    },
  };
}

/** The overall level in words, with how sure it is. */
function spoken({ waiting, can_tell, reason, overall, uncertainty, overall_name }) {
  if (!can_tell) return ["Cannot tell yet", reason];
  if (waiting) return ["Your own rating first"];
  const about = uncertainty == null ? "" : `, give or take ${uncertainty.toFixed(1)}`;
  return [`Level ${overall.toFixed(1)} of 5${about}`, overall_name];
}

/** From thin to now, a row for each dimension. */
function gains(frame, before, feedback) {
  const now = feedback.overall == null ? null : feedback.levels;
  const rows = frame.dimensions.map(({ id, name }) => {
    const [from, to] = [before?.[id], now?.[id]];
    const change = from != null && to != null ? signed(to - from) : "";
    return [name, from == null ? "–" : from.toFixed(1), to == null ? unknown(feedback) : `${to.toFixed(1)} of 3`, change];
  });
  return table("From thin to now, for each dimension", ["", frame.thin ? "Thin answer" : "First attempt", "Now", "Gained"], rows);
}

/** The overall levels of the attempts as a small curve; the table beside it says the same. */
function curve(attempts) {
  const known = attempts.map((attempt, i) => [i, attempt.overall]).filter(([, level]) => level != null);
  if (known.length < 2) return null;
  const x = (i) => 16 + (i * 288) / (attempts.length - 1), y = (level) => 84 - ((level - 1) / 4) * 68;
  const said = known.map(([i, level]) => `attempt ${i + 1} level ${level.toFixed(1)}`).join(", ");
  return svg("svg", { class: "sl-curve", viewBox: "0 0 320 96", role: "img", "aria-label": `Your attempts: ${said}` },
    ...[1, 2, 3, 4, 5].map((level) => svg("line", { x1: 16, x2: 304, y1: y(level), y2: y(level), class: "sl-grid" })),
    svg("polyline", { points: known.map(([i, level]) => `${x(i)},${y(level)}`).join(" "), class: "sl-line" }),
    ...known.map(([i, level]) => svg("circle", { cx: x(i), cy: y(level), r: 4, class: "sl-dot" })));
}

/** The attempts so far, newest first, each with its change against the one before and a way back to it. */
function makeAttempts(send) {
  const empty = el("p", { class: "sl-none" }, "Nothing kept yet. Keep an attempt whenever you like a version.");
  const drawn = el("div", { class: "sl-attempts" });
  const row = (attempt, i) => [
    String(i + 1),
    moment(attempt.at),
    String(attempt.words),
    attempt.waiting ? "kept" : attempt.overall == null ? "cannot tell" : attempt.overall.toFixed(1),
    attempt.change.map((change) => `${change.name} ${signed(change.by)}`).join(", "),
    el("button", {
      type: "button", class: "sl-quiet", "aria-label": `Restore attempt ${i + 1}`,
      onclick: () => send("restore", { number: i + 1 }),
    }, "Restore"),
  ];
  return {
    node: block("Your attempts", "", empty, drawn),
    show(attempts) {
      empty.hidden = attempts.length > 0;
      const rows = attempts.map(row).reverse(), header = ["Attempt", "Kept", "Words", "Level", "Change", ""];
      drawn.replaceChildren(...[curve(attempts), rows.length ? table("Your attempts", header, rows) : null].filter(Boolean));
    },
  };
}

/** Thin and current side by side, with what was gained; drawn while it is open. */
function makeComparison(frame, state) {
  const body = el("div");
  const node = el("details", { class: "sl-fold sl-before", ontoggle: draw }, el("summary", {}, "Before and after"), body);
  function draw() {
    if (!node.open) return;
    const { before, feedback, text } = state();
    const thin = frame.thin && el("div", {}, el("h5", {}, "Thin answer"), ...paragraphs(frame.thin.text));
    body.replaceChildren(
      el("div", { class: "sl-split" }, ...[thin, el("div", {}, el("h5", {}, "Yours now"), ...paragraphs(text))].filter(Boolean)),
      gains(frame, before, feedback));
  }
  return { node, draw };
}

/** The answer in large letters with a running clock, to be read aloud; nothing is recorded. */
function makeRehearsal(frame, text) {
  const time = el("span", { class: "sl-clock", role: "timer", "aria-live": "off", "aria-label": "Time" }, "0:00");
  const bar = el("span", { class: "sl-fill" });
  const result = el("p", { class: "sl-pace", role: "status" });
  const body = el("div", { class: "sl-script", tabindex: "0", role: "region", "aria-label": "Your answer" });
  const press = button("Start the clock", turn, "sl-main-button");
  const title = el("h3", { id: newId() }, "Say it aloud");
  let started = 0, ticking = 0, words = 0;
  const seconds = () => (performance.now() - started) / 1000;
  function tick() {
    time.textContent = clock(seconds());
    bar.style.width = `${Math.min(100, (seconds() / SPOKEN_SECONDS) * 100)}%`;
  }
  function turn() {
    if (ticking) return stop();
    [started, result.textContent, press.textContent] = [performance.now(), "", "Stop"];
    ticking = setInterval(tick, 250);
    tick();
  }
  function stop() {
    clearInterval(ticking);
    ticking = 0;
    press.textContent = "Start again";
    const pace = Math.round(words / Math.max(1 / 60, seconds() / 60));
    result.textContent = `${words} words in ${clock(seconds())}: ${pace} words a minute. Calm speech is about ${frame.pace}.`;
  }
  const node = el("dialog", { class: "sl-rehearsal", "aria-labelledby": title.id, onclose: () => ticking && stop() },
    el("div", { class: "sl-stage" }, title,
      el("p", { class: "sl-hint" }, "Two minutes is what a panel listens to. Only the clock runs; nothing is recorded."),
      body,
      el("div", { class: "sl-actions" }, time, el("span", { class: "sl-bar", "aria-hidden": "true" }, bar), press,
        button("Close", () => node.close()), result)));
  return {
    node,
    stop: () => clearInterval(ticking),
    open() {
      const said = text();
      words = said.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      body.replaceChildren(...paragraphs(said));
      [time.textContent, result.textContent, press.textContent] = ["0:00", "", "Start the clock"];
      bar.style.width = "0";
      node.showModal();
      press.focus();
    },
  };
}

// ---- defend and keep

/** A text field whose words go to the journal as they are typed. */
function makeField(label, rows, longest, onInput) {
  const id = newId();
  const area = el("textarea", { id, rows, maxlength: longest, dir: "auto", "data-lm-suppress-shortcuts": "true",
    oninput: () => onInput(area.value) });
  return { node: el("div", { class: "sl-editor" }, el("label", { for: id }, el("b", {}, label)), area), area };
}

/** One question of the panel, the reply to it, and a press that folds the reply into the answer. */
function makeDefence(frame, send, note, fold, announce) {
  const about = el("p", { class: "sl-hint" }), question = el("p", { class: "sl-question" }), hint = el("p", { class: "sl-hint" });
  const early = el("p", { class: "sl-note" }, "There is hardly a text yet, so the panel cannot know where it is weakest.");
  const reply = makeField("Your reply", 5, frame.longest, (text) => {
    if (entering) typed = true; // it belongs to the question that is on its way
    else note(`defence:${asked}`, text);
  });
  const places = frame.sections.filter((section) => section.id !== "whole");
  const where = el("select", { id: newId() }, ...places.map(({ id, name }) => el("option", { value: id, selected: id === "action" }, name)));
  const place = el("label", { class: "sl-where", for: where.id }, "Into ", where);
  const earlier = el("div");
  const folded = el("p", { class: "sl-hint" });
  let asked = "", entering = 0, typed = false;
  return {
    /** The panel may choose another question now; what is typed meanwhile is the reply to that one. */
    enter() { entering = setTimeout(() => this.entered(), ANSWER_WITHIN_MS); },
    entered() {
      if (!asked) return; // the first question has not come yet
      clearTimeout(entering);
      entering = 0;
      if (typed) note(`defence:${asked}`, reply.area.value);
      typed = false;
    },
    node: el("div", { class: "sl-defence" }, early, about, question, hint, reply.node,
      el("div", { class: "sl-actions" },
        button("Fold it into my answer", () => {
          folded.textContent = fold(where.value, reply.area.value);
          announce(folded.textContent);
        }, "sl-main-button"), place,
        button("Another question", () => send("another"))),
      folded, earlier),
    form(isWhole) { place.hidden = isWhole; },
    bring(notes) { bring(reply.area, notes[`defence:${asked}`]); },
    show(now, notes) {
      if (!now.id) return;
      about.textContent = `The panel asks about ${now.about.toLowerCase()}`;
      [question.textContent, hint.textContent, early.hidden] = [now.question, now.hint, !now.early];
      if (now.id !== asked) {
        asked = now.id;
        if (!typed) [reply.area.value, folded.textContent] = [notes[`defence:${asked}`] ?? "", ""];
      }
      earlier.replaceChildren(...(now.earlier.length ? [el("h4", {}, "Your replies so far")] : []),
        ...now.earlier.flatMap((one) => [el("p", { class: "sl-hint" }, one.question), el("blockquote", {}, one.reply)]));
    },
  };
}

/** What the story is for: who reads it, what it must prove, and the story as a document for it. */
function makeUses(frame, send) {
  const facts = el("dl", { class: "sl-facts" });
  const found = el("div"), told = el("p", { class: "sl-hint", role: "status" });
  let asked = {};
  const ask = (more) => {
    asked = { ...asked, ...more, use: list.value };
    found.replaceChildren();
    told.textContent = "Making it …";
    send("packet", asked);
  };
  const take = el("div", { class: "sl-actions", role: "group", "aria-label": "As a document" },
    ...[["Word", "docx", "a4"], ["PDF, A4", "pdf", "a4"], ["PDF, Letter", "pdf", "us-letter"], ["Markdown", "md", "a4"]]
      .map(([name, form, paper]) => button(name, () => ask({ form, paper, care: "" }))));
  const list = el("select", { id: newId(), onchange: () => { send("choose", { name: "use", value: list.value }); show(); } },
    el("option", { value: "" }, "choose a use"),
    ...frame.uses.map((use) => el("option", { value: use.id, selected: use.id === frame.use }, use.name)));
  const purpose = el("p", { class: "sl-hint" });
  const papers = block("As a document", "", purpose, take, found, told);
  function show() {
    const use = frame.uses.find((one) => one.id === list.value);
    facts.replaceChildren(...(use ? use.facts.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]) : []));
    take.hidden = !use;
    purpose.textContent = use ? `Your words in the shape of a ${use.name.toLowerCase()}; what is still open stands in it as questions.`
      : "Choose first what the story is for.";
    found.replaceChildren();
    told.textContent = "";
  }
  show();
  return {
    node: block("What the story is for", "sl-uses", el("label", { for: list.id }, "My story is for ", list), facts),
    papers,
    packet(message, buffers) {
      told.textContent = message.told ?? "";
      if (message.found) {
        const replace = button("Replace them", () => ask({ care: "redact" }), "sl-main-button");
        found.replaceChildren(el("p", { class: "sl-missing" }, "This may be confidential:"),
          el("ul", {}, ...message.found.map((line) => el("li", {}, line)),
            ...(message.more ? [el("li", {}, `and ${message.more} more`)] : [])),
          el("div", { class: "sl-actions" }, replace, button("Leave them in", () => ask({ care: "as-is" }))));
        replace.focus();
      }
      if (message.name) saveAs(message.name, new Blob(buffers, { type: message.type }));
    },
  };
}

/** Let the browser save a file. */
function saveAs(name, blob) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Whether the room may see the answer; a cohort's learner alone is asked. */
function makeSharing(frame, send) {
  if (frame.share === null) return null;
  const box = el("input", { type: "checkbox", id: newId(), checked: frame.share });
  box.onchange = () => send("choose", { name: "share", value: box.checked });
  return block("Show it to the room?", "",
    el("label", { class: "sl-check", for: box.id }, box, " The room may see this answer, without my name"),
    el("p", { class: "sl-hint" }, "The facilitator may then show it beside the thin answer when the room looks back. " +
      "Without the tick nobody is shown a word of it. You can change your mind until the journals are gathered."));
}

/** How far one has come, three lines, the reference story, and the own story to take along. */
function makeKeepsake(frame, send, note, print) {
  const progress = el("div");
  const lines = makeField("Three lines to keep", 4, frame.longest, (text) => note(frame.lines, text));
  const problem = el("p", { class: "sl-missing", role: "alert" });
  const reveal = button("Show the reference story", () => send("reveal"), "sl-main-button");
  const story = el("div", { class: "sl-prose sl-story" });
  const taken = el("textarea", { id: newId(), rows: 8, readonly: true });
  const told = el("span", { class: "sl-hint", role: "status" });
  let name = "story.md";
  const copy = async () => {
    taken.select();
    try {
      await navigator.clipboard.writeText(taken.value);
      told.textContent = "Copied.";
    } catch {
      told.textContent = "Press Ctrl+C to copy the marked text.";
    }
  };
  const download = () => saveAs(name, new Blob([taken.value], { type: "text/markdown" }));
  const export_ = el("div", { class: "sl-editor", hidden: true },
    el("label", { for: taken.id }, el("b", {}, "Your story as Markdown")), taken,
    el("div", { class: "sl-actions" }, button("Copy", copy), button("Download", download), told));
  return {
    lines: lines.area,
    node: el("div", { class: "sl-keepsake" },
      block("How far you have come", "", progress),
      el("section", { class: "sl-block" }, lines.node),
      frame.thin && block("The reference story", "",
        el("p", { class: "sl-hint" }, "One strong way to tell it. Compare its decisions with yours, not its words."), reveal, problem, story),
      makeSharing(frame, send),
      block("Take it along", "",
        el("div", { class: "sl-actions" }, button("Export as text", () => send("export", { lines: lines.area.value })),
          button("Print", print)), export_)),
    progress(before, feedback) { progress.replaceChildren(gains(frame, before, feedback)); },
    show(now) {
      problem.textContent = now.problem;
      if (!now.reference || story.childElementCount) return;
      story.replaceChildren(...trusted(now.reference).childNodes);
      reveal.hidden = true;
    },
    exported(message) {
      [taken.value, name, export_.hidden, told.textContent] = [message.text, message.name, false, ""];
      taken.focus();
    },
  };
}

/** What is printed: the learner's text, the levels and the lines, and nothing to press. */
function makeSheet(frame, state) {
  const node = el("div", { class: "sl-sheet" });
  function fill() {
    const { before, feedback, parts, lines } = state();
    node.replaceChildren(el("h2", {}, frame.title),
      ...parts.flatMap(([name, text]) => [el("h3", {}, name), ...paragraphs(text)]),
      el("h3", {}, "Levels"), el("p", {}, spoken(feedback).filter(Boolean).join(" · ")), gains(frame, before, feedback),
      ...(lines.trim() ? [el("h3", {}, "To remember"), ...lines.split("\n").map((line) => el("p", {}, line))] : []));
  }
  return {
    node, fill,
    /** Print the sheet alone, whatever page the studio stands in. */
    print(style) {
      fill();
      const page = el("iframe", { class: "sl-out", title: "Printed sheet", "aria-hidden": "true", tabindex: "-1" });
      document.body.append(page);
      const inside = page.contentDocument;
      inside.title = frame.title;
      inside.head.append(el("style", {}, `@page { margin: 18mm; } ${style}`));
      inside.body.append(el("div", { class: "sl-look" }, node.cloneNode(true)));
      page.contentWindow.addEventListener("afterprint", () => page.remove());
      page.contentWindow.print();
    },
  };
}

// ---- everything together

function render({ model, el: root }) {
  const frame = model.get("frame");
  const dimensions = Object.fromEntries(frame.dimensions.map((dimension) => [dimension.id, dimension]));
  const tab = newId();
  const timers = {};
  const later = (name, milliseconds, run) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => { timers[name] = 0; run(); }, milliseconds);
  };
  const stash = makeStash(frame.key);
  const live = makeAnnouncer();
  let form = frame.form, step = model.get("place").step;
  let due = false, sent = null; // the draft to send in a moment, and the one under way: {rev, at}
  let base = model.get("draft").rev ?? 0; // the version that this page has seen
  let offered = null, noteRev = model.get("status").noted ?? 0, dirty = false;
  const notes = { ...model.get("notes") }, unsent = new Set(), noted = {};

  const text = () => Object.fromEntries(editors.map(({ area, section }) => [section.id, area.value]));
  const parts = () => editors.filter(({ area }) => area.value.trim()).map(({ area, section }) => [section.name, area.value]);
  const whole = () => parts().map(([, words]) => words).join("\n\n");
  const send = (what, more = {}) => { sendNotes(); model.send({ do: what, sections: text(), ...more }); };
  const before = () => (frame.thin ? frame.thin.levels : model.get("attempts")[0]?.levels);
  const state = () => ({ before: before(), feedback: model.get("feedback"), text: whole(), parts: parts(), lines: keepsake.lines.value });

  // the parts
  const tip = makeTip(root, dimensions);
  const editors = frame.sections.map((section) => makeEditor(section, dimensions, frame.longest, typed, tip.show));
  const marks = makeMarks(dimensions, tip, goTo);
  const question = makeQuestion(send);
  const feedback = makeFeedback(frame, send);
  const attempts = makeAttempts(send);
  const comparison = makeComparison(frame, state);
  const rehearsal = makeRehearsal(frame, whole);
  const practice = model.get("practice").map((answer) => makePractice(frame, dimensions, answer, send));
  const defence = makeDefence(frame, send, note, fold, live.say);
  const sheet = makeSheet(frame, state);
  const keepsake = makeKeepsake(frame, send, note, () => sheet.print(model.get("_css")));
  const size = el("span", { class: "sl-size" });
  const saved = el("span", { class: "sl-saved" });
  const banner = el("div", { class: "sl-banner", role: "alert", hidden: true });
  const news = el("div", { class: "sl-news", role: "status" });
  const offer = el("div", { class: "sl-news sl-offer", role: "status" });

  const choice = (value, label) => el("label", {}, el("input", {
    type: "radio", name: tab, value, checked: value === form, onchange: () => setForm(value, true),
  }), ` ${label}`);
  const forms = el("fieldset", { class: "sl-forms" }, el("legend", { class: "sl-out" }, "How do you want to tell it?"),
    choice("sections", "Four sections"), choice("whole", "One text"));
  const thin = frame.thin && block(frame.thin.label, "sl-thin", el("p", { class: "sl-hint" }, frame.thin.context), ...paragraphs(frame.thin.text));
  const facts = makeFacts(frame.workbench), uses = makeUses(frame, send);
  const rewrite = [
    frame.thin ? null : uses.node,
    el("div", { class: "sl-columns" },
      el("div", { class: "sl-side" }, thin, facts.node, feedback.node),
      el("div", { class: "sl-main", role: "group", "aria-label": "Your answer" },
        el("div", { class: "sl-bar-top" }, forms, size), ...editors.map((editor) => editor.node),
        question.node,
        el("div", { class: "sl-actions" }, button("Keep this attempt", () => send("keep"), "sl-main-button sl-keep"),
          button("Say it aloud", rehearsal.open)), marks.node)),
    attempts.node, comparison.node];
  const contents = {
    read: [makeReading(frame.reading)],
    rate: practice.map((answer) => answer.node),
    rewrite,
    defend: [defence.node],
    keep: [keepsake.node, frame.thin ? uses.node : null, uses.papers],
  };
  const nav = makeNav("Steps", frame.steps, (id) => go(id));
  const panels = frame.steps.map((one, i) => makeStep(frame.steps, i, (id) => go(id), ...contents[one.id]));
  root.classList.add("sl-look", "sl-studio");
  root.append(
    el("h2", { class: "sl-out" }, frame.title), el("div", { class: "sl-head" }, nav.node, saved), makePlan(frame.plan), banner, offer, news,
    ...panels.map((panel) => panel.node), rehearsal.node, tip.node, sheet.node, live.node);

  // the steps
  function go(id) {
    if (id !== step) {
      if (id === "defend") defence.enter();
      send("go", { step: id });
    }
    step = id;
    showPlace();
    const { heading, node } = panels.find((panel) => panel.step.id === id);
    heading.focus({ preventScroll: true });
    (frame.steps.length > 1 ? root : node).scrollIntoView({ block: "start" });
  }

  function showPlace() {
    nav.show(step, model.get("place").done ?? []);
    for (const panel of panels) panel.node.hidden = panel.step.id !== step;
    tip.show(null);
  }

  function setForm(value, byLearner) {
    if (byLearner) {
      const now = text();
      const to = value === "whole" ? { whole: whole() } : inSections(now.whole);
      put({ situation: "", task: "", action: "", result: "", whole: "", ...to });
      send("choose", { name: "form", value });
    }
    form = value;
    for (const radio of forms.querySelectorAll("input")) radio.checked = radio.value === form;
    for (const { node, section } of editors) node.hidden = (section.id === "whole") !== (form === "whole");
    defence.form(form === "whole");
  }

  // the text
  function put(sections) {
    for (const { set, section } of editors) set(sections[section.id] ?? "");
    typed();
  }

  function typed() {
    saved.textContent = "Saving …";
    dirty = true;
    if (!due) queueMicrotask(() => { due = false; sendDraft(); }); // before the page paints the key, which takes longer
    due = true;
    keepSoon();
  }

  function sendDraft() {
    if (sent && Date.now() - sent.at < ANSWER_WITHIN_MS) return; // the answer to it will send the newest text
    const rev = 1 + Math.max(model.get("draft").rev ?? 0, model.get("status").saved ?? 0, model.get("feedback").rev ?? 0);
    sent = { rev, at: Date.now() };
    dirty = false;
    model.set("draft", { rev, base, tab, sections: text() });
    model.save_changes();
    base = rev;
    later("answer", ANSWER_WITHIN_MS, () => {
      if (!sent) return;
      saved.textContent = "Not saved";
      warn(`The kernel does not answer, so your latest words are not saved yet. To go on, ${AFRESH}.`);
    });
  }

  function note(name, words) {
    notes[name] = words;
    unsent.add(name);
    saved.textContent = "Saving …";
    later("notes", NOTE_AFTER_MS, sendNotes);
    keepSoon();
  }

  function sendNotes() {
    clearTimeout(timers.notes);
    for (const name of unsent) {
      noted[name] = ++noteRev;
      model.send({ do: "note", name, text: notes[name], rev: noteRev });
    }
    unsent.clear();
  }

  function fold(section, words) {
    if (!words.trim()) return "There is no reply yet.";
    const { area, section: into } = editors.find((editor) => editor.section.id === (form === "whole" ? "whole" : section));
    const gap = !area.value.trim() || /\s$/.test(area.value) ? "" : form === "whole" ? "\n\n" : " ";
    put({ ...text(), [into.id]: area.value + gap + words.trim() });
    return `Folded into ${into.name}. You can shape it there in ${frame.steps.find((one) => one.id === "rewrite").name}.`;
  }

  function goTo(section, sentence) {
    const { area } = editors.find((editor) => editor.section.id === section);
    const at = area.value.indexOf(sentence);
    area.focus();
    if (at >= 0) area.setSelectionRange(at, at + sentence.trimEnd().length);
  }

  const isCurrent = () => {
    const now = text();
    const known = model.get("draft").sections ?? {};
    return Object.keys(now).every((name) => now[name] === (known[name] ?? ""));
  };

  /** Another view of the same studio was typed into; what is being typed here stays. */
  function follow() {
    const draft = model.get("draft"), sections = draft.sections ?? {};
    if (draft.tab === tab || dirty) return;
    for (const { area, set, section } of editors) {
      if (!isTyped(area)) set(sections[section.id] ?? "");
    }
    if (isCurrent()) base = draft.rev ?? 0;
    setForm(sections.whole ? "whole" : parts().length ? "sections" : form, false);
  }

  // never lost
  function keepSoon() {
    if (!banner.hidden) later("stash", NOTE_AFTER_MS, keepHere);
  }

  function keepHere() {
    return stash.put({ at: new Date().toISOString(), sections: text(), notes });
  }

  function warn(message) {
    const kept = message && keepHere();
    const where = kept ? "They are kept in this browser until they can be written." : "Copy them before you close this page.";
    tell(banner, message && `${message} ${where}`);
    banner.hidden = !message;
  }

  /** On opening: words that could not be saved come back on request; older ones become an attempt. */
  function offerStash() {
    const found = stash.get();
    const known = model.get("draft").sections ?? {};
    const isText = found && typeof found.sections === "object" && found.sections;
    const differs = isText && (frame.sections.some(({ id }) => (found.sections[id] ?? "") !== (known[id] ?? ""))
      || Object.entries(found.notes ?? {}).some(([name, words]) => words !== (notes[name] ?? "")));
    if (!differs) return stash.drop();
    if (found.at <= frame.drafted_at) {
      model.send({ do: "rescue", sections: found.sections });
      return stash.drop();
    }
    offered = found;
    const decide = (isWanted) => {
      offered = null;
      offer.replaceChildren();
      stash.drop();
      if (!isWanted) return model.send({ do: "rescue", sections: found.sections });
      send("rescue");
      setForm(formOf(found.sections), false);
      put(found.sections);
      for (const [name, words] of Object.entries(found.notes ?? {})) if (words !== notes[name]) note(name, words);
      showNotes();
      live.say("Your words are back.");
    };
    offer.append(
      el("p", {}, `Words of ${moment(found.at)} could not be saved then. They are still in this browser.`),
      button("Bring them back", () => decide(true), "sl-main-button"), button("Put them with my attempts", () => decide(false)));
  }

  // what Python says
  function showFeedback() {
    const result = model.get("feedback");
    if (result.rev == null) return;
    if (sent && result.rev >= sent.rev) {
      sent = null;
      clearTimeout(timers.answer);
    }
    if (result.rev === model.get("draft").rev && isCurrent()) {
      editors.forEach((editor) => editor.mark(result.segments[editor.section.id] ?? []));
      tip.know(result.waiting || result.overall == null ? {} : result.levels);
      marks.show(result.segments);
      question.show(result);
      feedback.show(result);
      comparison.draw();
      keepsake.progress(before(), result);
      size.textContent = `${result.words} words · ${clock(result.seconds)} spoken`;
      root.dataset.rev = result.rev;
      if (step === "rewrite" && result.rev) live.say(`${spoken(result).join(", ")}. ${result.question}`);
    } else if (!sent && !isCurrent()) {
      sendDraft();
    }
    showStatus();
  }

  function showStatus() {
    const status = model.get("status");
    const rev = model.get("draft").rev ?? 0;
    const isSaved = isCurrent() && (status.saved ?? 0) >= rev && (status.noted ?? 0) >= noteRev && !unsent.size && !sent;
    tell(news, status.news ?? "");
    if (status.problem) saved.textContent = "Not saved";
    else if (isSaved) saved.textContent = rev || noteRev ? "Saved" : "";
    warn(status.problem ?? "");
    if (isSaved && !status.problem && !offered) stash.drop();
  }

  /** Notes that were typed elsewhere; what is typed here and under way stays. */
  function takeNotes() {
    const isOurs = (name) => unsent.has(name) || (noted[name] ?? 0) > (model.get("status").noted ?? 0);
    for (const [name, words] of Object.entries(model.get("notes"))) if (!isOurs(name)) notes[name] = words;
    showNotes();
  }

  function showNotes() {
    bring(keepsake.lines, notes[frame.lines]);
    defence.bring(notes);
  }

  function showAttempts() {
    attempts.show(model.get("attempts"));
    keepsake.progress(before(), model.get("feedback"));
    comparison.draw();
  }

  function onMessage(message, buffers) {
    if (message.do === "exported") keepsake.exported(message);
    if (message.do === "packet") uses.packet(message, buffers);
    if (message.do !== "restored") return;
    setForm(formOf(message.sections), false);
    put(message.sections);
    editors.find(({ node }) => !node.hidden).area.focus();
    live.say(`Attempt ${message.number} is back. What stood here is among your attempts.`);
  }

  keepKeys(root);
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.show(null); });
  const leave = () => { if (saved.textContent && saved.textContent !== "Saved") keepHere(); };
  addEventListener("pagehide", leave);
  addEventListener("beforeprint", sheet.fill);

  const listeners = [
    ["change:feedback", showFeedback],
    ["change:rating", () => feedback.rate(model.get("rating"))],
    ["change:status", showStatus],
    ["change:draft", follow],
    ["change:attempts", showAttempts],
    ["change:practice", () => model.get("practice").forEach((answer, i) => practice[i].show(answer))],
    ["change:facts", () => facts.show(model.get("facts"))],
    ["change:defence", () => defence.show(model.get("defence"), notes)],
    ["change:notes", takeNotes],
    ["change:keepsake", () => keepsake.show(model.get("keepsake"))],
    ["change:place", () => { showPlace(); defence.entered(); }],
  ];
  editors.forEach(({ set, section }) => set(model.get("draft").sections?.[section.id] ?? ""));
  setForm(text().whole ? "whole" : parts().length ? "sections" : form, false);
  offerStash();
  const ignore = listen(model, listeners);
  model.on("msg:custom", onMessage);

  return () => {
    leave();
    Object.values(timers).forEach(clearTimeout);
    live.stop();
    rehearsal.stop();
    removeEventListener("pagehide", leave);
    removeEventListener("beforeprint", sheet.fill);
    ignore();
    model.off("msg:custom", onMessage);
  };
}

export default { render };
