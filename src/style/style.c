/* SPDX-License-Identifier: MIT */
#include "style/style.h"

#include <stddef.h>
#include <string.h>

#include "base/tr.h"
#include "base/words.h"

enum {
	COUNT_MAX = 1000,   /* characters per line, lines per page, blank lines */
	GAP_MAX_MILLI = 250 /* CLREQ: at most a quarter of an em between Han and Latin */
};

static const struct object_rules rules = {.key = "LAYOUT",
                                          .type = "LAYOUT",
                                          .missing = "LAYOUT",
                                          .nul = "LAYOUT",
                                          .unseen = "LAYOUT",
                                          .blank_is_text = true};

/* ---- page ---- */

#define AT(field) MEMBER_AT(struct page_style, field)

static const struct member page_members[] = {
        {"width_mm", MEMBER_MM, .required = MEMBER_ALWAYS, .to = AT(width)},
        {"height_mm", MEMBER_MM, .required = MEMBER_ALWAYS, .to = AT(height)},
        {"text_left_mm", MEMBER_MM, .required = MEMBER_ALWAYS, .to = AT(text_left)},
        {"text_top_mm", MEMBER_MM, .required = MEMBER_ALWAYS, .to = AT(text_top)},
        {"text_width_mm", MEMBER_MM, .required = MEMBER_ALWAYS, .to = AT(text_width)},
        {"text_height_mm", MEMBER_MM, .required = MEMBER_ALWAYS, .to = AT(text_height)},
        {"lines", MEMBER_WHOLE, .required = MEMBER_ALWAYS, .max = COUNT_MAX, .to = AT(lines)},
        {"characters", MEMBER_WHOLE, .required = MEMBER_ALWAYS, .max = COUNT_MAX,
         .to = AT(characters)},
        {"number", MEMBER_TEXT, .may_be_empty = true, .to = AT(number)},
        {"number_gap_mm", MEMBER_MM, .to = AT(number_gap)},
        {"number_indent", MEMBER_WHOLE, .max = COUNT_MAX, .to = AT(number_indent)},
};
static const struct object page_object = {.name = "page", OBJECT_MEMBERS(page_members)};

#undef AT

static void read_page(const struct object_reader *rr, const struct json *obj, void *to)
{
	struct page_style *p = to;
	size_t before = rr->findings->error_n;

	object_read(rr, &page_object, obj, p);
	if (rr->findings->error_n > before)
		return;
	if (p->lines == 0 || p->characters == 0)
		object_fault(rr, obj, _("a grid of at least 1 line and 1 character expected"));
	else if (p->text_left + p->text_width > p->width ||
	         p->text_top + p->text_height > p->height || p->text_width == 0 ||
	         p->text_height == 0)
		object_fault(rr, obj, _("the text area does not fit on the page"));
}

/* ---- text styles ---- */

#define AT(field) MEMBER_AT(struct text_style, field)

static const struct member_word aligns[] = {{"start", ALIGN_START},
                                            {"centre", ALIGN_CENTRE},
                                            {"end", ALIGN_END},
                                            {"justify", ALIGN_JUSTIFY},
                                            {NULL, 0}};
static const struct member text_style_members[] = {
        {"role", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(role)},
        {"size", MEMBER_PT, .required = MEMBER_ALWAYS, .to = AT(size)},
        {"pitch", MEMBER_PT, .to = AT(pitch)},
        {"line", MEMBER_PT, .to = AT(line)},
        {"indent", MEMBER_WHOLE, .max = COUNT_MAX, .to = AT(indent)},
        {"align", MEMBER_WORD, .words = aligns, .to = MEMBER_WORD_AT(struct text_style, align)},
        {"gray", MEMBER_WHOLE, .max = 255, .to = AT(gray)},
};
static const struct object text_style_object = {.name = "textStyle",
                                                OBJECT_MEMBERS(text_style_members)};

#undef AT

/* A style without a pitch or line height of its own uses the page's grid. */
static void read_text_style(const struct object_reader *rr, const struct json *obj, void *to)
{
	const struct page_style *page = &((const struct style *)rr->user)->page;
	struct text_style *st = to;
	size_t before = rr->findings->error_n;

	object_read(rr, &text_style_object, obj, st);
	if (rr->findings->error_n > before)
		return;
	if (st->size < LU_PER_PT)
		object_fault(rr, obj, _("a size of at least 1 pt expected"));
	if (st->pitch == 0 && page->characters > 0)
		st->pitch = page->text_width / page->characters;
	if (st->line == 0 && page->lines > 0)
		st->line = page->text_height / page->lines;
}

#define STYLE(key, field, needed)                                                                  \
	{                                                                                          \
		key, MEMBER_OBJECT, .required = (needed), .to = MEMBER_AT(struct style, field),    \
		                    .object = &text_style_object, .read = read_text_style          \
	}

static const struct member styles_members[] = {
        STYLE("title", title, MEMBER_ALWAYS),
        STYLE("heading1", heading[1], MEMBER_ALWAYS),
        STYLE("heading2", heading[2], MEMBER_ALWAYS),
        STYLE("heading3", heading[3], MEMBER_ALWAYS),
        STYLE("heading4", heading[4], MEMBER_ALWAYS),
        STYLE("body", body, MEMBER_ALWAYS),
        STYLE("signature", signature, MEMBER_ALWAYS),
        STYLE("number", number, MEMBER_ALWAYS),
        STYLE("draft", draft, MEMBER_ALWAYS),
        STYLE("table_head", table.head, MEMBER_ALWAYS),
        STYLE("table_label", table.label, MEMBER_ALWAYS),
        STYLE("table_value", table.value, MEMBER_ALWAYS),
        STYLE("table_caption", table.caption, MEMBER_ALWAYS),
        STYLE("revision", revision, 0),
        STYLE("imprint", imprint, 0),
        STYLE("footnote", footnote, 0),
};
static const struct object styles_object = {.name = "styles", OBJECT_MEMBERS(styles_members)};

static void read_styles(const struct object_reader *rr, const struct json *obj, void *to)
{
	struct style *st = to;

	object_read(rr, &styles_object, obj, st);
	if (st->revision.role == NULL) {
		st->revision = st->body;
		st->revision.align = ALIGN_CENTRE;
		st->revision.indent = 0;
	}
	if (st->imprint.role == NULL)
		st->imprint = st->signature;
	if (st->footnote.role == NULL) {
		st->footnote = st->body;
		st->footnote.size = st->footnote.pitch = lu_scale(st->body.size, 2, 3);
		st->footnote.line = lu_scale(st->footnote.size, 3, 2);
		st->footnote.indent = 0;
	}
}

/* ---- tables ---- */

static void read_sizes(const struct object_reader *rr, const struct json *list, void *to)
{
	lu *sizes = to;
	size_t i = 0;

	if (list->count > STYLE_SIZES_MAX) {
		object_fault(rr, list, _("a list of 1 to %d sizes expected"), STYLE_SIZES_MAX);
		return;
	}
	for (const struct json *v = list->first; v != NULL; v = v->next, i++) {
		if (!object_length(rr, v, MEMBER_PT, &sizes[i]))
			return;
		if (sizes[i] < LU_PER_PT || (i > 0 && sizes[i] >= sizes[i - 1]))
			object_fault(rr, v, _("descending sizes of at least 1 pt expected"));
	}
}

#define AT(field) MEMBER_AT(struct table_style, field)

static const struct member_word label_aligns[] = {
        {"start", ALIGN_START}, {"centre", ALIGN_CENTRE}, {"end", ALIGN_END}, {NULL, 0}};
static const struct member table_style_members[] = {
        {"sizes", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1, .max = STYLE_SIZES_MAX,
         .to = AT(sizes), .read = read_sizes},
        {"pad_x", MEMBER_PT, .required = MEMBER_ALWAYS, .to = AT(pad_x)},
        {"pad_y", MEMBER_PT, .required = MEMBER_ALWAYS, .to = AT(pad_y)},
        {"rule_outer", MEMBER_PT, .required = MEMBER_ALWAYS, .to = AT(rule_outer)},
        {"rule_inner", MEMBER_PT, .required = MEMBER_ALWAYS, .to = AT(rule_inner)},
        {"min_row", MEMBER_PT, .to = AT(min_row)},
        {"pad_y_least", MEMBER_PT, .to = AT(pad_y_least)},
        {"min_row_least", MEMBER_PT, .to = AT(min_row_least)},
        {"space", MEMBER_PT, .to = AT(space)},
        {"head_gray", MEMBER_WHOLE, .max = 255, .to = AT(head_gray)},
        {"continued", MEMBER_TEXT, .may_be_empty = true, .to = AT(continued)},
        {"again", MEMBER_TEXT, .may_be_empty = true, .to = AT(again)},
        {"unit", MEMBER_TEXT, .holds = "{text}", .to = AT(unit)},
        {"note_openers", MEMBER_TEXT, .may_be_empty = true, .to = AT(note_openers)},
        {"group_labels", MEMBER_WORD, .words = label_aligns,
         .to = MEMBER_WORD_AT(struct table_style, group_labels)},
        {"number_labels", MEMBER_WORD, .words = label_aligns,
         .to = MEMBER_WORD_AT(struct table_style, number_labels)},
};
static const struct object table_style_object = {.name = "tableStyle",
                                                 OBJECT_MEMBERS(table_style_members)};

#undef AT

/* ---- lists ---- */

/* Reads a text for each level; levels without one take that of the level above. */
static void read_marks(const struct object_reader *rr, const struct json *list, const char **marks)
{
	const struct json *at = list->first;

	if (list->count > STYLE_LIST_LEVELS) {
		object_fault(rr, list, _("lists have %d levels, found %zu marks"),
		             STYLE_LIST_LEVELS, (size_t)list->count);
		return;
	}
	for (size_t i = 0; i < STYLE_LIST_LEVELS; i++) {
		marks[i] = at != NULL ? object_text(rr, at, 0) : i > 0 ? marks[i - 1] : "";
		at = at != NULL ? at->next : NULL;
	}
}

static void read_bullets(const struct object_reader *rr, const struct json *list, void *to)
{
	read_marks(rr, list, to);
}

static void read_numbers(const struct object_reader *rr, const struct json *list, void *to)
{
	static const char place[] = "{n}";
	const char **numbers = to;

	read_marks(rr, list, numbers);
	for (const struct json *at = list->first; at != NULL; at = at->next)
		if (at->kind == JSON_STRING && strstr(at->text, place) == NULL)
			object_fault(rr, at, _("a text that contains %s expected"), place);
}

static const struct member list_style_members[] = {
        {"indent", MEMBER_WHOLE, .max = STYLE_LIST_INDENT_MAX,
         .to = MEMBER_AT(struct list_style, indent)},
        {"bullets", MEMBER_ARRAY, .min = 1, .to = MEMBER_AT(struct list_style, bullets),
         .read = read_bullets},
        {"numbers", MEMBER_ARRAY, .min = 1, .to = MEMBER_AT(struct list_style, numbers),
         .read = read_numbers},
};
static const struct object list_style_object = {.name = "listStyle",
                                                OBJECT_MEMBERS(list_style_members)};

/* ---- typography ---- */

#define AT(field) MEMBER_AT(struct style, field)

static const struct member_word prohibitions[] = {{"none", STYLE_PROHIBIT_NONE},
                                                  {"basic", STYLE_PROHIBIT_BASIC},
                                                  {"gb", STYLE_PROHIBIT_GB},
                                                  {"strict", STYLE_PROHIBIT_STRICT},
                                                  {NULL, 0}};
static const struct member typography_members[] = {
        {"date_format", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(date_format)},
        {"title_space", MEMBER_WHOLE, .max = COUNT_MAX, .to = AT(title_space)},
        {"run_in_headings", MEMBER_FLAG, .to = AT(run_in_headings)},
        {"imprint_rule_mm", MEMBER_MM, .to = AT(imprint_rule)},
        {"imprint_inner_rule_mm", MEMBER_MM, .to = AT(imprint_inner_rule)},
        {"revision_mark", MEMBER_TEXT, .may_be_empty = true, .to = AT(revision_mark)},
        {"revision_note", MEMBER_TEXT, .may_be_empty = true, .to = AT(revision_note)},
        {"head_words", MEMBER_TEXT, .may_be_empty = true, .to = AT(head_words)},
        {"head_pauses", MEMBER_TEXT, .may_be_empty = true, .to = AT(head_pauses)},
        {"head_openers", MEMBER_TEXT, .may_be_empty = true, .to = AT(head_openers)},
        {"head_particles", MEMBER_TEXT, .may_be_empty = true, .to = AT(head_particles)},
        {"head_conjunctions", MEMBER_TEXT, .may_be_empty = true, .to = AT(head_conjunctions)},
        {"prohibition", MEMBER_WORD, .words = prohibitions,
         .to = MEMBER_WORD_AT(struct style, prohibition)},
        {"autospace", MEMBER_WHOLE, .max = GAP_MAX_MILLI, .to = AT(autospace)},
        {"table_autospace", MEMBER_WHOLE, .max = GAP_MAX_MILLI, .to = AT(table_autospace)},
        {"tight_marks", MEMBER_FLAG, .to = AT(tight_marks)},
        {"hanging", MEMBER_FLAG, .to = AT(hanging)},
};
static const struct object typography_object = {.name = "typography",
                                                OBJECT_MEMBERS(typography_members)};

#undef AT

/* ---- web ---- */

static void read_family(const struct object_reader *rr, const struct json *list,
                        struct web_families *ret)
{
	const char **names = arena_array(rr->arena, const char *, list->count);

	ret->role = list->key;
	ret->names = names;
	if (!object_is_kind(rr, list, JSON_ARRAY))
		return;
	for (const struct json *v = list->first; v != NULL; v = v->next) {
		const char *name = object_text(rr, v, 0);

		if (name != NULL)
			names[ret->n++] = name;
	}
}

static void read_families(const struct object_reader *rr, const struct json *obj, void *to)
{
	struct web_style *web = to;

	web->families = arena_array(rr->arena, struct web_families, obj->count);
	for (const struct json *list = obj->first; list != NULL; list = list->next)
		read_family(rr, list, &web->families[web->family_n++]);
}

static const struct member web_members[] = {
        {"contents", MEMBER_TEXT, .may_be_empty = true,
         .to = MEMBER_AT(struct web_style, contents)},
        {"skip", MEMBER_TEXT, .may_be_empty = true, .to = MEMBER_AT(struct web_style, skip)},
        {"scroll", MEMBER_TEXT, .may_be_empty = true, .to = MEMBER_AT(struct web_style, scroll)},
        {"pdf", MEMBER_TEXT, .may_be_empty = true, .to = MEMBER_AT(struct web_style, pdf)},
        {"families", MEMBER_OBJECT, .read = read_families},
};
static const struct object web_object = {.name = "web", OBJECT_MEMBERS(web_members)};

/* ---- all of it ---- */

static const struct member style_members[] = {
        {"page", MEMBER_OBJECT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(struct style, page),
         .object = &page_object, .read = read_page},
        {"styles", MEMBER_OBJECT, .required = MEMBER_ALWAYS, .object = &styles_object,
         .read = read_styles},
        {"table_style", MEMBER_OBJECT, .required = MEMBER_ALWAYS,
         .to = MEMBER_AT(struct style, table), .object = &table_style_object},
        {"list_style", MEMBER_OBJECT, .to = MEMBER_AT(struct style, list),
         .object = &list_style_object},
        {"typography", MEMBER_OBJECT, .required = MEMBER_ALWAYS, .object = &typography_object},
        {"web", MEMBER_OBJECT, .to = MEMBER_AT(struct style, web), .object = &web_object},
};
const struct object style_object = {.name = NULL, OBJECT_MEMBERS(style_members)};

static void set_defaults(struct style *st)
{
	st->table.continued = "";
	st->table.again = "";
	st->web.skip = "";
	st->web.contents = "";
	st->web.pdf = "";
	st->web.scroll = "";
	st->revision_mark = "";
	st->revision_note = "({date}, {n}: {reason})";
	st->table.head_gray = 255;
	st->list = (struct list_style){2, {"•", "–"}, {"{n}.", "({n})"}};
	st->imprint_rule = lu_from_milli_mm(350);
	st->imprint_inner_rule = lu_from_milli_mm(250);
	st->table.head.in_cell = st->table.label.in_cell = st->table.value.in_cell = true;
	st->prohibition = STYLE_PROHIBIT_GB;
}

enum rc style_read(struct arena *a, const struct source *src, const struct json *root,
                   struct diag_list *dl, const struct style **ret)
{
	struct style *st = arena_new(a, struct style);
	struct object_reader rr = {a, src, dl, &rules, st};
	size_t before = dl->error_n;

	set_defaults(st);
	/* The form reads the file's other members. */
	(void)object_read_members(&rr, &style_object, root, st);
	if (dl->error_n > before)
		return RC_INPUT;
	st->words = words_new(a, st->head_words);
	*ret = st;
	return RC_OK;
}
