// SPDX-License-Identifier: MIT
// Beside the form: its sections, and the list of what was found, each leading to its place.

import { h, icon, replace } from "./dom.js";
import { worst } from "./fields.js";
import { pathOf } from "./json.js";
import { dropNotes, notesOf } from "./store.js";
import { t } from "./text.js";

// More of one rule than this are folded away.
const MOST_OPEN = 4;

export class FindingsPane {
  constructor(desk) {
    this.desk = desk;
    this.sections = h("ul", { class: "outline" });
    this.summary = h("p", { class: "summary", role: "status" }, t("loading"));
    this.list = h("div", { class: "found" });
    this.notes = h("div", { class: "import-notes" });
    this.opened = new Set();
    this.element = h(
      "aside",
      { class: "side-pane", "aria-label": t("pane.side") },
      h("nav", { "aria-label": t("sections") }, this.sections),
      h("h2", {}, t("findings")),
      this.summary,
      this.list,
      this.notes,
    );
    this.showNotes();
  }

  outline(sections) {
    this.items = sections.map(({ key, heading, element }) => {
      const count = h("span", { class: "count" });
      const button = h(
        "button",
        { type: "button", lang: "zh-CN", onclick: () => this.lead(element) },
        h("span", {}, heading),
        count,
      );
      return { key, count, button };
    });
    replace(
      this.sections,
      this.items.map(({ button }) => h("li", {}, button)),
    );
  }

  lead(section) {
    this.desk.showPane("form");
    section.scrollIntoView({ block: "start" });
    section.querySelector("textarea, input, button")?.focus({ preventScroll: true });
  }

  here(field) {
    const section = field.box.closest("[data-section]")?.dataset.section;
    for (const { key, button } of this.items ?? []) {
      if (key === section) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  show({ findings, errors, warnings, untold }) {
    const key = JSON.stringify([findings.map((f) => [f.pointer, f.message]), untold]);
    if (key === this.shown) return;
    this.shown = key;
    this.summary.className = `summary ${errors > 0 ? "error" : warnings > 0 ? "warning" : "good"}`;
    replace(
      this.summary,
      icon(errors > 0 ? "error" : warnings > 0 ? "warning" : "good"),
      h("span", {}, errors + warnings === 0 ? t("findings.none") : t("findings.count", { errors, warnings })),
    );
    const rules = Map.groupBy([...findings].sort(byGravity), (f) => `${f.severity} ${f.rule}`);
    replace(
      this.list,
      [...rules].map(([name, list]) => this.group(name, list)),
      untold > 0 && h("p", {}, t("findings.untold", { count: untold })),
    );
    this.count(findings);
  }

  group(name, list) {
    const items = h(
      "ul",
      {},
      list.map((finding) => this.item(finding)),
    );
    if (list.length <= MOST_OPEN) return items;
    const folded = h(
      "details",
      {
        open: this.opened.has(name),
        ontoggle: () => (folded.open ? this.opened.add(name) : this.opened.delete(name)),
      },
      h(
        "summary",
        {},
        icon(list[0].severity),
        t("findings.group", { rule: list[0].rule, count: list.length }),
      ),
      items,
    );
    return folded;
  }

  item(finding) {
    const place = this.desk.fields.nearest(finding.pointer ?? "");
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: `finding ${finding.severity}`,
          disabled: place === null,
          onclick: () => this.desk.focusPlace(finding.pointer),
        },
        icon(finding.severity),
        h(
          "span",
          {},
          h("span", { class: "hidden" }, `${t(finding.severity)}: `),
          finding.message,
          " ",
          h("span", { class: "rule" }, finding.rule),
        ),
      ),
    );
  }

  count(findings) {
    const known = new Set((this.items ?? []).map((item) => item.key));
    const of = (f) => {
      const key = pathOf(f.pointer ?? "")[0] ?? "";
      return known.has(key) ? key : "";
    };
    const sections = Map.groupBy(findings, of);
    for (const { key, count } of this.items ?? []) {
      const own = sections.get(key) ?? [];
      count.className = `count ${worst(own)}`;
      count.textContent = own.length > 0 ? String(own.length) : "";
      if (own.length > 0) count.setAttribute("aria-label", t("findings.in-section", { count: own.length }));
      else count.removeAttribute("aria-label");
    }
  }

  // What an import could not place stays here until it is done with.
  async showNotes() {
    const notes = await notesOf(this.desk.name).catch(() => undefined);
    if (!notes) return;
    const done = async () => {
      await dropNotes(this.desk.name);
      replace(this.notes);
    };
    replace(
      this.notes,
      h("h2", {}, t("import.left")),
      h(
        "ul",
        {},
        notes.findings.map((f) => h("li", {}, f.message)),
      ),
      h("button", { type: "button", class: "small", onclick: done }, t("import.done")),
    );
  }
}

const byGravity = (a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1);
