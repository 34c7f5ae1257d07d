/* SPDX-License-Identifier: MIT */
#include "style/style.h"

#include <stddef.h>
#include <string.h>

#include "base/dec.h"
#include "base/tr.h"

enum {
	LENGTH_MAX_PT = 14400, /* 200 inches, the largest page PDF knows (ISO 32000-1 C.2) */
	GAP_MAX_MILLI = 250    /* CLREQ: a quarter of an em at most between Han and Latin */
};

enum member_kind {
	MEMBER_PT,
	MEMBER_MM,
	MEMBER_COUNT,
	MEMBER_GRAY,
	MEMBER_GAP,
	MEMBER_TEXT,
	MEMBER_ALIGN,
	MEMBER_PROHIBITION,
	MEMBER_FLAG,
	MEMBER_SIZES,
	MEMBER_FAMILIES
};

/* One member of an object and where its value goes. */
struct style_member {
	const char *name;
	enum member_kind kind;
	bool required;
	size_t offset;
};

struct style_reader {
	struct arena *arena;
	const struct source *source;
	struct diag_list *dl;
	bool failed;
};

#define fail(rd, node, ...)                                                                        \
	do {                                                                                       \
		json_error((rd)->dl, (rd)->source, node, "LAYOUT", __VA_ARGS__);                   \
		(rd)->failed = true;                                                               \
	} while (0)

/* Thousandths of the unit a number is written in. */
static bool read_milli(struct style_reader *rd, const struct json *v, long long *ret)
{
	struct dec d;

	if (v->kind != JSON_NUMBER || !dec_parse(v->text, v->len, &d) || dec_sign(d) < 0 ||
	    dec_cmp(d, dec_from_int(LENGTH_MAX_PT)) > 0) {
		fail(rd, v, _("a length from 0 to %d expected"), LENGTH_MAX_PT);
		return false;
	}
	*ret = dec_milli(d);
	return true;
}

static void read_count(struct style_reader *rd, const struct json *v, int max, int *ret)
{
	struct dec d;

	if (v->kind != JSON_NUMBER || !dec_parse(v->text, v->len, &d) || dec_places(d) > 0 ||
	    dec_sign(d) < 0 || dec_cmp(d, dec_from_int(max)) > 0)
		fail(rd, v, _("a whole number from 0 to %d expected"), max);
	else
		*ret = (int)(dec_milli(d) / 1000);
}

/* Which of n names a text is; n if none. */
static size_t name_index(const struct json *v, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v->kind == JSON_STRING && strcmp(v->text, names[i]) == 0)
			return i;
	return n;
}

static void read_align(struct style_reader *rd, const struct json *v, enum style_align *ret)
{
	static const char *const names[] = {"start", "centre", "end", "justify"};
	size_t i = name_index(v, names, COUNT(names));

	if (i < COUNT(names))
		*ret = (enum style_align)i;
	else
		fail(rd, v, _("“start”, “centre”, “end” or “justify” expected"));
}

static void read_prohibition(struct style_reader *rd, const struct json *v,
                             enum style_prohibition *ret)
{
	static const char *const names[] = {"none", "basic", "gb", "strict"};
	size_t i = name_index(v, names, COUNT(names));

	if (i < COUNT(names))
		*ret = (enum style_prohibition)i;
	else
		fail(rd, v, _("“none”, “basic”, “gb” or “strict” expected"));
}

static void read_sizes(struct style_reader *rd, const struct json *list, lu *ret)
{
	size_t i = 0;

	if (list->kind != JSON_ARRAY || list->count == 0 || list->count > STYLE_SIZES_MAX) {
		fail(rd, list, _("a list of 1 to %d sizes expected"), STYLE_SIZES_MAX);
		return;
	}
	for (const struct json *v = list->first; v != NULL; v = v->next) {
		long long milli;

		if (!read_milli(rd, v, &milli))
			return;
		ret[i] = lu_from_milli_pt(milli);
		if (ret[i] < LU_PER_PT || (i > 0 && ret[i] >= ret[i - 1]))
			fail(rd, v, _("sizes that go down, none under 1 pt, expected"));
		i++;
	}
}

static void read_family(struct style_reader *rd, const struct json *list, struct web_families *ret)
{
	const char **names = arena_array(rd->arena, const char *, list->count);

	ret->role = list->key;
	ret->names = names;
	if (list->kind != JSON_ARRAY) {
		fail(rd, list, _("a list of font families expected"));
		return;
	}
	for (const struct json *v = list->first; v != NULL; v = v->next) {
		if (v->kind == JSON_STRING && v->len > 0 && !v->has_nul)
			names[ret->n++] = v->text;
		else
			fail(rd, v, _("the name of a font family expected"));
	}
}

static void read_families(struct style_reader *rd, const struct json *obj, struct web_style *ret)
{
	if (obj->kind != JSON_OBJECT) {
		fail(rd, obj, _("an object expected, found %s"), json_kind_name(obj->kind));
		return;
	}
	ret->families = arena_array(rd->arena, struct web_families, obj->count);
	for (const struct json *list = obj->first; list != NULL; list = list->next)
		read_family(rd, list, &ret->families[ret->family_n++]);
}

static void read_member(struct style_reader *rd, const struct style_member *m, const struct json *v,
                        void *dest)
{
	long long milli;

	switch (m->kind) {
	case MEMBER_PT:
		if (read_milli(rd, v, &milli))
			*(lu *)dest = lu_from_milli_pt(milli);
		break;
	case MEMBER_MM:
		if (read_milli(rd, v, &milli))
			*(lu *)dest = lu_from_milli_mm(milli);
		break;
	case MEMBER_COUNT:
		read_count(rd, v, 1000, dest);
		break;
	case MEMBER_GRAY:
		read_count(rd, v, 255, dest);
		break;
	case MEMBER_GAP:
		read_count(rd, v, GAP_MAX_MILLI, dest);
		break;
	case MEMBER_TEXT:
		if (v->kind != JSON_STRING || v->has_nul)
			fail(rd, v, _("a text expected"));
		else
			*(const char **)dest = v->text;
		break;
	case MEMBER_ALIGN:
		read_align(rd, v, dest);
		break;
	case MEMBER_PROHIBITION:
		read_prohibition(rd, v, dest);
		break;
	case MEMBER_FLAG:
		if (v->kind != JSON_BOOL)
			fail(rd, v, _("true or false expected"));
		else
			*(bool *)dest = v->truth;
		break;
	case MEMBER_SIZES:
		read_sizes(rd, v, dest);
		break;
	case MEMBER_FAMILIES:
		read_families(rd, v, dest);
		break;
	}
}

/* Reads the members of an object into the struct at base; names that are not members are faults. */
static void read_members(struct style_reader *rd, const struct json *obj,
                         const struct style_member *members, size_t n, void *base)
{
	if (obj->kind != JSON_OBJECT) {
		fail(rd, obj, _("an object expected, found %s"), json_kind_name(obj->kind));
		return;
	}
	for (const struct json *v = obj->first; v != NULL; v = v->next) {
		size_t i = 0;

		while (i < n && strcmp(members[i].name, v->key) != 0)
			i++;
		if (i == n)
			fail(rd, v, _("unknown key “%s”"), v->key);
		else
			read_member(rd, &members[i], v, (char *)base + members[i].offset);
	}
	for (size_t i = 0; i < n; i++)
		if (members[i].required && json_lookup(obj, members[i].name) == NULL)
			fail(rd, obj, _("“%s” is missing"), members[i].name);
}

/* The member `name` of obj, an object; its absence is a fault. */
static const struct json *child(struct style_reader *rd, const struct json *obj, const char *name)
{
	const struct json *v = json_lookup(obj, name);

	if (v == NULL)
		fail(rd, obj, _("“%s” is missing"), name);
	return v;
}

static void read_page(struct style_reader *rd, const struct json *obj, struct style *st)
{
	static const struct style_member page[] = {
	        {"width_mm", MEMBER_MM, true, offsetof(struct page_style, width)},
	        {"height_mm", MEMBER_MM, true, offsetof(struct page_style, height)},
	        {"text_left_mm", MEMBER_MM, true, offsetof(struct page_style, text_left)},
	        {"text_top_mm", MEMBER_MM, true, offsetof(struct page_style, text_top)},
	        {"text_width_mm", MEMBER_MM, true, offsetof(struct page_style, text_width)},
	        {"text_height_mm", MEMBER_MM, true, offsetof(struct page_style, text_height)},
	        {"lines", MEMBER_COUNT, true, offsetof(struct page_style, lines)},
	        {"characters", MEMBER_COUNT, true, offsetof(struct page_style, characters)},
	        {"number", MEMBER_TEXT, false, offsetof(struct page_style, number)},
	        {"number_gap_mm", MEMBER_MM, false, offsetof(struct page_style, number_gap)},
	        {"number_indent", MEMBER_COUNT, false, offsetof(struct page_style, number_indent)},
	};
	struct page_style *p = &st->page;
	size_t before = rd->dl->error_n;

	read_members(rd, obj, page, COUNT(page), p);
	if (rd->dl->error_n > before)
		return;
	if (p->lines == 0 || p->characters == 0)
		fail(rd, obj, _("a grid of at least 1 line and 1 character expected"));
	else if (p->text_left + p->text_width > p->width ||
	         p->text_top + p->text_height > p->height || p->text_width == 0 ||
	         p->text_height == 0)
		fail(rd, obj, _("the text area does not lie on the page"));
}

static const struct style_member text_members[] = {
        {"role", MEMBER_TEXT, true, offsetof(struct text_style, role)},
        {"size", MEMBER_PT, true, offsetof(struct text_style, size)},
        {"pitch", MEMBER_PT, false, offsetof(struct text_style, pitch)},
        {"line", MEMBER_PT, false, offsetof(struct text_style, line)},
        {"indent", MEMBER_COUNT, false, offsetof(struct text_style, indent)},
        {"align", MEMBER_ALIGN, false, offsetof(struct text_style, align)},
        {"gray", MEMBER_GRAY, false, offsetof(struct text_style, gray)},
};

/* A style without a pitch or line of its own stands on the page's grid. */
static void read_text_style(struct style_reader *rd, const struct json *obj,
                            const struct page_style *page, struct text_style *ret)
{
	read_members(rd, obj, text_members, COUNT(text_members), ret);
	if (rd->failed)
		return;
	if (ret->size < LU_PER_PT)
		fail(rd, obj, _("a size of at least 1 pt expected"));
	if (ret->pitch == 0)
		ret->pitch = page->text_width / page->characters;
	if (ret->line == 0)
		ret->line = page->text_height / page->lines;
}

/* The text styles by name, so that the reader below is a table and not a chain of calls. */
static void read_styles(struct style_reader *rd, const struct json *obj, struct style *st)
{
	const struct {
		const char *name;
		struct text_style *style;
	} styles[] = {
	        {"revision", &st->revision}, /* these two may be left out */
	        {"imprint", &st->imprint},
	        {"title", &st->title},
	        {"heading1", &st->heading[1]},
	        {"heading2", &st->heading[2]},
	        {"heading3", &st->heading[3]},
	        {"heading4", &st->heading[4]},
	        {"body", &st->body},
	        {"signature", &st->signature},
	        {"number", &st->number},
	        {"draft", &st->draft},
	        {"table_head", &st->table.head},
	        {"table_label", &st->table.label},
	        {"table_value", &st->table.value},
	        {"table_caption", &st->table.caption},
	};

	if (obj->kind != JSON_OBJECT) {
		fail(rd, obj, _("an object expected, found %s"), json_kind_name(obj->kind));
		return;
	}
	for (size_t i = 0; i < COUNT(styles); i++) {
		const struct json *v =
		        i > 1 ? child(rd, obj, styles[i].name) : json_lookup(obj, styles[i].name);

		if (v != NULL)
			read_text_style(rd, v, &st->page, styles[i].style);
	}
	if (st->revision.role == NULL) {
		st->revision = st->body;
		st->revision.align = ALIGN_CENTRE;
		st->revision.indent = 0;
	}
	if (st->imprint.role == NULL)
		st->imprint = st->signature;
	for (const struct json *v = obj->first; v != NULL; v = v->next) {
		size_t i = 0;

		while (i < COUNT(styles) && strcmp(styles[i].name, v->key) != 0)
			i++;
		if (i == COUNT(styles))
			fail(rd, v, _("unknown key “%s”"), v->key);
	}
}

static const struct style_member table_members[] = {
        {"sizes", MEMBER_SIZES, true, offsetof(struct table_style, sizes)},
        {"pad_x", MEMBER_PT, true, offsetof(struct table_style, pad_x)},
        {"pad_y", MEMBER_PT, true, offsetof(struct table_style, pad_y)},
        {"rule_outer", MEMBER_PT, true, offsetof(struct table_style, rule_outer)},
        {"rule_inner", MEMBER_PT, true, offsetof(struct table_style, rule_inner)},
        {"min_row", MEMBER_PT, false, offsetof(struct table_style, min_row)},
        {"space", MEMBER_PT, false, offsetof(struct table_style, space)},
        {"again", MEMBER_TEXT, false, offsetof(struct table_style, again)},
        {"head_gray", MEMBER_GRAY, false, offsetof(struct table_style, head_gray)},
        {"continued", MEMBER_TEXT, false, offsetof(struct table_style, continued)},
};

static const struct style_member web_members[] = {
        {"skip", MEMBER_TEXT, false, offsetof(struct web_style, skip)},
        {"contents", MEMBER_TEXT, false, offsetof(struct web_style, contents)},
        {"families", MEMBER_FAMILIES, false, 0}, /* into the struct itself */
};

enum rc style_read(struct arena *a, const struct source *src, const struct json *root,
                   struct diag_list *dl, const struct style **ret)
{
	static const struct style_member top[] = {
	        {"title_space", MEMBER_COUNT, false, offsetof(struct style, title_space)},
	        {"date_format", MEMBER_TEXT, true, offsetof(struct style, date_format)},
	        {"run_in_headings", MEMBER_FLAG, false, offsetof(struct style, run_in_headings)},
	        {"imprint_rule_mm", MEMBER_MM, false, offsetof(struct style, imprint_rule)},
	        {"imprint_inner_rule_mm", MEMBER_MM, false,
	         offsetof(struct style, imprint_inner_rule)},
	        {"revision_mark", MEMBER_TEXT, false, offsetof(struct style, revision_mark)},
	        {"revision_note", MEMBER_TEXT, false, offsetof(struct style, revision_note)},
	        {"head_words", MEMBER_TEXT, false, offsetof(struct style, head_words)},
	        {"head_pauses", MEMBER_TEXT, false, offsetof(struct style, head_pauses)},
	        {"prohibition", MEMBER_PROHIBITION, false, offsetof(struct style, prohibition)},
	        {"autospace", MEMBER_GAP, false, offsetof(struct style, autospace)},
	        {"table_autospace", MEMBER_GAP, false, offsetof(struct style, table_autospace)},
	        {"tight_marks", MEMBER_FLAG, false, offsetof(struct style, tight_marks)},
	        {"hanging", MEMBER_FLAG, false, offsetof(struct style, hanging)},
	};
	struct style_reader rd = {.arena = a, .source = src, .dl = dl};
	struct style *st = arena_new(a, struct style);
	const struct json *page = child(&rd, root, "page");
	const struct json *styles = child(&rd, root, "styles");
	const struct json *table = child(&rd, root, "table_style");
	const struct json *misc = child(&rd, root, "typography");
	const struct json *web = json_lookup(root, "web");

	st->table.continued = "";
	st->table.again = "";
	st->web.skip = "";
	st->web.contents = "";
	st->revision_mark = "";
	st->revision_note = "({date}, {n}: {reason})";
	st->table.head_gray = 255;
	st->imprint_rule = lu_from_milli_mm(350);
	st->imprint_inner_rule = lu_from_milli_mm(250);
	st->table.head.in_cell = st->table.label.in_cell = st->table.value.in_cell = true;
	st->prohibition = STYLE_PROHIBIT_GB;
	if (page != NULL)
		read_page(&rd, page, st);
	if (!rd.failed && styles != NULL)
		read_styles(&rd, styles, st);
	if (table != NULL)
		read_members(&rd, table, table_members, COUNT(table_members), &st->table);
	if (web != NULL)
		read_members(&rd, web, web_members, COUNT(web_members), &st->web);
	if (misc != NULL)
		read_members(&rd, misc, top, COUNT(top), st);
	if (rd.failed)
		return RC_INPUT;
	*ret = st;
	return RC_OK;
}
