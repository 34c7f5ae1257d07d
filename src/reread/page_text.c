/* SPDX-License-Identifier: MIT */
#include "reread/page_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "reread/stream.h"
#include "reread/view.h"

enum {
	STATES_MAX = 64,
	MARKS_MAX = 64,
	FORMS_MAX = 8,             /* within each other */
	INFLATED_LEAST = 16 << 20, /* bytes of streams of a document, and with FACTOR for each */
	FACTOR = 9,                /* of the file's bytes: a little more than budget.c has */
	INFLATED_MAX = 128 << 20,
	CODES_LEAST = 64 << 20,
	RUNS_MAX = 2000000,
	OPERANDS_MAX = 1 << 16, /* of one operator */
	SHOWING = 16,           /* what it costs at least to show a form, in bytes of a stream */
	KEPT_MAX = 1 << 20      /* bytes of a form that are kept */
};

/* ---- what may be read ---- */

void page_text_init(struct page_text *t, size_t n)
{
	size_t most = n < (INFLATED_MAX - INFLATED_LEAST) / FACTOR ? INFLATED_LEAST + n * FACTOR
	                                                           : INFLATED_MAX;

	*t = (struct page_text){.left = most, .room = most / 2, .codes = 2 * most};
	if (t->codes < CODES_LEAST)
		t->codes = CODES_LEAST;
}

bool page_text_charge(struct page_text *t, size_t n)
{
	t->over = t->over || n > t->left;
	t->left -= t->over ? 0 : n;
	return !t->over;
}

bool page_text_take(struct page_text *t, size_t n)
{
	t->over = t->over || n > t->room;
	t->room -= t->over ? 0 : n;
	return !t->over;
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
	struct resources *resources; /* of the page or form */
	struct content_state states[STATES_MAX];
	size_t depth, too_deep;
	struct content_mark marks[MARKS_MAX];
	size_t mark_n, mark_more;
	struct content_matrix line; /* of the text */
	int forms;
	size_t shown; /* how often something came of showing */
	size_t named; /* how often resources were asked for */
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
	t->over = t->over || t->n == RUNS_MAX;
	t->runs = mem_grow(t->runs, t->n, &t->cap, sizeof(*t->runs));
	t->runs[t->n++] = (struct marked_run){.page = (unsigned)p->page,
	                                      .mcid = mcid,
	                                      .size = size,
	                                      .y = y,
	                                      .from = (uint32_t)t->text.n,
	                                      .to = (uint32_t)t->text.n};
}

static void end_run(struct content_player *p)
{
	p->t->runs[p->t->n - 1].to = (uint32_t)p->t->text.n;
	p->failed = p->failed || p->t->over;
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
	p->shown++;
	begin_run(p, mark.mcid);
	text_font_put(&p->t->fonts[now(p)->font], codes, n, p->t);
	end_run(p);
}

/* ---- marked content ---- */

struct content_properties {
	int mcid;
	size_t text, text_n; /* /ActualText in the scanner's buffer */
	bool replaced;
};

static void read_properties(struct content_player *p, const struct content_scan *s,
                            const struct content_operands *o, struct content_properties *ret)
{
	int depth = 0;

	if (o->n >= 2 && o->items[1].kind == CONTENT_NAME) {
		p->named++;
		ret->mcid = resources_mcid(p->t, p->q, p->resources, s->text.p + o->items[1].at);
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
                       const struct content_operands *o)
{
	struct content_properties found = {.mcid = TEXT_NO_MCID};
	struct content_mark mark = innermost(p);

	if (p->mark_n == MARKS_MAX) {
		p->mark_more++;
		return;
	}
	if (o->n > 0 && content_is(s, &o->items[0], "Artifact"))
		mark.artifact = true;
	read_properties(p, s, o, &found);
	/* Those of a form have numbers of their own. */
	if (found.mcid != TEXT_NO_MCID && p->forms == 0)
		mark.mcid = found.mcid;
	if (found.replaced && !mark.replaced && !mark.artifact) {
		p->shown++;
		begin_run(p, mark.mcid);
		if (page_text_take(p->t, found.text_n))
			page_text_put_string(&p->t->text, s->text.p + found.text, found.text_n);
		end_run(p);
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
                     const struct content_operands *o)
{
	now(p)->font = -1;
	if (o->n != 2 || o->items[0].kind != CONTENT_NAME)
		return;
	now(p)->size = number(o, 1);
	p->named++;
	now(p)->font = resources_font(p->t, p->q, p->resources, s->text.p + o->items[0].at);
	p->failed = p->failed || p->t->unread || p->t->over;
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

static void play_all(struct content_player *p, const struct buf *content);

/* Whether it is shown, but not seen. */
static bool is_hidden(const struct content_player *p)
{
	struct content_mark mark = innermost(p);

	return mark.artifact || mark.replaced;
}

static void play_form(struct content_player *p, struct text_form *f, const struct buf *content)
{
	struct resources *outer = p->resources;
	struct content_matrix line = p->line;

	if (f->has_own)
		p->resources = &f->own;
	p->forms++;
	push(p);
	play_all(p, content);
	pop(p);
	p->forms--;
	p->line = line;
	p->resources = outer;
}

/* What a form may change for what is shown after it. */
struct form_traces {
	size_t shown, depth, too_deep, mark_n, mark_more;
};

static struct form_traces traces(const struct content_player *p)
{
	return (struct form_traces){p->shown, p->depth, p->too_deep, p->mark_n, p->mark_more};
}

/* Its data, in *own if it is not kept: it is from the second time on. */
static const struct buf *form_content(struct content_player *p, struct text_form *f,
                                      struct buf *own)
{
	struct page_text *t = p->t;

	page_text_charge(t, SHOWING + f->content.n);
	if (f->kept || t->over)
		return &f->content;
	p->failed = !stream_read(p->q, f->stream, &t->left, own);
	t->over = t->over || t->left == 0;
	if (p->failed || !f->read || own->n > KEPT_MAX) {
		f->read = true;
		return own;
	}
	f->kept = true;
	f->content = *own;
	*own = (struct buf){0};
	return &f->content;
}

/*
 * A form is shown within the marked content that it is in. Most are drawings, and on every page the
 * same: once nothing has come of one, it is left out.
 */
static void show_form(struct content_player *p, const struct content_scan *s,
                      const struct content_operands *o)
{
	struct form_traces before, after;
	bool hidden = is_hidden(p), own_names;
	size_t named;
	struct buf own = {0};
	const struct buf *content;
	struct text_form *f;

	if (o->n != 1 || o->items[0].kind != CONTENT_NAME)
		return;
	p->named++;
	f = resources_form(p->t, p->q, p->resources, s->text.p + o->items[0].at);
	p->failed = p->failed || p->t->over;
	if (f == NULL || f->mute[hidden] || p->failed)
		return;
	if (p->forms == FORMS_MAX) {
		p->shown++; /* or whoever has it would be left out */
		return;
	}
	before = traces(p);
	named = p->named;
	content = form_content(p, f, &own);
	p->failed = p->failed || p->t->over;
	play_form(p, f, content);
	buf_release(&own);
	after = traces(p);
	/* Without resources of its own, names mean what they mean to whoever shows it. */
	own_names = f->has_own || p->named == named;
	if (own_names && !p->failed && memcmp(&before, &after, sizeof(after)) == 0)
		f->mute[hidden] = f->mute[true] = true;
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
                 const struct content_operands *o)
{
	if (play_text(p, s, op, o) || play_state(p, s, op, o))
		return;
	if (content_is(s, op, "BDC") || content_is(s, op, "BMC"))
		begin_mark(p, s, o);
	else if (content_is(s, op, "EMC"))
		end_mark(p);
	else if (content_is(s, op, "Tf"))
		set_font(p, s, o);
	else if (content_is(s, op, "Do"))
		show_form(p, s, o);
	else if (content_is(s, op, "ID"))
		skip_image(s);
}

static void play_all(struct content_player *p, const struct buf *content)
{
	struct content_scan s;
	struct content_operands o = {0};
	struct content_token t;

	if (content->n == 0)
		return; /* and nowhere */
	s = (struct content_scan){.p = content->p, .end = content->p + content->n};
	while (!p->failed && (t = content_next(&s)).kind != CONTENT_END) {
		if (t.kind != CONTENT_WORD) {
			p->t->over = p->t->over || o.n == OPERANDS_MAX;
			p->failed = p->failed || p->t->over;
			o.items = mem_grow(o.items, o.n, &o.cap, sizeof(t));
			o.items[o.n++] = t;
			continue;
		}
		play(p, &s, &t, &o);
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
		good = stream_read(q, contents, &t->left, b);
	for (int i = 0; i < n && good; i++) {
		qpdf_oh part = qpdf_oh_get_array_item(q, contents, i);

		good = page_text_charge(t, SHOWING) && stream_read(q, part, &t->left, b);
		buf_putc(b, '\n');
		qpdf_oh_release(q, part);
	}
	t->over = t->over || t->left == 0;
	qpdf_oh_release(q, contents);
	return good && !t->over;
}

bool page_text_add(struct page_text *t, qpdf_data q, size_t page)
{
	struct content_player *p = mem_alloc(sizeof(*p));
	qpdf_oh at = qpdf_get_page_n(q, page);
	struct resources resources = {.all = view_at(q, at, "/Resources", NULL),
	                              .holder = qpdf_oh_get_object_id(q, at)};
	struct buf content = {0};
	bool good = read_content(t, q, at, &content);

	p->t = t;
	p->q = q;
	p->page = page;
	p->resources = &resources;
	p->line = (struct content_matrix){.a = 1, .d = 1};
	p->states[0] = (struct content_state){.page = {.a = 1, .d = 1}, .font = -1};
	if (good)
		play_all(p, &content);
	good = good && !p->failed;
	resources_close(&resources, q);
	qpdf_oh_release(q, at);
	buf_release(&content);
	free(p);
	return good;
}

void page_text_release(struct page_text *t)
{
	for (size_t i = 0; i < t->font_n; i++)
		text_font_release(&t->fonts[i]);
	for (size_t i = 0; i < t->form_n; i++) {
		buf_release(&t->forms[i]->content);
		free(t->forms[i]);
	}
	free(t->fonts);
	free(t->forms);
	pdf_names_release(&t->names);
	free(t->runs);
	buf_release(&t->text);
}
