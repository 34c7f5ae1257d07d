// SPDX-License-Identifier: MIT
// Many reports added up to one, with who contributed what.

import * as api from "./api.js";
import { say } from "./dialog.js";
import { h, icon, replace } from "./dom.js";
import { findingCard, newId } from "./fields.js";
import { print } from "./json.js";
import { nameFrom, stemOf } from "./names.js";
import { t } from "./text.js";

// With the report that it is about.
const ofFile = ({ file, message }) => (file?.endsWith(".json") ? `${stemOf(file)} · ${message}` : message);

export class MergeScreen {
  constructor(app) {
    this.app = app;
    this.result = h("div", {});
    this.showsAll = false;
    this.element = h(
      "div",
      { class: "merge-screen" },
      h(
        "header",
        { class: "bar" },
        h("a", { class: "back", href: "#/", "aria-label": t("desk"), title: t("desk") }, icon("back")),
        h(
          "div",
          { class: "bar-title" },
          h("h1", {}, t("merge")),
          h("p", {}, t("merge.words", { count: app.selected.length })),
        ),
      ),
      h("main", { class: "desk" }, this.asker(), this.result),
    );
  }

  asker() {
    this.organ = h("input", { id: newId("organ"), required: true, lang: "zh-CN", autocomplete: "off" });
    return h(
      "form",
      { class: "section taker", onsubmit: (event) => this.add(event) },
      h("label", { for: this.organ.id }, t("merge.organ")),
      this.organ,
      h("button", { type: "submit", class: "primary" }, t("merge.add")),
    );
  }

  async open() {
    if (this.app.selected.length === 0)
      replace(this.result, h("p", {}, t("merge.nothing"), " ", h("a", { href: "#/" }, t("desk"))));
  }

  async add(event) {
    event.preventDefault();
    try {
      const answer = await api.merged({
        organ: this.organ.value,
        reports: this.app.selected.map((r) => r.name),
      });
      this.show(answer);
    } catch (failed) {
      if (failed.status === undefined) throw failed;
      replace(
        this.result,
        h("p", { class: "tag error" }, icon("error"), failed.message || t("offline.words")),
        (failed.body?.findings ?? []).map(findingCard),
      );
    }
  }

  show(answer) {
    const report = answer.get("report");
    const findings = api.simple(answer.get("findings") ?? []);
    const contributions = api.simple(answer.get("contributions") ?? null);
    replace(
      this.result,
      findings.length > 0 &&
        h(
          "div",
          { class: "notes" },
          findings.map((f) => findingCard({ ...f, message: ofFile(f) })),
        ),
      report instanceof Map && this.taker(report, contributions),
      contributions && this.table(contributions.rows),
    );
  }

  taker(report, contributions) {
    const save = async () => {
      try {
        const taken = (await api.reports()).reports.map((r) => r.name);
        const name = nameFrom([report.get("organ"), report.get("year")?.raw].join("-"), taken);
        await api.write(name, `${print(report)}\n`, null);
        this.app.go(`#/report/${encodeURIComponent(name)}`);
      } catch (failed) {
        if (failed.status === undefined) throw failed;
        say(failed.message || t("offline.words"));
      }
    };
    // With the mark by which spreadsheets know that it is UTF-8.
    const csv = () => URL.createObjectURL(new Blob(["\ufeff", contributions.csv], { type: "text/csv" }));
    return h(
      "div",
      { class: "section taker" },
      h("p", { lang: "zh-CN" }, h("b", {}, String(report.get("title") ?? ""))),
      h("button", { type: "button", class: "primary", onclick: save }, t("merge.save")),
      contributions &&
        h(
          "a",
          { class: "button", href: csv(), download: `${this.organ.value}.csv` },
          icon("down"),
          t("merge.csv"),
        ),
    );
  }

  // A line for each figure, a column for each report.
  table([heads, pointers, ...reports]) {
    const first = pointers.findIndex((pointer) => pointer !== "");
    const figures = pointers.map((pointer, i) => ({ pointer, i })).slice(first);
    const sum = reports.at(-1);
    const isZero = (text) => /^[0.]*$/.test(text) || text === "/";
    const body = h("tbody");
    const fill = () =>
      replace(
        body,
        figures
          .filter(({ i }) => this.showsAll || !isZero(sum[i]))
          .map(({ i }) =>
            h(
              "tr",
              {},
              h("th", { scope: "row", lang: "zh-CN" }, heads[i].replaceAll("|", "")),
              reports.map((row, r) =>
                h("td", { class: r === reports.length - 1 ? "figure sum" : "figure" }, row[i]),
              ),
            ),
          ),
      );
    fill();
    const all = h("input", {
      type: "checkbox",
      id: newId("all"),
      onchange: () => {
        this.showsAll = all.checked;
        fill();
      },
    });
    return h(
      "div",
      { class: "section" },
      h("h2", {}, t("merge.contributions")),
      h("p", {}, all, " ", h("label", { for: all.id }, t("merge.all"))),
      h(
        "div",
        { class: "table-scroll", tabIndex: 0, role: "region", "aria-label": t("merge.contributions") },
        h(
          "table",
          { class: "list figures" },
          h("caption", { class: "hidden" }, t("merge.contributions")),
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              h("td"),
              reports.map((row) => h("th", { scope: "col", lang: "zh-CN" }, row[1] || row[0])),
            ),
          ),
          body,
        ),
      ),
    );
  }

  close() {}
}
