// SPDX-License-Identifier: MIT
// A part of a table: the real nested heads, an input in every cell; moved through, selected, copied and
// pasted into as in a spreadsheet.

import { broken, h, plain, replace } from "./dom.js";
import { findingCard, mark, newId } from "./fields.js";
import { Num } from "./json.js";
import { blockOf, figure, withoutHeads } from "./paste.js";
import { t } from "./text.js";

// Characters of a label or of a column's head that are not broken.
const WHOLE_LABEL = 4;
const WHOLE_HEAD = 3;
const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

export const textOf = (value) =>
  value === null || value === undefined ? "" : value instanceof Num ? value.raw : String(value);

export function valueOf(text) {
  const tidy = figure(text);
  if (tidy === "") return null;
  return JSON_NUMBER.test(tidy) ? new Num(tidy) : tidy;
}

// So many have room, labels included.
const FEW_COLUMNS = 6;

// One value. `cell` is {row, column, read(root), write(root, value), pointers(root), rowName, columnName,
// total}; row and column are its place in the grid.
class CellField {
  constructor(view, cell) {
    Object.assign(this, { view, cell });
    this.id = newId("cell");
    // A text in a cell may have lines.
    this.input = h(cell.lines ? "textarea" : "input", {
      class: "value",
      ...(cell.lines ? { rows: 1 } : { type: "text" }),
      inputMode: "decimal",
      autocomplete: "off",
      readOnly: view.desk.readOnly,
      "aria-label": this.name(),
      "aria-describedby": `${this.id}-notes`,
      oninput: () => this.typed(),
      onfocus: () => view.entered(this),
      onblur: () => this.left(),
    });
    this.notes = h("span", { class: "hidden", id: `${this.id}-notes` });
    this.last = h("span", { class: "last-year" });
    this.box = h("td", { class: cell.total ? "sum" : "" }, this.input, this.last, this.notes);
    this.findings = [];
    view.desk.fields.add(this);
  }

  pointers() {
    return this.cell.pointers(this.view.desk.model.root);
  }

  name() {
    const name = [this.cell.rowName, this.cell.columnName]
      .filter((part) => part)
      .map(plain)
      .join(t("cell.between"));
    return this.cell.total ? t("cell.total", { name }) : name;
  }

  typed() {
    const { model } = this.view.desk;
    model.apply(this.cell.write(model.root, valueOf(this.input.value)), this.pointers()[0]);
  }

  left() {
    // As it is kept: without blanks, in half width.
    this.input.value = textOf(this.cell.read(this.view.desk.model.root));
    this.before = undefined;
  }

  update() {
    const { desk } = this.view;
    const value = this.cell.read(desk.model.root);
    // Most cells are as they were: this is asked of all of them after each keystroke.
    const shown = [value, desk.computed, desk.lastYear];
    if (this.updated?.every((part, i) => part === shown[i])) return;
    this.updated = shown;
    const text = textOf(value);
    // While it is typed in, it stays as typed.
    if (document.activeElement !== this.input || textOf(valueOf(this.input.value)) !== text)
      if (this.input.value !== text) this.input.value = text;
    this.showComputed();
    this.showLast();
  }

  // A total that was left out, as it is computed; what was given is never typed over.
  showComputed() {
    const computed = this.computed();
    // Setting it costs a browser something, even if it stays the same.
    if (this.input.placeholder !== (computed ?? "")) this.input.placeholder = computed ?? "";
    this.box.classList.toggle("computed", this.input.value === "" && computed !== undefined);
  }

  computed() {
    return this.pointers()
      .map((p) => this.view.desk.computed.get(p))
      .find((value) => value !== undefined);
  }

  showLast() {
    const { lastYear } = this.view.desk;
    const text = lastYear
      ? this.pointers()
          .map((p) => lastYear.get(p))
          .find((v) => v !== undefined)
      : undefined;
    const words = text === undefined ? "" : t("last-year.figure", { figure: text === "" ? "—" : text });
    if (this.last.textContent !== words) this.last.textContent = words;
  }

  show(findings) {
    const key = JSON.stringify(findings);
    if (key === this.shown) return;
    this.shown = key;
    this.findings = findings;
    this.notes.textContent = findings.map((f) => f.message).join(" ");
    mark(this, findings);
    if (this.view.current === this && this.view.table.contains(document.activeElement)) this.view.tell(this);
  }
}

export class GridView {
  // {rows, columns, cells, bands, caption, label}: cells as the server's form has them.
  constructor(desk, grid) {
    Object.assign(this, { desk, grid });
    this.fields = [];
    this.places = new Map();
    this.current = null;
    this.table = h(
      "table",
      { class: grid.columns <= FEW_COLUMNS ? "grid few" : "grid" },
      h("caption", { class: "hidden" }, grid.label),
      this.rows(),
    );
    this.bubble = h("div", { class: "bubble", hidden: true });
    this.element = h(
      "div",
      { class: "grid-box" },
      h("div", { class: "grid-scroll" }, this.table),
      this.bubble,
    );
    const listen = (name, act) => this.table.addEventListener(name, (event) => act.call(this, event));
    listen("keydown", this.key);
    listen("paste", this.paste);
    listen("copy", this.copy);
    listen("cut", this.copy);
    listen("mousedown", this.press);
    listen("focusout", this.leave);
    new ResizeObserver(() => !this.bubble.hidden && this.place(this.current)).observe(this.table);
    this.select(null);
  }

  rows() {
    const id = newId("grid");
    const rows = Array.from({ length: this.grid.rows }, () => h("tr"));
    this.grid.cells.forEach((cell, i) => {
      if (cell.role === "value") this.addField(cell);
      const box =
        cell.role === "value" ? this.places.get(`${cell.row},${cell.column}`).box : this.headOf(cell);
      box.rowSpan = cell.row_span ?? 1;
      box.colSpan = cell.column_span ?? 1;
      if (box.tagName === "TH") box.id = `${id}-${i}`;
      if (cell.headers?.length > 0) box.headers = cell.headers.map((n) => `${id}-${n}`).join(" ");
      rows[cell.row].append(box);
    });
    // The heads stay in sight where a table has just one kind of them.
    const [band, ...more] = this.grid.bands ?? [];
    const heads = band && more.length === 0 ? band.body : 0;
    return [heads > 0 && h("thead", {}, rows.slice(0, heads)), h("tbody", {}, rows.slice(heads))];
  }

  addField(cell) {
    const field = new CellField(this, cell);
    this.fields.push(field);
    for (let r = 0; r < (cell.row_span ?? 1); r++)
      for (let c = 0; c < (cell.column_span ?? 1); c++)
        this.places.set(`${cell.row + r},${cell.column + c}`, field);
  }

  headOf(cell) {
    if (cell.role === "empty" || (cell.role === "corner" && !cell.text && !cell.edit))
      return h("td", { class: cell.role });
    const most = cell.role === "row" ? WHOLE_LABEL : WHOLE_HEAD;
    return h("th", { class: `head-${cell.role}` }, cell.edit ?? broken(cell.text, most));
  }

  update() {
    for (const field of this.fields) field.update();
  }

  // ---- where one is ----

  entered(field) {
    this.current = field;
    field.before = this.desk.model.root;
    field.input.select();
    this.select(field);
    this.tell(field);
    this.desk.focused(field);
  }

  leave(event) {
    if (this.table.contains(event.relatedTarget) || this.bubble.contains(event.relatedTarget)) return;
    this.select(null);
    this.bubble.hidden = true;
  }

  // What was found at the cell, beside it.
  tell(field) {
    this.bubble.hidden = field.findings.length === 0;
    if (this.bubble.hidden) return;
    const canClear =
      field.cell.total &&
      !this.desk.readOnly &&
      field.input.value !== "" &&
      field.findings.some((f) => f.left !== undefined);
    replace(
      this.bubble,
      field.findings.map(findingCard),
      canClear &&
        h(
          "button",
          { type: "button", class: "small", onclick: () => this.clearTotal(field) },
          t("cell.use-computed"),
        ),
    );
    this.place(field);
  }

  place(field) {
    const box = this.element.getBoundingClientRect();
    const cell = field.box.getBoundingClientRect();
    const width = Math.min(360, box.width);
    this.bubble.style.width = `${width}px`;
    this.bubble.style.left = `${Math.max(0, Math.min(cell.left - box.left, box.width - width))}px`;
    this.bubble.style.top = `${cell.bottom - box.top + 6}px`;
  }

  clearTotal(field) {
    this.desk.model.apply(field.cell.write(this.desk.model.root, null));
    field.input.focus();
  }

  // ---- moving ----

  key(event) {
    const field = this.current;
    if (!field || event.target !== field.input || event.isComposing) return;
    if (event.key === "Escape") this.escape(event, field);
    else if (event.key === "F2") this.edit(event, field);
    else if (event.key === "Delete" && this.isBlock()) this.clear(event);
    else if ((event.ctrlKey || event.metaKey) && event.key === "a") this.selectAll(event);
    else this.move(event, field);
  }

  move(event, field) {
    const way = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      Enter: [event.shiftKey ? -1 : 1, 0],
    }[event.key];
    // As in spreadsheets: a line break within the cell.
    if (event.key === "Enter" && event.altKey && field.cell.lines) {
      event.preventDefault();
      field.input.setRangeText("\n", field.input.selectionStart, field.input.selectionEnd, "end");
      field.typed();
    }
    if (!way || event.altKey) return;
    if (event.shiftKey && event.key !== "Enter") {
      if (way[1] === 0 || this.mayLeave(field.input, way[1]) || this.isBlock()) this.extend(event, way);
      return;
    }
    if (way[1] !== 0 && !this.mayLeave(field.input, way[1])) return;
    event.preventDefault();
    let target = this.next(field, way);
    // To the edge, as spreadsheets do.
    if ((event.ctrlKey || event.metaKey) && event.key !== "Enter")
      for (let more = target; more; more = this.next(more, way)) target = more;
    if (!target && event.key === "Enter" && !event.shiftKey) target = this.headOfNext(field);
    this.go(target);
  }

  // Arrows move within a text until the caret is at its end.
  mayLeave(input, direction) {
    const { selectionStart: start, selectionEnd: end, value } = input;
    if (start === 0 && end === value.length) return true;
    return start === end && (direction < 0 ? start === 0 : end === value.length);
  }

  // The next value in a direction; heads in between are passed over.
  next(field, [down, right]) {
    const { cell } = field;
    let [r, c] = [cell.row, cell.column];
    for (;;) {
      [r, c] = [r + down, c + right];
      if (r < 0 || c < 0 || r >= this.grid.rows || c >= this.grid.columns) return null;
      const found = this.places.get(`${r},${c}`);
      if (found && found !== field) return found;
    }
  }

  // Enter at the foot of a column goes on at the head of the next one.
  headOfNext(field) {
    const right = this.next(field, [0, 1]);
    if (!right) return null;
    let head = right;
    for (let above = right; above; above = this.next(above, [-1, 0])) head = above;
    return head;
  }

  go(target) {
    if (!target) return;
    target.input.focus();
    target.box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  escape(event, field) {
    const { model } = this.desk;
    const before = field.before && field.cell.read(field.before);
    if (this.isBlock()) this.select(field);
    else if (field.before && textOf(before) !== textOf(field.cell.read(model.root)))
      model.apply(field.cell.write(model.root, before ?? null));
    else return;
    field.input.select();
    event.preventDefault();
  }

  edit(event, field) {
    event.preventDefault();
    field.input.setSelectionRange(field.input.value.length, field.input.value.length);
  }

  // ---- a selected block ----

  select(anchor, head = anchor) {
    this.anchor = anchor;
    this.head = head;
    for (const field of this.fields)
      field.box.classList.toggle("selected", this.isBlock() && this.isIn(field));
  }

  isBlock() {
    return this.anchor !== null && this.anchor !== this.head;
  }

  isIn({ cell }) {
    const between = (x, a, b) => x >= Math.min(a, b) && x <= Math.max(a, b);
    const [a, b] = [this.anchor.cell, this.head.cell];
    return between(cell.row, a.row, b.row) && between(cell.column, a.column, b.column);
  }

  extend(event, way) {
    event.preventDefault();
    const head = this.next(this.head, way);
    if (!head) return;
    this.select(this.anchor, head);
    head.box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  selectAll(event) {
    event.preventDefault();
    this.select(this.fields[0], this.fields.at(-1));
  }

  press(event) {
    const field = this.fieldOf(event.target);
    if (!field || event.button !== 0) return;
    if (event.shiftKey && this.anchor) {
      event.preventDefault();
      this.select(this.anchor, field);
      return;
    }
    const over = (e) => {
      const to = this.fieldOf(e.target);
      if (to && to !== this.head && this.anchor) this.select(this.anchor, to);
    };
    this.table.addEventListener("mouseover", over);
    addEventListener("mouseup", () => this.table.removeEventListener("mouseover", over), { once: true });
  }

  fieldOf(target) {
    const box = target.closest?.("td");
    return this.fields.find((field) => field.box === box);
  }

  // The values of the block, row by row.
  blockRows() {
    const rows = Map.groupBy(
      this.fields.filter((field) => this.isIn(field)),
      (field) => field.cell.row,
    );
    return [...rows.values()];
  }

  clear(event) {
    event.preventDefault();
    this.write(
      this.blockRows()
        .flat()
        .map((field) => [field, ""]),
    );
  }

  copy(event) {
    if (!this.isBlock()) return;
    event.preventDefault();
    const texts = this.blockRows().map((row) =>
      row.map((field) => field.input.value || field.input.placeholder),
    );
    event.clipboardData.setData("text/plain", texts.map((row) => row.join("\t")).join("\n"));
    if (event.type === "cut" && !this.desk.readOnly) this.clear(event);
  }

  // ---- pasting ----

  paste(event) {
    const field = this.current;
    if (!field || event.target !== field.input || this.desk.readOnly) return;
    const block = blockOf(event.clipboardData);
    if (block === null) return;
    event.preventDefault();
    const targets = this.targets(this.isBlock() ? this.blockRows()[0][0] : field);
    const cut = withoutHeads(block);
    const writes = [];
    let outside = 0;
    cut.block.forEach((texts, i) =>
      texts.forEach((text, k) => {
        if (text === null) return;
        const target = targets[i]?.[k];
        if (target) writes.push([target, text]);
        else if (text !== "") outside++;
      }),
    );
    this.write(writes);
    this.desk.say(pasted(writes.length, outside, cut));
  }

  // The values from a field on, to the right and below.
  targets(start) {
    const rows = [];
    for (let field = start; field; field = this.next(field, [1, 0])) {
      const row = [];
      for (let more = field; more; more = this.next(more, [0, 1])) row.push(more);
      rows.push(row);
    }
    return rows;
  }

  // Many cells as one step that can be undone.
  write(writes) {
    if (this.desk.readOnly) return;
    let { root } = this.desk.model;
    for (const [field, text] of writes) root = field.cell.write(root, valueOf(text));
    this.desk.model.apply(root);
    for (const [field] of writes) field.left();
  }
}

function pasted(count, outside, cut) {
  const words = [t("paste.done", { count })];
  if (cut.top + cut.left > 0) words.push(t("paste.heads", { rows: cut.top, columns: cut.left }));
  if (outside > 0) words.push(t("paste.outside", { count: outside }));
  return words.join(" ");
}
