// What shows that an answer is on its way: a light that goes from dot to dot, slowly: each step draws
// the page, and where many wait those steps take time from what they wait for.
// A style sheet's animation would draw the page anew sixty times a second while it waits.

const TIME = 600; // milliseconds for a dot
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

let timer = null;

export function show(busy) {
  if (busy && timer === null && !STILL.matches) timer = setInterval(step, TIME);
  if (busy || timer === null) return;
  clearInterval(timer);
  timer = null;
}

function step() {
  const { dataset } = document.body;
  dataset.beat = (Number(dataset.beat ?? 0) + 1) % 3;
}
