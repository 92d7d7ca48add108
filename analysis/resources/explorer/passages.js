// Sentences with their marks: a click or Enter shows the article of one.
export default {
  render({ model, el }) {
    pane(el, "fr-passages");
    const title = put(el, "h2");
    const told = put(el, "p", "", "fr-soft");
    const list = put(el, "ol", undefined, "marked");
    const more = put(el, "button", "", "more");
    more.type = "button";
    more.addEventListener("click", () => model.send({ more: true }));

    function draw() {
      const held = list.contains(document.activeElement);
      title.textContent = model.get("title");
      title.hidden = !model.get("title");
      told.textContent = model.get("told");
      more.textContent = model.get("more");
      more.hidden = !model.get("more");
      list.replaceChildren();
      list.setAttribute("aria-label", model.get("title") || "Sentences");
      const chosen = model.get("chosen");
      model.get("passages").forEach((one, turn) => {
        const button = put(put(list, "li"), "button");
        button.type = "button";
        button.setAttribute("aria-current", turn === chosen);
        button.addEventListener("click", (event) => {
          if (!event.detail) goTo(el, "article", turn === chosen); // pressed, not clicked
          model.send({ chosen: turn });
        });
        if (one.about) put(button, "bdi", one.about, "about");
        const words = put(button, "bdi");
        for (const [text, parts] of one.pieces) parts ? put(words, "span", text, parts) : words.append(text);
      });
      const now = list.querySelector("[aria-current=true]") ?? list.querySelector("button");
      if (held) now?.focus({ preventScroll: true });
    }

    const [spot, row] = [".fr-figure .spot[aria-pressed=true]", ".fr-rows [aria-selected=true]"];
    leadsBack(el, (from) => (from === "figure" ? [spot, row] : [row, spot]));
    list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const buttons = [...list.querySelectorAll("button")];
      const to = buttons[buttons.indexOf(document.activeElement) + step];
      if (!step || !to) return;
      event.preventDefault();
      event.stopPropagation();
      to.focus();
    });
    model.on("change:shown", () => {
      draw();
      list.scrollTop = 0;
      if (model.get("title")) el.scrollIntoView({ block: "nearest" });
      whenShown(el, "passages", model.get("passages").length > 0);
    });
    model.on("change:chosen", draw);
    draw();
  },
};
