(() => {
  const items = [...document.querySelectorAll(".list li")];
  const words = items.map((item) => item.textContent.toLowerCase());
  const buttons = [...document.querySelectorAll("[data-show]")];
  const type = document.getElementById("type");
  const split = document.getElementById("split");
  const find = document.getElementById("find");
  let show = "all";

  function filter() {
    const wanted = find.value.trim().toLowerCase();
    let count = 0;
    items.forEach((item, at) => {
      const fits =
        (show === "all" || item.dataset[show] === "1") &&
        (!type.value || item.dataset.type === type.value) &&
        (!split.value || item.dataset.split === split.value) &&
        words[at].includes(wanted);
      item.hidden = !fits;
      count += fits;
    });
    document.getElementById("count").textContent = `${count} shown`;
    document.getElementById("none").hidden = count > 0;
  }

  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      show = button.dataset.show;
      buttons.forEach((other) => other.setAttribute("aria-pressed", other === button));
      filter();
    }),
  );
  document.querySelectorAll("a[data-type]").forEach((link) =>
    link.addEventListener("click", () => {
      type.value = link.dataset.type;
      filter();
    }),
  );
  [type, split].forEach((field) => field.addEventListener("change", filter));
  find.addEventListener("input", filter);
  filter();
})();
