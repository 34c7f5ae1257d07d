/* SPDX-License-Identifier: MIT */
#include "base/media_type.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

static const struct {
	const char *ending, *type;
} types[] = {
        {".pdf", "application/pdf"},   {".ofd", "application/ofd"},
        {".html", "text/html"},        {".js", "text/javascript"},
        {".mjs", "text/javascript"},   {".css", "text/css"},
        {".json", "application/json"}, {".svg", "image/svg+xml"},
        {".png", "image/png"},         {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},       {".webmanifest", "application/manifest+json"},
        {".woff2", "font/woff2"},
};

const char *media_type_of(const char *name)
{
	const char *ending = strrchr(name, '.');

	for (size_t i = 0; i < COUNT(types) && ending != NULL && ending > name; i++)
		if (strcasecmp(ending, types[i].ending) == 0)
			return types[i].type;
	return "application/octet-stream";
}
