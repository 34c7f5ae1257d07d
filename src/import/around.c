/* SPDX-License-Identifier: MIT */
/* around.c: what stands around a report: lines of a web page, attachments, note and imprint. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/draft.h"
#include "import/norm.h"

#define ELLIPSIS "\xE2\x80\xA6"

enum { LINE_MAX_BYTES = 600 };

static bool ends_with(const char *s, size_t n, const char *end)
{
	size_t m = strlen(end);

	return n >= m && memcmp(s + n - m, end, m) == 0;
}

/* A line of the page as the layout words it; its ends may be left open by an ellipsis. */
struct line_pattern {
	struct norm wanted;
	bool open_start, open_end;
};

static struct line_pattern read_pattern(struct arena *a, const char *text)
{
	size_t n = strlen(text), dots = strlen(ELLIPSIS);
	struct line_pattern p = {.open_start = n > dots && memcmp(text, ELLIPSIS, dots) == 0,
	                         .open_end = n > dots && ends_with(text, n, ELLIPSIS)};
	const char *bare = arena_strndup(a, text + (p.open_start ? dots : 0),
	                                 n - (p.open_start ? dots : 0) - (p.open_end ? dots : 0));

	p.wanted = norm_text(a, bare, NULL);
	return p;
}

static bool fits_pattern(const struct line_pattern *p, const struct norm *text)
{
	for (size_t at = 0; at + p->wanted.n <= text->n; at++) {
		if (at > 0 && !p->open_start)
			return false;
		if (memcmp(text->cps + at, p->wanted.cps, p->wanted.n * sizeof(*p->wanted.cps)) ==
		            0 &&
		    (p->open_end || at + p->wanted.n == text->n))
			return true;
	}
	return false;
}

/* It ends in the ending of a file: a link to one. */
static bool is_file_link(const char *text)
{
	const char *dot = strrchr(text, '.');
	size_t letters = dot != NULL ? strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzDOCXPFLSW") : 0;

	return dot != NULL && letters >= 3 && letters <= 4 && dot[1 + letters] == '\0';
}

struct draft_section *draft_section_of(struct draft *dr, enum form_body body)
{
	for (size_t i = 0; i < dr->form->section_n; i++)
		if (dr->sections[i].form->body == body)
			return &dr->sections[i];
	return NULL;
}

/* What lines of the page are told by. */
struct furniture {
	struct line_pattern *patterns;
	size_t n;
	const char *attachments; /* the label of attachments, or NULL */
};

static struct furniture read_furniture(struct draft *dr)
{
	const struct form_texts *texts = &dr->form->recognise.furniture;
	const struct draft_section *attachments = draft_section_of(dr, FORM_ATTACHMENTS);
	struct furniture f = {arena_array(dr->doc->arena, struct line_pattern, texts->n), 0, NULL};

	for (; f.n < texts->n; f.n++)
		f.patterns[f.n] = read_pattern(dr->doc->arena, texts->texts[f.n]);
	if (attachments != NULL)
		f.attachments = attachments->form->label;
	return f;
}

static bool is_furniture(const struct furniture *f, const char *text)
{
	struct norm_room room;
	struct norm norm;

	if (strnlen(text, LINE_MAX_BYTES + 1) > LINE_MAX_BYTES)
		return false;
	norm = norm_in(&room, text, NULL);
	for (size_t i = 0; i < f->n; i++)
		if (fits_pattern(&f->patterns[i], &norm))
			return true;
	return f->attachments != NULL && norm_behind(text, f->attachments) != NULL &&
	       is_file_link(text);
}

void draft_drop_furniture(struct draft *dr, size_t first_heading, size_t last_heading)
{
	struct furniture furniture = read_furniture(dr);
	struct doc *d = dr->doc;
	struct doc_place place = {0};
	struct buf b = {0};
	size_t n = 0;

	for (size_t i = 0; i < d->block_n; i++) {
		struct doc_block *block = &d->blocks[i];

		if (block->kind != DOC_TEXT || (i > first_heading && i < last_heading) ||
		    !is_furniture(&furniture, block->text))
			continue;
		if (n++ == 0)
			place = block->place;
		buf_putf(&b, n > 1 ? " | %s" : "%s", block->text);
		block->text = "";
	}
	if (n > 0)
		doc_tell_warning(d, place,
		                 _("lines of the page around the report are left out: %s"),
		                 arena_strdup(d->arena, b.p));
	buf_release(&b);
}

/* ---- attachments, note, imprint ---- */

static void add_item(struct draft *dr, struct draft_section *s, const char *text, size_t n)
{
	s->items = doc_grow(dr->doc->arena, s->items, s->item_n, &s->item_cap, sizeof(*s->items));
	s->items[s->item_n++] = arena_strndup(dr->doc->arena, text, n);
	s->found = true;
}

/* Behind its number; the text itself if it has none. */
static const char *without_number(const char *text, bool *ret_numbered)
{
	struct norm_room room;
	size_t trimmed = strlen(text), number = norm_in(&room, text, NULL).number;
	const char *s = doc_trim(text, &trimmed), *end = s + trimmed;

	*ret_numbered = number > 0;
	while (number > 0 && s < end)
		number -= norm_char(utf8_next(&s, end)) != 0;
	return s;
}

/* The line with the label, and those below it that have numbers, become attachments. */
void draft_read_attachments(struct draft *dr, struct draft_prose *p)
{
	struct draft_section *s = draft_section_of(dr, FORM_ATTACHMENTS);
	const char *text = NULL;
	size_t first = 0, end;
	bool numbered;

	if (s == NULL || s->form->label == NULL)
		return;
	for (; first < p->n && text == NULL; first++)
		text = norm_behind(p->items[first].text, s->form->label);
	if (text == NULL)
		return;
	end = first--;
	text = without_number(text, &numbered);
	if (*text != '\0')
		add_item(dr, s, text, strlen(text));
	for (bool more = numbered || *text == '\0'; more && end < p->n; end += more) {
		text = without_number(p->items[end].text, &more);
		if (more)
			add_item(dr, s, text, strlen(text));
	}
	memmove(p->items + first, p->items + end, (p->n - end) * sizeof(*p->items));
	p->n -= end - first;
}

/* What stands in the place of {text}, or NULL. */
static const char *between(struct arena *a, const char *text, const char *pattern)
{
	const char *hole = pattern != NULL ? strchr(pattern, '{') : NULL, *rest, *inner;
	size_t n = strlen(text), m;

	if (hole == NULL)
		return NULL;
	rest = strchr(hole, '}') + 1;
	inner = norm_behind(text, arena_strndup(a, pattern, (size_t)(hole - pattern)));
	m = strlen(rest);
	if (inner == NULL || !ends_with(text, n, rest) || (size_t)(inner - text) + m >= n)
		return NULL;
	return arena_strndup(a, inner, n - m - (size_t)(inner - text));
}

/* An organ, then the date before the ending, which takes some forty bytes. */
static bool read_printed(struct draft *dr, struct draft_section *s, const char *text)
{
	enum { DATE_MOST = 64 };
	const char *before = s->form->printed, *date, *line;
	size_t n = strlen(text), m;

	if (before == NULL || (before = strchr(before, '}')) == NULL)
		return false;
	m = strlen(before + 1);
	if (!ends_with(text, n, before + 1))
		return false;
	line = arena_strndup(dr->doc->arena, text, n - m);
	for (date = line + (n - m > DATE_MOST ? n - m - DATE_MOST : 0); *date != '\0'; date++) {
		size_t organ_n = (size_t)(date - line);
		const char *organ = doc_trim(line, &organ_n);

		if (((unsigned char)*date & 0xC0) == 0x80 || organ_n == 0 ||
		    !draft_is_date(dr, date, &s->date))
			continue;
		s->organ = arena_strndup(dr->doc->arena, organ, organ_n);
		s->found = true;
		return true;
	}
	return false;
}

bool draft_read_closing(struct draft *dr, const char *text)
{
	struct draft_section *note = draft_section_of(dr, FORM_NOTE);
	struct draft_section *imprint = draft_section_of(dr, FORM_IMPRINT);
	const char *found = NULL;

	if (note != NULL && note->item_n == 0)
		found = between(dr->doc->arena, text, note->form->note);
	if (found != NULL) {
		add_item(dr, note, found, strlen(found));
		return true;
	}
	if (imprint != NULL && imprint->item_n == 0)
		found = between(dr->doc->arena, text, imprint->form->copies);
	if (found != NULL) {
		add_item(dr, imprint, found, strlen(found));
		return true;
	}
	return imprint != NULL && imprint->organ == NULL && read_printed(dr, imprint, text);
}
