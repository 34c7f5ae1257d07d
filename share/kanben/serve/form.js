// SPDX-License-Identifier: MIT
// The form of a report, made from its layout alone.

import { OtherView } from "./blocks.js";
import { h, icon, plain, replace } from "./dom.js";
import { TextField, crossButton, newId } from "./fields.js";
import { GridView } from "./grid.js";
import { Num, at } from "./json.js";
import { formCells } from "./layout.js";
import { AS_LINES } from "./own-table.js";
import { ProseView } from "./prose.js";
import { t } from "./text.js";

const YEAR = /^[0-9]{4}$/;

export class Form {
  constructor(desk, layout) {
    Object.assign(this, { desk, layout });
    this.views = [];
    this.sections = [{ key: "", heading: t("form.about"), element: this.about() }];
    for (const section of layout.sections)
      this.sections.push({ key: section.key, heading: headingOf(section), element: this.section(section) });
    const rest = this.rest();
    this.element = h(
      "div",
      { class: "form" },
      this.sections.map((section) => section.element),
      rest,
    );
    this.update();
  }

  update() {
    for (const view of this.views) view.update();
  }

  view(made) {
    this.views.push(made);
    return made.element ?? made.box;
  }

  line(path, label, more = {}) {
    return this.view(new TextField(this.desk, { path: () => path, label, line: true, ...more }));
  }

  frame(key, heading, ...content) {
    const id = newId("section");
    return h(
      "section",
      { class: "section", "aria-labelledby": id, data: { section: key } },
      h("h2", { id, lang: "zh-CN" }, plain(heading)),
      content,
    );
  }

  // ---- what every report has ----

  about() {
    const year = {
      inputMode: "numeric",
      read: (value) => (value instanceof Num ? value.raw : String(value ?? "")),
      write: (text) => (text === "" ? undefined : YEAR.test(text) ? new Num(text) : text),
    };
    return this.frame(
      "",
      t("form.about"),
      this.line(["title"], t("member.title"), { line: false }),
      h(
        "div",
        { class: "row-of-fields" },
        this.line(["organ"], t("member.organ"), { boxClass: "wide" }),
        this.line(["year"], t("member.year"), year),
        this.line(["date"], t("member.date"), { type: "date" }),
      ),
      this.revision(),
    );
  }

  // A corrected edition says what was corrected.
  revision() {
    const number = {
      inputMode: "numeric",
      read: (value) => value?.raw ?? String(value ?? ""),
      write: (text) => (/^[1-9][0-9]*$/.test(text) ? new Num(text) : text === "" ? undefined : text),
    };
    return this.view(
      new Optional(
        this.desk,
        ["revision"],
        t("form.revision"),
        () => new Map([["number", new Num("1")]]),
        (path) => [
          { path: path("number"), label: t("member.number"), line: true, ...number },
          { path: path("date"), label: t("member.date"), line: true, type: "date" },
          { path: path("reason"), label: t("member.reason"), boxClass: "wide" },
        ],
      ),
    );
  }

  // ---- sections ----

  section(section) {
    const heading = headingOf(section);
    const make = {
      prose: () => this.view(new ProseView(this.desk, [section.key], heading)),
      table: () => this.table(section, heading),
      attachments: () => this.view(new Lines(this.desk, [section.key], heading)),
      note: () => this.line([section.key], t("member.note"), { line: false }),
      signature: () => this.signature(section),
      imprint: () => this.imprint(section),
    }[section.body];
    const content = make ? make() : this.view(new Others(this.desk, [], (key) => key === section.key));
    return this.frame(section.key, heading, content);
  }

  table(section, heading) {
    const base = [section.key];
    const cells = formCells(section.table);
    const known = new Set([
      "before",
      "after",
      "unit",
      "notes",
      ...cells.filter((c) => c.role === "value").map((c) => c.path[1]),
    ]);
    return [
      this.view(
        new FoldedProse(
          this.desk,
          [...base, "before"],
          t("form.before", { section: heading }),
          t("form.add-before"),
        ),
      ),
      section.table.caption && h("p", { class: "caption", lang: "zh-CN" }, plain(section.table.caption)),
      this.view(new GridView(this.desk, { ...section.table, cells, label: heading })),
      this.remarks(base),
      this.view(
        new FoldedProse(
          this.desk,
          [...base, "after"],
          t("form.after", { section: heading }),
          t("form.add-after"),
        ),
      ),
      this.view(new Others(this.desk, base, (key) => !known.has(key))),
    ];
  }

  // Unit and notes of a table, which most do not have.
  remarks(base) {
    const has = ["unit", "notes"].some((key) => this.desk.model.at([...base, key]) !== undefined);
    return h(
      "details",
      { class: "remarks", open: has },
      h("summary", {}, t("form.remarks")),
      h(
        "div",
        { class: "row-of-fields" },
        this.line([...base, "unit"], t("member.unit")),
        this.line([...base, "notes"], t("member.notes"), { boxClass: "wide", ...AS_LINES }),
      ),
    );
  }

  signature(section) {
    const organs = {
      read: (value) => (Array.isArray(value) ? value.join("\n") : (value ?? "")),
      write: (text) => (text.includes("\n") ? text.split("\n") : text === "" ? undefined : text),
    };
    return h(
      "div",
      { class: "row-of-fields" },
      this.line([section.key, "organ"], t("member.signature-organ"), {
        line: false,
        boxClass: "wide",
        ...organs,
      }),
      this.line([section.key, "date"], t("member.date"), { type: "date" }),
    );
  }

  imprint(section) {
    return this.view(
      new Optional(
        this.desk,
        [section.key],
        t("form.imprint"),
        () => new Map([["organ", ""]]),
        (path) => [
          { path: path("copies"), label: t("member.copies"), boxClass: "wide" },
          {
            path: path("organ"),
            label: t("member.imprint-organ"),
            line: true,
            boxClass: "wide",
            write: (text) => text,
          },
          { path: path("date"), label: t("member.imprint-date"), line: true, type: "date" },
        ],
      ),
    );
  }

  // Nothing of a report stays out of sight: members that no field is for.
  rest() {
    const known = new Set([
      "layout",
      "title",
      "organ",
      "year",
      "date",
      "revision",
      ...this.layout.sections.map((s) => s.key),
    ]);
    return this.view(new Others(this.desk, [], (key) => !known.has(key)));
  }
}

export const headingOf = (section) => {
  if (section.heading) return plain(section.heading);
  const words = t(`section.${section.body === "prose" ? section.key : section.body}`);
  return words.startsWith("section.") ? t("section.text") : words;
};

// An object that most reports do not have: a button makes it, another takes it out.
class Optional {
  constructor(desk, path, title, make, fieldsOf) {
    Object.assign(this, { desk, path, title, make, fieldsOf });
    this.element = h("div", { class: "optional" });
    this.has = null;
    this.update();
  }

  update() {
    const has = this.desk.model.at(this.path) instanceof Map;
    if (has !== this.has) this.build(has);
    for (const field of this.fields) field.update();
  }

  build(has) {
    this.desk.fields.removeWithin(this.element);
    this.has = has;
    this.fields = has
      ? this.fieldsOf((key) => () => [...this.path, key]).map((options) => new TextField(this.desk, options))
      : [];
    const change = (value) => () => {
      this.desk.model.set(this.path, value());
      this.element.querySelector("textarea, input, button")?.focus();
    };
    const button = (name, words, value) =>
      !this.desk.readOnly &&
      h("button", { type: "button", class: "small quiet", onclick: change(value) }, icon(name), words);
    replace(
      this.element,
      has
        ? h(
            "fieldset",
            {},
            h("legend", {}, this.title),
            h(
              "div",
              { class: "row-of-fields" },
              this.fields.map((f) => f.box),
            ),
            button("cross", t("form.remove", { what: this.title }), () => undefined),
          )
        : button("plus", t("form.add", { what: this.title }), this.make),
    );
  }
}

// Prose beside a table, which is rare: a button until there is some.
class FoldedProse {
  constructor(desk, path, label, words) {
    Object.assign(this, { desk, path, label });
    this.element = h("div", { class: "folded" });
    this.button = h(
      "button",
      { type: "button", class: "small quiet", onclick: () => this.open() },
      icon("plus"),
      words,
    );
    this.update();
  }

  update() {
    const has = (this.desk.model.at(this.path) ?? []).length > 0;
    if (this.prose) this.prose.update();
    else if (has) {
      this.prose = new ProseView(this.desk, this.path, this.label);
      replace(this.element, this.prose.element);
    } else if (!this.desk.readOnly && !this.button.isConnected) replace(this.element, this.button);
  }

  open() {
    this.prose = new ProseView(this.desk, this.path, this.label);
    replace(this.element, this.prose.element);
    this.prose.focus(0);
  }
}

// Titles of attachments: a text each.
class Lines {
  constructor(desk, path, label) {
    Object.assign(this, { desk, path, label });
    this.element = h("div", { class: "lines" });
    this.update();
  }

  update() {
    const count = (this.desk.model.at(this.path) ?? []).length;
    if (count !== this.count) this.build(count);
    for (const field of this.fields) field.update();
  }

  build(count) {
    this.desk.fields.removeWithin(this.element);
    this.count = count;
    this.fields = Array.from(
      { length: count },
      (_, i) =>
        new TextField(this.desk, {
          path: () => [...this.path, i],
          label: t("block.name", { section: this.label, number: i + 1 }),
          hideLabel: true,
          line: true,
          write: (text) => text,
        }),
    );
    const remove = (i) => () => {
      const list = this.desk.model.at(this.path);
      this.desk.model.set(this.path, list.length === 1 ? undefined : list.toSpliced(i, 1));
      this.element.querySelector("input, button")?.focus();
    };
    const add = () => {
      this.desk.model.splice(this.path, count, 0, "");
      this.fields.at(-1).input.focus();
    };
    const { readOnly } = this.desk;
    replace(
      this.element,
      this.fields.map((field, i) =>
        h(
          "div",
          { class: "line" },
          field.box,
          !readOnly && crossButton(field, remove(i)),
        ),
      ),
      !readOnly &&
        h("button", { type: "button", class: "small quiet", onclick: add }, icon("plus"), t("form.add-line")),
    );
  }
}

// Members of an object that the form has no fields for, each as JSON, with a button to take it out.
class Others {
  constructor(desk, path, isOther) {
    Object.assign(this, { desk, path, isOther });
    this.element = h("div", { class: "others" });
    this.keys = "";
    this.views = [];
    this.update();
  }

  update() {
    const value = at(this.desk.model.root, this.path);
    const keys = value instanceof Map ? [...value.keys()].filter(this.isOther) : [];
    if (JSON.stringify(keys) !== this.keys) this.build(keys, value);
    for (const view of this.views) view.update();
  }

  build(keys, value) {
    this.desk.fields.removeWithin(this.element);
    this.keys = JSON.stringify(keys);
    this.views = keys.map(
      (key) => new OtherView(this.desk, (...more) => [...this.path, key, ...more], value.get(key)),
    );
    replace(
      this.element,
      this.views.map((view, i) =>
        h(
          "div",
          { class: "other-member" },
          h("b", { lang: "en" }, keys[i]),
          view.element,
          !this.desk.readOnly &&
            h(
              "button",
              {
                type: "button",
                class: "small quiet",
                onclick: () => this.desk.model.set([...this.path, keys[i]], undefined),
              },
              icon("cross"),
              t("form.remove", { what: keys[i] }),
            ),
        ),
      ),
    );
  }
}
