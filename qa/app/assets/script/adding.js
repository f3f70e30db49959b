// Files that become articles: chosen or dropped, single ones or whole folders, sent and told of.

import * as entries from "./entries.js";
import { one } from "./elements.js";
import { send } from "./port.js";
import { say, sayMany } from "./texts.js";
import { tell } from "./told.js";

const ADDRESS = "gradio_api/upload";
const AROUND = 500; // bytes of a request beside a file's content, at most

let sending = false;

const zone = () => one("#qa-adding .drop");
const limits = () => zone().dataset;

export const actions = {
  "choose-files": () => one("#qa-files").click(),
  "choose-folder": () => one("#qa-folder").click(),
};

function chosen({ target: input }) {
  if (!input.matches?.("#qa-files, #qa-folder")) return;
  const files = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
  input.value = "";
  add(files);
}

// Wherever they are dropped while the zone is to be seen.
const taken = (event) =>
  zone()?.checkVisibility() && event.dataTransfer?.types.includes("Files");

function dragged(event) {
  if (!taken(event)) return;
  event.preventDefault();
  zone().classList.toggle("over", event.type === "dragover");
}

async function dropped(event) {
  if (!taken(event)) return;
  event.preventDefault();
  zone().classList.remove("over");
  add(await entries.dropped(event.dataTransfer));
}

async function add(given) {
  if (sending) {
    tell(say("Files are on their way: wait until they are there."));
    return;
  }
  const files = given.filter(wanted);
  const most = Number(limits().most);
  if (!files.length) return;
  if (files.length > most) {
    tell(say("{count} files at once: add {most} at most, then the rest.", { count: files.length, most }));
    return;
  }
  sending = true;
  try {
    send("upload", { files: await delivered(files) });
  } catch { // refused, or the connection is lost
    tell(say("The files could not be sent: try again."));
  }
  sending = false;
  show("");
}

// Of a folder what is of a kind that is read, and not hidden; of files that were named, every one.
function wanted({ name }) {
  return !name.includes("/") || (isRead(name) && !/(?:^|\/)\./.test(name));
}

const isRead = (name) => limits().kinds.split(" ").some((kind) => name.toLowerCase().endsWith(kind));

// Each with the place where the server put it; none where it need not be sent to be refused.
async function delivered(files) {
  const done = files.map(({ file, name }) => ({ name, size: file.size, path: "" }));
  const fit = files.map(({ file, name }, at) => ({ file, name, at }))
    .filter(({ file, name }) => isRead(name) && file.size <= Number(limits().bytes));
  for (const some of batches(fit)) {
    show(sayMany("Sending {count} file …", "Sending {count} files …", files.length));
    const paths = await deliver(some.map(({ file }) => file)); // oxlint-disable-line no-await-in-loop
    for (const [number, path] of paths.entries()) done[some[number].at].path = path;
  }
  return done;
}

// As many as one request may bring.
function batches(files) {
  const found = [[]];
  let bytes = 0;
  for (const each of files) {
    bytes += each.file.size + AROUND;
    if (bytes > Number(limits().request)) {
      found.push([]);
      bytes = each.file.size + AROUND;
    }
    found.at(-1).push(each);
  }
  return found.filter((some) => some.length > 0);
}

async function deliver(files) {
  const form = new FormData();
  for (const file of files) form.append("files", file, `${Math.random().toString(36).slice(2)}.txt`);
  const reply = await fetch(new URL(ADDRESS, document.baseURI), { method: "POST", body: form });
  if (!reply.ok) throw new Error(reply.status);
  return reply.json();
}

function show(text) {
  one(".sending", zone()).textContent = text;
}

export function listen() {
  document.addEventListener("change", chosen);
  document.addEventListener("dragover", dragged);
  document.addEventListener("dragleave", dragged);
  document.addEventListener("drop", dropped);
}
