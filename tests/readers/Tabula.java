// SPDX-License-Identifier: MIT

import com.google.gson.Gson;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import technology.tabula.ObjectExtractor;
import technology.tabula.PageIterator;
import technology.tabula.RectangularTextContainer;
import technology.tabula.Table;
import technology.tabula.extractors.SpreadsheetExtractionAlgorithm;

/**
 * usage: java -cp JARS Tabula.java FILE...
 *
 * <p>Prints the tables that tabula finds in PDF files by their rules, as JSON: {"tabula": …}, as
 * read_python.py prints it. Apart from Readers.java, since tabula needs an older PDFBox.
 */
class Tabula {
	public static void main(String[] names) throws Exception {
		List<Object> files = new ArrayList<>();
		for (String name : names) {
			files.add(Map.of("tables", tables(new File(name))));
		}
		String version = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
				.map(path -> new File(path).getName())
				.filter(name -> name.startsWith("tabula-"))
				.map(name -> name.substring("tabula-".length(), name.length() - ".jar".length()))
				.findFirst().orElseThrow();
		System.out.println(new Gson().toJson(Map.of("tabula", Map.of("version", version, "files", files))));
	}

	static List<Object> tables(File file) throws Exception {
		List<Object> tables = new ArrayList<>();
		try (PDDocument document = PDDocument.load(file)) {
			PageIterator pages = new ObjectExtractor(document).extract();
			while (pages.hasNext()) {
				for (Table table : new SpreadsheetExtractionAlgorithm().extract(pages.next())) {
					List<Object> rows = new ArrayList<>();
					for (List<RectangularTextContainer> row : table.getRows()) {
						rows.add(row.stream().map(RectangularTextContainer::getText).toList());
					}
					tables.add(rows);
				}
			}
		}
		return tables;
	}
}
