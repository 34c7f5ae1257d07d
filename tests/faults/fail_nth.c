/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the program, with the C library's allocator behind it: allocation number
 * KANBEN_FAIL fails. The number of allocations goes into the file KANBEN_COUNT.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_long made;
static long failing = -1;

static int fails(void)
{
	if (failing < 0)
		failing = getenv("KANBEN_FAIL") != NULL ? atol(getenv("KANBEN_FAIL")) : 0;
	if (++made != failing)
		return 0;
	errno = ENOMEM;
	return 1;
}

#include "allocator.h"

__attribute__((destructor)) static void tell(void)
{
	long n = made;
	const char *path = getenv("KANBEN_COUNT");
	FILE *f = path != NULL ? fopen(path, "w") : NULL;

	if (f == NULL)
		return;
	fprintf(f, "%ld\n", n);
	fclose(f);
}
