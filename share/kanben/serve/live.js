// SPDX-License-Identifier: MIT
// Check and pages follow every keystroke: one question at a time to the server, always about the newest
// text.

import { check } from "./api.js";
import { t } from "./text.js";

const RETRY_MS = 3000;

export class Live {
  constructor(desk) {
    this.desk = desk;
    this.isWanted = false;
    this.isBusy = false;
    this.closed = false;
    this.since = null;
    this.timer = 0;
    this.previous = undefined;
  }

  // The text has changed.
  look() {
    this.since ??= performance.now();
    this.isWanted = true;
    if (!this.isBusy) this.run();
  }

  async run() {
    clearTimeout(this.timer);
    this.isBusy = true;
    while (this.isWanted && !this.closed) {
      this.isWanted = false;
      const { since } = this;
      this.since = null;
      try {
        this.show(await check(this.desk.model.text(), this.parameters()), since);
      } catch (failed) {
        if (failed.status === undefined) throw failed;
        this.fail(failed);
      }
    }
    this.isBusy = false;
  }

  parameters() {
    const { pages, name } = this.desk;
    return {
      name,
      pages: "1",
      known: pages.known().join(",") || undefined,
      symbols: pages.symbols.held(),
      previous: this.previous,
    };
  }

  show(answer, since) {
    if (this.closed) return;
    const { desk } = this;
    const computed = JSON.stringify(answer.computed ?? {});
    if (computed !== this.computed) {
      desk.computed = new Map(Object.entries(answer.computed ?? {}));
      desk.formView.update();
    }
    this.computed = computed;
    desk.fields.show(answer.findings);
    desk.findings.show(answer);
    desk.errors = answer.errors;
    performance.measure("kanben.findings", { start: since });
    if (answer.pages) {
      const changed = desk.pages.show(answer);
      performance.measure("kanben.pages", { start: since, detail: { changed } });
      requestAnimationFrame(() => setTimeout(() => performance.measure("kanben.painted", { start: since })));
    } else {
      desk.pages.say(t("pages.none"));
    }
  }

  fail(failed) {
    this.desk.pages.say(failed.status === 0 ? t("pages.offline") : failed.message);
    this.timer = setTimeout(() => this.look(), RETRY_MS);
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
  }
}
