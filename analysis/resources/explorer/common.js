// Stands before the code of every pane: text of a corpus enters a page by this function only.
function put(parent, name, text, classes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (classes) made.className = classes;
  parent.append(made);
  return made;
}
