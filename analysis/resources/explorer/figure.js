// A figure whose marks can be clicked: arrow keys move between them, Enter chooses one.
export default {
  render({ model, el }) {
    pane(el);
    function draw() {
      const held = el.contains(document.activeElement) ? document.activeElement.dataset.spot : undefined;
      el.replaceChildren();
      el.dataset.shown = model.get("shown");
      const figure = put(el, "figure", undefined, "fr-figure");
      const caption = model.get("caption");
      const source = model.get("picture");
      if (source.startsWith("data:image/png;base64,")) {
        const plate = put(figure, "div", undefined, "plate");
        const image = put(plate, "img");
        image.alt = model.get("alt");
        image.src = source;
        marks(plate);
      }
      if (!caption) return;
      const told = put(figure, "figcaption", caption);
      if (model.get("label")) {
        told.append(" ");
        put(told, "code", model.get("label"));
      }
      if (held !== undefined) el.querySelector(`[data-spot="${held}"]`)?.focus({ preventScroll: true });
    }

    function marks(plate) {
      const spots = model.get("spots");
      if (!spots.length) return;
      const group = put(plate, "div");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", "Marks of the figure; arrow keys move, Enter shows the sentences");
      const chosen = model.get("chosen");
      const buttons = spots.map((spot, turn) => {
        const button = put(group, "button", undefined, "spot");
        button.type = "button";
        button.dataset.spot = turn;
        button.title = spot.label;
        button.setAttribute("aria-label", spot.label);
        button.setAttribute("aria-pressed", spot.row === chosen);
        for (const [side, name] of [["left", "x"], ["top", "y"], ["width", "width"], ["height", "height"]])
          button.style[side] = `${spot[name] * 100}%`;
        button.tabIndex = -1;
        button.addEventListener("click", (event) => {
          if (!event.detail) goTo(button, "passages", spot.row === chosen); // pressed, not clicked
          model.send({ chosen: spot.row });
        });
        return button;
      });
      (buttons.find((one) => one.getAttribute("aria-pressed") === "true") ?? buttons[0]).tabIndex = 0;
      group.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        const at = buttons.indexOf(event.target);
        if (!step || at < 0) return;
        event.preventDefault();
        event.stopPropagation();
        const to = buttons[(at + step + buttons.length) % buttons.length];
        event.target.tabIndex = -1;
        to.tabIndex = 0;
        to.focus();
      });
    }

    model.on("change:shown", draw);
    model.on("change:chosen", draw);
    draw();
  },
};
