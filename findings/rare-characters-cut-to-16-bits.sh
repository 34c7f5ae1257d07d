#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: ToUnicode gives the text of a code in UTF-16BE (ISO 32000-1, 9.10.3). A character beyond U+FFFF, as rare ones in
# names of people and places are, is a surrogate pair there, and a program that reads the text gives that character.
#
# Behaviour: pdf2json keeps the lower 16 bits of it: another character, of another script, and no error. 𠮷 (U+20BB7) becomes ஷ
# (U+0BB7, Tamil). Characters up to U+FFFF, and codes that stand for several of them, come out right. pdf.js, from which it
# descends, is right (unpdf has it here), so a name that looks wrong in the one should be looked up with the other.
#
# Seen with pdf2json 4.0.3 and unpdf 1.7.0, for 吴𠮷一:
#   pdf2json U+5434 U+0BB7 U+4E00
#   pdf.js U+5434 U+20BB7 U+4E00
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ npm init -y && npm install --silent pdf2json@4.0.3 unpdf@1.7.0; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.mjs <<'END'
import fs from "node:fs";
import PDFParser from "pdf2json";
import { extractText, getDocumentProxy } from "unpdf";

/** 吴𠮷一 as the codes 1 to 3 of a font with ToUnicode. */
function pdf() {
	const content = "BT /F 20 Tf 100 700 Td <000100020003> Tj ET\n";
	const unicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /T def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
		"3 beginbfchar\n<0001> <5434>\n<0002> <D842DFB7>\n<0003> <4E00>\nendbfchar\nendcmap end end\n";
	const bodies = [
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		`<</Length ${content.length}>>stream\n${content}\nendstream`,
		"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/DW 1000/FontDescriptor 8 0 R" +
			"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
		`<</Length ${unicode.length}>>stream\n${unicode}\nendstream`,
		"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0" +
			"/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
	];
	let out = "%PDF-1.7\n";
	let places = "0000000000 65535 f \n";
	bodies.forEach((body, i) => {
		places += `${String(out.length).padStart(10, "0")} 00000 n \n`;
		out += `${i + 1} 0 obj\n${body}\nendobj\n`;
	});
	return out + `xref\n0 ${bodies.length + 1}\n${places}trailer<</Size ${bodies.length + 1}/Root 1 0 R>>\n` +
		`startxref\n${out.length}\n%%EOF\n`;
}

function byPdf2json(file) {
	return new Promise((resolve, reject) => {
		const parser = new PDFParser();
		parser.on("pdfParser_dataError", reject);
		parser.on("pdfParser_dataReady", (data) => resolve(
			data.Pages[0].Texts.map((t) => decodeURIComponent(t.R[0].T)).join("")));
		parser.loadPDF(file);
	});
}

const points = (text) => Array.from(text.trim(), (c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
fs.writeFileSync("trial.pdf", pdf(), "latin1");
const seen = [
	`pdf2json ${points(await byPdf2json("trial.pdf"))}`,
	`pdf.js ${points((await extractText(await getDocumentProxy(new Uint8Array(fs.readFileSync("trial.pdf"))), { mergePages: true })).text)}`,
];
console.log(seen.join("\n"));
process.exit(seen.join() === "pdf2json U+5434 U+0BB7 U+4E00,pdf.js U+5434 U+20BB7 U+4E00" ? 0 : 1);
END
node trial.mjs 2>log
