"use strict";
/* The coding page: answers to the items of a sample, kept in this browser, written as codings.csv.
 *
 * Places in the sample and in codings are code points, as Python counts them; the browser counts UTF-16
 * units. `placesIn` is the only bridge between the two. Text of articles enters the page as textContent
 * only. Every answer, note and mark of an article read has the time of its last change. What is kept in
 * memory, in the browser (localStorage) and in the tab (sessionStorage) is joined by these times, so that
 * two tabs of one coder lose nothing of each other, nor a page whose browser is late with what it keeps.
 */
(() => {
  const sample = JSON.parse(document.getElementById("sample").textContent);
  const COLUMNS = ["coder", "item", "article", "field", "start", "end", "answer", "label", "note", "coded_at"];
  const SIGNS = { accept: "✓", reject: "✗", mend: "✎", add: "+" };
  const WORDS = { accept: "accepted", reject: "rejected", mend: "accepted with another span", add: "added by you" };
  const PARTS = ["top", "list", "help", "article", "panel"];
  const LABEL_KEYS = "1234567890qweyiopsfghlzxcvb"; // none of them does anything else
  const LEAP = 10; // words that an arrow up or down moves a span by
  const at = id => document.getElementById(id);
  const make = (name, about = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), about);
    made.append(...inside);
    return made;
  };

  /* ---- places in texts ---- */

  const known = new Map();
  /** Return for a field of an article: the text, the unit of each point, and the point of a unit. */
  function placesIn(article, field) {
    const key = JSON.stringify([article.id, field]);
    if (!known.has(key)) {
      const text = article[field];
      const units = [0];
      for (const sign of text) units.push(units[units.length - 1] + sign.length);
      const point = unit => {
        let low = 0, high = units.length - 1;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (units[middle] < unit) low = middle + 1; else high = middle;
        }
        return low;
      };
      known.set(key, { text, units, point, words: wordsOf(text).map(pair => pair.map(point)) });
    }
    return known.get(key);
  }

  /** Return from and to, in units, of everything between white space, cut where words end. */
  function wordsOf(text) {
    if (!Intl.Segmenter) return [...text.matchAll(/[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]+/gu)].map(m => [m.index, m.index + m[0].length]);
    const cut = new Intl.Segmenter("en", { granularity: "word" }).segment(text);
    return [...cut].filter(one => one.segment.trim()).map(one => [one.index, one.index + one.segment.length]);
  }

  const cutOf = (article, span) => {
    const { text, units } = placesIn(article, span.field);
    return text.slice(units[span.start], units[span.end]);
  };

  /* ---- what is kept ---- */

  const MAPS = ["answers", "notes", "read"];
  let coder = "", state = fresh(), storing = true, latest = 0;
  const past = []; // what `undo` goes back to
  const storageKey = () => `framing-coding:${sample.digest}:${coder}`;
  function map(of = {}) { return Object.assign(Object.create(null), of); } // an id may be "__proto__"

  function fresh() {
    const maps = () => Object.fromEntries(MAPS.map(name => [name, map()]));
    return { ...maps(), times: maps(), at: "", article: "" };
  }

  /** Return what a storage holds of this coder, from its text. */
  function parsedState(text) {
    const found = fresh();
    try {
      const told = JSON.parse(text) || {};
      for (const name of MAPS) {
        found[name] = map(told[name]);
        found.times[name] = map(told.times[name]);
      }
      return Object.assign(found, { at: told.at, article: told.article });
    } catch {
      return fresh(); // nothing, or nothing of this page
    }
  }

  /** Return two states as one: of each thing what was changed last. The place is that of the first. */
  function joined(one, other) {
    const all = Object.assign(fresh(), { at: one.at || other.at, article: one.article || other.article });
    for (const name of MAPS) {
      for (const id of new Set([...Object.keys(one.times[name]), ...Object.keys(other.times[name])])) {
        const newer = (one.times[name][id] || 0) >= (other.times[name][id] || 0) ? one : other;
        all.times[name][id] = newer.times[name][id];
        if (id in newer[name]) all[name][id] = newer[name][id];
      }
    }
    return all;
  }

  const hasMore = (one, other) => MAPS.some(name =>
    Object.entries(one.times[name]).some(([id, time]) => time > (other.times[name][id] || 0)));

  function stored() {
    const read = place => { try { return place().getItem(storageKey()); } catch { return ""; } };
    return joined(parsedState(read(() => localStorage)), parsedState(read(() => sessionStorage)));
  }

  function store() {
    const text = JSON.stringify(state);
    try { sessionStorage.setItem(storageKey(), text); } catch { /* the other place counts */ }
    try {
      localStorage.setItem(storageKey(), text);
      if (!storing) tellKept("Answers are kept in this browser.");
      storing = true;
    } catch {
      storing = false;
      tellKept("This browser keeps no more answers: download them before you close the page.", true);
    }
  }

  /** Alter what is kept, on top of what other tabs of this coder have kept. */
  function change(alter) {
    state = joined(state, stored());
    const before = MAPS.map(name => map(state[name]));
    alter(state);
    latest = Math.max(Date.now(), latest + 1);
    MAPS.forEach((name, i) => {
      for (const id of new Set([...Object.keys(before[i]), ...Object.keys(state[name])])) {
        if (before[i][id] !== state[name][id]) state.times[name][id] = latest;
      }
    });
    store();
    writeFile();
  }

  const complete = (id, answer = state.answers[id]) =>
    Boolean(answer) && (answer.answer === "reject" || !sample.labels.length || Boolean(answer.label));

  /** Return the items of an article, those of the model and those that the coder added, in order. */
  function itemsOf(article) {
    const added = Object.entries(state.answers)
      .filter(([, told]) => told.answer === "add" && told.article === article.id)
      .map(([item, told]) => ({ item, ...told, label: "", context: [told.start, told.end], own: true }));
    const all = article.items.map(one => ({ ...one, article: article.id })).concat(added);
    all.sort((a, b) => (a.field === b.field ? a.start - b.start || a.end - b.end : a.field === "title" ? -1 : 1));
    // items have the numbers 1, 2, ..., spans that the coder added +1, +2, ...
    let items = 0, own = 0;
    for (const one of all) one.number = one.own ? `+${++own}` : String(++items);
    return all;
  }

  const answeredIn = article => article.items.filter(item => complete(item.item)).length;
  const addedIn = article => itemsOf(article).length - article.items.length;
  const isWhole = article => itemsOf(article).every(item => complete(item.item));
  const isRead = article => Boolean(state.read[article.id]);
  const isFinished = article => isWhole(article) && (isRead(article) || (sample.closed && isPassed(article)));
  /** Tell whether everything before an article is answered, if it has no items itself: it was passed then. */
  function isPassed(article) {
    const open = article.items.length ? -1 : sample.articles.findIndex(one => answeredIn(one) < one.items.length);
    return open < 0 || sample.articles.indexOf(article) < open;
  }

  /** Return every place to stop at: the items, and each article without any. */
  function entries() {
    return sample.articles.flatMap(article => {
      const items = itemsOf(article);
      const bare = [{ id: `${article.id}:read`, article, item: null }];
      return items.length ? items.map(item => ({ id: item.item, article, item })) : bare;
    });
  }

  function here(all = entries()) {
    return all.find(one => one.id === state.at)
      || all.find(one => one.article.id === state.article)
      || all[0];
  }

  /* ---- answers ---- */

  const spanOf = item => {
    const told = state.answers[item.item];
    return told && told.answer === "mend" ? told : item;
  };

  function remember(id, article) {
    past.push({ id, article, answer: state.answers[id], read: state.read[article], at: state.at });
  }

  function answer(entry, answer, label, span = entry.item) {
    remember(entry.id, entry.article.id);
    const { field, start, end } = span;
    const row = { article: entry.article.id, field, start, end, answer, label, coded_at: new Date().toISOString() };
    change(kept => { kept.answers[entry.id] = row; });
  }

  function chosenLabel(item) {
    const told = state.answers[item.item];
    return (told && told.label) || (sample.blind ? "" : item.label) || "";
  }

  function accept() {
    const entry = here();
    if (!entry.item) return say("Nothing is marked here. d: article read; n: add a span.");
    const label = chosenLabel(entry.item);
    if (sample.labels.length && !label) return say(askForLabel());
    const own = Boolean(entry.item.own);
    answer(entry, own ? "add" : "accept", label);
    advance(entry);
  }

  function setLabel(number) {
    const entry = here();
    const label = sample.labels[number];
    if (!entry.item || label === undefined) return;
    const told = state.answers[entry.id];
    const keeps = told && (told.answer === "mend" || told.answer === "add");
    answer(entry, keeps ? told.answer : "accept", label, keeps ? told : entry.item);
    advance(entry);
  }

  function reject() {
    const entry = here();
    if (!entry.item) return say("Nothing is marked here to reject.");
    if (entry.item.own) {
      remember(entry.id, entry.article.id);
      change(kept => {
        delete kept.answers[entry.id];
        kept.article = entry.article.id;
      });
      return show("Your span is gone.");
    }
    answer(entry, "reject", "");
    advance(entry);
  }

  function undo() {
    const before = past.pop();
    if (!before) return say("Nothing to undo since the page was opened.");
    change(kept => {
      if (before.answer) kept.answers[before.id] = before.answer; else delete kept.answers[before.id];
      if (before.read) kept.read[before.article] = before.read; else delete kept.read[before.article];
      Object.assign(kept, { at: before.at, article: before.article });
    });
    show("Undone.");
  }

  function readAll() {
    const entry = here();
    const open = itemsOf(entry.article).filter(item => !complete(item.item));
    if (open.length) {
      goTo({ id: open[0].item, article: entry.article });
      return say(`${several(open.length, "item")} of this article not answered yet.`);
    }
    remember(entry.id, entry.article.id);
    change(kept => { kept.read[entry.article.id] = new Date().toISOString(); });
    const all = entries();
    const later = sample.articles.slice(sample.articles.indexOf(entry.article) + 1);
    const next = later.find(article => article.items.length > 0 || !sample.closed);
    if (next) return goTo(all.find(one => one.article === next));
    const left = sample.articles.find(article => !isFinished(article));
    if (left) goTo(all.find(one => one.article === left && !isDone(one)) || all.find(one => one.article === left));
    show(left ? "Some articles are still open." : "All is coded. Download your codings.");
  }

  const askForLabel = () => `Choose a label: ${labelKeys()}.`;
  const labelKeys = () => (sample.labels.length > 9 ? `1–9, ${[...LABEL_KEYS].slice(9, sample.labels.length).join(", ")}` : `1–${sample.labels.length}`);
  const isDone = entry => (entry.item ? complete(entry.id) : Boolean(state.read[entry.article.id]));

  /* ---- moving ---- */

  function goTo(entry, said = "") {
    leaveSelection();
    change(kept => Object.assign(kept, { at: entry.id, article: entry.article.id }));
    show(said);
  }

  function move(by) {
    const all = entries();
    const next = all[all.findIndex(one => one.id === here(all).id) + by];
    if (next) goTo(next); else say(by > 0 ? "This is the last." : "This is the first.");
  }

  function advance(entry) {
    const all = entries();
    const next = all[all.findIndex(one => one.id === entry.id) + 1];
    if (next && next.article === entry.article) return goTo(next);
    goTo(entry, isRead(entry.article) ? "" : lastItem());
  }

  const lastItem = () => (sample.closed ? "Last item of the article. d: go on."
    : "Last item of the article. d: article read, nothing more; n: add a span.");

  /* ---- spans ---- */

  let pending = null; // the span that is being chosen: {kind, field, start, end}

  function leaveSelection() {
    pending = null;
    getSelection().removeAllRanges();
  }

  /** Return the span that is selected with the mouse, without white space around it. */
  function selected() {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed) return null;
    const field = ["title", "text"].find(name => at(name).contains(range.commonAncestorContainer));
    if (!field) return null;
    const before = document.createRange();
    before.selectNodeContents(at(field));
    before.setEnd(range.startContainer, range.startOffset);
    const from = before.toString().length, cut = range.toString();
    const { point } = placesIn(here().article, field);
    const start = point(from + cut.length - cut.trimStart().length);
    const end = point(from + cut.trimEnd().length);
    return start < end ? { field, start, end } : null;
  }

  function begin(kind) {
    const entry = here();
    if (!sample.spans) return say("In this sample spans are not mended.");
    if (kind === "mend" && !entry.item) return say("Nothing is marked here to mend.");
    const span = selected() || (kind === "mend" ? spanOf(entry.item) : firstWord(entry));
    if (!span) return say("There is no text.");
    pending = { kind, field: span.field, start: span.start, end: span.end };
    show(kind === "mend" ? "Mend the span." : "Choose the span.");
  }

  /** Return the word where adding begins: the first of the item's sentence, else of the text. */
  function firstWord(entry) {
    const fields = entry.item ? [entry.item.field] : ["text", "title"];
    const from = entry.item ? entry.item.context[0] : 0;
    for (const field of fields) {
      const word = placesIn(entry.article, field).words.find(([, end]) => end > from);
      if (word) return { field, start: word[0], end: word[1] };
    }
    return null;
  }

  /** Move the start (and the end before it) or, with `last`, the end of the chosen span by words. */
  function shift(by, last) {
    const { words } = placesIn(here().article, pending.field);
    const edge = last ? 1 : 0;
    const from = last ? words.findLastIndex(word => word[0] < pending.end)
      : words.findLastIndex(word => word[0] <= pending.start);
    const to = Math.min(words.length - 1, Math.max(0, from + by));
    const place = words[to][edge];
    if (last && place > pending.start) pending.end = place;
    if (!last) {
      pending.start = place;
      if (pending.end <= place) pending.end = words[to][1];
    }
    show();
  }

  function otherField() {
    const field = pending.field === "text" ? "title" : "text";
    const [word] = placesIn(here().article, field).words;
    if (!word) return say(`There is no ${field}.`);
    Object.assign(pending, { field, start: word[0], end: word[1] });
    show();
  }

  function take() {
    const entry = here();
    const { kind, field, start, end } = pending;
    const span = { field, start, end };
    const same = itemsOf(entry.article).find(one => {
      const now = spanOf(one);
      return now.field === field && now.start === start && now.end === end;
    });
    if (same && !(kind === "mend" && same.item === entry.id)) {
      return goTo({ id: same.item, article: entry.article }, "This span is an item already.");
    }
    leaveSelection();
    if (kind === "add") return addSpan(entry, span);
    const asModel = field === entry.item.field && start === entry.item.start && end === entry.item.end;
    const label = chosenLabel(entry.item);
    answer(entry, entry.item.own ? "add" : asModel ? "accept" : "mend", label, span);
    afterSpan(entry);
  }

  function addSpan(entry, span) {
    const mine = `${entry.article.id}:new-`;
    const numbers = Object.keys(state.answers).filter(id => id.startsWith(mine)).map(id => Number(id.slice(mine.length)));
    const added = { id: `${mine}${1 + Math.max(0, ...numbers)}`, article: entry.article, item: span };
    answer(added, "add", "", span);
    afterSpan(added);
  }

  function afterSpan(entry) {
    goTo(entry, complete(entry.id) ? "Kept." : askForLabel());
  }

  /* ---- files ---- */

  // what a spreadsheet would take for a formula gets an apostrophe, as in every CSV of this project
  const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
  const cell = value => {
    const text = FORMULA.test(value) ? `'${value}` : String(value);
    return /[",;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  function rows() {
    return sample.articles.flatMap(article => {
      const told = itemsOf(article).filter(item => complete(item.item)).map(({ item }) => {
        const row = state.answers[item];
        return [coder, item, article.id, row.field, row.start, row.end, row.answer, row.label, state.notes[item] || "", row.coded_at];
      });
      const id = `${article.id}:read`;
      const time = state.read[article.id];
      const done = time || (sample.closed && !article.items.length && isFinished(article));
      if (done) told.push([coder, id, article.id, "", "", "", "accept", "", state.notes[id] || "", time || ""]);
      return told;
    });
  }

  // the mark at the beginning tells Excel that this is UTF-8
  const codings = () => `\ufeff${[COLUMNS, ...rows()].map(row => row.map(cell).join(",")).join("\n")}\n`;
  const fileName = () => `codings-${coder.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "coder"}.csv`;

  function download() {
    const address = URL.createObjectURL(new Blob([codings()], { type: "text/csv" }));
    const link = make("a", { href: address, download: fileName() });
    link.click();
    URL.revokeObjectURL(address);
    const open = Object.keys(state.answers).filter(id => !complete(id)).length, left = unread();
    const told = open ? [`${several(open, "answer")} without a label left out of the file.`] : ["Downloaded."];
    if (left) told.push(`${several(left, "article")} with all items answered and not marked as read: what the model missed there stays unknown.`);
    tellKept(told.join(" "), open + left > 0);
  }

  let file = null, writing = Promise.resolve();
  async function chooseFile() {
    try {
      file = await showSaveFilePicker({ suggestedName: fileName(), types: [{ accept: { "text/csv": [".csv"] } }] });
    } catch {
      return; // the coder closed the dialog
    }
    writeFile();
  }

  function writeFile() {
    if (!file) return;
    const target = file;
    writing = writing.then(async () => {
      const out = await target.createWritable();
      await out.write(codings());
      await out.close();
      tellKept(`Kept in ${target.name}.`);
    }).catch(() => {
      file = null;
      tellKept("The file could not be written: choose it again, or download.", true);
    });
  }

  function tellKept(text, warn = false) {
    at("kept").textContent = text;
    at("kept").classList.toggle("warning", warn);
  }

  /** Return the rows of a CSV file, cells as text. */
  function parsed(text) {
    const found = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const row = found[found.length - 1], sign = text[i];
      if (quoted && sign === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
      else if (sign === '"') quoted = !quoted;
      else if (!quoted && sign === ",") row.push("");
      else if (!quoted && sign === "\n") found.push([""]);
      else if (quoted || sign !== "\r") row[row.length - 1] += sign;
    }
    return found.filter(row => row.length > 1);
  }

  /** Take over answers from a file that this page wrote: those of this coder that are newer. */
  async function continueFrom(chosen) {
    const [head = [], ...told] = parsed((await chosen.text()).replace(/^\ufeff/, ""));
    if (COLUMNS.join() !== head.join()) return tellKept("That file holds no codings of this page.", true);
    const plain = text => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);
    const given = told.map(row => Object.fromEntries(COLUMNS.map((name, i) => [name, plain(row[i] || "")])));
    const mine = given.filter(row => row.coder === coder && fits(row));
    let taken = 0;
    change(kept => mine.forEach(row => { taken += takeOver(kept, row); }));
    show();
    tellKept(`${taken} of ${given.length} rows taken over.`, mine.length < given.length);
  }

  function fits(row) {
    const article = sample.articles.find(one => one.id === row.article);
    if (!article || !(row.answer in SIGNS)) return false;
    if (row.item === `${row.article}:read`) return true;
    const item = article.items.find(one => one.item === row.item);
    if (row.answer === "add" ? item || !row.item.startsWith(`${row.article}:new-`) : !item) return false;
    if (row.label && !sample.labels.includes(row.label)) return false;
    if (!["title", "text"].includes(row.field)) return false;
    const last = placesIn(article, row.field).units.length - 1;
    return Number(row.start) < Number(row.end) && Number(row.end) <= last;
  }

  function takeOver(kept, row) {
    const isRead = row.item === `${row.article}:read`;
    const before = isRead ? kept.read[row.article] : (kept.answers[row.item] || {}).coded_at;
    if (before && before >= row.coded_at) return 0;
    const { article, field, answer: told, label, coded_at } = row;
    if (isRead) kept.read[article] = coded_at;
    else kept.answers[row.item] = { article, field, start: Number(row.start), end: Number(row.end), answer: told, label, coded_at };
    if (row.note) kept.notes[row.item] = row.note;
    return 1;
  }

  /* ---- what is shown ---- */

  const say = text => { at("said").textContent = text; };

  function show(said = "") {
    const all = entries();
    const entry = here(all);
    showProgress();
    showList(entry);
    showArticle(entry);
    showPanel(entry);
    say(said);
    const mark = document.querySelector(".pending") || document.querySelector(".now");
    const target = mark || at("article");
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    centre(mark);
  }

  /** Bring what is looked at into the middle of what the panel leaves free. */
  function centre(mark) {
    const narrow = getComputedStyle(at("panel")).position === "sticky";
    const below = narrow ? at("panel").offsetHeight : 0;
    document.documentElement.style.scrollPaddingBottom = `${below}px`;
    if (mark) mark.scrollIntoView({ block: "center" });
    else if (narrow) at("article").scrollIntoView();
    else at("article").scrollTop = 0;
  }

  const sum = numbers => numbers.reduce((all, one) => all + one, 0);
  const several = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

  function showProgress() {
    const { articles } = sample;
    const items = sum(articles.map(article => article.items.length));
    const answered = sum(articles.map(answeredIn)), added = sum(articles.map(addedIn));
    const done = articles.filter(sample.closed ? isFinished : isRead).length;
    Object.assign(at("bar"), { max: items + articles.length, value: answered + done });
    const told = [`${answered} of ${several(items, "item")} answered`];
    if (added) told.push(`${several(added, "span")} added`);
    told.push(`${done} of ${several(articles.length, "article")} ${sample.closed ? "done" : "read"}`);
    at("count").textContent = told.join(", ");
  }

  /** Return how many articles have all answers, and no mark that says that they were read. */
  const unread = () => (sample.closed ? 0 : sample.articles.filter(article => isWhole(article) && article.items.length && !isRead(article)).length);

  function showList(entry) {
    const list = at("articles").querySelector("ol");
    list.replaceChildren(...sample.articles.map((article, number) => {
      const items = itemsOf(article);
      const added = addedIn(article) ? ` +${addedIn(article)}` : "";
      const about = make("small", { textContent: `${shareOf(article)}${added}${markOf(article)}` });
      const name = make("bdi", { textContent: short(article.title || article.id, 70) });
      const button = make("button", { type: "button" }, `${number + 1}. `, name, " ", about);
      button.onclick = () => goTo(entries().find(one => one.article === article));
      const row = make("li", {}, button);
      if (article !== entry.article) return row;
      button.setAttribute("aria-current", "true");
      if (items.length) row.append(make("ol", {}, ...items.map(item => itemLine(item, article, entry))));
      return row;
    }));
    at("articles").querySelector("[aria-current]").scrollIntoView({ block: "nearest" });
  }

  const shareOf = article => (article.items.length ? `${answeredIn(article)} of ${article.items.length}` : "no items");

  function markOf(article) {
    if (sample.closed) return isFinished(article) ? " ✓" : "";
    return isRead(article) ? ", read ✓" : isWhole(article) && article.items.length ? ", not marked as read" : "";
  }

  function itemLine(item, article, entry) {
    const text = make("bdi", { textContent: short(cutOf(article, spanOf(item)), 40) });
    const button = make("button", { type: "button" }, `${signOf(item)} `, text);
    if (item.item === entry.id) button.setAttribute("aria-current", "step");
    button.onclick = () => goTo({ id: item.item, article });
    return make("li", {}, button);
  }

  const readable = label => label.replaceAll("_", " ");

  const short = (text, most) => {
    const signs = [...text.replace(/\s+/g, " ")];
    return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : signs.join("");
  };

  const signOf = item => {
    const told = state.answers[item.item];
    return `${item.number}${told && !item.own && complete(item.item) ? SIGNS[told.answer] : ""}`;
  };

  function showArticle(entry) {
    const { article } = entry;
    at("origin").replaceChildren(...[article.id, article.outlet, article.date].filter(Boolean)
      .flatMap((part, i) => [i ? " · " : "", make("bdi", { textContent: part })]));
    at("title").hidden = !article.title;
    for (const field of ["title", "text"]) at(field).replaceChildren(...pieces(entry, field));
  }

  /** Return a field of the article as elements, cut wherever a span begins or ends. */
  function pieces(entry, field) {
    const { text, units } = placesIn(entry.article, field);
    const spans = itemsOf(entry.article)
      .map(item => ({ item, ...pick(spanOf(item)) }))
      .filter(span => span.field === field);
    const context = entry.item && entry.item.field === field ? entry.item.context : null;
    const chosen = pending && pending.field === field ? pending : null;
    const cuts = new Set([0, units.length - 1]);
    for (const one of [...spans, ...(chosen ? [chosen] : [])]) cuts.add(one.start).add(one.end);
    if (context) context.forEach(place => cuts.add(place));
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(1).map((to, i) => {
      const from = places[i];
      const around = spans.filter(span => span.start <= from && to <= span.end);
      const inside = Boolean(context) && context[0] <= from && to <= context[1];
      const piece = make(around.length || chosen ? "mark" : "span", { textContent: text.slice(units[from], units[to]) });
      piece.className = classes(around, entry, inside, chosen && chosen.start <= from && to <= chosen.end);
      if (!around.length && !piece.classList.contains("pending")) return plainPiece(piece);
      const begun = around.filter(span => span.start === from).map(span => signOf(span.item));
      if (begun.length) piece.dataset.sign = begun.join(" ");
      return piece;
    });
  }

  const pick = ({ field, start, end }) => ({ field, start, end });
  const plainPiece = piece => make("span", { textContent: piece.textContent, className: piece.className });

  function classes(around, entry, inside, isPending) {
    const names = inside ? ["sentence"] : [];
    if (isPending) names.push("pending");
    if (!around.length) return names.join(" ");
    const told = around.map(span => state.answers[span.item.item]);
    names.push("item");
    if (around.some(span => span.item.item === entry.id)) names.push("now");
    if (around.every(span => complete(span.item.item))) names.push("done");
    if (told.every(one => one && one.answer === "reject")) names.push("rejected");
    return names.join(" ");
  }

  function showPanel(entry) {
    at("answering").hidden = Boolean(pending);
    at("selecting").hidden = !pending;
    at("note").value = state.notes[entry.id] || "";
    at("beside").textContent = (entry.item && entry.item.beside) || "";
    at("beside").hidden = !at("beside").textContent;
    const told = state.answers[entry.id];
    at("state").replaceChildren(...stateOf(entry, told));
    [...at("labels").children].forEach((button, i) => {
      button.setAttribute("aria-pressed", String(Boolean(told) && told.label === sample.labels[i]));
      button.disabled = !entry.item;
    });
    for (const name of ["accept", "reject"]) {
      const pressed = told && (told.answer === name || (name === "accept" && told.answer === "add"));
      at(name).setAttribute("aria-pressed", String(Boolean(pressed)));
      at(name).disabled = !entry.item;
    }
    if (at("mend")) at("mend").disabled = !entry.item;
    at("done").setAttribute("aria-pressed", String(Boolean(state.read[entry.article.id])));
  }

  const bare = () => (sample.closed ? "Nothing in this article is to be answered. d or j: go on."
    : "The model found nothing in this article. Read it, then d; or n to add a span.");

  function stateOf(entry, told) {
    if (pending) return [make("bdi", { textContent: `“${short(cutOf(entry.article, pending), 120)}”` })];
    if (!entry.item) return [bare()];
    const { article, item } = entry;
    const place = item.own ? `Span ${item.number.slice(1)} of ${addedIn(article)} that you added` : `Item ${item.number} of ${article.items.length}`;
    const parts = [`${place} in this article: `];
    const done = told ? [WORDS[told.answer], readable(told.label)].filter(Boolean).join(", ") : "not answered yet";
    parts.push(make("b", { textContent: done }), ". ");
    if (!sample.blind && entry.item.label) parts.push("The model says ", make("b", { textContent: readable(entry.item.label) }), ". ");
    if (!sample.closed && isWhole(article) && !isRead(article)) parts.push("All items are answered; the article is not marked as read.");
    return parts;
  }

  /* ---- keys and buttons ---- */

  const KEYS = {
    a: accept, Enter: accept, r: reject, m: () => begin("mend"), n: () => begin("add"), u: undo,
    t: () => at("note").focus(), j: () => move(1), ArrowRight: () => move(1), k: () => move(-1),
    ArrowLeft: () => move(-1), d: readAll, "?": () => { at("book").open = !at("book").open; },
  };
  const SPAN_KEYS = {
    Enter: take, a: take, Escape: () => { leaveSelection(); show("Left as it was."); },
    ArrowLeft: last => shift(-1, last), ArrowRight: last => shift(1, last),
    ArrowUp: last => shift(-LEAP, last), ArrowDown: last => shift(LEAP, last), x: otherField,
  };

  function pressed(event) {
    if (at("panel").hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target === at("note")) {
      if (event.key === "Escape") show();
      return;
    }
    const onControl = event.target.closest("button, summary, input");
    if (onControl && (event.key === "Enter" || event.key === " ")) return;
    // on keyboards with other letters the place of the key counts
    const written = /^[\x20-\x7e]+$/.test(event.key) ? event.key : event.code.replace(/^Key/, "");
    const key = written.length === 1 ? written.toLowerCase() : written;
    const act = (pending ? SPAN_KEYS : KEYS)[key];
    const number = pending || key.length > 1 ? -1 : LABEL_KEYS.indexOf(key);
    const isLabel = number >= 0 && number < sample.labels.length;
    if (!act && !isLabel) return;
    event.preventDefault();
    if (isLabel) setLabel(number); else act(event.shiftKey);
  }

  function button(id, text, key, act) {
    const made = make("button", { type: "button", id, onclick: () => act() }, `${text} `);
    if (key) made.append(make("kbd", { textContent: key }));
    // a press must not take the selection away before it is read
    made.onmousedown = event => event.preventDefault();
    return made;
  }

  /** Return a line of the code book, with what stands in double brackets marked. */
  const marked = line => line.split(/\[\[|\]\]/).map((part, i) => (i % 2 ? make("mark", { textContent: part }) : part));

  function build() {
    at("measure").textContent = `Coding: ${sample.measure}`;
    at("question").textContent = sample.question;
    at("labels").append(...sample.labels.map((label, i) => button(`label-${i}`, readable(label), LABEL_KEYS[i] || "", () => setLabel(i))));
    const spans = sample.spans ? [
      button("mend", "Mend span", "m", KEYS.m), button("add", "Add span", "n", KEYS.n),
    ] : [];
    at("actions").append(
      button("accept", "Accept", "a", accept), button("reject", "Reject", "r", reject), ...spans,
      button("previous", "Previous", "k", KEYS.k), button("next", "Next", "j", KEYS.j),
      button("done", sample.closed ? "Article done" : "Article read, nothing more", "d", readAll), button("undo", "Undo", "u", undo),
    );
    at("selection").append(
      button("take", "Take this span", "Enter", take), button("leave", "Leave", "Esc", SPAN_KEYS.Escape),
      button("start-back", "Start earlier", "←", () => shift(-1, false)),
      button("start-on", "Start later", "→", () => shift(1, false)),
      button("end-back", "End earlier", "Shift ←", () => shift(-1, true)),
      button("end-on", "End later", "Shift →", () => shift(1, true)),
      button("other", "Title or text", "x", otherField),
    );
    const labels = sample.labels.length ? [[labelKeys(), "label"]] : [];
    const mending = sample.spans ? [["m", "mend span"], ["n", "add span"], ["arrows", "in a span: its start, ↑ ↓ by ten words"],
      ["Shift+arrows", "its end"], ["Enter / Esc", "take / leave it"]] : [];
    const keys = [["a / Enter", "accept"], ["r", "reject"], ...labels, ...mending, ["t", "note, Esc leaves it"],
      ["j / →", "next"], ["k / ←", "previous"], ["d", sample.closed ? "article done" : "article read"], ["u", "undo"], ["?", "code book"]];
    at("keys").append(...keys.flatMap(([key, text]) => [make("span", {}, make("kbd", { textContent: key }), ` ${text}`), " "]));
    at("book").append(...sample.book.flatMap(([heading, lines]) => [
      make("h2", { textContent: heading }), make("ul", {}, ...lines.map(line => make("li", {}, ...marked(line)))),
    ]));
    at("download").onclick = download;
    at("choose").onclick = chooseFile;
    at("choose").hidden = !("showSaveFilePicker" in window);
    at("open").onclick = () => at("opened").click();
    at("opened").onchange = () => { continueFrom(at("opened").files[0]); at("opened").value = ""; };
    at("note").oninput = () => {
      const id = here().id, text = at("note").value;
      change(kept => { if (text) kept.notes[id] = text; else delete kept.notes[id]; });
    };
    document.addEventListener("keydown", pressed);
    document.addEventListener("mouseup", () => {
      const span = pending && selected();
      if (span) { Object.assign(pending, span); show(); }
    });
    addEventListener("storage", event => {
      if (event.key !== storageKey() || !coder) return;
      const other = parsedState(event.newValue);
      state = joined(state, other);
      if (hasMore(state, other)) store(); // the other tab wrote before it had seen this one
      show();
    });
    addEventListener("beforeunload", event => { if (!storing) event.preventDefault(); });
  }

  /* ---- who codes ---- */

  const session = `framing-coder:${sample.digest}`;
  function remembered(name) {
    try {
      if (name === undefined) return sessionStorage.getItem(session) || "";
      sessionStorage.setItem(session, name);
    } catch { /* a browser that keeps nothing asks again */ }
    return name || "";
  }

  function start(name) {
    coder = name.normalize("NFC").trim().replace(/\s+/g, " ");
    state = stored();
    past.length = 0;
    at("who").hidden = true;
    for (const id of PARTS) at(id).hidden = false;
    const wide = matchMedia("(min-width: 60rem)").matches;
    at("help").firstElementChild.open = at("articles").open = at("book").open = wide;
    at("coder").replaceChildren("Coder: ", make("bdi", { textContent: coder }), sample.blind ? ", blind" : "");
    at("coder").title = sample.blind ? sample.book[0][1][0] : "";
    if (!sample.coder) at("coder").append(" ", button("change", "Change", "", ask));
    show();
    tellKept(storing ? "Answers are kept in this browser." : "", false);
  }

  function ask() {
    for (const id of PARTS) at(id).hidden = true;
    remembered("");
    file = null;
    at("who").hidden = false;
    at("name").value = "";
    at("name").focus();
  }

  at("asked").onsubmit = event => {
    event.preventDefault();
    const name = at("name").value.trim();
    if (name) { remembered(name); start(name); }
  };
  build();
  const name = sample.coder || remembered();
  if (name) start(name); else ask();
})();
