// The address of the page: after its "#" stand the conversation that is shown, and an answer of it.

import { one } from "./elements.js";

const PATIENCE = 10000; // milliseconds until an answer that is named has to be on the page

export function named() {
  const [id, answer] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { id: id ?? "", answer: answer ?? "" };
}

export function show(id) {
  if (named().id === id) return;
  const there = location.pathname + location.search;
  history.pushState(null, "", id ? `${there}#/${id}` : there);
}

export const link = (id, answer) =>
  `${location.origin}${location.pathname}#/${id}/${answer}`;

// Bring an answer into view, once it is there.
export function reveal(answer) {
  const until = Date.now() + PATIENCE;
  const look = () => {
    const found = one(`#qa-done [data-identity="${CSS.escape(answer)}"]`);
    if (found) {
      mark(found);
    } else if (Date.now() < until) {
      requestAnimationFrame(look);
    }
  };
  look();
}

function mark(exchange) {
  for (const before of document.querySelectorAll(".exchange.linked")) {
    before.classList.remove("linked");
  }
  exchange.classList.add("linked");
  const scroller = one("#qa-scroll");
  const offset = exchange.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTop += offset - 24;
}
