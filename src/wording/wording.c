/* SPDX-License-Identifier: MIT */
#include "wording/wording.h"

#include <stdbool.h>
#include <string.h>

#include "base/template.h"

const char *wording_date(struct arena *a, const struct style *st, const struct date *d)
{
	const struct template_value values[] = {{"y", arena_printf(a, "%d", d->year)},
	                                        {"m", arena_printf(a, "%d", d->month)},
	                                        {"d", arena_printf(a, "%d", d->day)}};

	return template_fill(a, st->date_format, values, 3);
}

const char *wording_revision_note(struct arena *a, const struct style *st,
                                  const struct revision *rev)
{
	const struct template_value values[] = {
	        {"date", rev->date.year != 0 ? wording_date(a, st, &rev->date) : ""},
	        {"n", arena_printf(a, "%d", rev->number)},
	        {"reason", rev->reason != NULL ? rev->reason : ""}};

	return template_fill(a, st->revision_note, values, 3);
}

const char *wording_attachment_number(struct arena *a, const struct section *sec, size_t i)
{
	struct template_value n = {"n", arena_printf(a, "%zu", i + 1)};

	return sec->items.n > 1 ? template_fill(a, sec->form->number, &n, 1) : NULL;
}

const char *wording_printed(struct arena *a, const struct style *st, const struct section *sec)
{
	struct template_value date = {"date", ""};

	if (sec->date.year != 0)
		date.text = wording_date(a, st, &sec->date);
	return template_fill(a, sec->form->printed, &date, 1);
}

struct wording_text wording_fill(struct arena *a, const char *wording,
                                 const struct report_line *line)
{
	static const char place[] = "{text}";
	const char *hole = strstr(wording, place);
	struct wording_text w = {.text = line->text};
	const char *after;
	size_t after_len;
	bool labelled, ended;

	if (hole == NULL) /* no layout is read without one */
		return w;
	w.label_len = (size_t)(hole - wording);
	after = hole + strlen(place);
	after_len = strlen(after);
	labelled = line->len > w.label_len && memcmp(line->text, wording, w.label_len) == 0;
	ended = line->len >= after_len &&
	        memcmp(line->text + line->len - after_len, after, after_len) == 0;
	w.before = labelled ? 0 : w.label_len;
	w.text =
	        arena_printf(a, "%.*s%s%s", (int)w.before, wording, line->text, ended ? "" : after);
	return w;
}
