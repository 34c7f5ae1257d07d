#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: the rules of a table may be one path of several subpaths, stroked once, or a path each (ISO
# 32000-1, 8.5.2); the page is the same, and the first is shorter. A program that finds tables by their
# rules finds the same table either way.
#
# Behaviour: getTable() of pdf-parse finds the table of two rows and two columns if each of its six
# rules is stroked by itself. If they are one path with one S operator, it finds no table, without an
# error. Whoever writes PDFs with tables had better stroke each rule.
#
# Seen with pdf-parse 2.4.5 (pdfjs-dist 5.4.296):
#   six paths [[["a","b"],["c","d"]]]
#   one path []
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund pdf-parse@2.4.5 pdfjs-dist@5.4.296 >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.mjs <<'END'
import { PDFParse } from 'pdf-parse';

const rules = [
  ...[700, 660, 620].map((y) => [100, y, 300, y]),
  ...[100, 200, 300].map((x) => [x, 620, x, 700]),
];
const cells = [['a', 110, 675], ['b', 210, 675], ['c', 110, 635], ['d', 210, 635]];

function pdf(end) {
  const lines = rules.map(([x0, y0, x1, y1]) => `${x0} ${y0} m ${x1} ${y1} l${end}`).join('\n');
  const texts = cells.map(([text, x, y]) => `BT /F 12 Tf ${x} ${y} Td (${text}) Tj ET`).join('\n');
  const content = `1 w\n${lines}${end === '' ? ' S' : ''}\n${texts}\n`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let out = '%PDF-1.7\n';
  let places = '0000000000 65535 f \n';
  objects.forEach((body, i) => {
    places += `${String(out.length).padStart(10, '0')} 00000 n \n`;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
  });
  const n = objects.length + 1;
  out += `xref\n0 ${n}\n${places}trailer<</Size ${n}/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(out, 'latin1'));
}

async function tables(end) {
  const parser = new PDFParse({ data: pdf(end) });
  const { pages } = await parser.getTable();
  await parser.destroy();
  return JSON.stringify(pages[0].tables);
}

const each = await tables(' S');
const one = await tables('');
console.log('six paths', each);
console.log('one path', one);
process.exit(each === '[[["a","b"],["c","d"]]]' && one === '[]' ? 0 : 1);
END
node trial.mjs
