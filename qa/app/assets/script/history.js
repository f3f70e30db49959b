// The list of conversations in the side panel.

import * as conversations from "./conversations.js";
import * as current from "./current.js";
import { button, one, span } from "./elements.js";
import * as shelf from "./shelf.js";
import { say, sayMany } from "./texts.js";
import * as times from "./times.js";

export async function show() {
  const records = await shelf.all();
  const wanted = words(one("#qa-history-search").value);
  const found = records.filter((record) => matches(record, wanted));
  one("#qa-history .history").replaceChildren(...found.map(row));
  const none = one(".history-none");
  none.hidden = found.length > 0;
  none.textContent = wanted.length
    ? say("No conversation has all these words.")
    : say("Conversations are kept in this browser, and nowhere else.");
  times.tell();
}

const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

function matches(record, wanted) {
  if (!wanted.length) return true;
  const said = record.exchanges.map((exchange) => `${exchange.question} ${exchange.answer?.text}`);
  const text = `${record.title} ${said.join(" ")}`.toLowerCase();
  return wanted.every((word) => text.includes(word));
}

function row(record) {
  const made = document.createElement("li");
  made.dataset.conversation = record.id;
  const opening = acting("recall", record, "");
  opening.className = "talk";
  const many = sayMany("{count} question", "{count} questions", record.exchanges.length);
  const facts = span("", "where");
  const branch = record.from ? ` · ${say("branch")}` : "";
  facts.append(time(record.changed), ` · ${many}${branch}`);
  opening.append(span(record.title, "card-title"), facts);
  if (record.id === current.name()) opening.setAttribute("aria-current", "true");
  made.append(opening, more(record));
  return made;
}

// What else can be done with a conversation, behind one button.
function more(record) {
  const box = document.createElement("details");
  box.className = "more";
  const summary = document.createElement("summary");
  summary.textContent = "⋯";
  summary.setAttribute("aria-label", say("More: {title}", { title: record.title }));
  const acts = document.createElement("div");
  acts.append(
    acting("rename", record, say("Rename")),
    acting("save-markdown", record, say("Export as Markdown")),
    acting("save-json", record, say("Export as JSON")),
    acting("forget", record, say("Delete")),
  );
  box.append(summary, acts);
  return box;
}

export function acting(act, { id }, text) {
  const made = button(text, act);
  made.dataset.id = id;
  return made;
}

function time(moment) {
  const made = document.createElement("time");
  made.dateTime = new Date(moment).toISOString();
  made.dataset.ago = "";
  return made;
}

export function rename({ dataset: { id } }) {
  const opening = one(`[data-conversation="${CSS.escape(id)}"] .talk`);
  const input = document.createElement("input");
  Object.assign(input, { value: one(".card-title", opening).textContent, className: "new-title" });
  input.setAttribute("aria-label", say("Title of the conversation"));
  let given = true;
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    given = event.key !== "Escape";
    if (event.key === "Enter" || event.key === "Escape") input.blur();
  });
  input.addEventListener("blur", async () => {
    if (given) await conversations.rename(id, input.value);
    show();
  });
  opening.replaceWith(input);
  input.focus();
  input.select();
}
