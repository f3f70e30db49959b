// The question that is asked: sent, awaited, stopped, taken back.

import { announce } from "./announcer.js";
import * as beat from "./beat.js";
import * as chat from "./chat.js";
import * as composer from "./composer.js";
import * as connection from "./connection.js";
import * as current from "./current.js";
import { all, one } from "./elements.js";
import { send } from "./port.js";
import * as scope from "./scope.js";
import * as side from "./side.js";
import { say } from "./texts.js";
import { tell } from "./told.js";

// What Gradio itself has to tell: the queue is full, an event failed.
const TOAST = ".error [data-testid=toast-text]";

let sending = null; // the question on its way, until the page shows it
let ticket = 0; // its number
let left = 0; // the newest ticket whose answer is no longer awaited
let cleared = -1; // the newest ticket that was left for a new conversation, if this is one
let announced = 0; // the ticket of the newest answer that was announced

export const busy = () =>
  sending !== null || Number(one("#qa-live [data-busy]")?.dataset.ticket ?? 0) > left;
export const asked = () => ticket;

export function ask(text, replace = null, { edited = false, alone = false } = {}) {
  if (!text.trim() || refused()) return false;
  composer.endEdit();
  sending = text;
  ticket += 1;
  const where = { files: scope.files(), conversation: current.forQuestion(replace, edited) };
  send("submit", { question: text, ...where, replace, ticket, cleared, alone });
  showBusy();
  if (!side.narrow()) side.view("sources");
  announce(say("Asking."));
  chat.follow();
  connection.watch(busy, lost);
  return true;
}

export function askField() {
  const edited = composer.editing();
  const taken = ask(composer.field().value, edited, { edited: edited !== null });
  if (taken && edited === null) composer.write("");
}

// The question comes back, to be put otherwise.
export function stop() {
  giveBack();
  end("stop");
  showBusy();
  announce(say("Stopped."));
}

export function undo() {
  if (busy()) return false;
  composer.endEdit();
  send("undo", { ticket });
  return true;
}

// The conversation is left for another one.
export function leave() {
  sending = null;
  left = ticket;
  cleared = -1;
  composer.endEdit();
  showBusy();
  chat.follow();
}

export function clear() {
  end("clear");
  cleared = ticket;
  composer.endEdit();
  showBusy();
  composer.field().focus();
}

// After a change of the answers on the page.
export function changed() {
  if (sending !== null && one(`#qa-chat [data-ticket="${ticket}"]`)) sending = null;
  const last = all("#qa-done .exchange").at(-1);
  if (Number(last?.dataset.ticket) > announced) {
    announced = Number(last.dataset.ticket);
    const said = all(".statement, .trouble", last).map((part) => part.textContent).join(" ");
    announce(`${one(".badge", last)?.textContent ?? ""}: ${said}`);
  }
  showBusy();
}

// After any change of the page: a question that is not on it when Gradio tells of trouble was not
// taken.
export function troubled(changes) {
  if (sending === null) return;
  const added = changes.flatMap((change) => [...change.addedNodes]);
  const elements = added.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  if (elements.some((node) => node.matches(TOAST) || one(TOAST, node))) takeBack();
}

// Whether it cannot be asked now; tells why.
function refused() {
  if (busy()) {
    tell(say("An answer is on its way: wait, or stop it first."));
    return true;
  }
  if (scope.none()) {
    announce(say("No article is chosen: tick at least one in the list."));
    side.show("library");
    return true;
  }
  return false;
}

function end(event) {
  sending = null;
  left = ticket;
  send(event, { ticket });
}

function giveBack() {
  const question = sending ?? one("#qa-live .question p")?.textContent;
  if (question && !composer.field().value) composer.write(question);
}

function takeBack() {
  giveBack();
  sending = null;
  showBusy();
}

function lost() {
  one("#qa-live [data-busy]")?.removeAttribute("data-busy");
  for (const moving of all("#qa-live :is(.dots, .caret, .pending, .held)")) moving.remove();
  takeBack();
}

function showBusy() {
  document.body.classList.toggle("qa-busy", busy());
  beat.show(busy());
}
