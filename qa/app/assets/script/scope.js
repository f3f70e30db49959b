// The scope of a question: the articles that are ticked.

import { all, button, one, span } from "./elements.js";
import { say } from "./texts.js";

const unticked = new Set(); // files that are not asked

const boxes = () => all("#qa-listing [data-scope]");
const shown = () => boxes().filter((box) => !box.closest("[hidden]"));

// The files to ask; empty where that is all of them.
export function files() {
  const known = boxes().map((box) => box.dataset.scope);
  const ticked = known.filter((file) => !unticked.has(file));
  return ticked.length === known.length ? [] : ticked;
}

export function none() {
  const known = boxes();
  return known.length > 0 && !known.some((box) => box.checked);
}

export function tick(file, ticked) {
  set(file, ticked);
  changed();
}

export function tickEvery(ticked) {
  for (const box of shown()) set(box.dataset.scope, ticked);
  changed();
}

export function reset() {
  unticked.clear();
  changed();
}

export function changed() {
  const known = boxes();
  const there = new Set(known.map((box) => box.dataset.scope));
  for (const file of unticked) if (!there.has(file)) unticked.delete(file);
  for (const box of known) box.checked = !unticked.has(box.dataset.scope);
  showEvery(known.length);
  showNote(known.length);
}

function set(file, ticked) {
  if (ticked) unticked.delete(file);
  else unticked.add(file);
}

// The box for all concerns those that are shown: all of a search, where there is one.
function showEvery(count) {
  const every = one("#qa-listing [data-act=every]");
  if (!every) return;
  const found = shown();
  const ticked = found.filter((box) => box.checked).length;
  every.checked = ticked === found.length;
  every.indeterminate = ticked > 0 && ticked < found.length;
  const some = say("Ask the {count} that are shown", { count: found.length });
  const few = found.length === 1 ? say("Ask the one that is shown") : some;
  const said = found.length === count ? say("Ask all articles") : few;
  const label = every.nextElementSibling;
  if (label.textContent !== said) label.textContent = said; // a change would be seen as a new list
}

function showNote(count) {
  const note = one(".scope-note");
  note.hidden = unticked.size === 0;
  note.replaceChildren();
  if (note.hidden) return;
  const ticked = count - unticked.size;
  const some = say("Asking {ticked} of {count} articles", { ticked, count });
  const text = ticked ? some : say("No article is chosen");
  note.append(span(text), button(say("Ask all"), "all"));
}
