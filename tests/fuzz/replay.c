/* SPDX-License-Identifier: MIT */
/* replay.c: runs a target with the files of a folder, in the order of their names. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fuzz.h"

static int is_shown(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static int run(const char *folder, const char *name)
{
	struct buf path = {0}, content = {0};
	char chunk[65536];
	FILE *f;
	size_t n;
	int failed;

	buf_putf(&path, "%s/%s", folder, name);
	f = fopen(path.p, "rb");
	failed = f == NULL;
	while (f != NULL && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_put(&content, chunk, n);
	if (f != NULL)
		fclose(f);
	fprintf(stderr, "%s\n", path.p); /* the last one is the one that stopped it */
	if (!failed)
		LLVMFuzzerTestOneInput((const uint8_t *)(content.p != NULL ? content.p : ""),
		                       content.n);
	buf_release(&content);
	buf_release(&path);
	return failed;
}

int main(int argc, char **argv)
{
	struct dirent **list;
	int failed = 0, n = argc == 2 ? scandir(argv[1], &list, is_shown, alphasort) : -1;

	for (int i = 0; i < n; i++) {
		failed |= run(argv[1], list[i]->d_name);
		free(list[i]);
	}
	if (n > 0)
		free(list);
	/* An empty corpus would pass for a test. */
	return n > 0 ? failed : 1;
}
