// The list of articles: what is shown of it, and in which order.

import { all, one, unfold } from "./elements.js";
import * as ideas from "./ideas.js";
import { send } from "./port.js";
import * as scope from "./scope.js";
import * as shelf from "./shelf.js";
import { say } from "./texts.js";

const chosen = { search: "", order: "file", folder: "", kind: "", since: "", until: "" };

let known = null; // the articles that were listed last

const FOLDED = Object.entries(chosen).slice(1); // what stands behind one button
const rows = () => all("#qa-listing [data-article]");
const text = (a, b) => a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" });

const ORDERS = {
  file: (a, b) => text(a.dataset.article, b.dataset.article),
  title: (a, b) => text(a.dataset.title, b.dataset.title),
  date: (a, b) => text(b.dataset.date, a.dataset.date),
  size: (a, b) => b.dataset.size - a.dataset.size,
  asked: (a, b) => (b.dataset.asked ?? 0) - (a.dataset.asked ?? 0),
};

export const actions = {
  sync: () => send("play"),
  remove: ({ dataset: { file } }) => {
    if (confirm(say("Remove {file} from the folder?", { file }))) send("delete", { file });
  },
  "bring-back": ({ dataset: { file } }) => send("retry", { file }),
};

// The choices are kept where the list is sent anew.
export async function changed() {
  tellIdeas();
  const search = one("#qa-library-search");
  if (!search) return;
  search.value = chosen.search;
  for (const choice of all("#qa-listing [data-find]")) {
    choice.value = chosen[choice.dataset.find];
    if (choice.selectedIndex < 0) choice.selectedIndex = 0;
  }
  // What leaves articles out, or orders them, is not hidden.
  const chose = FOLDED.some(([name, usual]) => chosen[name] !== usual);
  if (chose && !one("#qa-listing .unfolded")) unfold(one("#qa-listing .unfold"));
  await order();
  filter();
}

// Other articles answer other questions.
function tellIdeas() {
  const now = rows().map((row) => row.dataset.article).toSorted().join("\n");
  if (known !== null && known !== now) ideas.anew();
  known = now;
}

export function find(element) {
  const name = element.dataset.find ?? "search";
  chosen[name] = element.value;
  if (name === "order") order();
  else filter();
}

async function order() {
  const list = one("#qa-listing .library");
  if (!list) return;
  if (chosen.order === "asked") await tellAsked();
  const now = rows();
  const sorted = now.toSorted(ORDERS[chosen.order]);
  if (sorted.some((row, at) => row !== now[at])) list.replaceChildren(...sorted);
}

function filter() {
  const wanted = chosen.search.toLowerCase().split(/\s+/).filter(Boolean);
  const listed = rows();
  for (const row of listed) row.hidden = !matches(row, wanted);
  one(".library-none").hidden = listed.some((row) => !row.hidden);
  scope.changed();
}

function matches({ dataset }, wanted) {
  const path = dataset.article.toLowerCase();
  const words = `${dataset.title} ${path} ${dataset.date} ${dataset.day}`.toLowerCase();
  return (
    wanted.every((word) => (word.includes("*") ? pattern(word).test(path) : words.includes(word)))
    && (!chosen.folder || isWithin(dataset.folder, chosen.folder))
    && (!chosen.kind || dataset.kind === chosen.kind)
    && inTime(dataset.date)
  );
}

// "reports/*" is a path from the top, "*.pdf" a name in any folder.
function pattern(word) {
  const parts = word.replace(/^\.?\//, "").split("*").map((part) => part.replace(/[$()+.?[\\\]^{|}]/g, "\\$&"));
  return new RegExp(`${word.includes("/") ? "^" : "(?:^|/)"}${parts.join(".*")}$`);
}

// A folder holds what the folders within it hold; "/" is what lies in none.
const isWithin = (folder, wanted) => folder === wanted || folder.startsWith(`${wanted}/`);

// An article without a date is of no time that is chosen.
function inTime(date) {
  const { since, until } = chosen;
  return (!since || date >= since) && (!until || (date !== "" && date <= until));
}

// When an answer of this browser's conversations last cited each article.
async function tellAsked() {
  const last = new Map();
  for (const { changed: when, exchanges } of await shelf.all()) {
    const cited = exchanges.flatMap(({ answer }) => answer?.citations ?? []);
    for (const { file } of cited) last.set(file, Math.max(when, last.get(file) ?? 0));
  }
  for (const row of rows()) row.dataset.asked = last.get(row.dataset.article) ?? 0;
}
