// SPDX-License-Identifier: MIT
// usage: node write_docx.mjs NODE_MODULES <DOCUMENTS: writes .docx files with npm's docx.
// DOCUMENTS is JSON: {file: [[kind, text], ["table", [[{text, rows, columns}]]]]}
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const docx = createRequire(resolve(process.argv[2]) + "/")("docx");

function paragraph(kind, text) {
  const alignment = kind === "right" ? docx.AlignmentType.RIGHT : undefined;
  return new docx.Paragraph({ text, alignment });
}

function cell({ text, rows, columns }) {
  return new docx.TableCell({ children: [paragraph("", text)], rowSpan: rows, columnSpan: columns });
}

function block([kind, value]) {
  if (kind !== "table") return paragraph(kind, value);
  return new docx.Table({ rows: value.map((row) => new docx.TableRow({ children: row.map(cell) })) });
}

for (const [path, blocks] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const document = new docx.Document({ sections: [{ children: blocks.map(block) }] });
  writeFileSync(path, await docx.Packer.toBuffer(document));
}
