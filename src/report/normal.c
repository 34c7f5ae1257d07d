/* SPDX-License-Identifier: MIT */
/* normal.c: normalises texts: what people see is what they should have typed. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "report/report_reader.h"

enum {
	RADICALS_FIRST = 0x2E80, /* CJK Radicals Supplement */
	KANGXI_FIRST = 0x2F00,
	KANGXI_LAST = 0x2FD5,
	MARKS_MAX = 30, /* put into order together: UAX #15, Stream-Safe Text Format */
	NAMED_MAX = 3   /* parts of a message; the last one is "and others" */
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

static bool is_line_break(uint32_t cp)
{
	return (cp >= 0x0A && cp <= 0x0D) || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* One string while it is normalised. */
struct normal {
	struct arena *arena;
	const char *from;
	const char *first, *last; /* what is left without white space at the ends */
	const char *space_end;    /* white space that goes on up to here has no line break */
	struct unicode_walk walk;
	struct buf to, cluster;
	struct json_edit *edits;
	size_t edit_n, cap;
	size_t changed, refused; /* byte of the first change, of the first character refused */
	bool any_change;
	struct buf notes; /* the message: what was changed */
	size_t note_n;
	struct unicode_tally omitted, blanks, turned, annotations;
};

static void normal_release(struct normal *n)
{
	buf_release(&n->to);
	buf_release(&n->cluster);
	buf_release(&n->notes);
	free(n->edits);
}

static void add_edit(struct normal *n, const char *at)
{
	n->edits = mem_grow(n->edits, n->edit_n, &n->cap, sizeof(*n->edits));
	n->edits[n->edit_n++] = (struct json_edit){n->to.n, (size_t)(at - n->from)};
}

/* Replaces [at, next). */
static void replace(struct normal *n, const char *at, const char *next, const char *by, size_t len)
{
	add_edit(n, at);
	buf_put(&n->to, by, len);
	add_edit(n, next);
}

static void changed(struct normal *n, const char *at)
{
	if (!n->any_change)
		n->changed = (size_t)(at - n->from);
	n->any_change = true;
}

static void add_note(struct normal *n, const char *change)
{
	if (n->note_n++ > 0)
		buf_puts(&n->notes, _("; "));
	buf_puts(&n->notes, change);
}

static void note(struct normal *n, const char *at, const char *change)
{
	changed(n, at);
	if (n->note_n <= NAMED_MAX && (n->notes.p == NULL || strstr(n->notes.p, change) == NULL))
		add_note(n, n->note_n == NAMED_MAX ? _("and others") : change);
}

/* Counts a character that is left out. */
static void count_omitted(struct normal *n, const char *at, uint32_t cp, enum unicode_fate fate)
{
	if (fate != UNICODE_REFUSE) {
		changed(n, at);
		unicode_tally_add(&n->omitted, cp);
		return;
	}
	if (n->turned.total + n->annotations.total == 0)
		n->refused = (size_t)(at - n->from);
	unicode_tally_add(unicode_class(cp) == UNICODE_BIDI ? &n->turned : &n->annotations, cp);
}

static void replace_unified(struct normal *n, const char *at, uint32_t cp, uint32_t by)
{
	const char *next = n->walk.at;
	char text[4];
	size_t len = utf8_encode(by, text);

	replace(n, at, next, text, len);
	note(n, at,
	     arena_printf(n->arena, _("“%.*s” (U+%04X) is read as “%.*s” (U+%04X)"),
	                  (int)(next - at), at, (unsigned)cp, (int)len, text, (unsigned)by));
}

/*
 * The end of the marks that follow a character, whatever is invisible between them. Of more than
 * any language has, the rest follows nothing: putting them into order takes quadratic time.
 */
static const char *find_cluster_end(struct normal *n)
{
	struct unicode_walk ahead = n->walk;
	const char *end = ahead.at;
	int marks = 0;

	while (ahead.at < n->last && marks < MARKS_MAX) {
		uint32_t cp;
		enum unicode_fate fate = unicode_walk_next(&ahead, &cp);

		if (fate == UNICODE_BLANK || (fate == UNICODE_KEEP && !continues(cp)))
			break;
		if (fate == UNICODE_KEEP) {
			end = ahead.at;
			marks++;
		}
	}
	n->walk.turned = ahead.turned; /* so that it is found out only once */
	return end;
}

/* Composes a character and the marks that follow it. */
static void compose(struct normal *n, const char *at, const char *end)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t len;

	buf_clear(&n->cluster);
	buf_put(&n->cluster, at, (size_t)(n->walk.at - at));
	while (n->walk.at < end) {
		const char *mark = n->walk.at;
		uint32_t cp;
		enum unicode_fate fate = unicode_walk_next(&n->walk, &cp);

		if (fate == UNICODE_KEEP)
			buf_put(&n->cluster, mark, (size_t)(n->walk.at - mark));
		else
			count_omitted(n, mark, cp, fate);
	}
	len = utf8proc_map((const utf8proc_uint8_t *)n->cluster.p, (utf8proc_ssize_t)n->cluster.n,
	                   &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (len < 0 || (len == end - at && memcmp(composed, at, (size_t)len) == 0)) {
		buf_put(&n->to, at, (size_t)(end - at));
	} else {
		replace(n, at, end, (const char *)composed, (size_t)len);
		if ((size_t)len != n->cluster.n || memcmp(composed, n->cluster.p, (size_t)len) != 0)
			note(n, at,
			     arena_printf(n->arena, _("“%s” is read in its composed form “%s”"),
			                  member_excerpt(n->arena, n->cluster.p, n->cluster.n),
			                  member_excerpt(n->arena, (const char *)composed,
			                                 (size_t)len)));
	}
	free(composed);
}

static void keep(struct normal *n, const char *at, uint32_t cp)
{
	uint32_t by = unified(cp);
	const char *end;

	if (by != 0) {
		replace_unified(n, at, cp, by);
		return;
	}
	end = find_cluster_end(n);
	if (is_stable(cp) && end == n->walk.at)
		buf_put(&n->to, at, (size_t)(end - at));
	else
		compose(n, at, end);
}

/* The end of the white space from here on, and whether a line ends in it. */
static const char *find_space_end(const struct normal *n, uint32_t cp, bool *ret_broken)
{
	struct unicode_walk ahead = n->walk;
	const char *end = ahead.at;

	*ret_broken = is_line_break(cp);
	while (ahead.at < n->last) {
		enum unicode_fate fate = unicode_walk_next(&ahead, &cp);

		if (fate == UNICODE_KEEP && !utf8_is_space(cp))
			break;
		if (fate == UNICODE_KEEP || fate == UNICODE_BLANK)
			end = ahead.at;
		*ret_broken = *ret_broken || (fate == UNICODE_KEEP && is_line_break(cp));
	}
	return end;
}

/*
 * White space in which a line ends is one "\n": what is beside it is at the end of a line, as are
 * empty lines. Returns whether there is any at `at`.
 */
static bool take_line_break(struct normal *n, const char *at, uint32_t cp)
{
	bool broken;
	const char *end;

	if (n->space_end != NULL && at < n->space_end)
		return false;
	end = find_space_end(n, cp, &broken);
	if (!broken) {
		n->space_end = end;
		return false;
	}
	if (end - at == 1 && *at == '\n') {
		buf_putc(&n->to, '\n');
		return true;
	}
	while (n->walk.at < end) {
		const char *mark = n->walk.at;
		enum unicode_fate fate = unicode_walk_next(&n->walk, &cp);

		if (fate == UNICODE_OMIT || fate == UNICODE_REFUSE)
			count_omitted(n, mark, cp, fate);
	}
	replace(n, at, end, "\n", 1);
	note(n, at, _("a line break is read without the spaces and empty lines beside it"));
	return true;
}

static void normalise(struct normal *n, const char *end)
{
	while (n->walk.at < end) {
		const char *at = n->walk.at;
		uint32_t cp;
		enum unicode_fate fate = unicode_walk_next(&n->walk, &cp);
		const char *next = n->walk.at;

		if (fate == UNICODE_OMIT || fate == UNICODE_REFUSE) {
			replace(n, at, next, "", 0);
			count_omitted(n, at, cp, fate);
		} else if (at < n->first || at >= n->last) {
			replace(n, at, next, "", 0);
			note(n, at, _("spaces at the beginning or end are removed"));
		} else if ((fate == UNICODE_BLANK || utf8_is_space(cp)) &&
		           take_line_break(n, at, cp)) {
			continue;
		} else if (fate == UNICODE_BLANK) {
			replace(n, at, next, " ", 1);
			changed(n, at);
			unicode_tally_add(&n->blanks, cp);
		} else {
			keep(n, at, cp);
		}
	}
}

/* Finds where leading spaces end and trailing ones begin; false: there is nothing else. */
static bool find_ends(struct normal *n)
{
	struct unicode_walk w = n->walk;

	n->first = NULL;
	while (w.at < w.end) {
		const char *at = w.at;
		uint32_t cp;

		if (unicode_walk_next(&w, &cp) != UNICODE_KEEP || utf8_is_space(cp))
			continue;
		if (n->first == NULL)
			n->first = at;
		n->last = w.at;
	}
	return n->first != NULL;
}

/* Stable, visible and no space: nine of ten characters. */
static bool is_plain_ideograph(uint32_t cp)
{
	return cp >= 0x3400 && cp < 0xA000;
}

/* A quick test that is false for almost every string of a report. */
static bool may_change(const struct json *text)
{
	const char *s = text->text, *end = s + text->len;
	uint32_t cp = 0, last = '\n';

	for (; s < end; last = cp) {
		cp = utf8_next(&s, end);
		if (is_plain_ideograph(cp))
			continue;
		if ((last == '\n' && utf8_is_space(cp)) || !is_stable(cp) ||
		    (is_line_break(cp) && (cp != '\n' || utf8_is_space(last))) ||
		    unicode_class(cp) != UNICODE_TEXT)
			return true;
	}
	return utf8_is_space(cp);
}

/* ---- findings: one for what is changed, one for what is refused ---- */

static const char *list_tally(struct arena *a, const struct unicode_tally *t)
{
	struct buf b = {0};

	unicode_tally_put(t, &b);
	return buf_to_arena(a, &b);
}

static void note_tallies(struct normal *n)
{
	struct arena *a = n->arena;

	if (n->blanks.total == 1)
		add_note(n, arena_printf(a, _("the space U+%04X is read as a blank"),
		                         (unsigned)n->blanks.cps[0]));
	else if (n->blanks.total > 1)
		add_note(n, arena_printf(a, _("spaces are read as blanks: %s"),
		                         list_tally(a, &n->blanks)));
	if (n->omitted.total == 1)
		add_note(n, arena_printf(a, _("the invisible character U+%04X is removed"),
		                         (unsigned)n->omitted.cps[0]));
	else if (n->omitted.total > 1)
		add_note(n, arena_printf(a, _("invisible characters are removed: %s"),
		                         list_tally(a, &n->omitted)));
}

static struct diag_place place_of(const struct report_reader *rd, const struct json *at, size_t off,
                                  const char *rule)
{
	return (struct diag_place){rd->m.source, json_string_offset(rd->m.source, at, off), rule,
	                           json_pointer(rd->m.arena, at)};
}

static void tell_changes(const struct report_reader *rd, const struct json *at, struct normal *n)
{
	struct diag_place place;

	if (n->any_change) {
		note_tallies(n);
		place = place_of(rd, at, n->changed, "NORM");
		diag_add(rd->m.findings, DIAG_WARNING, &place, "%s", n->notes.p);
	}
	place = place_of(rd, at, n->refused, "GLYPH");
	if (n->turned.total > 0)
		diag_add(rd->m.findings, DIAG_ERROR, &place,
		         _("invisible characters change the order in which the text is read (%s): "
		           "remove them, and check the order of what is left"),
		         list_tally(n->arena, &n->turned));
	if (n->annotations.total > 0)
		diag_add(
		        rd->m.findings, DIAG_ERROR, &place,
		        _("invisible characters (%s) mark notes or combined signs within the text, "
		          "which cannot be printed: remove them"),
		        list_tally(n->arena, &n->annotations));
}

/* Normalises a string into *n; false if it stays as it is. */
static bool change(struct arena *a, const struct json *from, struct normal *n)
{
	*n = (struct normal){.arena = a, .from = from->text};
	if (!may_change(from))
		return false;
	unicode_walk_init(&n->walk, from->text, from->len);
	/* Only spaces: reported where a text is required. */
	if (!find_ends(n))
		return false;
	normalise(n, from->text + from->len);
	return n->edit_n > 0;
}

/* Called by json_copy for each string. */
static void change_string(void *reader, const struct json *from, struct json *to)
{
	const struct report_reader *rd = reader;
	struct normal n;

	if (change(rd->m.arena, from, &n)) {
		struct json_edit *edits = arena_array(rd->m.arena, struct json_edit, n.edit_n);

		memcpy(edits, n.edits, n.edit_n * sizeof(*edits));
		json_edit(rd->m.arena, to, &n.to, &(struct json_edits){edits, n.edit_n});
		tell_changes(rd, from, &n);
	}
	normal_release(&n);
}

static bool any_may_change(const struct json *node)
{
	if (node->kind == JSON_STRING)
		return may_change(node);
	for (const struct json *c = json_first(node); c != NULL; c = c->next)
		if (any_may_change(c))
			return true;
	return false;
}

const struct json *normal_tree(const struct report_reader *rd, const struct json *root)
{
	struct report_reader own = *rd;

	return any_may_change(root) ? json_copy(rd->m.arena, root, change_string, &own) : root;
}

const char *report_normal_text(struct arena *a, const struct json *text)
{
	struct normal n;
	const char *normal = change(a, text, &n) ? arena_strndup(a, n.to.p, n.to.n) : text->text;

	normal_release(&n);
	return normal;
}

const char *normal_figure(struct arena *a, const struct json *text)
{
	const char *s = text->text, *end = s + text->len, *figure;
	struct buf b = {0};

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (utf8_is_space(cp) && !is_line_break(cp)) /* two lines are two figures */
			continue;
		if (cp >= 0xFF0B && cp <= 0xFF19)
			cp -= 0xFF00 - 0x20;
		buf_putc(&b, cp < 0x80 ? (char)cp : '?');
	}
	figure = buf_to_arena(a, &b);
	return strchr(figure, '?') == NULL ? figure : NULL;
}
