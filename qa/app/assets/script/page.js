// The page's behaviour in the browser. What a visitor does is sent through one port to the server;
// texts reach the page escaped by the server, or as `textContent` here, never as HTML from here.

import * as actions from "./actions.js";
import * as adding from "./adding.js";
import * as branches from "./branches.js";
import * as checks from "./checks.js";
import * as chat from "./chat.js";
import { field } from "./composer.js";
import * as conversations from "./conversations.js";
import * as copies from "./copies.js";
import * as drafts from "./drafts.js";
import { one } from "./elements.js";
import * as evidence from "./evidence.js";
import * as history from "./history.js";
import * as ideas from "./ideas.js";
import * as keyboard from "./keyboard.js";
import * as library from "./library.js";
import * as looks from "./looks.js";
import * as modes from "./modes.js";
import * as pages from "./pages.js";
import * as port from "./port.js";
import * as question from "./question.js";
import * as quote from "./quote.js";
import * as scope from "./scope.js";
import * as side from "./side.js";
import * as sources from "./sources.js";
import * as texts from "./texts.js";
import * as times from "./times.js";
import * as width from "./width.js";

const PARTS = [
  "#qa-frame", "#qa-announcer", "#qa-question", "#qa-library", "#qa-history .history",
  "#qa-done .welcome", "[data-library]",  // these come with the first event
];
const TELL_TIMES = 30000; // milliseconds

let connected = false;

function observe(selector, changed) {
  const target = one(selector);
  const everything = { childList: true, subtree: true, characterData: true };
  if (target) new MutationObserver(changed).observe(target, everything);
}

function answersChanged() {
  question.changed();
  branches.show();
  ideas.follow();
  chat.toEnd();
}

// What the server changes is seen as a change of the page.
function observeAll() {
  observe("#qa-done", answersChanged);
  observe("#qa-live", answersChanged);
  observe("#qa-ideas", ideas.show);
  observe("#qa-panel", sources.changed);
  observe("#qa-listing", library.changed);
  observe("#qa-paragraph", quote.surrounded);
  observe("#qa-picture", pages.came);
  observe("#qa-exported", copies.exported);
  observe("#qa-kept", conversations.received);
  observe("#qa-header", times.tell);
  observe("#qa-header", modes.show);
  observe("#qa-checked", checks.changed);
  observe("#qa-panel", evidence.panelChanged);
  const anywhere = { childList: true, subtree: true };
  new MutationObserver(question.troubled).observe(document.body, anywhere);
}

async function connect() {
  connected = true;
  texts.start();
  const folder = one("[data-library]").dataset.library;
  side.connect();
  width.connect();
  chat.connect();
  observeAll();
  library.changed();
  scope.changed();
  setInterval(times.tell, TELL_TIMES);
  times.tell();
  conversations.onChange(history.show);
  conversations.onChange(branches.show);
  drafts.start(folder);
  document.body.dataset.ready = "";
  if (!side.narrow()) field().focus();
  await conversations.start(folder);
  ideas.follow();
}

function start() {
  if (connected) return;
  looks.restore();
  if (PARTS.every((part) => one(part))) connect();
  else requestAnimationFrame(start);
}

actions.listen();
adding.listen();
checks.listen();
keyboard.listen();
window.addEventListener(port.OPENED, start);
if (port.ready()) start(); // it may have been there before this module
