/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include <string.h>

#include "base/utf8.h"
#include "text/class.h"

enum { YEAR = 0x5E74 }; /* 年 */

/* Does a word of n bytes, with a NUL behind it, stand in a list with spaces between? */
static bool is_listed(const char *list, const char *word, size_t n)
{
	const char *at = strlen(word) == n ? list : NULL; /* no U+0000 is in a word */

	while (at != NULL && (at = strstr(at, word)) != NULL) {
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
		at += n;
	}
	return false;
}

bool words_join(const struct shaped *s, size_t i)
{
	char word[9];
	size_t n = utf8_encode(s->clusters[i - 1].cp, word);

	n += utf8_encode(s->clusters[i].cp, word + n);
	word[n] = '\0';
	return is_listed(s->in->words, word, n);
}

bool words_pause(const struct shaped *s, size_t i)
{
	uint32_t cp = s->clusters[i - 1].cp;
	char end[5];
	size_t n;

	if (words_join(s, i))
		return false;
	if (cp == YEAR)
		return i >= 2 && s->clusters[i - 2].class_ == TEXT_DIGIT;
	n = utf8_encode(cp, end);
	end[n] = '\0';
	return is_listed(s->in->pauses, end, n);
}
