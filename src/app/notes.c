/* SPDX-License-Identifier: MIT */
#include "app/notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"

static struct note_group *find(struct notes *notes, const char *key)
{
	for (size_t i = 0; i < notes->n; i++)
		if (strcmp(notes->groups[i].key, key) == 0)
			return &notes->groups[i];
	return NULL;
}

void notes_add(struct notes *notes, const char *path, const struct buf *part)
{
	for (size_t at = 0; at < part->n;) {
		const char *key = part->p + at, *line = key + strlen(key) + 1;
		struct note_group *g = find(notes, key);

		at += strlen(key) + strlen(line) + 2;
		if (g == NULL) {
			notes->groups = mem_grow(notes->groups, notes->n, &notes->cap,
			                         sizeof(*notes->groups));
			g = &notes->groups[notes->n++];
			*g = (struct note_group){.key = arena_strdup(&notes->arena, key),
			                         .line = arena_strdup(&notes->arena, line)};
		}
		if (g->n < NOTES_NAMED)
			g->paths[g->n] = path;
		g->n++;
	}
}

static void put_paths(struct buf *b, const struct note_group *g)
{
	for (size_t i = 0; i < g->n && i < NOTES_NAMED; i++) {
		if (i > 0)
			buf_puts(b, _(", "));
		print_plain(b, g->paths[i]);
	}
	if (g->n > NOTES_NAMED)
		buf_puts(b, "…");
}

void notes_print(struct notes *notes)
{
	struct buf b = {0};

	for (size_t i = 0; i < notes->n; i++) {
		const struct note_group *g = &notes->groups[i];
		const char *message = strchr(g->key, '\t') + 1;

		if (g->n == 1) {
			buf_puts(&b, g->line);
			continue;
		}
		buf_puts(&b, "kanben: note: ");
		print_plain(&b, message);
		buf_putf(&b, " [%.*s] (", (int)(message - 1 - g->key), g->key);
		buf_putf(&b, _("%zu reports: "), g->n);
		put_paths(&b, g);
		buf_puts(&b, ")\n");
	}
	if (b.n > 0)
		fwrite(b.p, 1, b.n, stderr);
	buf_release(&b);
	free(notes->groups);
	arena_release(&notes->arena);
	*notes = (struct notes){0};
}
