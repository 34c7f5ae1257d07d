// SPDX-License-Identifier: MIT
// Questions to the user, as modal dialogs, and short messages at the foot of the window.

import { h, icon, replace } from "./dom.js";
import { newId } from "./fields.js";
import { t } from "./text.js";

// Shows a dialog; resolves to the value of the button that was pressed, or to null. `buttons` is
// [[value, words, "primary"?], …]; one that only closes it needs no other.
export function ask(title, content, buttons, look = "") {
  const id = newId("dialog");
  const back = document.activeElement;
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: `dialog ${look}`, "aria-labelledby": id });
    const done = (value) => {
      dialog.close();
      dialog.remove();
      back?.focus?.();
      resolve(value);
    };
    const form = h(
      "form",
      {
        method: "dialog",
        onsubmit: (event) => {
          event.preventDefault();
          done(event.submitter?.value ?? buttons[0][0]);
        },
      },
      h("h2", { id }, title),
      h("div", { class: "dialog-body" }, content),
      h(
        "div",
        { class: "dialog-buttons" },
        buttons.map(([value, words, kind]) =>
          h("button", { type: "submit", value, class: kind ?? "" }, words),
        ),
        buttons[0][0] !== "close" &&
          h("button", { type: "button", class: "quiet", onclick: () => done(null) }, t("cancel")),
      ),
    );
    dialog.append(form);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      done(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

const SHOWN_MS = 8000;
let region = null;
let timer = 0;

// A message that goes by itself; a screen reader reads it out.
export function say(words) {
  region ??= document.getElementById("said");
  clearTimeout(timer);
  const close = h(
    "button",
    { type: "button", class: "tool", "aria-label": t("close"), onclick: () => replace(region) },
    icon("cross"),
  );
  replace(region, h("p", {}, words), close);
  timer = setTimeout(() => replace(region), SHOWN_MS);
}
