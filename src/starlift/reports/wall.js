"use strict";
// The wall draws what it is told, as text and never as markup, and asks for news as long as it is not paused.
(() => {
  const given = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const STATES = { stuck: "Stuck", done: "Done", working: "Working", absent: "Not begun" };
  let paused = false;

  function el(tag, more = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
    made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
    return made;
  }

  function put(id, ...children) { at(id).replaceChildren(...children); }

  function say(id, text) { if (at(id).textContent !== text) at(id).textContent = text; } // a live region speaks only of changes

  function track(part, whole) {
    const fill = el("div", { class: "fill" });
    fill.style.width = `${whole ? (100 * part) / whole : 0}%`;
    return el("div", { class: "track", "aria-hidden": "true" }, fill);
  }

  function steps(state) {
    const all = state.learners.length;
    put("steps", ...state.steps.map((step) => el("li", {}, el("span", {}, step.name), track(step.count, all),
      el("span", { class: "count" }, step.count))));
  }

  function signals(state) {
    if (!state.signals.length) {
      put("signals", el("p", { class: "quiet" }, "Shown once enough attempts are kept to speak of the room and not of single people."));
      return;
    }
    put("signals", el("ol", {}, ...state.signals.map((one) => el("li", {}, el("span", {}, one.name),
      el("span", { class: "count" }, `${one.missing} of ${one.of} miss it`), track(one.missing, one.of)))));
  }

  function visits(state) {
    const made = state.visits.map((one) => el("li", {}, el("b", {}, one.who), one.why.join("; ")));
    put("visits", ...(made.length ? made : [el("li", { class: "quiet" }, "Nobody needs you just now.")]));
  }

  function row(one) {
    const state = el("span", { class: one.state }, STATES[one.state] + (one.state === "stuck" ? `, ${one.quiet} min` : ""));
    const number = (value) => el("td", { class: "number" }, value === null ? "–" : value);
    return el("tr", {}, el("th", { scope: "row" }, one.name), el("td", {}, one.case), el("td", {}, one.step), el("td", {}, state),
      number(one.words), number(one.attempts), number(one.overall === null ? null : one.overall.toFixed(1)),
      el("td", {}, one.shared ? "yes" : ""));
  }

  function learners(state) {
    const heads = ["Who", "Case", "Step", "State", "Words", "Attempts", "Level, 1 to 5", "May be shown"];
    const head = heads.map((text, i) => el("th", { scope: "col", ...(i > 3 && i < 7 ? { class: "number" } : {}) }, text));
    const title = el("caption", {}, `${state.learners.length} people`);
    put("learners", el("table", {}, title, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...state.learners.map(row))));
  }

  function draw(state) {
    if (!state.learners) { tell(state.problem || "Nothing has been read yet."); return; }
    const title = state.cohort ? `Cohort wall: ${state.cohort}` : "Cohort wall";
    say("title", title);
    document.title = title;
    const time = new Date(state.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    say("at", `as of ${time}`);
    const count = (name) => state.learners.filter((one) => one.state === name).length;
    say("summary", `${count("working")} working, ${count("stuck")} stuck, ${count("done")} done` +
      (count("absent") ? `, ${count("absent")} not begun` : ""));
    say("rule", state.rule + (state.findings ? ` ${state.findings === 1 ? "1 file was" : `${state.findings} files were`} passed over; starlift cohort collect lists them.` : ""));
    steps(state); signals(state); visits(state); learners(state);
    tell(state.problem || "");
  }

  function tell(problem) {
    at("problem").hidden = !problem;
    say("problem", problem);
  }

  async function ask() {
    if (!paused) {
      try {
        const answer = await fetch("state", { cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        const state = await answer.json();
        if (!paused) draw(state);
      } catch {
        tell("No news: starlift wall does not answer. What stands here is as it was.");
      }
    }
    setTimeout(ask, given.every * 1000);
  }

  at("pause").hidden = !given.every;
  at("pause").onclick = () => { paused = !paused; at("pause").setAttribute("aria-pressed", String(paused)); };
  function show(only) { // stays with the address, so that a reload on the projector shows nobody by name
    document.body.classList.toggle("room-only", only);
    at("room").setAttribute("aria-pressed", String(only));
    history.replaceState(null, "", only ? "#room" : location.pathname);
  }
  at("room").onclick = () => show(!document.body.classList.contains("room-only"));
  if (location.hash === "#room") show(true);
  draw(given.state);
  if (given.every) setTimeout(ask, given.every * 1000);
})();
