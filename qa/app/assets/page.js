// The page's behaviour in the browser. What a visitor does is sent through one port to the server;
// texts reach the page escaped by the server, or as `textContent` here, never as HTML from here.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const NARROW = matchMedia("(max-width: 860px)");
  const left_out = new Set(); // files that are not asked
  let editing = null; // the number of the exchange whose question is being edited
  let draft = ""; // what stood in the field before that
  let sending = null; // the question on its way, until the page shows it
  let ticket = 0; // its number
  let opener = null; // what had the focus before the sheet opened

  const send = (event, data = {}) => window.qaPort && window.qaPort(event, data);
  const field = () => $("#qa-question");
  const busy = () => sending !== null || Boolean($("#qa-live [data-busy]"));
  const announce = (text) => { const at = $("#qa-announcer"); if (at) at.textContent = text; };
  const numbers = (element, ...names) =>
    Object.fromEntries(names.filter((n) => n in element.dataset).map((n) => [n, Number(element.dataset[n])]));

  // -- asking ----------------------------------------------------------------------------------
  function scope() {
    const files = $$("#qa-listing [data-scope]").map((box) => box.dataset.scope);
    const chosen = files.filter((file) => !left_out.has(file));
    return chosen.length === files.length ? [] : chosen;
  }

  function none_chosen() {
    const boxes = $$("#qa-listing [data-scope]");
    return boxes.length > 0 && !boxes.some((box) => box.checked);
  }

  function ask(question, replace = null) {
    if (!question.trim()) return false;
    if (busy()) {
      announce("An answer is on its way: wait, or stop it first.");
      return false;
    }
    if (none_chosen()) {
      announce("No article is chosen: tick at least one in the list.");
      view("library");
      if (NARROW.matches) sheet(true);
      return false;
    }
    if (editing !== null) end_edit();
    sending = question;
    ticket += 1;
    send("submit", { question, files: scope(), replace, ticket });
    show_busy();
    announce("Asking.");
    following = true;
    watch_connection();
    return true;
  }

  function ask_field() {
    const edited = editing !== null;
    if (ask(field().value, editing) && !edited) write("");
  }

  function take_back() {
    const asked = sending ?? $("#qa-live .question p")?.textContent;
    if (asked && !field().value) write(asked);
    sending = null;
    show_busy();
  }

  function edit(number, text) {
    if (editing === null) draft = field().value;
    editing = number;
    $(".editing").hidden = false;
    write(text);
    field().focus();
  }

  function end_edit() {
    editing = null;
    $(".editing").hidden = true;
    write(draft);
  }

  function write(text) {
    field().value = text;
    grow();
  }

  function grow() {
    const area = field();
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
  }

  function show_busy() { document.body.classList.toggle("qa-busy", busy()); }

  let following = true; // keep what is being written in view

  // Down to the end, but never past the last question: its answer is read from the start.
  function to_end() {
    const scroller = $("#qa-scroll");
    const last = $$(".exchange", scroller).at(-1);
    if (!last) return;
    const end = scroller.scrollHeight - scroller.clientHeight;
    const start = scroller.scrollTop + last.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 24;
    scroller.scrollTop = Math.max(scroller.scrollTop, Math.min(start, end));
  }

  // -- reading ---------------------------------------------------------------------------------
  function open(data) {
    hide_quote();
    view("sources");
    if (NARROW.matches) sheet(true);
    send("select", data);
  }

  function walk(step) {
    const reader = $("#qa-panel .reader[data-number]");
    const now = reader ? Number(reader.dataset.number) : 0;
    if (reader && now) {
      const next = now + step;
      if (next >= 1 && next <= Number(reader.dataset.of)) open({ exchange: Number(reader.dataset.exchange), number: next });
      return;
    }
    const cards = $("#qa-panel .cards");
    if (cards && step > 0) open({ exchange: Number(cards.dataset.exchange), number: 1 });
  }

  // Gradio gives its boxes no roles.
  function name_parts() {
    for (const tab of $$("#qa-side-bar [role=tab]")) {
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-label", tab.textContent);
    }
  }

  function next_tab(tab) {
    const other = $$("#qa-side-bar [role=tab]").find((one) => one !== tab);
    view(other.dataset.view);
    other.focus();
  }

  function view(name) {
    document.body.dataset.view = name;
    for (const tab of $$("#qa-side-bar [role=tab]")) tab.setAttribute("aria-selected", String(tab.dataset.view === name));
  }

  function sheet(shown) {
    const was = document.body.classList.contains("qa-sheet");
    if (shown && !was) opener = document.activeElement;
    document.body.classList.toggle("qa-sheet", shown);
    for (const behind of $$("#qa-header, #qa-chat")) behind.inert = shown;
    if (shown && !was) {
      focus_close();
    } else if (!shown && was) {
      if (opener?.isConnected) opener.focus({ preventScroll: true });
    }
  }

  // What only begins to be shown takes no focus yet.
  function focus_close() {
    const close = $("#qa-side-bar .close");
    close.focus({ preventScroll: true });
    if (document.activeElement !== close && document.body.classList.contains("qa-sheet")) requestAnimationFrame(focus_close);
  }

  function panel_changed() {
    const reader = $("#qa-panel .reader");
    for (const chip of $$("#qa-done .chip")) {
      const same = reader && chip.dataset.exchange === reader.dataset.exchange && chip.dataset.number === reader.dataset.number;
      chip.classList.toggle("current", Boolean(same));
    }
    const mark = $("#qa-panel mark");
    const panel = $("#qa-panel");
    if (!panel) return;
    // Not scrollIntoView: that would move the whole page as well.
    panel.scrollTop = 0;
    const at = mark?.getBoundingClientRect();
    const top = panel.getBoundingClientRect().top;
    if (mark && at.bottom - top > panel.clientHeight * 0.7) panel.scrollTop = at.top - top - panel.clientHeight / 3;
    const number = Number(reader?.dataset.number);
    if (mark) announce(`${number ? `Source ${number}` : "Passage"}: ${mark.textContent}`);
  }

  // -- a quote while a chip is pointed at ------------------------------------------------------
  let hiding = null;
  function show_quote(chip) {
    clearTimeout(hiding);
    const box = $("#qa-quote");
    box.replaceChildren();
    const quote = document.createElement("q");
    quote.textContent = `“${chip.dataset.quote}”`;
    const where = document.createElement("span");
    where.className = "where";
    where.textContent = chip.dataset.where;
    box.append(quote, where);
    box.hidden = false;
    const at = chip.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    const left = Math.min(Math.max(16, at.left - 40), innerWidth - size.width - 16);
    // Below the chip, so that the statement that it proves stays in view.
    const below = at.bottom + 6;
    box.style.left = `${left}px`;
    box.style.top = `${below + size.height < innerHeight - 8 ? below : Math.max(8, at.top - size.height - 6)}px`;
  }

  function hide_quote() { clearTimeout(hiding); const box = $("#qa-quote"); if (box) box.hidden = true; }

  // The pointer may move from the chip to the quote, to select or to scroll in it.
  function hide_quote_soon() { clearTimeout(hiding); hiding = setTimeout(hide_quote, 200); }

  // -- the library -----------------------------------------------------------------------------
  function scope_changed() {
    const boxes = $$("#qa-listing [data-scope]");
    const known = new Set(boxes.map((box) => box.dataset.scope));
    for (const file of left_out) if (!known.has(file)) left_out.delete(file);
    for (const box of boxes) box.checked = !left_out.has(box.dataset.scope);
    const chosen = boxes.length - left_out.size;
    const every = $("#qa-listing [data-act=every]");
    if (every) {
      every.checked = left_out.size === 0;
      every.indeterminate = left_out.size > 0 && chosen > 0;
    }
    const note = $(".scope-note");
    note.hidden = left_out.size === 0;
    note.replaceChildren();
    if (left_out.size) {
      const text = document.createElement("span");
      text.textContent = chosen ? `Asking ${chosen} of ${boxes.length} articles` : "No article is chosen";
      const all = document.createElement("button");
      Object.assign(all, { type: "button", className: "labelled", textContent: "Ask all" });
      all.dataset.act = "all";
      note.append(text, all);
    }
  }

  // -- taking away -----------------------------------------------------------------------------
  async function copy(button) {
    const text = button.dataset.text;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce("Copied, with its sources.");
    button.setAttribute("aria-pressed", "true");
    setTimeout(() => button.setAttribute("aria-pressed", "false"), 1200);
  }

  let exported = "";
  function export_changed() {
    const text = $("#qa-exported [data-export]");
    if (!text || text.dataset.export === exported) return;
    exported = text.dataset.export;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.textContent], { type: "text/markdown" }));
    link.download = "conversation.md";
    link.click();
    URL.revokeObjectURL(link.href);
    announce("The conversation was saved.");
  }

  // -- the connection --------------------------------------------------------------------------
  let watching = null;
  let misses = 0;
  function watch_connection() {
    misses = 0;
    watching ??= setInterval(check_connection, 1500);
  }

  async function check_connection() {
    try {
      await fetch("favicon.ico", { cache: "no-store", signal: AbortSignal.timeout(10000) });
      misses = 0;
      if (!busy()) { clearInterval(watching); watching = null; }
    } catch {
      misses += 1;
      if (misses >= 2) lost();
    }
  }

  function lost() {
    clearInterval(watching);
    watching = null;
    const box = $("#qa-lost");
    const text = document.createElement("span");
    text.textContent = "The connection to qa is lost. Start “qa serve” again, then reload this page.";
    const reload = document.createElement("button");
    Object.assign(reload, { type: "button", className: "labelled", textContent: "Reload" });
    reload.dataset.act = "reload";
    box.replaceChildren(text, reload);
    box.hidden = false;
    take_back();
    $("#qa-live [data-busy]")?.removeAttribute("data-busy");
    for (const moving of $$("#qa-live .dots, #qa-live .caret")) moving.remove();
    show_busy();
  }

  // -- light and dark --------------------------------------------------------------------------
  function dark(on) {
    document.body.classList.toggle("dark", on);
    try { localStorage.setItem("qa-dark", on ? "1" : "0"); } catch { /* not kept */ }
  }

  function ago(moment) {
    const minutes = Math.round((Date.now() - Date.parse(moment)) / 60000);
    const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
    if (minutes < 1) return "just now";
    if (minutes < 60) return words.format(-minutes, "minute");
    if (minutes < 1440) return words.format(-Math.round(minutes / 60), "hour");
    return words.format(-Math.round(minutes / 1440), "day");
  }

  function tell_times() {
    for (const time of $$("time[data-ago]")) {
      const text = ago(time.dateTime);
      if (time.textContent !== text) time.textContent = text;
    }
  }

  // -- what is clicked -------------------------------------------------------------------------
  const acts = {
    ask: ask_field,
    send: ask_field,
    example: (b) => ask(b.dataset.text),
    stop: () => { sending = null; send("stop", { ticket }); show_busy(); announce("Stopped."); },
    retry: (b) => ask(b.dataset.text, Number(b.dataset.exchange)),
    edit: (b) => edit(Number(b.dataset.exchange), b.dataset.text),
    "cancel-edit": end_edit,
    undo: () => { if (busy()) return; if (editing !== null) end_edit(); send("undo"); },
    clear: () => { sending = null; send("clear", { ticket }); if (editing !== null) end_edit(); show_busy(); field().focus(); },
    export: () => send("download"),
    copy,
    open: (b) => open({ ...numbers(b, "exchange", "number", "passage"), file: b.dataset.file ?? "" }),
    walk: (b) => walk(Number(b.dataset.step)),
    rate: (b) => send("like", { ...numbers(b, "exchange"), rating: b.dataset.rating }),
    view: (b) => view(b.dataset.view),
    sheet: () => sheet(true),
    close: () => sheet(false),
    theme: () => dark(!document.body.classList.contains("dark")),
    sync: () => send("play"),
    remove: (b) => { if (confirm(`Remove ${b.dataset.file} from the folder?`)) send("delete", { file: b.dataset.file }); },
    all: () => { left_out.clear(); scope_changed(); },
    reload: () => location.reload(),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-act]");
    if (document.body.classList.contains("qa-sheet") && !event.target.closest("#qa-side, #qa-lost")) { sheet(false); return; }
    if (button && !button.disabled) acts[button.dataset.act]?.(button);
  });

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.dataset?.scope !== undefined) {
      if (box.checked) left_out.delete(box.dataset.scope);
      else left_out.add(box.dataset.scope);
      scope_changed();
    } else if (box.dataset?.act === "every") {
      for (const one of $$("#qa-listing [data-scope]")) {
        if (box.checked) left_out.delete(one.dataset.scope);
        else left_out.add(one.dataset.scope);
      }
      scope_changed();
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form.reason");
    if (!form) return;
    event.preventDefault();
    send("like", { ...numbers(form, "exchange"), rating: form.dataset.rating, reason: $("input", form).value });
    form.classList.add("sent");
    announce("Thank you; your reason was kept.");
  });

  document.addEventListener("input", (event) => { if (event.target === field()) grow(); });

  const chip_of = (event) => event.target.closest?.("button.chip[data-quote]");
  document.addEventListener("mouseover", (event) => {
    const chip = chip_of(event);
    if (chip) show_quote(chip);
    else if (event.target.closest?.("#qa-quote")) clearTimeout(hiding);
  });
  document.addEventListener("mouseout", (event) => { if (event.target.closest?.("button.chip, #qa-quote")) hide_quote_soon(); });
  document.addEventListener("focusin", (event) => { const chip = chip_of(event); if (chip?.matches(":focus-visible")) show_quote(chip); });
  document.addEventListener("focusout", (event) => { if (chip_of(event)) hide_quote(); });

  // -- the keyboard ----------------------------------------------------------------------------
  function escape_pressed() {
    const box = $("#qa-quote");
    if (!box.hidden) return hide_quote();
    if (document.body.classList.contains("qa-sheet")) return sheet(false);
    if (editing !== null) return end_edit();
    const reader = $("#qa-panel .reader");
    if (reader && Number(reader.dataset.exchange) >= 0) return open({ exchange: Number(reader.dataset.exchange) });
    document.activeElement?.blur();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("textarea, input:not([type=checkbox]), select");
    if (event.key === "Escape") { event.preventDefault(); escape_pressed(); return; }
    if (event.target === field() && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask_field();
      return;
    }
    if (event.target.role === "tab" && (event.key === "ArrowLeft" || event.key === "ArrowRight")) next_tab(event.target);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); field()?.focus(); }
    else if (event.key === "[") walk(-1);
    else if (event.key === "]") walk(1);
  });

  // -- what the server changed -----------------------------------------------------------------
  // What Gradio itself has to tell (the queue is full, an event failed): a question that is not
  // on the page then was not taken.
  const TOAST = ".error [data-testid=toast-text]";
  function trouble(changes) {
    if (sending === null) return;
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === Node.ELEMENT_NODE);
    if (added.some((node) => node.matches(TOAST) || $(TOAST, node))) take_back();
  }

  let told = 0; // the ticket of the newest answer that was announced
  function answers_changed() {
    if (sending !== null && $(`#qa-chat [data-ticket="${ticket}"]`)) sending = null;
    const last = $$("#qa-done .exchange").at(-1);
    if (Number(last?.dataset.ticket) > told) {
      told = Number(last.dataset.ticket);
      const said = $$(".statement, .trouble", last).map((p) => p.textContent).join(" ");
      announce(`${$(".badge", last)?.textContent ?? ""}: ${said}`);
    }
    show_busy();
  }

  function observe(selector, changed) {
    const target = $(selector);
    if (target) new MutationObserver(changed).observe(target, { childList: true, subtree: true, characterData: true });
  }

  let connected = false;
  function connect() {
    if (connected || !["#qa-frame", "#qa-done", "#qa-library", "#qa-announcer", "#qa-question"].every((part) => $(part))) return;
    connected = true;
    view("sources");
    name_parts();
    NARROW.addEventListener("change", () => sheet(false));
    $("#qa-scroll").addEventListener("scroll", (event) => {
      const s = event.currentTarget;
      following = s.scrollHeight - s.scrollTop - s.clientHeight < 120;
    }, { passive: true });
    const flowed = () => { answers_changed(); if (following) to_end(); };
    observe("#qa-done", flowed);
    observe("#qa-live", flowed);
    observe("#qa-panel", panel_changed);
    observe("#qa-listing", scope_changed);
    observe("#qa-exported", export_changed);
    observe("#qa-header", tell_times);
    new MutationObserver(trouble).observe(document.body, { childList: true, subtree: true });
    setInterval(tell_times, 30000);
    tell_times();
    document.body.dataset.ready = "";
    if (!NARROW.matches) field()?.focus();
  }

  let kept = null;
  try { kept = localStorage.getItem("qa-dark"); } catch { /* none */ }
  function start() {
    if (kept !== null && !new URLSearchParams(location.search).has("__theme")) document.body.classList.toggle("dark", kept === "1");
    connect();
    if (!connected) requestAnimationFrame(start);
  }
  window.addEventListener("qa:port", start);
})();
