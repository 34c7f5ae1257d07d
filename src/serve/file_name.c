/* SPDX-License-Identifier: MIT */
#include "serve/file_name.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"

static bool is_ascii_allowed(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9') ||
	       (cp != 0 && cp < 0x80 && strchr(" -_.()", (int)cp) != NULL);
}

/* The blocks of unified ideographs; those for compatibility have equals, which look the same. */
static bool is_han(uint32_t cp)
{
	return cp == 0x3007 || (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
	       (cp >= 0x20000 && cp <= 0x2A6DF) || (cp >= 0x2A700 && cp <= 0x2EBEF) ||
	       (cp >= 0x30000 && cp <= 0x323AF);
}

/* Brackets and the dot of names of people. */
static bool is_mark(uint32_t cp)
{
	return cp == 0xFF08 || cp == 0xFF09 || cp == 0x3014 || cp == 0x3015 || cp == 0xB7;
}

bool file_name_is_report(const char *name)
{
	size_t n = strlen(name), ending = strlen(FILE_NAME_ENDING);
	const char *s = name, *end = name + n;

	if (n <= ending || n > FILE_NAME_MAX || strcmp(end - ending, FILE_NAME_ENDING) != 0 ||
	    *name == '.' || *name == ' ' || utf8_valid_prefix(name, n) != n)
		return false;
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (!is_ascii_allowed(cp) && !is_han(cp) && !is_mark(cp))
			return false;
	}
	return true;
}

size_t file_name_stem(const char *name)
{
	return strlen(name) - strlen(FILE_NAME_ENDING);
}

/* A path of names, none of which leads elsewhere. */
static bool is_below(const char *path)
{
	for (const char *part = path;; part++) {
		size_t n = strcspn(part, "/");

		if (n == 0 || (n == 1 && *part == '.') || (n == 2 && memcmp(part, "..", 2) == 0))
			return false;
		part += n;
		if (*part == '\0')
			return strpbrk(path, "\\:") == NULL;
	}
}

bool file_name_is_picture(const char *path)
{
	static const char *const endings[] = {".png", ".jpg", ".jpeg"};
	size_t n = strlen(path);

	if (n > FILE_NAME_PATH_MAX || utf8_valid_prefix(path, n) != n || !is_below(path))
		return false;
	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t ending = strlen(endings[i]);

		if (n > ending && strcasecmp(path + n - ending, endings[i]) == 0)
			return true;
	}
	return false;
}
