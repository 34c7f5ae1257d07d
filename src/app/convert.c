/* SPDX-License-Identifier: MIT */
#include "app/convert.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/converter.h"
#include "base/tr.h"
#include "engine/input.h"
#include "import/import.h"

enum { ARGUMENTS_MAX = 12, FOLDERS_OPEN = 16 };

/* A program that reads a kind of document. An argument may have one %s: the private folder. */
struct converter {
	enum file_kind kind;
	const char *commands[3]; /* names that it goes by, the first one found is run */
	const char *product;
	const char *input, *output; /* below the private folder */
	const char *arguments[ARGUMENTS_MAX];
	const char *advice; /* N_(): the way out if it does not help */
	size_t processor;   /* seconds of it that are enough; 0: as many as it may take in all */
};

#define OFFICE_ARGUMENTS                                                                           \
	"--headless", "--norestore", "--nologo", "--nolockcheck",                                  \
	        "-env:UserInstallation=file://%s/profile", "--convert-to",                         \
	        "docx:MS Word 2007 XML", "--outdir", "%s/out"
#define OFFICE_ADVICE N_("save it as .docx and import that")

static const struct converter converters[] = {
        {FILE_DOC,
         {"soffice", "libreoffice"},
         "LibreOffice",
         "document.doc",
         "out/document.docx",
         {OFFICE_ARGUMENTS, "%s/document.doc"},
         OFFICE_ADVICE},
        {FILE_RTF,
         {"soffice", "libreoffice"},
         "LibreOffice",
         "document.rtf",
         "out/document.docx",
         {OFFICE_ARGUMENTS, "%s/document.rtf"},
         OFFICE_ADVICE},
        {FILE_PDF,
         {"pdftotext"},
         "pdftotext (poppler-utils)",
         "document.pdf",
         "out/document.txt",
         {"-layout", "-enc", "UTF-8", "%s/document.pdf", "%s/out/document.txt"},
         N_("import the .docx, .html or .txt it was made from"),
         .processor = 10},
};

static const struct converter *converter_of(enum file_kind kind)
{
	for (size_t i = 0; i < COUNT(converters); i++)
		if (converters[i].kind == kind)
			return &converters[i];
	return NULL;
}

bool convert_reads(enum file_kind kind)
{
	return converter_of(kind) != NULL;
}

/* ---- the private folder ---- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
	(void)st;
	(void)kind;
	(void)walk;
	remove(path);
	return 0;
}

/* It follows no links, so that a converter cannot have other folders emptied. */
static void remove_folder(const char *folder)
{
	nftw(folder, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

static bool write_file(const char *path, const struct source *document)
{
	FILE *f = fopen(path, "wbx");
	bool good;

	if (f == NULL)
		return false;
	good = fwrite(document->text, 1, document->len, f) == document->len;
	return fclose(f) == 0 && good;
}

/* The folder with the document in it, in the arena; NULL, with errno set. */
static const char *make_folder(struct arena *a, const struct converter *c,
                               const struct source *document)
{
	const char *top = getenv("TMPDIR");
	char *folder;
	int error;

	folder = arena_printf(a, "%s/kanben-XXXXXX", top != NULL && *top == '/' ? top : "/tmp");
	if (mkdtemp(folder) == NULL)
		return NULL;
	if (mkdir(arena_printf(a, "%s/out", folder), S_IRWXU) == 0 &&
	    mkdir(arena_printf(a, "%s/profile", folder), S_IRWXU) == 0 &&
	    write_file(arena_printf(a, "%s/%s", folder, c->input), document))
		return folder;
	error = errno;
	remove_folder(folder);
	errno = error;
	return NULL;
}

/* ---- running it ---- */

/* The first of its names that is a program of the search path, in the arena; NULL: none. */
static const char *find_program(struct arena *a, const struct converter *c)
{
	for (size_t i = 0; c->commands[i] != NULL; i++) {
		const char *path = getenv("PATH");

		while (path != NULL && *path != '\0') {
			size_t n = strcspn(path, ":");
			const char *file = arena_printf(a, "%.*s/%s", (int)n, path, c->commands[i]);
			struct stat st;

			/* Not in a folder that depends on where kanben was started. */
			if (*path == '/' && stat(file, &st) == 0 && S_ISREG(st.st_mode) &&
			    access(file, X_OK) == 0)
				return file;
			path += n + (path[n] == ':');
		}
	}
	return NULL;
}

/* The text with the folder in place of its %s. */
static char *with_folder(struct arena *a, const char *text, const char *folder)
{
	const char *at = strstr(text, "%s");

	if (at == NULL)
		return arena_strdup(a, text);
	return arena_printf(a, "%.*s%s%s", (int)(at - text), text, folder, at + 2);
}

static enum converter_end run(struct arena *a, const struct converter *c, const char *program,
                              const char *folder, struct converter_run *run)
{
	const char *path = getenv("PATH");
	char *arguments[ARGUMENTS_MAX + 2] = {arena_strdup(a, program)};
	char *environment[] = {arena_printf(a, "PATH=%s", path != NULL ? path : ""),
	                       arena_printf(a, "HOME=%s/profile", folder),
	                       arena_printf(a, "TMPDIR=%s", folder),
	                       arena_strdup(a, "LC_ALL=C.UTF-8"), NULL};

	for (size_t i = 0; i < ARGUMENTS_MAX && c->arguments[i] != NULL; i++)
		arguments[i + 1] = with_folder(a, c->arguments[i], folder);
	run->arguments = arguments;
	run->environment = environment;
	run->folder = folder;
	return converter_run(run);
}

/* ---- what became of it ---- */

static void tell(struct diag_list *dl, enum diag_severity severity, const struct source *document,
                 const char *message)
{
	const struct diag_place place = {
	        .source = document, .rule = severity == DIAG_ERROR ? IMPORT_UNPLACED : IMPORT_RULE};

	diag_add(dl, severity, &place, "%s", message);
}

static enum rc tell_missing(struct arena *a, const struct converter *c, struct diag_list *dl,
                            const struct source *document)
{
	tell(dl, DIAG_ERROR, document,
	     arena_printf(a, _("this is %s, which is read through %s; that is not installed: %s"),
	                  file_kind_name(c->kind), c->product, _(c->advice)));
	return RC_INPUT;
}

static enum rc tell_folder(struct arena *a, struct diag_list *dl, const struct source *document)
{
	tell(dl, DIAG_ERROR, document,
	     arena_printf(a, _("a temporary folder for the converter cannot be made: %s"),
	                  tr_error(errno)));
	return RC_IO;
}

static void tell_end(struct arena *a, const struct converter *c, enum converter_end end,
                     struct diag_list *dl, const struct source *document)
{
	const char *kind = file_kind_name(c->kind), *advice = _(c->advice);

	if (end == CONVERTER_LATE)
		tell(dl, DIAG_ERROR, document,
		     arena_printf(a,
		                  _("this is %s, which %s did not finish in time; allow more with "
		                    "--timeout, or %s"),
		                  kind, c->product, advice));
	else
		tell(dl, DIAG_ERROR, document,
		     arena_printf(a, _("this is %s, which %s could not read: %s"), kind, c->product,
		                  advice));
}

/* A file of the private folder, and not what a link in it leads to. */
static bool take_output(struct arena *a, const char *path, struct source *ret)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	       input_read(a, path, IMPORT_MAX_BYTES, ret) == RC_OK;
}

enum rc convert_document(struct arena *a, const struct source *document, struct convert_time time,
                         struct diag_list *dl, struct source *ret)
{
	const struct converter *c = converter_of(file_kind_of(document));
	struct converter_run run_of = {.seconds = time.seconds, .processor = time.seconds};
	const char *program = find_program(a, c), *folder;
	enum converter_end end;
	bool good;

	if (program == NULL)
		return tell_missing(a, c, dl, document);
	if (!time.asked && c->processor > 0 && c->processor < time.seconds)
		run_of.processor = c->processor;
	folder = make_folder(a, c, document);
	if (folder == NULL)
		return tell_folder(a, dl, document);
	end = run(a, c, program, folder, &run_of);
	good = end == CONVERTER_WELL &&
	       take_output(a, arena_printf(a, "%s/%s", folder, c->output), ret);
	remove_folder(folder);
	if (end == CONVERTER_INTERRUPTED)
		raise(run_of.signal);
	if (run_of.networked)
		tell(dl, DIAG_NOTE, document,
		     arena_printf(a,
		                  _("the system does not let %s be cut off from the network; it "
		                    "ran with it"),
		                  c->product));
	if (!good) {
		tell_end(a, c, end, dl, document);
		return RC_INPUT;
	}
	if (c->kind == FILE_PDF)
		tell(dl, DIAG_WARNING, document,
		     _("this PDF does not say what its tables are; figures are placed by where "
		       "they "
		       "stand in the output of pdftotext -layout, whose lines are named here: "
		       "compare them with the document"));
	ret->name = document->name;
	return RC_OK;
}
