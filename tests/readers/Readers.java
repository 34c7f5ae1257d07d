// SPDX-License-Identifier: MIT

import com.fasterxml.jackson.databind.ObjectMapper;
import com.itextpdf.commons.actions.EventManager;
import com.itextpdf.kernel.pdf.PdfArray;
import com.itextpdf.kernel.pdf.PdfDictionary;
import com.itextpdf.kernel.pdf.PdfName;
import com.itextpdf.kernel.pdf.PdfObject;
import com.itextpdf.kernel.pdf.PdfPage;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.PdfString;
import com.itextpdf.kernel.pdf.canvas.parser.EventType;
import com.itextpdf.kernel.pdf.canvas.parser.PdfCanvasProcessor;
import com.itextpdf.kernel.pdf.canvas.parser.PdfTextExtractor;
import com.itextpdf.kernel.pdf.canvas.parser.data.IEventData;
import com.itextpdf.kernel.pdf.canvas.parser.data.TextRenderInfo;
import com.itextpdf.kernel.pdf.canvas.parser.listener.IEventListener;
import com.itextpdf.kernel.pdf.tagging.IStructureNode;
import com.itextpdf.kernel.pdf.tagging.PdfMcr;
import com.itextpdf.kernel.pdf.tagging.PdfStructElem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.ContentHandler;

/**
 * usage: java -cp JARS Readers.java FILE...
 *
 * <p>Prints what PDFBox, Tika and iText read from PDF files, as JSON: {reader: …}, each as
 * read_python.py prints it.
 */
class Readers {
	interface Reader {
		Map<String, Object> read(File file) throws Exception;
	}

	public static void main(String[] args) throws Exception {
		EventManager.acknowledgeAgplUsageDisableWarningMessage();
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("PDFBox", readAll("pdfbox", Readers::pdfbox, args));
		all.put("Tika", readAll("tika-parser-pdf-module", Readers::tika, args));
		all.put("iText", readAll("kernel", Readers::itext, args));
		new ObjectMapper().writeValue(System.out, all);
	}

	static Map<String, Object> readAll(String jar, Reader reader, String[] names) throws Exception {
		List<Object> files = new ArrayList<>();
		for (String name : names) {
			files.add(reader.read(new File(name)));
		}
		return Map.of("version", version(jar), "files", files);
	}

	/** The version of a jar on the class path, by its name. */
	static String version(String jar) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
				.map(path -> new File(path).getName())
				.filter(name -> name.matches(jar + "-[0-9.]+\\.jar"))
				.map(name -> name.substring(jar.length() + 1, name.length() - ".jar".length()))
				.findFirst().orElseThrow();
	}

	static Map<String, Object> element(String kind, String id) {
		Map<String, Object> tag = new HashMap<>();
		tag.put("kind", kind);
		tag.put("id", id == null ? "" : id);
		tag.put("text", "");
		tag.put("page", 0);
		tag.put("scope", "");
		tag.put("headers", new String[0]);
		tag.put("rows", 1);
		tag.put("columns", 1);
		return tag;
	}

	static String digest(byte[] data) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
	}

	static Map<String, Object> pdfbox(File file) throws Exception {
		Map<String, Object> found = new HashMap<>();
		try (PDDocument document = Loader.loadPDF(file)) {
			found.put("pages", List.of(new PDFTextStripper().getText(document)));
			found.put("title", document.getDocumentInformation().getTitle());
			found.put("author", document.getDocumentInformation().getAuthor());
			found.put("language", document.getDocumentCatalog().getLanguage());
			Map<String, String> files = new HashMap<>();
			var names = document.getDocumentCatalog().getNames();
			if (names != null && names.getEmbeddedFiles() != null) {
				for (PDComplexFileSpecification spec : names.getEmbeddedFiles().getNames().values()) {
					files.put(spec.getFilename(), digest(spec.getEmbeddedFile().toByteArray()));
				}
			}
			found.put("files", files);
			Map<PDPage, Map<Integer, String>> texts = new HashMap<>();
			for (PDPage page : document.getPages()) {
				texts.put(page, markedTexts(page));
			}
			List<Object> tags = new ArrayList<>();
			for (Object kid : document.getDocumentCatalog().getStructureTreeRoot().getKids()) {
				collect((PDStructureElement) kid, texts, tags);
			}
			found.put("tags", tags);
		}
		return found;
	}

	static Map<Integer, String> markedTexts(PDPage page) throws IOException {
		PDFMarkedContentExtractor extractor = new PDFMarkedContentExtractor();
		extractor.processPage(page);
		Map<Integer, String> texts = new HashMap<>();
		for (PDMarkedContent content : extractor.getMarkedContents()) {
			StringBuilder text = new StringBuilder();
			for (Object item : content.getContents()) {
				if (item instanceof TextPosition position) {
					text.append(position.getUnicode());
				}
			}
			texts.merge(content.getMCID(), text.toString(), String::concat);
		}
		return texts;
	}

	/** PDFBox 3.0.8 expects names where PDF has byte strings (ISO 32000-1, table 349). */
	static String[] headers(PDTableAttributeObject table) {
		try {
			return table.getHeaders() == null ? new String[0] : table.getHeaders();
		} catch (ClassCastException e) {
			return new String[] {e.getClass().getSimpleName()};
		}
	}

	static void collect(PDStructureElement node, Map<PDPage, Map<Integer, String>> texts, List<Object> tags) {
		Map<String, Object> tag = element(node.getStructureType(), node.getElementIdentifier());
		for (int i = 0; i < node.getAttributes().size(); i++) {
			PDAttributeObject attributes = node.getAttributes().getObject(i);
			if (attributes instanceof PDTableAttributeObject table) {
				tag.put("rows", table.getRowSpan());
				tag.put("columns", table.getColSpan());
				if (table.getScope() != null) {
					tag.put("scope", table.getScope());
				}
				tag.put("headers", headers(table));
			}
		}
		tags.add(tag);
		StringBuilder text = new StringBuilder();
		for (Object kid : node.getKids()) {
			if (kid instanceof PDStructureElement child) {
				collect(child, texts, tags);
			} else if (kid instanceof Integer mcid) {
				text.append(texts.get(node.getPage()).getOrDefault(mcid, ""));
			} else if (kid instanceof PDMarkedContentReference reference) {
				PDPage page = reference.getPage() == null ? node.getPage() : reference.getPage();
				text.append(texts.get(page).getOrDefault(reference.getMCID(), ""));
			}
		}
		tag.put("text", text.toString());
	}

	static Map<String, Object> tika(File file) throws Exception {
		Map<String, String> files = new HashMap<>();
		ParseContext context = new ParseContext();
		context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
			@Override
			public boolean shouldParseEmbedded(Metadata metadata) {
				return true;
			}

			@Override
			public void parseEmbedded(InputStream in, ContentHandler handler, Metadata metadata, boolean html)
					throws IOException {
				try {
					files.put(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY), digest(in.readAllBytes()));
				} catch (Exception e) {
					throw new IOException(e);
				}
			}
		});
		Metadata metadata = new Metadata();
		BodyContentHandler text = new BodyContentHandler(-1);
		try (InputStream in = TikaInputStream.get(file.toPath())) {
			new PDFParser().parse(in, text, metadata, context);
		}
		Map<String, Object> found = new HashMap<>();
		found.put("pages", List.of(text.toString()));
		found.put("title", metadata.get(TikaCoreProperties.TITLE));
		found.put("author", metadata.get(TikaCoreProperties.CREATOR));
		found.put("language", metadata.get(TikaCoreProperties.LANGUAGE));
		found.put("files", files);
		return found;
	}

	static Map<String, Object> itext(File file) throws Exception {
		Map<String, Object> found = new HashMap<>();
		try (var document = new com.itextpdf.kernel.pdf.PdfDocument(new PdfReader(file))) {
			List<String> pages = new ArrayList<>();
			Map<PdfDictionary, Map<Integer, String>> texts = new HashMap<>();
			for (int n = 1; n <= document.getNumberOfPages(); n++) {
				PdfPage page = document.getPage(n);
				pages.add(PdfTextExtractor.getTextFromPage(page));
				texts.put(page.getPdfObject(), markedTexts(page));
			}
			found.put("pages", pages);
			found.put("title", document.getDocumentInfo().getTitle());
			found.put("author", document.getDocumentInfo().getAuthor());
			PdfString language = document.getCatalog().getLang();
			found.put("language", language == null ? "" : language.toUnicodeString());
			found.put("files", embedded(document));
			List<Object> tags = new ArrayList<>();
			for (IStructureNode kid : document.getStructTreeRoot().getKids()) {
				collect((PdfStructElem) kid, texts, tags);
			}
			found.put("tags", tags);
		}
		return found;
	}

	static Map<String, String> embedded(com.itextpdf.kernel.pdf.PdfDocument document) throws Exception {
		Map<String, String> files = new HashMap<>();
		var names = document.getCatalog().getNameTree(PdfName.EmbeddedFiles).getNames();
		for (PdfObject spec : names.values()) {
			PdfDictionary dictionary = (PdfDictionary) spec;
			byte[] data = dictionary.getAsDictionary(PdfName.EF).getAsStream(PdfName.F).getBytes();
			files.put(dictionary.getAsString(PdfName.UF).toUnicodeString(), digest(data));
		}
		return files;
	}

	static Map<Integer, String> markedTexts(PdfPage page) {
		Map<Integer, String> texts = new HashMap<>();
		new PdfCanvasProcessor(new IEventListener() {
			@Override
			public void eventOccurred(IEventData data, EventType type) {
				TextRenderInfo info = (TextRenderInfo) data;
				texts.merge(info.getMcid(), info.getText(), String::concat);
			}

			@Override
			public Set<EventType> getSupportedEvents() {
				return Set.of(EventType.RENDER_TEXT);
			}
		}).processPageContent(page);
		return texts;
	}

	static void collect(PdfStructElem node, Map<PdfDictionary, Map<Integer, String>> texts, List<Object> tags) {
		PdfString id = node.getStructureElementId();
		Map<String, Object> tag = element(node.getRole().getValue(), id == null ? "" : id.getValue());
		for (var attributes : node.getAttributesList()) {
			PdfDictionary values = attributes.getPdfObject();
			tag.computeIfPresent("scope", (k, v) -> orElse(attributes.getAttributeAsEnum("Scope"), v));
			tag.computeIfPresent("rows", (k, v) -> orElse(attributes.getAttributeAsInt("RowSpan"), v));
			tag.computeIfPresent("columns", (k, v) -> orElse(attributes.getAttributeAsInt("ColSpan"), v));
			PdfArray headers = values.getAsArray(PdfName.Headers);
			for (int i = 0; headers != null && i < headers.size(); i++) {
				String[] old = (String[]) tag.get("headers");
				String[] longer = Arrays.copyOf(old, old.length + 1);
				longer[old.length] = headers.getAsString(i).getValue();
				tag.put("headers", longer);
			}
		}
		tags.add(tag);
		StringBuilder text = new StringBuilder();
		for (IStructureNode kid : node.getKids()) {
			if (kid instanceof PdfStructElem child) {
				collect(child, texts, tags);
			} else if (kid instanceof PdfMcr content) {
				text.append(texts.get(content.getPageObject()).getOrDefault(content.getMcid(), ""));
			}
		}
		tag.put("text", text.toString());
	}

	static Object orElse(Object value, Object otherwise) {
		return value == null ? otherwise : value;
	}
}
