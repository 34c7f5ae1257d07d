/* SPDX-License-Identifier: MIT */
#include "engine/page_limit.h"

#include "base/tr.h"
#include "report/visit.h"

/*
 * A page of prose or of figures has some 1,700 bytes in its report, a small table with a page of
 * its own 600: this is four times as many pages as the former need, and what short reports need in
 * any case. A page of prose has some 130 marks, runs of text, lines and links; a table of figures
 * has one for eight bytes. What is repeated on each page, as a head is, has no bytes of its own,
 * nor have the lines that charts are hatched with. A document of the most marks takes up to ten
 * seconds.
 *
 * Of the twenty thousand Han of Unicode a report has three thousand, in four faces; each outline is
 * read, written and, with --verify, compared.
 */
enum {
	PAGE_BYTES = 400,
	PAGES_LEAST = 300,
	FILES_MOST = 500,
	MARK_BYTES = 4,
	MARKS_LEAST = 100000,
	MARKS_MOST = 3000000,
	GLYPHS_LEAST = 15000,
	GLYPH_BYTES = 400
};

/*
 * A table of 10,000 rows has 70,000 cells, of 14 bytes each with the labels. A cell takes up to
 * 4 us and 430 bytes until it is in a document.
 */
enum { CELL_BYTES = 8, CELLS_LEAST = 100000, CELLS_MOST = 1000000 };

static size_t size_of(struct loaded *in)
{
	size_t n, size = in->source.len;
	const struct report_picture **pictures =
	        report_pictures(&in->arena, in->report->report, &n);

	for (size_t i = 0; i < n; i++)
		size += pictures[i]->picture.n;
	return size;
}

static size_t pages_by_size(size_t size)
{
	return PAGES_LEAST + size / PAGE_BYTES;
}

void page_limit_set(struct loaded *in, size_t wanted, bool paged, struct page_list *pl)
{
	size_t size = size_of(in);

	pl->most = wanted;
	if (wanted != PAGES_BY_SIZE)
		return;
	pl->most = pages_by_size(size);
	if (paged && pl->most > FILES_MOST)
		pl->most = FILES_MOST;
	pl->most_glyphs = GLYPHS_LEAST + size / GLYPH_BYTES;
	pl->most_marks = MARKS_LEAST + size / MARK_BYTES;
	if (pl->most_marks > MARKS_MOST)
		pl->most_marks = MARKS_MOST;
}

static void tell_overfull(struct loaded *in, size_t wanted, const struct page_list *pl,
                          struct diag_list *dl)
{
	const struct diag_place place = {.source = &in->source, .rule = "PAGES"};

	if (wanted != PAGES_BY_SIZE)
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more pages than the %zu that --max-pages allows"), pl->most);
	else if (pl->glyph_n > pl->most_glyphs)
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more than %zu different characters, each counted in every "
		           "face that it is set in, far more than a report of this size needs; "
		           "--max-pages can allow them"),
		         pl->most_glyphs);
	else if (pl->mark_n > pl->most_marks)
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more than %zu lines, links and pieces of text on the pages, "
		           "far more than a report of this size needs; --max-pages can allow "
		           "them"),
		         pl->most_marks);
	else if (pl->most < pages_by_size(size_of(in)))
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more than %zu pages, each of which would be a file; "
		           "--max-pages can allow them"),
		         pl->most);
	else
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more than %zu pages, far more than a report of this size "
		           "needs; --max-pages can allow them"),
		         pl->most);
}

static enum rc check_cells(struct loaded *in, size_t wanted, size_t cell_n, struct diag_list *dl)
{
	const struct diag_place place = {.source = &in->source, .rule = "PAGES"};
	size_t most = CELLS_LEAST + in->source.len / CELL_BYTES;

	if (most > CELLS_MOST)
		most = CELLS_MOST;
	if (wanted == 0 || cell_n <= most)
		return RC_OK;
	diag_add(dl, DIAG_ERROR, &place,
	         _("the tables have %zu cells, more than %zu, which is far more than a report of "
	           "this size needs; --max-pages 0 allows them"),
	         cell_n, most);
	return RC_LIMIT;
}

/* A footnote has a mark and a number, which lead to each other. */
static bool has_too_many_notes(const struct content *content, struct page_list *pl)
{
	pl->mark_n = 2 * (1 + PAGE_LINK_MARKS) * content->note_n;
	pl->overfull = pl->most_marks > 0 && pl->mark_n > pl->most_marks;
	if (!pl->overfull)
		pl->mark_n = 0;
	return pl->overfull;
}

enum rc page_limit_lay_out(struct loaded *in, size_t wanted, const struct layout_input *how,
                           struct page_list *pl, struct diag_list *dl)
{
	enum rc rc = check_cells(in, wanted, content_count_cells(how->content), dl);

	if (rc == RC_OK && has_too_many_notes(how->content, pl))
		rc = RC_LIMIT;
	if (rc == RC_OK)
		rc = layout_report(&in->arena, how, dl, pl);
	if (pl->overfull)
		tell_overfull(in, wanted, pl, dl);
	return rc;
}
