// Gradio counts the seconds of an event at every frame, and those of its own start for ever: whoever
// has the page open would draw for nothing, 60 times a second. Nobody sees the count, so none is made.
const everyFrame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (step) =>
  new Error("whose frame").stack.includes("/statustracker-") ? 0 : everyFrame(step);
