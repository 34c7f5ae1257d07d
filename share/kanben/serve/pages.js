// SPDX-License-Identifier: MIT
// The pages beside the form: drawings of the server, of which only those that changed are replaced. A
// click on a text leads to its field; the field that has the focus is marked on its page.

import { h, icon, replace } from "./dom.js";
import { Symbols } from "./symbols.js";
import { t } from "./text.js";

const ZOOMS = [50, 67, 80, 100, 125, 150, 200, 300];
const KEPT = "kanben.zoom";

// A page is a tree of its own: the names of its glyphs are not those of the next page.
// Its transparent text is not painted unless it is selected or printed: painting nothing takes time too.
const SHEET = new CSSStyleSheet();
SHEET.replaceSync(`
  svg { display: block; width: 100%; height: auto }
  [data-at] { cursor: pointer }
  image { image-orientation: none }
  @media screen { :host(:not(.selecting)) g[fill-opacity] { opacity: 0 } }
`);

export class PagePane {
  constructor(desk) {
    this.desk = desk;
    this.pages = [];
    this.symbols = new Symbols();
    this.layers = new Map();
    this.place = null;
    this.zoom = Number(localStorage.getItem(KEPT)) || 100;
    this.list = h("div", {
      class: "pages",
      onclick: (event) => this.click(event),
      onselectstart: () => this.select(true),
    });
    this.state = h("p", { class: "pages-state", role: "status" });
    this.number = h("span", { class: "pages-number" });
    this.element = h(
      "aside",
      { class: "page-pane", "aria-label": t("pages") },
      h(
        "div",
        { class: "pane-bar" },
        this.number,
        h("div", { class: "spring" }),
        this.button("minus", t("zoom.out"), () => this.step(-1)),
        this.button("plus", t("zoom.in"), () => this.step(1)),
      ),
      h(
        "div",
        { class: "pages-scroll", tabIndex: 0, role: "region", "aria-label": t("pages") },
        this.state,
        this.list,
      ),
    );
    this.setZoom(this.zoom);
  }

  button(name, words, act) {
    return h(
      "button",
      { type: "button", class: "tool", title: words, "aria-label": words, onclick: act },
      icon(name),
    );
  }

  step(by) {
    const next = by > 0 ? ZOOMS.find((z) => z > this.zoom) : ZOOMS.findLast((z) => z < this.zoom);
    if (next) this.setZoom(next);
  }

  setZoom(zoom) {
    this.zoom = zoom;
    localStorage.setItem(KEPT, String(zoom));
    this.list.style.setProperty("--zoom", String(zoom / 100));
  }

  known() {
    return this.pages.map((page) => page.hash);
  }

  // An answer's pages [{hash, svg}], svg left out of a page that is known, and its outlines; returns how
  // many pages were replaced.
  show({ pages, faces, symbols }) {
    this.symbols.take(faces, symbols);
    const isFirst = this.pages.length === 0;
    const old = new Map(this.pages.map((page) => [page.hash, page]));
    const stays = new Set(pages.filter(({ svg }) => svg === undefined).map(({ hash }) => hash));
    let changed = 0;
    const next = pages.map(({ hash, svg }, i) => {
      const kept = old.get(hash);
      if (kept && svg === undefined) {
        old.delete(hash);
        return kept;
      }
      changed++;
      const there = this.pages[i];
      return { hash, box: this.draw(svg, there && !stays.has(there.hash) ? there.box : null) };
    });
    next.forEach(({ box }, i) => {
      if (this.list.children[i] === box) return;
      // In place of the old page, so that nothing jumps.
      const there = this.list.children[i];
      if (there && !next.some((page) => page.box === there)) there.replaceWith(box);
      else this.list.insertBefore(box, there ?? null);
    });
    while (this.list.children.length > next.length) this.list.lastChild.remove();
    next.forEach(({ box }, i) =>
      box.setAttribute("aria-label", t("page.of", { number: i + 1, count: next.length })),
    );
    this.pages = next;
    this.number.textContent = t("pages.count", { count: next.length });
    this.say("");
    // Where things stand is asked once they are painted; asked before, it would hold up the painting.
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.layText();
        // Who went somewhere before there were pages wants to see it; later ones stay where they are.
        this.mark(this.place, isFirst);
      }),
    );
    return changed;
  }

  // The transparent text above the drawings, to be selected and clicked: it comes once they are painted.
  layText() {
    for (const [page, layer] of this.layers) {
      const drawing = page.shadowRoot.firstChild;
      const old = layerOf(drawing);
      if (old) exchange(old, layer, null);
      else drawing.append(layer);
    }
    this.layers.clear();
  }

  // Parsed as XML, so nothing in it can become HTML or a script that runs. `there` is the page as it was,
  // or null: of a page of the same size only what has changed is replaced, and painted.
  draw(text, there) {
    const { drawing, outlines } = joined(unstyled(text), this.symbols);
    const svg = new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
    svg.querySelectorAll("path[data-run]").forEach((path, i) => path.setAttribute("d", outlines[i]));
    const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(/[ ,]+/).map(Number);
    const layer = layerOf(svg);
    layer?.remove();
    const before = there?.shadowRoot.firstChild;
    if (before && layer && before.getAttribute("viewBox") === svg.getAttribute("viewBox")) {
      exchange(before, document.adoptNode(svg), layerOf(before));
      this.layers.set(there, document.adoptNode(layer));
      return there;
    }
    const page = h("div", { class: width > height ? "page sideways" : "page", role: "group" });
    // Its place is known before it is drawn.
    if (width > 0 && height > 0) page.style.aspectRatio = `${width} / ${height}`;
    const root = page.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [SHEET];
    root.append(document.adoptNode(svg), document.createElement("slot"));
    if (layer) this.layers.set(page, layer);
    return page;
  }

  say(words) {
    this.state.textContent = words;
    this.state.hidden = words === "";
  }

  click(event) {
    const run = event.composedPath()[0].closest?.("[data-at]");
    // Who selects a text does not want to leave.
    if (!run || getSelection()?.toString()) return;
    this.desk.focusPlace(run.dataset.at);
  }

  // Marks the texts of a place; of a place that is not printed, those of what it is in.
  mark(pointer, scrolls = true) {
    this.place = pointer;
    for (const old of this.list.querySelectorAll(".here-box")) old.remove();
    const runs = this.runsAt(pointer);
    const boxes = new Map();
    for (const run of runs) {
      const page = run.getRootNode().host;
      boxes.set(page, around(boxes.get(page), run.getBoundingClientRect()));
    }
    for (const [page, box] of boxes) this.frame(page, box);
    if (scrolls && runs.length > 0) this.scrollTo(runs[0]);
  }

  runsAt(pointer) {
    if (!pointer) return [];
    const all = this.pages.flatMap(({ box }) => [...box.shadowRoot.querySelectorAll("[data-at]")]);
    const at = (place) =>
      all.filter((run) => run.dataset.at === place || run.dataset.at.startsWith(`${place}/`));
    const own = [...new Set(pointer.split(" ").flatMap(at))];
    if (own.length > 0) return own;
    const first = pointer.split(" ")[0];
    const above = first.slice(0, first.lastIndexOf("/"));
    return above.lastIndexOf("/") > 0 ? at(above) : [];
  }

  frame(page, box) {
    const own = page.getBoundingClientRect();
    const made = h("div", { class: "here-box" });
    // In percent, so that it stays where it is when the window changes.
    const percent = (value, whole) => `${(100 * value) / whole}%`;
    made.style.left = percent(box.left - own.left, own.width);
    made.style.top = percent(box.top - own.top, own.height);
    made.style.width = percent(box.right - box.left, own.width);
    made.style.height = percent(box.bottom - box.top, own.height);
    page.append(made);
  }

  scrollTo(run) {
    const scroller = this.list.parentElement;
    const [a, b] = [run.getBoundingClientRect(), scroller.getBoundingClientRect()];
    if (a.top >= b.top && a.bottom <= b.bottom) return;
    scroller.scrollTop += a.top - b.top - b.height / 3;
  }

  // While something is selected, what is selected is seen.
  select(isSelecting) {
    for (const { box } of this.pages) box.classList.toggle("selecting", isSelecting);
  }

  clear() {
    this.pages = [];
    replace(this.list);
  }
}

// The transparent text of a drawing, its last part.
const layerOf = (svg) => svg.querySelector(":scope > g[fill-opacity]");

// Makes the children of one element those of another; what is the same at the beginning and at the end
// stays. `last` is a child that is left alone, or null.
function exchange(to, from, last) {
  const [old, made] = [[...to.children].filter((child) => child !== last), [...from.children]];
  let head = 0;
  while (head < old.length && head < made.length && old[head].isEqualNode(made[head])) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < made.length - head &&
    old.at(-1 - tail).isEqualNode(made.at(-1 - tail))
  )
    tail++;
  const end = old[old.length - tail] ?? last;
  for (const child of old.slice(head, old.length - tail)) child.remove();
  for (const child of made.slice(head, made.length - tail)) to.insertBefore(child, end);
}

// A page may have no style in attributes; our sheet says the same of pictures.
const unstyled = (text) => text.replace(/(<image\b[^>]*?) style="[^"]*"/g, "$1");

const RUN = /(?:<use [^>]*\/>\n)+/g;
const USE = /<use xlink:href="#(\w+)"(?: x="(-?[0-9]+)")?(?: y="(-?[0-9]+)")?\/>\n/g;

// A run of glyphs as one outline: a browser takes several times as long over hundreds of references, and
// longer over long attributes in XML than over those that are set. Outlines of relative commands alone
// can be moved by where they begin.
function joined(text, symbols) {
  const outlines = [];
  const drawing = text.replace(RUN, (run) => {
    let path = "";
    for (const [, name, x = "0", y = "0"] of run.matchAll(USE)) path += `M${x} ${y}${symbols.outline(name)}`;
    outlines.push(path);
    return "<path data-run=''/>\n";
  });
  return { drawing, outlines };
}

const around = (a, b) =>
  a === undefined
    ? { left: b.left, top: b.top, right: b.right, bottom: b.bottom }
    : {
        left: Math.min(a.left, b.left),
        top: Math.min(a.top, b.top),
        right: Math.max(a.right, b.right),
        bottom: Math.max(a.bottom, b.bottom),
      };
