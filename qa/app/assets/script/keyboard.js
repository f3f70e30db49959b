// The keyboard: Enter asks, Escape leaves, "/" goes to the field, "[" and "]" to the next source.

import * as checks from "./checks.js";
import * as composer from "./composer.js";
import { one } from "./elements.js";
import * as evidence from "./evidence.js";
import * as finding from "./finding.js";
import * as modes from "./modes.js";
import * as question from "./question.js";
import * as quote from "./quote.js";
import * as recall from "./recall.js";
import * as side from "./side.js";
import * as sources from "./sources.js";

const TYPED_INTO = "textarea, input:not([type=checkbox]), select";

const ARROWS = { ArrowLeft: -1, ArrowRight: 1 };

const KEYS = {
  "/": (event) => {
    event.preventDefault();
    if (modes.checking()) one("#qa-draft").focus();
    else composer.field()?.focus();
  },
  "[": () => walk(-1),
  "]": () => walk(1),
};

function walk(step) {
  if (modes.checking()) evidence.walk(step);
  else sources.walk(step);
}

// Out of what is innermost.
function leave() {
  if (quote.shown()) quote.hide();
  else if (side.sheetShown()) side.closeSheet();
  else if (modes.checking()) checks.leave();
  else if (composer.editing() !== null) composer.endEdit();
  else if (question.busy()) question.stop();
  else if (!sources.back()) document.activeElement?.blur();
}

function asks(event) {
  const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  return enter && event.target === composer.field();
}

// Arrow-up and arrow-down in the field: the questions of before, where nothing else is written there.
const RECALLS = { ArrowUp: -1, ArrowDown: 1 };
const recalls = ({ key, target }) =>
  key in RECALLS && target === composer.field() && recall.step(RECALLS[key]);

// Whether the key is meant for the page, and not for a text or the browser.
function free(event) {
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  return !combined && !event.target.matches?.(TYPED_INTO);
}

function elsewhere(event) {
  if (event.key === "Enter" && event.target.matches?.(".find-in")) {
    finding.next(event.shiftKey ? -1 : 1);
  } else if (recalls(event)) {
    event.preventDefault();
  } else if (free(event)) {
    KEYS[event.key]?.(event);
  }
}

function pressed(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    leave();
  } else if (asks(event)) {
    event.preventDefault();
    question.askField();
  } else if (event.key in ARROWS && event.target.role === "tab") {
    side.nextTab(event.target, ARROWS[event.key]);
  } else {
    elsewhere(event);
  }
}

export function listen() {
  document.addEventListener("keydown", pressed);
}
