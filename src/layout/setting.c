/* SPDX-License-Identifier: MIT */
#include "layout/setting.h"

#include <string.h>

#include "base/tr.h"

void setting_note(struct setting *s, enum rc rc)
{
	s->rc = rc_worse(s->rc, rc);
}

bool setting_has_too_much(const struct setting *s)
{
	const struct page_list *pl = s->pl;

	return (pl->most_marks != 0 && pl->mark_n > pl->most_marks) ||
	       (pl->most_glyphs != 0 && pl->glyph_n > pl->most_glyphs);
}

void setting_overfull(struct setting *s)
{
	s->pl->overfull = true;
	setting_note(s, RC_LIMIT);
}

struct page_area setting_area(const struct page_style *p, bool landscape)
{
	if (landscape)
		return (struct page_area){.page_width = p->height,
		                          .page_height = p->width,
		                          .left = p->height - p->text_top - p->text_height,
		                          .top = p->text_left,
		                          .width = p->text_height,
		                          .height = p->text_width};
	return (struct page_area){.page_width = p->width,
	                          .page_height = p->height,
	                          .left = p->text_left,
	                          .top = p->text_top,
	                          .width = p->text_width,
	                          .height = p->text_height};
}

struct page_area setting_page_area(const struct setting *s, size_t page, bool landscape)
{
	const struct page_style *p = &s->style->page;
	struct page_area area = setting_area(p, landscape);
	lu outer = p->width - p->text_left - p->text_width;

	if (!s->in->two_sided || page % 2 == 0) /* page 1 is the first */
		return area;
	if (landscape)
		area.top = outer;
	else
		area.left = outer;
	return area;
}

static struct arena *shaping_arena(const struct setting *s)
{
	return s->passing != NULL ? s->passing : s->arena;
}

/*
 * Shapes t->in; what cannot be printed is reported and, if the layout is forced, replaced.
 */
static void shape(struct setting *s, struct set_text *t, const struct content_text *text)
{
	struct arena *shaping = shaping_arena(s);
	struct shaped *sh = &t->shaped;
	const struct shaped *known = shape_cache_lookup(s->shapes, &t->in);

	if (known != NULL) {
		*sh = *known;
		return;
	}
	setting_note(s, text_shape(shaping, s->fonts, &t->in, s->dl, sh));
	if (!missing_any(sh) && sh->ineffective_n == 0) {
		if (s->rc == RC_OK && s->passing == NULL)
			shape_cache_add(s, sh);
		return;
	}
	if (!s->told)
		missing_tell(s, text, sh);
	if (!missing_any(sh))
		return;
	if (s->in->force) {
		t->in = missing_substitute(s, sh, t->place);
		setting_note(s, text_shape(shaping, s->fonts, &t->in, s->dl, sh));
	}
	if (missing_any(sh))
		setting_note(s, RC_INPUT);
}

/* Looks up a style's role; -1, with one finding, if there is no such role. */
static int find_role(struct setting *s, const struct text_style *style)
{
	int role = font_role_lookup(s->fonts, style->role);
	struct diag_place place = {.rule = "FONT"};

	if (role >= 0 || (s->missing_role != NULL && strcmp(s->missing_role, style->role) == 0))
		return role;
	s->missing_role = style->role;
	diag_add(s->dl, DIAG_ERROR, &place, _("fonts.json has no role “%s”"), style->role);
	setting_note(s, RC_IO);
	return -1;
}

static struct text_run make_run(struct setting *s, const struct text_style *style, size_t len)
{
	return (struct text_run){.len = len,
	                         .role = find_role(s, style),
	                         .size = style->size,
	                         .pitch = style->pitch};
}

static struct text_rules line_rules(const struct style *st, const struct text_style *style)
{
	static const enum text_prohibition levels[] = {
	        [STYLE_PROHIBIT_NONE] = TEXT_PROHIBIT_NONE,
	        [STYLE_PROHIBIT_BASIC] = TEXT_PROHIBIT_BASIC,
	        [STYLE_PROHIBIT_GB] = TEXT_PROHIBIT_GB,
	        [STYLE_PROHIBIT_STRICT] = TEXT_PROHIBIT_STRICT,
	};

	return (struct text_rules){.prohibition = levels[st->prohibition],
	                           .autospace =
	                                   style->in_cell ? st->table_autospace : st->autospace,
	                           .tight_marks = st->tight_marks,
	                           .hanging = st->hanging && !style->in_cell};
}

/* The size and the place of a raised mark, in thousandths of the em: its top is the text's. */
enum { RAISED_SIZE = 650, RAISED_BY = 310 };

static const struct text_run *make_span_runs(struct setting *s, const struct content_text *text,
                                             const struct text_looks *looks)
{
	struct text_run *runs = arena_array(s->arena, struct text_run, text->span_n);
	size_t off = 0;

	for (size_t i = 0; i < text->span_n; i++) {
		struct text_run *run = &runs[i];
		bool lead = looks->lead != NULL && off < content_lead(text);

		*run = make_run(s, lead ? looks->lead : looks->style, text->spans[i].len);
		off += text->spans[i].len;
		if (text->spans[i].role != SPAN_MARK || !looks->raise_marks)
			continue;
		run->rise = lu_scale(run->size, RAISED_BY, 1000);
		run->size = run->pitch = lu_scale(run->size, RAISED_SIZE, 1000);
	}
	return runs;
}

/* Two runs: the heading's, then the paragraph's. */
static const struct text_run *make_runs(struct setting *s, const struct content_text *text,
                                        const struct text_looks *looks)
{
	struct text_run *runs = arena_array(s->arena, struct text_run, 2);
	size_t lead = content_lead(text);

	runs[0] = make_run(s, looks->lead, lead);
	runs[1] = make_run(s, looks->style, text->len - lead);
	return runs;
}

/* The places of a text's spans; returns the first, 0 if nothing of it is the report's. */
static unsigned add_places(struct setting *s, const struct content_text *text)
{
	unsigned first = 0;
	bool own = false;
	size_t end = 0;

	for (size_t i = 0; i < text->span_n; i++)
		own |= text->spans[i].at != NULL;
	for (size_t i = 0; i < text->span_n && own; i++) {
		const struct content_span *span = &text->spans[i];
		const char *pointer = span->pointer;
		unsigned place;

		if (pointer == NULL && span->at != NULL)
			pointer = json_pointer(s->arena, span->at);
		end += span->len;
		place = page_add_place(s->pl, i + 1 < text->span_n ? end : SIZE_MAX, pointer);
		first = first == 0 ? place : first;
	}
	return first;
}

/* A line break that has a glyph is a blank (text/pieces.c), and so for readers of the document. */
static const char *without_breaks(struct arena *a, const char *text, size_t len)
{
	char *copy;

	if (memchr(text, '\n', len) == NULL)
		return text;
	copy = arena_strndup(a, text, len);
	for (char *p = copy; (p = strchr(p, '\n')) != NULL;)
		*p++ = ' ';
	return copy;
}

struct set_text *setting_shape(struct setting *s, const struct content_text *text,
                               const struct text_looks *looks)
{
	struct set_text *t = arena_new(s->arena, struct set_text);
	const struct text_style *style = looks->style;
	lu size = looks->size != 0 ? looks->size : style->size;
	bool known;

	/* A zeroed text is an empty one. */
	t->in = (struct text_input){.text = text->text != NULL ? text->text : "",
	                            .len = text->len,
	                            .role = find_role(s, style),
	                            .size = size,
	                            .pitch = lu_scale(style->pitch, size, style->size),
	                            .hints = text->hints,
	                            .words = s->words,
	                            .pauses = s->style->head_pauses,
	                            .openers = s->style->head_openers,
	                            .particles = s->style->head_particles,
	                            .conjunctions = s->style->head_conjunctions,
	                            .organ = s->in->content->meta.author,
	                            .rules = line_rules(s->style, style)};
	known = t->in.role >= 0;
	if (looks->spans) {
		t->in.runs = make_span_runs(s, text, looks);
		t->in.run_n = text->span_n;
	} else if (looks->lead != NULL) {
		t->in.runs = make_runs(s, text, looks);
		t->in.run_n = 2;
	}
	known = known && (t->in.runs == NULL || t->in.runs[0].role >= 0);
	t->line = lu_scale(style->line, size, style->size);
	t->align = style->align;
	t->gray = style->gray;
	t->shaped.in = &t->in;
	if (s->in->places)
		t->place = add_places(s, text);
	if (known) {
		shape(s, t, text);
		t->shown = without_breaks(s->arena, t->in.text, t->in.len);
		fallbacks_note(s, text, &t->shaped);
	}
	return t;
}

/* Locates places in a span that begins at `start` in its text. */
static void locate_span(struct setting *s, const struct content_span *span, size_t start,
                        struct diag_place *places, size_t n)
{
	const struct source *source = s->in->content->source;
	size_t *offsets = arena_array(s->arena, size_t, n);
	const char *pointer = json_pointer(s->arena, span->at);

	for (size_t i = 0; i < n; i++)
		offsets[i] = places[i].off - start + span->at_off;
	json_string_offsets(source, span->at, offsets, n);
	for (size_t i = 0; i < n; i++) {
		places[i].source = source;
		places[i].pointer = pointer;
		places[i].off = offsets[i];
	}
}

void setting_locate(struct setting *s, const struct content_text *text, struct diag_place *places,
                    size_t n)
{
	size_t start = 0, i = 0;

	for (size_t k = 0; k < text->span_n && i < n; k++) {
		const struct content_span *span = &text->spans[k];
		size_t first = i;

		while (i < n && places[i].off < start + span->len)
			i++;
		if (i > first && span->at != NULL && span->role != SPAN_DATE)
			locate_span(s, span, start, &places[first], i - first);
		start += span->len;
	}
}

void setting_break(struct setting *s, struct set_text *t, const struct text_measure *m)
{
	text_break_lines(shaping_arena(s), &t->shaped, m, &t->lines, &t->line_n);
}
