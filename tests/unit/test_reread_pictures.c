/* SPDX-License-Identifier: MIT */
/* A picture of a finished PDF is compared, too: where it is, how large, and which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_damage.h"
#include "picture/picture.h"

#define CONTENT PAGES, "1", "/Contents"
#define IMAGE PAGES, "1", "/Resources", "/XObject", "/I1"

static const struct damage damages[] = {
        {"publish", {CONTENT}, EDIT, "30 0 0 40 ", "31 0 0 40 ", "the place of a picture"},
        {"publish", {CONTENT}, EDIT, "30 0 0 40 ", "30 0 0 41 ", "the place of a picture"},
        {"publish", {CONTENT}, EDIT, "30 0 0 40 ", "29 0 0 40 1", "the place of a picture"},
        {"publish", {CONTENT}, EDIT, " Do Q", " Q", "page 2, "},
        {"publish", {IMAGE}, SET, "/Width", "31", "the width of a picture: “30” expected"},
        {"publish", {IMAGE}, SET, "/Height", "41", "the height of a picture: “40” expected"},
};

static void add_picture(struct sample *s)
{
	static const struct picture photo = {.jpeg = true,
	                                     .colour = true,
	                                     .width = 30,
	                                     .height = 40,
	                                     .bytes = "dots",
	                                     .n = 4,
	                                     .hash = "5"};
	static const struct tag_area area = {.page = 1,
	                                     .box = {PT(200), PT(200), PT(230), PT(240)}};
	int figure = page_add_tag(&s->pl, TAG_FIGURE, 0);
	struct page_item *it = page_add_item(&s->pl, 1, ITEM_PICTURE, figure);

	s->pl.tags[figure].alt = "a hall";
	s->pl.tags[figure].area = &area;
	it->u.picture.x = it->u.picture.y = PT(200);
	it->u.picture.w = PT(30);
	it->u.picture.h = PT(40);
	it->u.picture.picture = &photo;
}

static void another_picture_is_noticed(void **state)
{
	struct edition e = {.profile = "publish"};
	struct sample *s;
	struct write_input in;
	struct buf pdf = {0};

	(void)state;
	assert_int_equal(open_sample(&e.sample), 0);
	s = e.sample;
	e.writer = make_edition(s, e.profile);
	add_picture(s);
	e.bytes = write_and_read(s, e.writer, RC_OK, &e.n);
	in = sample_input(s, e.writer);
	buf_put(&pdf, e.bytes, e.n);
	assert_int_equal(kanben_reread.verify(&pdf, &in, &s->dl), RC_OK);
	for (size_t i = 0; i < COUNT(damages); i++) {
		qpdf_data q = open_bytes(&e);

		inflict(q, &damages[i]);
		assert_differs(&e, q, damages[i].message);
	}
	buf_release(&pdf);
	close_edition(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(another_picture_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
