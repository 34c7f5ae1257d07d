/* SPDX-License-Identifier: MIT */
/* What a process can no longer do in a box, each in a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/box.h"
#include "base/sanitized.h"

static char folder[] = "/tmp/kanben-box-XXXXXX", other[] = "/tmp/kanben-box-XXXXXX";

static const char *in(const char *where, const char *name)
{
	static char path[2][64];
	static unsigned turn;

	turn = !turn;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", where, name);
	return path[turn];
}

/* The errno with which it fails; 0: it does not. */
static int failure(long result)
{
	return result < 0 ? errno : 0;
}

/* Each returns 0 if it went as it should, or the number of what did not. */
static int reader(unsigned walls)
{
	int files = (walls & BOX_FILES) != 0, calls = (walls & BOX_CALLS) != 0;

	if (failure(open("/etc/passwd", O_RDONLY)) != 0)
		return 1;
	if (files && failure(open(in(folder, "secret"), O_RDONLY)) != EACCES)
		return 2;
	if ((files || calls) &&
	    failure(open(in(folder, "new"), O_WRONLY | O_CREAT, 0600)) != EACCES)
		return 3;
	if (!calls)
		return 0;
	if (failure(socket(AF_INET, SOCK_STREAM, 0)) != ENOSYS)
		return 4;
	if (failure(fork()) != ENOSYS)
		return 5;
	if (failure(execl("/bin/true", "true", (char *)NULL)) != ENOSYS)
		return 6;
	if (failure(kill(getppid(), 0)) != ENOSYS)
		return 7;
	if (failure(unlink(in(folder, "secret"))) != ENOSYS)
		return 8;
	return 0;
}

static void *open_socket(void *ret)
{
	*(int *)ret = failure(socket(AF_INET, SOCK_STREAM, 0));
	return NULL;
}

/* A thread is made, and is in the box; a process is not. */
static int threads_are_in_the_box(void)
{
	pthread_t thread;
	int error = 0;

	if (failure(fork()) != ENOSYS)
		return 8;
	if (pthread_create(&thread, NULL, open_socket, &error) != 0)
		return 9;
	return pthread_join(thread, NULL) == 0 && error == ENOSYS ? 0 : 10;
}

static int maker(unsigned walls)
{
	bool files = (walls & BOX_FILES) != 0;
	int fd = open(folder, O_TMPFILE | O_WRONLY, 0600);
	char self[64];

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, "x", 1) != 1 || fsync(fd) != 0)
		return 1;
	if (linkat(AT_FDCWD, self, AT_FDCWD, in(folder, "a"), AT_SYMLINK_FOLLOW) != 0)
		return 2;
	if (rename(in(folder, "a"), in(folder, "b")) != 0 || unlink(in(folder, "b")) != 0)
		return 3;
	if (failure(open(in(other, "secret"), O_RDONLY)) != 0)
		return 4;
	if (files && failure(open(in(other, "secret"), O_WRONLY)) != EACCES)
		return 5;
	if (files && failure(unlink(in(other, "secret"))) != EACCES)
		return 6;
	if ((walls & BOX_CALLS) != 0 && failure(socket(AF_INET, SOCK_STREAM, 0)) != ENOSYS)
		return 7;
	return (walls & BOX_CALLS) != 0 ? threads_are_in_the_box() : 0;
}

static int memory(unsigned walls)
{
	enum { MEBIBYTE = 1 << 20 };
	void *p = mmap(NULL, 32 * MEBIBYTE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
	               0);

	(void)walls;
	if (p == MAP_FAILED)
		return 1;
	p = mmap(NULL, 80 * MEBIBYTE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p == MAP_FAILED ? 0 : 2;
}

static int for_ever(unsigned walls)
{
	volatile unsigned n = walls & 0;

	while (n != 1)
		n += 2;
	return 1;
}

static int in_box(const struct box_terms *terms, int (*work)(unsigned walls))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(work(box_enter(terms)));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void put_secret(const char *where)
{
	int fd = open(in(where, "secret"), O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	close(fd);
}

static void reader_opens_nothing_but_the_system(void **state)
{
	(void)state;
	assert_int_equal(in_box(&(struct box_terms){.kind = BOX_READER}, reader), 0);
}

static int walls_of(unsigned walls)
{
	return (int)walls;
}

/* A kernel that has a wall puts it up; the other tests would do without. */
static void what_the_kernel_has_stands(void **state)
{
	bool files =
	        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
	int walls = in_box(&(struct box_terms){.kind = BOX_READER}, walls_of);

	(void)state;
	assert_true((walls & BOX_LIMITS) != 0);
	assert_int_equal((walls & BOX_FILES) != 0, files && !IS_SANITIZED);
}

static void maker_writes_in_its_folders_only(void **state)
{
	const char *const writable[] = {folder};

	(void)state;
	assert_int_equal(in_box(&(struct box_terms){.kind = BOX_MAKER,
	                                            .writable = writable,
	                                            .writable_n = 1},
	                        maker),
	                 0);
}

/*
 * A sanitizer needs addresses without end, so there is no limit of memory then; qemu has none
 * (tools/arch.sh).
 */
static void memory_and_time_end(void **state)
{
	(void)state;
	if (!IS_SANITIZED && getenv("KANBEN_EMULATED") == NULL)
		assert_int_equal(
		        in_box(&(struct box_terms){.kind = BOX_READER, .memory = 64}, memory), 0);
	assert_int_equal(in_box(&(struct box_terms){.kind = BOX_READER, .seconds = 1}, for_ever),
	                 -SIGXCPU);
}

static int set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL || mkdtemp(other) == NULL)
		return -1;
	put_secret(folder);
	put_secret(other);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(in(folder, "secret"));
	unlink(in(other, "secret"));
	rmdir(folder);
	return rmdir(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reader_opens_nothing_but_the_system),
	                                   cmocka_unit_test(what_the_kernel_has_stands),
	                                   cmocka_unit_test(maker_writes_in_its_folders_only),
	                                   cmocka_unit_test(memory_and_time_end)};

	return cmocka_run_group_tests_name("box", tests, set_up, tear_down);
}
