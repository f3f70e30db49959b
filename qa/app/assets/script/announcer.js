// What screen readers are told.

import { one } from "./elements.js";

export function announce(text) {
  const announcer = one("#qa-announcer");
  if (announcer) announcer.textContent = text;
}
