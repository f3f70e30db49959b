// The panel at the side: its two views, and the sheet that it is where the page is narrow.

import { all, one } from "./elements.js";

const NARROW = matchMedia("(max-width: 860px)");

let focusedBefore = null; // what had the focus before the sheet opened

const tabs = () => all("#qa-side-bar [role=tab]");

export const narrow = () => NARROW.matches;
export const sheetShown = () => document.body.classList.contains("qa-sheet");

export function view(name) {
  document.body.dataset.view = name;
  for (const tab of tabs()) tab.setAttribute("aria-selected", String(tab.dataset.view === name));
}

export function openSheet() {
  if (sheetShown()) return;
  focusedBefore = document.activeElement;
  cover(true);
  focusClose();
}

export function closeSheet() {
  if (!sheetShown()) return;
  cover(false);
  if (focusedBefore?.isConnected) focusedBefore.focus({ preventScroll: true });
}

// Show a view wherever the side is.
export function show(name) {
  view(name);
  if (narrow()) openSheet();
}

export function nextTab(tab, step) {
  const known = all("[role=tab]", tab.closest("[role=tablist]"));
  const next = known.at((known.indexOf(tab) + step) % known.length);
  next.click();
  next.focus();
}

export function connect() {
  view("sources");
  nameViews();
  NARROW.addEventListener("change", closeSheet);
}

// What is behind the sheet can be neither focused nor read meanwhile.
function cover(covered) {
  document.body.classList.toggle("qa-sheet", covered);
  for (const behind of all("#qa-header, #qa-chat, #qa-check")) behind.inert = covered;
}

// Gradio gives its boxes no roles.
function nameViews() {
  for (const tab of all("[role=tab]")) {
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-label", tab.textContent);
  }
}

// What only begins to be shown takes no focus yet.
function focusClose() {
  const close = one("#qa-side-bar .close");
  close.focus({ preventScroll: true });
  if (document.activeElement !== close && sheetShown()) requestAnimationFrame(focusClose);
}
