/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include <string.h>

#include "base/utf8.h"
#include "text/class.h"

enum { YEAR = 0x5E74 }; /* 年 */

/* Does the word of n bytes stand in a list whose words have spaces between them? */
static bool is_listed(const char *list, const char *word, size_t n)
{
	while (list != NULL && *list != '\0') {
		size_t length = strcspn(list, " ");

		if (length == n && memcmp(list, word, n) == 0)
			return true;
		list += length + (list[length] == ' ');
	}
	return false;
}

bool words_join(const struct shaped *s, size_t i)
{
	char word[8];
	size_t n = utf8_encode(s->clusters[i - 1].cp, word);

	n += utf8_encode(s->clusters[i].cp, word + n);
	return is_listed(s->in->words, word, n);
}

bool words_pause(const struct shaped *s, size_t i)
{
	uint32_t cp = s->clusters[i - 1].cp;
	char end[4];

	if (words_join(s, i))
		return false;
	if (cp == YEAR)
		return i >= 2 && s->clusters[i - 2].class_ == TEXT_DIGIT;
	return is_listed(s->in->pauses, end, utf8_encode(cp, end));
}
