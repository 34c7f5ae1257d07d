// SPDX-License-Identifier: MIT
// Choosing a picture: one of the folder, or one of this computer, which is put into the folder.

import * as api from "./api.js";
import { ask, say } from "./dialog.js";
import { h, icon } from "./dom.js";
import { newId } from "./fields.js";
import { t } from "./text.js";

const KINDS = ["image/png", "image/jpeg"];

// Resolves to its path in the folder, or to null: it was not taken, and the user knows why.
export async function sendPicture(file) {
  try {
    return (await api.addPicture(file)).file;
  } catch (failed) {
    if (failed.status === undefined) throw failed;
    say(failed.message || t("offline.words"));
    return null;
  }
}

// The picture among what is pasted or dropped, or undefined.
export const pictureAmong = (data) => [...(data?.files ?? [])].find((file) => KINDS.includes(file.type));

// Resolves to the path of the picture that was chosen, or to null.
export async function choosePicture(now) {
  const group = newId("picture");
  const list = h("div", {
    class: "gallery",
    role: "radiogroup",
    "aria-label": t("picture.folder"),
    // Enter takes the picture that one is at, ticked or not.
    onkeydown: (event) => {
      if (event.key === "Enter" && event.target.type === "radio") event.target.checked = true;
    },
  });
  const none = h("p", { class: "faint" }, t("picture.folder-empty"));
  const known = (await api.pictures().catch(() => ({ pictures: [] }))).pictures;
  const add = (file, isChosen) => {
    const found = [...list.querySelectorAll("input")].find((input) => input.value === file);
    const radio = found ?? h("input", { type: "radio", name: group, value: file });
    if (!found) list[isChosen ? "prepend" : "append"](pictureOf(radio, file));
    if (isChosen) radio.checked = true;
    none.hidden = true;
  };
  for (const { file } of known) add(file, file === now);
  const content = h(
    "div",
    { class: "picture-choice" },
    uploader(async (chosen) => {
      const file = await sendPicture(chosen);
      if (file !== null) add(file, true);
    }),
    h("p", {}, t("picture.folder")),
    none,
    list,
  );
  const chosen = await ask(t("picture.title"), content, [["take", t("picture.take"), "primary"]], "broad");
  return chosen ? (list.querySelector("input:checked")?.value ?? null) : null;
}

const pictureOf = (radio, file) =>
  h(
    "label",
    { class: "gallery-picture" },
    radio,
    h("img", { src: api.pictureAddress(file), alt: "", loading: "lazy" }),
    h("span", { lang: "zh-CN" }, file.split("/").at(-1)),
  );

function uploader(send) {
  const input = h("input", {
    type: "file",
    class: "hidden",
    id: newId("file"),
    accept: KINDS.join(),
    onchange: () => input.files.length > 0 && send(input.files[0]),
  });
  return h(
    "p",
    { class: "drop" },
    icon("picture"),
    h(
      "span",
      {},
      input,
      h("label", { for: input.id }, t("picture.upload")),
      h("small", {}, t("picture.kinds")),
    ),
  );
}
