"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const table = document.querySelector("table.models");
  const form = document.querySelector("form.filters");

  // A model is kept as text, the very text that a browser without scripts shows, until somebody opens it.
  const policy = window.trustedTypes?.createPolicy("auditor", { createHTML: (text) => text });
  const unfold = (article) => {
    const text = article?.querySelector(":scope > noscript")?.textContent;
    if (text) article.innerHTML = policy ? policy.createHTML(text) : text;
    if (!article) return;
    if (!article.querySelector("nav")) addContents(article);
    for (const link of all("a[href^='#m']", article)) if (NOTES.test(link.hash)) makeNote(link);
    for (const where of all(".file li > span", article)) makeLink(where);
  };
  const articles = all("article");
  const go = () => {
    const named = decodeURIComponent(location.hash.slice(1));
    const [, number] = /^m(\d+)[a-z]/.exec(named) ?? [];
    const article = document.getElementById(named)?.closest("article") ?? articles[number];
    const folded = article?.querySelector(":scope > noscript");
    unfold(article);
    if (folded && article.id !== named) location.replace(location.hash);
    return document.getElementById(named);
  };

  // What a model's page holds, to jump to.
  const addContents = (article) => {
    const nav = document.createElement("nav");
    nav.setAttribute("aria-label", "In this model");
    for (const section of all(".main > section[id]", article)) {
      const link = document.createElement("a");
      link.href = `#${section.id}`;
      link.textContent = section.querySelector("h2").textContent;
      nav.append(link);
    }
    article.querySelector(".side").append(nav);
  };

  // A link to numbered evidence becomes a note that shows it where it is cited.
  const NOTES = /^(#m\d+e)\d+$/;
  const makeNote = (link) => {
    const note = document.createElement("details");
    const summary = document.createElement("summary");
    note.className = "e";
    note.dataset.of = NOTES.exec(link.hash)[1];
    summary.textContent = link.textContent;
    note.append(summary);
    link.replaceWith(note);
  };
  // A line gets its own link: the file's, and the line.
  const makeLink = (where) => {
    const file = where.closest(".file").querySelector("p > a");
    const [, line] = /^lines? (\d+)/.exec(where.textContent) ?? [];
    if (!file || !line) return;
    const link = file.cloneNode(false);
    link.hash = `L${line}`;
    link.textContent = where.textContent;
    where.replaceWith(link);
  };
  const copy = (node) => {
    const made = node.cloneNode(true);
    for (const part of [made, ...all("[id]", made)]) part.removeAttribute("id");
    return made;
  };
  const cite = (note) => {
    const files = new Map();
    for (const [, first, last] of note.firstElementChild.textContent.matchAll(/(\d+)(?:–(\d+))?/g)) {
      for (let number = Number(first); number <= Number(last ?? first); number += 1) {
        const place = document.querySelector(note.dataset.of + number);
        const file = place.closest(".file");
        if (!files.has(file)) {
          const box = file.cloneNode(false);
          box.append(copy(file.firstElementChild), document.createElement("ul"));
          note.append(box);
          files.set(file, box.lastElementChild);
        }
        files.get(file).append(copy(place));
      }
    }
    delete note.dataset.of;
  };
  const quoteTerms = (details) => {
    for (const link of all(":scope > a", details)) {
      link.replaceWith(copy(document.getElementById(link.hash.slice(1)).querySelector(".sheet")));
    }
  };
  const fill = (details) => {
    if (details.dataset.of) cite(details);
    if (details.className === "t") quoteTerms(details);
  };
  document.addEventListener("toggle", (event) => event.target.open && fill(event.target), true);

  // Printing shows what is on the page, notes closed (their numbers stay) and everything else open.
  let opened = [];
  addEventListener("beforeprint", () => {
    const every = document.getElementById("print-all")?.checked;
    if (every) articles.forEach(unfold);
    opened = all("details.t:not([open])").filter((one) => every || one.offsetParent);
    for (const one of opened) { fill(one); one.open = true; }
  });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });

  // Moving between the overview and a model keeps the reader's place, and tells assistive technology.
  const title = document.title;
  let place = 0;
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("table.models a")) place = scrollY;
  });
  addEventListener("hashchange", () => {
    const target = go();
    const heading = target?.matches("article") ? target.querySelector("h1") : null;
    document.title = heading ? heading.textContent : title;
    if (heading) { scrollTo(0, 0); heading.focus({ preventScroll: true }); }
    else if (table && (!target || target.id === "models")) scrollTo(0, place);
  });

  if (!table) unfold(articles[0]);
  go();
  if (!table || !form) return;

  // The filters.
  const rows = [...table.tBodies[0].rows].map((row, order) => ({
    row, order, text: row.textContent.toLowerCase(), name: row.cells[1].textContent.toLowerCase(),
    decision: row.dataset.decision, license: row.dataset.license.split(" ").filter(Boolean),
    finding: row.dataset.finding.split(" ").filter(Boolean), openness: row.dataset.openness.split("|"),
  }));
  const boxes = all("input[name=decision]");
  const status = form.querySelector("[role=status]");
  const has = (list, wanted) => !wanted || (wanted === "-" ? !list.length : list.includes(wanted));
  const filter = () => {
    const wanted = boxes.filter((box) => box.checked).map((box) => box.value);
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { license, finding, openness } = form.elements;
    let shown = 0;
    for (const item of rows) {
      const fits = (!wanted.length || wanted.includes(item.decision)) && words.every((word) => item.text.includes(word))
        && has(item.license, license.value) && has(item.finding, finding.value) && has(item.openness, openness.value);
      item.row.hidden = !fits;
      shown += fits;
    }
    status.textContent = shown === rows.length ? `All ${shown} models` : `${shown} of ${rows.length} models`;
  };
  form.hidden = false;
  for (const box of boxes) { box.disabled = false; box.addEventListener("change", filter); }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    for (const box of boxes) box.checked = false;
    setTimeout(filter);
  });

  // Sorting: a column's heading is a button; once more turns the order round.
  const ranks = boxes.map((box) => box.value);
  const uses = ["u-no", "u-unknown", "u-conditional", "u-yes"];
  const keys = {
    decision: (item) => ranks.indexOf(item.decision),
    name: (item) => item.name,
    license: (item) => item.row.cells[3].textContent.toLowerCase(),
    use: (item) => uses.findIndex((use) => item.row.cells[4].firstElementChild.classList.contains(use)),
    openness: (item) => item.row.cells[5].textContent,
    findings: (item) => -Number(item.row.cells[6].textContent),
  };
  const sort = (heading) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const key = keys[heading.dataset.sort];
    for (const item of rows) item.key = key(item);
    const sorted = [...rows].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.order - b.order));
    table.tBodies[0].append(...(down ? sorted.reverse() : sorted).map((item) => item.row));
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  };
  for (const heading of all("th[data-sort]", table)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sort(heading));
  }
  filter();
})();
