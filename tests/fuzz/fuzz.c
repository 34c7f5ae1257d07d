/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_kind.h"
#include "import/import.h"
#include "reread/reread.h"

void fuzz_require(int kept, const char *promise)
{
	if (kept)
		return;
	fprintf(stderr, "not kept: %s\n", promise);
	abort();
}

/* Otherwise the process would end in silence, and libFuzzer without the input. */
static void stop_for_memory(void)
{
	fuzz_require(0, "there is memory for any input");
}

struct engine *fuzz_engine(void)
{
	static struct engine engine;
	static struct engine *made;
	struct diag_list dl = {0};
	static const char *const modules[] = {"import", "reread"};
	const char *source = getenv("KANBEN_SOURCE"), *build = getenv("KANBEN_BUILD");

	if (made != NULL)
		return made;
	fuzz_require(source != NULL && build != NULL, "KANBEN_SOURCE and KANBEN_BUILD are set");
	mem_set_oom_handler(stop_for_memory);
	engine_init(&engine);
	folders_add(&engine.paths.layouts, arena_printf(&engine.arena, "%s/layouts", source));
	folders_add(&engine.paths.layouts,
	            arena_printf(&engine.arena, "%s/tests/fuzz/layouts", source));
	folders_add(&engine.paths.fonts, arena_printf(&engine.arena, "%s/tests/fonts", source));
	for (size_t i = 0; i < COUNT(modules); i++)
		folders_add(&engine.paths.modules,
		            arena_printf(&engine.arena, "%s/src/%s", build, modules[i]));
	fuzz_require(modules_import(&engine, &dl) != NULL && modules_reread(&engine, &dl) != NULL &&
	                     modules_reread_ofd(&engine, &dl) != NULL,
	             "the modules are there");
	diag_release(&dl);
	made = &engine;
	return made;
}

struct source fuzz_source(struct arena *a, const char *name, const uint8_t *data, size_t size)
{
	/* libFuzzer's first input has no bytes, and no place. */
	const char *bytes = size > 0 ? (const char *)data : "";

	return (struct source){.name = name, .text = arena_strndup(a, bytes, size), .len = size};
}

static void remove_scratch_folder(void);

static const char *scratch_folder(void)
{
	static char folder[200];
	static const char *made;
	const char *above = getenv("TMPDIR"); /* which tools/fuzz.sh clears */

	if (made == NULL) {
		snprintf(folder, sizeof(folder), "%s/kanben-fuzz-XXXXXX",
		         above != NULL ? above : "/dev/shm");
		made = mkdtemp(folder);
		atexit(remove_scratch_folder);
	}
	fuzz_require(made != NULL, "there is a folder in memory");
	return made;
}

static void remove_scratch_folder(void)
{
	DIR *d = opendir(scratch_folder());
	const struct dirent *entry;

	if (d == NULL)
		return;
	while ((entry = readdir(d)) != NULL)
		unlinkat(dirfd(d), entry->d_name, 0);
	closedir(d);
	rmdir(scratch_folder());
}

/* A file of the scratch folder, opened once: opening and emptying it took a fourth of the time. */
static int scratch_file(const char *name)
{
	static struct {
		char name[16];
		int fd;
	} files[4];
	char path[256];
	size_t i = 0;

	while (i < COUNT(files) && *files[i].name != '\0' && strcmp(files[i].name, name) != 0)
		i++;
	fuzz_require(i < COUNT(files) && strlen(name) < sizeof(files[i].name), "it is one of few");
	if (*files[i].name == '\0') {
		snprintf(path, sizeof(path), "%s/%s", scratch_folder(), name);
		files[i].fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		strcpy(files[i].name, name);
	}
	return files[i].fd;
}

const char *fuzz_file(const char *name, const void *bytes, size_t n, const char **ret_folder)
{
	static char path[256];
	int fd = scratch_file(name);

	snprintf(path, sizeof(path), "%s/%s", scratch_folder(), name);
	fuzz_require(fd >= 0 && pwrite(fd, bytes, n, 0) == (ssize_t)n &&
	                     ftruncate(fd, (off_t)n) == 0,
	             "a file can be written");
	if (ret_folder != NULL)
		*ret_folder = scratch_folder();
	return path;
}

bool fuzz_one_in(unsigned n, const uint8_t *data, size_t size)
{
	uint32_t hash = 2166136261u ^ n; /* FNV-1a; each n chooses others */

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ data[i]) * 16777619u;
	return !KANBEN_LIBFUZZER || (hash ^ hash >> 15) % n == 0;
}

/* Imports the input with a form, which is a layout's name, or NULL for that of 2021. */
static void import_as(const char *form, const struct source *file)
{
	struct engine *e = fuzz_engine();
	const struct layout_file *layout;
	struct arena a = {0};
	struct diag_list dl = {0};
	struct import_figures figures = {0};
	struct import_input in = {.source = file, .findings = &dl, .figures = &figures};
	struct loaded made = {.source = {.name = "made"}};
	struct buf b = {0};

	fuzz_require(loaded_layout(e, form, &dl, &layout) == RC_OK, "there is a layout");
	in.form = layout->form;
	if (e->import->document(&a, &in, &b) == RC_OK) {
		made.source.text = b.p;
		made.source.len = b.n;
		(void)loaded_read(e, &made, NULL, &made.dl);
		fuzz_require(made.root != NULL, "what import makes is JSON");
	} else {
		fuzz_require(dl.error_n > 0, "what import refuses is told");
	}
	loaded_release(&made);
	buf_release(&b);
	diag_release(&dl);
	arena_release(&a);
}

/*
 * Is the input what the target is there for? All that can be read is read as text, in more ways
 * than anything else, so that text would soon be most of the corpus of every target.
 */
static bool is_meant(const struct source *file)
{
	enum file_kind kind = file_kind_of(file);

	if (!KANBEN_LIBFUZZER || strstr(file->name, ".txt") != NULL)
		return true;
	if (kind == FILE_HTML || kind == FILE_XML)
		return strstr(file->name, ".html") != NULL;
	if (kind == FILE_MHTML)
		return strstr(file->name, ".mhtml") != NULL;
	return kind != FILE_UNKNOWN;
}

void fuzz_import(const char *name, const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct source file = fuzz_source(&a, name, data, size);

	if (is_meant(&file)) {
		import_as("short", &file);
		/* A document is compared with each wording of a form; this one has hundreds. */
		if (fuzz_one_in(FUZZ_WHOLE_FORM, data, size))
			import_as(NULL, &file);
	}
	arena_release(&a);
}
