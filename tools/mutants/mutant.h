/* SPDX-License-Identifier: MIT */
/* Put before every file by tools/mutate.py: says which fault is on, and notes which places are
   reached. Both are in a file that all processes map, as tests clear the environment and workers
   may open nothing. */
#ifndef MUTANT_H
#define MUTANT_H

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
	int fd = open(MUTANT_STATE, O_RDWR | O_CLOEXEC);
	void *p = fd < 0 ? MAP_FAILED
	                 : mmap(NULL, sizeof *mutant_state, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
	                        0);

	if (p != MAP_FAILED)
		mutant_state = p;
	if (fd >= 0)
		close(fd);
}

__attribute__((unused)) static inline int mutant_at(int n)
{
	mutant_state->reached[n] = 1;
	return mutant_state->on == n;
}

#endif
