// The chat as it scrolls: what is being written stays in view, unless the visitor reads elsewhere.

import { all, one } from "./elements.js";

const NEAR = 120; // pixels from the end that still count as there
const ABOVE = 24; // pixels that are left above a question

let following = true;

export function follow() {
  following = true;
}

// Down to the end, but never past the last question: its answer is read from the start.
export function toEnd() {
  const scroller = one("#qa-scroll");
  const last = all(".exchange", scroller).at(-1);
  if (!following || !last) return;
  const end = scroller.scrollHeight - scroller.clientHeight;
  const offset = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  const start = scroller.scrollTop + offset - ABOVE;
  scroller.scrollTop = Math.max(scroller.scrollTop, Math.min(start, end));
}

function scrolled({ currentTarget: at }) {
  following = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR;
}

export function connect() {
  one("#qa-scroll").addEventListener("scroll", scrolled, { passive: true });
}
