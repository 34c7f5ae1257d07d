/* SPDX-License-Identifier: MIT */
/*
 * read_xlsx.c: SpreadsheetML (ECMA-376-1, 18): the cells of every sheet that is shown, with their
 * values as shown and their merges. Hidden sheets, rows and columns, formulas without a stored
 * value, errors and dates are findings.
 */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "import/number_format.h"
#include "import/doc_sheet.h"
#include "import/xml.h"

enum { SHEETS_MAX = 200, COLUMNS_MAX = 16384, STRINGS_MAX = 1000000, FORMATS_MAX = 70000 };

/* A merged range. */
struct xlsx_merge {
	size_t row, column, row_end, column_end;
};

struct xlsx {
	struct doc *doc;
	struct package *package;
	const char **strings; /* shared; in the arena */
	size_t string_n, string_cap;
	const char **formats; /* of cells, by style */
	size_t format_n, format_cap;
	struct sheet *sheet;
	struct xlsx_merge *merges;
	size_t merge_n, merge_cap;
	bool hidden[COLUMNS_MAX];
};

static bool is_set(const xmlNode *node, const char *name)
{
	const char *v = xml_attribute(node, name);

	return v != NULL && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0);
}

static const xmlNode *first_of(const xmlNode *parent, const char *name)
{
	const xmlNode *found = parent != NULL ? xml_child(parent, name) : NULL;

	return found != NULL ? found->children : NULL;
}

/* ---- texts ---- */

/* Struck out, raised or lowered (18.8.16). */
static bool is_left_out(const xmlNode *run)
{
	const xmlNode *p = xml_child(run, "rPr");
	const xmlNode *strike = p != NULL ? xml_child(p, "strike") : NULL;
	const xmlNode *align = p != NULL ? xml_child(p, "vertAlign") : NULL;
	const char *val = align != NULL ? xml_attribute(align, "val") : NULL;
	const char *off = strike != NULL ? xml_attribute(strike, "val") : NULL;

	return (strike != NULL && (off == NULL || strcmp(off, "0") != 0)) ||
	       (val != NULL && strcmp(val, "baseline") != 0);
}

static void put_content(struct buf *b, const xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);

	if (text != NULL)
		buf_puts(b, (const char *)text);
	xmlFree(text);
}

/* A string item (18.4.8): t, or runs r with t; rPh are readings. */
static const char *text_of(struct xlsx *x, const xmlNode *si)
{
	struct buf b = {0};

	for (const xmlNode *c = si->children; c != NULL; c = c->next) {
		const xmlNode *t = xml_is(c, "r") ? xml_child(c, "t") : xml_is(c, "t") ? c : NULL;

		if (t == NULL)
			continue;
		if (c != t && is_left_out(c)) {
			struct buf out = {0};

			put_content(&out, t);
			doc_tell_warning(x->doc,
			                 (struct doc_place){.pointer = "/xl/sharedStrings.xml"},
			                 _("struck-out, raised or lowered text is left out: %s"),
			                 doc_excerpt(x->doc, out.p != NULL ? out.p : ""));
			buf_release(&out);
			continue;
		}
		put_content(&b, t);
	}
	return buf_to_arena(x->doc->arena, &b);
}

static void read_strings(struct xlsx *x)
{
	xmlDoc *tree = package_part(x->package, "xl/sharedStrings.xml");
	const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;

	for (const xmlNode *c = root != NULL ? root->children : NULL;
	     c != NULL && x->string_n < STRINGS_MAX; c = c->next) {
		if (!xml_is(c, "si"))
			continue;
		x->strings = doc_grow(x->doc->arena, x->strings, x->string_n, &x->string_cap,
		                      sizeof(*x->strings));
		x->strings[x->string_n++] = text_of(x, c);
	}
	xmlFreeDoc(tree);
}

/* ---- formats ---- */

static const char *format_of(struct xlsx *x, const xmlNode *root, size_t id)
{
	for (const xmlNode *c = first_of(root, "numFmts"); c != NULL; c = c->next) {
		const char *code = xml_is(c, "numFmt") ? xml_attribute(c, "formatCode") : NULL;

		if (code != NULL && xml_number(c, "numFmtId", SIZE_MAX, FORMATS_MAX) == id)
			return arena_strdup(x->doc->arena, code);
	}
	return number_format_built_in(id);
}

static void read_formats(struct xlsx *x)
{
	xmlDoc *tree = package_part(x->package, "xl/styles.xml");
	const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
	size_t last = SIZE_MAX;

	for (const xmlNode *c = first_of(root, "cellXfs"); c != NULL && x->format_n < FORMATS_MAX;
	     c = c->next) {
		size_t id;

		if (!xml_is(c, "xf"))
			continue;
		id = xml_number(c, "numFmtId", 0, FORMATS_MAX);
		x->formats = doc_grow(x->doc->arena, x->formats, x->format_n, &x->format_cap,
		                      sizeof(*x->formats));
		x->formats[x->format_n] =
		        id == last ? x->formats[x->format_n - 1] : format_of(x, root, id);
		x->format_n++;
		last = id;
	}
	xmlFreeDoc(tree);
}

/* ---- cells ---- */

/* "B3" → row 2, column 1; false if it is none. */
static bool read_reference(const char **s, size_t *row, size_t *column)
{
	size_t r = 0, c = 0;

	for (; **s >= 'A' && **s <= 'Z' && c <= COLUMNS_MAX; ++*s)
		c = c * 26 + (size_t)(**s - 'A') + 1;
	for (; **s >= '0' && **s <= '9' && r <= SHEET_MAX_ROWS; ++*s)
		r = r * 10 + (size_t)(**s - '0');
	if (c == 0 || c > COLUMNS_MAX || r == 0 || r > SHEET_MAX_ROWS)
		return false;
	*row = r - 1;
	*column = c - 1;
	return true;
}

static void read_merges(struct xlsx *x, const xmlNode *root)
{
	for (const xmlNode *c = first_of(root, "mergeCells"); c != NULL; c = c->next) {
		const char *s = xml_is(c, "mergeCell") ? xml_attribute(c, "ref") : NULL;
		struct xlsx_merge m;

		if (s == NULL || x->merge_n == DOC_MAX_ROWS ||
		    !read_reference(&s, &m.row, &m.column) || *s++ != ':' ||
		    !read_reference(&s, &m.row_end, &m.column_end))
			continue;
		x->merges =
		        doc_grow(x->doc->arena, x->merges, x->merge_n, &x->merge_cap, sizeof(m));
		x->merges[x->merge_n++] = m;
	}
}

/* The merged range that a cell is in, or NULL. */
static const struct xlsx_merge *merge_of(const struct xlsx *x, size_t row, size_t column)
{
	for (size_t i = 0; i < x->merge_n; i++) {
		const struct xlsx_merge *m = &x->merges[i];

		if (row >= m->row && row <= m->row_end && column >= m->column &&
		    column <= m->column_end)
			return m;
	}
	return NULL;
}

static const char *tell_cell(const struct xlsx *x, struct doc_place place, const char *why,
                             const char *value)
{
	doc_tell_unplaced(x->doc, place, "%s: %s", why, doc_excerpt(x->doc, value));
	return "";
}

static const char *number_shown(struct xlsx *x, const xmlNode *c, const char *value,
                                struct doc_place place)
{
	size_t style = xml_number(c, "s", 0, FORMATS_MAX);
	const char *format = style < x->format_n ? x->formats[style] : "General";
	struct buf b = {0};
	bool rounded;

	if (!number_format_put(&b, value, format, &rounded)) {
		buf_release(&b);
		return tell_cell(x, place, _("a date, or a number in a format that is not read"),
		                 value);
	}
	if (rounded)
		doc_tell_warning(x->doc, place, _("%s is taken as it is shown: %s"), value, b.p);
	return buf_to_arena(x->doc->arena, &b);
}

/* The value of a cell as it is shown (18.3.1.4). */
static const char *value_of(struct xlsx *x, const xmlNode *c, struct doc_place place)
{
	const char *type = xml_attribute(c, "t");
	const xmlNode *v = xml_child(c, "v"), *is = xml_child(c, "is");
	struct buf b = {0};
	const char *value;
	size_t index;

	if (is != NULL)
		return text_of(x, is);
	if (v != NULL)
		put_content(&b, v);
	value = buf_to_arena(x->doc->arena, &b);
	if (*value == '\0') {
		if (xml_child(c, "f") != NULL && (type == NULL || strcmp(type, "str") != 0))
			tell_cell(x, place, _("a formula has no stored value"), "=");
		return "";
	}
	if (type == NULL || strcmp(type, "n") == 0)
		return number_shown(x, c, value, place);
	if (strcmp(type, "s") == 0) {
		index = strspn(value, "0123456789") == strlen(value) ? strtoul(value, NULL, 10)
		                                                     : SIZE_MAX;
		return index < x->string_n ? x->strings[index]
		                           : tell_cell(x, place, _("a text is missing"), value);
	}
	if (strcmp(type, "e") == 0)
		return tell_cell(x, place, _("the spreadsheet shows an error"), value);
	return value;
}

static void read_cell(struct xlsx *x, const xmlNode *c, size_t row, size_t column)
{
	struct doc_place place = sheet_place(x->sheet, row, column);
	struct doc_cell cell = {.row = row, .column = column, .row_span = 1, .column_span = 1};
	const struct xlsx_merge *m = merge_of(x, row, column);

	if (c->children == NULL && m == NULL)
		return;
	cell.text = value_of(x, c, place);
	if (*cell.text == '\0')
		return;
	if (x->hidden[column]) {
		doc_tell_warning(x->doc, place, _("a cell that is hidden is left out: %s"),
		                 doc_excerpt(x->doc, cell.text));
		return;
	}
	if (m != NULL && (m->row != row || m->column != column)) {
		doc_tell_warning(x->doc, place, _("a cell that is hidden is left out: %s"),
		                 doc_excerpt(x->doc, cell.text));
		return;
	}
	if (m != NULL) {
		cell.row_span = m->row_end - m->row + 1;
		cell.column_span = m->column_end - m->column + 1;
	}
	sheet_add(x->sheet, &cell);
}

static void read_row(struct xlsx *x, const xmlNode *node, size_t row)
{
	bool hidden = is_set(node, "hidden"), told = false;
	size_t column = 0, at_row;

	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		const char *r = xml_is(c, "c") ? xml_attribute(c, "r") : NULL;

		if (!xml_is(c, "c"))
			continue;
		if (r != NULL)
			(void)read_reference(&r, &at_row, &column);
		if (column >= COLUMNS_MAX)
			return;
		if (!hidden)
			read_cell(x, c, row, column);
		else if (!told && c->children != NULL)
			doc_tell_warning(x->doc, sheet_place(x->sheet, row, column),
			                 _("a hidden row is left out"));
		told |= hidden && c->children != NULL;
		column++;
	}
}

static void read_columns(struct xlsx *x, const xmlNode *root)
{
	memset(x->hidden, 0, sizeof(x->hidden));
	for (const xmlNode *c = first_of(root, "cols"); c != NULL; c = c->next) {
		size_t min, max;

		if (!xml_is(c, "col") || !is_set(c, "hidden"))
			continue;
		min = xml_number(c, "min", 1, COLUMNS_MAX);
		max = xml_number(c, "max", 0, COLUMNS_MAX);
		for (size_t i = min > 0 ? min : 1; i <= max; i++)
			x->hidden[i - 1] = true;
	}
}

static void read_sheet(struct xlsx *x, const char *part, size_t number)
{
	xmlDoc *tree = package_part(x->package, part);
	const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
	struct sheet sheet = {.doc = x->doc, .number = number};
	size_t row = 0;

	x->sheet = &sheet;
	x->merges = NULL;
	x->merge_n = x->merge_cap = 0;
	if (root != NULL)
		read_merges(x, root);
	if (root != NULL)
		read_columns(x, root);
	for (const xmlNode *c = first_of(root, "sheetData"); c != NULL; c = c->next) {
		if (!xml_is(c, "row"))
			continue;
		row = xml_number(c, "r", row + 1, SHEET_MAX_ROWS);
		row += row == 0;
		read_row(x, c, row - 1);
	}
	sheet_finish(&sheet);
	if (root != NULL && xml_child(root, "drawing") != NULL)
		doc_tell_warning(x->doc,
		                 (struct doc_place){.pointer = sheet_place(&sheet, 0, 0).pointer},
		                 _("drawings, charts and text boxes of a sheet are not read"));
	xmlFreeDoc(tree);
}

/* ---- the workbook ---- */

/* The part of a sheet by the id of its relation, in the arena; NULL if there is none. */
static const char *part_of(const struct xlsx *x, const xmlNode *relations, const char *id)
{
	for (const xmlNode *c = relations != NULL ? relations->children : NULL; c != NULL;
	     c = c->next) {
		const char *own = c->type == XML_ELEMENT_NODE ? xml_attribute(c, "Id") : NULL;
		const char *target = own != NULL ? xml_attribute(c, "Target") : NULL;

		if (target == NULL || id == NULL || strcmp(own, id) != 0)
			continue;
		return *target == '/' ? arena_strdup(x->doc->arena, target + 1)
		                      : arena_printf(x->doc->arena, "xl/%s", target);
	}
	return NULL;
}

static void read_sheets(struct xlsx *x, const xmlNode *root, const xmlNode *relations)
{
	size_t number = 0;

	for (const xmlNode *c = first_of(root, "sheets"); c != NULL && number < SHEETS_MAX;
	     c = c->next) {
		const char *state = xml_is(c, "sheet") ? xml_attribute(c, "state") : NULL;
		const char *part;

		if (!xml_is(c, "sheet"))
			continue;
		number++;
		if (state != NULL && strcmp(state, "visible") != 0) {
			doc_tell_warning(
			        x->doc,
			        (struct doc_place){.pointer = arena_printf(x->doc->arena,
			                                                   "/sheet/%zu", number)},
			        _("a hidden sheet is left out"));
			continue;
		}
		part = part_of(x, relations, xml_attribute(c, "id"));
		if (part != NULL)
			read_sheet(x, part, number);
	}
}

enum rc xlsx_read(struct doc *d)
{
	struct xlsx *x = arena_new(d->arena, struct xlsx);
	size_t faults = d->findings->error_n;
	xmlDoc *book = NULL, *relations = NULL;
	const xmlNode *root = NULL;
	enum rc rc;

	x->doc = d;
	rc = package_open(d, &x->package);
	if (rc != RC_OK)
		return rc;
	book = package_part(x->package, "xl/workbook.xml");
	root = book != NULL ? xmlDocGetRootElement(book) : NULL;
	if (root != NULL && xml_child(root, "sheets") != NULL) {
		relations = package_part(x->package, "xl/_rels/workbook.xml.rels");
		read_strings(x);
		read_formats(x);
		read_sheets(x, root, relations != NULL ? xmlDocGetRootElement(relations) : NULL);
	} else {
		if (d->findings->error_n == faults)
			doc_tell_unplaced(d, (struct doc_place){0}, _("this is not an .xlsx file"));
		rc = RC_INPUT;
	}
	xmlFreeDoc(relations);
	xmlFreeDoc(book);
	package_close(x->package);
	return rc;
}
