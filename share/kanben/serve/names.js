// SPDX-License-Identifier: MIT
// Names of reports, as the server allows them (docs/serve.md, "Names").

const ALLOWED = /[^\p{Script=Han}A-Za-z0-9 \-_.()\uff08\uff09\u3014\u3015\u00b7]/gu;
const MOST_BYTES = 200;
const ENDING = ".json";

// A name as near to a text as is allowed.
export function nameFrom(text, taken = []) {
  let stem = text
    .replace(/\.json$/i, "")
    .replace(ALLOWED, "")
    .replace(/^[. ]+/, "")
    .trim();
  const encoder = new TextEncoder();
  while (encoder.encode(stem).length > MOST_BYTES - ENDING.length - 4) stem = [...stem].slice(0, -1).join("");
  if (stem === "") stem = "report";
  for (let n = 1; ; n++) {
    const name = `${stem}${n > 1 ? `-${n}` : ""}${ENDING}`;
    if (!taken.includes(name)) return name;
  }
}

export const stemOf = (name) => name.replace(/\.json$/, "");
