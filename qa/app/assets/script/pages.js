// A page of a PDF as a picture, above the text of the article that is read.

import { numbers, one } from "./elements.js";
import { send } from "./port.js";

let large = false; // as the visitor last wanted it

const frame = () => one("#qa-panel .pages");
const same = (a, b) => ["file", "page", "version"].every((name) => a.dataset[name] === b.dataset[name]);

// An article was opened: its page is asked for. Tells whether pages are what is to be looked at.
export function shown() {
  const figure = frame();
  if (!figure || figure.dataset.asked === figure.dataset.page) return false;
  ask(figure);
  return large;
}

function ask(figure) {
  figure.dataset.asked = figure.dataset.page;
  const { file, version } = figure.dataset;
  send("collapse", { file, version, ...numbers(figure, "page") });
}

// The picture, when the server has sent it.
export function came() {
  const sent = one("#qa-picture [data-page]");
  const figure = frame();
  if (!sent || !figure || !same(sent, figure)) return;
  const focused = document.activeElement?.closest?.(".pages [data-act]")?.dataset;
  figure.replaceChildren(sent.cloneNode(true));
  resize(figure);
  if (focused) refocus(figure, focused);
}

// Whoever turns pages by a key goes on by it; at the last page there is none to go to.
function refocus(figure, { act, step }) {
  const before = one(`[data-act="${act}"]${step ? `[data-step="${step}"]` : ""}`, figure);
  (before?.disabled ? one(".paper", figure) : before)?.focus();
}

function turn({ dataset }) {
  const figure = frame();
  figure.dataset.page = Number(figure.dataset.page) + Number(dataset.step);
  ask(figure);
}

function size() {
  large = !large;
  resize(frame());
  if (large) one("#qa-panel").scrollTop = 0; // not scrollIntoView: that would move the whole page as well
}

function resize(figure) {
  figure.classList.toggle("large", large);
  one(".paper", figure)?.setAttribute("aria-expanded", large);
}

export const actions = { "page-size": size, "page-turn": turn };
