/* SPDX-License-Identifier: MIT */
/* desk_picture.c: a picture that somebody wants to put into a report. */
#include "base/tr.h"
#include "desk/desk_job.h"
#include "picture/picture.h"

void desk_picture(struct desk_job *j)
{
	const struct source *file = &j->order->files[0];
	struct picture p;
	const char *why = picture_open(file->text, file->len, &p);

	if (why != NULL)
		desk_fail(j, 400, "request", _("This picture cannot be printed: %s"), why);
	else
		buf_puts(&j->answer->body, p.jpeg ? "jpg" : "png");
}
