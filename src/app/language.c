/* SPDX-License-Identifier: MIT */
#include "app/language.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "engine/messages.h"

/*
 * LANGUAGE is a list, the best language first: the first of it that messages exist in counts.
 * Another variable names one language.
 */
static bool lists_chinese(const char *languages)
{
	for (const char *s = languages; s != NULL; s = strchr(s, ':')) {
		s += *s == ':';
		if (messages_are_in(s, "zh"))
			return true;
		if (messages_are_in(s, "en"))
			return false;
	}
	return false;
}

/*
 * The first of these variables that is set decides. For gettext a locale "C" would overrule
 * LANGUAGE; here it does not, since a system without locales has no other, and its user must be
 * able to ask for a language.
 */
static bool user_reads_chinese(void)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return lists_chinese(value);
	}
	return false;
}

/* Whether gettext finds the catalogue: the translation of "" is its header. */
static bool gettext_works(void)
{
	return dgettext(KANBEN_TEXT_DOMAIN, "")[0] != '\0';
}

void language_know_characters(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
}

/*
 * Chinese even where its locale was never generated. gettext uses LANGUAGE in any locale but "C",
 * up to glibc 2.40; from then on also not in C.UTF-8, which is all that a bare system has, and the
 * catalogue is read here. Nothing else is localised, in particular not numbers.
 */
void language_set(struct arena *a, const char *catalogues)
{
	if (!user_reads_chinese())
		return;
	language_know_characters();
	if (setlocale(LC_MESSAGES, MESSAGES_CHINESE ".UTF-8") == NULL)
		setlocale(LC_MESSAGES, "C.UTF-8");
	if (catalogues == NULL)
		return;
	setenv("LANGUAGE", MESSAGES_CHINESE, 1);
	bindtextdomain(KANBEN_TEXT_DOMAIN, catalogues);
	bind_textdomain_codeset(KANBEN_TEXT_DOMAIN, "UTF-8");
	if (!gettext_works())
		tr_set_catalogue(messages_chinese(a, catalogues));
}
