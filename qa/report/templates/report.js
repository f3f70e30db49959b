(() => {
  const body = document.querySelector(".list tbody");
  const rows = [...body.querySelectorAll("tr")];
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const buttons = [...document.querySelectorAll("[data-show]")];
  const sorts = [...document.querySelectorAll("[data-sort]")];
  const kind = document.getElementById("kind");
  const group = document.getElementById("group");
  const find = document.getElementById("find");
  let show = buttons.find((button) => button.getAttribute("aria-pressed") === "true").dataset.show;

  const shown = () => [...body.rows].filter((row) => !row.hidden);

  function filter() {
    const wanted = find.value.trim().toLowerCase();
    for (const row of rows) {
      row.hidden = !(
        row.dataset[show] === "1" &&
        (!kind?.value || row.dataset.kind === kind.value) &&
        (!group?.value || row.dataset.group === group.value) &&
        words.get(row).includes(wanted)
      );
    }
    const count = shown().length;
    document.getElementById("count").textContent = `${count} shown`;
    document.getElementById("none").hidden = count > 0;
    step();
  }

  function choose(name) {
    show = name;
    buttons.forEach((one) => one.setAttribute("aria-pressed", one.dataset.show === name));
    filter();
  }

  function sort(button) {
    const key = button.dataset.sort;
    const column = button.closest("th");
    const down = column.getAttribute("aria-sort") === "ascending";
    sorts.forEach((other) => other.closest("th").removeAttribute("aria-sort"));
    column.setAttribute("aria-sort", down ? "descending" : "ascending");
    const text = key === "kind";
    const order = (a, b) =>
      text ? a.dataset[key].localeCompare(b.dataset[key]) : a.dataset[key] - b.dataset[key];
    const sorted = rows.toSorted((a, b) => order(a, b) || a.dataset.at - b.dataset.at);
    body.append(...(down ? sorted.toReversed() : sorted));
    step();
  }

  // The page of the question that is open, whether the address names it or one of its quotes.
  const open = () => document.querySelector(".page:target, .page:has(:target)");

  function neighbours() {
    const list = shown().map((row) => row.dataset.id);
    const at = list.indexOf(open()?.id.slice(2));
    return { list, at, previous: list[at - 1], following: at < 0 ? undefined : list[at + 1] };
  }

  function step() {
    const page = open();
    if (!page) return;
    const { list, at, previous, following } = neighbours();
    for (const [name, id] of [["previous", previous], ["following", following]]) {
      const link = page.querySelector(`.step.${name}`);
      link.href = id ? `#q-${id}` : "#questions";
      link.toggleAttribute("data-none", !id);
    }
    page.querySelector(".place").textContent = at < 0 ? "" : `${at + 1} of ${list.length}`;
  }

  let last = "";

  function arrived() {
    const page = open();
    if (page) {
      last = page.id.slice(2);
      step();
      if (location.hash === `#${page.id}`) scrollTo(0, 0);
      else document.getElementById(location.hash.slice(1))?.focus();
    } else if (last) {
      body.querySelector(`[data-id="${CSS.escape(last)}"] a`)?.focus();
    }
  }

  function move(by) {
    if (open()) {
      const { previous, following } = neighbours();
      const id = by > 0 ? following : previous;
      if (id) location.hash = `q-${id}`;
      return;
    }
    const list = shown();
    const at = list.findIndex((row) => row.contains(document.activeElement));
    list[Math.max(0, Math.min(list.length - 1, at + by))]?.querySelector("a").focus();
  }

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    ArrowRight: () => open() && move(1),
    ArrowLeft: () => open() && move(-1),
    Escape: () => open() && (location.hash = "questions"),
    "/": () => {
      if (open()) location.hash = "questions";
      find.focus();
    },
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (keys[event.key]) {
      if (event.key === "/") event.preventDefault();
      keys[event.key]();
    }
  });
  buttons.forEach((button) => button.addEventListener("click", () => choose(button.dataset.show)));
  sorts.forEach((button) => button.addEventListener("click", () => sort(button)));
  document.querySelectorAll("a[data-kind]").forEach((link) =>
    link.addEventListener("click", () => {
      if (kind) kind.value = link.dataset.kind;
      choose("all");
    }),
  );
  [kind, group].forEach((field) => field?.addEventListener("change", filter));
  find.addEventListener("input", filter);
  addEventListener("hashchange", arrived);
  filter();
  arrived();
})();
