/* SPDX-License-Identifier: MIT */
/* compose.c: texts composed of the report's words and the layout's. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/template.h"
#include "base/utf8.h"
#include "content/content_builder.h"

struct content_text content_text_of(const char *text, size_t len, const struct json *at,
                                    struct content_span *room)
{
	*room = (struct content_span){
	        .role = at != NULL ? SPAN_OWN : SPAN_WORDING, .len = len, .at = at};
	return (struct content_text){.text = text, .len = len, .spans = room, .span_n = 1};
}

const struct grid *content_grid(struct arena *a, const struct content_table *t)
{
	return grid_build(a, t->form, t->cells, t->blanks_as_zero);
}

struct content_text content_of_cell(const struct grid_cell *c, struct content_span *room)
{
	struct content_text t = content_text_of(c->text, strlen(c->text), c->at, room);

	t.hints = c->at == NULL;
	room->pointer = c->pointer;
	return t;
}

struct content_text content_continued(struct arena *a, const struct grid_cell *c, const char *mark,
                                      struct content_span room[2])
{
	struct content_text t = content_of_cell(c, &room[0]);

	/* A label with break hints may also break before the mark. */
	t.text = arena_printf(a, t.hints ? "%s|%s" : "%s%s", c->text, mark);
	room[1] = (struct content_span){.role = SPAN_WORDING, .len = strlen(t.text) - t.len};
	t.len = strlen(t.text);
	t.span_n = 2;
	return t;
}

/* Whether a character may be part of the number of a caption, after its first digit. */
static bool is_in_number(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19) || cp == '-' || cp == '.';
}

/*
 * Length of the number that begins a caption, 表1 in 表1  情况: up to a blank after digits, which
 * come soon; 0: it has none.
 */
static size_t caption_number(const struct content_text *t)
{
	enum { WORD_MAX = 4, IDEOGRAPHIC_SPACE = 0x3000 };
	const char *s = t->text, *end = t->text + t->len, *next = s;
	int word = 0;
	bool digits = false;

	for (; s < end; s = next) {
		uint32_t cp = utf8_next(&next, end);

		if (digits && (cp == ' ' || cp == IDEOGRAPHIC_SPACE))
			return (size_t)(s - t->text);
		if (!is_in_number(cp) && (digits || ++word > WORD_MAX))
			return 0;
		digits = digits || is_in_number(cp);
	}
	return digits ? t->len : 0;
}

struct content_text content_caption_continued(struct arena *a, const struct content_text *caption,
                                              const char *mark, struct content_span room[2])
{
	size_t number = caption_number(caption), n = number > 0 ? number : caption->len;
	struct content_text t = {.text = arena_printf(a, "%.*s%s", (int)n, caption->text, mark),
	                         .len = n + strlen(mark),
	                         .hints = caption->hints,
	                         .spans = room,
	                         .span_n = 2};

	room[0] = caption->spans[0];
	room[0].len = n;
	room[1] = (struct content_span){.role = SPAN_WORDING, .len = strlen(mark)};
	return t;
}

size_t content_lead(const struct content_text *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->span_n && t->spans[0].role == SPAN_LEAD; i++) {
		if (t->spans[i].role != SPAN_LEAD && t->spans[i].role != SPAN_MARK)
			break;
		n += t->spans[i].len;
	}
	return n;
}

void compose_put(struct composer *c, const char *text, size_t n, const struct content_span *span)
{
	if (n == 0)
		return;
	c->spans = mem_grow(c->spans, c->span_n, &c->cap, sizeof(*c->spans));
	c->spans[c->span_n] = *span;
	c->spans[c->span_n++].len = n;
	if (c->own != NULL)
		buf_put(&c->text, c->own, c->spans[0].len);
	c->own = c->span_n == 1 && span->at != NULL && span->role != SPAN_DATE ? text : NULL;
	if (c->own == NULL)
		buf_put(&c->text, text, n);
}

/* The text so far, NUL-terminated, in the arena or where it was. */
static const char *take_text(struct composer *c, struct arena *a)
{
	if (c->own != NULL && c->own[c->spans[0].len] == '\0')
		return c->own;
	if (c->own != NULL)
		return arena_strndup(a, c->own, c->spans[0].len);
	return arena_strndup(a, c->text.n > 0 ? c->text.p : "", c->text.n);
}

static void put_wording(struct composer *c, const char *words)
{
	compose_put(c, words, strlen(words), &(struct content_span){.role = SPAN_WORDING});
}

void compose_date(struct composer *c, struct content_builder *b, const struct date *d,
                  const struct json *at)
{
	const struct template_value values[] = {{"y", arena_printf(b->arena, "%d", d->year)},
	                                        {"m", arena_printf(b->arena, "%d", d->month)},
	                                        {"d", arena_printf(b->arena, "%d", d->day)}};
	const char *text;

	if (d->year == 0)
		return;
	text = template_fill(b->arena, b->style->date_format, values, 3);
	compose_put(c, text, strlen(text),
	            &(struct content_span){.role = SPAN_DATE, .at = at, .date = *d});
}

struct content_text compose_finish(struct composer *c, struct arena *a)
{
	struct content_text t = {.text = take_text(c, a),
	                         .len = c->own != NULL ? c->spans[0].len : c->text.n,
	                         .span_n = c->span_n};
	struct content_span *spans = arena_array(a, struct content_span, c->span_n);

	if (c->span_n > 0)
		memcpy(spans, c->spans, c->span_n * sizeof(*spans));
	t.spans = spans;
	buf_release(&c->text);
	free(c->spans);
	*c = (struct composer){0};
	return t;
}

struct content_text compose_own(struct arena *a, const struct report_line *line)
{
	return content_text_of(line->text, line->len, line->at, arena_new(a, struct content_span));
}

struct content_text compose_words(struct arena *a, const char *words)
{
	return content_text_of(words, strlen(words), NULL, arena_new(a, struct content_span));
}

struct content_text compose_number(struct arena *a, const char *format, size_t n)
{
	const struct template_value number = {"n", arena_printf(a, "%zu", n)};

	return compose_words(a, template_fill(a, format, &number, 1));
}

struct content_text compose_around(struct arena *a, const char *words,
                                   const struct report_line *line, struct content_text *ret_label)
{
	static const char place[] = "{text}";
	const char *hole = strstr(words, place);
	size_t label_n = hole != NULL ? (size_t)(hole - words) : 0;
	const char *after = hole != NULL ? hole + strlen(place) : "";
	size_t after_n = strlen(after);
	bool labelled = line->len > label_n && memcmp(line->text, words, label_n) == 0;
	bool ended = line->len >= after_n &&
	             memcmp(line->text + line->len - after_n, after, after_n) == 0;
	size_t skip = labelled && ret_label != NULL ? label_n : 0;
	struct content_span own = {.at = line->at, .at_off = 0};
	struct composer c = {0};

	if (labelled && ret_label != NULL)
		compose_put(&c, line->text, label_n, &own);
	else if (!labelled)
		compose_put(&c, words, label_n, &(struct content_span){.role = SPAN_WORDING});
	if (ret_label != NULL)
		*ret_label = compose_finish(&c, a);
	own.at_off = skip;
	compose_put(&c, line->text + skip, line->len - skip, &own);
	if (!ended)
		put_wording(&c, after);
	return compose_finish(&c, a);
}

/* The correction note: the layout's words with date, number and reason filled in. */
static struct content_text compose_note(struct content_builder *b, const struct revision *rev)
{
	const struct template_value values[] = {
	        {"date", NULL}, {"n", arena_printf(b->arena, "%d", rev->number)}, {"reason", NULL}};
	const char *format = b->style->revision_note;
	struct template_piece piece;
	struct composer c = {0};

	while (template_next(&format, values, 3, &piece)) {
		if (piece.value == &values[0])
			compose_date(&c, b, &rev->date, rev->date_at);
		else if (piece.value == &values[2] && rev->reason != NULL)
			compose_put(&c, rev->reason, strlen(rev->reason),
			            &(struct content_span){.at = rev->reason_at});
		else if (piece.value == NULL || piece.value == &values[1])
			compose_put(&c, piece.text, piece.len,
			            &(struct content_span){.role = SPAN_WORDING});
	}
	return compose_finish(&c, b->arena);
}

struct content_texts compose_correction(struct content_builder *b, const struct revision *rev)
{
	const char *mark = b->style->revision_mark;
	struct content_text *lines = arena_array(b->arena, struct content_text, 2);
	size_t n = 0;

	if (*mark != '\0')
		lines[n++] = compose_words(b->arena, mark);
	lines[n++] = compose_note(b, rev);
	return (struct content_texts){lines, n};
}
