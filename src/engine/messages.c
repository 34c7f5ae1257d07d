/* SPDX-License-Identifier: MIT */
#include "engine/messages.h"

#include <string.h>

#include "base/tr.h"
#include "engine/input.h"

enum { CATALOGUE_MAX_BYTES = 4 << 20 };

bool messages_are_in(const char *locale, const char *language)
{
	size_t n = strlen(language);
	char after;

	if (strncmp(locale, language, n) != 0)
		return false;
	after = locale[n];
	return after == '\0' || strchr("_-.@:", after) != NULL;
}

const struct catalogue *messages_chinese(struct arena *a, const char *catalogues)
{
	struct source file;
	const char *path = arena_printf(
	        a, "%s/" MESSAGES_CHINESE "/LC_MESSAGES/" KANBEN_TEXT_DOMAIN ".mo", catalogues);

	if (input_read(a, path, CATALOGUE_MAX_BYTES, &file) != RC_OK)
		return NULL;
	return catalogue_read(a, file.text, file.len);
}
