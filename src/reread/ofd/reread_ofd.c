/* SPDX-License-Identifier: MIT */
/* reread_ofd.c: what reread.h promises, for OFD packages. */
#include "reread/ofd/ofd_verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "picture/picture.h"
#include "reread/reread.h"

/* The name that an archive edition gives the report. */
#define REPORT_NAME "report.json"

static const struct ofdview_file *find_report(const struct ofdview *v)
{
	for (size_t i = 0; i < v->file_n; i++)
		if (strcmp(v->files[i].name, REPORT_NAME) == 0)
			return &v->files[i];
	return NULL;
}

static void tell(struct diag_list *dl, const struct source *src, const char *message)
{
	const struct diag_place place = {.source = src, .rule = "OFD"};

	diag_add(dl, DIAG_ERROR, &place, "%s", message);
}

/* What of the package cannot be read, in the arena. */
static const char *complaint(const struct ofdview *v, struct arena *a)
{
	static const char *const why[] = {
	        [OFDVIEW_FINE] = N_("nothing"),
	        [OFDVIEW_NO_PACKAGE] = N_("it is not an OFD package"),
	        [OFDVIEW_ENCRYPTED] = N_("it is protected by a password"),
	        [OFDVIEW_ABSENT] = N_("a file that it names is missing from it"),
	        [OFDVIEW_DAMAGED] = N_("it is damaged"),
	        [OFDVIEW_TOO_LARGE] = N_("it is too large"),
	        [OFDVIEW_NOT_XML] = N_("a file in it is not well-formed XML, or has a DTD"),
	};

	if (v->fault_part == NULL)
		return _(why[v->fault]);
	return arena_printf(a, "%s (%s)", _(why[v->fault]), v->fault_part);
}

static enum rc source_of(const struct source *ofd, size_t limit, struct arena *a,
                         struct diag_list *dl, struct source *ret)
{
	struct arena scratch = {0};
	struct ofdview v;
	const struct ofdview_file *file;
	struct buf b = {0};
	enum rc rc = RC_INPUT;

	if (!ofdview_open(&v, &scratch, ofd->text, ofd->len)) {
		tell(dl, ofd,
		     arena_printf(&scratch, _("cannot be read as an OFD document: %s"),
		                  complaint(&v, &scratch)));
	} else if ((file = find_report(&v)) == NULL) {
		tell(dl, ofd,
		     _("no report is attached to the OFD document; only the edition “ofd-archive” "
		       "has one (“kanben import” reads the pages of others)"));
	} else if (!ofdview_bytes(&v, file->path, limit, &b)) {
		tell(dl, ofd,
		     arena_printf(&scratch,
		                  _("the report attached to the OFD document cannot be read: %s"),
		                  complaint(&v, &scratch)));
	} else {
		ret->len = b.n;
		ret->name = arena_printf(a, "%s/" REPORT_NAME, ofd->name);
		ret->text = arena_strndup(a, b.n > 0 ? b.p : "", b.n);
		rc = RC_OK;
	}
	buf_release(&b);
	ofdview_close(&v);
	arena_release(&scratch);
	return rc;
}

const char *ofd_verify_picture_path(struct arena *a, const char *name)
{
	struct buf b = {0};

	buf_puts(&b, "Doc_0/Res/");
	for (; *name != '\0'; name++) {
		bool plain = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
		             (*name >= '-' && *name <= '9') || *name == '_'; /* - . / 0 … 9 */

		buf_putf(&b, plain ? "%c" : "%%%02X", (unsigned char)*name);
	}
	return buf_to_arena(a, &b);
}

static const char *file_of(void *ofd, struct arena *a, const char *name, struct source *ret)
{
	const struct source *from = ofd;
	struct arena scratch = {0};
	struct ofdview v;
	struct buf b = {0};
	bool good;

	*ret = (struct source){.name = name};
	good = ofdview_open(&v, &scratch, from->text, from->len) &&
	       ofdview_bytes(&v, ofd_verify_picture_path(&scratch, name), PICTURE_MAX_BYTES, &b);
	if (good) {
		ret->text = arena_strndup(a, b.n > 0 ? b.p : "", b.n);
		ret->len = b.n;
	}
	buf_release(&b);
	ofdview_close(&v);
	arena_release(&scratch);
	return good ? NULL : _("it is not in the OFD document");
}

/* ---- differences ---- */

void ofd_verify_differ(struct ofd_verify *v, struct ofd_place at, const char *what,
                       const char *want, const char *got)
{
	const struct diag_place place = {.rule = "OFD"};
	struct buf where = {0};

	if (v->failed)
		return;
	v->failed = true;
	buf_puts(&where, "");
	if (at.page >= 0)
		buf_putf(&where, _("page %d, "), at.page + 1);
	if (at.tag >= 0)
		buf_putf(&where, _("tag %d (%s), "), at.tag,
		         tag_kind_name(v->pl->tags[at.tag].kind));
	diag_add(v->dl, DIAG_ERROR, &place,
	         _("the finished OFD differs from its pages: %s%s: “%s” expected, found “%s”"),
	         where.p, _(what), want, got);
	buf_release(&where);
}

void ofd_verify_number(struct ofd_verify *v, struct ofd_place at, const char *what, long want,
                       long got)
{
	if (want != got)
		ofd_verify_differ(v, at, what, arena_printf(&v->arena, "%ld", want),
		                  arena_printf(&v->arena, "%ld", got));
}

void ofd_verify_text(struct ofd_verify *v, struct ofd_place at, const char *what, const char *want,
                     const char *got)
{
	want = want != NULL ? want : "";
	got = got != NULL ? got : "";
	if (strcmp(want, got) != 0)
		ofd_verify_differ(v, at, what, want, got);
}

static void release(struct ofd_verify *v)
{
	for (size_t i = 0; i < v->face_n; i++) {
		font_embedded_close(v->faces[i].program);
		buf_release(&v->faces[i].bytes);
		free(v->faces[i].seen);
	}
	free(v->faces);
	free(v->ids);
	free(v->owners);
	free(v->pages_of);
	free(v->pages);
	ofdview_close(&v->view);
	arena_release(&v->arena);
}

enum rc ofd_verify(const struct buf *ofd, const struct write_input *in, struct diag_list *dl)
{
	static void (*const sides[])(struct ofd_verify *) = {
	        ofd_verify_info,      ofd_verify_files, ofd_verify_ids,  ofd_verify_outline,
	        ofd_verify_structure, ofd_verify_pages, ofd_verify_named};
	struct ofd_verify v = {.in = in, .pl = in->pages, .dl = dl};

	if (!ofdview_open_own(&v.view, &v.arena, ofd->p, ofd->n) ||
	    !ofdview_read_resources(&v.view))
		ofd_verify_differ(&v, (struct ofd_place){-1, -1}, N_("the package"), "OFD",
		                  complaint(&v.view, &v.arena));
	for (size_t i = 0; i < COUNT(sides) && !v.failed; i++) {
		sides[i](&v);
		if (v.view.fault != OFDVIEW_FINE)
			ofd_verify_differ(&v, (struct ofd_place){-1, -1}, N_("the package"), "OFD",
			                  complaint(&v.view, &v.arena));
	}
	release(&v);
	return v.failed ? RC_BUG : RC_OK;
}

/* Nothing is linearised. */
const struct reread kanben_reread_ofd = {.source = source_of,
                                         .file = file_of,
                                         .verify = ofd_verify,
                                         .module = {mem_set_oom_handler, tr_set_catalogue}};
