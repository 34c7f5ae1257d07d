/* SPDX-License-Identifier: MIT */
/* picture_read.c: reads pictures in a report's prose, whose files are beside the report. */
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "report/report_reader.h"

static bool ends_with(const char *s, size_t n, const char *ending)
{
	size_t m = strlen(ending);

	return n > m && strncasecmp(s + n - m, ending, m) == 0;
}

/* A file below the report's folder: no way leads up or elsewhere, on any system. */
static bool is_below(const char *path)
{
	for (const char *part = path; *part != '\0'; part += strspn(part, "/")) {
		size_t n = strcspn(part, "/");

		if (n == 0 || part[n + (part[n] != '\0')] == '/' || (n == 1 && *part == '.') ||
		    (n == 2 && memcmp(part, "..", 2) == 0))
			return false;
		part += n;
	}
	return strpbrk(path, "\\:") == NULL;
}

static bool check_path(const struct object_reader *rr, const struct json *at)
{
	bool ends = ends_with(at->text, at->len, ".png") || ends_with(at->text, at->len, ".jpg") ||
	            ends_with(at->text, at->len, ".jpeg");

	if (ends && is_below(at->text) && !at->has_nul)
		return true;
	object_wrong_value(rr, at,
	                   _("the name of a .png or .jpg file in the report's folder or below"));
	return false;
}

static void tell_fault(const struct object_reader *rr, const struct json *at, const char *why)
{
	json_error(rr->findings, rr->source, at, "PICTURE", _("“%s” cannot be printed: %s"),
	           member_excerpt(rr->arena, at->text, at->len), why);
}

/* Called for the member "file", whose text has been checked. */
static void read_file(const struct object_reader *rr, const struct json *at, void *to)
{
	const struct report_files *files = ((const struct report_reader *)rr->user)->files;
	struct report_picture *p = to;
	struct source file = {0};
	const char *why = _("the report's folder is not known");

	if (!check_path(rr, at))
		return;
	if (files != NULL)
		why = files->read(files->user, rr->arena, at->text, &file);
	if (why == NULL)
		why = picture_open(file.text, file.len, &p->picture);
	if (why != NULL)
		tell_fault(rr, at, why);
	else
		p->file = at->text;
}

#define AT(field) MEMBER_AT(struct report_picture, field)

static const struct member picture_members[] = {
        {"file", MEMBER_TEXT, .required = MEMBER_ALWAYS, .at = AT(file_at), .read = read_file,
         .title = N_("PNG or JPEG, in the report's folder or below: “pictures/a.png”")},
        {"alt", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(alt.text), .at = AT(alt.at),
         .title = N_("What it shows, for those who do not see it")},
        {"caption", MEMBER_TEXT, .to = AT(caption.text), .at = AT(caption.at),
         .title = N_("A line below it")},
        {"width_mm", MEMBER_MM, .to = AT(width), .title = N_("Its width on the page")},
};
static const struct object picture_object = {
        .name = "picture", .title = N_("A picture out of a file"), OBJECT_MEMBERS(picture_members)};

#undef AT

static void finish_line(struct report_line *line)
{
	line->len = line->text != NULL ? line->at->len : 0;
}

static void read_picture(const struct object_reader *rr, const struct json *obj, void *to)
{
	struct report_picture *p = arena_new(rr->arena, struct report_picture);

	p->at = obj;
	object_read(rr, &picture_object, obj, p);
	finish_line(&p->alt);
	finish_line(&p->caption);
	if (p->file != NULL && p->alt.text != NULL)
		*(const struct report_picture **)to = p;
}

static const struct member picture_block_members[] = {
        {"picture", MEMBER_OBJECT, .required = MEMBER_ALWAYS,
         .to = MEMBER_AT(struct block, picture), .at = MEMBER_AT(struct block, at),
         .object = &picture_object, .read = read_picture},
};
const struct object picture_block_object = {
        .name = "pictureBlock", .title = N_("A picture"), OBJECT_MEMBERS(picture_block_members)};

bool picture_finish(const struct object_reader *rr, struct block_draft *d)
{
	(void)rr;
	return d->block.picture != NULL;
}
