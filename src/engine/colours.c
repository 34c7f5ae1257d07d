/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"
#include "engine/input.h"

enum {
	/* offsets in a profile's header (ICC.1:2010, 7.2) */
	HEADER_BYTES = 128,
	AT_MAJOR = 8,
	AT_CLASS = 12,
	AT_SPACE = 16,
	AT_SIGNATURE = 36,
	MAJOR_MAX = 4 /* ISO 19005-2, 6.2.4.2 */
};

#define OWN_PROFILE "FOGRA39L_coated.icc"

/* The default: coated paper according to ISO 12647-2:2004. */
static const struct write_colours fogra39 = {.condition = "FOGRA39",
                                             .info = "Coated FOGRA39 (ISO 12647-2:2004)",
                                             .registry = "http://www.color.org"};

static bool has_tag(const struct source *s, size_t at, const char *tag)
{
	return memcmp(s->text + at, tag, 4) == 0;
}

/* Is it the profile of a four-ink printing device? */
static bool is_of_press(const struct source *s)
{
	return s->len >= HEADER_BYTES && s->len <= COLOURS_MAX_BYTES &&
	       has_tag(s, AT_SIGNATURE, "acsp") && has_tag(s, AT_CLASS, "prtr") &&
	       has_tag(s, AT_SPACE, "CMYK") && (unsigned char)s->text[AT_MAJOR] <= MAJOR_MAX;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

enum rc colours_of(const struct source *icc, struct write_colours *ret)
{
	if (!is_of_press(icc))
		return RC_INPUT;
	*ret = (struct write_colours){.condition = "Custom",
	                              .info = base_name(icc->name),
	                              .icc = icc->text,
	                              .icc_n = icc->len};
	return RC_OK;
}

/* The profile that is installed with the fonts; NULL if there is none. */
static const char *own_profile(struct engine *e, struct arena *a)
{
	static const char *const below[] = {"local/", ""}; /* as for fonts */

	for (size_t i = 0; i < 2 * e->paths.fonts.n; i++) {
		const char *path = arena_printf(a, "%s/%s" OWN_PROFILE, e->paths.fonts.list[i / 2],
		                                below[i % 2]);

		if (access(path, R_OK) == 0)
			return path;
	}
	return NULL;
}

enum rc colours_own(struct engine *e, struct diag_list *dl, const struct write_colours **ret)
{
	const struct diag_place place = {.rule = "ENV"};
	const char *path = own_profile(e, &dl->arena);
	struct source s;

	*ret = &e->press;
	if (e->press.icc != NULL)
		return RC_OK;
	if (path == NULL) {
		diag_add(dl, DIAG_ERROR, &place,
		         _("there is no %s beside the fonts (kanben-fetch-fonts or fonts/fetch.sh "
		           "fetches it); --icc "
		           "can name another profile"),
		         OWN_PROFILE);
		return RC_IO;
	}
	if (input_read(&e->arena, path, COLOURS_MAX_BYTES, &s) != RC_OK) {
		diag_add(dl, DIAG_ERROR, &place, "%s: %s", path, tr_error(errno));
		return RC_IO;
	}
	if (!is_of_press(&s)) {
		diag_add(dl, DIAG_ERROR, &place,
		         _("%s is not an ICC profile of a four-colour press"), path);
		return RC_IO;
	}
	e->press = fogra39;
	e->press.icc = s.text;
	e->press.icc_n = s.len;
	return RC_OK;
}
