/* SPDX-License-Identifier: MIT */
/*
 * test_out.c: files whose folder goes away while they are written, or that cannot be closed;
 * what number they have; outputs that hold what is put.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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

/* Stands before the C library's: a file is closed all the same, as Linux does. */
static bool close_fails;

int close(int fd)
{
	long result = syscall(SYS_close, fd);

	if (result == 0 && close_fails) {
		errno = EIO;
		return -1;
	}
	return (int)result;
}

static void a_file_that_cannot_be_closed_gets_no_name(void **state)
{
	char folder[] = "/tmp/kanben-test-XXXXXX", path[sizeof(folder) + 8];
	struct out *o;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/a.svg", folder);
	for (int rest = 0; rest < 2; rest++) {
		assert_int_equal(out_open(path, &o), RC_OK);
		out_put(o, "abc", 3);
		close_fails = true;
		errno = 0;
		if (rest) {
			assert_int_equal(out_rest(o, /*hold*/ false), RC_IO);
			assert_int_equal(errno, EIO);
			close_fails = false;
		}
		errno = 0;
		assert_int_equal(out_finish(o), RC_IO);
		assert_int_equal(errno, EIO);
		close_fails = false;
		assert_int_equal(access(path, F_OK), -1);
	}
	assert_int_equal(rmdir(folder), 0);
}

/* The file is the first that is open where a host has closed standard input. */
static void an_output_may_have_the_number_0(void **state)
{
	char folder[] = "/tmp/kanben-test-XXXXXX", path[sizeof(folder) + 8];
	int input = dup(STDIN_FILENO);
	struct stat st;
	struct out *o;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/a.svg", folder);
	assert_int_equal(mknod(path, S_IFREG | 0600, 0), 0);
	close(STDIN_FILENO);
	assert_int_equal(out_open(path, &o), RC_OK);
	out_put(o, "abc", 3);
	assert_int_equal(out_finish(o), RC_OK);
	dup2(input, STDIN_FILENO);
	close(input);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 3);
	assert_int_equal(st.st_mode & 0777, 0600);
	unlink(path);
	assert_int_equal(rmdir(folder), 0);
}

static void what_is_held_can_be_put_or_replaced(void **state)
{
	struct buf all = {0}, held = {0};
	struct out *o = out_open_memory(&all);

	(void)state;
	out_put(o, "abc", 3);
	out_hold(o, &held);
	out_put(o, "held", 4);
	assert_int_equal(out_size(o), 7);
	out_let_go(o);
	assert_int_equal(held.n, 4);
	assert_memory_equal(held.p, "held", 4);
	assert_int_equal(out_size(o), 3);
	out_let_go(o); /* does nothing */
	out_put(o, "d", 1);
	assert_int_equal(out_finish(o), RC_OK);
	assert_int_equal(all.n, 4);
	assert_memory_equal(all.p, "abcd", 4);
	buf_release(&all);
	buf_release(&held);
}

static void what_is_held_is_gone_with_the_output(void **state)
{
	struct buf all = {0}, held = {0};
	struct out *o = out_open_memory(&all);

	(void)state;
	out_hold(o, &held);
	out_put(o, "held", 4);
	out_abandon(o);
	assert_int_equal(all.n, 0);
	buf_release(&all);
	buf_release(&held);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_file_without_its_folder_is_told),
	        cmocka_unit_test(a_file_that_cannot_be_closed_gets_no_name),
	        cmocka_unit_test(an_output_may_have_the_number_0),
	        cmocka_unit_test(what_is_held_can_be_put_or_replaced),
	        cmocka_unit_test(what_is_held_is_gone_with_the_output),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
