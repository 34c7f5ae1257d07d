// SPDX-License-Identifier: MIT
// Charts name their figures by JSON Pointers. When blocks, rows or columns come and go, the pointers
// follow what they named; one whose figure is gone becomes empty, which the check tells of.

import { pointerOf } from "./json.js";

// `change` is given each pointer of a chart; null: what it named is gone. The same root if none changes.
export function withPointers(root, change) {
  if (Array.isArray(root))
    return same(
      root,
      root.map((value) => withPointers(value, change)),
    );
  if (!(root instanceof Map)) return root;
  const entries = [...root].map(([key, value]) => [
    key,
    key === "chart" && value instanceof Map ? ofChart(value, change) : withPointers(value, change),
  ]);
  return entries.some(([key, value]) => value !== root.get(key)) ? new Map(entries) : root;
}

const same = (old, made) => (made.some((value, i) => value !== old[i]) ? made : old);

function ofChart(chart, change) {
  const rows = chart.get("rows");
  if (!Array.isArray(rows)) return chart;
  const follow = (of) => (typeof of === "string" ? (change(of) ?? "") : of);
  const made = rows.map((row) => {
    const of = row instanceof Map ? row.get("of") : undefined;
    const next = Array.isArray(of) ? same(of, of.map(follow)) : follow(of);
    return next === of ? row : new Map(row).set("of", next);
  });
  return same(rows, made) === rows ? chart : new Map(chart).set("rows", made);
}

// Of a list at `path` of which `remove` items at `index` became `insert`: for withPointers.
export function spliced(path, index, remove, insert) {
  return indexed(path, (i) => {
    if (i < index) return i;
    if (i >= index + remove) return i + insert - remove;
    return i - index < insert ? i : null;
  });
}

export const swapped = (path, a, b) => indexed(path, (i) => (i === a ? b : i === b ? a : i));

function indexed(path, move) {
  const start = `${pointerOf(path)}/`;
  return (pointer) => {
    if (!pointer.startsWith(start)) return pointer;
    const [, index, rest] = /^([0-9]+)(.*)$/s.exec(pointer.slice(start.length)) ?? [];
    if (index === undefined) return pointer;
    const next = move(Number(index));
    return next === null ? null : `${start}${next}${rest}`;
  };
}

// Of the columns of a table at `path`, whose rows may be in groups.
export function columnsSpliced(path, index, remove, insert) {
  const start = `${pointerOf(path)}/rows/`;
  return (pointer) => {
    const [, before, list, after] = /^(.*)(\/values)(\/[0-9]+(?:\/value)?)$/s.exec(pointer) ?? [];
    if (before === undefined || !pointer.startsWith(start)) return pointer;
    const moved = spliced([], index, remove, insert)(after);
    return moved === null ? null : before + list + moved;
  };
}
