/* SPDX-License-Identifier: MIT */
/*
 * read_xlsx.c: SpreadsheetML (ECMA-376-1, 18): the cells of every sheet that is shown, with their
 * values as shown and their merges. Hidden sheets, rows and columns, formulas without a stored
 * value, errors and dates are findings.
 */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "import/xlsx.h"

enum { SHEETS_MAX = 200, COLUMNS_MAX = 16384, MERGES_MAX = 2 * DOC_MAX_ROWS };

struct xlsx {
	struct doc *doc;
	struct package *package;
	struct xlsx_texts *texts;
	const struct xlsx_styles *styles;
	bool hides_noughts; /* the sheet shows none */
	struct sheet *sheet;
	struct xlsx_merges merges;
	size_t merge_n;       /* of the sheets so far */
	struct ranges hidden; /* columns */
};

/* ---- cells ---- */

static const xmlNode *root_of(xmlDoc *tree)
{
	return tree != NULL ? xmlDocGetRootElement(tree) : NULL;
}

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

/* Whether no more are read, which is told with the first one that is not. */
static bool are_too_many(struct xlsx *x)
{
	if (x->merge_n < MERGES_MAX)
		return false;
	if (x->merge_n++ == MERGES_MAX)
		doc_tell_unplaced(x->doc, sheet_place(x->sheet, 0, 0),
		                  _("only the first %d merged cells of a spreadsheet are read"),
		                  MERGES_MAX);
	return true;
}

static void read_merges(struct xlsx *x, const xmlNode *root)
{
	x->merges = (struct xlsx_merges){0};
	for (const xmlNode *c = xlsx_first_of(root, "mergeCells"); c != NULL; c = c->next) {
		const char *s = xml_is(c, "mergeCell") ? xml_attribute(c, "ref") : NULL;
		struct xlsx_merge m;

		if (s == NULL || are_too_many(x) || !read_reference(&s, &m.row, &m.column) ||
		    *s++ != ':' || !read_reference(&s, &m.row_end, &m.column_end))
			continue;
		x->merge_n++;
		xlsx_merges_add(x->doc->arena, &x->merges, &m);
	}
	xlsx_merges_sort(&x->merges);
}

static const char *tell_cell(const struct xlsx *x, struct doc_place place, const char *why,
                             const char *value)
{
	doc_tell_unplaced(x->doc, place, "%s: %s", why, doc_excerpt(x->doc, value));
	return "";
}

/* Puts what a cell with a number shows into b, and returns that. */
static const char *number_shown(struct xlsx *x, const xmlNode *c, const char *value,
                                struct doc_place place, struct buf *b)
{
	enum number_shown shown;

	if (!number_format_put(b, value, xlsx_style_of(x->styles, c)->format, &shown))
		return tell_cell(x, place, _("a date, or a number in a format that is not read"),
		                 value);
	if (shown == NUMBER_ROUNDED)
		doc_tell_warning(x->doc, place, _("%s is taken as it is shown: %s"), value, b->p);
	else if (shown == NUMBER_OTHERWISE ||
	         (x->hides_noughts && b->p[strspn(b->p, "0.")] == '\0'))
		doc_tell_warning(x->doc, place,
		                 _("%s is shown as a blank or in another way; the number itself is "
		                   "taken"),
		                 value);
	return b->p;
}

/* What a cell shows that has its value itself (18.3.1.4), before it is gathered; maybe in b. */
static const char *value_shown(struct xlsx *x, const xmlNode *c, const char *value,
                               struct doc_place place, struct buf *b)
{
	const char *type = xml_attribute(c, "t");

	if (*value == '\0') {
		if (xml_child(c, "f") != NULL && (type == NULL || strcmp(type, "str") != 0))
			tell_cell(x, place, _("a formula has no stored value"), "=");
		return "";
	}
	if (type == NULL || strcmp(type, "n") == 0)
		return number_shown(x, c, value, place, b);
	if (strcmp(type, "e") == 0)
		return tell_cell(x, place, _("the spreadsheet shows an error"), value);
	if (strcmp(type, "b") == 0)
		return *value == '1' ? "TRUE" : "FALSE";
	return value;
}

/* The text of a cell as it is shown, in the arena; what of it is not taken is told. */
static const char *text_shown(struct xlsx *x, const xmlNode *c, const char *value, struct gather *g)
{
	const char *type = xml_attribute(c, "t"), *text;
	const xmlNode *is = xml_child(c, "is");
	struct buf b = {0};

	if (is == NULL && *value != '\0' && type != NULL && strcmp(type, "s") == 0) {
		text = xlsx_shared_text(g, x->sheet, x->texts, value);
		return text != NULL ? text : tell_cell(x, g->place, _("a text is missing"), value);
	}
	if (is != NULL)
		(void)xlsx_gather_string(g, is);
	else
		xlsx_gather_escaped(g, value_shown(x, c, value, g->place, &b));
	buf_release(&b);
	gather_tell(g);
	return g->text.n > 0 ? arena_strndup(x->doc->arena, g->text.p, g->text.n) : "";
}

static void add_cell(struct xlsx *x, struct doc_cell *cell, const struct xlsx_merge *m,
                     struct doc_place place)
{
	if (ranges_have(&x->hidden, cell->column) ||
	    (m != NULL && (m->row != cell->row || m->column != cell->column))) {
		doc_tell_warning(x->doc, place, _("a cell that is hidden is left out: %s"),
		                 doc_excerpt(x->doc, cell->text));
		return;
	}
	if (m != NULL) {
		cell->row_span = m->row_end - m->row + 1;
		cell->column_span = m->column_end - m->column + 1;
	}
	sheet_add(x->sheet, cell);
}

static void read_cell(struct xlsx *x, const xmlNode *c, size_t row, size_t column)
{
	struct gather g = {.doc = x->doc, .cell = true, .keep = true};
	struct doc_cell cell = {.row = row, .column = column, .row_span = 1, .column_span = 1};
	const struct xlsx_merge *m = xlsx_merge_of(x->doc->arena, &x->merges, row, column);
	const xmlNode *v = xml_child(c, "v");
	xmlChar *value;

	if (c->children == NULL)
		return;
	g.place = sheet_place(x->sheet, row, column);
	g.seen = xlsx_style_of(x->styles, c)->seen;
	value = v != NULL ? xmlNodeGetContent(v) : NULL;
	cell.text = text_shown(x, c, value != NULL ? (const char *)value : "", &g);
	if (*cell.text != '\0')
		add_cell(x, &cell, m, g.place);
	xmlFree(value);
	buf_release(&g.text);
}

static void read_row(struct xlsx *x, const xmlNode *node, size_t row)
{
	bool hidden = xlsx_is_set(node, "hidden") || xml_number(node, "ht", 1, 1) == 0,
	     told = false;
	size_t column = 0, at_row;

	if (hidden)
		sheet_hide_rows(x->sheet, row, 1);
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		const char *r = xml_is(c, "c") ? xml_attribute(c, "r") : NULL;

		if (!xml_is(c, "c"))
			continue;
		if (r != NULL)
			(void)read_reference(&r, &at_row, &column);
		if (column >= COLUMNS_MAX || x->sheet->full)
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
	x->hidden = (struct ranges){0};
	for (const xmlNode *c = xlsx_first_of(root, "cols"); c != NULL; c = c->next) {
		size_t min, max;

		if (!xml_is(c, "col") ||
		    (!xlsx_is_set(c, "hidden") && xml_number(c, "width", 1, 1) > 0))
			continue;
		min = xml_number(c, "min", 1, COLUMNS_MAX);
		max = xml_number(c, "max", 0, COLUMNS_MAX);
		ranges_add(x->doc->arena, &x->hidden, min > 0 ? min - 1 : 0, max);
	}
	ranges_sort(&x->hidden);
}

static bool hides_noughts(const xmlNode *root)
{
	for (const xmlNode *c = xlsx_first_of(root, "sheetViews"); c != NULL; c = c->next) {
		const char *shows = xml_is(c, "sheetView") ? xml_attribute(c, "showZeros") : NULL;

		if (shows != NULL && (strcmp(shows, "0") == 0 || strcmp(shows, "false") == 0))
			return true;
	}
	return false;
}

static void read_sheet(struct xlsx *x, const char *part, size_t number)
{
	xmlDoc *tree = package_part(x->package, part);
	const xmlNode *root = root_of(tree);
	struct sheet sheet = {.doc = x->doc, .number = number};
	size_t row = 0;

	x->sheet = &sheet;
	read_merges(x, root);
	x->hides_noughts = hides_noughts(root);
	read_columns(x, root);
	for (const xmlNode *c = xlsx_first_of(root, "sheetData"); c != NULL; c = c->next) {
		if (!xml_is(c, "row"))
			continue;
		row = xml_number(c, "r", row + 1, SHEET_MAX_ROWS);
		row += row == 0;
		if (!sheet.full)
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

/* A relation of the workbook to a part. */
struct relation {
	const char *id, *target;
	size_t number;
};

/* By their id; of equal ids the first comes first. */
static int compare_relations(const void *a, const void *b)
{
	const struct relation *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

struct relations {
	struct relation *items;
	size_t n, cap;
};

static struct relations read_relations(struct arena *a, const xmlNode *root)
{
	struct relations r = {0};

	for (const xmlNode *c = root != NULL ? root->children : NULL; c != NULL; c = c->next) {
		const char *id = c->type == XML_ELEMENT_NODE ? xml_attribute(c, "Id") : NULL;
		const char *target = id != NULL ? xml_attribute(c, "Target") : NULL;

		if (target == NULL)
			continue;
		r.items = doc_grow(a, r.items, r.n, &r.cap, sizeof(*r.items));
		r.items[r.n] = (struct relation){id, target, r.n};
		r.n++;
	}
	if (r.n > 0)
		qsort(r.items, r.n, sizeof(*r.items), compare_relations);
	return r;
}

/* The part of a sheet by the id of its relation, in the arena; NULL if there is none. */
static const char *part_of(struct arena *a, const struct relations *r, const char *id)
{
	size_t low = 0, high = r->n;

	while (id != NULL && low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(r->items[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (id == NULL || low == r->n || strcmp(r->items[low].id, id) != 0)
		return NULL;
	return *r->items[low].target == '/' ? arena_strdup(a, r->items[low].target + 1)
	                                    : arena_printf(a, "xl/%s", r->items[low].target);
}

static void read_sheets(struct xlsx *x, const xmlNode *root, const xmlNode *relations)
{
	const struct relations r = read_relations(x->doc->arena, relations);
	size_t number = 0;

	for (const xmlNode *c = xlsx_first_of(root, "sheets"); c != NULL && number < SHEETS_MAX;
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
		part = part_of(x->doc->arena, &r, xml_attribute(c, "id"));
		if (part != NULL)
			read_sheet(x, part, number);
	}
}

static void read_book(struct xlsx *x, const xmlNode *book)
{
	xmlDoc *relations = package_part(x->package, "xl/_rels/workbook.xml.rels");
	xmlDoc *texts = package_part(x->package, "xl/sharedStrings.xml");
	xmlDoc *styles = package_part(x->package, "xl/styles.xml");

	x->texts = xlsx_texts_read(x->doc, root_of(texts));
	x->styles = xlsx_styles_read(x->doc->arena, root_of(styles));
	xmlFreeDoc(styles);
	read_sheets(x, book, root_of(relations));
	xmlFreeDoc(texts);
	xmlFreeDoc(relations);
}

enum rc xlsx_read(struct doc *d)
{
	struct xlsx *x = arena_new(d->arena, struct xlsx);
	size_t faults = d->findings->error_n;
	const xmlNode *root;
	xmlDoc *book;
	enum rc rc;

	x->doc = d;
	rc = package_open(d, &x->package);
	if (rc != RC_OK)
		return rc;
	book = package_part(x->package, "xl/workbook.xml");
	root = root_of(book);
	if (root != NULL && xml_child(root, "sheets") != NULL) {
		read_book(x, root);
	} else {
		if (d->findings->error_n == faults)
			doc_tell_unplaced(d, (struct doc_place){0}, _("this is not an .xlsx file"));
		rc = RC_INPUT;
	}
	xmlFreeDoc(book);
	package_close(x->package);
	return rc;
}
