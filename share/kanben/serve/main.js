// SPDX-License-Identifier: MIT
// Which screen is shown: the address after "#" says so, so that the browser's own buttons work.

import { Failed, session } from "./api.js";
import { DeskScreen } from "./desk.js";
import { h, replace } from "./dom.js";
import { ImportScreen } from "./import.js";
import { MergeScreen } from "./merge.js";
import { ReportScreen } from "./report.js";
import { load, t } from "./text.js";

// What all screens share: the session, the screen that is shown, files on their way to the import.
const app = { session: null, screen: null, files: [], selected: [] };

app.go = (address) => {
  location.hash = address;
};

const MAKERS = {
  report: (name) => new ReportScreen(app, name),
  import: () => new ImportScreen(app),
  merge: () => new MergeScreen(app),
};

// Which screen, and of which report; the list for what makes no sense.
function asked() {
  const [kind, ...rest] = location.hash.slice(2).split("/");
  try {
    return [kind, decodeURIComponent(rest.join("/"))];
  } catch {
    return ["", ""];
  }
}

async function show() {
  const [kind, name] = asked();
  const leaving = app.screen;
  // A question of the screen that is left has no answer any more.
  for (const dialog of document.querySelectorAll("dialog[open]"))
    dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
  if (leaving) await leaving.close();
  const screen = (MAKERS[kind] ?? (() => new DeskScreen(app)))(name);
  app.screen = screen;
  const root = document.getElementById("app");
  replace(root, screen.element);
  scrollTo(0, 0);
  try {
    await screen.open();
  } catch (failed) {
    if (!(failed instanceof Failed)) throw failed;
    if (app.screen === screen) replace(root, problem(failed));
  }
}

function problem(failed) {
  const words =
    failed.status === 0 ? t("offline.words") : failed.status === 401 ? t("token.words") : failed.message;
  return h(
    "main",
    { class: "problem" },
    h("h1", {}, t("problem")),
    h("p", {}, words),
    h(
      "p",
      {},
      h("button", { type: "button", class: "primary", onclick: () => location.reload() }, t("again")),
      " ",
      h("a", { href: "#/" }, t("desk")),
    ),
  );
}

await load();
try {
  app.session = await session();
  addEventListener("hashchange", show);
  await show();
} catch (failed) {
  if (!(failed instanceof Failed)) throw failed;
  // Without the server, what was typed is still here.
  replace(document.getElementById("app"), problem(failed));
  if (failed.status === 0) setTimeout(() => location.reload(), 5000);
}
