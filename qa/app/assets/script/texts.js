// The texts that these scripts show, in English or as the server has them translated.

import { one } from "./elements.js";

let known = { language: "en", texts: {}, counted: {} };

export const language = () => known.language;

export function start() {
  const sent = one("#qa-texts");
  if (!sent) return;
  known = JSON.parse(sent.textContent);
  document.documentElement.lang = known.language;
}

export const say = (text, values = {}) => filled(known.texts[text] ?? text, values);

// A text that counts something; a language has as many forms as it needs, told for 0 to 199.
export function sayMany(single, several, count) {
  const { forms = [single, several], of = "" } = known.counted[single] ?? {};
  const form = of ? Number(of[count < of.length ? count : 100 + (count % 100)]) : Number(count !== 1);
  return filled(forms[form], { count });
}

function filled(text, values) {
  return text.replaceAll(/\{(\w+)\}/g, (slot, name) => String(values[name] ?? slot));
}
