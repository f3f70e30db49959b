// A text that is pasted to become an article.

import { one } from "./elements.js";
import { send } from "./port.js";

export function toggle() {
  const form = one(".pasting");
  form.hidden = !form.hidden;
  if (!form.hidden) one("input", form).focus();
}

export function submitted(event) {
  const form = event.target.closest?.("form.pasting");
  if (!form) return;
  event.preventDefault();
  send("apply", { title: form.elements.title.value, text: form.elements.text.value });
  form.reset();
  form.hidden = true;
}
