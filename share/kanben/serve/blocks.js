// SPDX-License-Identifier: MIT
// The kinds of blocks that prose may hold, and the fields of each.

import { h } from "./dom.js";
import { TextField } from "./fields.js";
import { ChartView, NotedView, PictureView, emptyChart, emptyPicture } from "./figures.js";
import { Num, equal, parse, print } from "./json.js";
import { OwnTable, emptyTable } from "./own-table.js";
import { t } from "./text.js";

const TURNABLE = ["text", "heading", "list", "numbered", "noted"];

export function kindOf(value) {
  if (typeof value === "string") return "text";
  if (!(value instanceof Map)) return "other";
  if (value.has("heading")) return "heading";
  if (value.has("list")) return value.get("ordered") === true ? "numbered" : "list";
  if (value.has("notes")) return "noted";
  for (const kind of ["table", "picture", "chart"]) if (value.get(kind) instanceof Map) return kind;
  return "other";
}

// Into which kinds a block can be turned without loss.
export function kinds(value) {
  const own = kindOf(value);
  if (own === "noted" && value.get("notes").some((note) => note !== "")) return [own];
  return TURNABLE.includes(own) ? TURNABLE : [own];
}

const linesOf = (value) => {
  if (typeof value === "string") return [value];
  if (value.has("list")) return value.get("list").flatMap(itemLines);
  return [value.get("heading"), value.get("text")].filter((part) => part !== undefined);
};

const itemLines = (item) =>
  typeof item === "string"
    ? [item]
    : [item.get("text") ?? "", ...(item.get("list") ?? []).flatMap(itemLines)];

const MAKERS = { table: emptyTable, picture: emptyPicture, chart: emptyChart };

export function withKind(value, kind) {
  if (MAKERS[kind]) return new Map([[kind, MAKERS[kind]()]]);
  if (kind === kindOf(value)) return value;
  if (kind === "list" || kind === "numbered") {
    const list = value instanceof Map && value.has("list") ? value.get("list") : linesOf(value);
    return new Map([["list", list], ...(kind === "numbered" ? [["ordered", true]] : [])]);
  }
  const lines = linesOf(value);
  if (kind === "text") return lines.join("\n");
  if (kind === "noted")
    return new Map([
      ["text", lines.join("\n")],
      ["notes", [""]],
    ]);
  const [heading, ...rest] = lines;
  return new Map([["heading", heading], ...(rest.length > 0 ? [["text", rest.join("\n")]] : [])]);
}

export function blockView(desk, block, value) {
  const kind = kindOf(value);
  if (kind === "text") return new ParagraphView(desk, block);
  if (kind === "heading") return new HeadingView(desk, block, value);
  if (kind === "list" || kind === "numbered") return new ListView(desk, block, value);
  if (kind === "picture") return new PictureView(desk, block);
  if (kind === "chart") return new ChartView(desk, block);
  if (kind === "noted") return new NotedView(desk, block);
  if (kind === "table")
    return new OwnTable(desk, (...more) => block.path("table", ...more), value.get("table"));
  return new OtherView(desk, (...more) => block.path(...more), value);
}

class FieldsView {
  constructor() {
    this.fields = [];
  }

  update() {
    for (const field of this.fields) field.update();
  }

  relabel(name) {
    for (const field of this.fields) field.input.setAttribute("aria-label", name);
  }
}

class ParagraphView extends FieldsView {
  constructor(desk, block) {
    super();
    this.fields.push(
      new TextField(desk, {
        path: () => block.path(),
        label: block.name(),
        hideLabel: true,
        class: "text para",
        write: (text) => text,
      }),
    );
    this.element = this.fields[0].box;
  }
}

class HeadingView extends FieldsView {
  constructor(desk, block, value) {
    super();
    const make = (key, look) =>
      new TextField(desk, {
        path: () => block.path(key),
        label: block.name(),
        hideLabel: true,
        class: `text ${look}`,
        write: (text) => text,
      });
    this.fields.push(make("heading", "heading"));
    if (value.has("text")) this.fields.push(make("text", "para"));
    Object.assign(this, { desk, block });
    this.level = h(
      "select",
      { class: "level", disabled: desk.readOnly, onchange: () => this.choose() },
      ["", "1", "2", "3", "4"].map((level) =>
        h("option", { value: level }, level === "" ? t("level.auto") : t("level.of", { level })),
      ),
    );
    this.element = h(
      "div",
      {},
      h("div", { class: "with-level" }, this.fields[0].box, this.level),
      this.fields.slice(1).map((field) => field.box),
    );
    this.update();
  }

  choose() {
    const { value } = this.level;
    this.desk.model.set(this.block.path("level"), value === "" ? undefined : new Num(value));
  }

  update() {
    super.update();
    this.level.value = this.desk.model.at(this.block.path("level"))?.raw ?? "";
  }

  relabel(name) {
    super.relabel(name);
    this.level.setAttribute("aria-label", t("level.label", { name }));
  }

  // Enter in a heading begins a paragraph.
  key(event, input) {
    if (event.key === "Enter" && !event.shiftKey && input === this.fields.at(-1).input) {
      event.preventDefault();
      this.block.prose.insert(this.block.index + 1, "");
      this.block.prose.focus(this.block.index + 1);
    } else if (event.key === "Backspace" && input.value === "" && this.fields.length === 1) {
      event.preventDefault();
      this.block.prose.remove(this.block.index);
    }
  }
}

// Items, each with a list of its own at most: there is no third level.
class ListView extends FieldsView {
  constructor(desk, block, value) {
    super();
    Object.assign(this, { desk, block });
    this.places = new Map();
    // Of the item that had the focus last: the buttons take it away.
    this.last = null;
    this.moves = [
      ["indent", () => this.indent(this.last)],
      ["outdent", () => this.outdent(this.last)],
    ];
    this.element = this.listOf(value.get("list"), ["list"], value.get("ordered") === true);
  }

  listOf(items, path, ordered) {
    return h(
      ordered ? "ol" : "ul",
      { class: "items" },
      (items ?? []).map((item, i) => {
        const own = [...path, i];
        const isText = typeof item === "string";
        const field = new TextField(this.desk, {
          path: () => this.block.path(...own, ...(isText ? [] : ["text"])),
          label: this.block.name(),
          hideLabel: true,
          class: "text item",
          write: (text) => text,
        });
        this.fields.push(field);
        this.places.set(field.input, { path: own });
        field.input.addEventListener("focus", () => (this.last = this.places.get(field.input)));
        return h(
          "li",
          {},
          field.box,
          !isText &&
            item.has("list") &&
            this.listOf(item.get("list"), [...own, "list"], item.get("ordered") === true),
        );
      }),
    );
  }

  // The item as it is now: the fields stay while texts change.
  item(place) {
    return this.desk.model.at(this.block.path(...place.path));
  }

  key(event, input) {
    const place = this.places.get(input);
    if (!place) return;
    const list = place.path.slice(0, -1);
    const index = place.path.at(-1);
    const { model } = this.desk;
    if ((event.ctrlKey || event.metaKey) && ["[", "]"].includes(event.key)) {
      event.preventDefault();
      if (event.key === "]") this.indent(place);
      else this.outdent(place);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.split(input, place, list, index);
    } else if (event.key === "Backspace" && input.value === "" && typeof this.item(place) === "string") {
      event.preventDefault();
      const rest = model.at(this.block.path(...list)).length - 1;
      // The last item takes its list along.
      if (rest === 0 && list.length === 1) this.block.prose.remove(this.block.index);
      else if (rest > 0) {
        model.splice(this.block.path(...list), index, 1);
        this.focusItem([...list, Math.max(0, index - 1)]);
      }
    }
  }

  split(input, place, list, index) {
    const { model } = this.desk;
    const items = model.at(this.block.path(...list));
    if (input.value === "" && index === items.length - 1 && list.length === 3) {
      this.outdent(place);
      return;
    }
    // Enter on an empty item at the end leaves the list.
    if (input.value === "" && index === items.length - 1 && items.length > 1 && list.length === 1) {
      const value = new Map(this.block.value).set("list", items.slice(0, -1));
      model.splice(this.block.prose.path, this.block.index, 1, value, "");
      this.block.prose.focus(this.block.index + 1);
      return;
    }
    const text = input.value;
    const first = text.slice(0, input.selectionStart);
    const item = this.item(place);
    const head = typeof item === "string" ? first : new Map(item).set("text", first);
    model.splice(this.block.path(...list), index, 1, head, text.slice(input.selectionEnd));
    this.focusItem([...list, index + 1]);
  }

  // Into the list of the item before it. There is no third level, so an item that has a list stays.
  indent(place) {
    const path = place?.path;
    if (path?.length !== 2 || path[1] === 0) return;
    const item = this.item(place);
    if (typeof item !== "string") return;
    const items = this.desk.model.at(this.block.path("list"));
    const before = items[path[1] - 1];
    const list = [...((typeof before === "string" ? undefined : before.get("list")) ?? []), item];
    const parent = new Map(typeof before === "string" ? [["text", before]] : before).set("list", list);
    this.desk.model.splice(this.block.path("list"), path[1] - 1, 2, parent);
    this.focusItem(["list", path[1] - 1, "list", list.length - 1]);
  }

  // Behind the item that it was in; those that followed it become its own.
  outdent(place) {
    const path = place?.path;
    if (path?.length !== 4) return;
    const item = this.item(place);
    const [, index, , own] = path;
    const parent = this.desk.model.at(this.block.path("list", index));
    const list = parent.get("list");
    const withList = (text, rest) => {
      if (rest.length === 0) return text;
      const ordered = parent.get("ordered") === true ? [["ordered", true]] : [];
      return new Map([["text", text], ["list", rest], ...ordered]);
    };
    this.desk.model.splice(
      this.block.path("list"),
      index,
      1,
      withList(parent.get("text") ?? "", list.slice(0, own)),
      withList(item, list.slice(own + 1)),
    );
    this.focusItem(["list", index + 1]);
  }

  // The list was made anew, by another view.
  focusItem(path) {
    this.desk.focusPlace(this.desk.pointerOf(this.block.path(...path)));
  }
}

// A block of a kind that this form has no fields of its own for: its texts as fields, the rest as JSON.
export class OtherView extends FieldsView {
  constructor(desk, path, value) {
    super();
    const members = value instanceof Map ? [...value] : [["", value]];
    this.element = h(
      "fieldset",
      { class: "other" },
      h("legend", {}, t("kind.other")),
      members.map(([key, v]) => {
        const own = () => (key === "" ? path() : path(key));
        const shared = { path: own, label: nameOf(key), class: "text" };
        const field =
          typeof v === "string"
            ? new TextField(desk, { ...shared, write: (text) => text })
            : new TextField(desk, { ...shared, class: "text code", ...asJson(v) });
        this.fields.push(field);
        return field.box;
      }),
    );
  }

  relabel() {}
}

const nameOf = (key) => {
  const words = t(`member.${key}`);
  return words.startsWith("member.") ? key || "JSON" : words;
};

// Half-typed JSON changes nothing.
function asJson(first) {
  let kept = first;
  let typed = null;
  return {
    read(value) {
      if (value === undefined) return "";
      if (!equal(value, kept)) typed = null;
      kept = value;
      return typed ?? print(value);
    },
    write(text) {
      typed = text;
      try {
        kept = parse(text);
      } catch {
        return kept;
      }
      return kept;
    },
  };
}
