/* SPDX-License-Identifier: MIT */
/* What of a PDF must depend neither on the processor nor on the compressor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/digest.h"
#include "pdf_damage.h"
#include "write/pdf/pdf_font.h"

/* A constant: it would differ where the numbers have another byte order or size. */
static void the_tag_of_a_subset_is_the_same_on_every_processor(void **state)
{
	static const struct font_glyph glyphs[] = {
	        {.gid = 1}, {.gid = 0x12345, .left = -7, .right = 300}, {.gid = 9, .up = -120}};
	char tag[7], other[7];

	(void)state;
	pdf_font_tag("NotoSerifCJKsc-Regular", glyphs, 3, tag);
	assert_string_equal(tag, "UUVSRL");
	pdf_font_tag("NotoSerifCJKsc-Regular", glyphs, 2, other);
	assert_string_not_equal(tag, other);
}

/* The file and what is said of its content, at a level of compression. */
struct packed {
	char *bytes, *id;
	size_t n;
	char hash[DIGEST_TEXT];
};

static void pack(struct sample *s, const struct writer *writer, int level, struct packed *ret)
{
	struct writer w = *writer;

	w.deflate_level = w.outline_level = level;
	s->in.content = digest_new();
	ret->bytes = write_and_read(s, &w, RC_OK, &ret->n);
	digest_finish(s->in.content, ret->hash);
	digest_free(s->in.content);
	ret->id = memmem(ret->bytes, ret->n, "/ID[<", 5);
	assert_non_null(ret->id);
}

/* ISO 15930-7 wants both: they tell one version of a document from another. */
static void an_edition_for_printers_says_which_version_it_is(void **state)
{
	static const char *const said[] = {
	        "<xmpMM:DocumentID>uuid:", "<xmpMM:VersionID>1</xmpMM:VersionID>",
	        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"};
	void *sample = NULL;
	struct packed p;

	(void)state;
	assert_int_equal(open_sample(&sample), 0);
	pack(sample, make_edition(sample, "print"), 1, &p);
	for (size_t i = 0; i < COUNT(said); i++)
		assert_non_null(memmem(p.bytes, p.n, said[i], strlen(said[i])));
	free(p.bytes);
	close_sample(&sample);
}

static void identifiers_do_not_depend_on_the_compressor(void **state)
{
	static const char *const profiles[] = {"publish", "print", "archive", "archive2", "web"};

	(void)state;
	for (size_t i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++) {
		void *sample = NULL;
		const struct writer *w;
		struct packed a, b;
		const char *uuid;

		assert_int_equal(open_sample(&sample), 0);
		w = make_edition(sample, profiles[i]);
		pack(sample, w, 1, &a);
		pack(sample, w, 12, &b);
		assert_int_not_equal(a.n, b.n);
		assert_memory_equal(a.id, b.id, 5 + 2 * 34);
		assert_string_equal(a.hash, b.hash);
		uuid = memmem(a.bytes, a.n, "uuid:", 5);
		assert_int_equal(uuid != NULL, w->claims.pdfx != NULL);
		if (uuid != NULL)
			assert_non_null(memmem(b.bytes, b.n, uuid, 41));
		free(a.bytes);
		free(b.bytes);
		close_sample(&sample);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_tag_of_a_subset_is_the_same_on_every_processor),
	        cmocka_unit_test(an_edition_for_printers_says_which_version_it_is),
	        cmocka_unit_test(identifiers_do_not_depend_on_the_compressor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
