// The page follows the reader's light or dark, and is opened once more where a panel has not come up.

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => { document.body.dataset.jpThemeLight = String(!dark.matches); };
dark.addEventListener("change", follow);
follow();

const RETRIES = 2;
const PATIENCE_MS = 60_000;
const PATIENCE_TIMES = 3; // a busy machine is given this many times as long as it took so far: reloading makes it busier
const KEY = "starlift-retries";

/** Whether the panel that belongs into `place` is there. */
const isUp = (place) => place.querySelector(".sl-look");

/** Whether something still has come in its stead, text or the panel's likeness, which does not mend itself. */
const isLost = (place) => place.querySelector(".jp-RenderedText, .jp-RenderedHTMLCommon");

document.addEventListener("DOMContentLoaded", () => {
  document.title = document.querySelector("h1")?.textContent.trim() ?? document.title;
  const places = [...document.querySelectorAll("script[type='application/vnd.voila.cell-output+json']")]
    .filter((output) => output.text.includes("widget-view+json"))
    .map((output) => output.parentElement);
  const until = performance.now() + Math.max(PATIENCE_MS, PATIENCE_TIMES * performance.now());
  const watch = setInterval(() => {
    const up = places.every(isUp);
    if (!up && !places.some(isLost) && performance.now() < until) return;
    clearInterval(watch);
    const tries = Number(sessionStorage.getItem(KEY));
    if (up) {
      sessionStorage.removeItem(KEY);
    } else if (tries < RETRIES) {
      sessionStorage.setItem(KEY, String(tries + 1));
      location.reload();
    } else {
      sessionStorage.removeItem(KEY);
      const told = document.createElement("p");
      told.setAttribute("role", "alert");
      told.className = "sl-app-alert";
      told.textContent = "A part of this page did not come up. What you wrote is kept. Reload the page;"
        + " if that does not help, start the app again.";
      document.body.prepend(told);
    }
  }, 500);
});
