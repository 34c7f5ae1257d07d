/* SPDX-License-Identifier: MIT */
/*
 * read_odf.c: OpenDocument texts and spreadsheets (ODF 1.3, part 3): paragraphs, lists, tables.
 * Tracked deletions are left out; hidden and struck-out text, notes, comments, pictures and
 * automatic numbers are findings.
 */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "import/doc_sheet.h"
#include "import/odf_styles.h"
#include "import/xml.h"

enum { BLANKS_MAX = 1000, ODF_COLUMNS_MAX = 16384 };

struct odf {
	struct gather g;
	struct odf_styles *styles;
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
                                     NULL};

static void walk_blocks(struct odf *x, const xmlNode *parent, int depth);

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
		doc_tell_warning(x->g.doc, x->g.place, _("hidden text is left out: %s"),
		                 doc_excerpt(x->g.doc, (const char *)text));
	xmlFree(text);
}

/* A text box is read at its anchor. */
static void take_frame(struct odf *x, const xmlNode *node, int depth)
{
	const xmlNode *box = xml_inside(node, XML_TEXT_BOX);

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
		gather_blanks(&x->g, xml_number(node, "c", 1, BLANKS_MAX));
	} else if (xml_is(node, "tab")) {
		gather_text(&x->g, "\t", 1);
	} else if (xml_is(node, "line-break")) {
		gather_break(&x->g);
	} else if (xml_is(node, "note")) {
		doc_tell_unplaced(x->g.doc, x->g.place, _("a footnote or endnote is not imported"));
	} else if (xml_is(node, "annotation")) {
		doc_tell_warning(x->g.doc, x->g.place, _("a comment is not imported"));
	} else if (xml_is(node, "frame")) {
		take_frame(x, node, depth);
	} else if (xml_is(node, "span")) {
		struct seen outer = x->g.seen;

		odf_styles_apply(x->styles, "text", node, &x->g.seen);
		walk_children(x, node, depth);
		x->g.seen = outer;
	} else if (xml_is(node, "p") || xml_is(node, "h")) {
		gather_break(&x->g);
		walk_children(x, node, depth);
		gather_break(&x->g);
	} else if (xml_is_one_of(node, wrappers)) {
		walk_children(x, node, depth);
	} else {
		leave_out(x, node);
	}
}

static void read_paragraph(struct odf *x, const xmlNode *p, int depth)
{
	struct seen outer = x->g.seen;

	x->g.keep = true;
	if (!x->g.cell) {
		x->g.place.pointer =
		        arena_printf(x->g.doc->arena, "/paragraph/%zu", ++x->paragraph_n);
		x->g.heading = xml_is(p, "h");
		x->g.caption = odf_styles_is_caption(x->styles, p);
		x->g.right = odf_styles_is_right(x->styles, p);
	}
	odf_styles_apply(x->styles, "paragraph", p, &x->g.seen);
	walk_children(x, p, depth);
	x->g.seen = outer;
	gather_break(&x->g);
}

/* ---- tables ---- */

struct odf_table {
	struct doc_table *table;
	struct sheet *sheet; /* of a spreadsheet; then table is NULL */
	size_t row, column;
	struct ranges hidden; /* columns that are not shown */
	/* Covered cells (9.1.5) are not written, as by pandoc 2.17: rows below which each column is
	 * free again. */
	bool sparse;
	size_t free_at[DOC_MAX_COLUMNS + 1];
};

/* Columns (9.1.6), those in groups too; returns the number of the next one. The parser lets nothing
 * be nested deeper than a stack holds. */
static size_t read_columns(struct arena *a, struct odf_table *t, const xmlNode *node, size_t column)
{
	static const char *const groups[] = {"table-columns", "table-header-columns",
	                                     "table-column-group", NULL};

	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		const char *shown = xml_attribute(c, "visibility");
		size_t n = xml_number(c, "number-columns-repeated", 1, ODF_COLUMNS_MAX), end;

		if (xml_is_one_of(c, groups))
			column = read_columns(a, t, c, column);
		if (!xml_is(c, "table-column"))
			continue;
		end = column + n < ODF_COLUMNS_MAX ? column + n : ODF_COLUMNS_MAX;
		if (shown != NULL && strcmp(shown, "visible") != 0)
			ranges_add(a, &t->hidden, column, end);
		column = end;
	}
	return column;
}

/* A cell may have its value only as an attribute (19.385). */
static void take_value(struct odf *x, const xmlNode *node)
{
	const char *value = xml_attribute(node, "value");

	if (value == NULL)
		value = xml_attribute(node, "string-value");
	if (value != NULL && x->g.text.n == 0 && !x->g.any_unseen &&
	    xml_inside(node, XML_PARAGRAPH) == NULL)
		gather_text(&x->g, value, strlen(value));
}

/* Whether the cell is covered by another or in a column that is not shown; with its finding. */
static bool is_hidden_cell(const struct odf *x, const struct odf_table *t, const xmlNode *node)
{
	if (!xml_is(node, "covered-table-cell") && !ranges_have(&t->hidden, t->column))
		return false;
	if (x->g.text.n > 0)
		doc_tell_warning(x->g.doc, x->g.place, _("a cell that is hidden is left out: %s"),
		                 doc_excerpt(x->g.doc, x->g.text.p));
	return true;
}

/* Adds a cell, with the text that was gathered, to so many columns. */
static void add_cells(struct odf *x, struct odf_table *t, struct doc_cell *cell, size_t times)
{
	struct doc *d = x->g.doc;
	size_t n = x->g.text.n;

	cell->text = x->g.text.p;
	if (t->sheet != NULL && (n == 0 || t->sheet->full))
		return;
	if (t->sheet != NULL)
		cell->text = arena_strndup(d->arena, cell->text, n);
	for (size_t i = 0; i < times; i++) {
		cell->column = t->column + i;
		if (t->sheet != NULL)
			sheet_add(t->sheet, cell);
		else if (i == 0)
			(void)doc_add_cell(d, t->table, cell, n);
		else
			doc_repeat_cell(d, t->table, cell->column);
	}
}

/* Goes on to the first column that no cell above covers. */
static void skip_covered(struct odf_table *t)
{
	while (t->sparse && t->column <= DOC_MAX_COLUMNS && t->free_at[t->column] > t->row)
		t->column++;
}

static void cover(struct odf_table *t, const struct doc_cell *cell)
{
	for (size_t c = cell->column; c < cell->column + cell->column_span && c <= DOC_MAX_COLUMNS;
	     c++)
		t->free_at[c] = t->row + cell->row_span;
}

static void read_cell(struct odf *x, struct odf_table *t, const xmlNode *node, int depth)
{
	size_t most = t->sheet != NULL ? ODF_COLUMNS_MAX : DOC_MAX_COLUMNS + 1;
	size_t times = xml_number(node, "number-columns-repeated", 1, most);
	struct gather outer = x->g;
	struct doc_cell cell = {.row = t->row};

	skip_covered(t);
	cell.column = t->column;
	cell.row_span = xml_number(node, "number-rows-spanned", 1, DOC_MAX_ROWS);
	cell.column_span = xml_number(node, "number-columns-spanned", 1, DOC_MAX_COLUMNS);
	cell.place.pointer = t->sheet != NULL
	                             ? sheet_place(t->sheet, t->row, t->column).pointer
	                             : arena_printf(x->g.doc->arena, "/table/%zu/row/%zu/cell/%zu",
	                                            t->table->number, t->row + 1, t->column + 1);
	x->g = (struct gather){.doc = outer.doc, .cell = true, .place = cell.place};
	odf_styles_apply(x->styles, "table-cell", node, &x->g.seen);
	walk_blocks(x, node, depth + 1);
	take_value(x, node);
	gather_tell(&x->g);
	if (!is_hidden_cell(x, t, node))
		add_cells(x, t, &cell, times);
	if (t->sparse)
		cover(t, &(struct doc_cell){.column = t->column,
		                            .row_span = cell.row_span,
		                            .column_span = cell.column_span});
	t->column += t->sparse && times == 1 ? cell.column_span : times;
	buf_release(&x->g.text);
	x->g = outer;
}

static struct doc_place place_of_row(const struct odf *x, const struct odf_table *t)
{
	if (t->sheet != NULL)
		return sheet_place(t->sheet, t->row, 0);
	return (struct doc_place){.pointer = arena_printf(x->g.doc->arena, "/table/%zu/row/%zu",
	                                                  t->table->number, t->row + 1)};
}

static void read_row(struct odf *x, struct odf_table *t, const xmlNode *node, int depth)
{
	const char *shown = xml_attribute(node, "visibility");
	size_t times = xml_number(node, "number-rows-repeated", 1, SHEET_MAX_ROWS);
	struct doc_place place = place_of_row(x, t);

	t->column = 0;
	if (shown != NULL && strcmp(shown, "visible") != 0) {
		if (xml_has_words(node) || xml_inside(node, XML_PARAGRAPH) != NULL)
			doc_tell_warning(x->g.doc, place, _("a hidden row is left out"));
		if (t->sheet != NULL)
			sheet_hide_rows(t->sheet, t->row, times);
		else
			times = 0; /* it takes no place */
	} else {
		for (const xmlNode *c = node->children; c != NULL; c = c->next)
			if ((xml_is(c, "table-cell") || xml_is(c, "covered-table-cell")) &&
			    (t->sheet != NULL || t->column <= DOC_MAX_COLUMNS))
				read_cell(x, t, c, depth);
		/* Rows that are alike are written once; only blank ones are skipped. */
		if (times > 1 && xml_inside(node, XML_PARAGRAPH) != NULL)
			doc_tell_unplaced(x->g.doc, place,
			                  _("%zu rows that are alike are read once"), times);
	}
	t->row += times;
}

static void read_rows(struct odf *x, struct odf_table *t, const xmlNode *node, int depth)
{
	static const char *const groups[] = {"table-header-rows", "table-rows", "table-row-group",
	                                     NULL};

	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		if (t->sheet != NULL && t->sheet->full)
			return;
		if (xml_is(c, "table-row") && (t->sheet != NULL || t->row < DOC_MAX_ROWS))
			read_row(x, t, c, depth);
		else if (xml_is(c, "table-row") && t->row++ == DOC_MAX_ROWS)
			doc_tell_unplaced(x->g.doc, t->table->place,
			                  _("only the first %d rows of this table are read"),
			                  DOC_MAX_ROWS);
		else if (xml_is_one_of(c, groups))
			read_rows(x, t, c, depth + 1); /* cells that are too deep are told */
	}
}

static void read_table(struct odf *x, const xmlNode *node, int depth)
{
	struct odf_table *t;

	gather_break(&x->g);
	if (x->g.cell) { /* part of the cell's text */
		for (const xmlNode *tr = node->children; tr != NULL; tr = tr->next)
			for (const xmlNode *tc = tr->children; tc != NULL; tc = tc->next)
				if (xml_is(tc, "table-cell") &&
				    !doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
					walk_blocks(x, tc, depth + 1);
		return;
	}
	t = mem_alloc(sizeof(*t));
	t->table = doc_new_table(x->g.doc, (struct doc_place){0});
	t->sparse = xml_inside(node, XML_COVERED_CELL) == NULL;
	(void)read_columns(x->g.doc->arena, t, node, 0);
	read_rows(x, t, node, depth);
	doc_add_table(x->g.doc, t->table);
	free(t);
}

static void read_sheet(struct odf *x, const xmlNode *node)
{
	struct sheet sheet = {.doc = x->g.doc, .number = ++x->sheet_n};
	struct odf_table *t;

	x->g.place.pointer = arena_printf(x->g.doc->arena, "/sheet/%zu", sheet.number);
	if (odf_styles_hides_table(x->styles, node)) {
		doc_tell_warning(x->g.doc, x->g.place, _("a hidden sheet is left out"));
		return;
	}
	t = mem_alloc(sizeof(*t));
	t->sheet = &sheet;
	(void)read_columns(x->g.doc->arena, t, node, 0);
	read_rows(x, t, node, 0);
	sheet_finish(&sheet);
	free(t);
}

/* ---- everything else ---- */

/* Items keep their text; what the list writes before them is named. */
static void read_list(struct odf *x, const xmlNode *list, int depth)
{
	for (const xmlNode *c = list->children; c != NULL; c = c->next) {
		if (!xml_is(c, "list-item") && !xml_is(c, "list-header"))
			continue;
		walk_blocks(x, c, depth + 1);
		if (xml_is(c, "list-item") && xml_inside(c, XML_LIST) == NULL)
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
		if (xml_is(c, "annotation"))
			doc_tell_warning(x->g.doc, x->g.place, _("a comment is not imported"));
		else if (xml_is(c, "p") || xml_is(c, "h"))
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
		x.styles = odf_styles_read(d->arena, root,
		                           styles != NULL ? xmlDocGetRootElement(styles) : NULL);
		read_body(&x, root);
		odf_styles_free(x.styles);
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
