#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a program that gives the text of a page gives its lines from top to bottom, or in the order in which the page draws
# them; where the page draws from top to bottom, that is the same.
#
# Behaviour: getRawTextContent() of pdf2json gives them from bottom to top. Each line is whole and in the right direction, so
# the words are found by a search, but a report begins with its last page number and ends with its title. The pieces of
# text that it hands out as JSON are in the order of the page.
#
# Seen with pdf2json 4.0.3, for three lines drawn from top to bottom:
#   raw text: third second first
#   JSON: first second third
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ npm init -y && npm install --silent pdf2json@4.0.3; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.mjs <<'END'
import fs from "node:fs";
import PDFParser from "pdf2json";

const content = "BT /F 14 Tf 72 700 Td (first) Tj 0 -100 Td (second) Tj 0 -100 Td (third) Tj ET\n";
const bodies = [
	"<</Type/Catalog/Pages 2 0 R>>",
	"<</Type/Pages/Kids[3 0 R]/Count 1>>",
	"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
	`<</Length ${content.length}>>stream\n${content}\nendstream`,
	"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
];
let out = "%PDF-1.7\n";
let places = "0000000000 65535 f \n";
bodies.forEach((body, i) => {
	places += `${String(out.length).padStart(10, "0")} 00000 n \n`;
	out += `${i + 1} 0 obj\n${body}\nendobj\n`;
});
out += `xref\n0 6\n${places}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF\n`;
fs.writeFileSync("trial.pdf", out, "latin1");

const parser = new PDFParser(null, true);
const data = await new Promise((resolve, reject) => {
	parser.on("pdfParser_dataError", reject);
	parser.on("pdfParser_dataReady", resolve);
	parser.loadPDF("trial.pdf");
});
const words = (text) => text.match(/first|second|third/g).join(" ");
const seen = [
	`raw text: ${words(parser.getRawTextContent())}`,
	`JSON: ${words(data.Pages[0].Texts.map((t) => decodeURIComponent(t.R[0].T)).join(" "))}`,
];
console.log(seen.join("\n"));
process.exit(seen.join() === "raw text: third second first,JSON: first second third" ? 0 : 1);
END
node trial.mjs 2>log
