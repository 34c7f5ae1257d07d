#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a program that extracts tables gives the text of a cell as the PDF has it. Half-width and
# full-width marks are different characters: （一） in a Chinese table is not (一).
#
# Behaviour: tabula-java turns full-width punctuation, letters and digits into ASCII ones, in cells only:
# it puts each text into the compatibility form NFKC. PDFBox, which reads the page for it, gives the
# characters as they are. A cell extracted with tabula cannot be compared with, or put back into, its source.
#
# Seen with tabula 1.0.5, for a cell with （１）：
#   tabula (1):
#   PDFBox （１）：
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>trial</groupId>
  <artifactId>trial</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>technology.tabula</groupId>
      <artifactId>tabula</artifactId>
      <version>1.0.5</version>
    </dependency>
  </dependencies>
</project>
END
mvn -q -B -C org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
	-DoutputDirectory="$work/jars" >log 2>&1 || {
	cat log
	exit 3
}
cat >Trial.java <<'END'
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import technology.tabula.ObjectExtractor;
import technology.tabula.Page;
import technology.tabula.Table;
import technology.tabula.extractors.SpreadsheetExtractionAlgorithm;

class Trial {
	/** A cell with rules around it and （１）： in it, as codes 1 to 4 of a font with ToUnicode. */
	static byte[] pdf() {
		String content = "100 700 m 300 700 l S\n100 660 m 300 660 l S\n100 660 m 100 700 l S\n"
			+ "300 660 m 300 700 l S\nBT /F 12 Tf 110 675 Td <0001000200030004> Tj ET\n";
		String unicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
			+ "/CMapName /T def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
			+ "4 beginbfchar\n<0001> <FF08>\n<0002> <FF11>\n<0003> <FF09>\n<0004> <FF1A>\nendbfchar\n"
			+ "endcmap end end\n";
		String[] bodies = {
			"<</Type/Catalog/Pages 2 0 R>>",
			"<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
			"<</Length " + content.length() + ">>stream\n" + content + "\nendstream",
			"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
			"<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/DW 1000/FontDescriptor 8 0 R"
				+ "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
			"<</Length " + unicode.length() + ">>stream\n" + unicode + "\nendstream",
			"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
				+ "/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
		};
		StringBuilder out = new StringBuilder("%PDF-1.7\n");
		StringBuilder places = new StringBuilder("0000000000 65535 f \n");
		for (int i = 0; i < bodies.length; i++) {
			places.append(String.format("%010d 00000 n \n", out.length()));
			out.append(i + 1).append(" 0 obj\n").append(bodies[i]).append("\nendobj\n");
		}
		int n = bodies.length + 1, start = out.length();
		out.append("xref\n0 ").append(n).append('\n').append(places).append("trailer<</Size ").append(n)
			.append("/Root 1 0 R>>\nstartxref\n").append(start).append("\n%%EOF\n");
		return out.toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	public static void main(String[] args) throws Exception {
		try (PDDocument document = PDDocument.load(new ByteArrayInputStream(pdf()))) {
			String whole = new PDFTextStripper().getText(document).strip();
			Page page = new ObjectExtractor(document).extract(1);
			Table table = new SpreadsheetExtractionAlgorithm().extract(page).get(0);
			String cell = table.getRows().get(0).get(0).getText(false);
			System.out.println("tabula " + cell + "\nPDFBox " + whole);
			System.exit(cell.equals("(1):") && whole.equals("（１）：") ? 0 : 1);
		}
	}
}
END
java -Dstdout.encoding=UTF-8 -Dfile.encoding=UTF-8 -cp "$work/jars/*" Trial.java 2>log || {
	code=$?
	[ "$code" -ne 1 ] || cat log
	exit "$code"
}
