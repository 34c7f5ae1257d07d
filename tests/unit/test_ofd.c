/* SPDX-License-Identifier: MIT */
/* test_ofd.c: the pieces that OFD packages are written with, and what none is made of. */
#include "write/ofd/ofd_xml.h"
#include "write/ofd/ofd_zip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "page_sample.h"

static void text_is_escaped_in_one_place(void **state)
{
	static const char text[] = "a&b<c>\"d\n\x01 \xef\xbf\xbe";
	struct buf b = {0};

	(void)state;
	buf_put_xml(&b, text, strlen(text));
	assert_string_equal(b.p, "a&amp;b&lt;c&gt;&quot;d   \xef\xbf\xbd");
	buf_release(&b);
}

static void steps_between_rounded_places_do_not_drift(void **state)
{
	int64_t sum = 0;

	(void)state;
	assert_int_equal(ofd_um(72 * LU_PER_PT), 25400);
	assert_int_equal(ofd_um(-72 * LU_PER_PT), -25400);
	for (lu x = 0; x < 1000 * 16 * LU_PER_PT; x += 16 * LU_PER_PT)
		sum += ofd_um(x + 16 * LU_PER_PT) - ofd_um(x);
	assert_int_equal(sum, ofd_um(1000 * 16 * LU_PER_PT));
}

static void make(struct buf *b, char hash[33])
{
	struct out *o = out_open_memory(b);
	struct ofd_zip *z = ofd_zip_new(o, NULL, (const int[]){6, 1});
	char same[4000];

	memset(same, 'x', sizeof(same));
	ofd_zip_add(z, "long", same, sizeof(same));
	ofd_zip_add(z, "short", "a", 1);
	ofd_zip_add(z, "empty", "", 0);
	ofd_zip_hash(z, hash);
	assert_int_equal(ofd_zip_finish(z), RC_OK);
	assert_int_equal(out_finish(o), RC_OK);
}

static void a_package_has_the_same_bytes_each_time(void **state)
{
	struct buf a = {0}, b = {0};
	char hash[2][33];

	(void)state;
	make(&a, hash[0]);
	make(&b, hash[1]);
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.p, b.p, a.n);
	assert_string_equal(hash[0], hash[1]);
	assert_int_equal(strlen(hash[0]), 32);
	assert_memory_equal(a.p, "PK\x03\x04", 4);
	assert_memory_equal(a.p + a.n - 22, "PK\x05\x06\0\0\0\0\x03\0\x03\0", 12);
	assert_int_equal(a.p[8], 8); /* deflated: it repeats */
	assert_in_range(a.n, 200, 500);
	assert_non_null(memmem(a.p, a.n, "shorta", 6)); /* stored */
	buf_release(&a);
	buf_release(&b);
}

/* ---- faults of ours ---- */

static void make_untitled(struct sample *s)
{
	s->pl.meta.title = "";
}

static void make_turned(struct sample *s)
{
	s->pl.pages[0].turned = true;
}

static void make_sizeless(struct sample *s)
{
	last_item(s)->u.run.size = 0;
}

static void make_missing(struct sample *s)
{
	last_glyphs(s)[0].gid = 0;
}

static void what_a_package_cannot_be_made_of_is_refused(void **state)
{
	static const struct {
		void (*make)(struct sample *s);
		const char *message;
	} cases[] = {{make_untitled, "the document has no title"},
	             {make_turned, "a page is turned on its sheet"},
	             {make_sizeless, "text without a font or a size"},
	             {make_missing, "a page shows a missing character"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		void *sample = NULL;
		struct buf made = {0};
		struct sample *s;
		struct write_input in;
		struct out *o = out_open_memory(&made);

		assert_int_equal(open_sample(&sample), 0);
		s = sample;
		begin_text(s);
		cases[i].make(s);
		in = (struct write_input){.writer = writer_lookup("ofd"), .pages = &s->pl};
		assert_int_equal(writer_write(&in, o, &s->dl), RC_BUG);
		assert_string_equal(s->dl.first->place.rule, "OFD");
		assert_non_null(strstr(s->dl.first->message, cases[i].message));
		out_abandon(o);
		buf_release(&made);
		close_sample(&sample);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(text_is_escaped_in_one_place),
	        cmocka_unit_test(steps_between_rounded_places_do_not_drift),
	        cmocka_unit_test(a_package_has_the_same_bytes_each_time),
	        cmocka_unit_test(what_a_package_cannot_be_made_of_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
