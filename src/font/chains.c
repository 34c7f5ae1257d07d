/* SPDX-License-Identifier: MIT */
#include "font/chains.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <hb.h>

#include "base/mem.h"
#include "base/tr.h"
#include "font/checked.h"
#include "font/names.h"
#include "json/json.h"
#include "shipped/shipped.h"

enum { CODE_MAX = 0x10FFFF, SHIFT_MAX = 1000, SCALE_MIN = 100, SCALE_MAX = 4000, INDEX_MAX = 255 };

struct chains_reader {
	struct arena *arena;
	struct source source;
	struct diag_list found; /* separate, as its places refer to `source`, which does not last */
	struct chains chains;
};

static bool tell_fault(struct chains_reader *r, const struct json *at, const char *what)
{
	json_error(&r->found, &r->source, at, "FONT", "%s", what);
	return false;
}

static bool read_int(struct chains_reader *r, const struct json *at, const long range[2], int *ret)
{
	char *end;
	long v;

	errno = 0;
	v = at->kind == JSON_NUMBER ? strtol(at->text, &end, 10) : 0;
	if (at->kind != JSON_NUMBER || *end != '\0' || errno != 0 || v < range[0] || v > range[1]) {
		json_error(&r->found, &r->source, at, "FONT",
		           _("a whole number from %ld to %ld was expected"), range[0], range[1]);
		return false;
	}
	*ret = (int)v;
	return true;
}

/* One end of "U+4E00-9FFF". */
static bool read_code(const char **s, uint32_t *ret)
{
	char *end;
	unsigned long v;

	if (strchr("0123456789ABCDEFabcdef", **s) == NULL || **s == '\0')
		return false;
	v = strtoul(*s, &end, 16);
	*s = end;
	*ret = (uint32_t)v;
	return v <= CODE_MAX;
}

static bool read_range(struct chains_reader *r, const struct json *at, struct code_range *ret)
{
	const char *s = at->kind == JSON_STRING ? at->text : "";

	if (strncmp(s, "U+", 2) == 0) {
		s += 2;
		if (read_code(&s, &ret->first)) {
			ret->last = ret->first;
			if (*s == '\0' || (*s++ == '-' && read_code(&s, &ret->last) && *s == '\0' &&
			                   ret->first <= ret->last))
				return true;
		}
	}
	return tell_fault(r, at, _("a range such as \"U+4E00-9FFF\" was expected"));
}

static bool read_set(struct chains_reader *r, const struct json *at, struct code_set *ret)
{
	struct code_range *ranges = arena_array(r->arena, struct code_range, at->count);

	if (at->kind != JSON_ARRAY)
		return tell_fault(r, at, _("an array of ranges was expected"));
	for (const struct json *item = at->first; item != NULL; item = item->next) {
		if (!read_range(r, item, &ranges[item->index]))
			return false;
	}
	*ret = (struct code_set){arena_strdup(r->arena, at->key), ranges, at->count};
	return true;
}

static bool read_only(struct chains_reader *r, const struct json *at, struct chain_entry *e)
{
	if (at->kind != JSON_ARRAY || at->count == 0)
		return tell_fault(r, at, _("an array of names from \"sets\" was expected"));
	e->only = arena_array(r->arena, const struct code_set *, at->count);
	for (const struct json *item = at->first; item != NULL; item = item->next) {
		for (size_t i = 0; i < r->chains.set_n && item->kind == JSON_STRING; i++) {
			if (strcmp(r->chains.sets[i].name, item->text) == 0)
				e->only[item->index] = &r->chains.sets[i];
		}
		if (e->only[item->index] == NULL)
			return tell_fault(r, item, _("\"sets\" has no set of this name"));
	}
	e->only_n = at->count;
	return true;
}

/* A file is only searched for in the folders of the search path, so no '/' is allowed. */
static bool read_file_name(struct chains_reader *r, const struct json *at, struct chain_entry *e)
{
	if (at->kind != JSON_STRING || at->len == 0 || strchr(at->text, '/') != NULL)
		return tell_fault(r, at, _("a file name without a folder was expected"));
	e->file = arena_strdup(r->arena, at->text);
	return true;
}

static bool read_names(struct chains_reader *r, const struct json *at, struct chain_entry *e)
{
	const char **names, **folded;

	if (at->kind != JSON_ARRAY || at->count == 0)
		return tell_fault(r, at, _("an array of names of fonts was expected"));
	names = arena_array(r->arena, const char *, at->count);
	folded = arena_array(r->arena, const char *, at->count);
	for (const struct json *item = at->first; item != NULL; item = item->next) {
		if (item->kind != JSON_STRING || item->len == 0)
			return tell_fault(r, item, _("the name of a font was expected"));
		names[item->index] = arena_strdup(r->arena, item->text);
		folded[item->index] = names_fold(r->arena, item->text);
	}
	e->names = names;
	e->folded = folded;
	e->name_n = at->count;
	return true;
}

static bool read_bool(struct chains_reader *r, const struct json *at, bool *ret)
{
	if (at->kind != JSON_BOOL)
		return tell_fault(r, at, _("true or false was expected"));
	*ret = at->truth;
	return true;
}

static bool read_member(struct chains_reader *r, const struct json *at, struct chain_entry *e)
{
	int index;

	if (strcmp(at->key, "file") == 0)
		return read_file_name(r, at, e);
	if (strcmp(at->key, "names") == 0)
		return read_names(r, at, e);
	if (strcmp(at->key, "only") == 0)
		return read_only(r, at, e);
	if (strcmp(at->key, "shift") == 0)
		return read_int(r, at, (const long[]){-SHIFT_MAX, SHIFT_MAX}, &e->shift);
	if (strcmp(at->key, "scale") == 0)
		return read_int(r, at, (const long[]){SCALE_MIN, SCALE_MAX}, &e->scale);
	if (strcmp(at->key, "optional") == 0)
		return read_bool(r, at, &e->optional);
	if (strcmp(at->key, "system") == 0)
		return read_bool(r, at, &e->system);
	if (strcmp(at->key, "index") == 0 &&
	    read_int(r, at, (const long[]){0, INDEX_MAX}, &index)) {
		e->index = (unsigned)index;
		return true;
	}
	return tell_fault(r, at, _("an entry has no such member"));
}

static bool read_entry(struct chains_reader *r, const struct json *at, struct chain_entry *e)
{
	e->scale = 1000;
	if (at->kind != JSON_OBJECT)
		return tell_fault(r, at, _("an object with a \"file\" or \"names\" was expected"));
	for (const struct json *m = at->first; m != NULL; m = m->next) {
		if (!read_member(r, m, e))
			return false;
	}
	return e->file != NULL || e->names != NULL ||
	       tell_fault(r, at, _("an object with a \"file\" or \"names\" was expected"));
}

static bool read_chain(struct chains_reader *r, const struct json *at, struct chain *ret)
{
	struct chain_entry *entries = arena_array(r->arena, struct chain_entry, at->count);

	if (at->kind != JSON_ARRAY || at->count == 0)
		return tell_fault(r, at, _("an array of entries was expected"));
	for (const struct json *item = at->first; item != NULL; item = item->next) {
		if (!read_entry(r, item, &entries[item->index]))
			return false;
	}
	*ret = (struct chain){arena_strdup(r->arena, at->key), entries, at->count};
	return true;
}

static bool read_root(struct chains_reader *r, const struct json *root)
{
	const struct json *sets = json_lookup(root, "sets"), *roles = json_lookup(root, "roles");

	if (roles == NULL || roles->kind != JSON_OBJECT)
		return tell_fault(r, root, _("an object \"roles\" is missing"));
	if (sets != NULL && sets->kind != JSON_OBJECT)
		return tell_fault(r, sets, _("an object of arrays of ranges was expected"));
	if (sets != NULL) {
		r->chains.sets = arena_array(r->arena, struct code_set, sets->count);
		for (const struct json *m = sets->first; m != NULL; m = m->next) {
			if (!read_set(r, m, &r->chains.sets[r->chains.set_n]))
				return false;
			r->chains.set_n++;
		}
	}
	r->chains.chains = arena_array(r->arena, struct chain, roles->count);
	for (const struct json *m = roles->first; m != NULL; m = m->next) {
		if (!read_chain(r, m, &r->chains.chains[r->chains.chain_n]))
			return false;
		r->chains.chain_n++;
	}
	return true;
}

/* Reading stops at the first fault, so there is just one, which gets its place as text. */
static void tell_first(struct diag_list *dl, const struct chains_reader *r)
{
	const struct diag_place place = {.rule = "FONT"};
	const struct diag *d = r->found.first;
	size_t line, column;

	source_locate(&r->source, d->place.off, &line, &column);
	diag_add(dl, DIAG_ERROR, &place, "%s:%zu:%zu: %s", r->source.name, line, column,
	         d->message);
}

enum rc chains_read(struct arena *a, const char *path, struct diag_list *dl, struct chains *ret)
{
	const struct diag_place place = {.rule = "FONT"};
	hb_blob_t *blob = checked_read(path);
	struct chains_reader r = {.arena = a, .source = {.name = path}};
	const struct json *root;
	struct arena scratch = {0};
	unsigned len;
	enum rc rc = RC_IO;

	if (blob == NULL) {
		diag_add(dl, DIAG_ERROR, &place, _("%s cannot be read"), path);
		return RC_IO;
	}
	r.source.text = hb_blob_get_data(blob, &len);
	r.source.len = len;
	if (len == 0)
		r.source.text = "";
	if (shipped_parse(&scratch, &r.source, &r.found, &root, NULL) == RC_OK &&
	    r.found.error_n == 0 && read_root(&r, root)) {
		*ret = r.chains;
		rc = RC_OK;
	} else {
		tell_first(dl, &r);
	}
	diag_release(&r.found);
	arena_release(&scratch);
	hb_blob_destroy(blob);
	return rc;
}

bool chain_entry_serves(const struct chain_entry *e, uint32_t cp)
{
	for (size_t s = 0; s < e->only_n; s++) {
		for (size_t i = 0; i < e->only[s]->range_n; i++) {
			if (cp >= e->only[s]->ranges[i].first && cp <= e->only[s]->ranges[i].last)
				return true;
		}
	}
	return e->only_n == 0;
}
