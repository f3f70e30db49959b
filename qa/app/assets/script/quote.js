// The quote of a citation, shown while its chip is pointed at.

import { numbers, one, span } from "./elements.js";
import { send } from "./port.js";

const MARGIN = 16; // pixels to the sides of the window
const GAP = 6; // pixels between chip and quote
const GRACE = 200; // milliseconds in which the pointer may move from the chip to the quote

let hiding = null;
let pointed = null; // the chip whose quote is shown

export const chipOf = (event) => event.target.closest?.("button.chip[data-quote]");
export const shown = () => !one("#qa-quote").hidden;
export const keep = () => clearTimeout(hiding);

export function show(chip) {
  keep();
  const box = one("#qa-quote");
  const quote = document.createElement("q");
  quote.textContent = chip.dataset.quote;
  box.replaceChildren(span(chip.dataset.title, "told"), quote, span(chip.dataset.where, "where"));
  box.hidden = false;
  pointed = chip;
  send("option_select", numbers(chip, "exchange", "number"));
  place(box, chip.getBoundingClientRect());
}

// The quote in its paragraph, when the server has sent that.
export function surrounded() {
  const came = one("#qa-paragraph [data-number]");
  const box = one("#qa-quote");
  if (!came || !pointed || box.hidden) return;
  const { exchange, number } = pointed.dataset;
  if (came.dataset.exchange !== exchange || came.dataset.number !== number) return;
  one("q", box).replaceChildren(...came.cloneNode(true).childNodes);
  place(box, pointed.getBoundingClientRect());
}

export function hide() {
  keep();
  pointed = null;
  const box = one("#qa-quote");
  if (box) box.hidden = true;
}

// The pointer may move from the chip to the quote, to select or to scroll in it.
export function hideSoon() {
  keep();
  hiding = setTimeout(hide, GRACE);
}

// Below the chip, so that the statement that it proves stays in view; above where that is too low.
function place(box, chip) {
  const size = box.getBoundingClientRect();
  const below = chip.bottom + GAP;
  const above = Math.max(8, chip.top - size.height - GAP);
  const rightmost = innerWidth - size.width - MARGIN;
  box.style.left = `${Math.min(Math.max(MARGIN, chip.left - 40), rightmost)}px`;
  box.style.top = `${below + size.height < innerHeight - 8 ? below : above}px`;
}
