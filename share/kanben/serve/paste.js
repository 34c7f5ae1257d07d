// SPDX-License-Identifier: MIT
// What a clipboard holds, as a block of texts: Excel, WPS and web pages give HTML with a table, all of
// them tab-separated text as well.

const MOST_CELLS = 200000;

// [[text, …], …], null where a merged cell goes on; null if the clipboard has no more than one text.
export function blockOf(clipboard) {
  const html = clipboard.getData("text/html");
  const block = (html && tableOf(html)) || separated(clipboard.getData("text/plain"));
  return block.length > 1 || (block[0]?.length ?? 0) > 1 ? block : null;
}

function tableOf(html) {
  // Parsed into a document without scripts or requests; only its texts are taken.
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (table === null) return null;
  const block = [...table.rows].map(() => []);
  for (const [r, row] of [...table.rows].entries()) {
    let c = 0;
    for (const cell of row.cells) {
      while (block[r][c] !== undefined) c++;
      const rows = Math.min(cell.rowSpan || 1, block.length - r);
      const columns = Math.min(cell.colSpan || 1, 1000);
      if (rows * columns > MOST_CELLS) return null;
      for (let i = 0; i < rows; i++)
        for (let k = 0; k < columns; k++) block[r + i][c + k] = i + k === 0 ? tidy(cell.textContent) : null;
    }
  }
  const width = Math.max(0, ...block.map((row) => row.length));
  return block.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? (i in row ? null : "")));
}

const tidy = (text) => text.replace(/\s+/g, " ").trim();

// Tab-separated, with quoted cells as spreadsheets write them.
export function separated(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=\t|\r|\n|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  const body = (text ?? "").replace(/(?:\r\n|\r|\n)$/, "");
  for (;;) {
    const found = pattern.exec(body);
    if (found === null) break;
    rows.at(-1).push(tidy(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"')));
    if (found[3] === "") break;
    if (found[3] !== "\t") rows.push([]);
  }
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
}

const isFigure = (text) => /^[/]$|^[-+]?[0-9\uff10-\uff19]/.test(text);

// Leaves out the heads and labels that were copied along with the figures: leading rows and columns that
// have words but no figure.
export function withoutHeads(block) {
  const isHead = (texts) => texts.some((text) => text) && !texts.some((text) => text && isFigure(text));
  if (isHead(block.flat())) return { block, left: 0, top: 0 };
  let top = 0;
  while (isHead(block[top])) top++;
  const rows = block.slice(top);
  let left = 0;
  while (isHead(rows.map((row) => row[left]))) left++;
  return { block: rows.map((row) => row.slice(left)), left, top };
}

// A figure as people type it, in the form that reports have: half width, no thousands separators.
export function figure(text) {
  const narrow = text
    .trim()
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  if (/^[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/.test(narrow)) return narrow.replaceAll(",", "");
  return /^[-+./0-9]*$/.test(narrow) ? narrow : text.trim();
}

// Prose: each line a paragraph; headings and lists where HTML says so.
export function proseOf(clipboard) {
  const html = clipboard.getData("text/html");
  const blocks = html ? blocksOf(new DOMParser().parseFromString(html, "text/html").body) : [];
  if (blocks.length > 0) return blocks;
  return clipboard
    .getData("text/plain")
    .split(/\r\n|\r|\n/)
    .map(tidy)
    .filter((line) => line !== "");
}

const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,td,th,div,blockquote,pre,dt,dd,section,article,ul,ol,table";

function blocksOf(body) {
  const found = [];
  for (const element of body.querySelectorAll("h1,h2,h3,h4,h5,h6,p,li,td,th,div,blockquote,pre,dt,dd")) {
    if (element.tagName !== "LI" && element.closest("li")) continue;
    if (element.tagName !== "LI" && element.querySelector(BLOCKS)) continue;
    const text = tidy(element.textContent);
    if (text === "") continue;
    if (/^H[1-6]$/.test(element.tagName)) found.push(new Map([["heading", text]]));
    else if (element.tagName === "LI") addItem(found, text, element.parentElement.tagName === "OL");
    else found.push(text);
  }
  return found;
}

function addItem(found, text, ordered) {
  const last = found.at(-1);
  if (last instanceof Map && last.has("list") && (last.get("ordered") ?? false) === ordered)
    last.get("list").push(text);
  else found.push(new Map([["list", [text]], ...(ordered ? [["ordered", true]] : [])]));
}
