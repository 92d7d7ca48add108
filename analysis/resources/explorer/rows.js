// A table of any length: only the rows in sight are in the page, the kernel is asked for others.
const HIGH = 28;
const HEAD = 30;

function fill(cell, value) {
  if (typeof value === "string") {
    cell.textContent = value;
    cell.title = value;
    return;
  }
  const whole = put(cell, "bdi");
  for (const [text, kind] of value) kind ? put(whole, "b", text, kind) : whole.append(text);
  cell.title = value.map(([text]) => text).join("");
}

export default {
  render({ model, el }) {
    pane(el, "fr-rows");
    const title = put(el, "h2");
    const told = put(el, "p", "", "fr-soft");
    const scroll = put(el, "div", undefined, "scroll");
    const sizer = put(scroll, "div", undefined, "sizer");
    const table = put(sizer, "table");
    table.setAttribute("role", "grid");
    const head = put(put(table, "thead"), "tr");
    const body = put(table, "tbody");
    let wanted = -1;
    let focus = false;

    const total = () => model.get("total");
    const first = () => model.get("window").first;
    const send = (message) => model.send(message);

    function columns() {
      const [by, down] = model.get("sorted");
      const before = head.contains(document.activeElement) ? document.activeElement.dataset.name : null;
      head.replaceChildren();
      for (const one of model.get("head")) {
        const cell = put(head, "th", undefined, one.kind);
        cell.scope = "col";
        const sort = put(cell, "button", one.label + (one.name === by ? (down ? " ↓" : " ↑") : ""));
        sort.type = "button";
        sort.dataset.name = one.name;
        cell.setAttribute("aria-sort", one.name === by ? (down ? "descending" : "ascending") : "none");
        sort.addEventListener("click", () => send({ sort: one.name }));
        if (one.name === before) sort.focus();
      }
    }

    function rows() {
      const kinds = model.get("head").map((one) => one.kind);
      const chosen = model.get("chosen");
      const held = body.contains(document.activeElement) || focus;
      focus = false;
      body.replaceChildren();
      model.get("window").rows.forEach((cells, turn) => {
        const number = first() + turn;
        const row = put(body, "tr");
        row.dataset.row = number;
        row.setAttribute("aria-rowindex", number + 2);
        row.setAttribute("aria-selected", number === chosen);
        row.tabIndex = number === chosen || (chosen < first() && turn === 0) ? 0 : -1;
        cells.forEach((value, place) => {
          const cell = put(row, "td", undefined, kinds[place]);
          cell.setAttribute("role", "gridcell");
          fill(cell, value);
        });
      });
      if (!body.querySelector("[tabindex='0']") && body.firstChild) body.firstChild.tabIndex = 0;
      table.style.top = `${first() * HIGH}px`;
      sizer.style.height = `${total() * HIGH + HEAD}px`;
      sizer.style.minWidth = "";
      sizer.style.minWidth = `max(100%, ${table.offsetWidth}px)`;
      table.setAttribute("aria-rowcount", total() + 1);
      const sight = Math.floor(scroll.scrollTop / HIGH);
      const asked = wanted >= 0;
      if (wanted === first()) wanted = -1;
      // rows that the kernel shows of its own: those of a new table, or around a row chosen elsewhere
      if (!asked && (sight < first() || sight >= first() + model.get("window").rows.length)) scroll.scrollTop = first() * HIGH;
      if (held) body.querySelector("[tabindex='0']")?.focus({ preventScroll: true });
    }

    function texts() {
      title.textContent = model.get("title");
      title.hidden = !model.get("title");
      told.textContent = model.get("told");
      table.setAttribute("aria-label", model.get("title") || "Table");
      scroll.hidden = !total();
      scroll.style.setProperty("--f-high", `${model.get("height")}px`);
    }

    function look() {
      const sight = Math.floor(scroll.scrollTop / HIGH);
      const shown = Math.ceil(scroll.clientHeight / HIGH);
      const last = first() + model.get("window").rows.length;
      if (sight >= first() && Math.min(sight + shown, total()) <= last) return;
      const next = Math.max(0, sight - shown);
      if (next !== wanted) send({ first: (wanted = next) });
    }

    function reveal(place) {
      const top = place * HIGH;
      if (top < scroll.scrollTop) scroll.scrollTop = top;
      const below = top + HIGH + HEAD - scroll.clientHeight;
      if (below > scroll.scrollTop) scroll.scrollTop = below;
    }

    function choose(number) {
      const place = Math.min(Math.max(number, 0), total() - 1);
      reveal(place);
      focus = place !== model.get("chosen");
      send({ chosen: place });
    }

    body.addEventListener("click", (event) => {
      const row = event.target.closest("tr");
      if (row) choose(Number(row.dataset.row));
    });
    body.addEventListener("keydown", (event) => {
      const row = event.target.closest("tr");
      if (!row) return;
      const at = Number(row.dataset.row);
      const page = Math.max(Math.floor((scroll.clientHeight - HEAD) / HIGH) - 1, 1);
      const steps = {
        ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: total() - 1,
      };
      const to = event.key === "Enter" || event.key === " " ? at : steps[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") goTo(scroll, "passages", row.getAttribute("aria-selected") === "true");
      choose(to);
    });
    scroll.addEventListener("scroll", look, { passive: true });
    for (const name of ["title", "told", "total", "height"]) model.on(`change:${name}`, texts);
    model.on("change:head", () => {
      columns();
      rows();
      scroll.scrollTo(0, 0);
    });
    model.on("change:sorted", columns);
    model.on("change:window", rows);
    model.on("change:chosen", () => {
      rows();
      if (model.get("chosen") >= 0) reveal(model.get("chosen"));
    });
    texts();
    columns();
    rows();
    requestAnimationFrame(rows);
  },
};
