// A line at the foot of the page: what was done, and how to undo it.

import { button, one, span } from "./elements.js";
import { say } from "./texts.js";

const SHOWN = 12000; // milliseconds

let undoing = null; // what the button does
let hiding = null;

export function tell(text, back = null) {
  const box = one("#qa-told");
  undoing = back;
  box.replaceChildren(span(text), ...(back ? [button(say("Undo"), "restore")] : []));
  box.hidden = false;
  stay();
  leave();
}

export function hide() {
  stay();
  undoing = null;
  const box = one("#qa-told");
  if (box) box.hidden = true;
}

export function undo() {
  const restore = undoing;
  hide();
  restore?.();
}

// It stays while it is pointed at or has the focus.
export const stay = () => clearTimeout(hiding);

export function leave() {
  hiding = setTimeout(hide, SHOWN);
}
