/* SPDX-License-Identifier: MIT */
/* other_form.c: heads of another form, whose figures mean other things. */
#include <string.h>

#include "base/utf8.h"
#include "import/tables.h"

enum { WORD_MAX = 100 /* bytes of a word that may be a head */ };

struct other_form other_form_read(const struct draft *dr)
{
	const struct form_texts *heads = &dr->form->recognise.other_heads;
	struct other_form o = {arena_array(dr->doc->arena, struct norm, heads->n), heads->n};

	for (size_t i = 0; i < heads->n; i++)
		o.heads[i] = norm_text(dr->doc->arena, heads->texts[i], NULL);
	return o;
}

bool other_form_has_head(const struct draft *dr, const struct other_form *o, const char *text)
{
	struct norm found = norm_text(dr->doc->arena, text, NULL);

	for (size_t i = 0; i < o->n; i++)
		if (norm_likeness(&found, &o->heads[i]) == NORM_SAME)
			return true;
	return false;
}

size_t other_form_count(const struct draft *dr, const struct other_form *o, const char *line)
{
	const char *end = line + strlen(line), *first = line;
	size_t n = 0;

	while (o->n > 0 && line < end && n < OTHER_FORM_LEAST) {
		const char *at = line;
		bool blank = doc_is_blank(utf8_next(&line, end));
		size_t word_n;

		if (!blank && line < end)
			continue;
		word_n = (size_t)((blank ? at : line) - first);
		if (word_n > 0 && word_n < WORD_MAX)
			n += other_form_has_head(dr, o,
			                         arena_strndup(dr->doc->arena, first, word_n));
		first = line;
	}
	return n;
}
