/* SPDX-License-Identifier: MIT */
/*
 * read_odf.c: OpenDocument texts and spreadsheets (ODF 1.3, part 3): paragraphs, lists, tables.
 * Tracked deletions, hidden, struck-out, raised and lowered text is left out; it, notes, pictures
 * and automatic numbers are findings.
 */
#include <string.h>

#include <libxml/hash.h>

#include "base/tr.h"
#include "import/doc_sheet.h"
#include "import/xml.h"

enum { BLANKS_MAX = 1000 };

struct odf {
	struct gather g;
	xmlHashTable *left_out; /* names of text styles whose text nobody reads as part of it */
	xmlHashTable *right;    /* of paragraph styles that are right-aligned */
	size_t paragraph_n, sheet_n;
	bool too_deep; /* is reported */
};

static const char *const wrappers[] = {"section",
                                       "sequence-decls",
                                       "a",
                                       "meta",
                                       "meta-field",
                                       "table-of-content",
                                       "index-body",
                                       "list-header",
                                       "table-row-group",
                                       "table-header-rows",
                                       "table-rows",
                                       "ruby",
                                       "ruby-base",
                                       "bookmark-ref",
                                       "text-box",
                                       "g",
                                       "frame",
                                       "custom-shape",
                                       "date",
                                       "time",
                                       "title",
                                       "subject",
                                       "creator",
                                       "description",
                                       "user-defined",
                                       "sequence",
                                       "variable-set",
                                       "variable-get",
                                       "user-field-get",
                                       "expression",
                                       "text-input",
                                       "conditional-text",
                                       "placeholder",
                                       "numbered-paragraph",
                                       NULL};
static const char *const silent[] = {"tracked-changes",
                                     "annotation",
                                     "annotation-end",
                                     "sequence-decls",
                                     "variable-decls",
                                     "user-field-decls",
                                     "ruby-text",
                                     "page-number",
                                     "page-count",
                                     "forms",
                                     "soft-page-break",
                                     "bookmark",
                                     "bookmark-start",
                                     "bookmark-end",
                                     "change",
                                     "change-start",
                                     "change-end",
                                     "shapes",
                                     "calculation-settings",
                                     "content-validations",
                                     "table-column",
                                     "table-columns",
                                     "table-header-columns",
                                     "hidden-text",
                                     "hidden-paragraph",
                                     NULL};

static void walk_blocks(struct odf *x, const xmlNode *parent, int depth);

/* ---- styles ---- */

/* Hidden, struck out, raised or lowered (20.428, 20.406, 20.384). */
static bool hides(const xmlNode *properties)
{
	const char *display = xml_attribute(properties, "display");
	const char *through = xml_attribute(properties, "text-line-through-style");
	const char *position = xml_attribute(properties, "text-position");

	return (display != NULL && strcmp(display, "none") == 0) ||
	       (through != NULL && strcmp(through, "none") != 0) ||
	       (position != NULL && strncmp(position, "0%", 2) != 0);
}

static void read_style(struct odf *x, const xmlNode *style)
{
	const char *name = xml_attribute(style, "name");
	const xmlNode *text = xml_child(style, "text-properties");
	const xmlNode *paragraph = xml_child(style, "paragraph-properties");
	const char *align = paragraph != NULL ? xml_attribute(paragraph, "text-align") : NULL;

	if (name == NULL)
		return;
	if (text != NULL && hides(text))
		(void)xmlHashAddEntry(x->left_out, BAD_CAST name, (void *)style);
	if (align != NULL && (strcmp(align, "end") == 0 || strcmp(align, "right") == 0))
		(void)xmlHashAddEntry(x->right, BAD_CAST name, (void *)style);
}

static void read_styles(struct odf *x, const xmlNode *root)
{
	static const char *const groups[] = {"automatic-styles", "styles", NULL};

	for (const xmlNode *g = root != NULL ? root->children : NULL; g != NULL; g = g->next)
		for (const xmlNode *c = xml_is_one_of(g, groups) ? g->children : NULL; c != NULL;
		     c = c->next)
			if (xml_is(c, "style"))
				read_style(x, c);
}

static bool has_style(xmlHashTable *styles, const xmlNode *node)
{
	const char *name = xml_attribute(node, "style-name");

	return name != NULL && xmlHashLookup(styles, BAD_CAST name) != NULL;
}

/* ---- within a paragraph ---- */

static void walk_inline(struct odf *x, const xmlNode *node, int depth);

static void walk_children(struct odf *x, const xmlNode *node, int depth)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (!doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
			walk_inline(x, c, depth + 1);
}

static void take_text(struct odf *x, const xmlNode *node)
{
	if (node->content != NULL)
		gather_text(&x->g, (const char *)node->content,
		            strlen((const char *)node->content));
}

static void leave_out(struct odf *x, const xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);

	if (text != NULL && *text != '\0')
		doc_tell_warning(x->g.doc, x->g.place,
		                 _("hidden, struck-out, raised or lowered text is left out: %s"),
		                 doc_excerpt(x->g.doc, (const char *)text));
	xmlFree(text);
}

/* A text box is read at its anchor. */
static void take_frame(struct odf *x, const xmlNode *node, int depth)
{
	const xmlNode *box = xml_descendant(node, "text-box");

	if (box == NULL) {
		doc_tell_unplaced(x->g.doc, x->g.place, _("a picture is not imported"));
		return;
	}
	gather_break(&x->g);
	walk_blocks(x, box, depth + 1);
}

static void walk_inline(struct odf *x, const xmlNode *node, int depth)
{
	if (node->type == XML_TEXT_NODE) {
		take_text(x, node);
	} else if (node->type != XML_ELEMENT_NODE || xml_is_one_of(node, silent)) {
		return;
	} else if (xml_is(node, "s")) {
		for (size_t n = xml_number(node, "c", 1, BLANKS_MAX); n > 0; n--)
			gather_text(&x->g, " ", 1);
	} else if (xml_is(node, "tab")) {
		gather_text(&x->g, "\t", 1);
	} else if (xml_is(node, "line-break")) {
		gather_break(&x->g);
	} else if (xml_is(node, "note")) {
		doc_tell_unplaced(x->g.doc, x->g.place, _("a footnote or endnote is not imported"));
	} else if (xml_is(node, "frame")) {
		take_frame(x, node, depth);
	} else if (xml_is(node, "span") && has_style(x->left_out, node)) {
		leave_out(x, node);
	} else if (xml_is(node, "p") || xml_is(node, "h")) {
		gather_break(&x->g);
		walk_children(x, node, depth);
		gather_break(&x->g);
	} else if (xml_is(node, "span") || xml_is_one_of(node, wrappers)) {
		walk_children(x, node, depth);
	} else {
		leave_out(x, node);
	}
}

static void read_paragraph(struct odf *x, const xmlNode *p, int depth)
{
	x->g.keep = true;
	if (!x->g.cell) {
		x->g.place.pointer =
		        arena_printf(x->g.doc->arena, "/paragraph/%zu", ++x->paragraph_n);
		x->g.heading = xml_is(p, "h");
		x->g.right = has_style(x->right, p);
	}
	if (has_style(x->left_out, p))
		leave_out(x, p);
	else
		walk_children(x, p, depth);
	gather_break(&x->g);
}

/* ---- tables ---- */

struct odf_table {
	struct doc_table *table;
	struct sheet *sheet; /* of a spreadsheet; then table is NULL */
	size_t row, column;
};

static void add_cell(struct odf *x, struct odf_table *t, struct doc_cell *cell, size_t n)
{
	struct doc *d = x->g.doc;

	if (t->sheet == NULL) {
		(void)doc_add_cell(d, t->table, cell, n);
		return;
	}
	cell->text = arena_strndup(d->arena, cell->text != NULL ? cell->text : "", n);
	if (n > 0)
		sheet_add(t->sheet, cell);
}

static void read_cell(struct odf *x, struct odf_table *t, const xmlNode *node, int depth)
{
	size_t most = t->sheet != NULL ? 16384 : DOC_MAX_COLUMNS + 1;
	size_t times = xml_number(node, "number-columns-repeated", 1, most);
	struct gather outer = x->g;
	struct doc_cell cell = {.row = t->row, .column = t->column};

	cell.row_span = xml_number(node, "number-rows-spanned", 1, DOC_MAX_ROWS);
	cell.column_span = xml_number(node, "number-columns-spanned", 1, DOC_MAX_COLUMNS);
	cell.place.pointer = t->sheet != NULL
	                             ? sheet_place(t->sheet, t->row, t->column).pointer
	                             : arena_printf(x->g.doc->arena, "/table/%zu/row/%zu/cell/%zu",
	                                            t->table->number, t->row + 1, t->column + 1);
	x->g = (struct gather){.doc = outer.doc, .cell = true, .place = cell.place};
	walk_blocks(x, node, depth + 1);
	if (xml_is(node, "covered-table-cell")) {
		if (x->g.text.n > 0)
			doc_tell_warning(x->g.doc, cell.place,
			                 _("a cell that is hidden is left out: %s"),
			                 doc_excerpt(x->g.doc, x->g.text.p));
	} else {
		for (size_t i = 0; i < times && (t->sheet == NULL || x->g.text.n > 0); i++) {
			cell.text = x->g.text.p;
			cell.column = t->column + i;
			add_cell(x, t, &cell, x->g.text.n);
		}
	}
	t->column += times;
	buf_release(&x->g.text);
	x->g = outer;
}

static void read_row(struct odf *x, struct odf_table *t, const xmlNode *node, int depth)
{
	const char *shown = xml_attribute(node, "visibility");
	size_t times = xml_number(node, "number-rows-repeated", 1, SHEET_MAX_ROWS);

	t->column = 0;
	if (shown != NULL && strcmp(shown, "visible") != 0) {
		if (xml_has_words(node) || xml_descendant(node, "p") != NULL)
			doc_tell_warning(x->g.doc, x->g.place, _("a hidden row is left out"));
	} else {
		for (const xmlNode *c = node->children; c != NULL; c = c->next)
			if ((xml_is(c, "table-cell") || xml_is(c, "covered-table-cell")) &&
			    (t->sheet != NULL || t->column <= DOC_MAX_COLUMNS))
				read_cell(x, t, c, depth);
		/* Rows that are alike are written once; only blank ones are skipped. */
		if (times > 1 && xml_descendant(node, "p") != NULL)
			doc_tell_unplaced(x->g.doc, x->g.place,
			                  _("%zu rows that are alike are read once"), times);
	}
	t->row += times;
}

static void read_rows(struct odf *x, struct odf_table *t, const xmlNode *node, int depth)
{
	static const char *const groups[] = {"table-header-rows", "table-rows", "table-row-group",
	                                     NULL};

	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		if (xml_is(c, "table-row") && (t->sheet != NULL || t->row < DOC_MAX_ROWS))
			read_row(x, t, c, depth);
		else if (xml_is(c, "table-row") && t->row++ == DOC_MAX_ROWS)
			doc_tell_unplaced(x->g.doc, t->table->place,
			                  _("only the first %d rows of this table are read"),
			                  DOC_MAX_ROWS);
		else if (xml_is_one_of(c, groups) &&
		         !doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
			read_rows(x, t, c, depth + 1);
	}
}

static void read_table(struct odf *x, const xmlNode *node, int depth)
{
	struct odf_table t = {0};

	gather_break(&x->g);
	if (x->g.cell) { /* part of the cell's text */
		for (const xmlNode *tr = node->children; tr != NULL; tr = tr->next)
			for (const xmlNode *tc = tr->children; tc != NULL; tc = tc->next)
				if (xml_is(tc, "table-cell") &&
				    !doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
					walk_blocks(x, tc, depth + 1);
		return;
	}
	t.table = doc_new_table(x->g.doc, (struct doc_place){0});
	read_rows(x, &t, node, depth);
	doc_add_table(x->g.doc, t.table);
}

static void read_sheet(struct odf *x, const xmlNode *node)
{
	struct sheet sheet = {.doc = x->g.doc, .number = ++x->sheet_n};
	struct odf_table t = {.sheet = &sheet};

	x->g.place.pointer = arena_printf(x->g.doc->arena, "/sheet/%zu", sheet.number);
	read_rows(x, &t, node, 0);
	sheet_finish(&sheet);
}

/* ---- everything else ---- */

/* Items keep their text; what the list writes before them is named. */
static void read_list(struct odf *x, const xmlNode *list, int depth)
{
	for (const xmlNode *c = list->children; c != NULL; c = c->next) {
		if (!xml_is(c, "list-item") && !xml_is(c, "list-header"))
			continue;
		walk_blocks(x, c, depth + 1);
		if (xml_is(c, "list-item") && xml_descendant(c, "list") == NULL)
			doc_tell_warning(
			        x->g.doc, x->g.place,
			        _("the automatic number or bullet of this item is not read"));
	}
}

static void walk_blocks(struct odf *x, const xmlNode *parent, int depth)
{
	if (doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
		return;
	for (const xmlNode *c = parent->children; c != NULL; c = c->next) {
		if (c->type != XML_ELEMENT_NODE || xml_is_one_of(c, silent))
			continue;
		if (xml_is(c, "p") || xml_is(c, "h"))
			read_paragraph(x, c, depth);
		else if (xml_is(c, "table"))
			read_table(x, c, depth);
		else if (xml_is(c, "list"))
			read_list(x, c, depth);
		else if (xml_is(c, "frame"))
			take_frame(x, c, depth);
		else if (xml_is_one_of(c, wrappers))
			walk_blocks(x, c, depth + 1);
		else
			leave_out(x, c);
	}
}

static void read_body(struct odf *x, const xmlNode *root)
{
	const xmlNode *body = xml_child(root, "body");
	const xmlNode *text = body != NULL ? xml_child(body, "text") : NULL;
	const xmlNode *sheets = body != NULL ? xml_child(body, "spreadsheet") : NULL;

	if (text != NULL)
		walk_blocks(x, text, 0);
	for (const xmlNode *c = sheets != NULL ? sheets->children : NULL; c != NULL; c = c->next)
		if (xml_is(c, "table"))
			read_sheet(x, c);
}

enum rc odf_read(struct doc *d)
{
	struct odf x = {.g = {.doc = d}};
	size_t faults = d->findings->error_n;
	xmlDoc *tree = NULL, *styles = NULL;
	struct package *p = NULL;
	const xmlNode *root;
	enum rc rc = package_open(d, &p);

	if (rc != RC_OK)
		return rc;
	tree = package_part(p, "content.xml");
	root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
	if (root != NULL && xml_child(root, "body") != NULL) {
		styles = package_part(p, "styles.xml");
		x.left_out = xmlHashCreate(0);
		x.right = xmlHashCreate(0);
		read_styles(&x, root);
		read_styles(&x, styles != NULL ? xmlDocGetRootElement(styles) : NULL);
		read_body(&x, root);
		xmlHashFree(x.left_out, NULL);
		xmlHashFree(x.right, NULL);
	} else {
		if (d->findings->error_n == faults)
			doc_tell_unplaced(
			        d, (struct doc_place){0},
			        _("this is not an OpenDocument file, or it has a password"));
		rc = RC_INPUT;
	}
	buf_release(&x.g.text);
	xmlFreeDoc(styles);
	xmlFreeDoc(tree);
	package_close(p);
	return rc;
}
