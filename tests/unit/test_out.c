/* SPDX-License-Identifier: MIT */
/* test_out.c: files whose folder goes away while they are written. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/out.h"

static void assert_gone(bool rest, bool hold)
{
	char folder[] = "/tmp/kanben-test-XXXXXX", path[sizeof(folder) + 8];
	struct out *o;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/a.svg", folder);
	assert_int_equal(out_open(path, &o), RC_OK);
	out_put(o, "abc", 3);
	assert_int_equal(rmdir(folder), 0); /* the file has no name yet */
	if (rest)
		assert_int_equal(out_rest(o, hold), hold ? RC_OK : RC_IO);
	errno = 0;
	assert_int_equal(out_finish(o), RC_IO);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(access(path, F_OK), -1);
}

static void a_file_without_its_folder_is_told(void **state)
{
	(void)state;
	assert_gone(false, false);
	assert_gone(true, true);
	assert_gone(true, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_file_without_its_folder_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
