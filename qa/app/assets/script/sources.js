// The sources: an answer's citations as cards, or an article that is read at one of them.

import { announce } from "./announcer.js";
import { all, one } from "./elements.js";
import * as pages from "./pages.js";
import { send } from "./port.js";
import * as quote from "./quote.js";
import * as side from "./side.js";
import { say } from "./texts.js";

const article = () => one("#qa-panel .opened");

export function open(what) {
  quote.hide();
  side.show("sources");
  send("select", what);
}

export function why(exchange) {
  side.show("sources");
  send("expand", { exchange });
}

// To the citation so many further; from the cards to the first one.
export function walk(step) {
  const read = article();
  const now = Number(read?.dataset.number ?? 0);
  if (now) {
    const next = now + step;
    const there = next >= 1 && next <= Number(read.dataset.of);
    if (there) open({ exchange: Number(read.dataset.exchange), number: next });
    return;
  }
  const cards = one("#qa-panel .cards");
  if (cards && step > 0) open({ exchange: Number(cards.dataset.exchange), number: 1 });
}

// From an article that an answer cites, back to the cards; tells whether there was one.
export function back() {
  const explained = one("#qa-panel .why")?.dataset.why;
  const exchange = Number(explained ?? article()?.dataset.exchange ?? -1);
  if (exchange >= 0) open({ exchange });
  return exchange >= 0;
}

export function changed() {
  markChip();
  const panel = one("#qa-panel");
  if (!panel) return;
  if (one(".pages [data-page]", panel)) return; // a page came, or was turned
  const mark = one(".opened mark", panel);
  scroll(panel, pages.shown() ? null : mark);
  const number = Number(article()?.dataset.number);
  const explained = one(".why", panel);
  if (explained) announce(explained.textContent);
  else if (mark) announce(`${number ? say("Source {number}", { number }) : say("Passage")}: ${mark.textContent}`);
}

function markChip() {
  const read = article();
  for (const chip of all("#qa-done .chip")) {
    const { exchange, number } = chip.dataset;
    const same = read && exchange === read.dataset.exchange && number === read.dataset.number;
    chip.classList.toggle("current", Boolean(same));
  }
}

// Not scrollIntoView: that would move the whole page as well.
function scroll(panel, mark) {
  panel.scrollTop = 0;
  if (!mark) return;
  const at = mark.getBoundingClientRect();
  const { top } = panel.getBoundingClientRect();
  const low = at.bottom - top > panel.clientHeight * 0.7;
  if (low) panel.scrollTop = at.top - top - panel.clientHeight / 3;
}
