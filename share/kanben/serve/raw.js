// SPDX-License-Identifier: MIT
// A file that is no report yet: its text, and what is wrong with it.

import * as api from "./api.js";
import { h, replace } from "./dom.js";
import { findingCard } from "./fields.js";
import { parse } from "./json.js";
import { t } from "./text.js";

export class RawForm {
  constructor(desk, server) {
    Object.assign(this, { desk, etag: server.etag });
    this.input = h("textarea", {
      class: "text code raw",
      "aria-label": t("raw.label"),
      spellcheck: false,
      readOnly: desk.readOnly,
      oninput: () => this.look(),
    });
    this.input.value = server.text;
    this.found = h("div", { class: "notes", role: "status" });
    this.element = h(
      "section",
      { class: "section" },
      h("h2", {}, t("raw.title")),
      h("p", {}, t("raw.words")),
      this.found,
      this.input,
      !desk.readOnly &&
        h("button", { type: "button", class: "primary", onclick: () => this.save() }, t("raw.save")),
    );
  }

  async look() {
    const answer = await api
      .check(this.input.value, { name: this.desk.name })
      .catch((failed) => ({ findings: failed.body?.findings ?? [] }));
    replace(
      this.found,
      answer.findings.map((f) =>
        h(
          "div",
          {},
          findingCard({
            ...f,
            message: t("raw.place", { line: f.line, column: f.column, message: f.message }),
          }),
        ),
      ),
    );
    this.desk.findings.show({ errors: 0, warnings: 0, untold: 0, ...answer });
  }

  async save() {
    try {
      parse(this.input.value);
      await api.write(this.desk.name, this.input.value, this.etag);
      location.reload();
    } catch (failed) {
      this.desk.say(failed.status === undefined ? t("raw.still") : failed.message);
    }
  }
}
