/* SPDX-License-Identifier: MIT */
/* desk_layouts.c: what follows from a layout alone, and which there are. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "desk/desk_job.h"
#include "schema/schema.h"

/* ---- the session ---- */

static void put_profile(struct json_emit *e, const struct writer *w)
{
	struct buf claims = {0};

	write_put_claims(&claims, &w->claims);
	json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "name", w->profile);
	json_emit_text(e, "ending", w->suffix);
	desk_emit_flag(e, "html", w->html);
	json_emit_text(e, "claims", claims.n > 0 ? claims.p : "");
	json_emit_text(e, "purpose", w->purpose != NULL ? _(w->purpose) : "");
	json_emit_close(e, JSON_OBJECT);
	buf_release(&claims);
}

/* Names of layouts, each once. */
struct form_names {
	struct arena *arena;
	const char **list; /* on the heap */
	size_t n, cap;
};

static int compare(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool has(const struct form_names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->list[i], name) == 0)
			return true;
	return false;
}

static void add_folder(struct form_names *names, const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		size_t n = strlen(entry->d_name);
		const char *name;

		if (n <= 5 || strcmp(entry->d_name + n - 5, ".json") != 0)
			continue;
		name = arena_strndup(names->arena, entry->d_name, n - 5);
		if (!layouts_name_is_plain(name) || has(names, name))
			continue;
		names->list = mem_grow(names->list, names->n, &names->cap, sizeof(*names->list));
		names->list[names->n++] = name;
	}
	if (dir != NULL)
		closedir(dir);
}

/* A faulty layout is not listed. */
static void put_layout(struct desk_job *j, struct json_emit *e, const char *name)
{
	const struct layout_file *layout;
	struct diag_list dl = {0};

	if (layouts_load(&j->desk->engine->layouts, name, &dl, &layout) == RC_OK) {
		json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
		json_emit_text(e, "name", name);
		json_emit_text(e, "title", layout->form->title_zh);
		desk_emit_text(e, "title_en", layout->form->title_en);
		desk_emit_flag(e, "default", strcmp(name, LOADED_DEFAULT_LAYOUT) == 0);
		json_emit_close(e, JSON_OBJECT);
	}
	diag_release(&dl);
}

void desk_session(struct desk_job *j)
{
	const struct folders *folders = &j->desk->engine->paths.layouts;
	/* The members of an object that the server has begun. */
	struct json_emit e = {.b = &j->answer->body, .depth = 1};
	struct form_names names = {.arena = &j->arena};
	const struct writer *w;

	json_emit_text(&e, "language", desk_param(j, "lang") != NULL ? desk_param(j, "lang") : "");
	json_emit_open(&e, "profiles", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; (w = writer_at(i)) != NULL; i++)
		if (!w->tests_only)
			put_profile(&e, w);
	json_emit_close(&e, JSON_ARRAY);
	for (size_t i = 0; i < folders->n; i++)
		add_folder(&names, folders->list[i]);
	if (names.n > 0)
		qsort(names.list, names.n, sizeof(*names.list), compare);
	json_emit_open(&e, "layouts", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < names.n; i++)
		put_layout(j, &e, names.list[i]);
	json_emit_close(&e, JSON_ARRAY);
	free(names.list);
}

/* ---- one layout ---- */

void desk_schema(struct desk_job *j)
{
	const struct layout_file *layout = desk_layout(j);

	if (layout != NULL)
		schema_put(&j->answer->body, layout->form,
		           strcmp(layout->form->name, LOADED_DEFAULT_LAYOUT) != 0);
}

/* What is filled in of an empty report. */
struct blank_head {
	const char *title, *organ, *year; /* or NULL */
};

static void put_head(struct json_emit *e, const struct json *node, const struct blank_head *h)
{
	const char *key = node->key;

	if (strcmp(key, "title") == 0 && h->title != NULL)
		json_emit_text(e, key, h->title);
	else if (strcmp(key, "organ") == 0 && h->organ != NULL)
		json_emit_text(e, key, h->organ);
	else if (strcmp(key, "year") == 0 && h->year != NULL)
		json_emit_raw(e, key, h->year);
	else
		json_emit_node(e, key, node);
}

void desk_blank(struct desk_job *j)
{
	const struct layout_file *layout = desk_layout(j);
	const char *organ = desk_param(j, "organ");
	int year = desk_year(desk_param(j, "year"));
	struct json_emit e = {.b = &j->answer->body};
	struct blank_head h = {.organ = organ};
	struct source text = {.name = "blank"};
	const struct json *root;
	struct diag_list dl = {0};
	struct buf b = {0};

	if (layout == NULL)
		return;
	schema_put_blank(&b, layout->form);
	if (organ == NULL && year == 0) {
		j->answer->body = b;
		return;
	}
	if (year != 0)
		h.year = arena_printf(&j->arena, "%d", year);
	if (organ != NULL && year != 0)
		h.title = desk_title(&j->arena, layout->form, organ, year);
	text.text = b.p;
	text.len = b.n;
	if (json_parse(&j->arena, &text, &dl, &root) == RC_OK) {
		json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
		for (const struct json *m = root->first; m != NULL; m = m->next)
			put_head(&e, m, &h);
		json_emit_close(&e, JSON_OBJECT);
		buf_putc(&j->answer->body, '\n');
	}
	diag_release(&dl);
	buf_release(&b);
}
