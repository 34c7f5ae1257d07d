/* SPDX-License-Identifier: MIT */
/* A font file: opened, measured, subset; of some, turned into TrueType. */
#include <string.h>

#include "font/font.h"
#include "fuzz.h"

static const char CHAINS[] = "{\"roles\": {\"body\": [{\"file\": \"face\"}]}}";

enum { TRUETYPE_EVERY = 5 /* fonts, as it takes long if they state many glyphs */ };

static void no_step(void *user, enum font_step step, const int32_t *xy)
{
	(void)xy;
	*(size_t *)user += step;
}

static void use(const struct font *f, uint32_t gid)
{
	const struct font_glyph plain = {gid, 0, 0, 0}, narrow = {gid, 100, 0, 30};
	struct font_program program;
	size_t steps = 0;
	int box[4];

	(void)font_advance(f, gid);
	(void)font_keeps_glyph(f, gid);
	(void)font_glyph_box(f, gid, box);
	font_outline(f, gid, no_step, &steps);
	if (gid == 0)
		return;
	if (font_subset(f, &plain, 1, &program) == RC_OK && !program.whole) {
		struct font_embedded *e = font_embedded_open(program.data.p, program.data.n);

		font_embedded_close(e);
	}
	font_program_release(&program);
	if (!font_is_kept_whole(f)) {
		(void)!font_subset(f, &narrow, 1, &program);
		font_program_release(&program);
	}
}

static void turn(const struct font *f, uint32_t gid, uint32_t cp)
{
	struct buf truetype = {0};

	(void)!font_truetype(f, &(struct font_coded){cp, gid}, 1, &truetype);
	buf_release(&truetype);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint32_t characters[] = {0x4E00, 0x3002, 'A', '1', 0x20000};
	struct diag_list dl = {0};
	struct font_set *set;
	struct font_choice c;
	struct arena a = {0};
	struct font_names names;
	static const char *folder;

	if (folder == NULL)
		fuzz_file("fonts.json", CHAINS, strlen(CHAINS), &folder);
	fuzz_file("face", data, size, NULL);
	if (font_set_open(&folder, 1, &dl, &set) != RC_OK) {
		fuzz_require(0, "the chains of this target can be read");
		return 0;
	}
	for (size_t i = 0; i < COUNT(characters); i++)
		if (font_choose(set, 0, characters[i], &dl, &c) == RC_OK) {
			font_names_read(c.font, &a, &names);
			use(c.font, c.gid);
			if (c.gid > 0 && fuzz_one_in(TRUETYPE_EVERY, data, size))
				turn(c.font, c.gid, characters[i]);
		}
	font_set_close(set);
	diag_release(&dl);
	arena_release(&a);
	return 0;
}
