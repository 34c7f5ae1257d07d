// SPDX-License-Identifier: MIT
// Blocks that are more than text: pictures, charts, paragraphs with footnotes.

import * as api from "./api.js";
import { chooseFigures } from "./chart-figures.js";
import { h, icon, replace } from "./dom.js";
import { TextField, crossButton, findingCard, mark, newId } from "./fields.js";
import { Num } from "./json.js";
import { choosePicture, sendPicture } from "./picture-choice.js";
import { t } from "./text.js";

const NUMBER = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const KINDS = ["bar", "line", "pie"];

export const emptyPicture = (file = "") =>
  new Map([
    ["file", file],
    ["alt", ""],
  ]);
export const emptyChart = () =>
  new Map([
    ["kind", "bar"],
    ["rows", []],
  ]);

// What these blocks have in common: a frame of fields with names of their own.
class FramedView {
  constructor(desk, block) {
    Object.assign(this, { desk, block });
    this.fields = [];
    this.element = h("fieldset", { class: "framed" });
  }

  field(path, label, more = {}) {
    const field = new TextField(this.desk, { path: () => this.block.path(...path), label, ...more });
    this.fields.push(field);
    return field;
  }

  button(name, words, act) {
    return h("button", { type: "button", class: "small", onclick: act }, icon(name), words);
  }

  update() {
    for (const field of this.fields) field.update();
  }

  relabel(name) {
    this.element.setAttribute("aria-label", name);
  }
}

const asTyped = { write: (text) => text };
const asNumber = {
  line: true,
  inputMode: "decimal",
  read: (value) => (value instanceof Num ? value.raw : String(value ?? "")),
  write: (text) => (text === "" ? undefined : NUMBER.test(text) ? new Num(text) : text),
};

export class PictureView extends FramedView {
  constructor(desk, block) {
    super(desk, block);
    const of = (key, label, more) => this.field(["picture", key], label, more).box;
    const show = (isShown) => () => this.frame.classList.toggle("no-picture", !isShown);
    this.image = h("img", { alt: "", onload: show(true), onerror: show(false) });
    this.frame = h("div", { class: "thumbnail no-picture" }, this.image, h("span", {}, t("picture.none")));
    replace(
      this.element,
      this.frame,
      h(
        "div",
        { class: "framed-fields" },
        h(
          "div",
          { class: "with-button" },
          of("file", t("member.file"), { line: true, boxClass: "wide", ...asTyped }),
          !desk.readOnly && (this.chooser = this.button("picture", t("picture.choose"), () => this.choose())),
        ),
        of("alt", t("member.alt"), asTyped),
        h(
          "div",
          { class: "row-of-fields" },
          of("caption", t("member.picture-caption"), { line: true, boxClass: "wide" }),
          of("width_mm", t("member.width"), asNumber),
        ),
      ),
    );
    this.update();
  }

  update() {
    super.update();
    const file = this.desk.model.at(this.block.path("picture", "file"));
    if (file === this.file) return;
    this.file = file;
    this.frame.classList.add("no-picture");
    if (typeof file === "string" && file !== "") this.image.src = api.pictureAddress(file);
    else this.image.removeAttribute("src");
  }

  focus() {
    (this.chooser ?? this.fields[0].input).focus();
  }

  async choose() {
    const file = await choosePicture(this.file);
    if (file === null) return;
    this.desk.model.set(this.block.path("picture", "file"), file);
    this.fields[1].input.focus();
  }
}

// Puts a picture out of the clipboard, or one that was dropped, into the prose. Resolves to its block.
export async function pictureBlock(file) {
  const sent = await sendPicture(file);
  return sent === null ? null : new Map([["picture", emptyPicture(sent)]]);
}

export class ChartView extends FramedView {
  constructor(desk, block) {
    super(desk, block);
    const id = newId("chart");
    this.kind = h(
      "select",
      { id, disabled: desk.readOnly, onchange: () => this.set("kind", this.kind.value) },
      KINDS.map((kind) => h("option", { value: kind }, t(`chart.${kind}`))),
    );
    this.rows = h("div", { class: "chart-rows" });
    this.notes = h("div", { class: "notes" });
    this.chooser = this.button("plus", t("chart.choose"), () => this.choose());
    this.chooser.disabled = desk.readOnly;
    this.box = h("div", { class: "field wide" }, this.rows, this.chooser, this.notes);
    replace(
      this.element,
      h(
        "div",
        { class: "framed-fields" },
        h(
          "div",
          { class: "row-of-fields" },
          h("div", { class: "field" }, h("label", { for: id }, t("chart.kind")), this.kind),
          this.field(["chart", "caption"], t("member.picture-caption"), { line: true, boxClass: "wide" }).box,
        ),
        this.box,
        this.field(["chart", "alt"], t("chart.alt"), {}).box,
      ),
    );
    this.own = [...this.fields];
    desk.fields.add(this);
    this.update();
  }

  // As a field of its own: what is said of the chart as a whole stands at its rows.
  get input() {
    return this.chooser;
  }

  pointers() {
    return ["rows", "kind"].map((key) => this.desk.pointerOf(this.block.path("chart", key)));
  }

  name() {
    return t("kind.chart");
  }

  show(findings) {
    replace(this.notes, findings.map(findingCard));
    mark(this, findings);
    // What its figures are called may have changed.
    this.update();
  }

  focus() {
    this.chooser.focus();
  }

  set(key, value) {
    this.desk.model.set(this.block.path("chart", key), value);
  }

  update() {
    const chart = this.desk.model.at(this.block.path("chart"));
    const kind = chart.get("kind");
    this.kind.value = KINDS.includes(kind) ? kind : "";
    const rows = Array.isArray(chart.get("rows")) ? chart.get("rows") : [];
    if (rows.length !== this.places?.length) this.build(rows.length);
    super.update();
    rows.forEach((row, i) => this.tell(this.places[i], row instanceof Map ? row.get("of") : undefined));
  }

  build(count) {
    this.desk.fields.removeWithin(this.rows);
    this.places = Array.from({ length: count }, () => h("span", { class: "chart-of", lang: "zh-CN" }));
    const labels = this.places.map((_, i) =>
      this.field(["chart", "rows", i, "text"], t("chart.label", { number: i + 1 }), {
        line: true,
        hideLabel: true,
        ...asTyped,
      }),
    );
    this.fields = [...this.own, ...labels];
    replace(
      this.rows,
      labels.map((field, i) =>
        h(
          "div",
          { class: "chart-row" },
          field.box,
          this.places[i],
          !this.desk.readOnly && crossButton(field, () => this.remove(i)),
        ),
      ),
    );
  }

  // Which figures a row shows, in words. While the form is being made not all of them are known.
  tell(place, of) {
    const { desk } = this;
    const words = (pointer) => (desk.fields.exact(pointer) ? desk.nameOf(pointer) : t("chart.gone"));
    if (!desk.formView) return;
    const text = [of]
      .flat()
      .map((pointer) => (typeof pointer === "string" ? words(pointer) : ""))
      .join("；");
    if (place.textContent !== text) place.textContent = text;
  }

  remove(index) {
    this.desk.model.splice(this.block.path("chart", "rows"), index, 1);
    this.chooser.focus();
  }

  async choose() {
    const chart = this.desk.model.at(this.block.path("chart"));
    const made = await chooseFigures(this.desk, chart);
    if (made === null) return;
    const next = new Map(chart).set("rows", made.rows);
    if (made.columns.length > 1) next.set("columns", made.columns);
    else next.delete("columns");
    this.desk.model.set(this.block.path("chart"), next);
    this.chooser.focus();
  }
}

const markOf = (number) => `[^${number}]`;

// A paragraph with footnotes: the text has marks, the notes stand below it.
export class NotedView extends FramedView {
  constructor(desk, block) {
    super(desk, block);
    this.text = this.field(["text"], t("member.text"), { hideLabel: true, class: "text para", ...asTyped });
    this.list = h("div", { class: "footnotes" });
    this.adder = this.button("plus", t("notes.add"), () => this.add());
    // The caret, before the button takes the focus.
    this.caret = null;
    this.text.input.addEventListener("blur", () => (this.caret = this.text.input.selectionEnd));
    replace(this.element, this.text.box, this.list, !desk.readOnly && this.adder);
    this.update();
  }

  notes() {
    const notes = this.desk.model.at(this.block.path("notes"));
    return Array.isArray(notes) ? notes : [];
  }

  update() {
    const count = this.notes().length;
    if (count !== this.count) this.build(count);
    super.update();
  }

  build(count) {
    this.count = count;
    this.desk.fields.removeWithin(this.list);
    const made = Array.from({ length: count }, (_, i) =>
      this.field(["notes", i], t("notes.of", { number: i + 1 }), { hideLabel: true, ...asTyped }),
    );
    this.fields = [this.text, ...made];
    replace(
      this.list,
      made.map((field, i) =>
        h(
          "div",
          { class: "footnote" },
          h("span", { class: "mark", "aria-hidden": "true" }, markOf(i + 1)),
          field.box,
          !this.desk.readOnly && crossButton(field, () => this.remove(i)),
        ),
      ),
    );
  }

  relabel(name) {
    super.relabel(name);
    this.text.input.setAttribute("aria-label", name);
  }

  focus() {
    this.text.input.focus();
  }

  set(text, notes) {
    const value = new Map(this.block.value).set("text", text).set("notes", notes);
    this.desk.model.set(this.block.path(), notes.length > 0 ? value : text);
  }

  // A mark where the caret was, and its note.
  add() {
    const notes = this.notes();
    const text = this.text.input.value;
    const caret = this.caret ?? text.length;
    this.set(text.slice(0, caret) + markOf(notes.length + 1) + text.slice(caret), [...notes, ""]);
    this.fields.at(-1).input.focus();
  }

  // Its mark goes too, and those behind it count on. Without notes it is a plain paragraph.
  remove(index) {
    const text = this.text.input.value.replace(/\[\^([1-9][0-9]*)\]/g, (whole, digits) => {
      const number = Number(digits);
      return number === index + 1 ? "" : number > index + 1 ? markOf(number - 1) : whole;
    });
    this.set(text, this.notes().toSpliced(index, 1));
    this.block.prose.focus(this.block.index);
  }

  // Enter in the text begins a new paragraph, as elsewhere.
  key(event, input) {
    if (event.key !== "Enter" || event.shiftKey || input !== this.text.input) return;
    event.preventDefault();
    this.block.prose.insert(this.block.index + 1, "");
    this.block.prose.focus(this.block.index + 1);
  }
}
