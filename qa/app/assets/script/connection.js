// The connection to the server, watched while an answer is awaited.

import { button, one, span } from "./elements.js";
import { say } from "./texts.js";

const EVERY = 1500; // milliseconds
const PATIENCE = 10000; // milliseconds that a reply may take
const LOST_AFTER = 2; // checks in a row

let timer = null;
let misses = 0;

// Watch for as long as it is needed; tells when the connection is lost.
export function watch(needed, lost) {
  misses = 0;
  timer ??= setInterval(() => check(needed, lost), EVERY);
}

async function check(needed, lost) {
  try {
    await fetch("favicon.ico", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    misses = 0;
    if (!needed()) end();
  } catch {
    misses += 1;
    if (misses < LOST_AFTER) return;
    end();
    tell();
    lost();
  }
}

function end() {
  clearInterval(timer);
  timer = null;
}

function tell() {
  const box = one("#qa-lost");
  const text = say("The connection to qa is lost. Start “qa serve” again, then reload this page.");
  box.replaceChildren(span(text), button(say("Reload"), "reload"));
  box.hidden = false;
}
