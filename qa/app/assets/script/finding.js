// Words that are looked for in the article that is read.

import { one } from "./elements.js";
import { say } from "./texts.js";

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
  else show(wanted ? say("none") : "");
}

export function next(step) {
  if (!ranges.length) return;
  at = (at + step + ranges.length) % ranges.length;
  CSS.highlights?.set(`${NAME}-now`, new Highlight(ranges[at]));
  const panel = one("#qa-panel");
  const top = ranges[at].getBoundingClientRect().top - panel.getBoundingClientRect().top;
  panel.scrollTop += top - panel.clientHeight / 3;
  show(say("{number} of {all}", { number: at + 1, all: ranges.length }));
}

function show(text) {
  one("#qa-panel .found").textContent = text;
}

// Found also where it runs on from one element into the next, as at the border of a mark.
function occurrences(root, wanted) {
  const [nodes, starts] = [[], []];
  let text = "";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    nodes.push(walker.currentNode);
    starts.push(text.length);
    text += lowered(walker.currentNode.data);
  }
  const place = (offset) => {
    const index = starts.findLastIndex((start) => start <= offset);
    return [nodes[index], offset - starts[index]];
  };
  const found = [];
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + 1)) {
    const range = new Range();
    const [last, offset] = place(from + wanted.length - 1);
    range.setStart(...place(from));
    range.setEnd(last, offset + 1);
    found.push(range);
  }
  return found;
}

// In small letters, of which there are as many: "İ" has two.
function lowered(text) {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}
