// SPDX-License-Identifier: MIT
// JSON without loss: numbers keep their digits (12.50 stays 12.50), members their order. Objects are
// Maps, as a key may be any text. Values are never changed in place: an edit makes new ones along its
// path and shares the rest, so that undoing is keeping the old root.

export class Num {
  constructor(raw) {
    this.raw = raw;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const BLANK = /[ \t\r\n]*/y;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const MOST_LEVELS = 200;

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.levels = 0;
  }

  fail() {
    throw new SyntaxError(`JSON, character ${this.at + 1}`);
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) this.fail();
    this.at = pattern.lastIndex;
    return found[0];
  }

  eat(char) {
    this.match(BLANK);
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  value() {
    if (this.eat("{")) return this.inside(() => this.object());
    if (this.eat("[")) return this.inside(() => this.array());
    if (this.eat('"')) return this.string();
    for (const [word, value] of [
      ["null", null],
      ["true", true],
      ["false", false],
    ])
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    return new Num(this.match(NUMBER));
  }

  inside(read) {
    if (++this.levels > MOST_LEVELS) this.fail();
    const value = read();
    this.levels--;
    return value;
  }

  object() {
    const made = new Map();
    if (this.eat("}")) return made;
    do {
      if (!this.eat('"')) this.fail();
      const key = this.string();
      // A second value would be lost on the next save.
      if (made.has(key) || !this.eat(":")) this.fail();
      made.set(key, this.value());
    } while (this.eat(","));
    if (!this.eat("}")) this.fail();
    return made;
  }

  array() {
    const made = [];
    if (this.eat("]")) return made;
    do made.push(this.value());
    while (this.eat(","));
    if (!this.eat("]")) this.fail();
    return made;
  }

  string() {
    const parts = [];
    for (;;) {
      parts.push(this.match(PLAIN));
      const char = this.text[this.at++];
      if (char === '"') return parts.join("");
      if (char !== "\\") this.fail();
      parts.push(this.escape());
    }
  }

  escape() {
    const char = this.text[this.at++];
    if (char !== "u") return ESCAPES[char] ?? this.fail();
    const code = this.match(/[0-9a-fA-F]{4}/y);
    return String.fromCharCode(parseInt(code, 16));
  }
}

export function parse(text) {
  const reader = new Reader(text);
  const value = reader.value();
  reader.match(BLANK);
  if (reader.at !== text.length) reader.fail();
  return value;
}

const isScalar = (value) => value === null || typeof value !== "object" || value instanceof Num;
const WIDTH = 100;

// As kanben itself writes reports: two blanks a level, a row of figures on one line.
export function print(value, indent = "") {
  if (isScalar(value)) return value instanceof Num ? value.raw : JSON.stringify(value);
  const isMap = value instanceof Map;
  const items = isMap
    ? [...value].map(([key, v]) => `${JSON.stringify(key)}: ${print(v, `${indent}  `)}`)
    : value.map((v) => print(v, `${indent}  `));
  const [open, close] = isMap ? "{}" : "[]";
  if (items.length === 0) return open + close;
  const line = items.join(", ");
  if (!isMap && value.every((v) => isScalar(v) && typeof v !== "string") && line.length < WIDTH)
    return open + line + close;
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}${close}`;
}

export function equal(a, b) {
  if (a === b) return true;
  if (a instanceof Num && b instanceof Num) return a.raw === b.raw;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => equal(v, b[i]));
  if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) return false;
  return [...a].every(([key, v]) => b.has(key) && equal(v, b.get(key)));
}

// ---- paths: arrays of keys and indexes ----

export function at(root, path) {
  let value = root;
  for (const step of path) {
    if (value instanceof Map) value = value.get(step);
    else if (Array.isArray(value)) value = value[step];
    else return undefined;
  }
  return value;
}

// A new root in which `path` has `value`; undefined takes it out. What is missing on the way is made.
export function withValue(root, path, value) {
  if (path.length === 0) return value;
  const [step, ...rest] = path;
  if (Array.isArray(root)) {
    const copy = [...root];
    if (rest.length === 0 && value === undefined) copy.splice(step, 1);
    else {
      while (copy.length < step) copy.push(null);
      copy[step] = withValue(root[step], rest, value);
    }
    return copy;
  }
  const copy = new Map(root instanceof Map ? root : []);
  const inner =
    value === undefined && copy.get(step) === undefined ? undefined : withValue(copy.get(step), rest, value);
  if (inner === undefined) copy.delete(step);
  else copy.set(step, inner);
  // An object whose last member was taken out goes as well.
  return copy.size === 0 && value === undefined ? undefined : copy;
}

export function withSplice(root, path, index, remove, ...insert) {
  const copy = [...(at(root, path) ?? [])];
  copy.splice(index, remove, ...insert);
  return withValue(root, path, copy);
}

// RFC 6901.
export const pointerOf = (path) =>
  path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

export const pathOf = (pointer) =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
