/* SPDX-License-Identifier: MIT */
/* api_pictures.c: pictures that reports can name: their list, reading one, adding one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/media_type.h"
#include "base/mem.h"
#include "base/tr.h"
#include "json/emit.h"
#include "serve/file_name.h"
#include "serve/server.h"

enum { PICTURES_MAX = 1000, NAME_DIGITS = 32 /* of the hash that is the name */ };

/* ---- the list ---- */

struct gallery {
	struct request *r;
	const char *folder; /* "" or "pictures/" */
	struct gallery_picture {
		const char *file;
		struct stat st;
	} * list;
	size_t n, left_out;
};

static void note(void *user, const char *name, const struct stat *st)
{
	struct gallery *all = user;

	if (*name == '.' || !file_name_is_picture(name))
		return;
	if (all->n == PICTURES_MAX) {
		all->left_out++;
		return;
	}
	all->list[all->n++] = (struct gallery_picture){
	        arena_printf(&all->r->arena, "%s%s", all->folder, name), *st};
}

/* The latest first, which are those that somebody has just put there. */
static int compare(const void *x, const void *y)
{
	const struct gallery_picture *a = x, *b = y;

	if (a->st.st_mtim.tv_sec != b->st.st_mtim.tv_sec)
		return a->st.st_mtim.tv_sec > b->st.st_mtim.tv_sec ? -1 : 1;
	return strcmp(a->file, b->file);
}

void api_pictures(struct request *r)
{
	struct gallery all = {.r = r, .folder = ""};
	struct json_emit e = {.b = &r->answer.body};
	struct store below;

	all.list = arena_array(&r->arena, struct gallery_picture, PICTURES_MAX);
	if (store_list(&r->server->folder, note, &all) != RC_OK) {
		answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
		             _("The folder cannot be read: %s"), tr_error(errno));
		return;
	}
	all.folder = STORE_PICTURES "/";
	if (store_open_below(&r->server->folder, STORE_PICTURES, false, &below) == RC_OK) {
		(void)!store_list(&below, note, &all);
		store_close(&below);
	}
	qsort(all.list, all.n, sizeof(*all.list), compare);
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_open(&e, "pictures", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < all.n; i++) {
		json_emit_open(&e, NULL, JSON_OBJECT, JSON_ONE_LINE);
		json_emit_text(&e, "file", all.list[i].file);
		json_emit_whole(&e, "bytes", (long long)all.list[i].st.st_size);
		json_emit_close(&e, JSON_OBJECT);
	}
	json_emit_close(&e, JSON_ARRAY);
	json_emit_whole(&e, "unlisted", (long long)all.left_out);
	json_emit_close(&e, JSON_OBJECT);
	answer_json(r, MHD_HTTP_OK);
}

/* ---- one of them ---- */

void api_picture(struct request *r)
{
	const char *file = request_param(r, "file");

	if (file == NULL || !file_name_is_picture(file) ||
	    store_read(&r->server->folder, file, STORE_MAX_PICTURE, &r->answer.body, NULL) !=
	            RC_OK) {
		buf_release(&r->answer.body);
		answer_error(r, MHD_HTTP_NOT_FOUND, "unknown", _("There is no such picture."));
		return;
	}
	r->answer.status = MHD_HTTP_OK;
	/* By its name alone: with “nosniff” a browser shows it as nothing else. */
	r->answer.type = media_type_of(file);
}

/* ---- adding one ---- */

/* Whether it is in the folder already, as its name is made of its bytes. */
static bool is_there(const struct store *f, const char *name, const char *hash)
{
	char now[DIGEST_TEXT] = "";
	struct buf b = {0};

	if (store_read(f, name, STORE_MAX_PICTURE, &b, NULL) == RC_OK)
		store_hash(b.p, b.n, now);
	buf_release(&b);
	return strcmp(now, hash) == 0;
}

/* The line in the log comes first, as for reports. */
static enum rc add(struct request *r, const char *name, const char *hash)
{
	const struct store_text text = {name, r->body.p, r->body.n, true};
	struct journal_entry entry = {.who = r->who.name,
	                              .from = request_from(r),
	                              .report = arena_printf(&r->arena, STORE_PICTURES "/%s", name),
	                              .after = hash,
	                              .bytes = r->body.n};
	struct store below;
	enum rc rc = store_open_below(&r->server->folder, STORE_PICTURES, true, &below);
	int error;

	if (rc != RC_OK)
		return rc;
	if (!is_there(&below, name, hash)) {
		rc = journal_put(&r->server->journal, &entry);
		if (rc == RC_OK && store_write(&below, &text) != RC_OK) {
			rc = RC_IO;
			error = errno;
			entry.failed = tr_error(error);
			(void)!journal_put(&r->server->journal, &entry);
			errno = error;
		}
	}
	error = errno;
	store_close(&below);
	errno = error;
	return rc;
}

/* A worker has looked at it: it is a picture of this kind, or the answer says why not. */
static void write_looked_at(struct request *r, struct serve_answer *kind)
{
	bool jpeg = kind->body.n == 3 && memcmp(kind->body.p, "jpg", 3) == 0;
	struct json_emit e = {.b = &r->answer.body};
	char hash[DIGEST_TEXT];
	const char *name;

	if (kind->status != MHD_HTTP_OK) {
		request_take_answer(r, kind);
		return;
	}
	store_hash(r->body.p, r->body.n, hash);
	name = arena_printf(&r->arena, "%.*s.%s", NAME_DIGITS, hash, jpeg ? "jpg" : "png");
	if (add(r, name, hash) != RC_OK) {
		answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
		             _("The picture cannot be written: %s"), tr_error(errno));
		return;
	}
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(&e, "file", arena_printf(&r->arena, STORE_PICTURES "/%s", name));
	json_emit_whole(&e, "bytes", (long long)r->body.n);
	json_emit_close(&e, JSON_OBJECT);
	answer_json(r, MHD_HTTP_CREATED);
}

void api_add_picture(struct request *r)
{
	r->finish = write_looked_at;
	request_order(r, SERVE_PICTURE);
}
