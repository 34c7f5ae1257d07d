/* SPDX-License-Identifier: MIT */
/* Put before every file by tools/mutate.py: says which fault is on, and notes which places are
   reached. Both are in a file that all processes map, as tests clear the environment and workers
   may open nothing. It is mapped once in a process, at the same address for all its files: a
   module may be loaded when nothing can be opened any more. */
#ifndef MUTANT_H
#define MUTANT_H

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

struct mutant_state {
	int on;
	unsigned char reached[MUTANTS];
};

static struct mutant_state mutant_none = {.on = -1};
static struct mutant_state *mutant_state = &mutant_none;

__attribute__((constructor)) static void mutant_open(void)
{
	void *const at = (void *)0x300000000000;
	int fd = open(MUTANT_STATE, O_RDWR | O_CLOEXEC);
	void *p = mmap(at, sizeof *mutant_state, PROT_READ | PROT_WRITE,
	               (fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED) | MAP_FIXED_NOREPLACE,
	               fd, 0);

	if (p == MAP_FAILED ? errno == EEXIST : fd >= 0)
		mutant_state = at;
	else if (p != MAP_FAILED)
		munmap(p, sizeof *mutant_state);
	if (fd >= 0)
		close(fd);
}

__attribute__((unused)) static inline int mutant_at(int n)
{
	mutant_state->reached[n] = 1;
	return mutant_state->on == n;
}

#endif
