// The page's elements, and the numbers that they carry.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Those of an element's data attributes that are there, as numbers.
export function numbers({ dataset }, ...names) {
  const there = names.filter((name) => name in dataset);
  return Object.fromEntries(there.map((name) => [name, Number(dataset[name])]));
}

export function button(text, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "labelled", textContent: text });
  made.dataset.act = act;
  return made;
}

export function span(text, style = "") {
  const made = document.createElement("span");
  made.textContent = text;
  if (style) made.className = style;
  return made;
}

// A long question, or the choices of the list.
export function unfold(control) {
  const unfolded = control.closest(".question, .finding").classList.toggle("unfolded");
  control.setAttribute("aria-expanded", unfolded);
}
