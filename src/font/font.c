/* SPDX-License-Identifier: MIT */
/* font.c: the font set: finding files, opening them once, and which face has a character. */
#include "font/font.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/tr.h"
#include "font/chains.h"
#include "font/face.h"

enum { CODE_LIMIT = 0x110000, CODES_PER_PAGE = 256, PAGE_N = CODE_LIMIT / CODES_PER_PAGE };

/* One face of one file, looked for when it is first needed. */
struct font_file {
	const char *name;
	unsigned index;
	enum { FILE_UNTRIED, FILE_ABSENT, FILE_REFUSED, FILE_OPEN } state;
	bool reported;
	struct font *font;
};

/* What is known about a character in a role; zeroed memory says nothing is. */
struct choice {
	enum { CHOICE_UNKNOWN, CHOICE_FOUND, CHOICE_NONE, CHOICE_BROKEN } state : 8;
	unsigned entry : 24;
	uint32_t gid;
};

struct role {
	const struct chain *chain;
	struct font_file **files; /* of each entry */
	size_t own;               /* the entry that is the role's own face */
	bool own_known;
	struct choice *pages[PAGE_N];
};

struct font_set {
	struct arena arena;
	const char **folders;
	size_t folder_n;
	struct chains chains;
	struct role **roles;
	struct font_file *files;
	size_t file_n;
	FT_Library ft;
	int font_n;
};

static const struct diag_place NOWHERE = {.rule = "FONT"};

static const char *path_in(struct arena *a, const char *folder, const char *name)
{
	return arena_printf(a, "%s/%s", folder, name);
}

/* NULL if no folder of the search path has it. */
static const char *file_path(struct font_set *fs, const struct font_file *file)
{
	for (size_t i = 0; i < fs->folder_n; i++) {
		const char *path = path_in(&fs->arena, fs->folders[i], file->name);

		if (access(path, F_OK) == 0)
			return path;
	}
	return NULL;
}

static void file_open(struct font_set *fs, struct font_file *file)
{
	const char *path = file_path(fs, file);

	file->state = path == NULL ? FILE_ABSENT : FILE_REFUSED;
	if (path == NULL)
		return;
	if (face_open(fs->ft, path, file->index, &fs->arena, &file->font) != FACE_GOOD)
		return;
	file->font->info.id = fs->font_n++;
	file->state = FILE_OPEN;
}

/* Where files are looked for, for the message. */
static const char *folder_names(struct font_set *fs)
{
	struct buf b = {0};
	const char *s;

	for (size_t i = 0; i < fs->folder_n; i++)
		buf_putf(&b, "%s%s", i > 0 ? ", " : "", fs->folders[i]);
	s = arena_strndup(&fs->arena, b.n > 0 ? b.p : "", b.n);
	buf_release(&b);
	return s;
}

static void file_report(struct font_set *fs, struct font_file *file, const char *role,
                        struct diag_list *dl)
{
	if (file->reported)
		return;
	file->reported = true;
	if (file->state == FILE_ABSENT)
		diag_add(dl, DIAG_ERROR, &NOWHERE,
		         _("font file %s, which the role %s needs, is in none of: %s (run "
		           "fonts/fetch.sh)"),
		         file->name, role, folder_names(fs));
	else if (file->font->ft != NULL && file->font->info.fs_type != 0)
		diag_add(dl, DIAG_ERROR, &NOWHERE,
		         _("font file %s, which the role %s needs, forbids embedding (fsType "
		           "0x%04X)"),
		         file->name, role, file->font->info.fs_type);
	else
		diag_add(dl, DIAG_ERROR, &NOWHERE,
		         _("font file %s, which the role %s needs, is not a sound font"),
		         file->name, role);
}

static struct font_file *file_intern(struct font_set *fs, const struct chain_entry *e)
{
	struct font_file *file;

	for (size_t i = 0; i < fs->file_n; i++) {
		if (fs->files[i].index == e->index && strcmp(fs->files[i].name, e->file) == 0)
			return &fs->files[i];
	}
	file = &fs->files[fs->file_n++];
	file->name = e->file;
	file->index = e->index;
	return file;
}

static void link_roles(struct font_set *fs)
{
	size_t entry_n = 0;

	for (size_t i = 0; i < fs->chains.chain_n; i++)
		entry_n += fs->chains.chains[i].entry_n;
	fs->files = arena_array(&fs->arena, struct font_file, entry_n);
	fs->roles = arena_array(&fs->arena, struct role *, fs->chains.chain_n);
	for (size_t i = 0; i < fs->chains.chain_n; i++) {
		const struct chain *c = &fs->chains.chains[i];
		struct role *r = arena_new(&fs->arena, struct role);

		r->chain = c;
		r->files = arena_array(&fs->arena, struct font_file *, c->entry_n);
		for (size_t k = 0; k < c->entry_n; k++)
			r->files[k] = file_intern(fs, &c->entries[k]);
		fs->roles[i] = r;
	}
}

static void set_folders(struct font_set *fs, const char *const *search, size_t n)
{
	fs->folders = arena_array(&fs->arena, const char *, mem_size_mul(n, 2));
	for (size_t i = 0; i < n; i++) {
		fs->folders[fs->folder_n++] = path_in(&fs->arena, search[i], "local");
		fs->folders[fs->folder_n++] = arena_strdup(&fs->arena, search[i]);
	}
}

/* The first folder's fonts.json; where none has one, the last folder's name is in the message. */
static enum rc read_chains(struct font_set *fs, const char *const *search, size_t n,
                           struct diag_list *dl)
{
	const char *path = "fonts.json";

	for (size_t i = 0; i < n; i++) {
		path = path_in(&fs->arena, search[i], "fonts.json");
		if (access(path, F_OK) == 0)
			break;
	}
	return chains_read(&fs->arena, path, dl, &fs->chains);
}

enum rc font_set_open(const char *const *search, size_t search_n, struct diag_list *dl,
                      struct font_set **ret)
{
	struct font_set *fs = mem_alloc(sizeof(*fs));
	enum rc rc = RC_BUG;

	set_folders(fs, search, search_n);
	if (FT_Init_FreeType(&fs->ft) != 0)
		goto done;
	rc = read_chains(fs, search, search_n, dl);
	if (rc != RC_OK)
		goto done;
	link_roles(fs);
	*ret = fs;
	fs = NULL;
done:
	font_set_close(fs);
	return rc;
}

void font_set_close(struct font_set *fs)
{
	if (fs == NULL)
		return;
	for (size_t i = 0; i < fs->file_n; i++)
		face_close(fs->files[i].font);
	FT_Done_FreeType(fs->ft);
	arena_release(&fs->arena);
	free(fs);
}

int font_role_lookup(const struct font_set *fs, const char *role)
{
	for (size_t i = 0; i < fs->chains.chain_n; i++) {
		if (strcmp(fs->chains.chains[i].role, role) == 0)
			return (int)i;
	}
	return -1;
}

const char *font_role_name(const struct font_set *fs, int role)
{
	return fs->chains.chains[role].role;
}

/*
 * A role's own face is the first that serves every character, optional ones only where they are
 * there. What stands before it (a Latin face, say) is no fallback either.
 */
static size_t own_entry(struct font_set *fs, struct role *r)
{
	for (size_t i = 0; i < r->chain->entry_n && !r->own_known; i++) {
		const struct chain_entry *e = &r->chain->entries[i];

		r->own_known =
		        e->only_n == 0 && (!e->optional || file_path(fs, r->files[i]) != NULL);
		r->own = r->own_known ? i : 0;
	}
	r->own_known = true;
	return r->own;
}

/* Walks the chain. A face that is wanted and cannot be had ends the walk: what comes after it
 * would replace it without a word. */
static struct choice choose(struct font_set *fs, struct role *r, uint32_t cp, struct diag_list *dl)
{
	for (size_t i = 0; i < r->chain->entry_n; i++) {
		const struct chain_entry *e = &r->chain->entries[i];
		struct font_file *file = r->files[i];
		hb_codepoint_t gid;

		if (!chain_entry_serves(e, cp))
			continue;
		if (file->state == FILE_UNTRIED)
			file_open(fs, file);
		if (file->state == FILE_ABSENT && e->optional)
			continue;
		if (file->state != FILE_OPEN) {
			file_report(fs, file, r->chain->role, dl);
			return (struct choice){.state = CHOICE_BROKEN};
		}
		if (hb_font_get_nominal_glyph(file->font->hb, cp, &gid) && gid != 0)
			return (struct choice){CHOICE_FOUND, (unsigned)i, gid};
	}
	return (struct choice){.state = CHOICE_NONE};
}

static struct choice *choice_slot(struct font_set *fs, struct role *r, uint32_t cp)
{
	struct choice **page = &r->pages[cp / CODES_PER_PAGE];

	if (*page == NULL)
		*page = arena_array(&fs->arena, struct choice, CODES_PER_PAGE);
	return &(*page)[cp % CODES_PER_PAGE];
}

enum rc font_choose(struct font_set *fs, int role, uint32_t cp, struct diag_list *dl,
                    struct font_choice *ret)
{
	struct role *r = fs->roles[role];
	const struct chain_entry *e;
	struct choice *c;

	if (cp >= CODE_LIMIT)
		return RC_INPUT;
	c = choice_slot(fs, r, cp);
	if (c->state == CHOICE_UNKNOWN)
		*c = choose(fs, r, cp, dl);
	if (c->state != CHOICE_FOUND)
		return c->state == CHOICE_NONE ? RC_INPUT : RC_IO;
	e = &r->chain->entries[c->entry];
	*ret = (struct font_choice){
	        .font = r->files[c->entry]->font,
	        .gid = c->gid,
	        .shift = e->shift,
	        .scale = e->scale,
	        .chain = c->entry > own_entry(fs, r) ? (int)(c->entry - r->own) : 0,
	};
	return RC_OK;
}

const char *font_chain_names(struct font_set *fs, int role, struct arena *a)
{
	const struct role *r = fs->roles[role];
	struct buf b = {0};
	const char *s;

	for (size_t i = 0; i < r->chain->entry_n; i++) {
		const struct font_file *file = r->files[i];
		bool named = r->chain->entries[i].optional && file_path(fs, file) == NULL;

		for (size_t k = 0; k < i && !named; k++)
			named = r->files[k] == file;
		if (!named)
			buf_putf(&b, "%s%s", b.n > 0 ? ", " : "", file->name);
	}
	s = arena_strndup(a, b.n > 0 ? b.p : "", b.n);
	buf_release(&b);
	return s;
}
