/* SPDX-License-Identifier: MIT */
/* stretch.c: memory for a stretch of blocks, as long as not all their pages are finished. */
#include <stdlib.h>

#include "base/mem.h"
#include "layout/setting.h"

/* A stretch has as many blocks as fit into so much memory, which is that of a few pages. */
enum { STRETCH_BYTES = 256 << 10 };

struct block_stretch {
	struct arena arena;
	int tag_end; /* the number of tags when the next one was begun */
	struct block_stretch *next;
};

void stretch_begin_block(struct setting *s)
{
	struct block_stretch *new;

	if ((s->pl->sink == NULL && s->rc == RC_OK) ||
	    (s->newest != NULL && arena_size(&s->newest->arena) < STRETCH_BYTES))
		return;
	new = mem_alloc(sizeof(*new));
	if (s->newest != NULL) {
		s->newest->tag_end = (int)s->pl->tag_n;
		s->newest->next = new;
	} else {
		s->oldest = new;
	}
	s->newest = new;
	s->arena = &new->arena;
}

static void release_oldest(struct setting *s)
{
	struct block_stretch *gone = s->oldest;

	s->oldest = gone->next;
	arena_release(&gone->arena);
	free(gone);
}

/* The last of the blocks may have no tags: it is gone once one with the next tag is. */
void stretch_release(struct setting *s, int tag_end)
{
	while (s->oldest != s->newest && s->oldest->tag_end < tag_end)
		release_oldest(s);
}

void stretch_release_all(struct setting *s)
{
	while (s->oldest != NULL)
		release_oldest(s);
	s->newest = NULL;
	s->arena = s->kept;
}
