// What one may ask: at first what the folder holds, after an answer what leads on from it.

import { all, one } from "./elements.js";
import { send } from "./port.js";
import * as question from "./question.js";

const CALM = 800; // milliseconds after an answer until questions that lead on are looked for
const AGAIN = 2500; // milliseconds until they are looked for again, where the program was busy
const MOST_LOOKS = 24;

let wanted = null; // the exchange that they are wanted for; "" before the first
let waiting = null;

// After a change of the answers on the page.
export function follow() {
  const key = question.busy() ? null : (all("#qa-done .exchange").at(-1)?.dataset.identity ?? "");
  if (key === wanted) return;
  wanted = key;
  clearTimeout(waiting);
  show();
  if (key !== null) waiting = setTimeout(look, key ? CALM : 0, key ? MOST_LOOKS : 1);
}

function look(left) {
  if (left === 0 || one("#qa-ideas .ideas")?.dataset.for === wanted) return;
  send("example_select");
  waiting = setTimeout(look, AGAIN, left - 1);
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
