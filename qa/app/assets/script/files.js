// Conversations as files: saved as Markdown or JSON, and brought back from JSON.

import { announce } from "./announcer.js";
import * as conversations from "./conversations.js";
import * as copies from "./copies.js";
import * as current from "./current.js";
import { one } from "./elements.js";
import { send } from "./port.js";
import * as shelf from "./shelf.js";
import { say, sayMany } from "./texts.js";
import { tell } from "./told.js";

const FORMAT = "qa conversations, version 1";

async function saveMarkdown({ dataset: { id } }) {
  const record = await shelf.get(id);
  if (record) send("download", { exchanges: record.exchanges });
}

async function saveJson(ids) {
  const records = (await shelf.all()).filter(({ id }) => !ids || ids.includes(id));
  const text = JSON.stringify({ format: FORMAT, conversations: records }, null, 1);
  const name = records.length === 1 ? "conversation.json" : "conversations.json";
  copies.save(name, "application/json", text);
  announce(say("The file was saved."));
}

// What was chosen in the file dialogue. Each conversation becomes a new one beside those here.
export async function imported(input) {
  const [file] = input.files;
  if (!file) return;
  try {
    const records = read(await file.text());
    await conversations.putBack(records);
    const { length } = records;
    tell(sayMany("{count} conversation was imported.", "{count} conversations were imported.", length));
  } catch {
    tell(say("“{file}” holds no conversations that were exported here.", { file: file.name }));
  }
  input.value = "";
}

function read(text) {
  const file = JSON.parse(text);
  if (file.format !== FORMAT || !file.conversations.length) throw new Error("another format");
  return file.conversations.map(({ title, created, changed, exchanges }) => ({
    id: current.newName(),
    title: String(title),
    created: Number(created),
    changed: Number(changed),
    exchanges: exchanges.map((exchange) => ({ ...exchange, imported: true })),
    from: null,
  }));
}

export const actions = {
  "save-markdown": saveMarkdown,
  "save-json": ({ dataset }) => saveJson([dataset.id]),
  "save-all": () => saveJson(null),
  import: () => one("#qa-history-file").click(),
};
