/* SPDX-License-Identifier: MIT */
#include "desk/symbols.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "font/font.h"

enum { GIDS = 0x10000, DIGITS = 16, BASE = 36 };

struct face {
	const struct font *font;
	char name[8];
	char fingerprint[DIGITS + 1];
	bool held[GIDS]; /* by the browser */
};

struct symbols {
	const char *held;
	struct face **faces;
	size_t n, cap;
	struct buf made; /* members of "symbols" */
	struct json_emit e;
	uint64_t hash;
};

struct symbols *symbols_new(const char *held)
{
	struct symbols *s = mem_alloc(sizeof(*s));

	s->held = held;
	s->hash = HASH_START;
	s->e.b = &s->made;
	json_emit_open(&s->e, NULL, JSON_OBJECT, JSON_LINES);
	return s;
}

void symbols_free(struct symbols *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		free(s->faces[i]);
	free(s->faces);
	buf_release(&s->made);
	free(s);
}

/* FINGERPRINT:GID.DISTANCE.DISTANCE…, and the next face after a comma. */
static void read_held(struct face *f, const char *held)
{
	const char *p = strstr(held, f->fingerprint);
	unsigned long gid = 0;
	char *end;

	if (p == NULL || p[DIGITS] != ':')
		return;
	for (p += DIGITS + 1; *p != ',' && *p != '\0'; p = *end == '.' ? end + 1 : end) {
		unsigned long distance = strtoul(p, &end, BASE);

		if (end == p || distance >= GIDS || gid + distance >= GIDS)
			return;
		gid += distance;
		f->held[gid] = true;
	}
}

static struct face *face_of(struct symbols *s, const struct write_symbol *symbol)
{
	uint64_t fingerprint;
	struct face *f;

	for (size_t i = 0; i < s->n; i++)
		if (s->faces[i]->font == symbol->font)
			return s->faces[i];
	fingerprint = font_fingerprint(symbol->font);
	f = mem_alloc(sizeof(*f));
	f->font = symbol->font;
	snprintf(f->name, sizeof(f->name), "%s", symbol->face);
	snprintf(f->fingerprint, sizeof(f->fingerprint), "%016" PRIx64, fingerprint);
	read_held(f, s->held);
	s->hash = hash_text(hash_number(s->hash, fingerprint), f->name);
	s->faces = mem_grow(s->faces, s->n, &s->cap, sizeof(struct face *));
	s->faces[s->n++] = f;
	return f;
}

void symbols_add(struct symbols *s, const struct write_symbol *symbol)
{
	struct face *f = face_of(s, symbol);
	char name[24];

	if (symbol->gid < GIDS && f->held[symbol->gid])
		return;
	snprintf(name, sizeof(name), "%s%" PRIu32, f->name, symbol->gid);
	json_emit_string(&s->e, name, symbol->path, symbol->n);
}

uint64_t symbols_hash_faces(const struct symbols *s)
{
	return s->hash;
}

void symbols_emit(struct symbols *s, struct json_emit *e)
{
	json_emit_open(e, "faces", JSON_OBJECT, JSON_ONE_LINE);
	for (size_t i = 0; i < s->n; i++)
		json_emit_text(e, s->faces[i]->name, s->faces[i]->fingerprint);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(&s->e, JSON_OBJECT);
	json_emit_raw(e, "symbols", s->made.p);
}
