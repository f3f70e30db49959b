// What the articles say to the statements of a checked text, one at a time, at the side.

import { announce } from "./announcer.js";
import { all, one } from "./elements.js";
import * as modes from "./modes.js";
import { send } from "./port.js";
import * as side from "./side.js";

let turn = 0; // of what was asked for last
let chosen = 0; // the statement that is shown; 0 for none

const report = () => one("#qa-checked .checked");

// The first one of a report, before the visitor has chosen.
export function begin() {
  mark(Number(report().dataset.first));
  show(chosen);
}

export function end() {
  mark(0);
  if (modes.checking()) show(0);
}

export function walk(step) {
  const of = Number(report()?.dataset.of ?? 0);
  const next = chosen + step;
  if (next >= 1 && next <= of) pick(next);
}

// From an article back to the statement; tells whether one was read.
export function back() {
  const read = one("#qa-panel .from-evidence") !== null;
  if (read) show(chosen);
  return read;
}

// After a change from asking to checking, or back to the last answer's sources.
export function switched() {
  const last = all("#qa-done .exchange").length - 1;
  if (modes.checking()) show(chosen);
  else if (last >= 0) send("select", { exchange: last });
  else show(-1);
}

// An answer that was still awaited shows its sources here: the statement stays. So it does where what
// was asked for before it comes after it, as the server may send them in any order.
export function panelChanged() {
  if (!modes.checking()) return;
  const late = one("#qa-panel [data-statement]");
  if (late && chosen && Number(late.dataset.statement) !== chosen) {
    show(chosen);
    return;
  }
  const told = one("#qa-panel .evidence article");
  if (told) announce(told.textContent);
  else if (chosen && one("#qa-panel .cards")) show(chosen);
}

function clicked(event) {
  const link = event.target.closest?.("#qa-checked .draft a");
  if (!link) return;
  event.preventDefault();
  pick(Number(link.hash.slice(2)));
}

// A statement is chosen by the visitor.
function pick(number) {
  mark(number);
  side.show("sources");
  show(number);
}

function mark(number) {
  chosen = number;
  for (const link of all("#qa-checked .draft a")) {
    if (link.hash === `#e${number}`) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

// What the articles say to a statement, or the article of one of its quotes.
function show(statement, number = 0) {
  turn += 1;
  send("release", { statement, number, turn });
}

export const actions = {
  evidence: back,
  "read-evidence": ({ dataset }) => show(chosen, Number(dataset.number)),
  "walk-statements": ({ dataset }) => walk(Number(dataset.step)),
};

export function listen() {
  document.addEventListener("click", clicked);
}
