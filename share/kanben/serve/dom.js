// SPDX-License-Identifier: MIT
// Elements made in code. Nothing is ever made from markup: what a report says is text, never HTML.

const SVG = "http://www.w3.org/2000/svg";

// h("td", {class: "sum", onclick: f, colSpan: 2, "aria-label": "…"}, child, …): names with a hyphen and
// a few others are attributes, "on…" are listeners, the rest are properties. Children that are null or
// false are left out.
export function h(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(made, name, value);
  made.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return made;
}

const ATTRIBUTES = new Set(["class", "for", "role", "list", "download", "lang", "form"]);

function set(made, name, value) {
  if (value === undefined || value === null) return;
  if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(made.dataset, value);
  else if (name.includes("-") || ATTRIBUTES.has(name)) made.setAttribute(name, value);
  else made[name] = value;
}

export function replace(parent, ...children) {
  parent.replaceChildren(
    ...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false),
  );
  return parent;
}

// Small line drawings, 16 × 16; decoration only, so they are hidden from screen readers.
const DRAWINGS = {
  back: "M10 3 5 8l5 5",
  undo: "M6 3 2.5 6.5 6 10M3 6.5h6a4 4 0 0 1 0 8H6",
  redo: "M10 3l3.5 3.5L10 10M13 6.5H7a4 4 0 0 0 0 8h3",
  page: "M4 1.5h5.5L13 5v9.5H4zM9 1.5V5.5h4M6 8.5h5M6 11h5",
  print: "M4.5 6V1.5h7V6M4.5 12h-3V6h13v6h-3M4.5 10h7v4.5h-7z",
  down: "M8 2v8.5M4.5 7.5 8 11l3.5-3.5M2.5 14h11",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  up: "M8 13V3M4 7l4-4 4 4",
  lower: "M8 3v10M4 9l4 4 4-4",
  cross: "M4 4l8 8M12 4l-8 8",
  error: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5v4.2M8 11v.6",
  warning: "M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.3v.5",
  good: "M3 8.5 6.5 12 13 4.5",
  year: "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.5v3M10.5 1.5v3",
  indent: "M3 3h10M7.5 6.3h5.5M7.5 9.6h5.5M3 13h10M3 6l2.5 2L3 10z",
  outdent: "M3 3h10M7.5 6.3h5.5M7.5 9.6h5.5M3 13h10M5.5 6 3 8l2.5 2z",
  picture: "M2 3h12v10H2zM2.5 11.5 6 8l2.5 2.5 2-2 3 3M10.5 5.5h.1",
  more: "M3 8h.1M8 8h.1M13 8h.1",
};

export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 16 16");
  made.setAttribute("class", `icon icon-${name}`);
  made.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", DRAWINGS[name]);
  made.append(path);
  return made;
}

// A text of a layout: "|" marks a place where a line may break and is not printed. If all its parts have no
// more than `most` characters they stay whole, counted after a bracket or a comma too.
export function broken(text, most) {
  const parts = (text ?? "").split(/\||(?<=[\uFF09\u3001])(?=.)/u);
  const hold = (part) => (parts.every(({ length }) => length <= most) ? h("span", { class: "whole" }, part) : part);
  return parts.flatMap((part, i) => (i > 0 ? [document.createElement("wbr"), hold(part)] : [hold(part)]));
}

export const plain = (text) => (text ?? "").replaceAll("|", "");
