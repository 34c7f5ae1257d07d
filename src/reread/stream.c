/* SPDX-License-Identifier: MIT */
#include "reread/stream.h"

#include <stdlib.h>
#include <string.h>

#include "reread/view.h"

enum { FILTERS_MAX = 4 /* of one stream; more than two have no use */ };

/* The filters of a stream in the order in which they are undone. */
struct filters {
	filter_fn *list[FILTERS_MAX];
	int n;
	bool parameters; /* one of them has some, as predictors are */
};

static bool add_filter(struct filters *f, qpdf_data q, qpdf_oh name)
{
	filter_fn *filter =
	        qpdf_oh_is_name(q, name) ? filter_named(qpdf_oh_get_name(q, name)) : NULL;

	if (filter == NULL || f->n == FILTERS_MAX)
		return false;
	f->list[f->n++] = filter;
	return true;
}

static bool has_parameters(qpdf_data q, qpdf_oh stream)
{
	qpdf_oh parms = view_at(q, stream, "/DecodeParms", NULL);
	int n = qpdf_oh_is_array(q, parms) ? qpdf_oh_get_array_n_items(q, parms) : 0;
	bool has = n > FILTERS_MAX || (n == 0 && !qpdf_oh_is_null(q, parms));

	for (int i = 0; i < n && !has; i++) {
		qpdf_oh one = qpdf_oh_get_array_item(q, parms, i);

		has = !qpdf_oh_is_null(q, one);
		qpdf_oh_release(q, one);
	}
	qpdf_oh_release(q, parms);
	return has;
}

/* False: one that is not read. */
static bool find_filters(qpdf_data q, qpdf_oh stream, struct filters *ret)
{
	qpdf_oh filter = view_at(q, stream, "/Filter", NULL);
	int n = qpdf_oh_is_array(q, filter) ? qpdf_oh_get_array_n_items(q, filter) : 0;
	bool good = true;

	*ret = (struct filters){.parameters = has_parameters(q, stream)};
	if (qpdf_oh_is_name(q, filter))
		good = add_filter(ret, q, filter);
	for (int i = 0; i < n && good; i++) {
		qpdf_oh one = qpdf_oh_get_array_item(q, filter, i);

		good = add_filter(ret, q, one);
		qpdf_oh_release(q, one);
	}
	qpdf_oh_release(q, filter);
	return good;
}

/* With the parameters of its one filter, deflate, once it is known to what it inflates. */
static bool read_predicted(qpdf_data q, qpdf_oh stream, struct buf *b)
{
	unsigned char *data = NULL;
	size_t n = 0;
	bool good = qpdf_oh_get_stream_data(q, stream, qpdf_dl_all, NULL, &data, &n) == 0;

	if (good)
		buf_put(b, data, n);
	free(data);
	return good;
}

/* Undoes the filters of n bytes one after the other, and appends what the last one makes to b. */
static bool undo(const struct filters *f, const char *p, size_t n, size_t *left, struct buf *b)
{
	struct buf data = {0}; /* between two filters */
	bool good = true;

	for (int i = 0; i < f->n && good; i++) {
		struct buf next = {0}, *to = i + 1 < f->n ? &next : b;
		size_t before = to->n;
		bool more = false;

		good = f->list[i](p, n, *left, to, &more);
		*left = more ? 0 : *left - (good ? to->n - before : 0);
		buf_release(&data);
		data = next;
		p = data.p != NULL ? data.p : "";
		n = data.n;
	}
	buf_release(&data);
	return good;
}

static bool read_raw(qpdf_data q, qpdf_oh stream, const struct filters *f, size_t *left,
                     struct buf *b)
{
	unsigned char *raw = NULL;
	size_t n = 0;
	/* After any earlier warning the status is not 0. */
	bool good = (qpdf_oh_get_stream_data(q, stream, qpdf_dl_none, NULL, &raw, &n) &
	             QPDF_ERRORS) == 0;

	if (good && n > *left) {
		*left = 0;
		good = false;
	}
	*left -= good ? n : 0;
	if (good && f->n > 0)
		good = undo(f, (const char *)raw, n, left, b);
	else if (good && n > 0)
		buf_put(b, raw, n);
	free(raw);
	return good;
}

bool stream_read(qpdf_data q, qpdf_oh stream, size_t *left, struct buf *b)
{
	size_t before = b->n;
	struct filters f;

	if (!qpdf_oh_is_stream(q, stream) || !find_filters(q, stream, &f))
		return false;
	if (f.parameters && (f.n != 1 || f.list[0] != filter_named("/FlateDecode")))
		return false;
	if (!read_raw(q, stream, &f, left, b))
		return false;
	if (!f.parameters)
		return true;
	b->n = before;
	return read_predicted(q, stream, b);
}
