/* SPDX-License-Identifier: MIT */
/*
 * docx_inline.c: what is in a paragraph of a .docx: text as it is seen, fields, ruby, formulas,
 * drawings. What a report cannot hold is a finding.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "import/docx.h"

#define ROOT_SIGN "\xE2\x88\x9A"

const char *const docx_wrappers[] = {"sdt", "sdtContent", "customXml", "smartTag",
                                     "ins", "moveTo",     "hyperlink", "bdo",
                                     "dir", "Choice",     NULL};

static void walk_children(struct docx *x, const xmlNode *node, int depth)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (!doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
			docx_walk_inline(x, c, depth + 1);
}

/* In the code of a field, or in a result that is left out. */
static bool in_silent_field(const struct docx *x)
{
	for (size_t i = 0; i < x->field_n; i++)
		if (!x->fields[i].result || x->fields[i].left_out)
			return true;
	return false;
}

static void take_text(struct docx *x, const xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);

	if (text != NULL && !in_silent_field(x))
		gather_text(&x->g, (const char *)text, strlen((const char *)text));
	xmlFree(text);
}

static void take_break(struct docx *x, const xmlNode *node)
{
	const char *type = xml_attribute(node, "type");

	if (type == NULL || strcmp(type, "textWrapping") == 0)
		gather_break(&x->g);
}

/* ---- fields ---- */

static bool is_code(const char *code, const char *word)
{
	size_t n = strlen(word);

	code += strspn(code, " \t\r\n");
	return strncasecmp(code, word, n) == 0 && strchr(" \t\r\n\\", code[n]) != NULL;
}

static bool numbers_pages(const char *code)
{
	return is_code(code, "PAGE") || is_code(code, "NUMPAGES") || is_code(code, "SECTIONPAGES");
}

/*
 * Characters that are set over each other, \o(…,…), as Word's enclosed characters and phonetic
 * guides are: the last of them is the text, if it is plain.
 */
static void take_equation(struct docx *x, const char *code)
{
	const char *overlay = strcasestr(code, "\\o"), *end = strrchr(code, ')'), *text = end;

	while (overlay != NULL && text > code && strchr(",;(", text[-1]) == NULL && text != overlay)
		text--;
	if (overlay == NULL || end == NULL || text <= overlay || text[-1] == '(' || text == end ||
	    memchr(text, '\\', (size_t)(end - text)) != NULL ||
	    memchr(text, ')', (size_t)(end - text)) != NULL) {
		doc_tell_unplaced(x->g.doc, x->g.place, _("a field is not imported: %s"),
		                  doc_excerpt(x->g.doc, code));
		return;
	}
	doc_tell_warning(x->g.doc, x->g.place,
	                 _("of the characters set over each other in “%s” only “%.*s” is taken"),
	                 doc_excerpt(x->g.doc, code), (int)(end - text), text);
	gather_text(&x->g, text, (size_t)(end - text));
}

static void end_field(struct docx *x)
{
	struct docx_field *f = &x->fields[--x->field_n];
	const char *code =
	        arena_strndup(x->g.doc->arena, x->codes.p != NULL ? x->codes.p + f->code : "",
	                      x->codes.n - f->code);

	x->codes.n = f->code;
	if (!f->result && !in_silent_field(x) && is_code(code, "EQ"))
		take_equation(x, code);
	else if (!f->result && !in_silent_field(x) && is_code(code, "SYMBOL"))
		doc_tell_unplaced(x->g.doc, x->g.place,
		                  _("a character of a symbol font is not imported"));
}

static void take_field_char(struct docx *x, const xmlNode *node)
{
	const char *type = xml_attribute(node, "fldCharType");
	struct docx_field *f = x->field_n > 0 ? &x->fields[x->field_n - 1] : NULL;

	if (type == NULL)
		return;
	if (strcmp(type, "begin") == 0 && x->field_n < DOCX_FIELDS_MAX) {
		x->fields[x->field_n++] = (struct docx_field){.code = x->codes.n};
	} else if (strcmp(type, "separate") == 0 && f != NULL) {
		f->result = true;
		buf_putc(&x->codes, '\0');
		f->left_out = numbers_pages(x->codes.p + f->code);
		x->codes.n--;
	} else if (strcmp(type, "end") == 0 && f != NULL) {
		end_field(x);
	}
}

static void take_code(struct docx *x, const xmlNode *node)
{
	enum { CODE_MAX = 4096 };
	xmlChar *text = xmlNodeGetContent(node);

	if (text != NULL && x->field_n > 0 && x->codes.n < CODE_MAX)
		buf_puts(&x->codes, (const char *)text);
	xmlFree(text);
}

static void take_simple_field(struct docx *x, const xmlNode *node, int depth)
{
	const char *code = xml_attribute(node, "instr");

	if (code == NULL || !numbers_pages(code))
		walk_children(x, node, depth);
}

/* ---- formulas and ruby ---- */

static void walk_formula(struct docx *x, const xmlNode *node, int depth)
{
	struct seen outer = x->g.seen;
	bool fraction = xml_is(node, "f"), root = xml_is(node, "rad");

	if (doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
		return;
	if (xml_is(node, "t") && !in_silent_field(x))
		take_text(x, node);
	if (xml_is(node, "sup"))
		x->g.seen.shift = 1;
	else if (xml_is(node, "sub"))
		x->g.seen.shift = -1;
	if (root)
		gather_text(&x->g, ROOT_SIGN, strlen(ROOT_SIGN));
	if (root || xml_is(node, "d"))
		gather_text(&x->g, "(", 1);
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		if (fraction && xml_is(c, "den"))
			gather_text(&x->g, "/", 1);
		if (!xml_is(node, "t"))
			walk_formula(x, c, depth + 1);
	}
	if (root || xml_is(node, "d"))
		gather_text(&x->g, ")", 1);
	x->g.seen = outer;
}

static void take_formula(struct docx *x, const xmlNode *node, int depth)
{
	doc_tell_warning(x->g.doc, x->g.place, _("a formula is written on one line; check it: %s"),
	                 xml_excerpt(x->g.doc, node));
	walk_formula(x, node, depth);
}

static void take_ruby(struct docx *x, const xmlNode *node, int depth)
{
	const xmlNode *base = xml_child(node, "rubyBase"), *reading = xml_child(node, "rt");

	if (reading != NULL)
		doc_tell_warning(x->g.doc, x->g.place,
		                 _("text that is no part of the report is left out: %s"),
		                 xml_excerpt(x->g.doc, reading));
	if (base != NULL)
		walk_children(x, base, depth);
}

/* ---- drawings ---- */

/* After a text box the paragraph with its anchor continues. */
static void restore_paragraph(struct docx *x, const struct docx *outer)
{
	struct buf text = x->g.text;

	x->g = outer->g;
	x->g.text = text;
	x->seen = outer->seen;
}

/* Text boxes are read at their anchor, after the text before it; those within others once. */
static bool take_boxes(struct docx *x, const xmlNode *node, int depth)
{
	bool any = false;

	if (doc_is_too_deep(x->g.doc, depth, x->g.place, &x->too_deep))
		return true;
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		struct docx outer;

		if (xml_is(c, "Fallback"))
			continue;
		if (!xml_is(c, "txbxContent")) {
			any |= take_boxes(x, c, depth + 1);
			continue;
		}
		gather_break(&x->g);
		outer = *x;
		x->g.seen = (struct seen){0};
		docx_walk_blocks(x, c, depth + 1);
		restore_paragraph(x, &outer);
		any = true;
	}
	return any;
}

static void take_drawing(struct docx *x, const xmlNode *node, int depth)
{
	const xmlNode *art = xml_inside(node, XML_TEXT_PATH);
	const char *text = art != NULL ? xml_attribute(art, "string") : NULL;
	bool any = take_boxes(x, node, depth);

	if (text != NULL)
		doc_tell_unplaced(x->g.doc, x->g.place, _("a drawn text is not imported: %s"),
		                  doc_excerpt(x->g.doc, text));
	else if (xml_inside(node, XML_CHART) != NULL)
		doc_tell_unplaced(x->g.doc, x->g.place, _("a chart is not imported"));
	else if (xml_inside(node, XML_DIAGRAM) != NULL)
		doc_tell_unplaced(x->g.doc, x->g.place, _("a diagram is not imported"));
	else if (xml_inside(node, XML_PICTURE) != NULL || xml_inside(node, XML_OLD_PICTURE) != NULL)
		doc_tell_unplaced(x->g.doc, x->g.place, _("a picture is not imported"));
	else if (!any && xml_is(node, "object"))
		doc_tell_unplaced(x->g.doc, x->g.place, _("an embedded object is not imported"));
}

/* ---- runs ---- */

static void take_run(struct docx *x, const xmlNode *node, int depth)
{
	struct seen outer = x->g.seen;

	x->g.seen = docx_numbers_seen(x->numbers, x->seen, xml_child(node, "rPr"));
	x->g.seen.filled |= x->filled;
	walk_children(x, node, depth);
	x->g.seen = outer;
}

static bool take_object(struct docx *x, const xmlNode *node, int depth)
{
	static const char *const notes[] = {"footnoteReference", "endnoteReference", NULL};
	static const char *const drawings[] = {"drawing", "pict", "object", NULL};
	static const char *const formulas[] = {"oMath", "oMathPara", NULL};

	if (xml_is(node, "sym"))
		doc_tell_unplaced(x->g.doc, x->g.place,
		                  _("a character of a symbol font is not imported"));
	else if (xml_is_one_of(node, notes))
		doc_tell_unplaced(x->g.doc, x->g.place, _("a footnote or endnote is not imported"));
	else if (xml_is(node, "commentReference"))
		doc_tell_warning(x->g.doc, x->g.place, _("a comment is not imported"));
	else if (xml_is_one_of(node, drawings))
		take_drawing(x, node, depth);
	else if (xml_is_one_of(node, formulas))
		take_formula(x, node, depth);
	else if (xml_is(node, "ruby"))
		take_ruby(x, node, depth);
	else
		return false;
	return true;
}

void docx_walk_inline(struct docx *x, const xmlNode *node, int depth)
{
	if (xml_is(node, "t"))
		take_text(x, node);
	else if (xml_is(node, "r"))
		take_run(x, node, depth);
	else if (xml_is(node, "fldChar"))
		take_field_char(x, node);
	else if (xml_is(node, "instrText"))
		take_code(x, node);
	else if (xml_is(node, "fldSimple"))
		take_simple_field(x, node, depth);
	else if (xml_is(node, "tab") || xml_is(node, "ptab"))
		gather_text(&x->g, "\t", 1);
	else if (xml_is(node, "br") || xml_is(node, "cr"))
		take_break(x, node);
	else if (xml_is(node, "noBreakHyphen"))
		gather_text(&x->g, "-", 1);
	else if (take_object(x, node, depth))
		return;
	else if (xml_is(node, "AlternateContent") || xml_is_one_of(node, docx_wrappers))
		walk_children(x, node, depth);
}
