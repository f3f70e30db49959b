// The way between the branches of a conversation, where a question was asked otherwise.

import * as current from "./current.js";
import { all, one, span } from "./elements.js";
import { acting } from "./history.js";
import * as shelf from "./shelf.js";
import { say } from "./texts.js";

export async function show() {
  const records = new Map((await shelf.all()).map((record) => [record.id, record]));
  const here = records.get(current.name());
  for (const exchange of all("#qa-done .exchange")) {
    const number = Number(exchange.dataset.exchange);
    const family = here ? versions(records, here, number) : [];
    showVersions(exchange, family);
  }
}

// The conversations that differ from one question on, and which of them is shown or led here.
function versions(records, here, number) {
  let [owner, shown] = [here, here];
  while (owner.from && owner.from.exchange >= number && records.has(owner.from.id)) {
    shown = owner.from.exchange === number ? owner : records.get(owner.from.id);
    owner = records.get(owner.from.id);
  }
  const forks = [...records.values()]
    .filter(({ from }) => from?.id === owner.id && from.exchange === number)
    .toSorted((first, other) => first.created - other.created);
  const family = forks.length ? [owner, ...forks] : [];
  return family.map((record) => ({ record, shown: record === shown }));
}

function showVersions(exchange, family) {
  const key = family.map(({ record, shown }) => `${record.id}${shown}`).join();
  const before = one(".versions", exchange);
  if ((before?.dataset.key ?? "") === key) return;
  before?.remove();
  if (!family.length) return;
  const at = family.findIndex(({ shown }) => shown);
  const box = span("", "versions");
  box.dataset.key = key;
  const step = (to, text, label) => {
    const made = acting("recall", family[to]?.record ?? { id: "" }, text);
    made.setAttribute("aria-label", label);
    made.disabled = !family[to];
    return made;
  };
  box.append(
    step(at - 1, "‹", say("Earlier version of this question")),
    span(say("{number} of {all}", { number: at + 1, all: family.length })),
    step(at + 1, "›", say("Later version of this question")),
  );
  one(".question", exchange).append(box);
}
