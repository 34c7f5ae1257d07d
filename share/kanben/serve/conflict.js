// SPDX-License-Identifier: MIT
// Two versions of a report that both go back to a third: what differs, and one version out of both.

import { ask } from "./dialog.js";
import { h } from "./dom.js";
import { newId } from "./fields.js";
import { Num, equal, pointerOf, print, withValue } from "./json.js";
import { t } from "./text.js";

// [{path, base, mine, theirs, choice}]: the smallest values that differ. choice is null where both sides
// changed the same value: only a person can tell.
export function differences(base, mine, theirs, path = []) {
  if (equal(mine, theirs)) return [];
  const all = [mine, theirs];
  if (all.every((v) => v instanceof Map)) {
    const keys = new Set([...theirs.keys(), ...mine.keys()]);
    const old = base instanceof Map ? base : new Map();
    return [...keys].flatMap((key) =>
      differences(old.get(key), mine.get(key), theirs.get(key), [...path, key]),
    );
  }
  if (all.every(Array.isArray) && mine.length === theirs.length) {
    const old = Array.isArray(base) && base.length === mine.length ? base : [];
    return mine.flatMap((v, i) => differences(old[i], v, theirs[i], [...path, i]));
  }
  const choice = equal(mine, base) ? "theirs" : equal(theirs, base) ? "mine" : null;
  return [{ path, base, mine, theirs, choice }];
}

export function combine(theirs, found) {
  let root = theirs;
  for (const { path, mine, theirs: other, choice } of found) {
    if (choice === "mine") root = withValue(root, path, mine);
    else if (choice === "both")
      root = withValue(root, path, [...other, ...mine.filter((v) => !other.some((o) => equal(o, v)))]);
  }
  return root;
}

const words = (value) => {
  if (value === undefined || value === null || value === "") return t("conflict.nothing");
  if (typeof value === "string") return value;
  if (value instanceof Num) return value.raw;
  if (Array.isArray(value) && value.every((v) => typeof v === "string")) return value.join("\n");
  return print(value);
};

// Resolves to {action, found}: "merge", "copy" (keep mine under another name), or null.
export async function askConflict(base, mine, theirs, nameOf) {
  const found = differences(base, mine, theirs);
  const rows = found.map((difference) => choiceRow(difference, nameOf));
  const content = [
    h("p", {}, t("conflict.words")),
    h(
      "div",
      { class: "table-scroll" },
      h(
        "table",
        { class: "list choices" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ["place", "mine", "theirs"].map((key) => h("th", { scope: "col" }, t(`conflict.${key}`))),
          ),
        ),
        h("tbody", {}, rows),
      ),
    ),
  ];
  const action = await ask(
    t("conflict.title"),
    content,
    [
      ["merge", t("conflict.merge"), "primary"],
      ["copy", t("conflict.copy")],
    ],
    "broad",
  );
  return { action, found };
}

function choiceRow(difference, nameOf) {
  const group = newId("choice");
  const clash = difference.choice === null;
  const place = nameOf(pointerOf(difference.path));
  // Until somebody chooses, what was typed here stays.
  difference.choice ??= "mine";
  const side = (choice, content) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name: group,
        checked: difference.choice === choice,
        "aria-label": `${place}: ${t(`conflict.${choice}`)}`,
        onchange: () => {
          difference.choice = choice;
        },
      }),
      h("span", { class: "side-words" }, content),
    );
  const canBoth = clash && Array.isArray(difference.mine) && Array.isArray(difference.theirs);
  return h(
    "tr",
    { class: clash ? "clash" : "" },
    h("th", { scope: "row" }, place, clash && h("span", { class: "tag error" }, t("conflict.clash"))),
    h("td", {}, side("mine", words(difference.mine)), canBoth && side("both", t("conflict.both"))),
    h("td", {}, side("theirs", words(difference.theirs))),
  );
}
