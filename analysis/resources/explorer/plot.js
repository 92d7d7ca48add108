// Where in each article the lines stand: a strip for each, from its beginning to its end.
const SVG = "http://www.w3.org/2000/svg";

export default {
  render({ model, el }) {
    pane(el, "fr-plot");
    const title = put(el, "h2");
    const list = put(el, "ol");

    function draw() {
      title.textContent = model.get("title");
      title.hidden = !model.get("title");
      list.replaceChildren();
      model.get("strips").forEach((one, turn) => {
        const line = put(list, "li");
        const name = put(line, "button", one.name);
        name.type = "button";
        name.title = one.name;
        name.addEventListener("click", () => model.send({ chosen: turn }));
        const strip = line.appendChild(document.createElementNS(SVG, "svg"));
        strip.setAttribute("viewBox", "0 0 1000 20");
        strip.setAttribute("preserveAspectRatio", "none");
        strip.setAttribute("role", "img");
        strip.setAttribute("aria-label", `${one.places.length} places, the first at ${Math.round(one.places[0] * 100)}% of the article`);
        for (const at of one.places) {
          const mark = strip.appendChild(document.createElementNS(SVG, "line"));
          for (const [side, value] of [["x1", at * 1000], ["x2", at * 1000], ["y1", 0], ["y2", 20]])
            mark.setAttribute(side, value);
        }
        put(line, "span", one.n, "n");
      });
    }

    model.on("change:strips", draw);
    draw();
  },
};
