// SPDX-License-Identifier: MIT
// The buttons above a report: undo, last year, downloads, printing.

import * as api from "./api.js";
import { ask, say } from "./dialog.js";
import { h, icon } from "./dom.js";
import { findingCard } from "./fields.js";
import { stemOf } from "./names.js";
import { t } from "./text.js";

// Errors in the question whether a draft is wanted; all of them stand beside the form.
const MOST_TOLD = 8;

export function toolsOf(desk) {
  return new Tools(desk);
}

class Tools {
  constructor(desk) {
    this.desk = desk;
    this.undo = this.button("undo", t("undo"), () => desk.undo());
    this.redo = this.button("redo", t("redo"), () => desk.redo());
    this.year = this.button("year", t("last-year"), () => this.toggleYear(), true);
    this.year.setAttribute("aria-pressed", "false");
    this.page = this.button("page", t("pages.toggle"), () => this.togglePages());
    this.page.setAttribute("aria-pressed", "true");
    this.page.classList.add("only-wide");
    this.element = h(
      "div",
      { class: "bar-tools", role: "toolbar", "aria-label": t("tools") },
      !desk.readOnly && [this.undo, this.redo],
      this.year,
      this.page,
      this.button("print", t("print"), () => this.print()),
      this.menu(),
    );
  }

  button(name, words, act, hasWords = false) {
    return h(
      "button",
      {
        type: "button",
        class: hasWords ? "" : "tool",
        title: words,
        "aria-label": hasWords ? undefined : words,
        onclick: act,
      },
      icon(name),
      hasWords && h("span", { class: "only-broad" }, words),
    );
  }

  update() {
    this.undo.disabled = this.desk.model.done.length === 0;
    this.redo.disabled = this.desk.model.undone.length === 0;
  }

  togglePages() {
    const hidden = this.desk.workspace.classList.toggle("no-pages");
    this.page.setAttribute("aria-pressed", String(!hidden));
  }

  // ---- downloads ----

  menu() {
    const { session } = this.desk.app;
    const item = (words, purpose, act) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            onclick: () => {
              menu.open = false;
              act();
            },
          },
          h("b", {}, words),
          h("span", {}, purpose),
        ),
      );
    const menu = h(
      "details",
      { class: "menu" },
      h("summary", { title: t("download") }, icon("down"), h("span", { class: "only-broad" }, t("download"))),
      h(
        "ul",
        {},
        session.profiles
          .flatMap((p) => [
            item(
              t("download.profile", { name: nameOf(p), ending: p.ending.split(".").at(-1).toUpperCase() }),
              p.purpose,
              () => this.document({ profile: p.name }),
            ),
            p.html &&
              item(t("download.html"), t("download.html-words"), () =>
                this.document({ profile: p.name, part: "html" }),
              ),
          ])
          .filter(Boolean),
        item(t("download.zip"), t("download.zip-words"), () => this.zip()),
        item(t("download.json"), t("download.json-words"), () => this.json()),
        item(t("compare"), t("compare.words"), () => this.compare()),
      ),
    );
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
    return menu;
  }

  async document(parameters) {
    await this.fetch((force) =>
      api.made(this.desk.model.text(), { ...parameters, name: this.desk.name, force }),
    );
  }

  async zip() {
    await this.desk.saver.save();
    await this.fetch((force) => api.zip(this.desk.name, { force }));
  }

  json() {
    save({ blob: new Blob([this.desk.model.text()], { type: "application/json" }), name: this.desk.name });
  }

  // A report with errors becomes a draft, if that is wanted.
  async fetch(make) {
    try {
      save(await make());
    } catch (failed) {
      if (failed.status !== 422) {
        if (failed.status === undefined) throw failed;
        say(failed.message || t("offline.words"));
        return;
      }
      const why = (failed.body.findings ?? []).filter((f) => f.severity === "error").slice(0, MOST_TOLD);
      const cards = why.map(findingCard);
      // The report is right, but this edition cannot be made of it.
      if (this.desk.errors === 0 && cards.length > 0) {
        await ask(t("edition.title"), cards, [["close", t("close"), "primary"]]);
        return;
      }
      const wanted = await ask(
        t("draft.title"),
        [h("p", {}, t("draft.words")), ...cards],
        [["draft", t("draft.make"), "primary"]],
      );
      if (wanted) await make("1").then(save, (f) => say(f.message));
    }
  }

  print() {
    print();
  }

  // ---- last year ----

  async toggleYear() {
    const { desk } = this;
    if (desk.lastYear) desk.lastYear = null;
    else {
      const found = await this.previous();
      if (!found) return;
      desk.lastYear = new Map(Object.entries(found.figures));
      say(t("last-year.shown", { name: stemOf(found.name), year: found.year }));
    }
    this.year.setAttribute("aria-pressed", String(desk.lastYear !== null));
    desk.formPane.classList.toggle("with-last-year", desk.lastYear !== null);
    desk.formView.update();
  }

  async previous() {
    const { desk } = this;
    try {
      return await api.previous(desk.name, desk.live.previous);
    } catch (failed) {
      if (failed.status !== 404) {
        say(failed.message || t("offline.words"));
        return null;
      }
    }
    const other = await this.chooseReport(t("last-year.choose"), t("last-year.none"));
    if (!other) return null;
    desk.live.previous = other;
    desk.live.look();
    return api.previous(desk.name, other).catch((failed) => (say(failed.message), null));
  }

  async chooseReport(title, words) {
    const { reports } = await api.reports();
    const select = h(
      "select",
      { "aria-label": title },
      reports
        .filter((r) => r.name !== this.desk.name)
        .map((r) => h("option", { value: r.name }, [r.organ, r.year].filter(Boolean).join(" ") || r.name)),
    );
    const chosen = await ask(title, [h("p", {}, words), select], [["choose", t("choose"), "primary"]]);
    return chosen ? select.value : null;
  }

  async compare() {
    const { desk } = this;
    const found = await api
      .diff(desk.model.text(), { name: desk.name, with: desk.live.previous })
      .catch((failed) => failed);
    if (found.status !== undefined) {
      say(found.message || t("offline.words"));
      return;
    }
    let lead = null;
    const rows = found.changes.map((change) =>
      h(
        "tr",
        {},
        h(
          "th",
          { scope: "row" },
          h(
            "button",
            {
              type: "submit",
              class: "link",
              onclick: () => {
                lead = change.pointer;
              },
            },
            [change.section, change.row, change.column].filter(Boolean).join(" · ") ||
              desk.nameOf(change.pointer),
          ),
        ),
        h("td", {}, change.old ?? "—"),
        h("td", {}, change.new ?? "—"),
        h("td", { class: "figure" }, change.difference ?? ""),
      ),
    );
    const content = h(
      "div",
      { class: "table-scroll" },
      h(
        "table",
        { class: "list" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ["place", "old", "new", "difference"].map((key) =>
              h("th", { scope: "col" }, t(`compare.${key}`)),
            ),
          ),
        ),
        h("tbody", {}, rows),
      ),
    );
    await ask(
      t("compare.title", { name: stemOf(found.name) }),
      rows.length > 0 ? content : h("p", {}, t("compare.same")),
      [["close", t("close"), "primary"]],
      "broad",
    );
    if (lead) desk.focusPlace(lead);
  }
}

const nameOf = (profile) => {
  const words = t(`profile.${profile.name}`);
  return words.startsWith("profile.") ? profile.name : words;
};

function save({ blob, name }) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
