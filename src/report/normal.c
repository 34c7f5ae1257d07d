/* SPDX-License-Identifier: MIT */
/* normal.c: normalises texts: what people see is what they should have typed. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "report/report_reader.h"

enum {
	RADICALS_FIRST = 0x2E80, /* CJK Radicals Supplement */
	KANGXI_FIRST = 0x2F00,
	KANGXI_LAST = 0x2FD5,
	NAMED_MAX = 3 /* parts of a message; the last one is "and others" */
};

/* The Equivalent_Unified_Ideograph of U+2E80 … U+2EF3; 0: none. */
static uint32_t unified_radical(uint32_t cp)
{
	static const uint32_t unified[] = {
	        0x0000, 0x5382,  0x4E5B,  0x4E5A, 0x4E59,  0x4EBB, 0x5182,  0x20628, 0x5200,
	        0x5202, 0x535C,  0x353E,  0x5C0F, 0x5C0F,  0x5140, 0x5C23,  0x5C22,  0x21BC2,
	        0x5DF3, 0x5E7A,  0x5F51,  0x5F50, 0x5FC4,  0x5FC3, 0x624C,  0x6535,  0x0000,
	        0x65E1, 0x65E5,  0x6708,  0x6B7A, 0x6BCD,  0x6C11, 0x6C35,  0x6C3A,  0x706C,
	        0x722B, 0x722B,  0x4E2C,  0x725B, 0x72AD,  0x738B, 0x24D14, 0x76EE,  0x793A,
	        0x793B, 0x25AD7, 0x7CF9,  0x7E9F, 0x7F53,  0x7F52, 0x34C1,  0x5197,  0x2626B,
	        0x7F8A, 0x2634C, 0x2634B, 0x8002, 0x8080,  0x807F, 0x8089,  0x26951, 0x8279,
	        0x8279, 0x8279,  0x864E,  0x8864, 0x8980,  0x897F, 0x89C1,  0x89D2,  0x278B2,
	        0x8BA0, 0x8D1D,  0x27FB7, 0x8F66, 0x8FB6,  0x8FB6, 0x8FB6,  0x9091,  0x9485,
	        0x9577, 0x9578,  0x957F,  0x95E8, 0x28E0F, 0x961D, 0x96E8,  0x9752,  0x97E6,
	        0x9875, 0x98CE,  0x98DE,  0x98DF, 0x2967F, 0x98E0, 0x9963,  0x29810, 0x9A6C,
	        0x9AA8, 0x9B3C,  0x9C7C,  0x9E1F, 0x5364,  0x9EA6, 0x9EC4,  0x9EFE,  0x6589,
	        0x9F50, 0x6B6F,  0x9F7F,  0x7ADC, 0x9F99,  0x9F9C, 0x4E80,  0x9F9F,
	};
	size_t index = cp - RADICALS_FIRST;

	return index < COUNT(unified) ? unified[index] : 0;
}

/* The character that a radical is read as: U+2F00 as U+4E00. 0: not a radical, or left as it is. */
static uint32_t unified(uint32_t cp)
{
	utf8proc_int32_t one = 0;

	if (cp >= RADICALS_FIRST && cp < KANGXI_FIRST)
		return unified_radical(cp);
	if (cp < KANGXI_FIRST || cp > KANGXI_LAST)
		return 0;
	if (utf8proc_decompose_char((utf8proc_int32_t)cp, &one, 1,
	                            UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL) != 1)
		return 0;
	return (uint32_t)one;
}

/* Zero-width space, byte order mark, soft hyphen: never typed on purpose. */
static bool is_dropped(uint32_t cp)
{
	return cp == 0x200B || cp == 0xFEFF || cp == 0xAD;
}

/* Already in normal form, whatever is next to it: true of most characters in Chinese text. */
static bool is_stable(uint32_t cp)
{
	return cp < 0x300 || (cp >= 0x3000 && cp < 0x302A) || (cp >= 0x3400 && cp < 0xA000) ||
	       (cp >= 0xFF00 && cp < 0xFFF0) || (cp >= 0x2010 && cp < 0x2100);
}

/* May combine with the character before it: a mark, or a vowel or final of Hangul. */
static bool continues(uint32_t cp)
{
	return !is_stable(cp) && ((cp >= 0x1161 && cp <= 0x11FF) ||
	                          utf8proc_get_property((utf8proc_int32_t)cp)->combining_class > 0);
}

/* One string while it is normalised. */
struct normal {
	struct arena *arena;
	const char *from, *end;
	struct buf to;
	struct json_edit *edits;
	size_t edit_n, cap, change_n;
	size_t first;     /* byte of the first change */
	struct buf notes; /* the message: what was changed */
};

static void add_edit(struct normal *n, const char *at)
{
	n->edits = mem_grow(n->edits, n->edit_n, &n->cap, sizeof(*n->edits));
	n->edits[n->edit_n++] = (struct json_edit){n->to.n, (size_t)(at - n->from)};
}

static void note(struct normal *n, const char *change)
{
	if (n->change_n > NAMED_MAX || strstr(n->notes.p != NULL ? n->notes.p : "", change) != NULL)
		return;
	if (n->change_n > 1)
		buf_puts(&n->notes, _("; "));
	buf_puts(&n->notes, n->change_n == NAMED_MAX ? _("and others") : change);
}

/* Replaces [at, next). */
static void replace(struct normal *n, const char *at, const char *next, const char *by, size_t len)
{
	if (n->change_n++ == 0)
		n->first = (size_t)(at - n->from);
	add_edit(n, at);
	buf_put(&n->to, by, len);
	add_edit(n, next);
}

static void drop_spaces(struct normal *n, const char *at, const char *next)
{
	replace(n, at, next, "", 0);
	note(n, _("spaces at the beginning or end are removed"));
}

static void replace_one(struct normal *n, const char *at, const char *next, uint32_t cp,
                        uint32_t by)
{
	char text[4];

	if (by == 0) {
		replace(n, at, next, "", 0);
		note(n, arena_printf(n->arena, _("the invisible character U+%04X is removed"),
		                     (unsigned)cp));
		return;
	}
	replace(n, at, next, text, utf8_encode(by, text));
	note(n, arena_printf(n->arena, _("“%.*s” (U+%04X) is read as “%.*s” (U+%04X)"),
	                     (int)(next - at), at, (unsigned)cp, (int)utf8_encode(by, text), text,
	                     (unsigned)by));
}

/* Composes a character and the marks that follow it. */
static void compose(struct normal *n, const char *at, const char *next)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)at, next - at, &composed,
	                                    UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (len < 0 || (len == next - at && memcmp(composed, at, (size_t)len) == 0)) {
		buf_put(&n->to, at, (size_t)(next - at));
	} else {
		replace(n, at, next, (const char *)composed, (size_t)len);
		note(n, arena_printf(n->arena, _("“%.*s” is read in its composed form “%.*s”"),
		                     (int)(next - at), at, (int)len, (const char *)composed));
	}
	free(composed);
}

static void normalise(struct normal *n, const char *at, const char *end)
{
	while (at < end) {
		const char *next = at, *more;
		uint32_t cp = utf8_next(&next, end), by = unified(cp);

		if (is_dropped(cp) || by != 0) {
			replace_one(n, at, next, cp, by);
			at = next;
			continue;
		}
		for (more = next; more < end && continues(utf8_next(&more, end)); next = more)
			;
		if (is_stable(cp) && utf8_count(at, (size_t)(next - at)) == 1)
			buf_put(&n->to, at, (size_t)(next - at));
		else
			compose(n, at, next);
		at = next;
	}
}

/* Finds where leading spaces end and trailing ones begin. */
static void find_ends(const char *s, const char *end, const char **ret_first, const char **ret_last)
{
	const char *p = s;

	*ret_first = s;
	while (p < end && utf8_is_space(utf8_next(&p, end)))
		*ret_first = p;
	*ret_last = *ret_first;
	for (p = *ret_first; p < end;)
		if (!utf8_is_space(utf8_next(&p, end)))
			*ret_last = p;
}

/* A quick test that is false for almost every string of a report. */
static bool may_change(const struct json *text)
{
	const char *s = text->text, *end = s + text->len;
	uint32_t cp = 0;

	for (bool first = true; s < end; first = false) {
		cp = utf8_next(&s, end);
		if ((first && utf8_is_space(cp)) || is_dropped(cp) || !is_stable(cp))
			return true;
	}
	return utf8_is_space(cp);
}

static void tell_changes(const struct report_reader *rd, const struct json *at,
                         const struct normal *n)
{
	struct diag_place place = {.source = rd->m.source, .rule = "NORM"};

	place.off = json_string_offset(rd->m.source, at, n->first);
	place.pointer = json_pointer(rd->m.arena, at);
	diag_add(rd->m.findings, DIAG_WARNING, &place, "%s", n->notes.p);
}

/* Called by json_copy for each string. */
static void change(void *reader, const struct json *from, struct json *to)
{
	const struct report_reader *rd = reader;
	struct normal n = {.arena = rd->m.arena, .from = from->text, .end = from->text + from->len};
	const char *first, *last;

	/* Only spaces: reported where a text is required. */
	if (!may_change(from) || object_is_blank(from))
		return;
	find_ends(n.from, n.end, &first, &last);
	if (first > n.from)
		drop_spaces(&n, n.from, first);
	normalise(&n, first, last);
	if (last < n.end)
		drop_spaces(&n, last, n.end);
	if (n.change_n > 0) {
		struct json_edit *edits = arena_array(rd->m.arena, struct json_edit, n.edit_n);

		memcpy(edits, n.edits, n.edit_n * sizeof(*edits));
		to->text = arena_strndup(rd->m.arena, n.to.p != NULL ? n.to.p : "", n.to.n);
		to->len = n.to.n;
		to->edits = edits;
		to->edit_n = n.edit_n;
		tell_changes(rd, from, &n);
	}
	buf_release(&n.to);
	buf_release(&n.notes);
	free(n.edits);
}

static bool any_may_change(const struct json *node)
{
	if (node->kind == JSON_STRING)
		return may_change(node);
	for (const struct json *c = node->first; c != NULL; c = c->next)
		if (any_may_change(c))
			return true;
	return false;
}

const struct json *normal_tree(const struct report_reader *rd, const struct json *root)
{
	struct report_reader own = *rd;

	return any_may_change(root) ? json_copy(rd->m.arena, root, change, &own) : root;
}

const char *normal_figure(struct arena *a, const struct json *text)
{
	const char *s = text->text, *end = s + text->len, *figure;
	struct buf b = {0};

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (utf8_is_space(cp) || is_dropped(cp))
			continue;
		if (cp >= 0xFF0B && cp <= 0xFF19)
			cp -= 0xFF00 - 0x20;
		buf_putc(&b, cp < 0x80 ? (char)cp : '?');
	}
	figure = buf_to_arena(a, &b);
	return strchr(figure, '?') == NULL ? figure : NULL;
}
