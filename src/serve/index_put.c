/* SPDX-License-Identifier: MIT */
/* index_put.c: the list of reports as JSON, with those that are missing. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/unicode.h"
#include "base/utf8.h"
#include "json/emit.h"
#include "serve/index.h"
#include "serve/file_name.h"

static void put_text(struct json_emit *e, const char *key, const char *text)
{
	if (text != NULL)
		json_emit_text(e, key, text);
	else
		json_emit_raw(e, key, "null");
}

static void put_etag(struct json_emit *e, const char *hash)
{
	char etag[DIGEST_TEXT + 2];

	if (*hash == '\0') {
		json_emit_raw(e, "etag", "null");
		return;
	}
	etag[0] = '"';
	memcpy(etag + 1, hash, DIGEST_TEXT - 1);
	memcpy(etag + DIGEST_TEXT, "\"", 2);
	json_emit_text(e, "etag", etag);
}

static void put_time(struct json_emit *e, const char *key, time_t t)
{
	char text[32];
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	json_emit_text(e, key, text);
}

/* Beside the report, or where “kanben render” puts it. */
static void put_pdf(struct json_emit *e, const struct index *x, const struct entry *entry)
{
	static const char *const places[] = {"", "out/"};
	struct buf path = {0};
	struct stat st;
	bool found = false;

	for (size_t i = 0; i < COUNT(places) && !found; i++) {
		buf_clear(&path);
		buf_putf(&path, "%s%.*s.pdf", places[i], (int)file_name_stem(entry->name),
		         entry->name);
		found = store_stat(x->folder, path.p, &st);
	}
	if (found) {
		json_emit_open(e, "pdf", JSON_OBJECT, JSON_ONE_LINE);
		json_emit_text(e, "name", path.p);
		json_emit_raw(e, "current",
		              st.st_mtim.tv_sec > entry->st.st_mtim.tv_sec ||
		                              (st.st_mtim.tv_sec == entry->st.st_mtim.tv_sec &&
		                               st.st_mtim.tv_nsec >= entry->st.st_mtim.tv_nsec)
		                      ? "true"
		                      : "false");
		json_emit_close(e, JSON_OBJECT);
	} else {
		json_emit_raw(e, "pdf", "null");
	}
	buf_release(&path);
}

static void put_entry(struct json_emit *e, const struct index *x, const struct entry *entry)
{
	const struct entry *previous = index_previous(x, entry);

	json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "name", entry->name);
	put_etag(e, entry->state == ENTRY_KNOWN ? entry->hash : "");
	json_emit_whole(e, "bytes", (long long)entry->st.st_size);
	put_time(e, "modified", entry->st.st_mtim.tv_sec);
	if (entry->state != ENTRY_KNOWN) {
		json_emit_raw(e, "pending", "true");
		json_emit_close(e, JSON_OBJECT);
		return;
	}
	put_text(e, "layout", entry->texts[SUMMARY_LAYOUT]);
	put_text(e, "title", entry->texts[SUMMARY_TITLE]);
	put_text(e, "organ", entry->texts[SUMMARY_ORGAN]);
	if (entry->year != 0)
		json_emit_whole(e, "year", entry->year);
	else
		json_emit_raw(e, "year", "null");
	json_emit_whole(e, "errors", (long long)entry->errors);
	json_emit_whole(e, "warnings", (long long)entry->warnings);
	json_emit_whole(e, "pages", (long long)entry->pages);
	json_emit_raw(e, "draft", entry->errors > 0 ? "true" : "false");
	put_text(e, "previous", previous != NULL ? previous->name : NULL);
	put_pdf(e, x, entry);
	json_emit_close(e, JSON_OBJECT);
}

/* ---- who is missing ---- */

struct organ_list {
	struct arena arena;
	const char **names; /* in the order of the file, each once; on the heap */
	size_t n, cap;
};

static bool has_organ(const struct organ_list *o, const char *name)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->names[i], name) == 0)
			return true;
	return false;
}

static void add_line(struct organ_list *o, const char *line, const char *end)
{
	const char *comment = memchr(line, '#', (size_t)(end - line));
	const char *name = unicode_clean_name(&o->arena, line,
	                                      (size_t)((comment != NULL ? comment : end) - line));

	if (*name == '\0' || has_organ(o, name))
		return;
	o->names = mem_grow(o->names, o->n, &o->cap, sizeof(*o->names));
	o->names[o->n++] = name;
}

/* False: there is no list, or it is not text. */
static bool read_organs(const struct index *x, struct organ_list *ret)
{
	struct buf text = {0};
	const char *line, *end;
	bool read = store_read(x->folder, INDEX_ORGANS, STORE_MAX_LIST, &text, NULL) == RC_OK &&
	            utf8_valid_prefix(text.p, text.n) == text.n;

	line = text.p;
	end = line != NULL ? line + text.n : NULL;
	while (read && line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));

		add_line(ret, line, stop != NULL ? stop : end);
		line = stop != NULL ? stop + 1 : end;
	}
	buf_release(&text);
	return read;
}

static bool has_report(const struct index *x, const char *organ, int year)
{
	for (size_t i = 0; i < x->n; i++) {
		const char *its = x->entries[i]->texts[SUMMARY_ORGAN];

		if (x->entries[i]->year == year && its != NULL && strcmp(its, organ) == 0)
			return true;
	}
	return false;
}

static void put_year(struct json_emit *e, const struct index *x, const struct organ_list *o,
                     int year)
{
	json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_whole(e, "year", year);
	json_emit_open(e, "missing", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < o->n; i++)
		if (!has_report(x, o->names[i], year))
			json_emit_text(e, NULL, o->names[i]);
	json_emit_close(e, JSON_ARRAY);
	json_emit_open(e, "unexpected", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < x->n; i++) {
		const char *organ = x->entries[i]->texts[SUMMARY_ORGAN];

		if (x->entries[i]->year != year || organ == NULL || has_organ(o, organ))
			continue;
		json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
		json_emit_text(e, "name", x->entries[i]->name);
		json_emit_text(e, "organ", organ);
		json_emit_close(e, JSON_OBJECT);
	}
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

/* The latest year before this one that a report has; 0: there is none. */
static int year_before(const struct index *x, int year)
{
	int found = 0;

	for (size_t i = 0; i < x->n; i++)
		if (x->entries[i]->year < year && x->entries[i]->year > found)
			found = x->entries[i]->year;
	return found;
}

static void put_organs(struct json_emit *e, const struct index *x)
{
	struct organ_list o = {0};

	if (!read_organs(x, &o)) {
		json_emit_raw(e, "organs", "null");
	} else {
		json_emit_open(e, "organs", JSON_OBJECT, JSON_LINES);
		json_emit_open(e, "expected", JSON_ARRAY, JSON_LINES);
		for (size_t i = 0; i < o.n; i++)
			json_emit_text(e, NULL, o.names[i]);
		json_emit_close(e, JSON_ARRAY);
		json_emit_open(e, "years", JSON_ARRAY, JSON_LINES);
		for (int year = year_before(x, INT_MAX); year > 0; year = year_before(x, year))
			put_year(e, x, &o, year);
		json_emit_close(e, JSON_ARRAY);
		json_emit_close(e, JSON_OBJECT);
	}
	free(o.names);
	arena_release(&o.arena);
}

void index_put(const struct index *x, struct buf *b)
{
	struct json_emit e = {.b = b};

	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_open(&e, "reports", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < x->n; i++)
		put_entry(&e, x, x->entries[i]);
	json_emit_close(&e, JSON_ARRAY);
	json_emit_whole(&e, "pending", (long long)index_pending(x));
	json_emit_whole(&e, "unlisted", (long long)x->unlisted);
	put_organs(&e, x);
	json_emit_close(&e, JSON_OBJECT);
	buf_putc(b, '\n');
}
