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
