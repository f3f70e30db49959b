// The quote of a citation, shown while its chip is pointed at.

import { one, span } from "./elements.js";

const MARGIN = 16; // pixels to the sides of the window
const GAP = 6; // pixels between chip and quote
const GRACE = 200; // milliseconds in which the pointer may move from the chip to the quote

let hiding = null;

export const chipOf = (event) => event.target.closest?.("button.chip[data-quote]");
export const shown = () => !one("#qa-quote").hidden;
export const keep = () => clearTimeout(hiding);

export function show(chip) {
  keep();
  const box = one("#qa-quote");
  const quote = document.createElement("q");
  quote.textContent = `“${chip.dataset.quote}”`;
  box.replaceChildren(quote, span(chip.dataset.where, "where"));
  box.hidden = false;
  place(box, chip.getBoundingClientRect());
}

export function hide() {
  keep();
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
