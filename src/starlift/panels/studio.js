// The studio: four STAR editors, the thin answer beside them, and feedback on the learner's own sentences.
//
// The page owns the text. It sends `draft` {rev, sections} and gets `feedback` {rev, ...} and `status` {saved, problem}
// back; Python never writes into an editor. At most one draft is under way at a time, so a slow kernel is never flooded
// and the newest text always arrives. `rating` says whether the levels wait for the learner's own; then none is in
// `feedback`.

const SEND_AFTER_MS = 60;
const ANSWER_WITHIN_MS = 4000;
const ANNOUNCE_AFTER_MS = 1500;
const AFRESH = "voila" in document.body.dataset ? "reload the page" : "choose Kernel > Restart and Run All";

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

let count = 0;
const minutesAndSeconds = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const button = (label, onclick, kind = "sl-quiet") => el("button", { type: "button", class: kind, onclick }, label);
const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "±") + Math.abs(value).toFixed(1);

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

/** One section: a real textarea over a layer that repeats its text with marks. */
function makeEditor(section, letters, longest, onInput) {
  const id = `sl-${Date.now()}-${count++}`;
  const layer = el("div", { class: "sl-layer", "aria-hidden": "true" });
  const area = el("textarea", {
    id, rows: 3, maxlength: longest, spellcheck: "true", "aria-describedby": `${id}-hint`, "data-section": section.id,
    "data-lm-suppress-shortcuts": "true",
  });
  let segments = [];
  const paint = () => {
    layer.replaceChildren(
      ...carryOver(segments, area.value).map((segment) => {
        if (!segment.dimensions.length) return document.createTextNode(segment.text);
        const groups = new Set(segment.dimensions.map((name) => letters[name].group));
        const kind = groups.size > 1 ? "both" : [...groups][0];
        const marks = segment.dimensions.map((name) => letters[name].letter).join("");
        return el("mark", { class: `sl-${kind}`, "data-letters": marks }, segment.text);
      }),
      "\u200b", // keeps the height of a last empty line
    );
  };
  area.addEventListener("input", () => { paint(); onInput(); });
  const node = el("div", { class: "sl-editor" },
    el("label", { for: id }, el("b", {}, section.name), el("span", { class: "sl-hint", id: `${id}-hint` }, section.hint)),
    el("div", { class: "sl-field" }, layer, area));
  return {
    node, area,
    set(text) { if (area.value !== text) { area.value = text; paint(); } },
    mark(found) { segments = found; paint(); },
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
    el("summary", {}, el("span", { class: "sl-letter", "aria-hidden": "true" }, dimension.letter),
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
      const anchor = dimension.anchors[Math.min(3, Math.floor((level ?? 0) + 0.5))];
      quotes.replaceChildren(
        el("p", { class: "sl-anchor" }, level == null ? dimension.asks : anchor),
        ...sentences.map((sentence) => el("blockquote", {}, sentence)),
        ...(sentences.length ? [] : [el("p", { class: "sl-none" }, "No sentence of yours shows this yet.")]),
      );
    },
  };
}

/** The one question and a ladder of hints, one a press; another question starts the ladder afresh. */
function makeQuestion() {
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
    node: el("section", { class: "sl-card sl-coaching", "aria-label": "One question" },
      el("h4", {}, "One question"), text, more, ladder),
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
  const id = `sl-${Date.now()}-${count++}`;
  const lists = frame.asked.map((item) => el("select", { id: `${id}-${item.id}`, "data-rate": item.id },
    el("option", { value: "" }, "choose a level"),
    ...item.levels.map(([level, name]) => el("option", { value: level }, name))));
  const missing = el("p", { class: "sl-missing", role: "alert" });
  const form = el("fieldset", { class: "sl-rate" },
    el("legend", {}, "What would you give it?"),
    el("p", { class: "sl-hint" }, "Rate your text as it stands now; then the levels appear beside yours."),
    ...frame.asked.map((item, i) => el("label", {}, item.name, lists[i])),
    el("div", { class: "sl-actions" },
      button("Compare", () => send("rate", {
        levels: Object.fromEntries(lists.filter((list) => list.value).map((list) => [list.dataset.rate, Number(list.value)])),
      }), "sl-main-button"),
      button("Skip", () => send("skip"))),
    missing);
  const lines = el("ul", { class: "sl-compared" });
  const heading = el("h4", { tabindex: "-1" });
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
      for (const list of lists) list.value = "";
      if (inside) (rating.waiting ? lists[0] : compared.hidden ? again : heading).focus();
    },
  };
}

/** Everything beside the editors: overall level, own rating, the nine meters, remarks. */
function makeFeedback(frame, send) {
  const rating = makeSelfRating(frame, send);
  const overall = el("p", { class: "sl-overall" });
  const flags = el("ul", { class: "sl-flags" });
  const meters = Object.fromEntries(frame.dimensions.map((dimension) => [dimension.id, makeMeter(dimension)]));
  const group = (name, title) => [
    el("h4", {}, title),
    ...frame.dimensions.filter((dimension) => dimension.group === name).map((dimension) => meters[dimension.id].node),
  ];
  const node = el("section", { class: "sl-card sl-feedback", "aria-label": "Feedback on your answer" },
    el("h4", {}, "Levels"), overall, rating.node,
    ...group("craft", "Craft"), ...group("signal", "Signals"), flags); // remarks come and go: nothing stands below them
  return {
    node,
    rate: rating.show,
    show(feedback) {
      overall.replaceChildren(...spoken(feedback).map((part, i) => el(i ? "span" : "b", {}, part)));
      flags.replaceChildren(...feedback.flags.map((flag) =>
        el("li", {}, flag.text, ...flag.quotes.map((quote) => el("blockquote", {}, quote)))));
      const unknown = feedback.waiting ? "after your own rating" : "cannot tell yet";
      for (const [name, meter] of Object.entries(meters)) {
        meter.show(feedback.overall == null ? null : feedback.levels[name], feedback.quotes[name] ?? [], unknown);
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

/** The attempts so far, newest first, each with its change against the one before. */
function makeHistory() {
  const list = el("ol", { class: "sl-attempts", reversed: true });
  const empty = el("p", { class: "sl-none" }, "Nothing kept yet. Keep an attempt whenever you like a version.");
  const node = el("section", { class: "sl-card sl-history", "aria-label": "Your attempts" },
    el("h4", {}, "Your attempts"), empty, list);
  return {
    node,
    show(attempts) {
      empty.hidden = attempts.length > 0;
      list.replaceChildren(...attempts.map((attempt) => el("li", {},
        el("b", {}, attempt.waiting ? "kept" : attempt.overall == null ? "cannot tell" : `level ${attempt.overall.toFixed(1)}`),
        ` · ${attempt.words} words · ${new Date(attempt.at).toLocaleTimeString([], { timeStyle: "short" })}`,
        ...(attempt.change.length
          ? [el("span", { class: "sl-change" }, attempt.change.map((c) => `${c.name} ${signed(c.by)}`).join(", "))]
          : []))).reverse());
    },
  };
}

function render({ model, el: root }) {
  const frame = model.get("frame");
  const letters = Object.fromEntries(frame.dimensions.map((dimension) => [dimension.id, dimension]));
  const timers = {};
  const later = (name, milliseconds, run) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(run, milliseconds);
  };

  const editors = frame.sections.map((section) => makeEditor(section, letters, frame.longest, typed));
  const question = makeQuestion();
  const feedback = makeFeedback(frame, (what, more) => model.send({ do: what, sections: text(), ...more }));
  const history = makeHistory();
  const size = el("span", { class: "sl-size" });
  const saved = el("span", { class: "sl-saved" });
  const live = el("div", { class: "sl-live", role: "status", "aria-live": "polite" });
  const banner = el("div", { class: "sl-banner", role: "alert", hidden: true });
  const keep = el("button", { type: "button", class: "sl-keep", onclick: keepAttempt }, "Keep this attempt");

  const given = frame.thin && el("section", { class: "sl-card sl-thin", "aria-label": frame.thin.label },
    el("h4", {}, frame.thin.label), el("p", { class: "sl-context" }, frame.thin.context),
    ...frame.thin.text.split(/\n\s*\n/).map((paragraph) => el("p", {}, paragraph)));
  root.classList.add("sl-studio");
  root.append(
    el("div", { class: "sl-head" }, el("h3", {}, frame.title), size, saved),
    banner,
    el("div", { class: "sl-columns" },
      el("div", { class: "sl-side" }, given, feedback.node),
      el("section", { class: "sl-main", "aria-label": "Your answer" },
        ...editors.map((editor) => editor.node), question.node, el("div", { class: "sl-actions" }, keep), history.node)),
    live);

  const text = () => Object.fromEntries(editors.map((editor, i) => [frame.sections[i].id, editor.area.value]));
  let sent = null; // the draft under way: {rev, at}

  function typed() {
    saved.textContent = "Saving …";
    later("send", SEND_AFTER_MS, send);
  }

  function send() {
    if (sent && Date.now() - sent.at < ANSWER_WITHIN_MS) return; // the answer to it will send the newest text
    const rev = (model.get("draft").rev ?? 0) + 1;
    sent = { rev, at: Date.now() };
    model.set("draft", { rev, sections: text() });
    model.save_changes();
    later("answer", ANSWER_WITHIN_MS, () => {
      if (!sent) return;
      saved.textContent = "Not saved";
      warn("The kernel does not answer, so your latest words are not saved yet. They stay in this page: "
        + `copy them before you close it, then ${AFRESH}.`);
    });
  }

  function keepAttempt() {
    model.send({ do: "keep", sections: text() });
  }

  function warn(message) {
    banner.textContent = message;
    banner.hidden = !message;
  }

  const isCurrent = () => {
    const now = text();
    const known = model.get("draft").sections ?? {};
    return Object.keys(now).every((name) => now[name] === (known[name] ?? ""));
  };

  function showFeedback() {
    const result = model.get("feedback");
    if (result.rev == null) return;
    if (sent && result.rev >= sent.rev) {
      sent = null;
      clearTimeout(timers.answer);
    }
    if (result.rev === model.get("draft").rev && isCurrent()) {
      editors.forEach((editor, i) => editor.mark(result.segments[frame.sections[i].id] ?? []));
      question.show(result);
      feedback.show(result);
      size.textContent = `${result.words} words · ${minutesAndSeconds(result.seconds)} spoken`;
      later("announce", ANNOUNCE_AFTER_MS, () => {
        live.textContent = `${spoken(result).join(", ")}. ${result.question}`;
      });
    } else if (!sent && !isCurrent()) {
      send();
    }
    showStatus();
  }

  function showStatus() {
    const status = model.get("status");
    warn(status.problem ?? "");
    const rev = model.get("draft").rev ?? 0;
    if (status.problem) saved.textContent = "Not saved";
    else if (isCurrent() && (status.saved ?? 0) >= rev) saved.textContent = rev ? "Saved" : "";
  }

  /** Another view of the same studio was typed into. */
  function follow() {
    const sections = model.get("draft").sections ?? {};
    editors.forEach((editor, i) => {
      if (document.activeElement !== editor.area) editor.set(sections[frame.sections[i].id] ?? "");
    });
  }

  // Keys typed here are text, never notebook commands; saving the notebook stays possible.
  root.addEventListener("keydown", (event) => {
    if (!((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s")) event.stopPropagation();
  });

  const showRating = () => feedback.rate(model.get("rating"));
  const listeners = [
    ["change:feedback", showFeedback],
    ["change:rating", showRating],
    ["change:status", showStatus],
    ["change:draft", follow],
    ["change:attempts", () => history.show(model.get("attempts"))],
  ];
  for (const [name, listener] of listeners) model.on(name, listener);
  follow();
  history.show(model.get("attempts"));
  showRating();
  showFeedback();
  showStatus();

  return () => {
    Object.values(timers).forEach(clearTimeout);
    for (const [name, listener] of listeners) model.off(name, listener);
  };
}

export default { render };
