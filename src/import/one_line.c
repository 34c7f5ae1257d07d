/* SPDX-License-Identifier: MIT */
/*
 * one_line.c: reports whose line ends were lost, so that several sections stand in one line. They
 * are cut at the form's headings; a table there becomes lines as lines.c reads them.
 */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/draft.h"
#include "import/norm.h"

enum {
	SECTIONS_LEAST = 3,  /* fewer headings in a line may be a sentence about them */
	LINE_LEAST = 400,    /* bytes */
	LINE_MOST = 1 << 20, /* far more than any report */
	TITLE_MAX = 80,      /* code points */
	FIGURE_MAX = 40      /* bytes */
};

/* A heading in the line. */
struct section_cut {
	size_t section;
	const char *start, *end;
};

struct section_cuts {
	struct section_cut *cuts;
	size_t n, cap;
	size_t section_n; /* different ones */
};

/* Behind the wording if the text goes on with it, blanks and kinds of punctuation aside; or NULL.
 */
static const char *behind(const char *s, const char *end, const struct norm *wanted)
{
	size_t i = 0;

	while (i < wanted->n && s < end) {
		uint32_t cp = norm_char(utf8_next(&s, end));

		if (cp == 0 && i == 0)
			return NULL;
		if (cp == 0)
			continue;
		if (cp != wanted->cps[i++])
			return NULL;
	}
	return i == wanted->n ? s : NULL;
}

static void add_cut(struct arena *a, struct section_cuts *list, const struct section_cut *cut)
{
	bool again = false;

	for (size_t i = 0; i < list->n; i++)
		again |= list->cuts[i].section == cut->section;
	list->cuts = doc_grow(a, list->cuts, list->n, &list->cap, sizeof(*cut));
	list->cuts[list->n++] = *cut;
	list->section_n += !again;
}

/* The numbered headings of a form, with their sections. */
struct wordings {
	struct norm *norms;
	size_t *sections;
	size_t n;
};

static const struct wordings *wordings_of(struct doc *d)
{
	const struct form *form = d->form;
	struct wordings *w;
	size_t most = 0;

	if (d->wordings != NULL)
		return d->wordings;
	for (size_t i = 0; i < form->section_n; i++)
		most += 1 + form->sections[i].aliases.n;
	w = d->wordings = arena_new(d->arena, struct wordings);
	w->norms = arena_array(d->arena, struct norm, most);
	w->sections = arena_array(d->arena, size_t, most);
	for (size_t i = 0; i < form->section_n; i++)
		for (size_t k = 0; k <= form->sections[i].aliases.n; k++) {
			const char *text = k > 0 ? form->sections[i].aliases.texts[k - 1]
			                         : form->sections[i].heading;

			if (text == NULL)
				continue;
			w->norms[w->n] = norm_text(d->arena, text, NULL);
			w->sections[w->n] = i;
			w->n += w->norms[w->n].number > 0;
		}
	return w;
}

static bool may_be_cut(const struct doc_block *b)
{
	size_t n = b->kind == DOC_TEXT ? strlen(b->text) : 0;

	return n >= LINE_LEAST && n <= LINE_MOST;
}

static struct section_cuts find_cuts(struct doc *d, const struct wordings *w, const char *s,
                                     size_t n)
{
	enum { CUTS_MAX = 100 };
	const char *end = s + n;
	struct section_cuts list = {.n = 0};

	while (s < end && list.n < CUTS_MAX) {
		const char *at = s, *stop = NULL;
		uint32_t first = norm_char(utf8_next(&s, end));

		for (size_t i = 0; i < w->n && stop == NULL; i++) {
			if (w->norms[i].cps[0] == first)
				stop = behind(at, end, &w->norms[i]);
			if (stop != NULL)
				add_cut(d->arena, &list,
				        &(struct section_cut){w->sections[i], at, stop});
		}
		if (stop != NULL)
			s = stop;
	}
	return list;
}

bool doc_is_one_line(struct doc *d, const char *s, size_t n)
{
	return n >= LINE_LEAST && n <= LINE_MOST &&
	       find_cuts(d, wordings_of(d), s, n).section_n >= SECTIONS_LEAST;
}

/* ---- pieces ---- */

static void add_piece(struct doc *d, const struct doc_block *line, const char *s, const char *end)
{
	struct doc_place place = line->place;

	if (place.pointer == NULL)
		place.off += (size_t)(s - line->text);
	(void)doc_add_text(d, s, (size_t)(end - s), place);
}

static const char *word_end(const char *s, const char *end)
{
	const char *p = s;

	while (p < end && !doc_is_blank(utf8_next(&p, end)))
		s = p;
	return s;
}

static const char *skip_blanks(const char *s, const char *end)
{
	const char *p = s;

	while (p < end && doc_is_blank(utf8_next(&p, end)))
		s = p;
	return s;
}

static bool is_figure(const char *s, const char *end)
{
	size_t n = (size_t)(end - s);

	return n > 0 && n <= FIGURE_MAX && strspn(s, "0123456789.,-/") >= n;
}

/* The words before the figures of a row are a line, and so are its figures. */
static void add_table(struct doc *d, const struct doc_block *line, const char *s, const char *end)
{
	struct buf b = {0};
	const char *first = s;
	bool figures = false;

	for (s = skip_blanks(s, end); s < end;) {
		const char *stop = word_end(s, end);
		bool figure = is_figure(s, stop);

		if (b.n > 0 && figures != figure) {
			struct doc_place place = line->place;

			place.off += place.pointer == NULL ? (size_t)(first - line->text) : 0;
			(void)doc_add_text(d, b.p, b.n, place);
			buf_clear(&b);
		}
		if (b.n == 0)
			first = s;
		else
			buf_puts(&b, "  ");
		buf_put(&b, s, (size_t)(stop - s));
		figures = figure;
		s = skip_blanks(stop, end);
	}
	if (b.n > 0)
		(void)doc_add_text(d, b.p, b.n, line->place);
	buf_release(&b);
}

/* The end of the title that the text begins with; `s` if it begins with none. */
static const char *title_end(struct doc *d, const char *s, const char *end)
{
	const char *found = s, *p = s;

	for (size_t n = 0; p < end && n < TITLE_MAX; n++) {
		struct phrase_match m;

		utf8_next(&p, end);
		if (phrase_match(&d->form->recognise.titles,
		                 arena_strndup(d->arena, s, (size_t)(p - s)), &m))
			found = p;
	}
	return found;
}

/* Where the date begins that the text ends in; `end` if it ends in none. */
static const char *date_start(struct doc *d, const char *s, const char *end)
{
	enum { DATE_MAX = 40 };
	const char *from = (size_t)(end - s) > DATE_MAX ? end - DATE_MAX : s;

	for (; from < end; from++) {
		struct phrase_match m;

		if (((unsigned char)*from & 0xC0) != 0x80 &&
		    phrase_match(&d->form->recognise.dates,
		                 arena_strndup(d->arena, from, (size_t)(end - from)), &m))
			return from;
	}
	return end;
}

/* Prose; an organ and a date behind its last sentence are lines of their own. */
static void add_prose(struct doc *d, const struct doc_block *line, const char *s, const char *end)
{
	size_t n = (size_t)(end - s);
	const char *date, *stop;

	s = stop = doc_trim(s, &n);
	end = s + n;
	date = date_start(d, s, end);
	if (date == end) {
		add_piece(d, line, s, end);
		return;
	}
	for (const char *p = s; p < date;)
		if (norm_char(utf8_next(&p, date)) == '.')
			stop = p;
	add_piece(d, line, s, stop);
	add_piece(d, line, stop, date);
	add_piece(d, line, date, end);
}

static void add_section(struct doc *d, const struct doc_block *line, const struct section_cut *cut,
                        const char *end)
{
	add_piece(d, line, cut->start, cut->end);
	if (d->form->sections[cut->section].body != FORM_TABLE)
		add_prose(d, line, cut->end, end);
	else if (word_end(skip_blanks(cut->end, end), end) + 1 < end)
		add_table(d, line, cut->end, end);
	else if (skip_blanks(cut->end, end) < end)
		doc_tell_unplaced(d, line->place,
		                  _("the cells of the table for “%s” run together; they are not "
		                    "imported"),
		                  d->form->sections[cut->section].heading);
}

static void cut_line(struct doc *d, const struct doc_block *line, const struct section_cuts *list)
{
	const char *s = line->text, *end = s + strlen(s),
	           *title = title_end(d, s, list->cuts[0].start);

	doc_tell_warning(d, line->place,
	                 _("several sections stand in one line; it is cut at their headings, and "
	                   "where its paragraphs end is not known"));
	add_piece(d, line, s, title);
	add_piece(d, line, title, list->cuts[0].start);
	for (size_t i = 0; i < list->n; i++)
		add_section(d, line, &list->cuts[i],
		            i + 1 < list->n ? list->cuts[i + 1].start : end);
}

void draft_cut_lines(struct draft *dr)
{
	struct doc *d = dr->doc;
	struct doc_block *blocks = d->blocks;
	size_t n = d->block_n;
	const struct wordings *w = wordings_of(d);
	bool any = false;

	for (size_t i = 0; i < n && !any; i++)
		any = may_be_cut(&blocks[i]) &&
		      find_cuts(d, w, blocks[i].text, strlen(blocks[i].text)).section_n >=
		              SECTIONS_LEAST;
	if (!any)
		return;
	d->blocks = NULL;
	d->block_n = d->block_cap = 0;
	for (size_t i = 0; i < n; i++) {
		struct section_cuts list = {.n = 0};

		if (may_be_cut(&blocks[i]))
			list = find_cuts(d, w, blocks[i].text, strlen(blocks[i].text));
		if (list.section_n >= SECTIONS_LEAST) {
			cut_line(d, &blocks[i], &list);
			continue;
		}
		d->blocks = doc_grow(d->arena, d->blocks, d->block_n, &d->block_cap,
		                     sizeof(*d->blocks));
		d->blocks[d->block_n++] = blocks[i];
	}
}
