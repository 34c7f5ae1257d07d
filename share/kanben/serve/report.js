// SPDX-License-Identifier: MIT
// A report: its form, what was found in it, and its pages beside it.

import * as api from "./api.js";
import { askConflict, combine } from "./conflict.js";
import { say } from "./dialog.js";
import { h, icon, replace } from "./dom.js";
import { Fields } from "./fields.js";
import { FindingsPane } from "./findings.js";
import { Form } from "./form.js";
import { equal, parse, pathOf, pointerOf } from "./json.js";
import { Live } from "./live.js";
import { Model } from "./model.js";
import { nameFrom, stemOf } from "./names.js";
import { OfferPane } from "./offer.js";
import { PagePane } from "./pages.js";
import { RawForm } from "./raw.js";
import { Saver } from "./saver.js";
import { draftOf, dropDraft } from "./store.js";
import { clock, t } from "./text.js";
import { toolsOf } from "./tools.js";

const PANES = ["side", "form", "page"];

export class ReportScreen {
  constructor(app, name) {
    Object.assign(this, { app, name });
    this.readOnly = app.session.role !== "editor";
    this.fields = new Fields();
    this.computed = new Map();
    this.lastYear = null;
    this.errors = 0;
    this.pointerOf = pointerOf;
    this.say = say;
    this.heading = h("h1", { class: "report-name", lang: "zh-CN" }, stemOf(name));
    this.state = h("p", { class: "save-state", role: "status" });
    this.formPane = h("main", { class: "form-pane", id: "form" }, h("p", { class: "loading" }, t("loading")));
    this.pages = new PagePane(this);
    this.findings = new FindingsPane(this);
    this.workspace = h(
      "div",
      { class: "workspace", data: { pane: "form" } },
      this.findings.element,
      this.formPane,
      this.pages.element,
    );
    this.tabs = h(
      "nav",
      { class: "pane-tabs", "aria-label": t("panes") },
      PANES.map((pane) =>
        h(
          "button",
          { type: "button", data: { pane }, onclick: () => this.showPane(pane) },
          t(`pane.${pane}`),
        ),
      ),
    );
    this.element = h(
      "div",
      { class: "report-screen" },
      h("a", { class: "skip", href: "#form", onclick: (event) => this.skip(event) }, t("skip")),
      h(
        "header",
        { class: "bar" },
        h("a", { class: "back", href: "#/", "aria-label": t("desk"), title: t("desk") }, icon("back")),
        h("div", { class: "bar-title" }, this.heading, this.state),
        (this.tools = toolsOf(this)).element,
      ),
      this.tabs,
      this.workspace,
    );
    this.listeners = new AbortController();
    this.showPane("form");
  }

  skip(event) {
    event.preventDefault();
    this.formPane.querySelector("textarea, input")?.focus();
  }

  showPane(pane) {
    this.workspace.dataset.pane = pane;
    for (const tab of this.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.pane === pane));
    // A phone shows one of them: what was not drawn for want of room comes now.
    this.pages.mark(this.pages.place, false);
  }

  async open() {
    const server = await api.read(this.name);
    const draft = await draftOf(this.name).catch(() => undefined);
    let root;
    try {
      root = parse(server.text);
    } catch {
      this.openRaw(server);
      return;
    }
    if (!(root instanceof Map)) {
      this.openRaw(server);
      return;
    }
    await this.begin(root, server);
    if (draft && !this.readOnly) this.offer(draft, server);
  }

  async begin(root, server) {
    const wanted = root.get("layout");
    const known = this.app.session.layouts;
    const fallback = known.find((l) => l.default) ?? known[0];
    const layout = known.find((l) => l.name === wanted) ?? fallback;
    const form = await api.form(layout.name);
    this.model = new Model(root);
    this.saver = new Saver(this.name, this.model, server);
    this.live = new Live(this);
    this.formView = new Form(this, form);
    replace(this.formPane, this.formView.element);
    this.findings.outline(this.formView.sections);
    this.model.addEventListener("change", () => this.changed());
    this.saver.addEventListener("state", () => this.showState());
    this.listen();
    this.showState();
    this.showHeading();
    this.tools.update();
    this.live.look();
  }

  // A file that is no JSON has no form; its text can be mended.
  openRaw(server) {
    this.raw = new RawForm(this, server);
    replace(this.formPane, this.raw.element);
    this.tools.element.hidden = true;
    this.raw.look();
  }

  listen() {
    const { signal } = this.listeners;
    addEventListener("focus", () => this.lookAround(), { signal });
    document.addEventListener(
      "selectionchange",
      () => getSelection().isCollapsed && this.pages.select(false),
      { signal },
    );
    addEventListener("beforeprint", () => this.pages.layText(), { signal });
    addEventListener("online", () => this.saver.save(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.saver.save(), { signal });
    addEventListener(
      "beforeunload",
      (event) => {
        // Kept here in any case; the question is for those who close the window for good.
        if (["offline", "conflict", "refused", "token", "gone"].includes(this.saver.state))
          event.preventDefault();
      },
      { signal },
    );
    document.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  key(event) {
    const command = event.ctrlKey || event.metaKey;
    if (!command || event.altKey || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const act = {
      z: event.shiftKey ? () => this.redo() : () => this.undo(),
      y: () => this.redo(),
      s: () => this.saver.save(),
      p: () => this.tools.print(),
    }[key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  undo() {
    this.step(() => this.model.undo());
  }

  redo() {
    this.step(() => this.model.redo());
  }

  // The focus stays at its place, if that is still there.
  step(act) {
    if (this.readOnly) return;
    const place = this.place;
    const had = this.formPane.contains(document.activeElement);
    act();
    if (had && !this.formPane.contains(document.activeElement) && place) this.focusPlace(place);
  }

  changed() {
    this.formView.update();
    this.saver.changed();
    this.live.look();
    this.tools.update();
    this.showHeading();
  }

  showHeading() {
    const organ = this.model.at(["organ"]);
    const year = this.model.at(["year"])?.raw;
    const words = [organ, year].filter((word) => typeof word === "string" && word !== "").join(" ");
    this.heading.textContent = words || stemOf(this.name);
    this.heading.title = this.name;
    document.title = `${words || stemOf(this.name)} · ${t("app")}`;
  }

  // ---- what the server has ----

  showState() {
    const { state, message, savedAt } = this.saver;
    const words = this.readOnly
      ? t("state.reader")
      : state === "saved" && savedAt
        ? t("state.saved-at", { time: clock(savedAt) })
        : state !== "saved" && this.saver.unkept
          ? t("state.unkept")
          : t(`state.${state}`, { message });
    replace(
      this.state,
      h("span", { class: `dot dot-${state}`, "aria-hidden": "true" }),
      h("span", {}, words),
      this.remedy(state),
    );
    this.state.dataset.state = state;
  }

  remedy(state) {
    const button = (words, act) => h("button", { type: "button", class: "small", onclick: act }, words);
    if (state === "conflict") {
      // At once, the first time; later from the button.
      if (!this.asked) queueMicrotask(() => this.settleConflict());
      return button(t("conflict.open"), () => this.settleConflict());
    }
    this.asked = false;
    if (state === "offline") return button(t("again"), () => this.saver.save());
    if (state === "gone") return button(t("gone.again"), () => this.saver.again());
    return null;
  }

  async settleConflict() {
    if (document.querySelector("dialog[open]")) return;
    this.asked = true;
    const { theirs } = this.saver;
    const theirRoot = this.parsed(theirs.text);
    const baseRoot = this.parsed(this.saver.base);
    const { action, found } = await askConflict(baseRoot, this.model.root, theirRoot, (pointer) =>
      this.nameOf(pointer),
    );
    if (action === "merge") {
      this.model.replace(combine(theirRoot, found));
      await this.saver.settle(theirs, theirRoot);
    } else if (action === "copy") {
      await this.saveCopy();
      this.model.replace(theirRoot);
      this.saver.adopt(theirs);
    }
  }

  parsed(text) {
    try {
      return parse(text);
    } catch {
      return new Map();
    }
  }

  async saveCopy() {
    const { reports } = await api.reports();
    const name = nameFrom(
      `${stemOf(this.name)}-${t("conflict.copy-name")}`,
      reports.map((r) => r.name),
    );
    await api.write(name, this.model.text(), null);
    say(t("conflict.copied", { name }));
  }

  async lookAround() {
    const theirs = await this.saver.look();
    if (!theirs) return;
    this.model.replace(this.parsed(theirs.text));
    this.saver.adopt(theirs);
    say(t("changed-elsewhere"));
  }

  // What this browser still has of an earlier time.
  offer(draft, server) {
    const root = this.parsed(draft.text);
    if (draft.text === server.text || equal(root, this.model.root) || root.size === 0) {
      dropDraft(this.name);
      return;
    }
    const pane = new OfferPane(draft, {
      take: () => this.takeDraft(draft, root, server),
      drop: () => dropDraft(this.name),
    });
    this.formPane.prepend(pane.element);
  }

  takeDraft(draft, root, server) {
    if (draft.etag === server.etag) {
      this.model.replace(root);
      return;
    }
    // The report was saved from elsewhere since: both are shown.
    this.model.replace(root);
    this.saver.theirs = server;
    this.saver.base = draft.base;
    this.saver.become("conflict");
  }

  // ---- places ----

  focused(field) {
    const [place, ...others] = field.pointers();
    this.place = place;
    this.pages.mark([place, ...others].join(" "));
    this.findings.here(field);
  }

  focusPlace(pointer) {
    const field = this.fields.nearest(pointer);
    if (!field) return false;
    this.showPane("form");
    field.input.focus();
    field.box.scrollIntoView({ block: "center", inline: "nearest" });
    return true;
  }

  // What a place is called, for lists.
  nameOf(pointer) {
    const field = this.fields.exact(pointer);
    const key = pathOf(pointer)[0];
    const section = this.formView.sections.find((s) => s.key === key)?.heading;
    const name = field?.name() ?? pathOf(pointer).slice(1).join(" ");
    return [section, name === section ? "" : name].filter((part) => part).join(" · ") || pointer;
  }

  async close() {
    this.listeners.abort();
    if (this.saver) {
      // What cannot be sent stays in this browser.
      if (this.saver.isDirty() && this.saver.state === "dirty") await this.saver.save();
      this.saver.close();
    }
    this.live?.close();
    document.title = t("app");
  }
}
