// Conversations that were: kept, gone on with, renamed, deleted, taken back.

import * as address from "./address.js";
import * as current from "./current.js";
import { one } from "./elements.js";
import { send } from "./port.js";
import * as question from "./question.js";
import * as shelf from "./shelf.js";
import { say } from "./texts.js";
import { tell } from "./told.js";

const TITLE = 80; // characters

const listeners = [];

export const onChange = (listener) => listeners.push(listener);

function changed() {
  for (const listener of listeners) listener();
}

// When the server has sent what there is to keep.
export async function received() {
  const packed = one("#qa-kept [data-kept]");
  if (!packed) return;
  const { kept: id } = packed.dataset;
  const exchanges = JSON.parse(packed.textContent);
  packed.remove();
  if (id) await keep(id, exchanges);
}

async function keep(id, exchanges) {
  const before = await shelf.get(id);
  if (id === current.name()) address.show(exchanges.length ? id : "");
  if (exchanges.length) await shelf.put(merged(id, exchanges, before));
  else await shelf.remove(id);
  if (before && isLost(exchanges, before)) await go(id);
  changed();
}

// A server that was started anew knows only what was asked since.
const isLost = (exchanges, before) =>
  exchanges.length > 0
  && exchanges.length < before.exchanges.length
  && exchanges[0].identity !== before.exchanges[0].identity;

function merged(id, exchanges, before) {
  const now = Date.now();
  if (!before) {
    const from = current.originOf(id);
    return { id, title: titled(exchanges[0]), created: now, changed: now, exchanges, from };
  }
  const whole = isLost(exchanges, before) ? [...before.exchanges, ...exchanges] : exchanges;
  return { ...before, changed: now, exchanges: whole };
}

function titled(first) {
  const text = first.question.trim().replaceAll(/\s+/g, " ");
  return text.length > TITLE ? `${text.slice(0, TITLE - 2)} …` : text;
}

// Show a conversation that was kept; tells whether it was there.
export async function go(id) {
  const record = await shelf.get(id);
  if (!record) return false;
  question.leave();
  current.set(id);
  address.show(id);
  const { exchanges } = record;
  send("input", { conversation: id, exchanges, ticket: question.asked() });
  changed();
  return true;
}

function leave() {
  question.clear();
  current.set(current.newName());
  address.show("");
  changed();
}

export async function startNew() {
  const before = await shelf.get(current.name());
  leave();
  if (before) tell(say("A new conversation; the last one is in the history."), () => go(before.id));
}

// Take the last question back; it can be brought back again.
export async function undo() {
  const before = await shelf.get(current.name());
  if (!before || !question.undo()) return;
  tell(say("The last question was taken back."), () => putBack([before]));
}

export async function rename(id, title) {
  const record = await shelf.get(id);
  if (!record || !title.trim()) return;
  await shelf.put({ ...record, title: title.trim().slice(0, TITLE) });
  changed();
}

export async function remove(id) {
  const record = await shelf.get(id);
  if (!record) return;
  await shelf.remove(id);
  if (id === current.name()) leave();
  else changed();
  tell(say("The conversation was deleted."), () => putBack([record]));
}

export async function putBack(records) {
  await Promise.all(records.map((record) => shelf.put(record)));
  if (records.length === 1) await go(records[0].id);
  else changed();
}

// When the page opens: what its address names.
export async function start(library) {
  await shelf.open(library);
  await follow();
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
  changed();
}

async function follow() {
  const { id, answer } = address.named();
  if (!id && (await shelf.get(current.name()))) leave();
  if (!id) return;
  if (id !== current.name() && !(await go(id))) {
    tell(say("This conversation is not kept in this browser."));
    address.show("");
    return;
  }
  if (answer) address.reveal(answer);
}
