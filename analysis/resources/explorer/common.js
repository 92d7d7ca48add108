// Stands before the code of every pane: text of a corpus enters a page by this function only.
function put(parent, name, text, classes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (classes) made.className = classes;
  parent.append(made);
  return made;
}

// Makes an element the root of a pane. What has the focus there tells JupyterLab to take no letter or arrow for
// a command on cells (x cuts one, b adds one); what is held down with Ctrl or Cmd, such as saving, is one still.
function pane(el, ...classes) {
  el.classList.add("fr", ...classes);
  const keep = (event) =>
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !(event.ctrlKey || event.metaKey));
  for (const name of ["focusin", "keydown", "keyup"]) el.addEventListener(name, keep);
}

// What is opened with the keyboard gets the focus, at once or when it is shown; Escape leads back to it.
const PLACES = { passages: ".fr-passages .marked button", article: ".fr-article .page" };
const inExplorer = (el, place) => el.closest(".framing-explorer")?.querySelector(place);

function goTo(el, name, isShown) {
  const root = el.closest(".framing-explorer");
  if (!root) return;
  if (name === "passages") root.dataset.from = el.closest(".fr-figure") ? "figure" : "rows";
  if (isShown) inExplorer(el, PLACES[name])?.focus();
  else root.dataset.opening = name;
}

function whenShown(el, name, any) {
  const root = el.closest(".framing-explorer");
  if (root?.dataset.opening !== name) return;
  delete root.dataset.opening;
  if (any) inExplorer(el, PLACES[name])?.focus();
}

function leadsBack(el, places) {
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const from = el.closest(".framing-explorer")?.dataset.from;
    const back = places(from).map((one) => inExplorer(el, one)).find(Boolean);
    if (!back) return;
    event.preventDefault();
    event.stopPropagation();
    back.focus();
  });
}
