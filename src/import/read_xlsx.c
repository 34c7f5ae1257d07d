/* SPDX-License-Identifier: MIT */
/*
 * read_xlsx.c: SpreadsheetML (ECMA-376-1, 18): the cells of every sheet that is shown, with their
 * values as shown and their merges. Hidden sheets, rows and columns, formulas without a stored
 * value, errors and dates are findings.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "import/number_format.h"
#include "import/doc_sheet.h"
#include "import/xml.h"

enum { SHEETS_MAX = 200, COLUMNS_MAX = 16384, STRINGS_MAX = 1000000, FORMATS_MAX = 70000 };

/* A merged range. */
struct xlsx_merge {
	size_t row, column, row_end, column_end;
};

/* How a cell is shown (18.8.10). */
struct cell_style {
	const char *format;
	struct seen seen;
};

struct xlsx {
	struct doc *doc;
	struct package *package;
	xmlDoc *string_tree;
	const xmlNode **strings; /* shared; in the arena */
	size_t string_n, string_cap;
	struct cell_style *styles;
	size_t style_n, style_cap;
	bool hides_noughts; /* the sheet shows none */
	bool merges_told;   /* that there are too many */
	struct sheet *sheet;
	struct xlsx_merge *merges;
	size_t merge_n, merge_cap, merge_next;
	const struct xlsx_merge *over[COLUMNS_MAX]; /* the last one that reaches over a column */
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

/* Adds what font properties say, of a run or of a cell (18.4.7, 18.8.22). */
static void read_font(const xmlNode *p, struct seen *s)
{
	enum { TINY_MAX = 2 /* points */ };
	const xmlNode *strike = p != NULL ? xml_child(p, "strike") : NULL;
	const xmlNode *align = p != NULL ? xml_child(p, "vertAlign") : NULL;
	const xmlNode *size = p != NULL ? xml_child(p, "sz") : NULL;
	const xmlNode *colour = p != NULL ? xml_child(p, "color") : NULL;
	const char *val = align != NULL ? xml_attribute(align, "val") : NULL;
	const char *rgb = colour != NULL ? xml_attribute(colour, "rgb") : NULL;

	if (strike != NULL)
		s->struck = xml_attribute(strike, "val") == NULL || is_set(strike, "val");
	if (val != NULL)
		s->shift = strcmp(val, "superscript") == 0 ? 1
		           : strcmp(val, "subscript") == 0 ? -1
		                                           : 0;
	if (size != NULL)
		s->tiny = xml_number(size, "val", TINY_MAX + 1, TINY_MAX + 1) <= TINY_MAX;
	if (rgb != NULL)
		s->pale = strcasecmp(rgb, "FFFFFFFF") == 0 || strcasecmp(rgb, "00FFFFFF") == 0;
}

/* A text with the characters that are written _xHHHH_ (22.9.2.19): line ends, mostly. */
static void gather_escaped(struct gather *g, const char *s)
{
	const char *end = s + strlen(s), *from = s;

	for (; s < end; s++) {
		char *stop;
		unsigned long cp;
		char utf8[5] = {0};
		struct buf b = {0};

		if (end - s < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' ||
		    strspn(s + 2, "0123456789ABCDEFabcdef") != 4)
			continue;
		cp = strtoul(s + 2, &stop, 16);
		gather_text(g, from, (size_t)(s - from));
		if (cp >= 0xD800 && cp < 0xE000)
			cp = 0xFFFD;
		buf_put_utf8(&b, (uint32_t)(cp > 0 ? cp : ' '));
		memcpy(utf8, b.p, b.n);
		gather_text(g, utf8, b.n);
		buf_release(&b);
		s += 6;
		from = s + 1;
	}
	gather_text(g, from, (size_t)(end - from));
}

/* Lines of a cell end at line ends; elsewhere they are blanks. */
static void gather_lines(struct gather *g, const xmlNode *t)
{
	xmlChar *text = xmlNodeGetContent(t);
	char *s = (char *)text, *line;

	while (s != NULL && (line = strchr(s, '\n')) != NULL) {
		*line = '\0';
		gather_escaped(g, s);
		gather_break(g);
		s = line + 1;
	}
	if (s != NULL)
		gather_escaped(g, s);
	xmlFree(text);
}

/* A string item (18.4.8): t, or runs r with t; rPh are readings. */
static void gather_string(struct gather *g, const xmlNode *si)
{
	struct seen cell = g->seen;

	for (const xmlNode *c = si->children; c != NULL; c = c->next) {
		const xmlNode *t = xml_is(c, "r") ? xml_child(c, "t") : xml_is(c, "t") ? c : NULL;

		if (t == NULL)
			continue;
		g->seen = cell;
		if (c != t)
			read_font(xml_child(c, "rPr"), &g->seen);
		gather_lines(g, t);
	}
	g->seen = cell;
}

static void read_strings(struct xlsx *x)
{
	const xmlNode *root;

	x->string_tree = package_part(x->package, "xl/sharedStrings.xml");
	root = x->string_tree != NULL ? xmlDocGetRootElement(x->string_tree) : NULL;
	for (const xmlNode *c = root != NULL ? root->children : NULL;
	     c != NULL && x->string_n < STRINGS_MAX; c = c->next) {
		if (!xml_is(c, "si"))
			continue;
		x->strings = doc_grow(x->doc->arena, x->strings, x->string_n, &x->string_cap,
		                      sizeof(*x->strings));
		x->strings[x->string_n++] = c;
	}
}

/* ---- formats ---- */

/* The items of a list in styles.xml by their number, in the arena. */
struct style_items {
	const xmlNode **nodes;
	size_t n, cap;
};

static struct style_items list_items(struct xlsx *x, const xmlNode *root, const char *list,
                                     const char *name)
{
	struct style_items items = {0};

	for (const xmlNode *c = first_of(root, list); c != NULL && items.n < FORMATS_MAX;
	     c = c->next) {
		if (!xml_is(c, name))
			continue;
		items.nodes = doc_grow(x->doc->arena, items.nodes, items.n, &items.cap,
		                       sizeof(*items.nodes));
		items.nodes[items.n++] = c;
	}
	return items;
}

/* The codes of number formats by their id; of equal ids the first counts. */
static const char **read_codes(struct xlsx *x, const xmlNode *root)
{
	const char **codes = arena_array(x->doc->arena, const char *, FORMATS_MAX + 1);

	for (const xmlNode *c = first_of(root, "numFmts"); c != NULL; c = c->next) {
		const char *code = xml_is(c, "numFmt") ? xml_attribute(c, "formatCode") : NULL;
		size_t id = xml_number(c, "numFmtId", FORMATS_MAX, FORMATS_MAX);

		if (code != NULL && codes[id] == NULL)
			codes[id] = arena_strdup(x->doc->arena, code);
	}
	return codes;
}

/* The ground of a cell (18.8.32): of fills the first two are Excel's own, none and grey. */
static bool is_filled(const struct style_items *fills, size_t id)
{
	const xmlNode *pattern = id < fills->n ? xml_child(fills->nodes[id], "patternFill") : NULL;
	const char *type = pattern != NULL ? xml_attribute(pattern, "patternType") : NULL;
	const xmlNode *colour = pattern != NULL ? xml_child(pattern, "fgColor") : NULL;
	const char *rgb = colour != NULL ? xml_attribute(colour, "rgb") : NULL;

	if (id < fills->n && pattern == NULL)
		return true; /* a gradient */
	return type != NULL && strcmp(type, "none") != 0 &&
	       (rgb == NULL || strcasecmp(rgb, "FFFFFFFF") != 0);
}

static void read_styles(struct xlsx *x)
{
	xmlDoc *tree = package_part(x->package, "xl/styles.xml");
	const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
	struct style_items fonts = list_items(x, root, "fonts", "font");
	struct style_items fills = list_items(x, root, "fills", "fill");
	struct style_items cells = list_items(x, root, "cellXfs", "xf");
	const char **codes = root != NULL ? read_codes(x, root) : NULL;

	x->styles = arena_array(x->doc->arena, struct cell_style, cells.n);
	for (; x->style_n < cells.n; x->style_n++) {
		const xmlNode *c = cells.nodes[x->style_n];
		struct cell_style *s = &x->styles[x->style_n];
		size_t id = xml_number(c, "numFmtId", 0, FORMATS_MAX);
		size_t font = xml_number(c, "fontId", FORMATS_MAX, FORMATS_MAX);

		s->format = codes[id] != NULL ? codes[id] : number_format_built_in(id);
		if (font < fonts.n)
			read_font(fonts.nodes[font], &s->seen);
		s->seen.filled =
		        is_filled(&fills, xml_number(c, "fillId", FORMATS_MAX, FORMATS_MAX));
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

/* Whether no more are read; reported once. */
static bool tell_many_merges(struct xlsx *x)
{
	if (x->merge_n < DOC_MAX_ROWS)
		return false;
	if (!x->merges_told)
		doc_tell_unplaced(x->doc, sheet_place(x->sheet, 0, 0),
		                  _("only the first %d merged cells of a sheet are read"),
		                  DOC_MAX_ROWS);
	x->merges_told = true;
	return true;
}

static void read_merges(struct xlsx *x, const xmlNode *root)
{
	for (const xmlNode *c = first_of(root, "mergeCells"); c != NULL; c = c->next) {
		const char *s = xml_is(c, "mergeCell") ? xml_attribute(c, "ref") : NULL;
		struct xlsx_merge m;

		if (s == NULL || tell_many_merges(x) || !read_reference(&s, &m.row, &m.column) ||
		    *s++ != ':' || !read_reference(&s, &m.row_end, &m.column_end))
			continue;
		x->merges =
		        doc_grow(x->doc->arena, x->merges, x->merge_n, &x->merge_cap, sizeof(m));
		x->merges[x->merge_n++] = m;
	}
}

/* By their first row, then column. */
static int compare_merges(const void *a, const void *b)
{
	const struct xlsx_merge *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

/*
 * The merged range that a cell is in, or NULL. Cells come by row, so those that ended above are
 * done with, and those that begin below come later.
 */
static const struct xlsx_merge *merge_of(struct xlsx *x, size_t row, size_t column)
{
	while (x->merge_next < x->merge_n && x->merges[x->merge_next].row <= row) {
		const struct xlsx_merge *m = &x->merges[x->merge_next++];

		for (size_t c = m->column; c <= m->column_end; c++)
			if (x->over[c] == NULL || x->over[c]->row_end < row)
				x->over[c] = m;
	}
	return x->over[column] != NULL && x->over[column]->row_end >= row &&
	                       x->over[column]->row <= row
	               ? x->over[column]
	               : NULL;
}

static const char *tell_cell(const struct xlsx *x, struct doc_place place, const char *why,
                             const char *value)
{
	doc_tell_unplaced(x->doc, place, "%s: %s", why, doc_excerpt(x->doc, value));
	return "";
}

static const struct cell_style *style_of(const struct xlsx *x, const xmlNode *c)
{
	static const struct cell_style none = {.format = "General"};
	size_t style = xml_number(c, "s", 0, FORMATS_MAX);

	return style < x->style_n ? &x->styles[style] : &none;
}

static const char *number_shown(struct xlsx *x, const xmlNode *c, const char *value,
                                struct doc_place place)
{
	struct buf b = {0};
	enum number_shown shown;

	if (!number_format_put(&b, value, style_of(x, c)->format, &shown)) {
		buf_release(&b);
		return tell_cell(x, place, _("a date, or a number in a format that is not read"),
		                 value);
	}
	if (shown == NUMBER_ROUNDED)
		doc_tell_warning(x->doc, place, _("%s is taken as it is shown: %s"), value, b.p);
	else if (shown == NUMBER_OTHERWISE || (x->hides_noughts && b.p[strspn(b.p, "0.")] == '\0'))
		doc_tell_warning(x->doc, place,
		                 _("%s is shown as a blank or in another way; the number itself is "
		                   "taken"),
		                 value);
	return buf_to_arena(x->doc->arena, &b);
}

static const xmlNode *string_of(const struct xlsx *x, const char *index)
{
	size_t i =
	        strspn(index, "0123456789") == strlen(index) ? strtoul(index, NULL, 10) : SIZE_MAX;

	return i < x->string_n ? x->strings[i] : NULL;
}

/* Gathers the value of a cell as it is shown (18.3.1.4). */
static void gather_value(struct xlsx *x, const xmlNode *c, struct gather *g)
{
	const char *type = xml_attribute(c, "t"), *value;
	const xmlNode *v = xml_child(c, "v"), *is = xml_child(c, "is");
	xmlChar *text = v != NULL ? xmlNodeGetContent(v) : NULL;

	value = text != NULL ? arena_strdup(x->doc->arena, (const char *)text) : "";
	xmlFree(text);
	if (is != NULL) {
		gather_string(g, is);
		return;
	}
	if (*value == '\0') {
		if (xml_child(c, "f") != NULL && (type == NULL || strcmp(type, "str") != 0))
			tell_cell(x, g->place, _("a formula has no stored value"), "=");
		return;
	}
	if (type == NULL || strcmp(type, "n") == 0)
		value = number_shown(x, c, value, g->place);
	else if (strcmp(type, "e") == 0)
		value = tell_cell(x, g->place, _("the spreadsheet shows an error"), value);
	else if (strcmp(type, "b") == 0)
		value = *value == '1' ? "TRUE" : "FALSE";
	else if (strcmp(type, "s") == 0) {
		if (string_of(x, value) != NULL)
			gather_string(g, string_of(x, value));
		else
			tell_cell(x, g->place, _("a text is missing"), value);
		return;
	}
	gather_escaped(g, value);
}

static void add_cell(struct xlsx *x, struct doc_cell *cell, const struct xlsx_merge *m,
                     struct doc_place place)
{
	if (x->hidden[cell->column] ||
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
	const struct xlsx_merge *m = merge_of(x, row, column);

	if (c->children == NULL)
		return;
	g.place = sheet_place(x->sheet, row, column);
	g.seen = style_of(x, c)->seen;
	gather_value(x, c, &g);
	gather_tell(&g);
	if (g.text.n > 0) {
		cell.text = arena_strndup(x->doc->arena, g.text.p, g.text.n);
		add_cell(x, &cell, m, g.place);
	}
	buf_release(&g.text);
}

static void read_row(struct xlsx *x, const xmlNode *node, size_t row)
{
	bool hidden = is_set(node, "hidden") || xml_number(node, "ht", 1, 1) == 0, told = false;
	size_t column = 0, at_row;

	if (hidden)
		sheet_hide_rows(x->sheet, row, 1);
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

		if (!xml_is(c, "col") || (!is_set(c, "hidden") && xml_number(c, "width", 1, 1) > 0))
			continue;
		min = xml_number(c, "min", 1, COLUMNS_MAX);
		max = xml_number(c, "max", 0, COLUMNS_MAX);
		for (size_t i = min > 0 ? min : 1; i <= max; i++)
			x->hidden[i - 1] = true;
	}
}

static bool hides_noughts(const xmlNode *root)
{
	for (const xmlNode *c = first_of(root, "sheetViews"); c != NULL; c = c->next) {
		const char *shows = xml_is(c, "sheetView") ? xml_attribute(c, "showZeros") : NULL;

		if (shows != NULL && (strcmp(shows, "0") == 0 || strcmp(shows, "false") == 0))
			return true;
	}
	return false;
}

static void read_sheet(struct xlsx *x, const char *part, size_t number)
{
	xmlDoc *tree = package_part(x->package, part);
	const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
	struct sheet sheet = {.doc = x->doc, .number = number};
	size_t row = 0;

	x->sheet = &sheet;
	x->merges = NULL;
	x->merge_n = x->merge_cap = x->merge_next = 0;
	x->merges_told = false;
	memset(x->over, 0, sizeof(x->over));
	if (root != NULL)
		read_merges(x, root);
	if (x->merge_n > 0)
		qsort(x->merges, x->merge_n, sizeof(*x->merges), compare_merges);
	x->hides_noughts = hides_noughts(root);
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
		read_styles(x);
		read_sheets(x, root, relations != NULL ? xmlDocGetRootElement(relations) : NULL);
	} else {
		if (d->findings->error_n == faults)
			doc_tell_unplaced(d, (struct doc_place){0}, _("this is not an .xlsx file"));
		rc = RC_INPUT;
	}
	xmlFreeDoc(x->string_tree);
	xmlFreeDoc(relations);
	xmlFreeDoc(book);
	package_close(x->package);
	return rc;
}
