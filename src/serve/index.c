/* SPDX-License-Identifier: MIT */
#include "serve/index.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/same_file.h"
#include "base/utf8.h"
#include "serve/file_name.h"

void index_init(struct index *x, const struct store *f)
{
	*x = (struct index){.folder = f};
}

static void entry_free(struct entry *e)
{
	free(e->name);
	free(e->summary);
	free(e);
}

void index_release(struct index *x)
{
	for (size_t i = 0; i < x->n; i++)
		entry_free(x->entries[i]);
	free(x->entries);
	*x = (struct index){0};
}

bool index_same_file(const struct stat *a, const struct stat *b)
{
	return is_same_file(a, b) && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* ---- reading the folder ---- */

static int compare(const void *x, const void *y)
{
	const struct entry *const *a = x, *const *b = y;

	return strcmp((*a)->name, (*b)->name);
}

static int compare_name(const void *name, const void *entry)
{
	const struct entry *const *e = entry;

	return strcmp(name, (*e)->name);
}

struct entry *index_lookup(const struct index *x, const char *name)
{
	struct entry **found =
	        x->n > 0 ? bsearch(name, x->entries, x->n, sizeof(*x->entries), compare_name)
	                 : NULL;

	return found != NULL ? *found : NULL;
}

static void forget(struct entry *e)
{
	free(e->summary);
	e->summary = NULL;
	for (size_t i = 0; i < SUMMARY_N; i++)
		e->texts[i] = NULL;
	e->errors = e->warnings = e->pages = 0;
	e->year = 0;
	e->headed = false;
	e->state = ENTRY_PENDING;
}

/* `known` are those from before, which are sorted. */
static void note_file(struct index *x, size_t known, const char *name, const struct stat *st)
{
	const struct index before = {.entries = x->entries, .n = known};
	struct entry *e = index_lookup(&before, name);

	if (e == NULL) {
		e = mem_alloc(sizeof(*e));
		e->name = mem_alloc(strlen(name) + 1);
		memcpy(e->name, name, strlen(name));
		e->st = *st;
		x->entries = mem_grow(x->entries, x->n, &x->cap, sizeof(struct entry *));
		x->entries[x->n++] = e;
	} else if (!index_same_file(&e->st, st)) {
		forget(e);
		e->st = *st;
	}
	e->present = true;
}

static bool ends_in_json(const char *name)
{
	size_t n = strlen(name), ending = strlen(FILE_NAME_ENDING);

	return n >= ending && strcmp(name + n - ending, FILE_NAME_ENDING) == 0 && *name != '.';
}

static void read_entries(struct index *x, DIR *dir)
{
	const struct dirent *entry;
	size_t known = x->n;
	struct stat st;

	x->unlisted = 0;
	while ((entry = readdir(dir)) != NULL) {
		bool there = ends_in_json(entry->d_name) &&
		             fstatat(x->folder->fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0;

		if (there && S_ISREG(st.st_mode) && file_name_is_report(entry->d_name))
			note_file(x, known, entry->d_name, &st);
		else if (there)
			x->unlisted++;
	}
}

static void drop_absent(struct index *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++) {
		struct entry *e = x->entries[i];

		if (e->present)
			x->entries[n++] = e;
		else
			entry_free(e);
	}
	x->n = n;
	if (n > 0)
		qsort(x->entries, n, sizeof(struct entry *), compare);
}

enum rc index_refresh(struct index *x)
{
	DIR *dir = store_open_list(x->folder);

	if (dir == NULL)
		return RC_IO;
	for (size_t i = 0; i < x->n; i++)
		x->entries[i]->present = false;
	read_entries(x, dir);
	closedir(dir);
	drop_absent(x);
	return RC_OK;
}

size_t index_pending(const struct index *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += x->entries[i]->state != ENTRY_KNOWN;
	return n;
}

bool index_is_vague(const struct index *x)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->entries[i]->state != ENTRY_KNOWN && !x->entries[i]->headed)
			return true;
	return false;
}

struct entry *index_next(struct index *x)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->entries[i]->state == ENTRY_PENDING)
			return x->entries[i];
	return NULL;
}

/* ---- what is known ---- */

static size_t number_of(const char *text)
{
	return text != NULL ? (size_t)strtoul(text, NULL, 10) : 0;
}

static bool is_utf8(const char *s)
{
	return utf8_valid_prefix(s, strlen(s)) == strlen(s);
}

static void take_texts(struct entry *e, const struct buf *b)
{
	size_t n = 0;

	e->summary = mem_alloc(b->n + 1);
	memcpy(e->summary, b->p, b->n);
	for (size_t i = 0; i < SUMMARY_N && n < b->n; i++) {
		const char *text = e->summary + n;

		n += strlen(text) + 1;
		e->texts[i] = *text != '\0' && is_utf8(text) ? text : NULL;
	}
	e->errors = number_of(e->texts[SUMMARY_ERRORS]);
	e->warnings = number_of(e->texts[SUMMARY_WARNINGS]);
	e->pages = number_of(e->texts[SUMMARY_PAGES]);
	e->year = (int)number_of(e->texts[SUMMARY_YEAR]);
}

void index_note(struct entry *e, const struct serve_answer *summary)
{
	forget(e);
	e->state = ENTRY_KNOWN;
	if (summary == NULL || summary->body.n == 0 || summary->status != 200)
		e->errors = 1; /* a report that ends a worker has no document */
	else
		take_texts(e, &summary->body);
}

void index_note_head(struct entry *e, const struct serve_answer *head)
{
	forget(e);
	take_texts(e, &head->body);
	e->headed = true;
}

const struct entry *index_previous(const struct index *x, const struct entry *of)
{
	const char *organ = of != NULL ? of->texts[SUMMARY_ORGAN_KEY] : NULL;
	const struct entry *found = NULL;
	size_t n = 0;

	for (size_t i = 0; organ != NULL && of->year != 0 && i < x->n; i++) {
		const struct entry *e = x->entries[i];
		const char *its = e->texts[SUMMARY_ORGAN_KEY];

		if (e->year != of->year - 1 || its == NULL || strcmp(its, organ) != 0)
			continue;
		found = e;
		n++;
	}
	return n == 1 ? found : NULL;
}
