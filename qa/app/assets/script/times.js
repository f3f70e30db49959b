// Times in the visitor's own terms: how long ago.

import { all } from "./elements.js";

const HOUR = 60; // minutes
const DAY = 24 * HOUR;
const WORDS = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export function tell() {
  for (const time of all("time[data-ago]")) {
    const text = ago(time.dateTime);
    if (time.textContent !== text) time.textContent = text;
  }
}

function ago(moment) {
  const minutes = Math.round((Date.now() - Date.parse(moment)) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < HOUR) return WORDS.format(-minutes, "minute");
  if (minutes < DAY) return WORDS.format(-Math.round(minutes / HOUR), "hour");
  return WORDS.format(-Math.round(minutes / DAY), "day");
}
