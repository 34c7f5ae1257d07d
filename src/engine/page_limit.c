/* SPDX-License-Identifier: MIT */
#include "engine/page_limit.h"

#include "base/tr.h"
#include "report/visit.h"

/*
 * A page of prose or of figures has some 1,700 bytes in its report, a small table with a page of
 * its own 600: this is four times as many pages as the former need, and what short reports need in
 * any case.
 */
enum { PAGE_BYTES = 400, PAGES_LEAST = 300, FILES_MOST = 1000 };

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

size_t page_limit(struct loaded *in, size_t wanted, bool paged)
{
	size_t most;

	if (wanted != PAGES_BY_SIZE)
		return wanted;
	most = PAGES_LEAST + size_of(in) / PAGE_BYTES;
	return paged && most > FILES_MOST ? FILES_MOST : most;
}

void page_limit_tell(struct loaded *in, size_t wanted, size_t most, struct diag_list *dl)
{
	const struct diag_place place = {.source = &in->source, .rule = "PAGES"};

	if (wanted != PAGES_BY_SIZE)
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more pages than the %zu that --max-pages allows"), most);
	else if (most < page_limit(in, wanted, /*paged*/ false))
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more than %zu pages, each of which would be a file; "
		           "--max-pages can allow them"),
		         most);
	else
		diag_add(dl, DIAG_ERROR, &place,
		         _("there are more than %zu pages, far more than a report of this size "
		           "needs; --max-pages can allow them"),
		         most);
}

enum rc page_limit_cells(struct loaded *in, size_t wanted, size_t cell_n, struct diag_list *dl)
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
