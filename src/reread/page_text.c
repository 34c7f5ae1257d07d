/* SPDX-License-Identifier: MIT */
#include "reread/page_text.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "reread/view.h"

enum {
	FONTS_MAX = 500,
	STATES_MAX = 64,
	MARKS_MAX = 64,
	FORMS_MAX = 8,     /* within each other */
	RAW_MAX = 4 << 20, /* of streams in filters that cannot be bounded */
	FACTOR = 4         /* of inflated to deflated data, a first guess */
};

/* ---- streams ---- */

/* Whether its only filter is deflate, without predictors. */
static bool is_deflated(qpdf_data q, qpdf_oh stream)
{
	qpdf_oh filter = view_at(q, stream, "/Filter", NULL);
	qpdf_oh parms = view_at(q, stream, "/DecodeParms", NULL);
	bool plain = qpdf_oh_is_null(q, parms), found;

	if (qpdf_oh_is_array(q, filter) && qpdf_oh_get_array_n_items(q, filter) == 1)
		filter = qpdf_oh_get_array_item(q, filter, 0);
	found = qpdf_oh_is_name(q, filter) &&
	        strcmp(qpdf_oh_get_name(q, filter), "/FlateDecode") == 0;
	qpdf_oh_release(q, filter);
	qpdf_oh_release(q, parms);
	return plain && found;
}

static bool inflate(const unsigned char *p, size_t n, size_t most, struct buf *b)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	size_t room = n * FACTOR + RAW_MAX / FACTOR, got = 0;

	while (d != NULL && result == LIBDEFLATE_INSUFFICIENT_SPACE) {
		room = room < most ? room : most;
		buf_reserve(b, room + 1);
		result = libdeflate_zlib_decompress(d, p, n, b->p + b->n, room, &got);
		if (room == most)
			break;
		room *= 2;
	}
	libdeflate_free_decompressor(d);
	if (result != LIBDEFLATE_SUCCESS)
		return false;
	b->n += got;
	b->p[b->n] = '\0';
	return true;
}

bool page_text_stream(qpdf_data q, qpdf_oh stream, size_t *left, struct buf *b)
{
	unsigned char *raw = NULL;
	size_t n = 0, before = b->n;
	bool deflated, good;

	if (!qpdf_oh_is_stream(q, stream))
		return false;
	deflated = is_deflated(q, stream);
	/* After any earlier warning the status is not 0. */
	good = (qpdf_oh_get_stream_data(q, stream, qpdf_dl_none, NULL, &raw, &n) & QPDF_ERRORS) ==
	       0;
	if (good && deflated)
		good = inflate(raw, n, *left, b);
	free(raw);
	raw = NULL;
	if (good && !deflated && n <= RAW_MAX) {
		good = qpdf_oh_get_stream_data(q, stream, qpdf_dl_all, NULL, &raw, &n) == 0 &&
		       n <= *left;
		if (good)
			buf_put(b, raw, n);
		free(raw);
	}
	*left -= good ? b->n - before : 0;
	return good;
}

void page_text_put_string(struct buf *b, const char *s, size_t n)
{
	static const char mark16[] = "\xFE\xFF", mark8[] = "\xEF\xBB\xBF";

	if (n >= sizeof(mark16) - 1 && memcmp(s, mark16, sizeof(mark16) - 1) == 0) {
		text_put_utf16(b, s + sizeof(mark16) - 1, n - (sizeof(mark16) - 1), 0);
		return;
	}
	if (n >= sizeof(mark8) - 1 && memcmp(s, mark8, sizeof(mark8) - 1) == 0) {
		s += sizeof(mark8) - 1;
		n -= sizeof(mark8) - 1;
	}
	if (utf8_valid_prefix(s, n) == n) {
		buf_put(b, s, n);
		return;
	}
	/* PDFDocEncoding, which is Latin-1 above A0. */
	for (size_t i = 0; i < n; i++)
		buf_put_utf8(b, (unsigned char)s[i]);
}

/* ---- the state ---- */

/* x' = a x + c y + e, y' = b x + d y + f */
struct content_matrix {
	double a, b, c, d, e, f;
};

struct content_state {
	struct content_matrix page;
	int font; /* index, or -1 */
	double size, rise, leading;
};

struct content_mark {
	int mcid;
	bool artifact, replaced;
};

struct content_player {
	struct page_text *t;
	qpdf_data q;
	size_t page;
	struct content_state states[STATES_MAX];
	size_t depth, too_deep;
	struct content_mark marks[MARKS_MAX];
	size_t mark_n, mark_more;
	struct content_matrix line; /* of the text */
	int forms;
	bool failed;
};

struct content_operands {
	struct content_token *items;
	size_t n, cap;
};

static struct content_matrix times(const struct content_matrix *m, const struct content_matrix *n)
{
	return (struct content_matrix){
	        m->a * n->a + m->b * n->c,        m->a * n->b + m->b * n->d,
	        m->c * n->a + m->d * n->c,        m->c * n->b + m->d * n->d,
	        m->e * n->a + m->f * n->c + n->e, m->e * n->b + m->f * n->d + n->f};
}

static struct content_mark innermost(const struct content_player *p)
{
	return p->mark_n > 0 ? p->marks[p->mark_n - 1]
	                     : (struct content_mark){.mcid = TEXT_NO_MCID};
}

static struct content_state *now(struct content_player *p)
{
	return &p->states[p->depth];
}

static double number(const struct content_operands *o, size_t i)
{
	return i < o->n && o->items[i].kind == CONTENT_NUMBER ? o->items[i].number : 0;
}

/* Begins a run at the end of the text, or goes on with the last one. */
static void begin_run(struct content_player *p, int mcid)
{
	const struct content_state *s = now(p);
	struct content_matrix m = times(&p->line, &s->page);
	struct page_text *t = p->t;
	double size = s->size * sqrt(fabs(m.a * m.d - m.b * m.c)), y = s->rise * m.d + m.f;
	struct marked_run *last = t->n > 0 ? &t->runs[t->n - 1] : NULL;

	if (last != NULL && last->page == p->page && last->mcid == mcid && last->size == size &&
	    last->y == y)
		return;
	t->runs = mem_grow(t->runs, t->n, &t->cap, sizeof(*t->runs));
	t->runs[t->n++] = (struct marked_run){p->page, mcid, size, y, t->text.n, t->text.n, false};
}

static void show(struct content_player *p, const char *codes, size_t n)
{
	struct content_mark mark = innermost(p);

	if (mark.artifact || mark.replaced || n == 0)
		return;
	if (now(p)->font < 0) {
		p->failed = true;
		return;
	}
	begin_run(p, mark.mcid);
	text_font_put(&p->t->fonts[now(p)->font], codes, n, &p->t->text);
	p->t->runs[p->t->n - 1].to = p->t->text.n;
}

/* ---- marked content ---- */

struct content_properties {
	int mcid;
	size_t text, text_n; /* /ActualText in the scanner's buffer */
	bool replaced;
};

static void read_properties(struct content_player *p, const struct content_scan *s,
                            const struct content_operands *o, qpdf_oh resources,
                            struct content_properties *ret)
{
	int depth = 0;

	if (o->n >= 2 && o->items[1].kind == CONTENT_NAME) {
		struct buf key = {0};
		qpdf_oh id;

		buf_putf(&key, "/%s", s->text.p + o->items[1].at);
		id = view_at(p->q, resources, "/Properties", key.p, "/MCID", NULL);
		if (qpdf_oh_is_integer(p->q, id))
			ret->mcid = qpdf_oh_get_int_value_as_int(p->q, id);
		qpdf_oh_release(p->q, id);
		buf_release(&key);
		return;
	}
	for (size_t i = 1; i + 1 < o->n; i++) {
		const struct content_token *t = &o->items[i], *value = &o->items[i + 1];

		if (t->kind == CONTENT_MARK)
			depth += content_is(s, t, "<") - content_is(s, t, ">");
		if (t->kind != CONTENT_NAME || depth != 1)
			continue;
		if (content_is(s, t, "MCID") && value->kind == CONTENT_NUMBER) {
			ret->mcid = (int)value->number;
		} else if (content_is(s, t, "ActualText") && value->kind == CONTENT_STRING) {
			ret->replaced = true;
			ret->text = value->at;
			ret->text_n = value->n;
		}
	}
}

static void begin_mark(struct content_player *p, const struct content_scan *s,
                       const struct content_operands *o, qpdf_oh resources)
{
	struct content_properties found = {.mcid = TEXT_NO_MCID};
	struct content_mark mark = innermost(p);

	if (p->mark_n == MARKS_MAX) {
		p->mark_more++;
		return;
	}
	if (o->n > 0 && content_is(s, &o->items[0], "Artifact"))
		mark.artifact = true;
	read_properties(p, s, o, resources, &found);
	/* Those of a form have numbers of their own. */
	if (found.mcid != TEXT_NO_MCID && p->forms == 0)
		mark.mcid = found.mcid;
	if (found.replaced && !mark.replaced && !mark.artifact) {
		begin_run(p, mark.mcid);
		page_text_put_string(&p->t->text, s->text.p + found.text, found.text_n);
		p->t->runs[p->t->n - 1].to = p->t->text.n;
	}
	mark.replaced |= found.replaced;
	p->marks[p->mark_n++] = mark;
}

static void end_mark(struct content_player *p)
{
	if (p->mark_more > 0)
		p->mark_more--;
	else if (p->mark_n > 0)
		p->mark_n--;
}

/* ---- text ---- */

static void set_font(struct content_player *p, const struct content_scan *s,
                     const struct content_operands *o, qpdf_oh resources)
{
	struct page_text *t = p->t;
	struct buf key = {0};
	qpdf_oh font;
	int object;

	now(p)->font = -1;
	if (o->n != 2 || o->items[0].kind != CONTENT_NAME)
		return;
	now(p)->size = number(o, 1);
	buf_putf(&key, "/%s", s->text.p + o->items[0].at);
	font = view_at(p->q, resources, "/Font", key.p, NULL);
	object = qpdf_oh_get_object_id(p->q, font);
	for (size_t i = 0; i < t->font_n; i++)
		if (object != 0 && t->fonts[i].object == object)
			now(p)->font = (int)i;
	if (now(p)->font < 0 && qpdf_oh_is_dictionary(p->q, font) && t->font_n < FONTS_MAX) {
		t->fonts = mem_grow(t->fonts, t->font_n, &t->font_cap, sizeof(*t->fonts));
		p->failed |= !text_font_load(&t->fonts[t->font_n], p->q, font, &t->left);
		now(p)->font = (int)t->font_n++;
	}
	qpdf_oh_release(p->q, font);
	buf_release(&key);
}

static void move(struct content_player *p, double x, double y)
{
	p->line.e += x * p->line.a + y * p->line.c;
	p->line.f += x * p->line.b + y * p->line.d;
}

static void show_all(struct content_player *p, const struct content_scan *s,
                     const struct content_operands *o)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->items[i].kind == CONTENT_STRING)
			show(p, s->text.p + o->items[i].at, o->items[i].n);
}

static bool play_text(struct content_player *p, const struct content_scan *s,
                      const struct content_token *op, const struct content_operands *o)
{
	if (content_is(s, op, "BT")) {
		p->line = (struct content_matrix){.a = 1, .d = 1};
	} else if (content_is(s, op, "Td")) {
		move(p, number(o, 0), number(o, 1));
	} else if (content_is(s, op, "TD")) {
		now(p)->leading = -number(o, 1);
		move(p, number(o, 0), number(o, 1));
	} else if (content_is(s, op, "T*")) {
		move(p, 0, -now(p)->leading);
	} else if (content_is(s, op, "Tm")) {
		p->line = (struct content_matrix){number(o, 0), number(o, 1), number(o, 2),
		                                  number(o, 3), number(o, 4), number(o, 5)};
	} else if (content_is(s, op, "TL")) {
		now(p)->leading = number(o, 0);
	} else if (content_is(s, op, "Ts")) {
		now(p)->rise = number(o, 0);
	} else if (content_is(s, op, "Tj") || content_is(s, op, "TJ")) {
		show_all(p, s, o);
	} else if (content_is(s, op, "'") || content_is(s, op, "\"")) {
		move(p, 0, -now(p)->leading);
		show_all(p, s, o);
	} else {
		return false;
	}
	return true;
}

/* ---- the rest ---- */

static void push(struct content_player *p)
{
	if (p->depth + 1 == STATES_MAX) {
		p->too_deep++;
		return;
	}
	p->states[p->depth + 1] = *now(p);
	p->depth++;
}

static void pop(struct content_player *p)
{
	if (p->too_deep > 0)
		p->too_deep--;
	else if (p->depth > 0)
		p->depth--;
}

static bool play_state(struct content_player *p, const struct content_scan *s,
                       const struct content_token *op, const struct content_operands *o)
{
	if (content_is(s, op, "q")) {
		push(p);
	} else if (content_is(s, op, "Q")) {
		pop(p);
	} else if (content_is(s, op, "cm")) {
		struct content_matrix m = {number(o, 0), number(o, 1), number(o, 2),
		                           number(o, 3), number(o, 4), number(o, 5)};

		now(p)->page = times(&m, &now(p)->page);
	} else {
		return false;
	}
	return true;
}

static void play_all(struct content_player *p, const struct buf *content, qpdf_oh resources);

/* A form (8.10) is shown within the marked content that it is in. */
static void show_form(struct content_player *p, const struct content_scan *s,
                      const struct content_operands *o, qpdf_oh resources)
{
	struct buf key = {0}, content = {0};
	qpdf_oh form, kind, own;

	if (o->n != 1 || o->items[0].kind != CONTENT_NAME || p->forms == FORMS_MAX)
		return;
	buf_putf(&key, "/%s", s->text.p + o->items[0].at);
	form = view_at(p->q, resources, "/XObject", key.p, NULL);
	kind = view_at(p->q, form, "/Subtype", NULL);
	own = view_at(p->q, form, "/Resources", NULL);
	if (qpdf_oh_is_name(p->q, kind) && strcmp(qpdf_oh_get_name(p->q, kind), "/Form") == 0) {
		p->forms++;
		push(p);
		if (page_text_stream(p->q, form, &p->t->left, &content))
			play_all(p, &content, qpdf_oh_is_dictionary(p->q, own) ? own : resources);
		else
			p->failed = true;
		pop(p);
		p->forms--;
	}
	qpdf_oh_release(p->q, form);
	qpdf_oh_release(p->q, kind);
	qpdf_oh_release(p->q, own);
	buf_release(&content);
	buf_release(&key);
}

/* The data of an inline image (8.9.7), which ends in EI between blanks. */
static void skip_image(struct content_scan *s)
{
	const char *p = s->p;

	while ((p = memmem(p, (size_t)(s->end - p), "EI", 2)) != NULL) {
		const char *after = p + 2;

		if (p > s->p && strchr(" \r\n", p[-1]) != NULL &&
		    (after == s->end || strchr(" \r\nQ", *after) != NULL)) {
			s->p = after;
			return;
		}
		p = after;
	}
	s->p = s->end;
}

static void play(struct content_player *p, struct content_scan *s, const struct content_token *op,
                 const struct content_operands *o, qpdf_oh resources)
{
	if (play_text(p, s, op, o) || play_state(p, s, op, o))
		return;
	if (content_is(s, op, "BDC") || content_is(s, op, "BMC"))
		begin_mark(p, s, o, resources);
	else if (content_is(s, op, "EMC"))
		end_mark(p);
	else if (content_is(s, op, "Tf"))
		set_font(p, s, o, resources);
	else if (content_is(s, op, "Do"))
		show_form(p, s, o, resources);
	else if (content_is(s, op, "ID"))
		skip_image(s);
}

static void play_all(struct content_player *p, const struct buf *content, qpdf_oh resources)
{
	struct content_scan s;
	struct content_operands o = {0};
	struct content_token t;

	if (content->n == 0)
		return; /* and nowhere */
	s = (struct content_scan){.p = content->p, .end = content->p + content->n};
	while (!p->failed && (t = content_next(&s)).kind != CONTENT_END) {
		if (t.kind != CONTENT_WORD) {
			o.items = mem_grow(o.items, o.n, &o.cap, sizeof(t));
			o.items[o.n++] = t;
			continue;
		}
		play(p, &s, &t, &o, resources);
		o.n = 0;
		buf_clear(&s.text);
	}
	free(o.items);
	buf_release(&s.text);
}

/* The page's content, whose parts are one stream (7.8.2). */
static bool read_content(struct page_text *t, qpdf_data q, qpdf_oh page, struct buf *b)
{
	qpdf_oh contents = view_at(q, page, "/Contents", NULL);
	int n = qpdf_oh_is_array(q, contents) ? qpdf_oh_get_array_n_items(q, contents) : 0;
	bool good = true;

	if (qpdf_oh_is_stream(q, contents))
		good = page_text_stream(q, contents, &t->left, b);
	for (int i = 0; i < n && good; i++) {
		qpdf_oh part = qpdf_oh_get_array_item(q, contents, i);

		good = page_text_stream(q, part, &t->left, b);
		buf_putc(b, '\n');
		qpdf_oh_release(q, part);
	}
	qpdf_oh_release(q, contents);
	return good;
}

bool page_text_add(struct page_text *t, qpdf_data q, size_t page)
{
	struct content_player *p = mem_alloc(sizeof(*p));
	qpdf_oh at = qpdf_get_page_n(q, page), resources = view_at(q, at, "/Resources", NULL);
	struct buf content = {0};
	bool good = read_content(t, q, at, &content);

	p->t = t;
	p->q = q;
	p->page = page;
	p->line = (struct content_matrix){.a = 1, .d = 1};
	p->states[0] = (struct content_state){.page = {.a = 1, .d = 1}, .font = -1};
	if (good)
		play_all(p, &content, resources);
	good = good && !p->failed;
	qpdf_oh_release(q, resources);
	qpdf_oh_release(q, at);
	buf_release(&content);
	free(p);
	return good;
}

void page_text_release(struct page_text *t)
{
	for (size_t i = 0; i < t->font_n; i++)
		text_font_release(&t->fonts[i]);
	free(t->fonts);
	free(t->runs);
	buf_release(&t->text);
}
