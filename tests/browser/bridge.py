"""A widget's own script in a real browser, with its Python side in the test's process and nothing in between."""

from __future__ import annotations

import base64
import json
import threading
from typing import Any

from ipywidgets import Widget
from playwright.sync_api import Page

from starlift.panels.workbench import WorkbenchPanel

_MODEL = """
window.makeModel = (state) => {
  const listeners = {};
  const fire = (name, ...rest) => (listeners[name] ?? []).forEach((listener) => listener(...rest));
  const take = async (content) => {
    const { state: next, sent } = await window.toKernel(JSON.stringify(content));
    for (const [name, value] of Object.entries(next)) {
      if (JSON.stringify(value) === JSON.stringify(state[name])) continue;
      state[name] = value;
      fire(`change:${name}`);
    }
    for (const { content: one, data } of sent) {
      fire("msg:custom", one, data.map((part) => Uint8Array.from(atob(part), (byte) => byte.charCodeAt(0))));
    }
  };
  setInterval(() => take(null), 200); // what Python says unasked
  return {
    get: (name) => state[name],
    on: (name, listener) => (listeners[name] ??= []).push(listener),
    off: () => {},
    send: take,
  };
};
"""
_ADDRESS = "http://127.0.0.1:1/workbench"
_TRAITS = ("frame", "page", "values", "status")


def show(page: Page, panel: WorkbenchPanel, *, light: bool = True) -> None:
    """Draw `panel` on an empty page; what the page sends reaches it as a browser's message."""
    sent: list[dict[str, Any]] = []
    lock = threading.Lock()

    def send(content: Any, buffers: Any = None) -> None:
        parts = [base64.b64encode(bytes(one)).decode() for one in buffers or ()]
        sent.append({"content": content, "data": parts})

    def to_kernel(words: str) -> dict[str, Any]:
        with lock:
            content = json.loads(words)
            if content is not None:
                data = {"method": "custom", "content": content}
                Widget._handle_msg(panel, {"content": {"data": data}, "buffers": []})
            found = {"state": state(panel), "sent": list(sent)}
            sent.clear()
        return found

    panel.send = send  # type: ignore[method-assign]
    page.expose_function("toKernel", to_kernel)
    ground = "#ffffff" if light else "#14171d"
    html = (
        f"<!doctype html><html lang='en'><title>Workbench</title><body data-jp-theme-light='{str(light).lower()}' "
        f"style='margin:0;background:{ground}'><main><style>{panel._css}</style><div id='root'></div></main>"
    )
    page.route(_ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(_ADDRESS)  # an address of its own, so that the browser has storage for it
    page.add_script_tag(content=_MODEL)
    page.add_script_tag(type="module", content=f"{panel._esm}\nwindow.render = render;")
    page.wait_for_function("() => Boolean(window.render)")
    page.evaluate(
        "(state) => window.render({ model: makeModel(state), el: document.querySelector('#root') })", state(panel)
    )


def state(panel: WorkbenchPanel) -> dict[str, Any]:
    """The traits as the front end gets them."""
    return {name: getattr(panel, name) for name in _TRAITS}
