// Words that are looked for in the article that is read.

import { one } from "./elements.js";

const NAME = "qa-found";

let ranges = [];
let at = -1;

export function find(input) {
  const wanted = input.value.trim().toLowerCase();
  ranges = wanted ? occurrences(one("#qa-panel .lines"), wanted) : [];
  at = -1;
  CSS.highlights?.set(NAME, new Highlight(...ranges));
  CSS.highlights?.delete(`${NAME}-now`);
  if (ranges.length) next(1);
  else show(wanted ? "none" : "");
}

export function next(step) {
  if (!ranges.length) return;
  at = (at + step + ranges.length) % ranges.length;
  CSS.highlights?.set(`${NAME}-now`, new Highlight(ranges[at]));
  const panel = one("#qa-panel");
  const top = ranges[at].getBoundingClientRect().top - panel.getBoundingClientRect().top;
  panel.scrollTop += top - panel.clientHeight / 3;
  show(`${at + 1} of ${ranges.length}`);
}

function show(text) {
  one("#qa-panel .found").textContent = text;
}

function occurrences(root, wanted) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.data.toLowerCase();
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + 1)) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, Math.min(from + wanted.length, node.length));
      found.push(range);
    }
  }
  return found;
}
