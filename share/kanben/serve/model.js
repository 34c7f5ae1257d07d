// SPDX-License-Identifier: MIT
// A report while it is edited: the root of its values, and those before it for undoing.

import { at, print, withSplice, withValue } from "./json.js";
import { spliced, swapped, withPointers } from "./places.js";

const MOST_STEPS = 500;
// Typing in one field is one step unless there was a pause.
const PAUSE_MS = 1500;

export class Model extends EventTarget {
  constructor(root) {
    super();
    this.root = root;
    this.done = [];
    this.undone = [];
    this.last = { field: null, time: 0 };
  }

  at(path) {
    return at(this.root, path);
  }

  text() {
    return `${print(this.root)}\n`;
  }

  // Sets one value; `field` names what is typed in, for joining steps.
  set(path, value, field = null) {
    this.apply(withValue(this.root, path, value), field);
  }

  splice(path, index, remove, ...insert) {
    this.follow(
      withSplice(this.root, path, index, remove, ...insert),
      spliced(path, index, remove, insert.length),
    );
  }

  // Exchanges two items of a list.
  swap(path, a, b) {
    const list = [...this.at(path)];
    [list[a], list[b]] = [list[b], list[a]];
    this.follow(withValue(this.root, path, list), swapped(path, a, b));
  }

  // An edit that moves places: charts go on naming what they named.
  follow(root, ...changes) {
    this.apply(changes.reduce((made, change) => withPointers(made, change), root));
  }

  apply(root, field = null) {
    if (root === this.root) return;
    const now = Date.now();
    const joins = field !== null && field === this.last.field && now - this.last.time < PAUSE_MS;
    if (!joins) {
      this.done.push(this.root);
      if (this.done.length > MOST_STEPS) this.done.shift();
    }
    this.undone = [];
    this.last = { field, time: now };
    this.change(root, field);
  }

  // Another state that is not an edit: what the server has, or what was chosen in a conflict.
  replace(root) {
    this.done.push(this.root);
    this.last = { field: null, time: 0 };
    this.change(root, null);
  }

  undo() {
    this.step(this.done, this.undone);
  }

  redo() {
    this.step(this.undone, this.done);
  }

  step(from, to) {
    if (from.length === 0) return;
    to.push(this.root);
    this.last = { field: null, time: 0 };
    this.change(from.pop(), null);
  }

  change(root, field) {
    this.root = root;
    this.dispatchEvent(new CustomEvent("change", { detail: { field } }));
  }
}
