// Times in the visitor's own terms: how long ago, or of which day where that is a month and more.

import { all } from "./elements.js";
import { language, say } from "./texts.js";

const HOUR = 60; // minutes
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;

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
  if (minutes < MONTH) return words.format(-Math.round(minutes / DAY), "day");
  return new Date(moment).toLocaleDateString(language(), { dateStyle: "medium" });
}
