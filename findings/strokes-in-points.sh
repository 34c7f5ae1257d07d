#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: all lengths of an OFD page are millimetres, the width of strokes too, and Alpha of a graphic unit is its
# opacity from 0 to 255 (GB/T 33190-2016). A library that exports pages as PDF and as pictures draws the same
# stroke in both, half as dark for Alpha="128".
#
# Behaviour: PDFExporterPDFBox of ofdrw-converter takes the width of a stroke for points: a stroke of 10 mm is 3.5 mm thick in the
# PDF, and the rules of a table of 0.35 mm become hairlines. ImageMaker draws it 10 mm thick. Alpha of a path is
# ignored by both, so what should show through is covered. What is compared with the OFD had better be made of
# fills instead of strokes, and of lighter colours instead of transparency.
#
# Seen with ofdrw-converter 2.3.1 (edges of a stroke are smoothed, which adds a pixel or two of 0.1 mm):
#   picture: 10.1 mm, grey 0
#   PDF: 3.7 mm, grey 0
#   picture Alpha="128": 10.1 mm, grey 0
#   PDF Alpha="128": 3.7 mm, grey 0
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
      <groupId>org.ofdrw</groupId>
      <artifactId>ofdrw-converter</artifactId>
      <version>2.3.1</version>
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
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.ofdrw.converter.ImageMaker;
import org.ofdrw.converter.export.PDFExporterPDFBox;
import org.ofdrw.reader.OFDReader;

class Trial {
	static final String NAMESPACE = " xmlns:ofd=\"http://www.ofdspec.org/2016\"";

	static void put(ZipOutputStream zip, String name, String xml) throws Exception {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8));
	}

	/** A page of 100 x 100 mm with one stroke, black, 10 mm wide, from side to side at half height. */
	static void make(Path file, String alpha) throws Exception {
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			put(zip, "OFD.xml", "<ofd:OFD" + NAMESPACE + " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>"
				+ "<ofd:DocID>00000000000000000000000000000000</ofd:DocID></ofd:DocInfo>"
				+ "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
			put(zip, "Doc_0/Document.xml", "<ofd:Document" + NAMESPACE + "><ofd:CommonData><ofd:MaxUnitID>4</ofd:MaxUnitID>"
				+ "<ofd:PageArea><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
				+ "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>");
			put(zip, "Doc_0/Pages/Page_0/Content.xml", "<ofd:Page" + NAMESPACE + "><ofd:Content><ofd:Layer ID=\"2\">"
				+ "<ofd:PathObject ID=\"3\" Boundary=\"0 0 100 100\" LineWidth=\"10\"" + alpha + " Stroke=\"true\">"
				+ "<ofd:StrokeColor Value=\"0 0 0\"/><ofd:AbbreviatedData>M 0 50 L 100 50</ofd:AbbreviatedData>"
				+ "</ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>");
		}
	}

	/** The height of what is drawn in the middle column, in mm, and its grey. */
	static String look(BufferedImage page) {
		int n = 0, darkest = 255;
		for (int y = 0; y < page.getHeight(); y++) {
			int grey = page.getRGB(page.getWidth() / 2, y) & 255;
			n += grey < 240 ? 1 : 0;
			darkest = Math.min(darkest, grey);
		}
		return Math.round(1000.0 * n / page.getHeight()) / 10.0 + " mm, grey " + darkest;
	}

	public static void main(String[] args) throws Exception {
		StringBuilder seen = new StringBuilder();
		for (String alpha : new String[] {"", " Alpha=\"128\""}) {
			Path ofd = Paths.get("trial.ofd"), pdf = Paths.get("trial.pdf");
			make(ofd, alpha);
			try (OFDReader reader = new OFDReader(ofd)) {
				seen.append("picture").append(alpha).append(": ").append(look(new ImageMaker(reader, 10).makePage(0))).append("\n");
			}
			try (PDFExporterPDFBox exporter = new PDFExporterPDFBox(ofd, pdf)) {
				exporter.export();
			}
			try (PDDocument document = PDDocument.load(pdf.toFile())) {
				seen.append("PDF").append(alpha).append(": ")
					.append(look(new PDFRenderer(document).renderImageWithDPI(0, 254))).append("\n");
			}
		}
		System.out.print(seen);
		String picture = "10.1 mm, grey 0\n", pdf = "3.7 mm, grey 0\n", half = " Alpha=\"128\": ";
		System.exit(seen.toString().equals("picture: " + picture + "PDF: " + pdf + "picture" + half + picture + "PDF" + half + pdf)
			? 0 : 1);
	}
}
END
java -cp "$work/jars/*" Trial.java 2>log
