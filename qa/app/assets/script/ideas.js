// What one may ask: at first what the folder holds, after an answer what leads on from it.

import { all, one } from "./elements.js";
import { send } from "./port.js";
import * as question from "./question.js";

const CALM = 1200; // milliseconds after an answer until questions that lead on are looked for

let wanted = null; // the exchange that they are wanted for; "" before the first
let waiting = null;

// After a change of the answers on the page.
export function follow() {
  const key = question.busy() ? null : (all("#qa-done .exchange").at(-1)?.dataset.identity ?? "");
  if (key === wanted) return;
  wanted = key;
  clearTimeout(waiting);
  show();
  if (key !== null) waiting = setTimeout(look, key ? CALM : 0);
}

function look() {
  if (one("#qa-ideas .ideas")?.dataset.for !== wanted) send("example_select");
}

// Those of another exchange are not shown.
export function show() {
  const shown = one("#qa-ideas .ideas");
  if (shown) shown.hidden = shown.dataset.for !== wanted;
}

// Of other articles than before.
export function anew() {
  if (wanted === "") send("example_select");
}
