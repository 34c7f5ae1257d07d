/* SPDX-License-Identifier: MIT */
/* sections.c: sorts the blocks of a document into the sections of a form, by its headings. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/draft.h"
#include "import/tables.h"
#include "import/norm.h"
#include "report/numbering.h"

enum {
	HEADING_LEAST = 850, /* likeness to a section's heading that makes a line one … */
	HEADING_BARE = 930, /* … and without a number, because sentences may resemble a heading */
	HEADING_MAX = 40,   /* code points of a sub-heading */
	TABLE_LEAST = 1500  /* how much of a form table's wording a table must contain */
};

#define NO_SECTION SIZE_MAX

struct sorter {
	struct draft *dr;
	struct norm **headings;      /* [section_n]: heading and aliases of each */
	struct table_state **tables; /* [section_n]; NULL: the section has no table */
	size_t *marks;               /* [block_n]: the section whose heading a block is */
	struct draft_prose front;
	size_t current; /* NO_SECTION before the first heading */
	/* Of a section with a table: texts up to the next table or heading, maybe lines of it. */
	const struct doc_block **waiting; /* [block_n] */
	size_t waiting_n;
	const struct doc_block *last; /* the text that was added last */
	struct {
		char *p; /* in the arena */
		size_t n, room;
	} joined;        /* the last text that was joined of lines */
	bool other_told; /* that a table is of another form */
	struct other_form other;
};

/* ---- items ---- */

/* It is numbered or formatted as a heading, is short and does not end like a sentence. */
static bool is_subheading(const struct doc_block *block)
{
	const char *s = block->text, *end = s + strlen(s);
	uint32_t cp = 0;
	size_t n = 0;

	if (numbering_level(s, (size_t)(end - s)) == 0 && !block->heading)
		return false;
	for (; s < end && n <= HEADING_MAX; n++)
		cp = utf8_next(&s, end);
	return s == end && n <= HEADING_MAX && cp != ')' && cp != 0xFF09 && norm_char(cp) != '.' &&
	       cp != '!' && cp != '?' && cp != 0xFF01 && cp != 0xFF1F;
}

void draft_add(struct draft *dr, struct draft_prose *p, const struct doc_block *block)
{
	struct doc_block *copy = arena_new(dr->doc->arena, struct doc_block);

	*copy = *block;
	p->items = doc_grow(dr->doc->arena, p->items, p->n, &p->cap, sizeof(*p->items));
	p->items[p->n++] = (struct draft_item){block->text, is_subheading(block), copy};
}

static const char *excerpt(const struct sorter *so, const char *text)
{
	return doc_excerpt(so->dr->doc, text);
}

/* ---- headings ---- */

static void collect_headings(struct sorter *so)
{
	const struct form *form = so->dr->form;
	struct arena *a = so->dr->doc->arena;

	so->headings = arena_array(a, struct norm *, form->section_n);
	so->tables = arena_array(a, struct table_state *, form->section_n);
	for (size_t i = 0; i < form->section_n; i++) {
		const struct form_section *s = &form->sections[i];

		so->headings[i] = arena_array(a, struct norm, s->aliases.n + 1);
		if (s->heading != NULL)
			so->headings[i][0] = norm_text(a, s->heading, NULL);
		for (size_t k = 0; k < s->aliases.n; k++)
			so->headings[i][k + 1] = norm_text(a, s->aliases.texts[k], NULL);
		if (s->body != FORM_TABLE)
			continue;
		so->tables[i] = arena_new(a, struct table_state);
		table_state_init(a, so->tables[i], form, &so->dr->sections[i]);
	}
}

/* The section whose heading a line is, or NO_SECTION. */
static size_t section_of(const struct sorter *so, const char *text)
{
	struct norm_room room;
	struct norm line = norm_in(&room, text, &so->dr->form->recognise.continued);
	size_t best = NO_SECTION;
	int most = (line.number > 0 ? HEADING_LEAST : HEADING_BARE) - 1;

	for (size_t i = 0; i < so->dr->form->section_n; i++)
		for (size_t k = 0; k <= so->dr->form->sections[i].aliases.n; k++) {
			int likeness = norm_likeness(&line, &so->headings[i][k]);

			if (likeness > most) {
				most = likeness;
				best = i;
			}
		}
	return best;
}

/* The level of the number that the form gives a section's heading; 0: none. */
static int form_level(const struct sorter *so, size_t section)
{
	const char *heading = so->dr->form->sections[section].heading;

	return heading != NULL ? numbering_level(heading, strlen(heading)) : 0;
}

/* Its number is of a lower level than the form's: a sub-heading worded like a section's heading. */
static bool is_below(const struct sorter *so, size_t block)
{
	const char *text = so->dr->doc->blocks[block].text;
	int level = numbering_level(text, strlen(text)), wanted = form_level(so, so->marks[block]);

	return wanted > 0 && level > wanted;
}

/* If section headings are numbered as in the form, lines numbered lower down are sub-headings. */
static void drop_subheadings(struct sorter *so)
{
	const struct doc *d = so->dr->doc;
	bool as_in_form = false;

	for (size_t i = 0; i < d->block_n && !as_in_form; i++)
		as_in_form = so->marks[i] != NO_SECTION && form_level(so, so->marks[i]) > 0 &&
		             numbering_level(d->blocks[i].text, strlen(d->blocks[i].text)) ==
		                     form_level(so, so->marks[i]);
	for (size_t i = 0; i < d->block_n && as_in_form; i++)
		if (so->marks[i] != NO_SECTION && is_below(so, i))
			so->marks[i] = NO_SECTION;
}

/* ---- a grid that holds several sections ---- */

/* The only text of a row, or NULL. */
static const struct doc_cell *only_cell(const struct doc_table *t, size_t row)
{
	const struct doc_cell *only = NULL;

	for (size_t c = 0; c < t->column_n; c++) {
		size_t i = t->at[row * t->column_n + c];
		const struct doc_cell *cell = i != DOC_NO_CELL ? &t->cells[i] : NULL;

		if (cell == NULL || cell == only || cell->row != row || cell->text[0] == '\0')
			continue;
		if (only != NULL)
			return NULL;
		only = cell;
	}
	return only;
}

/* The section whose numbered heading a row is, or NO_SECTION. */
static size_t section_of_row(const struct sorter *so, const struct doc_table *t, size_t row)
{
	const struct doc_cell *only = only_cell(t, row);
	struct norm_room room;

	if (only == NULL || norm_in(&room, only->text, NULL).number == 0)
		return NO_SECTION;
	return section_of(so, only->text);
}

/* Adds rows [first, end) of a table as a table of their own; its cells before *at are done with. */
static void add_rows(struct doc *d, const struct doc_table *t, size_t first, size_t end, size_t *at)
{
	struct doc_table *part = arena_new(d->arena, struct doc_table);

	*part = (struct doc_table){
	        .shape = t->shape, .fixed = t->fixed, .place = t->place, .number = t->number};
	for (; *at < t->cell_n && t->cells[*at].row < end; ++*at) {
		struct doc_cell cell = t->cells[*at];

		if (cell.row < first)
			continue;
		cell.row -= first;
		part->cells = doc_grow(d->arena, part->cells, part->cell_n, &part->cell_cap,
		                       sizeof(*part->cells));
		part->cells[part->cell_n++] = cell;
	}
	doc_add_table(d, part);
}

/* Cuts a workbook's sheet at its section headings; what is not in a table section becomes text. */
static void cut_table(struct sorter *so, const struct doc_table *t)
{
	struct doc *d = so->dr->doc;
	size_t section = NO_SECTION, first = 0, at = 0;

	for (size_t r = 0; r < t->row_n; r++) {
		size_t heading = section_of_row(so, t, r);
		bool table = section != NO_SECTION && so->tables[section] != NULL;
		const struct doc_cell *only = only_cell(t, r);

		if (heading == NO_SECTION && (table || only == NULL))
			continue;
		if (first < r)
			add_rows(d, t, first, r, &at);
		doc_add_text(d, only->text, strlen(only->text), only->place);
		section = heading != NO_SECTION ? heading : section;
		first = r + 1;
	}
	if (first < t->row_n)
		add_rows(d, t, first, t->row_n, &at);
}

static bool holds_headings(const struct sorter *so, const struct doc_table *t)
{
	for (size_t r = 0; r < t->row_n; r++)
		if (section_of_row(so, t, r) != NO_SECTION)
			return true;
	return false;
}

static void cut_tables(struct sorter *so)
{
	struct doc *d = so->dr->doc;
	struct doc_block *blocks = d->blocks;
	size_t n = d->block_n;
	bool *cut = arena_array(d->arena, bool, n), any = false;

	for (size_t i = 0; i < n; i++) {
		cut[i] = blocks[i].kind == DOC_TABLE && holds_headings(so, blocks[i].table);
		any |= cut[i];
	}
	if (!any)
		return;
	d->blocks = NULL;
	d->block_n = d->block_cap = 0;
	for (size_t i = 0; i < n; i++) {
		if (cut[i]) {
			cut_table(so, blocks[i].table);
			continue;
		}
		d->blocks = doc_grow(d->arena, d->blocks, d->block_n, &d->block_cap,
		                     sizeof(*d->blocks));
		d->blocks[d->block_n++] = blocks[i];
	}
}

/* If a heading appears several times, the last one counts: the others are a table of contents. */
static void mark_headings(struct sorter *so)
{
	struct doc *d = so->dr->doc;
	size_t *last = arena_array(d->arena, size_t, so->dr->form->section_n);

	so->marks = arena_array(d->arena, size_t, d->block_n);
	for (size_t i = 0; i < d->block_n; i++) {
		so->marks[i] = NO_SECTION;
		if (d->blocks[i].kind == DOC_TEXT)
			so->marks[i] = section_of(so, d->blocks[i].text);
	}
	drop_subheadings(so);
	for (size_t i = 0; i < d->block_n; i++)
		if (so->marks[i] != NO_SECTION)
			last[so->marks[i]] = i;
	for (size_t i = 0; i < d->block_n; i++) {
		if (so->marks[i] == NO_SECTION || last[so->marks[i]] == i)
			continue;
		doc_tell_warning(
		        d, d->blocks[i].place,
		        _("this heading appears again further down and is ignored here: %s"),
		        excerpt(so, d->blocks[i].text));
		d->blocks[i].text = "";
		so->marks[i] = NO_SECTION;
	}
}

/* ---- page furniture ---- */

static bool is_furniture(const struct sorter *so, size_t i, const char **top)
{
	const struct doc_block *b = &so->dr->doc->blocks[i];
	struct phrase_match m;
	bool again;

	if (phrase_match(&so->dr->form->recognise.numbers, b->text, &m)) {
		doc_tell_warning(so->dr->doc, b->place, _("a page number is left out: %s"),
		                 b->text);
		return true;
	}
	if (!b->page_top)
		return false;
	again = *top != NULL && strcmp(*top, b->text) == 0;
	*top = b->text;
	if (again)
		doc_tell_warning(so->dr->doc, b->place, _("a repeated page header is left out: %s"),
		                 excerpt(so, b->text));
	return again;
}

/* A text that only marks a table as continued. */
static bool is_continued(const struct sorter *so, const struct doc_block *b)
{
	const struct form_texts *continued = &so->dr->form->recognise.continued;
	struct norm_room room;

	if (norm_in(&room, b->text, continued).n > 0)
		return false;
	doc_tell_warning(so->dr->doc, b->place,
	                 _("this only marks a continued table and is left out: %s"), b->text);
	return true;
}

/* ---- tables ---- */

static void tell_table(struct sorter *so, const struct doc_table *t)
{
	for (size_t first = 0, end; first < t->cell_n; first = end) {
		for (end = first + 1; end < t->cell_n && t->cells[end].row == t->cells[first].row;)
			end++;
		doc_tell_row(so->dr->doc, t, first, end);
	}
}

static void tell_other_form(struct sorter *so, struct doc_place place)
{
	if (so->current != NO_SECTION)
		so->dr->sections[so->current].other_form = true;
	if (!so->other_told)
		doc_tell_unplaced(
		        so->dr->doc, place,
		        _("this table is of another form, whose figures mean other things; "
		          "import the document with --layout %s"),
		        so->dr->form->recognise.other_layout);
	so->other_told = true;
}

static bool is_of_other_form(struct sorter *so, const struct doc_table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->cell_n && n < OTHER_FORM_LEAST; i++)
		n += other_form_has_head(&so->other, t->cells[i].text);
	return n >= OTHER_FORM_LEAST;
}

/* A small table of the document's own within prose. */
static bool take_own_table(struct sorter *so, const struct doc_table *t)
{
	struct draft_section *s = so->current != NO_SECTION ? &so->dr->sections[so->current] : NULL;
	struct doc_block block = {.kind = DOC_TEXT, .text = "", .place = t->place};

	if (s == NULL || s->form->body != FORM_PROSE || !draft_is_own_table(t))
		return false;
	draft_add(so->dr, &s->prose, &block);
	s->prose.items[s->prose.n - 1].table = t;
	so->last = NULL;
	return true;
}

static void sort_table(struct sorter *so, struct doc_table *t)
{
	struct table_view best = {0};
	struct table_view v = {.dr = so->dr, .t = t, .values = table_read_values(so->dr, t)};
	long most = 0;

	if (is_of_other_form(so, t)) {
		tell_other_form(so, t->place);
		return;
	}
	for (size_t i = 0; i < so->dr->form->section_n; i++) {
		struct hit_list *other = best.hits;
		long likeness;

		if (so->tables[i] == NULL)
			continue;
		table_view_init(&v, so->tables[i], &likeness);
		if (likeness < TABLE_LEAST && i != so->current)
			continue;
		if (likeness > most || (likeness == most && i == so->current)) {
			most = likeness;
			best = v;
			v.hits = other; /* which are made anew */
		}
	}
	if (best.t != NULL && most > 0)
		table_place(&best);
	else if (!take_own_table(so, t))
		tell_table(so, t);
}

/* Notes right below a table may name the unit of its figures. */
static void note_units_below(struct sorter *so, size_t table)
{
	const struct doc *d = so->dr->doc;
	const struct form_texts *notes = &so->dr->form->recognise.notes;
	struct table_state *st = so->current != NO_SECTION ? so->tables[so->current] : NULL;

	for (size_t i = table + 1; st != NULL && i < d->block_n; i++) {
		bool note = false;

		if (d->blocks[i].kind != DOC_TEXT || so->marks[i] != NO_SECTION)
			return;
		for (size_t k = 0; k < notes->n; k++)
			note |= norm_behind(d->blocks[i].text, notes->texts[k]) != NULL;
		if (!note)
			return;
		table_state_note_unit(so->dr, st, d->blocks[i].text);
	}
}

/* A part's title or the table's caption may be a line above the table. */
static bool is_table_title(struct sorter *so, const char *text)
{
	struct table_state *st = so->tables[so->current];
	const char *caption = st->section->form->table->caption;
	struct norm_room rooms[2];
	struct norm line, wanted;
	struct hit_list hits = terms_match(so->dr->doc->arena, &st->terms, text);

	table_state_note_unit(so->dr, st, text);
	if (hits.best[TERM_TITLE] >= HEADING_LEAST) {
		for (size_t p = 0; p < st->section->form->table->part_n; p++)
			if (hits_title(&hits, p) == hits.best[TERM_TITLE])
				st->title = p;
		return true;
	}
	if (caption == NULL)
		return false;
	line = norm_in(&rooms[0], text, NULL);
	wanted = norm_in(&rooms[1], caption, NULL);
	return norm_is_same(&line, &wanted);
}

/* ---- all blocks ---- */

static size_t joined_length(const struct sorter *so, const char *text)
{
	return text == so->joined.p ? so->joined.n : strlen(text);
}

/* In a paged text: the last line ran to the right margin and this one begins at the left. */
static bool goes_on(const struct sorter *so, const struct draft_prose *p,
                    const struct doc_block *block)
{
	enum { ENDS_AT_MARGIN = 12, BEGINS_AT_MARGIN = 0, JOINED_MAX = 20000 };

	return so->dr->doc->paged && so->last != NULL && p->n > 0 &&
	       so->last->short_by <= ENDS_AT_MARGIN && block->indent <= BEGINS_AT_MARGIN &&
	       numbering_level(block->text, strlen(block->text)) == 0 &&
	       joined_length(so, p->items[p->n - 1].text) < JOINED_MAX;
}

/* The text with more behind it. */
static const char *append(struct sorter *so, const char *text, const char *more)
{
	size_t n = joined_length(so, text), m = strlen(more);

	if (text != so->joined.p || n + m + 1 > so->joined.room) {
		so->joined.room = 2 * (n + m) + 1;
		so->joined.p = arena_alloc_bare(so->dr->doc->arena, so->joined.room);
		memcpy(so->joined.p, text, n);
	}
	memcpy(so->joined.p + n, more, m + 1);
	so->joined.n = n + m;
	return so->joined.p;
}

static void add_text(struct sorter *so, struct draft_prose *p, const struct doc_block *block)
{
	struct draft_item *item = p->n > 0 ? &p->items[p->n - 1] : NULL;

	if (goes_on(so, p, block)) {
		item->text = append(so, item->text, block->text);
		item->heading = false;
	} else {
		draft_add(so->dr, p, block);
	}
	so->last = block;
}

static void sort_text(struct sorter *so, const struct doc_block *block)
{
	struct draft_section *s;

	if (so->current == NO_SECTION) {
		add_text(so, &so->front, block);
		return;
	}
	s = &so->dr->sections[so->current];
	if (s->form->body == FORM_PROSE)
		add_text(so, &s->prose, block);
	else if (s->form->body == FORM_TABLE)
		so->waiting[so->waiting_n++] = block;
	else
		doc_tell_unplaced(so->dr->doc, block->place, _("cannot place this text: %s"),
		                  excerpt(so, block->text));
}

/* Heads of columns may name a unit, but a line that only does so above all others is no head. */
static void leave_unit(const struct sorter *so, bool *taken)
{
	size_t i = 0;

	while (i < so->waiting_n && !taken[i])
		i++;
	if (i < so->waiting_n && draft_is_unit(so->dr, so->waiting[i]->text))
		taken[i] = false;
}

/* The texts that were waiting are lines of the table, or prose around it. */
static void sort_waiting(struct sorter *so)
{
	bool *taken = arena_array(so->dr->doc->arena, bool, so->waiting_n), figures, before;
	struct draft_section *s;
	size_t others = 0;

	if (so->waiting_n == 0)
		return;
	s = &so->dr->sections[so->current];
	before = !s->table_found;
	for (size_t i = 0; i < so->waiting_n && others < OTHER_FORM_LEAST; i++)
		others += other_form_count(&so->other, so->waiting[i]->text);
	if (others >= OTHER_FORM_LEAST) {
		tell_other_form(so, so->waiting[0]->place);
		so->waiting_n = 0;
		return;
	}
	figures = lines_have_figures(so->dr, so->waiting, so->waiting_n);
	if (figures)
		lines_place(so->dr, so->tables[so->current], so->waiting, so->waiting_n, taken);
	leave_unit(so, taken);
	for (size_t i = 0; i < so->waiting_n; i++) {
		before &= !taken[i];
		if (taken[i])
			so->last = NULL;
		else if (figures || !is_table_title(so, so->waiting[i]->text))
			add_text(so, before ? &s->before : &s->after, so->waiting[i]);
	}
	so->waiting_n = 0;
	so->last = NULL;
}

/* Before the first section's heading and behind the last one's. */
static void drop_furniture(const struct sorter *so)
{
	size_t first = SIZE_MAX, last = 0;

	for (size_t i = 0; i < so->dr->doc->block_n; i++)
		if (so->marks[i] != NO_SECTION) {
			first = i < first ? i : first;
			last = i;
		}
	if (first != SIZE_MAX)
		draft_drop_furniture(so->dr, first, last);
}

void draft_sort(struct draft *dr)
{
	struct sorter so = {.dr = dr, .current = NO_SECTION};
	const char *top = NULL;

	dr->units = unit_words_read(dr->doc->arena, dr->form);
	so.other = other_form_read(dr);
	collect_headings(&so);
	cut_tables(&so);
	draft_cut_lines(dr);
	mark_headings(&so);
	drop_furniture(&so);
	so.waiting = arena_array(dr->doc->arena, const struct doc_block *, dr->doc->block_n);
	for (size_t i = 0; i < dr->doc->block_n; i++) {
		const struct doc_block *block = &dr->doc->blocks[i];

		if (block->kind == DOC_TABLE || so.marks[i] != NO_SECTION)
			sort_waiting(&so);
		if (block->kind == DOC_TABLE) {
			note_units_below(&so, i);
			sort_table(&so, block->table);
		} else if (so.marks[i] != NO_SECTION) {
			so.last = NULL;
			so.current = so.marks[i];
			dr->sections[so.current].found = true;
			if (so.tables[so.current] != NULL)
				table_state_note_unit(dr, so.tables[so.current], block->text);
		} else if (block->text[0] != '\0' && !is_furniture(&so, i, &top) &&
		           !is_continued(&so, block)) {
			sort_text(&so, block);
		}
	}
	sort_waiting(&so);
	draft_read_front(dr, &so.front);
	draft_take_remarks(dr);
	draft_read_signature(dr);
	draft_tell_absent(dr);
}
