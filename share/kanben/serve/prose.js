// SPDX-License-Identifier: MIT
// Prose: a row of blocks, each with its own fields. Enter begins a new paragraph, Backspace at the
// beginning joins it to the one before; what is pasted becomes paragraphs, headings and lists.

import { blockView, kindOf, kinds, withKind } from "./blocks.js";
import { h, icon } from "./dom.js";
import { TextField } from "./fields.js";
import { pictureBlock } from "./figures.js";
import { proseOf } from "./paste.js";
import { pictureAmong } from "./picture-choice.js";
import { t } from "./text.js";

const OWN_FIELDS = ["table", "picture", "chart", "noted"];

// One block with its tools. `index` follows the block when others come or go before it.
class Block {
  constructor(prose, index, value) {
    Object.assign(this, { prose, index, value });
    this.shape = shapeOf(value);
    this.view = blockView(prose.desk, this, value);
    this.select = h(
      "select",
      { class: "kind", onchange: () => this.turn(this.select.value) },
      kinds(value).map((kind) => h("option", { value: kind }, t(`kind.${kind}`))),
    );
    this.select.value = kindOf(value);
    this.element = h(
      "div",
      { class: `block block-${kindOf(value)}` },
      !prose.desk.readOnly &&
        h(
          "div",
          { class: "tools" },
          this.select,
          h(
            "div",
            { class: "tool-row" },
            (this.view.moves ?? []).map(([name, act]) => this.tool(name, act)),
            this.tool("up", () => prose.move(this.index, -1)),
            this.tool("lower", () => prose.move(this.index, 1)),
            this.tool("cross", () => prose.remove(this.index)),
          ),
        ),
      h("div", { class: "block-body" }, this.view.element),
    );
    this.relabel();
  }

  tool(name, act) {
    return h("button", { type: "button", class: "tool", onclick: act, data: { tool: name } }, icon(name));
  }

  path(...more) {
    return [...this.prose.path, this.index, ...more];
  }

  // What a screen reader says: which section, which paragraph.
  name() {
    return t("block.name", { section: this.prose.label, number: this.index + 1 });
  }

  relabel() {
    const name = this.name();
    this.select.setAttribute("aria-label", t("block.kind", { name }));
    for (const button of this.element.querySelectorAll("[data-tool]")) {
      const words = t(`block.${button.dataset.tool}`);
      button.title = words;
      button.setAttribute("aria-label", `${words}: ${name}`);
    }
    this.view.relabel?.(name);
  }

  update(value, index) {
    const moved = this.index !== index;
    this.index = index;
    this.value = value;
    this.view.update();
    if (moved) this.relabel();
  }

  turn(kind) {
    this.prose.desk.model.set(this.path(), withKind(this.value, kind));
    this.prose.focus(this.index);
  }
}

// Blocks of the same shape have the same fields. Those whose views see to their own fields have but one.
const shapeOf = (value) => {
  const kind = kindOf(value);
  if (OWN_FIELDS.includes(kind)) return kind;
  if (kind === "heading") return value.has("text") ? "heading, text" : "heading";
  return valueShape(value);
};

const valueShape = (value) => {
  if (Array.isArray(value)) return `[${value.map(valueShape).join()}]`;
  if (value instanceof Map) return `{${[...value].map(([key, v]) => key + valueShape(v)).join()}}`;
  return typeof value === "string" ? "s" : "v";
};

export class ProseView {
  constructor(desk, path, label) {
    Object.assign(this, { desk, path, label });
    this.blocks = [];
    this.list = h("div", { class: "blocks" });
    this.ghost = null;
    this.element = h("div", { class: "prose" }, this.list, !desk.readOnly && this.adders());
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("paste", (event) => this.paste(event));
    this.element.addEventListener("focusout", (event) => this.leave(event));
    this.update();
  }

  adders() {
    const add = (kind) =>
      h(
        "button",
        { type: "button", class: "small quiet", onclick: () => this.add(kind) },
        icon("plus"),
        t(`kind.${kind}`),
      );
    return h(
      "div",
      { class: "adders", role: "group", "aria-label": t("block.add", { section: this.label }) },
      add("text"),
      add("heading"),
      add("list"),
      add("table"),
      add("picture"),
      add("chart"),
    );
  }

  values() {
    const value = this.desk.model.at(this.path);
    return Array.isArray(value) ? value : [];
  }

  update() {
    const values = this.values();
    const old = this.blocks;
    let head = 0;
    while (head < old.length && head < values.length && old[head].value === values[head]) head++;
    let tail = 0;
    while (
      tail < old.length - head &&
      tail < values.length - head &&
      old.at(-1 - tail).value === values.at(-1 - tail)
    )
      tail++;
    const middle = old.slice(head, old.length - tail);
    const made = values
      .slice(head, values.length - tail)
      .map((value, i) => this.reuse(middle, value, head + i));
    for (const block of middle) this.drop(block);
    this.blocks = [...old.slice(0, head), ...made, ...old.slice(old.length - tail)];
    let after = null;
    for (const [index, block] of [...this.blocks.entries()].reverse()) {
      if (block.element.nextSibling !== after || block.element.parentNode !== this.list)
        this.list.insertBefore(block.element, after);
      after = block.element;
      if (block.index !== index || block.value !== values[index]) block.update(values[index], index);
    }
    this.desk.fields.forget();
    this.showGhost(values.length === 0);
  }

  reuse(middle, value, index) {
    const shape = shapeOf(value);
    const i = middle.findIndex((block) => block.shape === shape);
    if (i < 0) return new Block(this, index, value);
    const [block] = middle.splice(i, 1);
    return block;
  }

  drop(block) {
    this.desk.fields.removeWithin(block.element);
    block.element.remove();
  }

  // The empty line of a section without text: typing in it makes its first paragraph.
  showGhost(wanted) {
    if (wanted === (this.ghost !== null)) return;
    if (!wanted) {
      const had = this.ghost.box.contains(document.activeElement);
      this.desk.fields.removeWithin(this.ghost.box);
      this.ghost.box.remove();
      this.ghost = null;
      if (had) this.focus(0, "end");
      return;
    }
    this.ghost = new TextField(this.desk, {
      path: () => [...this.path, 0],
      label: t("block.first", { section: this.label }),
      hideLabel: true,
      placeholder: this.desk.readOnly ? t("block.empty") : t("block.write"),
      class: "text para",
    });
    this.list.append(this.ghost.box);
  }

  focus(index, where = "start") {
    const block = this.blocks[index];
    if (block?.view.focus) {
      block.view.focus();
      return;
    }
    const inputs = block ? [...block.element.querySelectorAll("textarea, .block-body input")] : [];
    const input = where === "end" ? inputs.at(-1) : inputs[0];
    const target = input ?? this.ghost?.input;
    if (!target) return;
    target.focus();
    const caret = typeof where === "number" ? where : where === "end" ? target.value.length : 0;
    target.setSelectionRange?.(caret, caret);
  }

  add(kind) {
    const index = this.values().length;
    this.insert(index, withKind("", kind));
    this.focus(index);
  }

  // Behind a block, once the server has it.
  async addPicture(file, after) {
    const block = await pictureBlock(file);
    if (block === null) return;
    this.insert(Math.min(after + 1, this.values().length), block);
    this.focus(Math.min(after + 1, this.values().length - 1));
  }

  insert(index, ...values) {
    this.desk.model.splice(this.path, index, 0, ...values);
  }

  remove(index) {
    this.desk.model.splice(this.path, index, 1);
    this.focus(Math.min(index, this.blocks.length - 1));
  }

  move(index, by) {
    const values = this.values();
    if (index + by < 0 || index + by >= values.length) return;
    this.desk.model.swap(this.path, index, index + by);
    this.focus(index + by);
  }

  blockOf(target) {
    return this.blocks.find((block) => block.element.contains(target));
  }

  // ---- keys in paragraphs ----

  key(event) {
    const block = this.blockOf(event.target);
    const input = event.target;
    if (!block || event.isComposing || this.desk.readOnly || input.tagName !== "TEXTAREA") return;
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.move(block.index, event.key === "ArrowUp" ? -1 : 1);
      return;
    }
    if (this.walk(event, block, input)) return;
    if (typeof block.value === "string") this.paragraphKey(event, block, input);
    else block.view.key?.(event, input);
  }

  // Arrows lead from block to block.
  walk(event, block, input) {
    const atStart = input.selectionEnd === 0;
    const atEnd = input.selectionStart === input.value.length;
    const next = event.key === "ArrowDown" && atEnd ? 1 : event.key === "ArrowUp" && atStart ? -1 : 0;
    if (next === 0 || event.shiftKey || block.element.querySelectorAll("textarea").length > 1) return false;
    if (!this.blocks[block.index + next]) return false;
    event.preventDefault();
    this.focus(block.index + next, next > 0 ? "start" : "end");
    return true;
  }

  paragraphKey(event, block, input) {
    const { selectionStart: start, selectionEnd: end, value } = input;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.desk.model.splice(this.path, block.index, 1, value.slice(0, start), value.slice(end));
      this.focus(block.index + 1);
    } else if (event.key === "Backspace" && start === 0 && end === 0) {
      this.join(event, block.index - 1, block.index);
    } else if (event.key === "Delete" && start === value.length) {
      this.join(event, block.index, block.index + 1);
    }
  }

  join(event, first, second) {
    const [a, b] = [this.values()[first], this.values()[second]];
    if (typeof a === "string" && typeof b === "string") {
      event.preventDefault();
      this.desk.model.splice(this.path, first, 2, a + b);
      this.focus(first, a.length);
    } else if (b === "") {
      event.preventDefault();
      this.remove(second);
      this.focus(first, "end");
    }
  }

  // A paragraph that is left empty goes.
  leave(event) {
    const block = this.blockOf(event.target);
    if (!block || block.value !== "" || block.element.contains(event.relatedTarget)) return;
    // Once the focus has arrived where it goes, and if nothing else has changed the paragraph.
    queueMicrotask(() => {
      if (this.values()[block.index] !== "" || !this.blocks.includes(block)) return;
      if (block.element.contains(document.activeElement) || !block.element.isConnected) return;
      this.desk.model.splice(this.path, block.index, 1);
    });
  }

  paste(event) {
    const input = event.target;
    const block = this.blockOf(input);
    const isGhost = this.ghost?.input === input;
    if (this.desk.readOnly || input.tagName !== "TEXTAREA" || (!isGhost && typeof block?.value !== "string"))
      return;
    const picture = pictureAmong(event.clipboardData);
    if (picture) {
      event.preventDefault();
      this.addPicture(picture, isGhost ? -1 : block.index);
      return;
    }
    const pasted = proseOf(event.clipboardData);
    if (pasted.length < 2 && typeof pasted[0] === "string") {
      if (!event.clipboardData.getData("text/plain").includes("\n")) return;
    }
    if (pasted.length === 0) return;
    event.preventDefault();
    const [before, after] = [
      input.value.slice(0, input.selectionStart),
      input.value.slice(input.selectionEnd),
    ];
    const values = joinEnds(before, pasted, after);
    const index = isGhost ? 0 : block.index;
    this.desk.model.splice(this.path, index, isGhost ? 0 : 1, ...values);
    this.focus(index + values.length - 1, "end");
  }
}

// Text before and after the caret goes on in the first and the last paragraph that were pasted.
function joinEnds(before, pasted, after) {
  const values = [...pasted];
  if (typeof values[0] === "string") values[0] = before + values[0];
  else if (before !== "") values.unshift(before);
  if (typeof values.at(-1) === "string") values[values.length - 1] += after;
  else if (after !== "") values.push(after);
  return values;
}
