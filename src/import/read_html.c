/* SPDX-License-Identifier: MIT */
/*
 * read_html.c: web pages, parsed by libxml2, which accepts what browsers accept. A table that
 * contains tables, or has one column only, is page layout: its content is read as if it were not in
 * a table.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "import/css.h"
#include "import/doc.h"
#include "import/xml.h"

/* An open ol or ul. */
struct html_list {
	const struct html_list *outer;
	struct doc_item item; /* of its last item */
	enum list_count count;
	int step;  /* of its numbers: -1 in one that counts down */
	bool stop; /* "、" behind its numbers, not "." */
};

struct html {
	struct gather g;
	bool too_deep;          /* is reported */
	bool formula;           /* in one, which was told */
	struct html_list *list; /* the innermost open one, or NULL */
	size_t *line_offs;      /* [line_n]: where lines begin */
	size_t line_n;
	struct css_rules *rules;
};

/* What a browser does not show, or no text. */
static const char *const left_out[] = {"script", "style",    "head",  "template", "noscript",
                                       "button", "datalist", "meter", "progress", NULL};
/* What it shows, and a report does not hold: named in a finding. */
static const char *const named[] = {"nav", "svg", "iframe", "rt", "rtc", NULL};
static const char *const struck[] = {"s", "strike", "del", NULL};
static const char *const blocks[] = {
        "p",     "div",   "section",    "article",    "main",    "header",   "footer",
        "aside", "ul",    "ol",         "menu",       "dir",     "li",       "dl",
        "dt",    "dd",    "h1",         "h2",         "h3",      "h4",       "h5",
        "h6",    "pre",   "blockquote", "address",    "table",   "caption",  "thead",
        "tbody", "tfoot", "tr",         "td",         "th",      "form",     "center",
        "hr",    "body",  "figure",     "details",    "summary", "fieldset", "legend",
        "title", "br",    "textarea",   "figcaption", NULL};
static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6", NULL};
/* "frame" stands for "embed": see html_source.c. */
static const char *const pictures[] = {"img", "object", "frame", "video", "canvas", NULL};

static void walk(struct html *h, const xmlNode *node, int depth);
static struct seen seen_of(const struct html *h, const xmlNode *node);
static void tell_left_out(struct html *h, const xmlNode *node, const char *message);

static void walk_children(struct html *h, const xmlNode *node, int depth)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		walk(h, c, depth + 1);
}

/* Of a text libxml2 knows its line, and we the last tag before it: pages may be one line. */
static struct doc_place place_of(const struct html *h, const xmlNode *node)
{
	long line = xmlGetLineNo(node);
	struct doc_place place = {0};

	if (line > 0 && (size_t)line <= h->line_n)
		place.off = h->line_offs[line - 1];
	while (node != NULL && html_tag_of(node) == 0)
		node = node->prev != NULL ? node->prev : node->parent;
	if (node != NULL && html_tag_of(node) > place.off)
		place.off = html_tag_of(node) - 1;
	return place;
}

static void find_lines(struct html *h)
{
	const struct source *src = h->g.doc->source;

	h->line_n = 1;
	for (size_t i = 0; i < src->len; i++)
		h->line_n += src->text[i] == '\n';
	h->line_offs = arena_array(h->g.doc->arena, size_t, h->line_n);
	h->line_n = 1;
	for (size_t i = 0; i < src->len; i++)
		if (src->text[i] == '\n')
			h->line_offs[h->line_n++] = i + 1;
}

/* Right-aligned, by its style or its align attribute. */
static bool is_right(const xmlNode *node)
{
	const char *style = xml_attribute(node, "style"), *align = xml_attribute(node, "align");
	const char *at = style != NULL ? strcasestr(style, "text-align") : NULL;

	if (at != NULL) {
		at += strcspn(at, ":;");
		at += strspn(at, ": ");
		return strncasecmp(at, "right", 5) == 0 || strncasecmp(at, "end", 3) == 0;
	}
	return align != NULL && strcasecmp(align, "right") == 0;
}

/* ---- tables ---- */

struct open_table {
	struct doc_table *table;
	size_t row;
	size_t group_from;                  /* the first cell of the group of rows */
	size_t busy_until[DOC_MAX_COLUMNS]; /* first row free of cells from above */
};

static void read_cell(struct html *h, struct open_table *t, const xmlNode *node, size_t *column,
                      int depth)
{
	struct gather outer = h->g;
	struct doc *d = h->g.doc;
	struct doc_cell cell = {.row = t->row, .place = place_of(h, node)};
	size_t rows = xml_number(node, "rowspan", 1, DOC_MAX_ROWS);

	while (*column < DOC_MAX_COLUMNS && t->busy_until[*column] > t->row)
		++*column;
	cell.column = *column;
	cell.column_span = xml_number(node, "colspan", 1, DOC_MAX_COLUMNS);
	/* 0: down to the end of the table (HTML, 4.9.11). */
	cell.row_span = rows > 0 ? rows : DOC_MAX_ROWS;
	cell.place.pointer = arena_printf(d->arena, "/table/%zu/row/%zu/cell/%zu", t->table->number,
	                                  t->row + 1, *column + 1);
	h->g = (struct gather){.doc = d, .cell = true, .place = cell.place};
	h->g.seen = outer.seen;
	h->g.seen = seen_of(h, node);
	walk_children(h, node, depth);
	gather_tell(&h->g);
	cell.text = h->g.text.p;
	doc_add_cell(d, t->table, &cell, h->g.text.n);
	buf_release(&h->g.text);
	h->g = outer;
	for (size_t i = 0; i < cell.column_span && *column < DOC_MAX_COLUMNS; i++)
		t->busy_until[(*column)++] = t->row + cell.row_span;
}

/* Cells that are not displayed take no place in the row (CSS 2.1, 9.2.4). */
static bool is_displayed(struct html *h, const xmlNode *node)
{
	struct seen seen = seen_of(h, node);

	/* A collapsed row takes no place either (CSS 2.1, 17.5.5). */
	if (!seen.gone && !(seen.hidden && xml_is(node, "tr")))
		return true;
	tell_left_out(h, node, _("hidden text is left out: %s"));
	return false;
}

static bool is_cell(const xmlNode *node)
{
	return xml_is(node, "td") || xml_is(node, "th");
}

/* Text between rows and cells stands before the table in a browser (HTML, 13.2.6.1). */
static void walk_stray(struct html *h, const xmlNode *node, int depth)
{
	static const char *const silent[] = {"colgroup", "col", NULL};

	if (!xml_is_one_of(node, silent))
		walk(h, node, depth + 1);
	if (!xmlIsBlankNode(node) && node->type == XML_TEXT_NODE)
		gather_break(&h->g);
}

static void read_cells(struct html *h, struct open_table *t, const xmlNode *node, size_t *column,
                       int depth)
{
	static const char *const wrappers[] = {"div", "form", "span", "font", "center", NULL};

	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		if (is_cell(c) && is_displayed(h, c))
			read_cell(h, t, c, column, depth);
		else if (xml_is_one_of(c, wrappers) && depth < DOC_MAX_DEPTH &&
		         (xml_descendant(c, "td") != NULL || xml_descendant(c, "th") != NULL))
			read_cells(h, t, c, column, depth + 1);
		else if (!is_cell(c))
			walk_stray(h, c, depth);
	}
}

static void read_row(struct html *h, struct open_table *t, const xmlNode *tr, int depth)
{
	struct seen outer = h->g.seen;
	size_t column = 0;

	if (!is_displayed(h, tr))
		return;
	h->g.seen = seen_of(h, tr);
	read_cells(h, t, tr, &column, depth);
	h->g.seen = outer;
	t->row++;
}

/* Spans of rows end with their group (HTML, 4.9.12.1). */
static void end_group(struct open_table *t)
{
	for (; t->group_from < t->table->cell_n; t->group_from++) {
		struct doc_cell *c = &t->table->cells[t->group_from];

		if (c->row + c->row_span > t->row)
			c->row_span = t->row - c->row;
	}
	memset(t->busy_until, 0, sizeof(t->busy_until));
}

static void read_rows(struct html *h, struct open_table *t, const xmlNode *node, int depth)
{
	static const char *const groups[] = {"thead", "tbody", "tfoot", NULL};
	static const char *const wrappers[] = {"form", "div", "span", "font", "center", NULL};

	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		if (xml_is(c, "tr") && t->row < DOC_MAX_ROWS) {
			read_row(h, t, c, depth);
		} else if (xml_is(c, "tr") && t->row++ == DOC_MAX_ROWS) {
			doc_tell_unplaced(h->g.doc, place_of(h, c),
			                  _("only the first %d rows of this table are read"),
			                  DOC_MAX_ROWS);
		} else if (xml_is_one_of(c, groups) && depth < DOC_MAX_DEPTH &&
		           is_displayed(h, c)) {
			end_group(t);
			read_rows(h, t, c, depth + 1);
			end_group(t);
		} else if (xml_is_one_of(c, wrappers) && depth < DOC_MAX_DEPTH &&
		           xml_descendant(c, "tr") != NULL) {
			read_rows(h, t, c, depth + 1);
		} else if (!xml_is(c, "tr") && !xml_is_one_of(c, groups)) {
			walk_stray(h, c, depth);
		}
	}
}

/* Rows of several cells in a table, those in its groups too; *ret_inner: how many hold tables. */
static size_t count_rows(const xmlNode *node, size_t *ret_inner, int depth)
{
	size_t n = 0;

	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		size_t cells = 0;

		if (!xml_is(c, "tr") && c->type == XML_ELEMENT_NODE && !is_cell(c) &&
		    !xml_is(c, "table") && depth < DOC_MAX_DEPTH)
			n += count_rows(c, ret_inner, depth + 1);
		for (const xmlNode *td = xml_is(c, "tr") ? c->children : NULL; td != NULL;
		     td = td->next)
			cells += is_cell(td) ||
			         (td->type == XML_ELEMENT_NODE && xml_descendant(td, "td") != NULL);
		n += cells > 1;
		*ret_inner += cells > 0 && xml_descendant(c, "table") != NULL;
	}
	return n;
}

/* Whether it has rows of several cells, and not page layout with tables inside. */
static bool holds_data(const xmlNode *table)
{
	size_t inner = 0, rows = count_rows(table, &inner, 0);

	return rows > 0 && !doc_is_page_layout(rows, inner);
}

static void read_table(struct html *h, const xmlNode *node, int depth)
{
	struct open_table *t;

	if (html_is_chart(node)) {
		doc_tell_unplaced(h->g.doc, place_of(h, node),
		                  _("a chart is not imported; its figures are those of another "
		                    "table"));
		return;
	}
	if (h->g.cell || !holds_data(node)) {
		walk_children(h, node, depth);
		return;
	}
	t = mem_alloc(sizeof(*t));
	t->table = doc_new_table(h->g.doc, place_of(h, node));
	read_rows(h, t, node, depth);
	doc_add_table(h->g.doc, t->table);
	free(t);
}

/* ---- lists ---- */

static const char *const list_names[] = {"ol", "ul", "menu", "dir", NULL};

static void walk_list(struct html *h, const xmlNode *node, int depth)
{
	struct html_list *outer = h->list, list = {.outer = outer, .step = 1};
	bool ordered = xml_is(node, "ol");

	list.count = ordered ? LIST_DECIMAL : LIST_BULLET;
	if (ordered && xml_attribute(node, "reversed") != NULL)
		list.step = -1;
	html_list_type(node, &list.count, &list.stop);
	list.item.list = outer != NULL ? outer->item.list : ++h->g.doc->list_n;
	list.item.level = outer != NULL ? outer->item.level + 1 : 0;
	list.item.number =
	        ordered ? xml_integer(node, "start", list.step < 0 ? html_count_items(node) : 1)
	                : 1;
	list.item.number -= list.step;
	h->list = &list;
	walk_children(h, node, depth);
	h->list = outer;
}

/* What a browser shows before the item; NULL: nothing, but it is counted all the same. */
static const char *next_label(struct html *h, const xmlNode *li, struct doc_item *ret)
{
	struct html_list *list = h->list;
	enum list_count count = list->count;
	bool stop = list->stop;
	struct buf b = {0};

	list->item.number = xml_integer(li, "value", list->item.number + list->step);
	html_list_type(li, &count, &stop);
	*ret = list->item;
	ret->ordered = count != LIST_BULLET;
	ret->plain = true;
	if (count == LIST_NO_MARK)
		return NULL;
	if (ret->ordered) {
		list_put_number(&b, count, ret->number);
		buf_puts(&b, stop ? "\xE3\x80\x81" : ".");
	}
	return buf_to_arena(h->g.doc->arena, &b);
}

static void walk_item(struct html *h, const xmlNode *li, int depth)
{
	struct doc_item item;
	const char *label = h->list != NULL ? next_label(h, li, &item) : NULL;

	if (label != NULL) {
		h->g.place = h->g.cell ? h->g.place : place_of(h, li);
		gather_item_end(&h->g);
		gather_item(&h->g, &item, label, h->g.cell && xml_has_words(li));
	}
	walk_children(h, li, depth);
	gather_break(&h->g);
	if (label != NULL)
		gather_item_end(&h->g);
}

/* ---- everything else ---- */

static void walk_block(struct html *h, const xmlNode *node, int depth)
{
	bool heading = h->g.heading, caption = h->g.caption, right = h->g.right;

	gather_break(&h->g);
	h->g.heading |= xml_is_one_of(node, headings);
	h->g.caption |= xml_is(node, "caption") || xml_is(node, "figcaption");
	h->g.right = is_right(node) || (right && xml_attribute(node, "align") == NULL);
	if (xml_is(node, "table"))
		read_table(h, node, depth);
	else if (xml_is_one_of(node, list_names))
		walk_list(h, node, depth);
	else if (xml_is(node, "li"))
		walk_item(h, node, depth);
	else
		walk_children(h, node, depth);
	gather_break(&h->g);
	h->g.heading = heading;
	h->g.caption = caption;
	h->g.right = right;
}

/* ---- fields ---- */

static void take_value(struct html *h, const char *text)
{
	if (text != NULL)
		gather_text(&h->g, text, strlen(text));
}

/* The value of a field is what a reader sees there. */
static void take_input(struct html *h, const xmlNode *node)
{
	static const char *const others[] = {"hidden", "checkbox", "radio", "button",  "submit",
	                                     "reset",  "image",    "file",  "password"};
	const char *type = xml_attribute(node, "type");

	for (size_t i = 0; type != NULL && i < COUNT(others); i++)
		if (strcasecmp(type, others[i]) == 0)
			return;
	take_value(h, xml_attribute(node, "value"));
}

/* The option that is chosen, or else the first. */
static void take_select(struct html *h, const xmlNode *node, int depth)
{
	const xmlNode *chosen = xml_descendant(node, "option");

	for (const xmlNode *c = chosen; c != NULL; c = c->next)
		if (xml_is(c, "option") && xml_attribute(c, "selected") != NULL) {
			chosen = c;
			break;
		}
	if (chosen != NULL)
		walk_children(h, chosen, depth);
}

/* ---- what is seen ---- */

static struct seen seen_of(const struct html *h, const xmlNode *node)
{
	struct seen s = h->g.seen;

	if (xml_is(node, "sup"))
		s.shift = 1;
	else if (xml_is(node, "sub"))
		s.shift = -1;
	s.struck |= xml_is_one_of(node, struck);
	css_apply(h->rules, node, &s);
	return s;
}

/* The text of an element that is left out goes into a finding. */
static void tell_left_out(struct html *h, const xmlNode *node, const char *message)
{
	xmlChar *content = xmlNodeGetContent(node);
	struct gather g = {.doc = h->g.doc, .cell = true};

	if (content != NULL)
		gather_text(&g, (const char *)content, strlen((const char *)content));
	if (g.text.n > 0)
		doc_tell_warning(h->g.doc, h->g.cell ? h->g.place : place_of(h, node), message,
		                 doc_excerpt(h->g.doc, g.text.p));
	buf_release(&g.text);
	xmlFree(content);
}

/* On one line. What is in another one was told with it. */
static void take_formula(struct html *h, const xmlNode *node, int depth)
{
	bool outer = h->formula;

	if (!outer)
		tell_left_out(h, node, _("a formula is written on one line; check it: %s"));
	h->formula = true;
	walk_children(h, node, depth);
	h->formula = outer;
}

/* A formula, and an element whose text is left out. */
static bool take_special(struct html *h, const xmlNode *node, int depth)
{
	if (xml_is_one_of(node, named)) {
		if (!html_is_contents(node))
			tell_left_out(h, node,
			              _("text that is no part of the report is left out: %s"));
	} else if (xml_is(node, "input")) {
		take_input(h, node);
	} else if (xml_is(node, "select")) {
		take_select(h, node, depth);
	} else if (xml_is(node, "math")) {
		take_formula(h, node, depth);
	} else if (xml_is_one_of(node, pictures)) {
		doc_tell_unplaced(h->g.doc, place_of(h, node), _("a picture is not imported"));
	} else {
		return false;
	}
	return true;
}

static void walk_element(struct html *h, const xmlNode *node, int depth)
{
	struct seen seen, outer = h->g.seen;

	if (xml_is_one_of(node, left_out) || html_is_alternate(node) || xml_is(node, "rp"))
		return;
	seen = seen_of(h, node);
	if (seen.gone || seen.veiled || seen.struck) {
		tell_left_out(h, node,
		              seen.gone || seen.veiled
		                      ? _("hidden text is left out: %s")
		                      : _("text that is struck out is left out: %s"));
		return;
	}
	h->g.seen = seen;
	if (take_special(h, node, depth))
		;
	else if (xml_is_one_of(node, blocks))
		walk_block(h, node, depth);
	else
		walk_children(h, node, depth);
	h->g.seen = outer;
}

static void walk(struct html *h, const xmlNode *node, int depth)
{
	if (depth > DOC_MAX_DEPTH &&
	    doc_is_too_deep(h->g.doc, depth, place_of(h, node), &h->too_deep))
		return;
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
		const char *text = (const char *)node->content;

		if (h->g.text.n == 0 && !h->g.cell)
			h->g.place = place_of(h, node);
		gather_text(&h->g, text, text != NULL ? strlen(text) : 0);
	} else if (node->type == XML_ELEMENT_NODE) {
		walk_element(h, node, depth);
	}
}

enum rc html_read(struct doc *d)
{
	struct html h = {.g = {.doc = d}};
	htmlDocPtr tree;

	decode_source(d, d->charset != NULL ? d->charset : html_named_charset(d));
	find_lines(&h);
	if (d->source->len > INT_MAX)
		return RC_LIMIT;
	if (!html_fits(d))
		return RC_LIMIT;
	tree = html_parse(d);
	if (tree == NULL) {
		doc_tell_unplaced(d, (struct doc_place){0}, _("this cannot be read as HTML"));
		return RC_INPUT;
	}
	h.rules = css_rules_new(d->arena);
	d->web = true;
	d->page_title = html_title(d, tree->children);
	html_read_sheets(h.rules, tree->children);
	css_rules_mark(h.rules, tree->children);
	for (const xmlNode *node = tree->children; node != NULL; node = node->next)
		walk(&h, node, 0);
	gather_break(&h.g);
	buf_release(&h.g.text);
	if (css_rules_were_too_many(h.rules))
		doc_tell_unplaced(d, (struct doc_place){0},
		                  _("the style sheets of this page are too large; text that they "
		                    "hide may have been taken"));
	css_rules_free(h.rules);
	xmlFreeDoc(tree);
	return RC_OK;
}
