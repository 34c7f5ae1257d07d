// SPDX-License-Identifier: MIT
// Documents that become reports: what was made of each, and what found no place, beside the text where
// it stood.

import * as api from "./api.js";
import { say } from "./dialog.js";
import { h, icon, replace } from "./dom.js";
import { newId } from "./fields.js";
import { print } from "./json.js";
import { nameFrom } from "./names.js";
import { keepNotes } from "./store.js";
import { t } from "./text.js";

export class ImportScreen {
  constructor(app) {
    this.app = app;
    const { layouts } = app.session;
    this.layout = h(
      "select",
      { id: newId("layout"), onchange: () => this.open() },
      layouts.map((l) => h("option", { value: l.name, selected: l.default }, l.title)),
    );
    this.list = h("div", { class: "imports" });
    this.element = h(
      "div",
      { class: "import-screen" },
      h(
        "header",
        { class: "bar" },
        h("a", { class: "back", href: "#/", "aria-label": t("desk"), title: t("desk") }, icon("back")),
        h("div", { class: "bar-title" }, h("h1", {}, t("import"))),
        h("div", { class: "bar-tools" }, h("label", { for: this.layout.id }, t("new.layout")), this.layout),
      ),
      h("main", { class: "desk" }, this.list),
    );
  }

  async open() {
    if (this.app.files.length === 0) {
      replace(this.list, h("p", {}, t("import.nothing"), " ", h("a", { href: "#/" }, t("desk"))));
      return;
    }
    const cards = this.app.files.map((file) => new Card(this, file));
    replace(
      this.list,
      cards.map((card) => card.element),
    );
    this.taken = (await api.reports()).reports.map((r) => r.name);
    for (const card of cards) await card.run(this.layout.value);
  }

  close() {}
}

class Card {
  constructor(screen, file) {
    Object.assign(this, { screen, file });
    this.body = h("div", {}, h("p", { class: "loading" }, t("loading")));
    this.element = h(
      "section",
      { class: "section import" },
      h("h2", { lang: "zh-CN" }, file.name),
      this.body,
    );
  }

  async run(layout) {
    const { limits } = this.screen.app.session;
    if (this.file.size > limits.upload) {
      this.fail(t("import.large", { limit: Math.floor(limits.upload / 1048576) }));
      return;
    }
    try {
      this.show(await api.imported(this.file, layout));
    } catch (failed) {
      if (failed.status === undefined) throw failed;
      this.fail(failed.message || t("offline.words"));
    }
  }

  fail(words) {
    replace(this.body, h("p", { class: "tag error" }, icon("error"), words));
  }

  show(answer) {
    const findings = api.simple(answer.get("findings") ?? []);
    const sources = api.simple(answer.get("sources") ?? []);
    const report = answer.get("report");
    // What the finished report will say of itself is seen in its form.
    const unplaced = findings.filter((f) => f.source !== null && f.source !== undefined);
    replace(
      this.body,
      report instanceof Map
        ? this.taker(report, findings)
        : h("p", { class: "tag error" }, icon("error"), t("import.unreadable")),
      h(
        "p",
        { class: "summary" },
        findings.length === 0 ? t("import.all") : t("import.found", { count: findings.length }),
      ),
      h(
        "ul",
        { class: "unplaced" },
        findings
          .filter((f) => !unplaced.includes(f))
          .map((f) =>
            h("li", { class: f.severity }, icon(f.severity === "error" ? "error" : "warning"), f.message),
          ),
      ),
      sources.map((source, i) =>
        this.source(
          source,
          unplaced.filter((f) => f.source === i),
        ),
      ),
    );
    for (const box of this.body.querySelectorAll(".source-scroll")) {
      const first = box.querySelector(".marked");
      if (first) box.scrollTop = first.offsetTop - box.clientHeight / 3;
    }
  }

  taker(report, findings) {
    const organ = report.get("organ");
    const year = report.get("year")?.raw;
    const stem =
      [organ, year].filter((part) => typeof part === "string" && part !== "").join("-") ||
      this.file.name.replace(/\.[^.]*$/, "");
    const name = h("input", {
      id: newId("name"),
      value: nameFrom(stem, this.screen.taken),
      lang: "zh-CN",
      autocomplete: "off",
      required: true,
    });
    const take = async (event) => {
      event.preventDefault();
      try {
        const tidy = nameFrom(name.value, this.screen.taken);
        await api.write(tidy, `${print(report)}\n`, null);
        const left = findings.map(({ severity, message }) => ({ severity, message }));
        if (left.length > 0) await keepNotes({ name: tidy, findings: left }).catch(() => {});
        this.screen.taken.push(tidy);
        if (this.screen.app.files.length === 1) this.screen.app.go(`#/report/${encodeURIComponent(tidy)}`);
        else
          replace(
            form,
            h(
              "p",
              { class: "tag good" },
              icon("good"),
              h("a", { href: `#/report/${encodeURIComponent(tidy)}` }, t("import.taken", { name: tidy })),
            ),
          );
      } catch (failed) {
        if (failed.status === undefined) throw failed;
        say(failed.message || t("offline.words"));
      }
    };
    const form = h(
      "form",
      { class: "taker", onsubmit: take },
      h("p", { lang: "zh-CN" }, h("b", {}, String(report.get("title") ?? ""))),
      h("label", { for: name.id }, t("import.name")),
      name,
      h("button", { type: "submit", class: "primary" }, t("import.take")),
    );
    return form;
  }

  // The document's text; findings stand beside the lines that they are about.
  source({ text }, findings) {
    const lines = Map.groupBy(findings, (f) => f.line);
    const rows = text.split("\n").map((line, i) => {
      const found = lines.get(i + 1) ?? [];
      return h(
        "tr",
        { class: found.length > 0 ? "marked" : "" },
        h("td", { class: "number" }, String(i + 1)),
        h("td", { class: "words", lang: "zh-CN" }, line),
        h(
          "td",
          { class: "why" },
          found.map((f) =>
            h("p", { class: f.severity }, icon(f.severity === "error" ? "error" : "warning"), f.message),
          ),
        ),
      );
    });
    return h(
      "details",
      { class: "source", open: findings.length > 0 },
      h("summary", {}, t("import.source")),
      h(
        "div",
        { class: "source-scroll", tabIndex: 0, role: "region", "aria-label": t("import.source") },
        h(
          "table",
          {},
          h("caption", { class: "hidden" }, t("import.source")),
          h(
            "colgroup",
            {},
            ["number", "words", "why"].map((name) => h("col", { class: `of-${name}` })),
          ),
          h("tbody", {}, rows),
        ),
      ),
    );
  }
}
