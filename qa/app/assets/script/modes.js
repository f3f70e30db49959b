// What the page is for at the moment: asking, or checking a text.

import { all } from "./elements.js";

export const checking = () => document.body.dataset.mode === "check";

export function go(mode) {
  document.body.dataset.mode = mode;
  show();
}

// The tabs stand in the header, which the server sends anew.
export function show() {
  const { mode = "ask" } = document.body.dataset;
  for (const tab of all(".modes [role=tab]")) {
    const selected = String(tab.dataset.mode === mode);
    if (tab.getAttribute("aria-selected") !== selected) tab.setAttribute("aria-selected", selected);
  }
}
