// The page of the clock: what the model says, drawn twice a second; the events are kept in the browser.
(() => {
  const session = JSON.parse(document.getElementById("session").textContent);
  const blocks = session.blocks;
  const KEY = `starlift-clock/${session.key}`;
  const STALE = 12 * 3600; // a run that old is another day's
  const FAR = 3600; // further than this behind the planned start, it is that of another day
  const el = (id) => document.getElementById(id);
  const now = () => Math.floor(Date.now() / 1000);
  const minutes = (seconds) => Math.round(seconds / 60);
  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const ofDay = (at) => {
    const date = new Date(at * 1000);
    return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
  };
  const countdown = (seconds) => {
    const all = Math.abs(seconds);
    return `${seconds < 0 ? "+" : ""}${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
  };
  const made = (name, text = "", kind = "") => {
    const node = document.createElement(name);
    node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  const put = (id, text) => { if (el(id).textContent !== text) el(id).textContent = text; };

  let kept = read() ?? { start: null, events: [] };
  let keys = true;
  let said = "";
  let drawn = "";

  // The planned start that comes next, or has just passed: a page opened the evening before is not late.
  function plannedStart() {
    if (session.start === null) return null;
    const date = new Date();
    date.setHours(Math.floor(session.start / 60), session.start % 60, 0, 0);
    if (Date.now() - date > FAR * 1000) date.setDate(date.getDate() + 1);
    return Math.floor(date.getTime() / 1000);
  }

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      const last = found?.events?.at(-1);
      return last && now() - last.at < STALE ? found : null;
    } catch {
      return null;
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
      el("unsaved").hidden = true;
    } catch {
      el("unsaved").hidden = false;
    }
  }

  function start(state) {
    if (!kept.events.length) kept.start = plannedStart();
    const began = state.began.find((at) => at !== null) ?? null;
    if (kept.start === null) return began;
    return began !== null && Math.abs(began - kept.start) > FAR ? began : kept.start;
  }

  function happen(event) {
    kept.events.push({ at: now(), ...event });
    keep();
    draw();
  }

  function undo() {
    kept.events.pop();
    keep();
    draw();
  }

  function draw() {
    const at = now();
    const state = ClockModel.follow(blocks, kept.events);
    const planned = start(state);
    const view = ClockModel.look(blocks, state, at, planned);
    const scene = { state, view, at, planned, running: view.index >= 0 && view.index < blocks.length };
    put("now", ofDay(at));
    drawBlock(scene);
    drawStanding(scene);
    drawControls(scene);
    drawSlow(scene);
    speak(scene);
  }

  function drawBlock({ state, view, at, planned, running }) {
    const block = blocks[view.index];
    el("digits").classList.toggle("words", !running);
    el("digits").classList.toggle("over", running && view.left < 0);
    if (running) {
      put("place", [`${view.index + 1} of ${blocks.length}`, block.form, block.place].filter(Boolean).join(" · "));
      put("block", block.title);
      put("digits", countdown(view.left));
      put("until", state.paused_since === null ? until(block, state, view, at) : "Ⅱ paused");
      put("agenda", block.agenda);
    } else if (view.index < 0) {
      const wait = planned === null ? 0 : planned - at;
      put("place", planned === null ? "Not begun" : `Begins at ${ofDay(planned)}`);
      put("block", session.title);
      put("digits", wait > 0 && wait < 6000 ? countdown(wait) : `${minutes(total())} min`);
      put("until", wait > 0 && wait < 6000 ? "until we begin" : `in ${plural(blocks.length, "block")}`);
      put("agenda", blocks[0].agenda);
    } else {
      put("place", `Ended at ${ofDay(view.ends)}`);
      put("block", session.title);
      put("digits", "Thank you");
      put("until", "");
      put("agenda", "");
    }
  }

  const total = () => blocks.reduce((sum, block) => sum + block.planned, 0);

  function until(block, state, view, at) {
    if (view.left < 0) return `over time since ${ofDay(at + view.left)}`;
    const debrief = Math.floor((block.debrief * state.times[view.index]) / block.planned);
    const ends = at + view.left;
    if (debrief && debrief < state.times[view.index] && view.left > debrief) {
      return `left · exercise until ${ofDay(ends - debrief)}, debrief until ${ofDay(ends)}`;
    }
    return debrief ? `left · debrief until ${ofDay(ends)}` : `left · until ${ofDay(ends)}`;
  }

  function drawStanding({ state, view, planned }) {
    const ended = view.index === blocks.length;
    const late = view.late >= 60;
    el("standing").classList.toggle("late", late);
    const ends = `${ended ? "ended" : "ends"} at ${ofDay(view.ends)}`;
    const instead = view.index < 0 && planned === null ? "" : ` instead of ${ofDay(view.ends - view.late)}`;
    const where = view.should >= 0 && view.should < blocks.length && view.should !== view.index && !ended
      ? ` · the plan is at ${blocks[view.should].title}` : "";
    if (late) put("standing", `▲ ${Math.floor(view.late / 60)} min late: ${ends}${instead}${where}`);
    else if (view.late <= -60) put("standing", `▼ ${Math.floor(-view.late / 60)} min early: ${ends}${instead}${where}`);
    else put("standing", view.index < 0 && planned === null ? `● ${minutes(total())} min: begun now, it ${ends}` : `● On time: ${ends}`);
    const next = blocks[view.following];
    if (next) put("next", `Next: ${next.title} at ${ofDay(view.begins[view.following])} · ${minutes(state.times[view.following])} min`);
    else put("next", ended ? "" : "Next: the end");
    el("show-late").classList.toggle("late", late);
  }

  function drawControls({ state, view, running }) {
    put("go-word", view.index < 0 ? "Begin" : view.following === blocks.length ? "End" : "Next");
    el("go").disabled = view.index === blocks.length;
    put("pause-word", state.paused_since === null ? "Pause" : "Go on");
    el("pause").disabled = !running;
    el("undo").disabled = !kept.events.length;
  }

  // Bars and tables change by the minute; drawing them seldom keeps the focus on their buttons.
  function drawSlow(scene) {
    const { state, view, at } = scene;
    const stamp = JSON.stringify([kept.events.length, Math.floor(at / 60), view.late >= 60, view.proposal, state.index]);
    if (stamp === drawn) return;
    drawn = stamp;
    const focused = document.activeElement?.dataset?.cut;
    drawLines(scene);
    drawLate(scene);
    drawTable(scene);
    if (focused) document.querySelector(`[data-cut="${CSS.escape(focused)}"]`)?.focus();
  }

  function drawLines({ state, view, at }) {
    const piece = (i, seconds, kind) => {
      const item = made("li", kind === "gap" ? "" : String(i + 1), kind);
      item.style.flexGrow = Math.max(seconds, 1);
      return item;
    };
    const kind = (i, here) => (i === here ? "here" : i < here ? "done" : "");
    el("planned").replaceChildren(...blocks.map((block, i) => piece(i, block.planned, kind(i, view.should))));
    const shown = blocks.map((_, i) => i).filter((i) => view.begins[i] !== null);
    const ends = (k) => (k + 1 < shown.length ? view.begins[shown[k + 1]] : view.ends);
    const first = view.begins[shown[0]] ?? at;
    const planned = view.ends - view.late - total();
    const bars = shown.map((i, k) => piece(i, ends(k) - view.begins[i], kind(i, state.index)));
    el("real").replaceChildren(...(first - planned > 30 ? [piece(0, first - planned, "gap")] : []), ...bars);
  }

  function told(cut) {
    const block = blocks.find((one) => one.id === cut.id);
    const what = cut.how === "drop" ? `Drop “${block.title}”` : `Shorten “${block.title}” to ${minutes(cut.to)} min`;
    return `${what} (${block.need}): saves ${minutes(cut.saves)} min. ${cut.how === "drop" ? "Without it: " : "The risk: "}${block.without}`;
  }

  function drawLate({ state, view }) {
    const saved = view.proposal.reduce((sum, cut) => sum + cut.saves, 0);
    const left = view.late - saved;
    put("late-title", view.late >= 60 ? `To end at ${ofDay(view.ends - view.late)}, ${Math.floor(view.late / 60)} min have to go` : "Nothing has to go");
    el("proposal").replaceChildren(...view.proposal.map((cut) => made("li", told(cut))));
    const still = left >= 60 ? ` That is still ${Math.floor(left / 60)} min late: tell the room now.` : "";
    if (view.proposal.length) put("outcome", `New end: ${ofDay(view.ends - saved)}.${still}`);
    else put("outcome", view.late >= 60 ? "Nothing is left to cut. Tell the room now when it ends." : `It ends at ${ofDay(view.ends)}.`);
    el("accept").hidden = !view.proposal.length;
    el("choices").replaceChildren(...blocks.map((block, i) => [block, i]).filter(([, i]) => i > state.index).map(([block, i]) => choice(block, state.times[i])));
  }

  function choice(block, has) {
    const row = made("tr", "", has ? "" : "dropped");
    const head = made("th", `${block.title} (${block.need}${has ? "" : ", dropped"})`);
    head.scope = "row";
    const cut = made("td");
    const button = (word, seconds) => {
      const made_ = made("button", word);
      made_.type = "button";
      made_.dataset.cut = `${block.id}:${seconds}`;
      made_.setAttribute("aria-label", `${word}: ${block.title}`);
      made_.addEventListener("click", () => happen({ what: "give", times: [[block.id, seconds]] }));
      cut.append(made_);
    };
    if (has && block.need !== "must") button("Drop", 0);
    if (has > block.least) button(`Shorten to ${minutes(block.least)}`, block.least);
    if (has < block.planned) button(`Back to ${minutes(block.planned)}`, block.planned);
    if (!cut.childNodes.length) cut.append("stays");
    const most = block.need === "must" ? has - block.least : has;
    row.append(head, made("td", `up to ${minutes(Math.max(0, most))} min`, "figure"), made("td", block.without), cut);
    return row;
  }

  function drawTable({ state, view }) {
    let planned = view.ends - view.late - total();
    const rows = blocks.map((block, i) => {
      const dropped = !state.times[i];
      const row = made("tr", "", dropped ? "dropped" : i === state.index ? "here" : "");
      const head = made("th", `${i + 1} ${block.title}`);
      head.scope = "row";
      if (i === state.index) row.setAttribute("aria-current", "step");
      const real = dropped ? "dropped" : view.begins[i] === null ? "–" : ofDay(view.begins[i]);
      row.append(head, made("td", dropped ? "0" : String(minutes(state.times[i])), "figure"), made("td", ofDay(planned), "figure"),
        made("td", real, "figure"), made("td", block.say));
      planned += block.planned;
      return row;
    });
    el("table").replaceChildren(...rows);
  }

  // At most one sentence a minute, and one when the block or a pause changes.
  function speak({ state, view, running }) {
    const key = `${view.index} ${Math.ceil(view.left / 60)} ${state.paused_since !== null} ${kept.events.length}`;
    if (key === said) return;
    said = key;
    const standing = el("standing").textContent.replace(/^\S+ /, "");
    if (!running) put("live", `${el("place").textContent}. ${standing}`);
    else if (state.paused_since !== null) put("live", `Paused in ${blocks[view.index].title}.`);
    else if (view.left < 0) put("live", `${blocks[view.index].title} is over time. ${standing}`);
    else put("live", `${blocks[view.index].title}: ${plural(Math.ceil(view.left / 60), "minute")} left. ${standing}`);
  }

  function unfold(button, sheet) {
    const open = el(sheet).hidden;
    for (const [other, its] of [["late", "show-late"], ["plan", "show-plan"]]) {
      el(other).hidden = other === sheet ? !open : true;
      el(its).setAttribute("aria-expanded", String(other === sheet && open));
    }
    if (open) el(sheet).focus();
    else el(button).focus();
  }

  const acts = {
    go: () => happen({ what: "next" }),
    pause: () => happen({ what: el("pause-word").textContent === "Pause" ? "pause" : "resume" }),
    undo,
    "show-late": () => unfold("show-late", "late"),
    "show-plan": () => unfold("show-plan", "plan"),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()),
    keys: () => {
      keys = !keys;
      el("keys").setAttribute("aria-pressed", String(keys));
      put("keys-word", keys ? "on" : "off");
    },
    accept: () => {
      const state = ClockModel.follow(blocks, kept.events);
      const { proposal } = ClockModel.look(blocks, state, now(), start(state));
      happen({ what: "give", times: proposal.map((cut) => [cut.id, cut.to]) });
      el("late").focus();
    },
    afresh: () => {
      if (el("afresh").textContent === "Start afresh") {
        put("afresh", "Press again to forget this run");
        return;
      }
      put("afresh", "Start afresh");
      kept = { start: null, events: [] };
      keep();
      draw();
    },
  };
  for (const [id, act] of Object.entries(acts)) el(id).addEventListener("click", act);
  const shortcuts = { n: "go", ArrowRight: "go", PageDown: "go", p: "pause", u: "undo", l: "show-late", t: "show-plan", f: "full" };
  document.addEventListener("keydown", (event) => {
    const id = shortcuts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!keys || !id || event.repeat || event.ctrlKey || event.metaKey || event.altKey || el(id).disabled) return;
    event.preventDefault();
    acts[id]();
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    kept = read() ?? { ...kept, events: [] };
    draw();
  });
  draw();
  setInterval(draw, 500);
})();
