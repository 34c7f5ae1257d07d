/* SPDX-License-Identifier: MIT */
/* test_sparse.c: real faces read without their outlines answer as mapped ones do, and know when
 * their file is no longer what it was. */
#include "../unit/font_bench.h"
#include "base/sanitized.h"
#include "font/face.h"

enum { STRIDE = 501, SKIPPED = 77, READ_MAX = 8 << 20 };

static const struct {
	const char *file;
	unsigned index;
} FACES[] = {{"NotoSerifCJK-Regular.ttc", 2}, {"FandolHei-Regular.otf", 0}};

/* A face opened in both ways. */
struct pair {
	struct arena arena;
	struct font *mapped, *sparse;
};

static void open_pair(const char *path, unsigned index, struct pair *p)
{
	struct face_file file = {path, index, FACE_MAPPED};

	*p = (struct pair){0};
	assert_int_equal(face_open(&file, &p->arena, &p->mapped), FONT_USABLE);
	file.access = FACE_READ;
	assert_int_equal(face_open(&file, &p->arena, &p->sparse), FONT_USABLE);
	assert_non_null(p->sparse->sparse);
}

static void close_pair(struct pair *p)
{
	face_close(p->mapped);
	face_close(p->sparse);
	arena_release(&p->arena);
}

static void path_of_real(const char *file, char ret[PATH_MAX])
{
	snprintf(ret, PATH_MAX, "%s/%s", getenv("KANBEN_REAL_FONTS"), file);
}

/* Memory that is no file's, in bytes. */
static long anonymous(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "r");
	char line[256];
	long n = 0;

	assert_non_null(f);
	while (n == 0 && fgets(line, sizeof(line), f) != NULL)
		(void)sscanf(line, "Anonymous: %ld", &n);
	fclose(f);
	return n << 10;
}

static void put_step(void *user, enum font_step step, const int64_t *xy)
{
	static const size_t lengths[] = {
	        [FONT_MOVE] = 2, [FONT_LINE] = 2, [FONT_QUADRATIC] = 4, [FONT_CUBIC] = 6};

	buf_putc(user, (char)step);
	if (step != FONT_CLOSE)
		buf_put(user, (const char *)xy, lengths[step] * sizeof(*xy));
}

static void check_outline(const struct pair *p, uint32_t gid)
{
	struct buf a = {0}, b = {0};

	glyf_outline(p->mapped, gid, put_step, &a);
	glyf_outline(p->sparse, gid, put_step, &b);
	assert_int_equal(a.n, b.n);
	if (a.n > 0)
		assert_memory_equal(a.p, b.p, a.n);
	buf_release(&a);
	buf_release(&b);
}

static void check_glyph(const struct pair *p, uint32_t gid)
{
	const struct font_glyph glyph = {.gid = gid};
	struct font_program a, b;
	int box[2][4] = {{0}};

	assert_int_equal(font_advance(p->mapped, gid), font_advance(p->sparse, gid));
	assert_int_equal(font_glyph_box(p->mapped, gid, box[0]),
	                 font_glyph_box(p->sparse, gid, box[1]));
	assert_memory_equal(box[0], box[1], sizeof(box[0]));
	assert_int_equal(font_subset(p->mapped, &glyph, 1, &a), RC_OK);
	assert_int_equal(font_subset(p->sparse, &glyph, 1, &b), RC_OK);
	assert_int_equal(a.data.n, b.data.n);
	assert_memory_equal(a.data.p, b.data.p, a.data.n);
	font_program_release(&a);
	font_program_release(&b);
	check_outline(p, gid);
}

static void glyphs_are_those_of_a_mapped_face_in_little_memory(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(FACES); i++) {
		struct pair p;
		char path[PATH_MAX];
		long before = anonymous();

		path_of_real(FACES[i].file, path);
		open_pair(path, FACES[i].index, &p);
		for (uint32_t gid = 1; gid < hb_face_get_glyph_count(p.mapped->face); gid += STRIDE)
			check_glyph(&p, gid);
		/* A sanitizer keeps what is freed. */
		assert_true(IS_SANITIZED || anonymous() - before < READ_MAX);
		close_pair(&p);
	}
}

/* HarfBuzz and FreeType read whole tables. */
static void whoever_needs_all_outlines_gets_them(void **state)
{
	hb_glyph_extents_t a, b;
	char path[PATH_MAX];
	struct pair p;

	(void)state;
	path_of_real("FandolHei-Regular.otf", path);
	open_pair(path, 0, &p);
	assert_true(hb_font_get_glyph_extents(p.mapped->hb, STRIDE, &a));
	assert_true(hb_font_get_glyph_extents(p.sparse->hb, STRIDE, &b));
	assert_memory_equal(&a, &b, sizeof(a));
	assert_int_equal(FT_Load_Glyph(face_freetype(p.sparse), STRIDE, FT_LOAD_NO_SCALE), 0);
	assert_true(face_freetype(p.sparse)->glyph->outline.n_points > 0);
	check_outline(&p, 0); /* .notdef */
	close_pair(&p);
}

static void a_file_that_is_written_to_is_known(void **state)
{
	const struct font_glyph glyph = {.gid = STRIDE};
	struct scene *sc = *state;
	struct font_program program;
	char real[PATH_MAX], path[PATH_MAX], command[3 * PATH_MAX];
	int box[4];

	path_of_real("FandolHei-Regular.otf", real);
	path_of(sc, "hei.otf", path);
	for (int whole = 0; whole < 2; whole++) {
		struct face_file file = {path, 0, FACE_READ};
		struct font *f;

		snprintf(command, sizeof(command), "cp '%s' '%s'", real, path);
		assert_int_equal(system(command), 0);
		assert_int_equal(face_open(&file, &sc->arena, &f), FONT_USABLE);
		assert_true(face_is_intact(f));
		if (whole)
			assert_true(sparse_fill(f->sparse));
		assert_int_equal(truncate(path, 0), 0);
		assert_false(face_is_intact(f));
		assert_int_equal(font_glyph_box(f, STRIDE, box), whole);
		assert_int_equal(font_subset(f, &glyph, 1, &program), whole ? RC_OK : RC_BUG);
		assert_true(font_find_glyph(f, 0x4E00) > 0);
		font_program_release(&program);
		face_close(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(glyphs_are_those_of_a_mapped_face_in_little_memory),
	        cmocka_unit_test(whoever_needs_all_outlines_gets_them),
	        cmocka_unit_test_setup_teardown(a_file_that_is_written_to_is_known, set_up,
	                                        tear_down),
	};
	char path[PATH_MAX];

	for (size_t i = 0; i < COUNT(FACES); i++) {
		path_of_real(FACES[i].file, path);
		if (access(path, R_OK) != 0)
			return SKIPPED; /* fonts/fetch.sh was not run */
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
