/* SPDX-License-Identifier: MIT */
/* front.c: title, organ, year, date and signature of a report. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/draft.h"
#include "import/norm.h"

enum { SHORT = 40 /* code points of what may be a title or an organ */ };

static struct doc_place place_of(const struct draft_item *item)
{
	return item->block->place;
}

/* A text without its blanks, which between Han characters only space out a title. */
static const char *without_blanks(struct arena *a, const char *s, size_t n)
{
	const char *end = s + n;
	struct buf b = {0};

	while (s < end) {
		const char *at = s;
		uint32_t cp = utf8_next(&s, end), next;
		const char *p = s;

		next = p < end ? utf8_next(&p, end) : 0;
		if (!doc_is_blank(cp))
			buf_put(&b, at, (size_t)(s - at));
		else if (b.n > 0 && (unsigned char)b.p[b.n - 1] < 0x80 && next > ' ' && next < 0x80)
			buf_putc(&b, ' ');
	}
	return buf_to_arena(a, &b);
}

static bool is_short(const char *text)
{
	return !norm_is_longer(text, SHORT);
}

/* It does not end in a full stop or similar; no text is empty. */
static bool is_open(const char *text)
{
	const char *end = text + strlen(text);
	uint32_t last;

	do
		last = utf8_next(&text, end);
	while (text < end);
	return norm_char(last) != '.';
}

bool draft_is_date(const struct draft *dr, const char *text, struct date *ret)
{
	struct phrase_match m;
	struct date d;
	char iso[40];

	if (!phrase_match(&dr->form->recognise.dates, text, &m))
		return false;
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", m.date.year, m.date.month, m.date.day);
	if (!date_parse(iso, &d))
		return false;
	*ret = d;
	return true;
}

/* ---- the title ---- */

/* The texts of n items joined, in the arena. */
static const char *join(struct draft *dr, const struct draft_item *items, size_t n)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++)
		buf_puts(&b, items[i].text);
	return buf_to_arena(dr->doc->arena, &b);
}

/* Whether n lines are a title, and name an organ if `with_organ` and the phrase asks for one. */
static bool is_title(struct draft *dr, const struct draft_item *items, size_t n, bool with_organ,
                     struct phrase_match *m)
{
	for (size_t i = 0; i < n; i++)
		if (!is_short(items[i].text) || !is_open(items[i].text))
			return false;
	return phrase_match(&dr->form->recognise.titles, join(dr, items, n), m) &&
	       (m->organ == NULL || m->organ_n > 0 || !with_organ);
}

static void cut(struct draft_prose *p, size_t first, size_t n)
{
	memmove(p->items + first, p->items + first + n, (p->n - first - n) * sizeof(*p->items));
	p->n -= n;
}

static void tell_missing(const struct draft *dr, const char *key)
{
	struct diag_place at = {.source = dr->doc->source, .rule = "MISSING"};

	at.pointer = arena_printf(dr->doc->arena, "/%s", key);
	diag_add(dr->doc->findings, DIAG_ERROR, &at, _("the document does not state “%s”"), key);
}

static void take_title(struct draft *dr, const char *text, const struct phrase_match *m)
{
	struct arena *a = dr->doc->arena;

	dr->title = without_blanks(a, text, strlen(text));
	if (m->organ != NULL && m->organ_n > 0)
		dr->organ = without_blanks(a, m->organ, m->organ_n);
	dr->year = m->year;
}

/* Short lines that are no sentences above the title of a web page: menus, paths, buttons. */
static size_t drop_menu(struct draft *dr, struct draft_prose *front, size_t end)
{
	struct buf b = {0};
	struct doc_place place = {0};
	size_t kept = 0;

	for (size_t i = 0; dr->doc->web && i < end; i++) {
		const struct draft_item *item = &front->items[i];

		if (!is_short(item->text) || !is_open(item->text)) {
			front->items[kept++] = *item;
			continue;
		}
		place = b.n == 0 ? place_of(item) : place;
		buf_putf(&b, b.n > 0 ? " | %s" : "%s", item->text);
	}
	if (b.n == 0) {
		buf_release(&b);
		return end;
	}
	memmove(front->items + kept, front->items + end, (front->n - end) * sizeof(*front->items));
	front->n -= end - kept;
	doc_tell_warning(dr->doc, place, _("lines of the page around the report are left out: %s"),
	                 arena_strdup(dr->doc->arena, b.p));
	buf_release(&b);
	return kept;
}

static void tell_before_title(const struct draft *dr, const struct draft_prose *front, size_t first,
                              size_t end)
{
	for (size_t i = first; i < end; i++)
		doc_tell_warning(dr->doc, place_of(&front->items[i]),
		                 _("text before the title goes into the preamble: %s"),
		                 doc_excerpt(dr->doc, front->items[i].text));
}

/* Titles of one line are tried first, so that lines above the title do not become part of it. */
static bool find_title(struct draft *dr, struct draft_prose *front, bool with_organ)
{
	enum { LINES_MAX = 3, TITLE_WITHIN = 500 };
	struct phrase_match m;

	for (size_t n = 1; n <= LINES_MAX; n++)
		for (size_t i = 0; i + n <= front->n && i < TITLE_WITHIN; i++) {
			if (!is_title(dr, front->items + i, n, with_organ, &m))
				continue;
			take_title(dr, join(dr, front->items + i, n), &m);
			cut(front, i, n);
			tell_before_title(dr, front, 0, drop_menu(dr, front, i));
			return true;
		}
	return false;
}

/* The page's own title, up to the name of the site; a very long one is none. */
static bool take_page_title(struct draft *dr)
{
	enum { TITLE_MOST = 2000 };
	static const char *const marks[] = {"_", "-", "|", "\xEF\xBC\x8D", "\xE2\x80\x94"};
	const char *title = dr->doc->page_title;
	size_t n = title != NULL ? strlen(title) : 0;
	struct phrase_match m;

	while (n > 0 && n <= TITLE_MOST) {
		size_t cut = 0;
		const char *text = arena_strndup(dr->doc->arena, title, n);

		if (phrase_match(&dr->form->recognise.titles, text, &m) && m.organ_n > 0) {
			take_title(dr, text, &m);
			doc_tell_warning(dr->doc, (struct doc_place){0},
			                 _("the title is that of the web page: %s"), dr->title);
			return true;
		}
		for (size_t i = 0; i < COUNT(marks); i++)
			for (const char *s = text; (s = strstr(s, marks[i])) != NULL; s++)
				if ((size_t)(s - text) > cut)
					cut = (size_t)(s - text);
		n = cut;
	}
	return false;
}

static void read_title(struct draft *dr, struct draft_prose *front)
{
	const char *text;

	if (find_title(dr, front, /*with_organ*/ true))
		return;
	if (take_page_title(dr)) {
		/* Sentences are a preamble; what else stands there may be a menu. */
		for (size_t i = 0; i < front->n; i++)
			if (is_short(front->items[i].text) && is_open(front->items[i].text))
				tell_before_title(dr, front, i, i + 1);
		return;
	}
	if (find_title(dr, front, /*with_organ*/ false) || front->n == 0 ||
	    !is_short(front->items[0].text) || !is_open(front->items[0].text))
		return;
	text = front->items[0].text;
	dr->title = without_blanks(dr->doc->arena, text, strlen(text));
	doc_tell_warning(dr->doc, place_of(&front->items[0]),
	                 _("the first line is taken as the title; it resembles none of the "
	                   "layout's titles"));
	cut(front, 0, 1);
}

/* ---- the year ---- */

struct year_count {
	int years[64];
	size_t counts[64];
	size_t n;
};

static void count_year(void *ctx, const struct phrase_match *m)
{
	struct year_count *count = ctx;
	size_t i = 0;

	while (i < count->n && count->years[i] != m->year)
		i++;
	if (i == COUNT(count->years))
		return;
	if (i == count->n) {
		count->years[count->n++] = m->year;
		count->counts[i] = 0;
	}
	count->counts[i]++;
}

static void guess_year(struct draft *dr)
{
	enum { SEARCHED_MAX = 4 << 20 /* bytes; a report has far less */ };
	struct year_count count = {.n = 0};
	size_t best = 0, left = SEARCHED_MAX;

	for (size_t i = 0; i < dr->doc->block_n && left > 0; i++) {
		const struct doc_block *b = &dr->doc->blocks[i];
		size_t n = b->kind == DOC_TEXT ? strnlen(b->text, left) : 0;

		phrase_search(&dr->form->recognise.years, n > 0 ? b->text : "", n, count_year,
		              &count);
		left -= n;
	}
	if (count.n == 0)
		return;
	for (size_t i = 1; i < count.n; i++)
		if (count.counts[i] > count.counts[best])
			best = i;
	dr->year = count.years[best];
	doc_tell_warning(dr->doc, (struct doc_place){0},
	                 _("the title does not state a year; %d is the year mentioned most often "
	                   "in the text"),
	                 dr->year);
}

/* ---- the rest ---- */

static struct draft_section *section_without_heading(struct draft *dr)
{
	for (size_t i = 0; i < dr->form->section_n; i++)
		if (dr->sections[i].form->body == FORM_PROSE &&
		    dr->sections[i].form->heading == NULL)
			return &dr->sections[i];
	return NULL;
}

void draft_read_front(struct draft *dr, struct draft_prose *front)
{
	struct draft_section *preamble = section_without_heading(dr);

	read_title(dr, front);
	if (dr->year == 0)
		guess_year(dr);
	for (size_t i = 0; i < front->n; i++)
		if (dr->date.year == 0 && draft_is_date(dr, front->items[i].text, &dr->date))
			cut(front, i--, 1);
	if (preamble != NULL) {
		preamble->prose = *front;
		preamble->found = front->n > 0;
		return;
	}
	for (size_t i = 0; i < front->n; i++)
		doc_tell_unplaced(dr->doc, place_of(&front->items[i]),
		                  _("cannot place this text: %s"),
		                  doc_excerpt(dr->doc, front->items[i].text));
}

static bool means_nothing(const struct draft *dr, const char *text)
{
	struct norm_room rooms[2];
	struct norm wording = norm_in(&rooms[0], text, NULL);

	for (size_t i = 0; i < dr->form->recognise.nothing.n; i++) {
		struct norm word = norm_in(&rooms[1], dr->form->recognise.nothing.texts[i], NULL);

		if (norm_is_same(&wording, &word))
			return true;
	}
	return false;
}

/* It is right-aligned, or it and the title's organ have most of their characters in common. */
static bool is_organ(const struct draft *dr, const struct draft_item *item)
{
	struct norm found, organ;
	size_t shorter;

	if (item->heading || !is_short(item->text) || !is_open(item->text) ||
	    means_nothing(dr, item->text))
		return false;
	if (item->block->right || dr->organ == NULL)
		return item->block->right;
	found = norm_text(dr->doc->arena, item->text, NULL);
	organ = norm_text(dr->doc->arena, dr->organ, NULL);
	shorter = found.n < organ.n ? found.n : organ.n;
	return shorter >= 2 && norm_common(&found, &organ) * 10 >= shorter * 7;
}

static struct draft_section *last_prose(struct draft *dr)
{
	struct draft_section *last = NULL;

	for (size_t i = 0; i < dr->form->section_n; i++)
		if (dr->sections[i].form->body == FORM_PROSE && dr->sections[i].prose.n > 0)
			last = &dr->sections[i];
	return last;
}

void draft_read_signature(struct draft *dr)
{
	struct draft_section *s = draft_section_of(dr, FORM_SIGNATURE), *last = last_prose(dr);
	struct draft_prose *p = last != NULL ? &last->prose : NULL;
	size_t at = p != NULL ? p->n : 0;

	if (dr->organ == NULL)
		tell_missing(dr, "organ");
	if (dr->title == NULL)
		tell_missing(dr, "title");
	if (dr->year == 0)
		tell_missing(dr, "year");
	if (p != NULL)
		draft_read_attachments(dr, p);
	at = p != NULL ? p->n : 0;
	if (s == NULL || p == NULL)
		return;
	while (at > 0 && !draft_is_date(dr, p->items[at - 1].text, &s->date))
		at--;
	if (at == 0)
		return;
	for (size_t i = at; i < p->n; i++)
		if (!draft_read_closing(dr, p->items[i].text))
			doc_tell_unplaced(dr->doc, place_of(&p->items[i]),
			                  _("text after the signature is not imported: %s"),
			                  doc_excerpt(dr->doc, p->items[i].text));
	p->n = at - 1;
	if (p->n > 0 && is_organ(dr, &p->items[p->n - 1])) {
		const char *text = p->items[--p->n].text;

		s->organ = without_blanks(dr->doc->arena, text, strlen(text));
	}
	if (dr->date.year == 0)
		dr->date = s->date;
}
