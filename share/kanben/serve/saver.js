// SPDX-License-Identifier: MIT
// Saves a report by itself. What is typed is kept in this browser in no time, and sent a moment later; what
// the server does not take stays here and is offered again.

import { Failed, read, write } from "./api.js";
import { dropDraft, keepDraft } from "./store.js";

const PAUSE_MS = 700;
// What is typed is checked and shown first, then kept in the browser.
const KEEP_MS = 100;
const RETRY_MS = [1000, 2000, 5000, 10000, 20000];

const later = (ms) => new Promise((done) => setTimeout(done, ms));

// States: saved, dirty, saving, offline, conflict, refused (message), gone. Event "state" tells of each.
export class Saver extends EventTarget {
  constructor(name, model, { text, etag }) {
    super();
    Object.assign(this, { name, model, base: text, etag, tries: 0, timer: 0, busy: null, message: "" });
    this.state = "saved";
    this.savedAt = null;
    this.closed = false;
    // The browser lets us keep nothing, as some do in private windows.
    this.unkept = false;
    this.keeping = Promise.resolve();
    this.keepsAgain = false;
    // Not what is typed but how it is printed may differ from the file; that is no edit.
    this.root = model.root;
  }

  // The report was edited.
  changed() {
    if (this.state === "conflict") {
      this.keep();
      return;
    }
    this.become("dirty");
    this.keep();
    this.later(PAUSE_MS);
  }

  isDirty() {
    return this.model.root !== this.root;
  }

  later(ms) {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => this.save(), ms);
  }

  // One write at a time; the last state wins.
  keep() {
    if (this.keepsAgain) return;
    this.keepsAgain = true;
    this.keeping = this.keeping
      .then(() => later(KEEP_MS))
      .then(() => {
        this.keepsAgain = false;
        if (!this.isDirty()) return dropDraft(this.name);
        return keepDraft({
          name: this.name,
          text: this.model.text(),
          base: this.base,
          etag: this.etag,
          time: Date.now(),
        });
      })
      .catch(() => {
        this.unkept = true;
        this.become(this.state, this.message);
      });
  }

  become(state, message = "") {
    this.state = state;
    this.message = message;
    this.dispatchEvent(new Event("state"));
  }

  // Resolves when what was typed so far is with the server, or could not be sent.
  async save() {
    clearTimeout(this.timer);
    if (this.busy) await this.busy;
    if (!this.isDirty() || this.state === "conflict" || this.closed) return;
    this.busy = this.send().finally(() => {
      this.busy = null;
    });
    await this.busy;
  }

  async send() {
    const { root } = this.model;
    const text = this.model.text();
    this.become("saving");
    try {
      this.etag = await write(this.name, text, this.etag);
    } catch (failed) {
      if (!(failed instanceof Failed)) throw failed;
      await this.failed(failed, text, root);
      return;
    }
    this.taken(text, root);
  }

  taken(text, root) {
    this.base = text;
    this.root = root;
    this.tries = 0;
    this.savedAt = new Date();
    this.become(this.isDirty() ? "dirty" : "saved");
    this.keep();
    if (this.isDirty()) this.later(PAUSE_MS);
  }

  // Nobody is told that a change is kept before it is.
  async kept() {
    for (let last = null; last !== this.keeping;) {
      last = this.keeping;
      await last;
    }
  }

  async failed(failed, text, root) {
    await this.kept();
    if (failed.status === 412) {
      await this.meet(text, root);
    } else if ([400, 401, 403, 413, 422].includes(failed.status)) {
      this.become(failed.status === 401 ? "token" : "refused", failed.message);
    } else {
      this.become("offline", failed.message);
      this.later(RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
    }
  }

  // The report is not what it was: someone else has saved it, or our last answer was lost.
  async meet(text, root) {
    let theirs = null;
    try {
      theirs = await read(this.name);
    } catch (failed) {
      if (failed.status === 404) this.become("gone");
      else {
        this.become("offline", failed.message);
        this.later(RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
      }
      return;
    }
    if (theirs.text === text) {
      this.etag = theirs.etag;
      this.taken(text, root);
      return;
    }
    this.theirs = theirs;
    this.become("conflict");
  }

  // After a conflict: what is to be saved now is in the model, beside what the others saved.
  settle(theirs, theirRoot) {
    this.etag = theirs.etag;
    this.base = theirs.text;
    this.root = theirRoot;
    this.theirs = null;
    this.become("dirty");
    this.keep();
    return this.save();
  }

  // Looks whether the report was changed elsewhere, as when the window gets the focus again.
  async look() {
    if (this.busy || this.closed || !["saved", "dirty"].includes(this.state)) return null;
    const theirs = await read(this.name, this.etag).catch(() => null);
    if (theirs === null || theirs.etag === this.etag || this.busy) return null;
    if (this.isDirty()) {
      this.theirs = theirs;
      this.become("conflict");
      return null;
    }
    return theirs;
  }

  // Takes over what the server has.
  adopt(theirs) {
    this.etag = theirs.etag;
    this.base = theirs.text;
    this.root = this.model.root;
    this.become("saved");
    this.keep();
  }

  again() {
    this.etag = null;
    this.tries = 0;
    return this.send();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
  }
}
