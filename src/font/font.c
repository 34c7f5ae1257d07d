/* SPDX-License-Identifier: MIT */
/* font.c: font sets: roles, and the choice of a face for each character. */
#include "font/font.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/tr.h"
#include "font/chains.h"
#include "font/checked.h"
#include "font/names.h"

enum { CODE_LIMIT = 0x110000 };

/* The cached choice for a character in a role. */
struct choice {
	enum { CHOICE_FOUND, CHOICE_NONE, CHOICE_BROKEN } state : 8;
	unsigned entry : 24;
	uint32_t gid;
};

struct role {
	const struct chain *chain;
	struct font_file **files; /* one per entry */
	size_t own;               /* own_entry */
	bool own_known;
	int moved; /* centre_moved */
	bool moved_known;
	hb_map_t *known;        /* character → index in `choices` */
	struct choice *choices; /* heap */
	size_t choice_n, choice_cap;
};

struct font_set {
	struct arena arena;
	struct chains chains;
	struct role **roles;
	struct font_files files;
	const char *path; /* of fonts.json */
	bool said;        /* a finding about a file was added */
};

static const struct diag_place NOWHERE = {.rule = "FONT"};

static const char *path_in(struct arena *a, const char *folder, const char *name)
{
	return arena_printf(a, "%s/%s", folder, name);
}

/* The folders of the search path, for the message. */
static const char *folder_names(const struct font_set *fs, struct arena *a)
{
	struct buf b = {0};

	for (size_t i = 0; i < fs->files.folder_n; i++)
		buf_putf(&b, "%s%s", i > 0 ? ", " : "", fs->files.folders[i]);
	return buf_to_arena(a, &b);
}

/* Reports a required face that cannot be used, once per file. */
static void tell_unusable(struct font_set *fs, struct font_file *file, const char *role,
                          struct diag_list *dl)
{
	const char *name = file->path != NULL ? file->path : files_name(file);

	if (file->reported)
		return;
	file->reported = fs->said = true;
	if (file->state == FONT_ABSENT)
		diag_add(dl, DIAG_ERROR, &NOWHERE,
		         _("font file %s, needed for the role %s, was not found in: %s "
		           "(kanben-fetch-fonts or fonts/fetch.sh fetches it)"),
		         name, role, folder_names(fs, &dl->arena));
	else if (file->state == FONT_NOT_EMBEDDABLE)
		diag_add(
		        dl, DIAG_ERROR, &NOWHERE,
		        _("font file %s, needed for the role %s, does not permit embedding (fsType "
		          "0x%04X); remove it or replace it with a version that does"),
		        name, role, file->font->info.fs_type);
	else
		diag_add(dl, DIAG_ERROR, &NOWHERE,
		         _("font file %s, needed for the role %s, is not a valid font"), name,
		         role);
}

/* Notes, once per file, that the document depends on the fonts of this system. */
static void tell_system_font(struct font_set *fs, struct font_file *file, const char *role,
                             struct diag_list *dl)
{
	if (file->noted || file->origin != FONT_SYSTEM || file->path == NULL)
		return;
	file->noted = fs->said = true;
	if (file->state == FONT_USABLE)
		diag_add(dl, DIAG_NOTE, &NOWHERE, _("%s is set in the system font %s (%s)"), role,
		         files_name(file), file->path);
	else if (file->state == FONT_NOT_EMBEDDABLE)
		diag_add(dl, DIAG_NOTE, &NOWHERE,
		         _("the system font %s (%s) is not used for %s: it does not permit "
		           "embedding (fsType 0x%04X)"),
		         files_name(file), file->path, role, file->font->info.fs_type);
	else
		diag_add(dl, DIAG_NOTE, &NOWHERE,
		         _("the system font %s (%s) is not used for %s: it is not a valid font"),
		         files_name(file), file->path, role);
}

/* Whether an optional entry is skipped: it is absent, or an unusable font of the system, which was
 * not installed for this program. */
static bool is_skipped(const struct font_file *file)
{
	return file->entry->optional && file->state != FONT_USABLE &&
	       (file->state == FONT_ABSENT || file->origin == FONT_SYSTEM);
}

static void link_roles(struct font_set *fs)
{
	size_t entry_n = 0;

	for (size_t i = 0; i < fs->chains.chain_n; i++)
		entry_n += fs->chains.chains[i].entry_n;
	fs->files.items = arena_array(&fs->arena, struct font_file, entry_n);
	fs->roles = arena_array(&fs->arena, struct role *, fs->chains.chain_n);
	for (size_t i = 0; i < fs->chains.chain_n; i++) {
		const struct chain *c = &fs->chains.chains[i];
		struct role *r = arena_new(&fs->arena, struct role);

		r->chain = c;
		r->known = checked_map();
		r->files = arena_array(&fs->arena, struct font_file *, c->entry_n);
		for (size_t k = 0; k < c->entry_n; k++)
			r->files[k] = files_intern(&fs->files, &c->entries[k]);
		fs->roles[i] = r;
	}
}

static void set_folders(struct font_set *fs, const char *const *search, size_t n)
{
	struct font_files *files = &fs->files;

	files->arena = &fs->arena;
	files->folders = arena_array(&fs->arena, const char *, mem_size_mul(n, 2));
	for (size_t i = 0; i < n; i++) {
		files->folders[files->folder_n++] = path_in(&fs->arena, search[i], "local");
		files->folders[files->folder_n++] = arena_strdup(&fs->arena, search[i]);
	}
}

void font_set_use_system(struct font_set *fs, const char *const *folders, size_t n)
{
	struct font_files *files = &fs->files;

	files->system = arena_array(&fs->arena, const char *, n);
	files->system_n = n;
	for (size_t i = 0; i < n; i++)
		files->system[i] = arena_strdup(&fs->arena, folders[i]);
}

void font_set_use_inventory(struct font_set *fs, const struct buf *inventory)
{
	fs->files.inventory = inventory;
}

void font_set_read(struct font_set *fs)
{
	fs->files.read = true;
}

const char *font_set_changed(const struct font_set *fs)
{
	return files_changed(&fs->files);
}

/* Reads the first fonts.json found; if there is none, the message names the last folder. */
static enum rc read_chains(struct font_set *fs, const char *const *search, size_t n,
                           struct diag_list *dl)
{
	const char *path = "fonts.json";

	for (size_t i = 0; i < n; i++) {
		path = path_in(&fs->arena, search[i], "fonts.json");
		if (access(path, F_OK) == 0)
			break;
	}
	fs->path = path;
	return chains_read(&fs->arena, path, dl, &fs->chains);
}

enum rc font_set_open(const char *const *search, size_t search_n, struct diag_list *dl,
                      struct font_set **ret)
{
	struct font_set *fs = mem_alloc(sizeof(*fs));
	enum rc rc;

	set_folders(fs, search, search_n);
	rc = read_chains(fs, search, search_n, dl);
	if (rc != RC_OK) {
		font_set_close(fs);
		return rc;
	}
	link_roles(fs);
	*ret = fs;
	return RC_OK;
}

void font_set_close(struct font_set *fs)
{
	if (fs == NULL)
		return;
	files_close(&fs->files);
	for (size_t i = 0; fs->roles != NULL && i < fs->chains.chain_n; i++) {
		hb_map_destroy(fs->roles[i]->known);
		free(fs->roles[i]->choices);
	}
	arena_release(&fs->arena);
	free(fs);
}

void font_set_forget_said(struct font_set *fs)
{
	if (!fs->said)
		return;
	for (size_t i = 0; i < fs->files.n; i++)
		fs->files.items[i].reported = fs->files.items[i].noted = false;
	/* Findings are added while choosing, so the cached choices must go as well. */
	for (size_t i = 0; i < fs->chains.chain_n; i++) {
		hb_map_clear(fs->roles[i]->known);
		fs->roles[i]->choice_n = 0;
	}
	fs->said = false;
}

const char *font_set_path(const struct font_set *fs)
{
	return fs->path;
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

/* Whether an entry counts as part of its chain; opens optional ones to find out. */
static bool entry_counts(struct font_set *fs, const struct role *r, size_t i)
{
	if (!r->chain->entries[i].optional)
		return true;
	files_open(&fs->files, r->files[i]);
	return !is_skipped(r->files[i]);
}

/*
 * A role's own face is the first entry that serves every character, not counting absent optional
 * ones. Entries before it (such as a Latin face) are not fallbacks either.
 */
static size_t own_entry(struct font_set *fs, struct role *r)
{
	for (size_t i = 0; i < r->chain->entry_n && !r->own_known; i++) {
		r->own_known = r->chain->entries[i].only_n == 0 && entry_counts(fs, r, i);
		r->own = r->own_known ? i : 0;
	}
	r->own_known = true;
	return r->own;
}

/*
 * Walks the chain. An unusable required face ends the walk: the next one would replace it
 * silently.
 */
static struct choice choose(struct font_set *fs, struct role *r, uint32_t cp, struct diag_list *dl)
{
	for (size_t i = 0; i < r->chain->entry_n; i++) {
		struct font_file *file = r->files[i];
		hb_codepoint_t gid;

		if (!chain_entry_serves(&r->chain->entries[i], cp))
			continue;
		files_open(&fs->files, file);
		tell_system_font(fs, file, r->chain->role, dl);
		if (is_skipped(file))
			continue;
		if (file->state != FONT_USABLE) {
			tell_unusable(fs, file, r->chain->role, dl);
			return (struct choice){.state = CHOICE_BROKEN};
		}
		if (hb_font_get_nominal_glyph(file->font->hb, cp, &gid) && gid != 0)
			return (struct choice){CHOICE_FOUND, (unsigned)i, gid};
	}
	return (struct choice){.state = CHOICE_NONE};
}

/* The same, cached. Valid until the next call. */
static const struct choice *known_choice(struct font_set *fs, struct role *r, uint32_t cp,
                                         struct diag_list *dl)
{
	uint32_t place = hb_map_get(r->known, cp);
	struct choice c;

	if (place != HB_MAP_VALUE_INVALID)
		return &r->choices[place];
	c = choose(fs, r, cp, dl);
	r->choices = mem_grow(r->choices, r->choice_n, &r->choice_cap, sizeof(c));
	r->choices[r->choice_n] = c;
	checked_map_set(r->known, cp, (uint32_t)r->choice_n);
	return &r->choices[r->choice_n++];
}

/*
 * The shifts in fonts.json align fallbacks with the first non-optional face of a role. If an
 * optional (licensed) face is used instead, this is how much higher its centre is.
 */
static int centre_moved(struct font_set *fs, struct role *r)
{
	size_t own = own_entry(fs, r), i = own;
	struct font *before, *now = r->files[own]->font;

	if (r->moved_known || !r->chain->entries[own].optional)
		return r->moved;
	r->moved_known = true;
	if (files_open(&fs->files, r->files[own]) != FONT_USABLE)
		return 0;
	while (i < r->chain->entry_n &&
	       (r->chain->entries[i].only_n > 0 || r->chain->entries[i].optional))
		i++;
	if (i == r->chain->entry_n || files_open(&fs->files, r->files[i]) != FONT_USABLE)
		return 0;
	before = r->files[i]->font;
	if (face_centre(before) > 0 && face_centre(now) > 0)
		r->moved = face_centre(now) - face_centre(before);
	return r->moved;
}

/* An entry that serves U+4E00 is a fallback for ideographs. */
enum { ANY_IDEOGRAPH = 0x4E00 };

static int shift_of(struct font_set *fs, struct role *r, size_t i)
{
	const struct chain_entry *e = &r->chain->entries[i];

	if (i <= own_entry(fs, r) || !chain_entry_serves(e, ANY_IDEOGRAPH))
		return e->shift;
	return e->shift + centre_moved(fs, r);
}

/* The choice of glyph `gid` in the face of entry i. */
static struct font_choice choice_of(struct font_set *fs, struct role *r, size_t i, uint32_t gid)
{
	const struct chain_entry *e = &r->chain->entries[i];
	size_t own = own_entry(fs, r);

	return (struct font_choice){.font = r->files[i]->font,
	                            .gid = gid,
	                            .shift = shift_of(fs, r, i),
	                            .scale = e->scale,
	                            .chain = i > own ? (int)(i - own) : 0};
}

enum rc font_choose(struct font_set *fs, int role, uint32_t cp, struct diag_list *dl,
                    struct font_choice *ret)
{
	struct role *r = fs->roles[role];
	const struct choice *c;

	if (cp >= CODE_LIMIT)
		return RC_INPUT;
	c = known_choice(fs, r, cp, dl);
	if (c->state != CHOICE_FOUND)
		return c->state == CHOICE_NONE ? RC_INPUT : RC_IO;
	*ret = choice_of(fs, r, c->entry, c->gid);
	return RC_OK;
}

enum rc font_choose_variation(struct font_set *fs, int role, const uint32_t sequence[2],
                              struct font_choice *ret)
{
	struct role *r = fs->roles[role];

	for (size_t i = 0; i < r->chain->entry_n; i++) {
		hb_codepoint_t gid;

		if (!chain_entry_serves(&r->chain->entries[i], sequence[0]) ||
		    files_open(&fs->files, r->files[i]) != FONT_USABLE ||
		    !hb_font_get_variation_glyph(r->files[i]->font->hb, sequence[0], sequence[1],
		                                 &gid))
			continue;
		*ret = choice_of(fs, r, i, gid);
		return RC_OK;
	}
	return RC_INPUT;
}

size_t font_role_count(const struct font_set *fs)
{
	return fs->chains.chain_n;
}

size_t font_entry_count(const struct font_set *fs, int role)
{
	return fs->roles[role]->chain->entry_n;
}

const char *font_entry_path(struct font_set *fs, int role, size_t i)
{
	return files_locate(&fs->files, fs->roles[role]->files[i]);
}

void font_entry_describe(struct font_set *fs, int role, size_t i, struct font_entry *ret)
{
	struct role *r = fs->roles[role];
	const struct chain_entry *e = &r->chain->entries[i];
	struct font_file *file = r->files[i];
	enum font_state state = files_open(&fs->files, file);

	*ret = (struct font_entry){
	        .wanted = files_name(file),
	        .names = e->names,
	        .name_n = e->name_n,
	        .optional = e->optional,
	        .own = e->only_n == 0 && own_entry(fs, r) == i,
	        .limited = e->only_n > 0,
	        .shift = state == FONT_USABLE ? shift_of(fs, r, i) : e->shift,
	        .scale = e->scale,
	        .state = state,
	        .origin = file->origin,
	        .path = file->path,
	        .font = state == FONT_USABLE ? file->font : NULL,
	        .fs_type = state == FONT_NOT_EMBEDDABLE ? file->font->info.fs_type : 0,
	};
}

void font_names_read(const struct font *f, struct arena *a, struct font_names *ret)
{
	*ret = (struct font_names){
	        .family_zh = names_read(a, f->face, NAME_FAMILY, true),
	        .family_en = names_read(a, f->face, NAME_FAMILY, false),
	        .full_zh = names_read(a, f->face, NAME_FULL, true),
	        .full_en = names_read(a, f->face, NAME_FULL, false),
	        .version = names_read(a, f->face, NAME_VERSION, false),
	        .licence = names_read(a, f->face, NAME_LICENCE, false),
	};
}

/* Whether an earlier entry of the chain has the same name. */
static bool is_named_before(const struct role *r, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(files_name(r->files[k]), files_name(r->files[i])) == 0)
			return true;
	return false;
}

const char *font_chain_names(struct font_set *fs, int role, struct arena *a)
{
	const struct role *r = fs->roles[role];
	struct buf b = {0};

	for (size_t i = 0; i < r->chain->entry_n; i++)
		if (entry_counts(fs, r, i) && !is_named_before(r, i))
			buf_putf(&b, "%s%s", b.n > 0 ? ", " : "", files_name(r->files[i]));
	return buf_to_arena(a, &b);
}
