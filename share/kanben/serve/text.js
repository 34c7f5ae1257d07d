// SPDX-License-Identifier: MIT
// The words of the screen: one message file per language. A text's {name} is filled in.

export const LANGUAGES = ["zh", "en"];
const KEPT = "kanben.language";

let words = {};
export let language = "zh";

function wanted() {
  const kept = localStorage.getItem(KEPT);
  if (LANGUAGES.includes(kept)) return kept;
  return (navigator.languages ?? []).some((l) => /^zh\b/i.test(l)) ? "zh" : "en";
}

export async function load() {
  language = wanted();
  const answer = await fetch(new URL(`${language}.json`, import.meta.url));
  words = await answer.json();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  // For the dates, which browsers write themselves.
  document.title = t("app");
}

export function choose(other) {
  localStorage.setItem(KEPT, other);
  location.reload();
}

export function t(key, values = {}) {
  const text = words[key];
  // The key shows what is missing; a test compares the files with what the modules ask for.
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const time = (date) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(date);

export const clock = (date) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  }).format(date);
