// What is being written and was not asked: kept until it is, however the page is left.

import { editing, field, write } from "./composer.js";

let key = "";

export function start(library) {
  key = `qa-draft-${library}`;
  const text = storage()?.getItem(key);
  if (text && !field().value) write(text);
}

// After a change of the field; a question of before that is edited is no draft.
export function keep() {
  if (!key || editing() !== null) return;
  const text = field().value;
  if (text) storage()?.setItem(key, text);
  else storage()?.removeItem(key);
}

function storage() {
  try {
    return localStorage;
  } catch { // not given to this page
    return null;
  }
}
