// The field in which a question is written, or one of before is edited.

import { one } from "./elements.js";

const TALLEST = 200; // pixels

let edited = null; // the number of the exchange whose question is being edited
let unfinished = ""; // what stood in the field before that

export const field = () => one("#qa-question");
export const editing = () => edited;

export function grow() {
  const area = field();
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, TALLEST)}px`;
}

export function write(text) {
  field().value = text;
  grow();
  field().dispatchEvent(new Event("qa:written", { bubbles: true }));
}

export function edit(exchange, text) {
  if (edited === null) unfinished = field().value;
  edited = exchange;
  one(".editing").hidden = false;
  write(text);
  field().focus();
}

export function endEdit() {
  if (edited === null) return;
  edited = null;
  one(".editing").hidden = true;
  write(unfinished);
}
