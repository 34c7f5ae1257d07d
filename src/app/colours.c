/* SPDX-License-Identifier: MIT */
#include "app/colours.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/input.h"
#include "app/print.h"
#include "base/tr.h"
#include "write/write.h"

enum {
	PROFILE_MAX_BYTES = 16 << 20,
	/* places in a profile's header (ICC.1:2010, 7.2) */
	HEADER_BYTES = 128,
	AT_MAJOR = 8,
	AT_CLASS = 12,
	AT_SPACE = 16,
	AT_SIGNATURE = 36,
	MAJOR_MAX = 4 /* ISO 19005-2, 6.2.4.2 */
};

#define OWN_PROFILE "FOGRA39L_coated.icc"

/* What --icc names nothing else for: coated paper after ISO 12647-2:2004. */
static const struct page_colours fogra39 = {.condition = "FOGRA39",
                                            .info = "Coated FOGRA39 (ISO 12647-2:2004)",
                                            .registry = "http://www.color.org"};

static bool has_tag(const struct source *s, size_t at, const char *tag)
{
	return memcmp(s->text + at, tag, 4) == 0;
}

/* A profile of a printing device with four inks. */
static bool is_of_press(const struct source *s)
{
	return s->len >= HEADER_BYTES && s->len <= PROFILE_MAX_BYTES &&
	       has_tag(s, AT_SIGNATURE, "acsp") && has_tag(s, AT_CLASS, "prtr") &&
	       has_tag(s, AT_SPACE, "CMYK") && (unsigned char)s->text[AT_MAJOR] <= MAJOR_MAX;
}

/* It comes with the fonts, which come from the same place. NULL: it is not there. */
static const char *own_profile(struct program *p)
{
	for (size_t i = 0; i < p->paths.font_n; i++) {
		const char *path = arena_printf(&p->arena, "%s/" OWN_PROFILE, p->paths.fonts[i]);

		if (access(path, R_OK) == 0)
			return path;
	}
	return NULL;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

enum exit_code colours_load(struct program *p, const struct options *o)
{
	const char *path = o->icc;
	struct source s;

	if (!writer_lookup(o->profile)->press)
		return o->icc == NULL ? EXIT_WELL
		                      : usage_error(_("--icc: only a print edition has a press"));
	if (path == NULL)
		path = own_profile(p);
	if (path == NULL) {
		fprintf(stderr,
		        _("kanben: there is no %s beside the fonts (fonts/fetch.sh brings it);"
		          " --icc names another\n"),
		        OWN_PROFILE);
		return EXIT_SURROUNDINGS;
	}
	if (input_read(&p->arena, path, PROFILE_MAX_BYTES, &s) != RC_OK)
		return print_io(path);
	if (!is_of_press(&s))
		return usage_error(_("--icc: %s is no ICC profile of a four-colour press"), path);
	p->colours = fogra39;
	if (o->icc != NULL)
		p->colours = (struct page_colours){.condition = "Custom", .info = base_name(path)};
	p->colours.icc = s.text;
	p->colours.icc_n = s.len;
	return EXIT_WELL;
}
