// What a visitor can do with the pointer: each button's `data-act` names what it does.

import * as adding from "./adding.js";
import { announce } from "./announcer.js";
import * as checks from "./checks.js";
import * as composer from "./composer.js";
import * as conversations from "./conversations.js";
import * as copies from "./copies.js";
import * as current from "./current.js";
import * as drafts from "./drafts.js";
import { all, numbers, one, unfold } from "./elements.js";
import * as evidence from "./evidence.js";
import * as files from "./files.js";
import * as finding from "./finding.js";
import * as history from "./history.js";
import * as library from "./library.js";
import * as looks from "./looks.js";
import * as pages from "./pages.js";
import * as pasting from "./pasting.js";
import { send } from "./port.js";
import * as question from "./question.js";
import * as quote from "./quote.js";
import * as scope from "./scope.js";
import * as side from "./side.js";
import * as sources from "./sources.js";
import { say } from "./texts.js";
import * as told from "./told.js";

const ACTIONS = {
  ask: question.askField,
  send: question.askField,
  example: (button) => question.ask(button.dataset.text),
  stop: question.stop,
  retry: (button) => question.ask(button.dataset.text, Number(button.dataset.exchange)),
  alone: ({ dataset }) => question.ask(dataset.text, Number(dataset.exchange), { alone: true }),
  unfold,
  edit: (button) => composer.edit(Number(button.dataset.exchange), button.dataset.text),
  "cancel-edit": composer.endEdit,
  undo: conversations.undo,
  clear: conversations.startNew,
  export: () => send("download", {}),
  copy: copies.copy,
  link: (button) => copies.link(current.name(), button.dataset.identity),
  recall: (button) => conversations.go(button.dataset.id),
  restore: told.undo,
  rename: history.rename,
  forget: ({ dataset }) => conversations.remove(dataset.id),
  ...files.actions,
  open: (button) => {
    const spot = numbers(button, "exchange", "number", "passage", "line");
    const { file = "", find = "" } = button.dataset;
    sources.open({ ...spot, file, find });
  },
  why: (button) => sources.why(Number(button.dataset.exchange)),
  walk: (button) => sources.walk(Number(button.dataset.step)),
  rate: (button) => send("like", { ...numbers(button, "exchange"), rating: button.dataset.rating }),
  ...checks.actions,
  ...evidence.actions,
  view: (button) => side.view(button.dataset.view),
  sheet: side.openSheet,
  close: side.closeSheet,
  theme: looks.toggle,
  ...library.actions,
  ...pages.actions,
  ...adding.actions,
  paste: pasting.toggle,
  all: scope.reset,
  reload: () => location.reload(),
};

function clicked(event) {
  if (side.sheetShown() && !event.target.closest("#qa-side, #qa-lost")) {
    side.closeSheet();
    return;
  }
  closeMenus(event.target);
  const button = event.target.closest?.("button[data-act]");
  if (button && !button.disabled) ACTIONS[button.dataset.act]?.(button);
}

function closeMenus(clickedOn) {
  const menu = clickedOn.closest?.("summary")?.parentElement;
  for (const open of all("details.more[open]")) if (open !== menu) open.open = false;
}

function ticked({ target: box }) {
  if (box.dataset?.find !== undefined) library.find(box);
  else if (box.dataset?.scope !== undefined) scope.tick(box.dataset.scope, box.checked);
  else if (box.dataset?.act === "every") scope.tickEvery(box.checked);
  else if (box.id === "qa-history-file") files.imported(box);
}

function reasonGiven(event) {
  const form = event.target.closest?.("form.reason");
  if (!form) return;
  event.preventDefault();
  const reason = one("input", form).value;
  send("like", { ...numbers(form, "exchange"), rating: form.dataset.rating, reason });
  form.classList.add("sent");
  announce(say("Thank you; your reason was kept."));
}

// What is done when something is typed into a field, by the field.
const FIELDS = {
  "#qa-question": () => {
    composer.grow();
    drafts.keep();
  },
  "#qa-history-search": history.show,
  "#qa-library-search": library.find,
  ".find-in": finding.find,
};

function typed({ target }) {
  for (const [field, act] of Object.entries(FIELDS)) if (target.matches(field)) act(target);
}

function entered(event) {
  const chip = quote.chipOf(event);
  if (chip) quote.show(chip);
  else if (event.target.closest?.("#qa-quote")) quote.keep();
  else if (event.target.closest?.("#qa-told")) told.stay();
}

function left(event) {
  if (event.target.closest?.("button.chip, #qa-quote")) quote.hideSoon();
  else if (event.target.closest?.("#qa-told")) told.leave();
}

function focused(event) {
  const chip = quote.chipOf(event);
  if (chip?.matches(":focus-visible")) quote.show(chip);
}

function blurred(event) {
  if (quote.chipOf(event)) quote.hide();
}

export function listen() {
  document.addEventListener("click", clicked);
  document.addEventListener("change", ticked);
  document.addEventListener("submit", reasonGiven);
  document.addEventListener("submit", pasting.submitted);
  document.addEventListener("input", typed);
  document.addEventListener("qa:written", drafts.keep);
  document.addEventListener("mouseover", entered);
  document.addEventListener("mouseout", left);
  document.addEventListener("focusin", focused);
  document.addEventListener("focusout", blurred);
}
