/* SPDX-License-Identifier: MIT */
/*
 * read_docx.c: WordprocessingML (ECMA-376-1, 17): paragraphs, runs, tables. Tracked deletions are
 * left out, tracked insertions are kept. Headers and footers, notes and pictures are not imported:
 * each is a finding, except for page numbers.
 */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "import/doc.h"
#include "import/docx.h"
#include "import/docx_looks.h"
#include "import/norm.h"

/* At most so many headers and footers are read: a hostile file may refer to a large one often. */
enum { FURNITURE_MAX = 24 };

/* ---- paragraphs ---- */

static bool is_right(const xmlNode *properties)
{
	const xmlNode *jc = xml_child(properties, "jc");
	const char *val = jc != NULL ? xml_attribute(jc, "val") : NULL;

	return val != NULL && (strcmp(val, "right") == 0 || strcmp(val, "end") == 0);
}

/*
 * Sets heading, place and number of a paragraph; in a cell only its number. Returns whether its
 * text goes on in the next paragraph.
 */
static bool begin_paragraph(struct docx *x, const xmlNode *p)
{
	const xmlNode *properties = xml_child(p, "pPr");
	struct docx_paragraph found = {.label = ""};

	if (x->numbers != NULL)
		found = docx_numbers_next(x->numbers, properties);
	x->seen = found.seen;
	if (!x->g.cell) {
		x->g.place.pointer =
		        arena_printf(x->g.doc->arena, "/paragraph/%zu", ++x->paragraph_n);
		x->g.heading = found.heading;
		x->g.caption = found.caption;
		x->g.right = properties != NULL && is_right(properties);
	}
	if (found.item.list > 0)
		gather_item(&x->g, &found.item, found.label, x->g.cell && xml_has_words(p));
	return found.joined;
}

static void read_paragraph(struct docx *x, const xmlNode *p, int depth)
{
	bool filled = x->filled, joined;

	x->g.keep = true;
	joined = begin_paragraph(x, p);
	x->filled |= run_looks_is_filled(xml_child(p, "pPr"));
	for (const xmlNode *c = p->children; c != NULL; c = c->next)
		docx_walk_inline(x, c, depth + 1);
	x->filled = filled;
	if (joined)
		return;
	gather_break(&x->g);
	gather_item_end(&x->g);
}

/* ---- tables ---- */

struct docx_table {
	struct doc_table *table;
	size_t row, column;
	bool styled;                   /* the table's style may give cells a ground */
	size_t above[DOC_MAX_COLUMNS]; /* 1 + the cell that begins here and may go on, or 0 */
};

static size_t grid_number(const xmlNode *properties, const char *name)
{
	const xmlNode *at = properties != NULL ? xml_child(properties, name) : NULL;

	return at != NULL ? xml_number(at, "val", 1, DOC_MAX_COLUMNS)
	                  : (size_t)(strcmp(name, "gridSpan") == 0);
}

/* It continues the cell above (ECMA-376-1, 17.4.84). */
static bool goes_on(const xmlNode *properties)
{
	const xmlNode *merge = properties != NULL ? xml_child(properties, "vMerge") : NULL;
	const char *val = merge != NULL ? xml_attribute(merge, "val") : NULL;

	return merge != NULL && (val == NULL || strcmp(val, "restart") != 0);
}

/* Whether the cell ends in the row above. */
static bool ends_above(const struct docx_table *t, size_t above)
{
	const struct doc_cell *c = above > 0 ? &t->table->cells[above - 1] : NULL;

	return c != NULL && c->row + c->row_span == t->row;
}

static void read_cell(struct docx *x, struct docx_table *t, const xmlNode *tc, int depth)
{
	const xmlNode *properties = xml_child(tc, "tcPr");
	struct gather outer = x->g;
	struct doc_cell cell = {.row = t->row, .column = t->column, .row_span = 1};
	size_t *above = t->column < DOC_MAX_COLUMNS ? &t->above[t->column] : NULL;
	bool filled = x->filled;

	x->filled |= t->styled || run_looks_is_filled(properties);
	cell.column_span = grid_number(properties, "gridSpan");
	t->column += cell.column_span;
	x->g = (struct gather){.doc = outer.doc, .cell = true, .place = outer.place};
	cell.place.pointer = arena_printf(outer.doc->arena, "/table/%zu/row/%zu/cell/%zu",
	                                  t->table->number, t->row + 1, cell.column + 1);
	x->g.place.pointer = cell.place.pointer;
	docx_walk_blocks(x, tc, depth + 1);
	gather_tell(&x->g);
	cell.text = x->g.text.p;
	if (goes_on(properties) && above != NULL && ends_above(t, *above) && x->g.text.n == 0) {
		t->table->cells[*above - 1].row_span++;
	} else {
		doc_add_cell(outer.doc, t->table, &cell, x->g.text.n);
		if (above != NULL)
			*above = t->table->cell_n;
	}
	buf_release(&x->g.text);
	x->g = outer;
	x->filled = filled;
}

/* A tracked deletion (17.13.5.1); the cells after it move up. */
static bool is_deleted_cell(const xmlNode *tc)
{
	const xmlNode *properties = xml_child(tc, "tcPr");

	return properties != NULL && xml_child(properties, "cellDel") != NULL;
}

static void read_cells(struct docx *x, struct docx_table *t, const xmlNode *node, int depth)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		if (xml_is(c, "tc") && is_deleted_cell(c))
			continue;
		if (xml_is(c, "tc") && t->column < DOC_MAX_COLUMNS + 1)
			read_cell(x, t, c, depth);
		else if (xml_is_one_of(c, docx_wrappers) &&
		         !doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
			read_cells(x, t, c, depth + 1);
	}
}

/* Rows that are hidden (17.4.20) take no place. */
static void tell_hidden_row(const struct docx *x, const struct docx_table *t, const xmlNode *row)
{
	struct doc_place place = {.pointer = arena_printf(x->g.doc->arena, "/table/%zu/row/%zu",
	                                                  t->table->number, t->row + 1)};

	doc_tell_warning(x->g.doc, place, _("hidden text is left out: %s"),
	                 xml_excerpt(x->g.doc, row));
}

static void read_row(struct docx *x, struct docx_table *t, const xmlNode *tr, int depth)
{
	const xmlNode *properties = xml_child(tr, "trPr");

	if (properties != NULL && xml_child(properties, "del") != NULL)
		return;
	if (properties != NULL && run_looks_is_on(properties, "hidden")) {
		tell_hidden_row(x, t, tr);
		return;
	}
	t->column = grid_number(properties, "gridBefore");
	read_cells(x, t, tr, depth);
	t->row++;
}

static void read_rows(struct docx *x, struct docx_table *t, const xmlNode *node, int depth)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		if (xml_is(c, "tr") && t->row < DOC_MAX_ROWS)
			read_row(x, t, c, depth);
		else if (xml_is(c, "tr") && t->row++ == DOC_MAX_ROWS)
			doc_tell_unplaced(x->g.doc, t->table->place,
			                  _("only the first %d rows of this table are read"),
			                  DOC_MAX_ROWS);
		else if (xml_is_one_of(c, docx_wrappers) &&
		         !doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
			read_rows(x, t, c, depth + 1);
	}
}

/* Whether most of its rows hold tables, so that it only lays out a page. */
static bool is_page_layout(const xmlNode *tbl)
{
	size_t rows = 0, inner = 0;

	for (const xmlNode *c = tbl->children; c != NULL; c = c->next) {
		rows += xml_is(c, "tr");
		inner += xml_is(c, "tr") && xml_inside(c, XML_TABLE) != NULL;
	}
	return doc_is_page_layout(rows, inner);
}

/* Its own ground, or a style that may have one for some of its rows. */
static bool has_ground(const xmlNode *tbl)
{
	const xmlNode *properties = xml_child(tbl, "tblPr");

	return properties != NULL &&
	       (xml_child(properties, "tblStyle") != NULL || run_looks_is_filled(properties));
}

/* A table within a cell is part of its text. */
static void read_table(struct docx *x, const xmlNode *tbl, int depth)
{
	struct docx_table *t;

	gather_break(&x->g);
	if (x->g.cell || is_page_layout(tbl)) {
		for (const xmlNode *tr = tbl->children; tr != NULL; tr = tr->next)
			for (const xmlNode *tc = tr->children; tc != NULL; tc = tc->next)
				if (xml_is(tc, "tc"))
					docx_walk_blocks(x, tc, depth + 1);
		return;
	}
	t = mem_alloc(sizeof(*t));
	t->table = doc_new_table(x->g.doc, x->g.place);
	t->table->place.pointer = arena_printf(x->g.doc->arena, "/table/%zu", t->table->number);
	t->styled = has_ground(tbl);
	read_rows(x, t, tbl, depth);
	doc_add_table(x->g.doc, t->table);
	free(t);
}

void docx_walk_blocks(struct docx *x, const xmlNode *parent, int depth)
{
	if (doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
		return;
	for (const xmlNode *c = parent->children; c != NULL; c = c->next) {
		if (xml_is(c, "p"))
			read_paragraph(x, c, depth);
		else if (xml_is(c, "tbl"))
			read_table(x, c, depth);
		else if (xml_is(c, "altChunk"))
			doc_tell_unplaced(x->g.doc, x->g.place,
			                  _("an embedded document is not imported"));
		else if (xml_is(c, "AlternateContent") || xml_is_one_of(c, docx_wrappers))
			docx_walk_blocks(x, c, depth + 1);
	}
}

/* Whether it is a relation (ECMA-376-2, 9.3) whose type ends in this. */
static bool is_relation(const xmlNode *c, const char *type)
{
	const char *kind = c->type == XML_ELEMENT_NODE ? xml_attribute(c, "Type") : NULL;

	return kind != NULL && xml_attribute(c, "Target") != NULL && strlen(kind) >= strlen(type) &&
	       strcmp(kind + strlen(kind) - strlen(type), type) == 0;
}

/* The part it refers to, in the arena: from the root, or from the folder of `base`. */
static const char *relation_target(const struct doc *d, const xmlNode *c, const char *base,
                                   int folder)
{
	const char *target = xml_attribute(c, "Target");

	if (*target == '/')
		return arena_strdup(d->arena, target + 1);
	return arena_printf(d->arena, "%.*s%s", folder, base, target);
}

/* Length of the folder in a part's name. */
static int folder_length(const char *part)
{
	const char *slash = strrchr(part, '/');

	return slash != NULL ? (int)(slash + 1 - part) : 0;
}

/* The name of the package's document part (ECMA-376-2, 9.3), in the arena. */
static const char *main_part(const struct doc *d, const struct package *p)
{
	xmlDoc *tree = package_part(p, "_rels/.rels");
	const char *name = "word/document.xml";
	const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;

	for (const xmlNode *c = root != NULL ? root->children : NULL; c != NULL; c = c->next)
		if (is_relation(c, "/relationships/officeDocument"))
			name = relation_target(d, c, "", 0);
	xmlFreeDoc(tree);
	return name;
}

static void tell_furniture_part(const struct docx *x, const struct package *p, const char *name)
{
	struct doc part = *x->g.doc;
	struct docx y = {.g = {.doc = &part}};
	struct doc_place place = {.pointer = arena_printf(part.arena, "/%s", name)};
	xmlDoc *tree = package_part(p, name);
	const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;

	part.blocks = NULL;
	part.block_n = part.block_cap = 0;
	if (root != NULL)
		docx_walk_blocks(&y, root, 0);
	for (size_t i = 0; i < part.block_n; i++) {
		struct phrase_match m;
		const char *text = part.blocks[i].text;

		if (part.blocks[i].kind == DOC_TEXT && doc_has_words(text) &&
		    !phrase_match(&part.form->recognise.numbers, text, &m))
			doc_tell_warning(x->g.doc, place,
			                 _("a page header or footer is left out: %s"),
			                 doc_excerpt(x->g.doc, text));
	}
	buf_release(&y.g.text);
	buf_release(&y.codes);
	xmlFreeDoc(tree);
}

/* The relations of the document part; the caller frees them. */
static xmlDoc *read_relations(const struct doc *d, const struct package *p, const char *document)
{
	int folder = folder_length(document);

	return package_part(p, arena_printf(d->arena, "%.*s_rels/%s.rels", folder, document,
	                                    document + folder));
}

/* Headers and footers do not belong to the report, but their texts must not be lost silently. */
static void tell_furniture(const struct docx *x, const struct package *p, const char *document,
                           const xmlNode *relations)
{
	int folder = folder_length(document);
	size_t n = 0;

	for (const xmlNode *c = relations != NULL ? relations->children : NULL;
	     c != NULL && n < FURNITURE_MAX; c = c->next)
		if (is_relation(c, "/header") || is_relation(c, "/footer")) {
			tell_furniture_part(x, p, relation_target(x->g.doc, c, document, folder));
			n++;
		}
}

/* A part that the document refers to, or NULL; the caller frees it. */
static xmlDoc *read_named_part(const struct doc *d, const struct package *p, const char *document,
                               const xmlNode *relations, const char *type)
{
	for (const xmlNode *c = relations != NULL ? relations->children : NULL; c != NULL;
	     c = c->next)
		if (is_relation(c, type))
			return package_part(
			        p, relation_target(d, c, document, folder_length(document)));
	return NULL;
}

static const xmlNode *root_of(const xmlDoc *tree)
{
	return tree != NULL ? xmlDocGetRootElement(tree) : NULL;
}

static void read_numbers(struct docx *x, const struct package *p, const char *document,
                         const xmlNode *relations)
{
	struct doc *d = x->g.doc;
	xmlDoc *styles = read_named_part(d, p, document, relations, "/styles");
	xmlDoc *numbering = read_named_part(d, p, document, relations, "/numbering");

	x->numbers = docx_numbers_read(d, root_of(styles), root_of(numbering));
	xmlFreeDoc(styles);
	xmlFreeDoc(numbering);
}

enum rc docx_read(struct doc *d)
{
	struct docx x = {.g = {.doc = d}};
	struct package *p = NULL;
	size_t faults = d->findings->error_n;
	const xmlNode *body;
	const char *name;
	xmlDoc *tree, *relations;
	enum rc rc = package_open(d, &p);

	if (rc != RC_OK)
		return rc;
	name = main_part(d, p);
	tree = package_part(p, name);
	relations = tree != NULL ? read_relations(d, p, name) : NULL;
	body = root_of(tree) != NULL ? xml_child(root_of(tree), "body") : NULL;
	if (body != NULL) {
		read_numbers(&x, p, name, root_of(relations));
		docx_walk_blocks(&x, body, 0);
		tell_furniture(&x, p, name, root_of(relations));
	} else if (d->findings->error_n == faults) {
		doc_tell_unplaced(d, (struct doc_place){0}, _("this is not a .docx file"));
	}
	buf_release(&x.g.text);
	buf_release(&x.codes);
	xmlFreeDoc(relations);
	xmlFreeDoc(tree);
	package_close(p);
	return body != NULL ? RC_OK : RC_INPUT;
}
