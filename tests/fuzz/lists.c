/* SPDX-License-Identifier: MIT */
/* Lists of the command line: the first byte says which: expected organs (--organs), or a log
 * (--resume). */
#include "app/inputs.h"
#include "app/log.h"
#include "fuzz.h"

/* The program's own is in options.c, with all its commands behind it. */
enum exit_code usage_error(const char *fmt, ...)
{
	(void)fmt;
	return EXIT_USAGE;
}

static void read_organs(struct arena *a, const char *path)
{
	enum exit_code code;
	struct diag_list dl = {0};
	struct organs *organs = organs_new(a, path, &code);

	if (organs != NULL) {
		organs_tell_missing(organs, &dl);
		organs_release(organs);
	}
	diag_release(&dl);
}

static void read_log(struct arena *a, const char *path)
{
	struct log log = {.path = path};
	struct output files = {.document = "out/a.pdf"};
	struct resume past;

	if (resume_read(a, &log, &past) != EXIT_WELL)
		return;
	(void)resume_lookup(&past, "a.json", "publish", &files);
	resume_release(&past);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	const char *path;

	if (size == 0)
		return 0;
	path = fuzz_file("list", data + 1, size - 1, NULL);
	if (data[0] % 2 == 0)
		read_organs(&a, path);
	else
		read_log(&a, path);
	arena_release(&a);
	return 0;
}
