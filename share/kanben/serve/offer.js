// SPDX-License-Identifier: MIT
// Changes that this browser kept and the server never got, offered again.

import { h } from "./dom.js";
import { t, time } from "./text.js";

export class OfferPane {
  constructor(draft, { take, drop }) {
    const done = (act) => () => {
      this.element.remove();
      act();
    };
    this.element = h(
      "section",
      { class: "offer", role: "alert" },
      h("p", {}, t("offer.words", { time: time(new Date(draft.time)) })),
      h(
        "div",
        {},
        h("button", { type: "button", class: "primary", onclick: done(take) }, t("offer.take")),
        h("button", { type: "button", class: "quiet", onclick: done(drop) }, t("offer.drop")),
      ),
    );
  }
}
