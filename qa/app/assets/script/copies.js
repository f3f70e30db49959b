// What a visitor takes away: an answer by the clipboard, the conversation as a file.

import * as address from "./address.js";
import { announce } from "./announcer.js";
import { one } from "./elements.js";
import { say } from "./texts.js";
import { tell } from "./told.js";

const PRESSED = 1200; // milliseconds that the button shows that it worked

let saved = ""; // the mark of the conversation that was saved last

export async function copy(button) {
  await toClipboard(button.dataset.text);
  announce(say("Copied, with its sources."));
  button.setAttribute("aria-pressed", "true");
  setTimeout(() => button.setAttribute("aria-pressed", "false"), PRESSED);
}

// When the server has sent the conversation.
export function exported() {
  const text = one("#qa-exported [data-export]");
  if (!text || text.dataset.export === saved) return;
  saved = text.dataset.export;
  const { name = "conversation.md", type = "text/markdown" } = text.dataset;
  save(name, type, text.textContent);
  announce(say("The file {name} was saved.", { name }));
}

export function save(name, type, text) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(new Blob([text], { type }));
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}

export async function link(conversation, answer) {
  await toClipboard(address.link(conversation, answer));
  tell(say("A link to this answer was copied. It opens in this browser."));
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not given where the page comes by plain HTTP from another machine
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
