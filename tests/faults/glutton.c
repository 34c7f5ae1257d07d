/* SPDX-License-Identifier: MIT */
/*
 * A stand-in for the reread module that takes more memory, or more time, whatever it is given: the
 * last byte of the file says which. It gives up at a gigabyte and a half, where nothing stops it.
 */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "reread/reread.h"

enum { MEBIBYTE = 1 << 20, MOST = 1536 };

static enum rc take(const struct source *file, size_t limit, struct arena *a, struct diag_list *dl,
                    struct source *ret)
{
	volatile unsigned spent = 0;

	(void)limit;
	(void)a;
	(void)dl;
	(void)ret;
	while (file->len > 0 && file->text[file->len - 1] == 'T')
		spent++;
	for (int i = 0; i < MOST; i++)
		memset(mem_alloc(MEBIBYTE), 1, MEBIBYTE);
	return RC_INPUT;
}

const struct reread kanben_reread = {.source = take,
                                     .module = {mem_set_oom_handler, tr_set_catalogue}};
