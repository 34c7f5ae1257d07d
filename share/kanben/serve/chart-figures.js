// SPDX-License-Identifier: MIT
// Which figures a chart shows: a table of the report, some of its rows, some of its columns.

import { ask } from "./dialog.js";
import { h, plain, replace } from "./dom.js";
import { newId } from "./fields.js";
import { t } from "./text.js";

const MOST_COLUMNS = 4;

// Tables of the form in their order: {label, rows: Map(row → name), columns, pointer(row, column)}.
function tablesOf(desk) {
  const views = Map.groupBy(
    [...desk.fields.all].filter((field) => field.cell),
    (field) => field.view,
  );
  return [...views]
    .sort(([a], [b]) =>
      a.table.compareDocumentPosition(b.table) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    )
    .map(([view, fields]) => ({
      label: plain(view.grid.label),
      rows: new Map(fields.map(({ cell }) => [cell.row, plain(cell.rowName)])),
      columns: new Map(fields.map(({ cell }) => [cell.column, plain(cell.columnName)])),
      pointer: (row, column) =>
        fields.find(({ cell }) => cell.row === row && cell.column === column)?.pointers()[0],
    }));
}

// The words that tell a row from its neighbours: what it says itself, without the groups that it is in.
const shortName = (name) => name.split(/[ ，]/).at(-1) || name;

// Resolves to {columns: [name], rows: [{text, of}]}, or to null.
export async function chooseFigures(desk, chart) {
  const tables = tablesOf(desk);
  const now = new Set([...(chart.get("rows") ?? [])].flatMap((row) => row.get?.("of") ?? []));
  const has = (table) =>
    [...table.rows.keys()].some((r) => [...table.columns.keys()].some((c) => now.has(table.pointer(r, c))));
  const select = h(
    "select",
    { id: newId("table"), onchange: () => fill() },
    tables.map((table, i) => h("option", { value: String(i), lang: "zh-CN" }, table.label)),
  );
  select.value = String(Math.max(0, tables.findIndex(has)));
  const choice = h("div", { class: "figure-choice" });
  const chosen = () => tables[Number(select.value)];
  const fill = () => {
    const table = chosen();
    const rowHas = (r) => [...table.columns.keys()].some((c) => now.has(table.pointer(r, c)));
    const columnHas = (c) => [...table.rows.keys()].some((r) => now.has(table.pointer(r, c)));
    replace(
      choice,
      boxes("columns", table.columns, columnHas, [...table.columns.keys()].at(-1)),
      boxes("rows", table.rows, rowHas),
    );
  };
  if (tables.length > 0) fill();
  const content = [
    h("p", {}, t("chart.words", { count: MOST_COLUMNS })),
    h("div", { class: "field" }, h("label", { for: select.id }, t("chart.table")), select),
    choice,
  ];
  if (!(await ask(t("chart.title"), content, [["take", t("chart.take"), "primary"]], "broad"))) return null;
  return tables.length > 0 ? figuresOf(chosen(), picked(choice, "columns"), picked(choice, "rows")) : null;
}

// A box for each; `first` is ticked if none is.
function boxes(name, list, isTicked, first) {
  const ticked = [...list.keys()].filter(isTicked);
  return h(
    "fieldset",
    { class: "ticks", data: { name } },
    h("legend", {}, t(`chart.${name}`)),
    [...list].map(([key, words]) =>
      h(
        "label",
        { lang: "zh-CN" },
        h("input", {
          type: "checkbox",
          value: String(key),
          checked: ticked.includes(key) || (ticked.length === 0 && key === first),
        }),
        words,
      ),
    ),
  );
}

const picked = (choice, name) =>
  [...choice.querySelectorAll(`[data-name="${name}"] input:checked`)].map((box) => Number(box.value));

function figuresOf(table, columns, rows) {
  const some = columns.slice(0, MOST_COLUMNS);
  return {
    columns: some.map((c) => table.columns.get(c)),
    rows: rows.map((r) => {
      const of = some.map((c) => table.pointer(r, c)).filter((pointer) => pointer !== undefined);
      return new Map([
        ["text", shortName(table.rows.get(r))],
        ["of", of.length === 1 ? of[0] : of],
      ]);
    }),
  };
}
