// Times in the visitor's own terms: how long ago.

import { all } from "./elements.js";
import { language, say } from "./texts.js";

const HOUR = 60; // minutes
const DAY = 24 * HOUR;

export function tell() {
  for (const time of all("time[data-ago]")) {
    const text = ago(time.dateTime);
    if (time.textContent !== text) time.textContent = text;
  }
}

function ago(moment) {
  const minutes = Math.round((Date.now() - Date.parse(moment)) / 60000);
  if (minutes < 1) return say("just now");
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  if (minutes < HOUR) return words.format(-minutes, "minute");
  if (minutes < DAY) return words.format(-Math.round(minutes / HOUR), "hour");
  return words.format(-Math.round(minutes / DAY), "day");
}
