/* SPDX-License-Identifier: MIT */
#include "app/log.h"

#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "engine/beside.h"
#include "engine/input.h"
#include "font/font.h"

enum { PROGRAM_MAX_BYTES = 1 << 30 };

static uint64_t add_file(uint64_t h, const char *path)
{
	struct arena a = {0};
	struct source s;

	if (input_read(&a, path, PROGRAM_MAX_BYTES, &s) == RC_OK)
		h = hash_item(h, s.text, s.len);
	else
		h = hash_text(h, NULL);
	arena_release(&a);
	return h;
}

/*
 * The modules that linearise and that read reports from PDF and OFD files: the first of each that
 * is found is used.
 */
static uint64_t add_modules(uint64_t h, struct program *p)
{
	static const char *const names[] = {"kanben-reread.so", "kanben-reread-ofd.so"};
	const struct folders *folders = &p->engine.paths.modules;

	for (size_t i = 0; i < folders->n * COUNT(names); i++)
		h = add_file(h, arena_printf(&p->engine.arena, "%s/%s",
		                             folders->list[i / COUNT(names)],
		                             names[i % COUNT(names)]));
	return h;
}

static uint64_t add_colours(uint64_t h, const struct write_colours *c)
{
	if (c == NULL)
		return hash_text(h, NULL);
	h = hash_text(hash_text(h, c->condition), c->info);
	return hash_item(h, c->icc, c->icc_n);
}

static uint64_t add_site(uint64_t h, const struct html_site *site)
{
	for (size_t i = 0; i < site->n; i++)
		h = hash_text(hash_text(h, site->list[i].name), site->list[i].value);
	return h;
}

/* Fonts are not read for this: one may have 20 MB. */
static uint64_t add_font(uint64_t h, const char *path)
{
	struct stat st;

	h = hash_text(h, path);
	if (path == NULL || stat(path, &st) != 0)
		return h;
	h = hash_number(h, (uint64_t)st.st_size);
	h = hash_number(h, (uint64_t)st.st_mtim.tv_sec);
	return hash_number(h, (uint64_t)st.st_mtim.tv_nsec);
}

static uint64_t add_fonts(uint64_t h, struct program *p)
{
	struct diag_list dl = {0};
	struct font_set *fonts;

	if (engine_fonts(&p->engine, &dl, &fonts) == RC_OK) {
		h = add_file(h, font_set_path(fonts));
		for (size_t r = 0; r < font_role_count(fonts); r++)
			for (size_t i = 0; i < font_entry_count(fonts, (int)r); i++)
				h = add_font(h, font_entry_path(fonts, (int)r, i));
	}
	diag_release(&dl);
	return h;
}

uint64_t key_of_run(struct program *p, const struct options *o)
{
	uint64_t h = hash_text(HASH_START, KANBEN_VERSION);

	/* A rebuilt program may have the same version. */
	h = add_file(h, "/proc/self/exe");
	h = add_modules(h, p);
	h = options_hash(h, o);
	h = hash_bytes(h, &p->epoch, sizeof(p->epoch));
	h = add_colours(h, p->colours);
	h = add_site(h, &p->site);
	return add_fonts(h, p);
}

uint64_t key_of_report(uint64_t run, const struct source *report, const struct layout_file *layout)
{
	uint64_t h = hash_item(run, report->text, report->len);

	h = hash_item(h, layout->source.text, layout->source.len);
	return hash_item(h, layout->base.text, layout->base.len);
}

/* Every text under a key "file", wherever it is: more than the pictures does no harm. */
static uint64_t add_named(uint64_t h, const struct json *node, const char *folder)
{
	if (node->key != NULL && strcmp(node->key, "file") == 0 && node->kind == JSON_STRING) {
		struct arena a = {0};
		struct source file = {0};

		if (beside_read((void *)folder, &a, node->text, &file) == NULL)
			h = hash_item(h, file.text, file.len);
		else
			h = hash_text(h, NULL);
		arena_release(&a);
	}
	for (const struct json *c = json_first(node); c != NULL; c = c->next)
		h = add_named(h, c, folder);
	return h;
}

uint64_t key_add_pictures(uint64_t h, const struct source *report)
{
	struct arena a = {0};
	struct diag_list dl = {0};
	const struct json *root;

	/* Most reports have none and are not parsed for this. In a PDF they are in its bytes. */
	if (memmem(report->text, report->len, "\"file\"", 6) != NULL &&
	    json_parse(&a, report, &dl, &root) == RC_OK)
		h = add_named(h, root, beside_folder(&a, report->name));
	diag_release(&dl);
	arena_release(&a);
	return h;
}
