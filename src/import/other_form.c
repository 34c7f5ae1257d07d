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

bool other_form_has_head(const struct other_form *o, const char *text)
{
	struct norm_room room;
	struct norm found = norm_in(&room, text, NULL);

	for (size_t i = 0; i < o->n; i++)
		if (norm_is_same(&found, &o->heads[i]))
			return true;
	return false;
}

size_t other_form_count(const struct other_form *o, const char *line)
{
	const char *end = line + strlen(line), *first = line;
	size_t n = 0;

	while (o->n > 0 && line < end && n < OTHER_FORM_LEAST) {
		const char *at = line;
		bool blank = doc_is_blank(utf8_next(&line, end));
		char word[WORD_MAX];
		size_t word_n;

		if (!blank && line < end)
			continue;
		word_n = (size_t)((blank ? at : line) - first);
		if (word_n > 0 && word_n < WORD_MAX) {
			memcpy(word, first, word_n);
			word[word_n] = '\0';
			n += other_form_has_head(o, word);
		}
		first = line;
	}
	return n;
}
