/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/boxed.h"
#include "app/inputs.h"
#include "app/print.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "engine/page_limit.h"
#include "layout/layout.h"

/* State while the fonts are listed. */
struct font_listing {
	struct program *program;
	struct font_set *fonts;
	struct arena arena;
	struct buf out;
};

/* "NAME IN CHINESE (LXGW WenKai Light)": the Chinese and the English name, where they differ. */
static const char *face_name(struct font_listing *t, const struct font *f)
{
	struct font_names names;

	font_names_read(f, &t->arena, &names);
	if (names.full_zh == NULL)
		names.full_zh = names.family_zh;
	if (names.full_en == NULL)
		names.full_en =
		        names.family_en != NULL ? names.family_en : font_describe(f)->ps_name;
	if (names.full_zh == NULL || strcmp(names.full_zh, names.full_en) == 0)
		return names.full_en;
	return arena_printf(&t->arena, "%s (%s)", names.full_zh, names.full_en);
}

/* A licence may fill pages; its first sentence names it. */
static const char *first_sentence(struct font_listing *t, const char *s)
{
	const char *end = s != NULL ? strstr(s, ". ") : NULL;

	return end != NULL ? arena_strndup(&t->arena, s, (size_t)(end - s) + 1) : s;
}

static const char *file_name(const struct font_entry *e)
{
	const char *slash = e->path != NULL ? strrchr(e->path, '/') : NULL;

	return slash != NULL ? slash + 1 : e->wanted;
}

/* A line "  what: a, b, …", started by the first item and ended by end_line. */
static void put_item(struct font_listing *t, size_t *n, const char *what, const char *item)
{
	if ((*n)++ == 0)
		buf_putf(&t->out, "  %s: ", what);
	else
		buf_puts(&t->out, _(", "));
	print_plain(&t->out, item);
}

static void end_line(struct font_listing *t, size_t n)
{
	if (n > 0)
		buf_putc(&t->out, '\n');
}

static void put_line(struct font_listing *t, const char *what, const char *value)
{
	size_t n = 0;

	if (value != NULL)
		put_item(t, &n, what, value);
	end_line(t, n);
}

static void put_own(struct font_listing *t, const struct font_entry *e)
{
	struct font_names names;
	const char *where = e->origin == FONT_SYSTEM  ? _("system font")
	                    : e->origin == FONT_LOCAL ? _("font in local/")
	                                              : _("file");

	font_names_read(e->font, &t->arena, &names);
	put_line(t, _("face"), face_name(t, e->font));
	put_line(t, where, e->path);
	put_line(t, _("version"), names.version);
	put_line(t, _("licence"), first_sentence(t, names.licence));
}

/* Puts all faces but the role's own into one line: those before it, or those after. */
static void put_others(struct font_listing *t, int role, size_t own, bool after)
{
	size_t n = 0;

	for (size_t i = 0; i < font_entry_count(t->fonts, role); i++) {
		const struct font *known = NULL;
		struct font_entry e, other;

		if (i == own || (i > own) != after)
			continue;
		font_entry_describe(t->fonts, role, i, &e);
		for (size_t k = after ? own + 1 : 0; k < i && known == NULL; k++) {
			font_entry_describe(t->fonts, role, k, &other);
			known = other.font == e.font ? e.font : NULL;
		}
		if (e.font != NULL && known == NULL)
			put_item(t, &n, after ? _("fallbacks") : _("preferred for some characters"),
			         file_name(&e));
	}
	end_line(t, n);
}

/* The faces that the chain prefers but that were not found. */
static void put_wanted(struct font_listing *t, int role, size_t own)
{
	size_t n = 0;

	for (size_t i = 0; i < own; i++) {
		struct font_entry e;

		font_entry_describe(t->fonts, role, i, &e);
		if (e.limited || e.state != FONT_ABSENT)
			continue;
		for (size_t k = 0; k < e.name_n; k++)
			put_item(t, &n, _("replaces (not found)"), e.names[k]);
		if (e.name_n == 0)
			put_item(t, &n, _("replaces (not found)"), e.wanted);
	}
	end_line(t, n);
}

/* Required files that cannot be used. */
static size_t put_faults(struct font_listing *t, int role)
{
	size_t n = 0;

	for (size_t i = 0; i < font_entry_count(t->fonts, role); i++) {
		struct font_entry e;

		font_entry_describe(t->fonts, role, i, &e);
		if (e.state == FONT_USABLE || (e.state == FONT_ABSENT && e.optional))
			continue;
		if (e.state == FONT_ABSENT)
			buf_putf(&t->out,
			         _("  missing: %s (kanben-fetch-fonts or fonts/fetch.sh fetches "
			           "it)\n"),
			         e.wanted);
		else if (e.state == FONT_NOT_EMBEDDABLE)
			buf_putf(&t->out, _("  forbids embedding (fsType 0x%04X): %s\n"), e.fs_type,
			         e.path);
		else
			buf_putf(&t->out, _("  damaged font: %s\n"), e.path);
		n += !(e.optional && e.origin == FONT_SYSTEM);
	}
	return n;
}

static size_t own_entry(struct font_listing *t, int role)
{
	struct font_entry e;

	for (size_t i = 0; i < font_entry_count(t->fonts, role); i++) {
		font_entry_describe(t->fonts, role, i, &e);
		if (e.own)
			return i;
	}
	return 0;
}

static enum exit_code list_roles(struct font_listing *t)
{
	enum exit_code code = EXIT_WELL;

	print_plain(&t->out, font_set_path(t->fonts));
	buf_putc(&t->out, '\n');
	for (int role = 0; role < (int)font_role_count(t->fonts); role++) {
		size_t own = own_entry(t, role);
		struct font_entry e;

		font_entry_describe(t->fonts, role, own, &e);
		print_plain(&t->out, font_role_name(t->fonts, role));
		buf_putc(&t->out, '\n');
		if (e.font != NULL)
			put_own(t, &e);
		put_wanted(t, role, own);
		put_others(t, role, own, false);
		put_others(t, role, own, true);
		if (put_faults(t, role) > 0)
			code = EXIT_SURROUNDINGS;
	}
	return code;
}

static int compare(const void *x, const void *y)
{
	const struct fallback *a = x, *b = y;

	if (a->role != b->role)
		return a->role - b->role;
	if (a->cp != b->cp)
		return a->cp > b->cp ? 1 : -1;
	if ((a->place.source == NULL) != (b->place.source == NULL))
		return a->place.source == NULL ? 1 : -1;
	if (a->place.off != b->place.off)
		return a->place.off > b->place.off ? 1 : -1;
	return strcmp(a->text, b->text);
}

static bool same_character(const struct fallback *a, const struct fallback *b)
{
	return a->role == b->role && a->cp == b->cp && a->font == b->font;
}

/*
 * Adds a finding for each character: how often it occurs, from which face it is, and where it is
 * first.
 */
static void tell_fallbacks(struct font_listing *t, struct fallback_list *list, struct diag_list *dl)
{
	if (list->n > 0)
		qsort(list->items, list->n, sizeof(*list->items), compare);
	for (size_t i = 0, next; i < list->n; i = next) {
		const struct fallback *f = &list->items[i];
		char c[5] = "";
		size_t n = 1;

		for (next = i + 1; next < list->n && same_character(f, &list->items[next]); next++)
			n += compare(&list->items[next - 1], &list->items[next]) != 0;
		c[utf8_encode(f->cp, c)] = '\0';
		diag_add(dl, DIAG_NOTE, &f->place,
		         tr_plural("“%s” (U+%04X), %zu time in %s, is taken from %s, %s",
		                   "“%s” (U+%04X), %zu times in %s, is taken from %s, %s", n),
		         c, (unsigned)f->cp, n, font_role_name(t->fonts, f->role),
		         face_name(t, f->font), font_describe(f->font)->file);
	}
}

/* Adds a finding for each role that a report uses and that is set in a substitute. */
static void tell_substitutes(struct font_listing *t, const bool *roles, struct diag_list *dl)
{
	const struct diag_place nowhere = {.rule = "FONT"};

	for (int role = 0; role < (int)font_role_count(t->fonts); role++) {
		size_t own = own_entry(t, role);
		struct font_entry e, wanted;

		font_entry_describe(t->fonts, role, own, &e);
		for (size_t i = 0; i < own && roles[role] && e.font != NULL; i++) {
			font_entry_describe(t->fonts, role, i, &wanted);
			if (wanted.limited || wanted.state != FONT_ABSENT)
				continue;
			diag_add(dl, DIAG_NOTE, &nowhere, _("%s is set in %s instead of “%s”"),
			         font_role_name(t->fonts, role), face_name(t, e.font),
			         wanted.name_n > 0 ? wanted.names[0] : wanted.wanted);
			break;
		}
	}
}

/* Pages are not looked at. */
static void forget_page(void *user, size_t page)
{
	(void)user;
	(void)page;
}

/* Lays out the report, even if its figures are wrong, to see where each character comes from. */
static enum exit_code list_report(struct font_listing *t, const struct options *o,
                                  const char *input)
{
	struct fallback_list list = {
	        .roles = arena_array(&t->arena, bool, font_role_count(t->fonts))};
	struct diag_list found = {.most = o->max_findings}, told = {0};
	struct page_list pages;
	struct loaded in;
	enum exit_code code = load_report(t->program, o, &(struct source){.name = input}, &in);

	if (in.report == NULL) {
		diag_limit(&in.dl, o->max_findings);
		print_list(&in.dl, false);
	} else {
		const struct content_input from = {.report = in.report,
		                                   .style = in.layout->style,
		                                   .date = in.report->report->date};
		const struct layout_input how = {.content = content_build(&in.arena, &from),
		                                 .style = in.layout->style,
		                                 .fonts = t->fonts,
		                                 .force = true,
		                                 .fallbacks = &list};

		page_list_init(&pages, &in.arena);
		pages.sink = &(struct page_sink){forget_page, NULL};
		page_limit_set(&in, o->max_pages, /*paged*/ false, &pages);
		code = exit_of(page_limit_lay_out(&in, o->max_pages, &how, &pages, &found));
		if (found.error_n > 0)
			code = exit_worst(code, EXIT_REPORT);
		page_list_release(&pages);
		tell_fallbacks(t, &list, &told);
		tell_substitutes(t, list.roles, &told);
		diag_sort(&told);
		print_findings(&t->out, &told);
		diag_limit(&found, o->max_findings);
		print_list(&found, false);
	}
	free(list.items);
	diag_release(&told);
	diag_release(&found);
	loaded_release(&in);
	return code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct font_listing t = {.program = p};
	struct diag_list dl = {0};
	enum exit_code code;

	boxed_enter(o, o->input_n > 0 ? o->inputs[0] : "fonts.json", NULL, 0);
	code = exit_of(engine_fonts(&p->engine, &dl, &t.fonts));
	print_list(&dl, false);
	if (code == EXIT_WELL && o->input_n == 0)
		code = list_roles(&t);
	for (size_t i = 0; t.fonts != NULL && i < o->input_n; i++)
		code = exit_worst(code, list_report(&t, o, o->inputs[i]));
	if (t.out.n > 0)
		fwrite(t.out.p, 1, t.out.n, stdout);
	buf_release(&t.out);
	diag_release(&dl);
	arena_release(&t.arena);
	return code;
}

static const struct command_option options[] = {
        {.name = "layout"},
        {.name = "max-pages"},
        {.name = "max-findings"},
        {.name = "timeout", .help = N_("give up after so much processor time (default: 60)")},
        {.name = "max-memory"},
        {.name = "verbose"},
        {.name = NULL},
};

const struct command cmd_fonts = {
        .name = "fonts",
        .summary = N_("show which fonts are used, what they replace, which are missing"),
        .arguments = N_("[REPORT.json…] [options]"),
        .intro = N_("Shows for each role of fonts.json the face used, its file, what it replaces, "
                    "its fallbacks, and what is missing. With reports: each character taken from a "
                    "fallback, how often it occurs, and where first."),
        .exits = N_(
                "Exit status: 0 success, 1 a report cannot be laid out, or no font has one of its "
                "characters, 2 wrong usage, 3 a required font is missing or must not be used."),
        .options = options,
        .min_inputs = 0,
        .max_inputs = SIZE_MAX,
        .run = run,
};
