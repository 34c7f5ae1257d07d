// SPDX-License-Identifier: MIT
// The cells of a layout's table, as the server gives them, with the way to their values in a report.
// Nothing here knows a section, a row or a column by name.

import { at, pointerOf, withValue } from "./json.js";

// Adds to each value: read(root), write(root, value), pointers(root), name parts.
export function formCells(table) {
  const counts = new Map();
  const rowOf = (cell) => pointerOf(cell.path.slice(0, -1));
  for (const cell of table.cells)
    if (cell.role === "value" && cell.index !== null)
      counts.set(rowOf(cell), Math.max(counts.get(rowOf(cell)) ?? 0, cell.index + 1));
  return table.cells.map((cell) => {
    if (cell.role !== "value") return cell;
    const count = cell.index === null ? 0 : counts.get(rowOf(cell));
    return {
      ...cell,
      total: cell.total || cell.computed,
      rowName: cell.row_label ?? "",
      columnName: cell.column_label ?? "",
      read: (root) => at(root, actualPath(root, cell)) ?? null,
      write: (root, value) => withCell(root, cell, count, value),
      pointers: (root) => [
        ...new Set([pointerOf(actualPath(root, cell)), cell.pointer, pointerOf(cell.path)]),
      ],
    };
  });
}

// The path as the report has it, with an index where the row is an array.
function actualPath(root, cell) {
  if (cell.index === null) return cell.path;
  const row = cell.path.slice(0, -1);
  return Array.isArray(at(root, row)) ? [...row, cell.index] : cell.path;
}

function withCell(root, cell, count, value) {
  const path = actualPath(root, cell);
  // A blank that was left out stays left out.
  if (value === null && (at(root, path) ?? null) === null) return root;
  const row = at(root, path.slice(0, -1));
  // A row must have a value for each of its columns.
  if (Array.isArray(row) && row.length < count)
    return withValue(
      root,
      path.slice(0, -1),
      [...row, ...Array(count - row.length).fill(null)].with(cell.index, value),
    );
  return withValue(root, path, value);
}
