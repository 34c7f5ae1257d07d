// SPDX-License-Identifier: MIT
// The folder of reports: who has handed in, in which state, and the ways to a new one.

import * as api from "./api.js";
import { ask, say } from "./dialog.js";
import { h, icon, replace } from "./dom.js";
import { newId } from "./fields.js";
import { nameFrom, stemOf } from "./names.js";
import { drafts, dropDraft } from "./store.js";
import { LANGUAGES, choose, language, t, time } from "./text.js";

const PENDING_MS = 600;
const KEPT = "kanben.filter";
const STATES = ["all", "errors", "warnings", "good", "unsent"];

export class DeskScreen {
  constructor(app) {
    this.app = app;
    this.readOnly = app.session.role !== "editor";
    this.reports = [];
    this.unsent = new Set();
    this.chosen = new Set();
    this.filter = { words: "", year: "", state: "all", ...JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") };
    this.closed = false;
    this.list = h("tbody");
    this.missing = h("div", { class: "missing" });
    this.left = h("div", {});
    this.count = h("p", { class: "list-count", role: "status" });
    this.years = h("select", {
      "aria-label": t("filter.year"),
      onchange: () => this.narrow({ year: this.years.value }),
    });
    this.element = h(
      "div",
      { class: "desk-screen" },
      this.header(),
      h(
        "main",
        { class: "desk" },
        !this.readOnly && this.dropPlace(),
        this.left,
        this.filters(),
        this.missing,
        this.table(),
      ),
    );
    // Wherever it is dropped, and so that the browser does not open the file instead.
    this.element.addEventListener("dragover", (event) => this.over(event, true));
    this.element.addEventListener("dragleave", (event) => this.over(event, false));
    this.element.addEventListener("drop", (event) => this.drop(event));
  }

  header() {
    const { session } = this.app;
    const other = LANGUAGES.find((l) => l !== language);
    return h(
      "header",
      { class: "bar" },
      h(
        "div",
        { class: "bar-title" },
        h("h1", {}, session.folder),
        h("p", {}, this.readOnly ? t("desk.reader", session) : t("desk.words")),
      ),
      h(
        "div",
        { class: "bar-tools" },
        !this.readOnly &&
          h(
            "button",
            { type: "button", class: "primary", onclick: () => this.create() },
            icon("plus"),
            t("new"),
          ),
        h(
          "button",
          { type: "button", class: "quiet", lang: other, onclick: () => choose(other) },
          t("language.other"),
        ),
      ),
    );
  }

  dropPlace() {
    const input = h("input", {
      type: "file",
      multiple: true,
      class: "hidden",
      id: newId("file"),
      onchange: () => this.bring(input.files),
    });
    return h(
      "div",
      { class: "drop" },
      icon("down"),
      h(
        "p",
        {},
        h("label", { for: input.id }, t("import.choose")),
        input,
        " ",
        t("import.or-drop"),
        h("small", {}, t("import.kinds")),
      ),
    );
  }

  over(event, isOver) {
    if (this.readOnly || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.element.classList.toggle("dropping", isOver);
  }

  drop(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.element.classList.remove("dropping");
    if (!this.readOnly) this.bring(event.dataTransfer.files);
  }

  bring(files) {
    if (files.length === 0) return;
    this.app.files = [...files];
    this.app.go("#/import");
  }

  // ---- filters ----

  filters() {
    const words = h("input", {
      type: "search",
      placeholder: t("filter.words"),
      "aria-label": t("filter.words"),
      value: this.filter.words,
      oninput: () => this.narrow({ words: words.value }),
    });
    this.states = h(
      "div",
      { class: "states", role: "group", "aria-label": t("filter.state") },
      STATES.map((state) =>
        h("button", {
          type: "button",
          data: { state },
          "aria-pressed": String(state === this.filter.state),
          onclick: () => this.narrow({ state }),
        }),
      ),
    );
    this.sum = h("button", { type: "button", onclick: () => this.merge() }, t("merge"));
    return h(
      "div",
      { class: "filters", role: "search" },
      words,
      this.years,
      this.states,
      !this.readOnly && this.sum,
    );
  }

  narrow(part) {
    Object.assign(this.filter, part);
    sessionStorage.setItem(KEPT, JSON.stringify(this.filter));
    this.show();
  }

  isShown(report) {
    const { words, year, state } = this.filter;
    const text = [report.organ, report.title, report.name].join(" ").toLowerCase();
    return (
      words
        .toLowerCase()
        .split(/\s+/)
        .every((word) => text.includes(word)) &&
      (year === "" || String(report.year) === year) &&
      this.isIn(report, state)
    );
  }

  isIn(report, state) {
    if (state === "all") return true;
    if (state === "unsent") return this.unsent.has(report.name);
    if (report.pending) return false;
    if (state === "errors") return report.errors > 0;
    return report.errors === 0 && report.warnings > 0 === (state === "warnings");
  }

  // ---- the list ----

  table() {
    const heads = ["organ", "year", "state", "pdf", "changed", "acts"];
    return h(
      "div",
      { class: "table-scroll" },
      h(
        "table",
        { class: "list reports" },
        h("caption", { class: "hidden" }, t("desk.table")),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            !this.readOnly && h("td"),
            heads.map((key) => h("th", { scope: "col", class: `column-${key}` }, t(`column.${key}`))),
          ),
        ),
        this.list,
      ),
      this.count,
    );
  }

  async open() {
    await this.load();
  }

  async load() {
    const answer = await api.reports();
    if (this.closed) return;
    this.reports = answer.reports;
    this.organs = answer.organs;
    const kept = await drafts().catch(() => []);
    this.unsent = new Set(kept.map((draft) => draft.name));
    this.showLeft(kept.filter((draft) => !this.reports.some((report) => report.name === draft.name)));
    this.show();
    if (answer.pending > 0) this.timer = setTimeout(() => this.load().catch(() => {}), PENDING_MS);
  }

  show() {
    const years = [...new Set(this.reports.map((r) => r.year).filter(Boolean))].sort((a, b) => b - a);
    replace(
      this.years,
      h("option", { value: "" }, t("filter.all-years")),
      years.map((year) => h("option", { value: String(year) }, String(year))),
    );
    this.years.value = years.includes(Number(this.filter.year)) ? this.filter.year : (this.filter.year = "");
    const shown = this.reports.filter((report) => this.isShown(report));
    replace(
      this.list,
      shown.map((report) => this.row(report)),
    );
    this.count.textContent =
      this.reports.length === 0
        ? t("desk.empty")
        : t("desk.count", { shown: shown.length, count: this.reports.length });
    for (const button of this.states.children) {
      const { state } = button.dataset;
      const count = this.reports.filter((report) => this.isIn(report, state)).length;
      button.textContent = t(`filter.${state}`, { count });
      button.setAttribute("aria-pressed", String(state === this.filter.state));
      button.hidden = state === "unsent" && count === 0;
    }
    this.showMissing();
    this.showChosen();
  }

  row(report) {
    const name = report.organ ?? stemOf(report.name);
    const box = h("input", {
      type: "checkbox",
      checked: this.chosen.has(report.name),
      "aria-label": t("desk.select", { name: `${name} ${report.year ?? ""}` }),
      onchange: () => {
        if (box.checked) this.chosen.add(report.name);
        else this.chosen.delete(report.name);
        this.showChosen();
      },
    });
    const link = h("a", { href: `#/report/${encodeURIComponent(report.name)}`, lang: "zh-CN" }, name);
    return h(
      "tr",
      {},
      !this.readOnly && h("td", { class: "check" }, box),
      h("th", { scope: "row" }, link, h("small", { lang: "zh-CN" }, report.title ?? report.name)),
      h("td", {}, report.year ?? "—"),
      h("td", {}, this.stateOf(report)),
      h("td", { class: "pdf" }, pdfOf(report)),
      h("td", { class: "when" }, time(new Date(report.modified))),
      h(
        "td",
        { class: "acts" },
        !this.readOnly &&
          report.year &&
          h(
            "button",
            {
              type: "button",
              class: "small quiet",
              "aria-label": t("next.label", { name, year: report.year + 1 }),
              onclick: () => this.next(report),
            },
            t("next", { year: report.year + 1 }),
          ),
      ),
    );
  }

  stateOf(report) {
    const tags = [];
    const tag = (kind, words) =>
      tags.push(h("span", { class: `tag ${kind}` }, icon(kind === "unsent" ? "up" : kind), words));
    if (report.pending) return h("span", { class: "tag pending" }, t("tag.pending"));
    if (report.layout === null && report.errors > 0) tag("error", t("tag.unreadable"));
    else if (report.errors > 0) tag("error", t("tag.errors", { count: report.errors }));
    if (report.warnings > 0) tag("warning", t("tag.warnings", { count: report.warnings }));
    if (report.errors + report.warnings === 0) tag("good", t("tag.good"));
    if (this.unsent.has(report.name)) tag("unsent", t("tag.unsent"));
    return h("div", { class: "tags" }, tags);
  }

  showMissing() {
    const years = (this.organs?.years ?? []).filter(
      (y) => this.filter.year === "" || String(y.year) === this.filter.year,
    );
    const [latest] = years;
    if (!latest) {
      replace(this.missing);
      return;
    }
    const here = this.organs.expected.length - latest.missing.length;
    replace(
      this.missing,
      h(
        "details",
        { open: latest.missing.length > 0 && latest.missing.length <= 12 },
        h(
          "summary",
          {},
          t("missing.summary", { year: latest.year, here, count: this.organs.expected.length }),
          h("meter", { max: this.organs.expected.length, value: here, "aria-label": t("missing.meter") }),
        ),
        latest.missing.length > 0 &&
          h(
            "div",
            {},
            h("p", {}, t("missing.words")),
            h(
              "ul",
              { class: "chips", lang: "zh-CN" },
              latest.missing.map((organ) => h("li", {}, organ)),
            ),
          ),
        latest.unexpected.length > 0 &&
          h(
            "div",
            {},
            h("p", {}, t("missing.unexpected")),
            h(
              "ul",
              { class: "chips", lang: "zh-CN" },
              latest.unexpected.map(({ organ, name }) => h("li", {}, organ ?? name)),
            ),
          ),
      ),
    );
  }

  // Changes that this browser kept of reports that are no longer in the folder.
  showLeft(left) {
    const again = (draft) => async () => {
      await this.keep(async () => draft.text, stemOf(draft.name));
      await dropDraft(draft.name);
    };
    replace(
      this.left,
      left.map((draft) =>
        h(
          "section",
          { class: "offer" },
          h("p", {}, t("left.words", { name: draft.name, time: time(new Date(draft.time)) })),
          h(
            "div",
            {},
            !this.readOnly &&
              h("button", { type: "button", class: "primary", onclick: again(draft) }, t("gone.again")),
          ),
        ),
      ),
    );
  }

  showChosen() {
    this.sum.disabled = this.chosen.size < 1;
    this.sum.textContent = this.chosen.size > 0 ? t("merge.of", { count: this.chosen.size }) : t("merge");
  }

  merge() {
    this.app.selected = this.reports.filter((report) => this.chosen.has(report.name));
    this.app.go("#/merge");
  }

  // ---- new reports ----

  async create() {
    const { layouts } = this.app.session;
    const layout = h(
      "select",
      { id: newId("new") },
      layouts.map((l) => h("option", { value: l.name, selected: l.default }, l.title)),
    );
    const organs = h(
      "datalist",
      { id: newId("organs") },
      [...new Set([...(this.organs?.expected ?? []), ...this.reports.map((r) => r.organ)])]
        .filter(Boolean)
        .map((o) => h("option", { value: o })),
    );
    const organ = h("input", {
      id: newId("new"),
      required: true,
      lang: "zh-CN",
      list: organs.id,
      autocomplete: "off",
    });
    const year = h("input", {
      id: newId("new"),
      required: true,
      inputMode: "numeric",
      pattern: "[0-9]{4}",
      autocomplete: "off",
      value: String(Math.max(0, ...this.reports.map((r) => r.year ?? 0)) || new Date().getFullYear() - 1),
    });
    const field = (input, words) => h("div", { class: "field" }, h("label", { for: input.id }, words), input);
    const sure = await ask(
      t("new.title"),
      [
        field(organ, t("member.organ")),
        organs,
        field(year, t("member.year")),
        field(layout, t("new.layout")),
      ],
      [["make", t("new.make"), "primary"]],
    );
    if (!sure) return;
    const before = this.reports.find((r) => r.organ === organ.value && r.year === Number(year.value) - 1);
    const take =
      before &&
      (await ask(t("new.last-title"), h("p", {}, t("new.last-words", { year: before.year })), [
        ["next", t("new.last"), "primary"],
        ["blank", t("new.blank")],
      ]));
    await this.keep(
      take === "next"
        ? () => api.next(before.name, true)
        : () => api.blank(layout.value, { organ: organ.value, year: year.value }),
      `${organ.value}-${year.value}`,
    );
  }

  async next(report) {
    const way = await ask(t("next.title", { year: report.year + 1 }), h("p", {}, t("next.words")), [
      ["prose", t("next.with-prose"), "primary"],
      ["figures", t("next.without")],
    ]);
    if (way)
      await this.keep(
        () => api.next(report.name, way === "prose"),
        `${report.organ ?? stemOf(report.name)}-${report.year + 1}`,
      );
  }

  async keep(make, stem) {
    try {
      const text = await make();
      const name = nameFrom(
        stem,
        this.reports.map((r) => r.name),
      );
      await api.write(name, text, null);
      this.app.go(`#/report/${encodeURIComponent(name)}`);
    } catch (failed) {
      if (failed.status === undefined) throw failed;
      say(failed.message || t("offline.words"));
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
  }
}

function pdfOf(report) {
  if (report.pending || !report.pdf) return h("span", { class: "faint" }, t("pdf.none"));
  return h(
    "span",
    { class: `tag ${report.pdf.current ? "good" : "warning"}`, title: report.pdf.name },
    t(report.pdf.current ? "pdf.current" : "pdf.old"),
  );
}
