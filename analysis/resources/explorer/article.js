// An article to read, as the reports show it: HTML that was escaped where it was written.
export default {
  render({ model, el }) {
    pane(el, "fr-article");
    const title = document.createElement("h2");
    const page = document.createElement("div");
    page.className = "page";
    page.tabIndex = 0;
    page.setAttribute("role", "region");
    el.append(title, page);
    leadsBack(page, () => [".fr-passages [aria-current=true]", PLACES.passages]);

    function place() {
      const text = page.querySelector(".text");
      const [start, end] = model.get("place");
      globalThis.CSS?.highlights?.delete("framing-place");
      if (!text || end <= start) return;
      const range = document.createRange();
      const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      let seen = 0;
      let begun = false;
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const length = node.data.length;
        if (!begun && start < seen + length) {
          range.setStart(node, Math.max(start - seen, 0));
          begun = true;
        }
        if (begun && end <= seen + length) {
          range.setEnd(node, end - seen);
          break;
        }
        seen += length;
      }
      if (!begun) return;
      globalThis.CSS?.highlights?.set("framing-place", new Highlight(range));
      const box = range.getBoundingClientRect();
      page.scrollTop += box.top - page.getBoundingClientRect().top - page.clientHeight / 3;
    }

    function draw() {
      title.textContent = model.get("title");
      title.hidden = !model.get("title");
      page.setAttribute("aria-label", model.get("title") || "Article");
      page.innerHTML = model.get("html");
      page.scrollTop = 0;
      if (model.get("html")) el.scrollIntoView({ block: "nearest" });
      place();
      whenShown(el, "article", Boolean(model.get("html")));
    }

    model.on("change:shown", draw);
    draw();
  },
};
