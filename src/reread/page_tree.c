/* SPDX-License-Identifier: MIT */
#include "reread/page_tree.h"

#include "reread/pdf_names.h"
#include "reread/view.h"

enum {
	DEPTH_MAX = 100,
	NODES_FACTOR = 2,  /* nodes for each page that there may be */
	REPEATED_MAX = 16, /* pages that are named again */
	PAGE_NAME = 0      /* kind of a name: the page of this number */
};

struct tree_walk {
	qpdf_data q;
	int pages, nodes, repeated;
	struct pdf_names seen;
};

/* Is the page of this number named for the first time? */
static bool is_new(struct tree_walk *w, int object)
{
	const struct pdf_name name = {.kind = PAGE_NAME, .owner = object, .text = ""};
	int value;

	if (pdf_names_find(&w->seen, &name, &value))
		return false;
	pdf_names_put(&w->seen, &name, 0);
	return true;
}

static bool walk(struct tree_walk *w, qpdf_oh node, int most, int depth)
{
	qpdf_oh kids = view_at(w->q, node, "/Kids", NULL);
	int n = qpdf_oh_is_array(w->q, kids) ? qpdf_oh_get_array_n_items(w->q, kids) : 0;
	bool good = depth <= DEPTH_MAX && n <= most * NODES_FACTOR;

	if (qpdf_oh_is_null(w->q, kids)) {
		int object = qpdf_oh_get_object_id(w->q, node);

		w->pages++;
		w->repeated += object != 0 && !is_new(w, object);
	}
	w->nodes++;
	good = good && w->pages <= most && w->nodes <= most * NODES_FACTOR &&
	       w->repeated <= REPEATED_MAX;
	for (int i = 0; i < n && good; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(w->q, kids, i);

		good = walk(w, kid, most, depth + 1);
		qpdf_oh_release(w->q, kid);
	}
	qpdf_oh_release(w->q, kids);
	return good;
}

bool page_tree_fits(qpdf_data q, int most)
{
	struct tree_walk w = {.q = q};
	qpdf_oh root = qpdf_get_root(q), pages = view_at(q, root, "/Pages", NULL);
	bool good = walk(&w, pages, most, 0);

	pdf_names_release(&w.seen);
	qpdf_oh_release(q, pages);
	qpdf_oh_release(q, root);
	return good;
}
