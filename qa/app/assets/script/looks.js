// Light or dark, as the visitor chose, kept in the browser where it keeps anything.

const KEPT = "qa-dark";

export function toggle() {
  const dark = !document.body.classList.contains("dark");
  document.body.classList.toggle("dark", dark);
  try {
    localStorage.setItem(KEPT, dark ? "1" : "0");
  } catch {
    // not kept
  }
}

// An address that says which is obeyed: Gradio does so.
export function restore() {
  const told = new URLSearchParams(location.search).has("__theme");
  const choice = kept();
  if (choice !== null && !told) document.body.classList.toggle("dark", choice === "1");
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
