/* SPDX-License-Identifier: MIT */
#include "content/content.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/template.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "check/check.h"
#include "content/content_builder.h"

struct content_block *builder_add(struct content_builder *b, enum content_kind kind)
{
	b->blocks = mem_grow(b->blocks, b->block_n, &b->block_cap, sizeof(*b->blocks));
	b->blocks[b->block_n] = (struct content_block){.kind = kind};
	return &b->blocks[b->block_n++];
}

/* The blocks so far as a section's own, in the arena; the builder is empty then. */
static struct content_section take(struct content_builder *b)
{
	struct content_block *blocks = arena_array(b->arena, struct content_block, b->block_n);
	struct content_section s = {.blocks = blocks, .block_n = b->block_n};

	if (b->block_n > 0)
		memcpy(blocks, b->blocks, b->block_n * sizeof(*blocks));
	b->block_n = 0;
	return s;
}

static void add_table(struct content_builder *b, const struct section *sec)
{
	const struct form_table *form = sec->form->table;
	struct content_table t = {.form = form,
	                          .cells = sec->cells,
	                          .blanks_as_zero = b->in->blanks_as_zero,
	                          .landscape = form->landscape};

	if (form->caption != NULL) {
		t.caption = compose_words(b->arena, form->caption);
		t.caption.hints = true;
	}
	builder_add_table(b, &t, &sec->remarks, form->unit);
}

static void add_body(struct content_builder *b, const struct section *sec)
{
	switch (sec->form->body) {
	case FORM_PROSE:
		builder_add_prose(b, &sec->prose);
		break;
	case FORM_TABLE:
		builder_add_prose(b, &sec->before);
		add_table(b, sec);
		builder_add_prose(b, &sec->after);
		break;
	case FORM_ATTACHMENTS:
		builder_add_attachments(b, sec);
		break;
	case FORM_SIGNATURE:
		builder_add_signature(b, sec);
		break;
	case FORM_NOTE:
		builder_add_note(b, sec);
		break;
	case FORM_IMPRINT:
		builder_add_imprint(b, sec);
		break;
	}
}

static struct content_section build_section(struct content_builder *b, const struct section *sec)
{
	const char *heading = sec->form->heading;
	struct content_section s;

	if (heading != NULL) {
		struct content_text text = compose_words(b->arena, heading);

		builder_add_heading(b, sec->form->level, &text);
	}
	add_body(b, sec);
	s = take(b);
	s.headed = heading != NULL;
	return s;
}

/* The title and the lines that mark a corrected edition. */
static struct content_section build_front(struct content_builder *b, const struct report *r)
{
	if (r->title != NULL) {
		builder_add(b, CONTENT_TITLE)->u.text = compose_own(
		        b->arena, &(struct report_line){r->title, strlen(r->title), r->title_at});
		b->tag_level = 1;
	}
	if (b->correction.n > 0)
		builder_add(b, CONTENT_CORRECTION)->u.lines = b->correction;
	return take(b);
}

/* Says something by itself, unlike "as follows:". */
static bool is_statement(const struct content_block *block)
{
	static const char colon[] = "\xEF\xBC\x9A";
	const struct content_text *t = &block->u.text;

	return block->kind == CONTENT_PARAGRAPH &&
	       (t->len < 3 || memcmp(t->text + t->len - 3, colon, 3) != 0);
}

static const struct content_block *first_statement(const struct content *c)
{
	for (size_t i = 0; i < c->section_n; i++)
		for (size_t k = 0; k < c->sections[i].block_n; k++)
			if (is_statement(&c->sections[i].blocks[k]))
				return &c->sections[i].blocks[k];
	return NULL;
}

/* As many of the first sentences as search engines show; NULL: there is no paragraph. */
static const char *first_words(struct arena *a, const struct content *c)
{
	enum { MOST = 120, FULL_STOP = 0x3002 };
	const struct content_block *first = first_statement(c);
	const char *text, *at, *end, *stop = NULL;

	if (first == NULL)
		return NULL;
	text = unicode_one_line(a, arena_strndup(a, first->u.text.text, first->u.text.len));
	at = text;
	end = text + strlen(text);
	for (size_t n = 0; n < MOST && at < end; n++)
		if (utf8_next(&at, end) == FULL_STOP)
			stop = at;
	if (at == end)
		return text;
	return stop != NULL ? arena_strndup(a, text, (size_t)(stop - text))
	                    : arena_printf(a, "%.*s\xE2\x80\xA6", (int)(at - text), text);
}

/* A year or an organ that a draft does not have is left out. */
static const char *description(struct content_builder *b, const struct report *r,
                               const struct content *c)
{
	const struct template_value values[] = {
	        {"title", r->title != NULL ? unicode_one_line(b->arena, r->title) : ""},
	        {"organ", r->organ != NULL ? unicode_one_line(b->arena, r->organ) : ""},
	        {"year", r->year > 0 ? arena_printf(b->arena, "%d", r->year) : ""}};

	if (r->form->description == NULL)
		return r->form->subject != NULL ? r->form->subject : first_words(b->arena, c);
	return template_fill(b->arena, r->form->description, values, COUNT(values));
}

/* The text, which may be NULL, and the last line of the correction. */
static const char *with_note(struct content_builder *b, const char *text)
{
	return arena_printf(
	        b->arena, "%s%s", text != NULL ? text : "",
	        unicode_one_line(b->arena, b->correction.list[b->correction.n - 1].text));
}

/* A correction shows in the title, the subject, the description and the modification date. */
static struct content_meta describe(struct content_builder *b, const struct report *r,
                                    const struct content *c)
{
	const char *title = r->title != NULL ? r->title : r->form->title_zh;
	const char *organ = r->organ != NULL ? unicode_one_line(b->arena, r->organ) : NULL;
	struct content_meta meta = {.title = unicode_one_line(b->arena, title),
	                            .author = organ,
	                            .subject = r->form->subject,
	                            .keywords = r->form->keywords,
	                            .description = description(b, r, c),
	                            .language = r->form->language,
	                            .date = b->in->date,
	                            .revised = b->in->date};

	if (b->correction.n == 0)
		return meta;
	meta.title = arena_printf(b->arena, "%s%s", meta.title, b->style->revision_mark);
	meta.subject = with_note(b, meta.subject);
	meta.description = with_note(b, meta.description);
	if (r->revision.date.year != 0)
		meta.revised = r->revision.date;
	return meta;
}

struct content *content_build(struct arena *a, const struct content_input *in)
{
	const struct report *r = in->report->report;
	struct content_builder b = {.arena = a, .in = in, .style = in->style};
	struct content_section *sections =
	        arena_array(a, struct content_section, r->form->section_n);
	struct content *c = arena_new(a, struct content);

	if (r->revision.at != NULL)
		b.correction = compose_correction(&b, &r->revision);
	c->source = r->source;
	c->draft_mark = r->form->draft_mark;
	c->front = build_front(&b, r);
	c->sections = sections;
	for (size_t i = 0; i < r->form->section_n; i++)
		if (r->sections[i].at != NULL)
			sections[c->section_n++] = build_section(&b, &r->sections[i]);
	c->note_n = b.note_n;
	c->meta = describe(&b, r, c);
	free(b.blocks);
	return c;
}

size_t content_count_cells(const struct content *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->section_n; i++) {
		const struct content_section *s = &c->sections[i];

		for (size_t k = 0; k < s->block_n; k++)
			if (s->blocks[k].kind == CONTENT_TABLE)
				n += s->blocks[k].u.table->form->cell_n;
	}
	return n;
}
