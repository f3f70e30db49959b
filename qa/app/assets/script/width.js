// The width of the side panel: dragged at its border, or moved with the arrow keys; kept.

import { one } from "./elements.js";

const KEPT = "qa-side";
const LEAST = 300; // pixels of the panel
const CHAT = 380; // pixels that are left to the chat
const STEP = 24; // pixels a key press

const border = () => one("#qa-border");

export function connect() {
  const handle = border();
  one("#qa-side").prepend(handle);
  handle.addEventListener("pointerdown", grab);
  handle.addEventListener("keydown", step);
  handle.addEventListener("dblclick", () => set(0));
  set(Number(kept() ?? 0));
}

const drag = ({ clientX }) => set(innerWidth - clientX);

function grab(event) {
  event.preventDefault();
  const handle = border();
  handle.setPointerCapture(event.pointerId);
  const drop = () => handle.removeEventListener("pointermove", drag);
  handle.addEventListener("pointermove", drag);
  handle.addEventListener("pointerup", drop, { once: true });
  handle.addEventListener("pointercancel", drop, { once: true });
}

function step(event) {
  const towards = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
  if (!towards) return;
  event.preventDefault();
  set(one("#qa-side").getBoundingClientRect().width + towards);
}

// 0 for the width that the page begins with.
function set(pixels) {
  const most = Math.max(LEAST, innerWidth - CHAT);
  const width = pixels ? Math.round(Math.min(Math.max(pixels, LEAST), most)) : 0;
  if (width) document.body.style.setProperty("--side", `${width}px`);
  else document.body.style.removeProperty("--side");
  const now = Math.round(one("#qa-side").getBoundingClientRect().width);
  border().setAttribute("aria-valuenow", String(now));
  border().setAttribute("aria-valuemax", String(most));
  keep(width);
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(width) {
  try {
    localStorage.setItem(KEPT, String(width));
  } catch {
    // not kept
  }
}
