// SPDX-License-Identifier: MIT
// The fields of a form by the places in the report that they edit, and what was found at them.

import { h, icon, replace } from "./dom.js";
import { t } from "./text.js";

// Where the browser cannot fit a text area to its text, fit() does.
const FITS = CSS.supports("field-sizing", "content");

let count = 0;
export const newId = (kind) => `${kind}-${++count}`;

// A field has: pointers() (its places, the report's own form first), input (what takes the focus), box
// (what is marked), show(findings), and perhaps name() for lists.
export class Fields {
  constructor() {
    this.all = new Set();
    this.places = null;
  }

  add(field) {
    this.all.add(field);
    this.places = null;
    return field;
  }

  // Those within an element that is taken out of the form.
  removeWithin(element) {
    for (const field of this.all) if (element.contains(field.input)) this.all.delete(field);
    this.places = null;
  }

  // After an edit that moved places.
  forget() {
    this.places = null;
  }

  exact(pointer) {
    if (this.places === null) {
      this.places = new Map();
      for (const field of this.all)
        for (const place of field.pointers()) if (!this.places.has(place)) this.places.set(place, field);
    }
    return this.places.get(pointer) ?? null;
  }

  // The field at a place, or that which comes nearest: the one around it, else the first one within it.
  nearest(pointer) {
    for (let place = pointer; place !== ""; place = place.slice(0, place.lastIndexOf("/"))) {
      const field = this.exact(place);
      if (field) return field;
      const inside = [...this.all].find((f) => f.pointers().some((p) => p.startsWith(`${place}/`)));
      if (inside) return inside;
    }
    return null;
  }

  // Gives each finding to its field; one that is about a row goes to its first cell.
  show(findings) {
    const given = new Map();
    for (const finding of findings) {
      const field = this.nearest(finding.pointer ?? "");
      if (field === null) continue;
      if (!given.has(field)) given.set(field, []);
      given.get(field).push(finding);
    }
    for (const field of this.all) field.show(given.get(field) ?? []);
  }
}

export const worst = (findings) =>
  findings.some((f) => f.severity === "error") ? "error" : findings.length > 0 ? "warning" : "";

// A finding in words: the two sides that do not agree stand first, so that they can be compared.
export function findingCard(finding) {
  const sides = finding.left !== undefined && finding.right !== undefined;
  return h(
    "div",
    { class: `card ${finding.severity}` },
    h(
      "p",
      { class: "card-words" },
      icon(finding.severity),
      h("span", { class: "hidden" }, t(finding.severity)),
      finding.message,
    ),
    sides &&
      h(
        "p",
        { class: "sides" },
        h("span", {}, t("side.left"), h("b", {}, finding.left)),
        h("span", { class: "unequal", "aria-hidden": "true" }, "≠"),
        h("span", {}, t("side.right"), h("b", {}, finding.right)),
        finding.difference && h("span", {}, t("side.difference"), h("b", {}, finding.difference)),
      ),
  );
}

// A text of the report: label, text area, and what was found below it.
export class TextField {
  constructor(desk, options) {
    this.desk = desk;
    this.path = options.path;
    this.read = options.read ?? ((value) => value ?? "");
    this.write = options.write ?? ((text) => (text === "" ? undefined : text));
    const id = newId("text");
    const shared = {
      id,
      class: options.class ?? "text",
      lang: "zh-CN",
      spellcheck: false,
      readOnly: desk.readOnly,
      oninput: () => this.typed(),
      onfocus: () => desk.focused(this),
    };
    this.input = options.line
      ? h("input", { type: options.type ?? "text", autocomplete: "off", ...shared })
      : h("textarea", { rows: 1, ...shared });
    for (const name of ["placeholder", "inputMode"]) if (options[name]) this.input[name] = options[name];
    this.notes = h("div", { class: "notes", id: `${id}-notes` });
    this.input.setAttribute("aria-describedby", this.notes.id);
    if (options.hideLabel) this.input.setAttribute("aria-label", options.label);
    this.box = h(
      "div",
      { class: `field ${options.boxClass ?? ""}` },
      !options.hideLabel && h("label", { for: id }, options.label),
      this.input,
      this.notes,
    );
    this.label = options.label;
    desk.fields.add(this);
    this.update();
  }

  pointers() {
    return [this.desk.pointerOf(this.path())];
  }

  name() {
    return this.label;
  }

  typed() {
    this.desk.model.set(this.path(), this.write(this.input.value), this.pointers()[0]);
  }

  update() {
    const text = this.read(this.desk.model.at(this.path()));
    if (this.input.value !== text) this.input.value = text;
    this.fit();
  }

  fit() {
    if (FITS || this.input.tagName !== "TEXTAREA") return;
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  show(findings) {
    const key = JSON.stringify(findings);
    if (key === this.shown) return;
    this.shown = key;
    replace(this.notes, findings.map(findingCard));
    mark(this, findings);
  }
}

// The button beside a field that takes it out.
export const crossButton = (field, remove) =>
  h(
    "button",
    {
      type: "button",
      class: "tool",
      title: t("block.cross"),
      "aria-label": `${t("block.cross")}: ${field.label}`,
      onclick: remove,
    },
    icon("cross"),
  );

export function mark(field, findings) {
  const kind = worst(findings);
  field.box.classList.toggle("has-error", kind === "error");
  field.box.classList.toggle("has-warning", kind === "warning");
  if (kind === "error") field.input.setAttribute("aria-invalid", "true");
  else field.input.removeAttribute("aria-invalid");
}
