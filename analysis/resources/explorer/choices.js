// The choices of a question: controls made from a description, each of which tells its new value.
// Each explorer has code of its own: without this, controls of two in one page would share their ids.
const own = Math.random().toString(36).slice(2);
let count = 0;
const fresh = () => `fr-choice-${own}-${(count += 1)}`;

export default {
  render({ model, el }) {
    pane(el, "fr-choices");
    const narrow = () => (el.closest(".framing-explorer")?.clientWidth ?? 1000) < 640;
    const form = put(el, "form", undefined, "fr-form");
    form.setAttribute("aria-label", "Choices");
    form.addEventListener("submit", (event) => event.preventDefault());
    const open = new Map();
    const tell = (name, value) => model.send({ name, value });

    function named(box, one) {
      const id = fresh();
      put(box, "label", one.label).htmlFor = id;
      return id;
    }

    function help(box, one, control) {
      if (!one.help) return;
      const told = put(box, "small", one.help);
      told.id = `${control.id}-help`;
      control.setAttribute("aria-describedby", told.id);
    }

    function options(select, every, value) {
      for (const [label, of] of every) {
        if (Array.isArray(of)) {
          const group = put(select, "optgroup");
          group.label = label;
          options(group, of, value);
        } else {
          const option = put(select, "option", label);
          option.value = of;
          option.selected = of === value;
        }
      }
    }

    const controls = {
      choice(box, one) {
        const id = named(box, one);
        const select = put(box, "select");
        select.id = id;
        options(select, one.options, one.value);
        select.addEventListener("change", () => tell(one.name, select.value));
        help(box, one, select);
        return select;
      },
      text(box, one) {
        const id = named(box, one);
        const input = put(box, "input");
        Object.assign(input, { id, type: one.kind === "number" ? "number" : "text", defaultValue: one.value });
        input.autocomplete = "off";
        if (one.kind === "number") {
          if (one.low !== null) input.min = one.low;
          if (one.high !== null) input.max = one.high;
          input.step = one.step;
        } else input.placeholder = one.placeholder || "";
        // a change of what was put back while it was typed is none for a browser
        const told = () => {
          if (input.value === input.defaultValue) return;
          input.defaultValue = input.value;
          tell(one.name, input.value);
        };
        input.addEventListener("change", told);
        input.addEventListener("blur", () => input.isConnected && told());
        input.addEventListener("keydown", (event) => event.key === "Enter" && told());
        help(box, one, input);
        return input;
      },
      switch(box, one) {
        box.classList.add("switch");
        const label = put(box, "label");
        const input = put(label, "input");
        Object.assign(input, { type: "checkbox", checked: one.value, id: fresh() });
        put(label, "span", one.label);
        input.addEventListener("change", () => tell(one.name, input.checked));
        help(box, one, input);
        return input;
      },
      checks(box, one) {
        const set = put(box, "fieldset");
        put(set, "legend", one.label);
        const chosen = new Set(one.value);
        if (one.options.length > 3) {
          const few = put(set, "div", undefined, "few");
          for (const all of [true, false]) {
            const button = put(few, "button", all ? "All" : "None");
            button.type = "button";
            button.dataset.part = all ? "All" : "None";
            button.setAttribute("aria-label", `${one.label}: ${all ? "all" : "none"}`);
            button.addEventListener("click", () => {
              for (const input of list.querySelectorAll("input")) {
                input.checked = all;
                all ? chosen.add(input.dataset.part) : chosen.delete(input.dataset.part);
              }
              now();
            });
          }
        }
        const list = put(set, "div", undefined, "checks");
        for (const [label, value] of one.options) {
          const line = put(list, "label");
          const input = put(line, "input");
          Object.assign(input, { type: "checkbox", checked: chosen.has(value) });
          input.dataset.part = value;
          put(line, "bdi", label);
          input.addEventListener("change", () => {
            input.checked ? chosen.add(value) : chosen.delete(value);
            now();
          });
        }
        const none = put(set, "small", "Choose at least one.", "fr-warn");
        none.hidden = true;
        none.setAttribute("role", "status");
        function now() {
          none.hidden = chosen.size > 0;
          if (chosen.size) tell(one.name, one.options.map(([, of]) => of).filter((of) => chosen.has(of)));
        }
        if (one.help) put(set, "small", one.help);
        return set;
      },
      search(box, one) {
        const set = put(box, "fieldset");
        put(set, "legend", one.label);
        const list = put(set, "div", undefined, "checks");
        for (const value of one.value) {
          const line = put(list, "label");
          const input = put(line, "input");
          Object.assign(input, { type: "checkbox", checked: true });
          input.dataset.part = value;
          put(line, "bdi", value);
          input.addEventListener("change", () => tell(one.name, one.value.filter((of) => of !== value)));
        }
        const input = put(set, "input");
        const known = put(set, "datalist");
        const id = fresh();
        known.id = `${id}-known`;
        Object.assign(input, { type: "text", id, placeholder: one.value.length ? "another" : "all" });
        input.autocomplete = "off";
        input.setAttribute("list", known.id);
        input.setAttribute("aria-label", `${one.label}: add`);
        for (const [, value] of one.options) put(known, "option").value = value;
        const told = () => {
          const value = input.value.trim();
          input.value = "";
          if (value && !one.value.includes(value)) tell(one.name, [...one.value, value]);
        };
        input.addEventListener("change", told);
        input.addEventListener("keydown", (event) => event.key === "Enter" && told());
        help(set, one, input);
        return set;
      },
    };
    controls.number = controls.text;

    function draw() {
      const held = form.contains(document.activeElement) ? document.activeElement : null;
      const typed = held?.localName === "input" && held.type !== "checkbox" && held.value !== held.defaultValue ? held.value : null;
      const was = held && [held.closest("[data-name]")?.dataset.name, held.dataset.part, held.localName];
      const scrolled = new Map([...form.querySelectorAll(".checks")].map((one) => [one.closest("[data-name]").dataset.name, one.scrollTop]));
      form.replaceChildren();
      for (const group of model.get("groups")) {
        let place = form;
        if (group.title) {
          const folded = put(form, "details");
          folded.open = open.get(group.title) ?? (group.open && !narrow());
          put(folded, "summary", group.title).dataset.name = `group ${group.title}`;
          folded.querySelector("summary").addEventListener("click", () => open.set(group.title, !folded.open));
          place = put(folded, "div");
        }
        for (const one of group.fields) {
          const box = put(place, "div");
          box.dataset.name = one.name;
          controls[one.kind](box, one);
        }
      }
      for (const [name, top] of scrolled) {
        const list = form.querySelector(`[data-name="${CSS.escape(name)}"] .checks`);
        if (list) list.scrollTop = top;
      }
      if (!was) return;
      const again = form.querySelector(`[data-name="${CSS.escape(was[0] ?? "")}"]`);
      if (again?.localName === "summary") again.focus({ preventScroll: true });
      else {
        const parts = [...(again?.querySelectorAll("input, select, button") ?? [])];
        const now = parts.find((one) => one.dataset.part === was[1] && one.localName === was[2]) ?? parts[0];
        now?.focus({ preventScroll: true });
        if (now && typed !== null) now.value = typed; // what is being typed stays
      }
    }

    model.on("change:groups", draw);
    draw();
    requestAnimationFrame(draw); // once it is known how wide the page is
  },
};
