// A text that is to be held against the articles: pasted or dropped, sent, awaited, saved.

import { announce } from "./announcer.js";
import * as connection from "./connection.js";
import { all, one } from "./elements.js";
import * as evidence from "./evidence.js";
import * as modes from "./modes.js";
import { send } from "./port.js";
import * as scope from "./scope.js";
import * as side from "./side.js";
import { say } from "./texts.js";
import { tell } from "./told.js";

let ticket = 0; // of the text that was sent last
let shown = 0; // of the one whose report was announced, or that was stopped

const field = () => one("#qa-draft");
const chooser = () => one("#qa-draft-file");
const busy = () => shown < ticket && one(`#qa-checked [data-checking="${ticket}"]`) !== null;
const report = () => one("#qa-checked .checked");

function go({ dataset }) {
  modes.go(dataset.mode);
  evidence.switched();
  if (!side.narrow()) one(modes.checking() ? "#qa-draft" : "#qa-question").focus();
}

// Out of what is innermost.
export function leave() {
  if (busy()) stop();
  else if (!evidence.back()) document.activeElement?.blur();
}

// After a change of what the server says of the text.
export function changed() {
  const done = report();
  if (busy()) {
    part("report");
  } else if (one(`#qa-checked [data-unchecked="${ticket}"]`)) {
    part("form");
  } else if (done && Number(done.dataset.checked) === ticket && shown < ticket) {
    shown = ticket;
    part("report");
    announce(one("h2", done).textContent);
    evidence.begin();
  }
}

function submitted(event) {
  if (!event.target.closest?.("form.drafting")) return;
  event.preventDefault();
  if (field().value.trim()) check({ text: field().value });
  else tell(say("Paste a text, or choose a file."));
}

function pressed({ key, ctrlKey, metaKey, target }) {
  if (key === "Enter" && (ctrlKey || metaKey) && target === field()) target.form.requestSubmit();
}

function chosen({ target: input }) {
  if (input !== chooser()) return;
  const [file] = input.files;
  if (file) checkFile(file);
  input.value = "";
}

function dragged(event) {
  if (modes.checking() && event.dataTransfer.types.includes("Files")) event.preventDefault();
}

function dropped(event) {
  const [file] = event.dataTransfer?.files ?? [];
  if (!file || !modes.checking() || !event.target.closest?.("#qa-check")) return;
  event.preventDefault();
  checkFile(file);
}

async function checkFile(file) {
  const most = Number(chooser().dataset.most);
  if (file.size > most) {
    const told = { file: file.name, megabytes: most / 1e6 };
    tell(say("“{file}” is larger than {megabytes} MB: check it in parts.", told));
    return;
  }
  const address = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.readAsDataURL(file);
  });
  check({ content: address.slice(address.indexOf(",") + 1), name: file.name });
}

function check(draft) {
  if (scope.none()) {
    announce(say("No article is chosen: tick at least one in the list."));
    side.show("library");
    return;
  }
  ticket += 1;
  evidence.end();
  send("edit", { ...draft, files: scope.files(), ticket });
  announce(say("Checking."));
  connection.watch(busy, () => part("form"));
}

function stop() {
  shown = ticket;
  send("pause", { ticket });
  part("form");
  announce(say("Stopped."));
}

// The text of the report, to be changed; what a statement is marked with is none of it.
function edit() {
  const draft = one(".draft", report()).cloneNode(true);
  for (const note of all("sup", draft)) note.remove();
  write(draft.textContent);
}

function another() {
  write("");
  evidence.end();
}

function write(text) {
  field().value = text;
  part("form");
  field().focus();
}

// Which part is to be seen: the form, or what came of its text.
const part = (name) => Object.assign(one("#qa-check").dataset, { part: name });

export const actions = {
  mode: go,
  "choose-draft": () => chooser().click(),
  "stop-check": stop,
  "edit-draft": edit,
  "new-draft": another,
  "save-check": ({ dataset }) => send("copy", { kind: dataset.kind }),
};

export function listen() {
  evidence.listen();
  document.addEventListener("submit", submitted);
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", chosen);
  document.addEventListener("dragover", dragged);
  document.addEventListener("drop", dropped);
}
