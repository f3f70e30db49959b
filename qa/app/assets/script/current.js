// Which conversation is shown: the name that it is kept by, and what it branches off.

import { all } from "./elements.js";

let current = newName();
let origin = null; // of a branch whose first question is on its way

export const name = () => current;

export function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return btoa(String.fromCodePoint(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

export function set(id) {
  current = id;
  origin = null;
}

// The name of what a question becomes part of. In the place of one that is edited, or that others
// follow, it begins a branch, and what was there stays as it is.
export function forQuestion(replaced, edited) {
  const last = all("#qa-done .exchange").length - 1;
  if (replaced !== null && (edited || replaced < last)) {
    const from = { id: current, exchange: replaced };
    set(newName());
    origin = from;
  }
  return current;
}

// What a conversation that is kept for the first time branches off; null for nothing.
export function originOf(id) {
  const from = id === current ? origin : null;
  origin = null;
  return from;
}
