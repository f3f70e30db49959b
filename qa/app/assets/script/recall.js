// The questions of before, one after the other in the field, to be asked otherwise.

import * as composer from "./composer.js";
import { all } from "./elements.js";

let at = 0; // the place of the question that the field has from before

// The one before, by -1, or after it; from the empty field the last one. Returns whether it was done:
// what is being written, or was changed, stays.
export function step(by) {
  const before = all("#qa-done .question [data-act=edit]").map(({ dataset }) => dataset.text);
  const text = composer.field().value;
  if (text ? text !== before[at] : by > 0) return false;
  const next = Math.max(0, (text ? at : before.length) + by);
  if (!text && !before.length) return false;
  at = next;
  composer.write(before[at] ?? "");
  return true;
}
