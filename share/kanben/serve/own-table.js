// SPDX-License-Identifier: MIT
// A table that a report brings, with heads of its own: heads and labels are fields as well, rows and
// columns come and go.

import { h, icon, replace } from "./dom.js";
import { TextField } from "./fields.js";
import { GridView } from "./grid.js";
import { Num, at, pointerOf, withValue } from "./json.js";
import { columnsSpliced, spliced } from "./places.js";
import { t } from "./text.js";

export const emptyTable = () =>
  new Map([
    ["columns", [new Map([["text", ""]]), new Map([["text", ""]])]],
    ["rows", [row(2), row(2)]],
  ]);

const row = (columns) =>
  new Map([
    ["text", ""],
    ["values", Array(columns).fill(null)],
  ]);

// Each line of the field is a text of its own.
export const AS_LINES = {
  line: false,
  read: (value) => (Array.isArray(value) ? value.join("\n") : (value ?? "")),
  write: (text) => (text === "" ? undefined : text.split("\n")),
};

// Leaves of a tree of Maps: [{node, trail: [node], path: [index, "children", index, …]}].
function leaves(nodes, path = [], trail = []) {
  return (nodes ?? []).flatMap((node, i) => {
    const own = [...path, i];
    if (!(node instanceof Map)) return [];
    return node.has("children")
      ? leaves(node.get("children"), [...own, "children"], [...trail, node])
      : [{ node, path: own, trail: [...trail, node] }];
  });
}

// A value may be {value, align}.
const innerPath = (value) => (value instanceof Map ? ["value"] : []);

export class OwnTable {
  constructor(desk, path, value) {
    Object.assign(this, { desk, path });
    this.element = h("div", { class: "own-table" });
    this.build(value);
  }

  build(value) {
    const { desk } = this;
    const tool = this.element.contains(document.activeElement) && document.activeElement.dataset.tool;
    this.fields = [];
    const line = (key, more = {}) => {
      const field = new TextField(desk, {
        path: () => this.path(key),
        label: t(`member.${key}`),
        line: true,
        ...more,
      });
      this.fields.push(field);
      return field.box;
    };
    this.value = value;
    this.view = new GridView(desk, this.grid(value));
    replace(
      this.element,
      h("div", { class: "row-of-fields" }, line("caption", { boxClass: "wide" }), line("unit")),
      this.view.element,
      !desk.readOnly && this.tools(),
      line("notes", AS_LINES),
    );
    this.view.update();
    // The button that was pressed was made anew.
    if (tool) this.element.querySelector(`[data-tool="${tool}"]`)?.focus();
  }

  tools() {
    const tool = (name, act) =>
      h(
        "button",
        { type: "button", class: "small quiet", onclick: act, data: { tool: name } },
        icon(name.startsWith("add") ? "plus" : "minus"),
        t(`table.${name}`),
      );
    return h(
      "div",
      { class: "adders" },
      tool("add-row", () => this.addRow()),
      tool("remove-row", () => this.removeRow()),
      tool("add-column", () => this.addColumn()),
      tool("remove-column", () => this.removeColumn()),
    );
  }

  // As the server's form has the tables of a layout, with fields in place of heads and labels.
  grid(value) {
    const columns = leaves(value.get("columns"));
    const rows = leaves(value.get("rows"));
    const heads = Math.max(...columns.map((leaf) => leaf.trail.length));
    const labels = Math.max(...rows.map((leaf) => leaf.trail.length));
    const corner = this.field(["corner"], t("member.corner"), (text) => (text === "" ? undefined : text));
    const cells = [{ role: "corner", row: 0, column: 0, row_span: heads, column_span: labels, edit: corner }];
    spans(value.get("columns"), heads, (path, level, start, along, across) =>
      cells.push({
        role: "column",
        row: level,
        column: labels + start,
        row_span: across,
        column_span: along,
        edit: this.head(["columns", ...path]),
      }),
    );
    spans(value.get("rows"), labels, (path, level, start, along, across) =>
      cells.push({
        role: "row",
        row: heads + start,
        column: level,
        row_span: along,
        column_span: across,
        edit: this.head(["rows", ...path]),
      }),
    );
    rows.forEach((leaf, r) =>
      columns.forEach((column, c) =>
        cells.push({
          role: "value",
          row: heads + r,
          column: labels + c,
          leaves: { row: r, column: c },
          ...this.cell(leaf, column, c),
        }),
      ),
    );
    cells.sort((a, b) => a.row - b.row || a.column - b.column);
    return {
      rows: heads + rows.length,
      columns: labels + columns.length,
      cells,
      bands: [{ body: heads }],
      label: value.get("caption") ?? t("kind.table"),
    };
  }

  head(own) {
    return this.field([...own, "text"], t(own[0] === "rows" ? "table.label" : "table.head"), (text) => text);
  }

  field(own, label, write) {
    const field = new TextField(this.desk, {
      path: () => this.path(...own),
      label,
      hideLabel: true,
      class: "text head-text",
      write,
    });
    this.fields.push(field);
    return field.box;
  }

  cell(leaf, column, c) {
    const full = (root) => {
      const path = this.path("rows", ...leaf.path, "values", c);
      return [...path, ...innerPath(at(root, path))];
    };
    return {
      lines: true,
      rowName: nameOf(leaf.trail),
      columnName: nameOf(column.trail),
      read: (root) => at(root, full(root)) ?? null,
      write: (root, value) =>
        withValue(root, full(root), value instanceof Num || value === null ? value : String(value)),
      pointers: (root) => [pointerOf(this.path("rows", ...leaf.path, "values", c)), pointerOf(full(root))],
    };
  }

  update() {
    const value = this.desk.model.at(this.path());
    if (shape(value) !== shape(this.value)) {
      this.desk.fields.removeWithin(this.element);
      this.build(value);
      return;
    }
    this.value = value;
    for (const field of this.fields) field.update();
    this.view.update();
  }

  // ---- rows and columns ----

  leafAt(tree, index) {
    return leaves(this.value.get(tree))[index] ?? leaves(this.value.get(tree)).at(-1);
  }

  // Which row and column one is in, or was in last.
  here() {
    return this.view.current?.cell.leaves ?? {};
  }

  apply(value, ...changes) {
    this.desk.model.follow(withValue(this.desk.model.root, this.path(), value), ...changes);
  }

  // What became of the list that a row is in.
  rowsSpliced(leaf, index, remove, insert) {
    return spliced(this.path("rows", ...leaf.path.slice(0, -1)), index, remove, insert);
  }

  beside(tree, leaf, ...made) {
    const list = [tree, ...leaf.path.slice(0, -1)];
    const nodes = [...at(this.value, list)];
    nodes.splice(leaf.path.at(-1) + 1, 0, ...made);
    return withValue(this.value, list, nodes);
  }

  without(value, tree, leaf) {
    // A group without anything under it goes too.
    let path = [tree, ...leaf.path];
    while (path.length > 3 && at(value, path.slice(0, -1)).length === 1) path = path.slice(0, -2);
    return withValue(value, path, undefined);
  }

  addRow() {
    const leaf = this.leafAt("rows", this.here().row ?? Infinity);
    this.apply(
      this.beside("rows", leaf, row(leaves(this.value.get("columns")).length)),
      this.rowsSpliced(leaf, leaf.path.at(-1) + 1, 0, 1),
    );
  }

  removeRow() {
    const all = leaves(this.value.get("rows"));
    if (all.length < 2) return;
    const leaf = this.leafAt("rows", this.here().row ?? Infinity);
    this.apply(this.without(this.value, "rows", leaf), this.rowsSpliced(leaf, leaf.path.at(-1), 1, 0));
  }

  addColumn() {
    const count = leaves(this.value.get("columns")).length;
    const c = Math.min(this.here().column ?? count - 1, count - 1);
    this.apply(
      this.withValues(
        this.beside("columns", this.leafAt("columns", c), new Map([["text", ""]])),
        c + 1,
        0,
        null,
      ),
      columnsSpliced(this.path(), c + 1, 0, 1),
    );
  }

  removeColumn() {
    const count = leaves(this.value.get("columns")).length;
    if (count < 2) return;
    const c = Math.min(this.here().column ?? count - 1, count - 1);
    this.apply(
      this.withValues(this.without(this.value, "columns", this.leafAt("columns", c)), c, 1),
      columnsSpliced(this.path(), c, 1, 0),
    );
  }

  withValues(value, c, remove, ...insert) {
    let changed = value;
    for (const leaf of leaves(value.get("rows"))) {
      const values = [...(leaf.node.get("values") ?? [])];
      values.splice(c, remove, ...insert);
      changed = withValue(changed, ["rows", ...leaf.path, "values"], values);
    }
    return changed;
  }
}

const nameOf = (trail) =>
  trail
    .map((node) => node.get("text") ?? "")
    .filter((text) => text)
    .join(" ");

// Calls back for every node of a tree: its path, its level, the first leaf under it, how many leaves, and
// how many levels it takes: a leaf extends to the edge.
function spans(nodes, depth, tell, path = [], level = 0, first = 0) {
  let start = first;
  (nodes ?? []).forEach((node, i) => {
    const own = [...path, i];
    const count = leaves([node]).length;
    tell(own, level, start, count, node.has("children") ? 1 : depth - level);
    if (node.has("children"))
      spans(node.get("children"), depth, tell, [...own, "children"], level + 1, start);
    start += count;
  });
}

// What decides which fields there are.
function shape(value) {
  const of = (nodes) =>
    (nodes ?? [])
      .map((n) => (n.has("children") ? `(${of(n.get("children"))})` : (n.get("values") ?? []).length))
      .join();
  return `${of(value.get("columns"))}|${of(value.get("rows"))}`;
}
