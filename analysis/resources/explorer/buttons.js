// A row of buttons, and a line that says what came of them.
export default {
  render({ model, el }) {
    pane(el);
    const bar = put(el, "div", undefined, "fr-bar");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Explorer");
    const status = put(el, "div");
    status.setAttribute("role", "status");

    function buttons() {
      const held = bar.contains(document.activeElement) ? document.activeElement.dataset.name : null;
      bar.replaceChildren();
      for (const one of model.get("buttons")) {
        const button = put(bar, "button", one.label, one.primary ? "primary" : "");
        Object.assign(button, { type: "button", disabled: one.off, title: one.help });
        button.dataset.name = one.name;
        button.addEventListener("click", () => model.send({ pressed: one.name }));
        if (one.name === held) button.focus({ preventScroll: true });
      }
    }

    function says() {
      status.replaceChildren();
      if (model.get("warning")) put(status, "p", model.get("warning"), "fr-warn");
      if (model.get("told")) put(status, "p", model.get("told"));
      if (model.get("code")) put(put(status, "pre"), "code", model.get("code"));
    }

    model.on("change:buttons", buttons);
    for (const name of ["warning", "told", "code"]) model.on(`change:${name}`, says);
    buttons();
    says();
  },
};
