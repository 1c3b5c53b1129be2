"use strict";
// The clock's model: the same as starlift/sessions/clock.py, name for name. All times are whole seconds.
const ClockModel = (() => {
  const MINUTE = 60;
  const STAGES = [
    ["could", "shorten"], ["could", "drop"], ["should", "shorten"], ["should", "drop"], ["must", "shorten"],
  ];

  function follow(parts, events) {
    let state = {
      index: -1, times: parts.map((part) => part.planned), began: parts.map(() => null),
      ended: null, paused: 0, paused_since: null,
    };
    for (const event of events) state = after(parts, state, event);
    return state;
  }

  function after(parts, state, event) {
    const running = state.index >= 0 && state.index < parts.length;
    if (event.what === "next" && state.index < parts.length) return next(parts, state, event.at);
    if (event.what === "pause" && running && state.paused_since === null) return { ...state, paused_since: event.at };
    if (event.what === "resume" && running && state.paused_since !== null) {
      return { ...state, paused: state.paused + event.at - state.paused_since, paused_since: null };
    }
    if (event.what === "give") {
      const wanted = new Map(event.times);
      const times = parts.map((part, i) =>
        i > state.index && wanted.has(part.id) ? allowed(part, wanted.get(part.id)) : state.times[i]);
      return { ...state, times };
    }
    return state;
  }

  function next(parts, state, at) {
    const index = following(state);
    const calm = { ...state, index, paused: 0, paused_since: null };
    if (index === parts.length) return { ...calm, ended: at };
    return { ...calm, began: state.began.map((was, i) => (i === index ? at : was)) };
  }

  function allowed(part, seconds) {
    return Math.min(part.planned, Math.max(seconds, part.need === "must" ? part.least : 0));
  }

  function following(state) {
    const found = state.times.findIndex((time, i) => i > state.index && time > 0);
    return found < 0 ? state.times.length : found;
  }

  function look(parts, state, now, start = null) {
    const first = state.began.find((at) => at !== null) ?? now;
    const planned = start ?? first;
    const count = parts.length;
    const left = state.index >= 0 && state.index < count ? timeLeft(state, now) : 0;
    const begins = [...state.began];
    let ends = free(state, now, planned, left);
    for (let i = state.index + 1; i < count; i += 1) {
      if (state.times[i]) {
        begins[i] = ends;
        ends += state.times[i];
      }
    }
    const late = ends - planned - parts.reduce((sum, part) => sum + part.planned, 0);
    const proposal = state.index < count ? propose(parts, state, late) : [];
    return {
      index: state.index, left, following: following(state), should: plannedIndex(parts, now - planned),
      begins, ends, late, proposal,
    };
  }

  function timeLeft(state, now) {
    const pause = state.paused + (state.paused_since !== null ? now - state.paused_since : 0);
    return state.began[state.index] + state.times[state.index] + pause - now;
  }

  function free(state, now, start, left) {
    if (state.ended !== null) return state.ended;
    return state.index < 0 ? Math.max(now, start) : now + Math.max(0, left);
  }

  function plannedIndex(parts, since) {
    if (since < 0) return -1;
    let rest = since;
    const found = parts.findIndex((part) => (rest -= part.planned) < 0);
    return found < 0 ? parts.length : found;
  }

  function propose(parts, state, late) {
    const wanted = late >= MINUTE ? Math.ceil(late / MINUTE) * MINUTE : 0;
    const cuts = new Map();
    const saved = () => [...cuts.values()].reduce((sum, cut) => sum + cut.saves, 0);
    for (const [need, how] of STAGES) {
      const open = new Map(parts.map((part, i) => [i, part]).filter(([i, part]) => i > state.index && part.need === need));
      for (let rest = wanted - saved(); rest > 0; rest = wanted - saved()) {
        const able = [...open].map(([i, part]) => [i, cut(part, state.times[i], how, rest, cuts)]).filter((pair) => pair[1]);
        if (!able.length) break;
        const ranked = able.map(([i, one]) => [rank(i, gain(one, cuts), rest), i, one]);
        ranked.sort((a, b) => compare(a[0], b[0]));
        const [, index, best] = ranked[0];
        open.delete(index);
        cuts.set(best.id, best);
      }
    }
    for (const one of dearestFirst(parts, cuts)) if (saved() - one.saves >= wanted) cuts.delete(one.id);
    return parts.filter((part) => cuts.has(part.id)).map((part) => cuts.get(part.id));
  }

  function cut(part, has, how, rest, cuts) {
    if (how === "drop") return has ? { id: part.id, how, to: 0, saves: has } : null;
    const spare = Math.min(has - part.least, rest);
    return spare > 0 && !cuts.has(part.id) ? { id: part.id, how, to: has - spare, saves: spare } : null;
  }

  const gain = (one, cuts) => one.saves - (cuts.get(one.id)?.saves ?? 0);
  const rank = (index, gained, rest) => [gained < rest ? 1 : 0, gained >= rest ? gained : -gained, -index];
  const compare = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

  function dearestFirst(parts, cuts) {
    const stage = (one) => {
      const { need } = parts.find((part) => part.id === one.id);
      return STAGES.findIndex(([n, how]) => n === need && how === one.how);
    };
    return [...cuts.values()].sort((a, b) => stage(b) - stage(a));
  }

  return { follow, look, propose };
})();
