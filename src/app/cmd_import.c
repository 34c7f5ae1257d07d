/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <string.h>
#include <sys/stat.h>

#include "app/batch.h"
#include "app/boxed.h"
#include "app/convert.h"
#include "app/folder.h"
#include "app/import_report.h"
#include "app/inputs.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/tr.h"
#include "engine/foreign.h"
#include "engine/input.h"
#include "import/import.h"
#include "reread/reread.h"

/* The documents that were given, and the files their reports go to. */
struct documents {
	struct folder_files files;
	const char **reports; /* NULL: the one of -o, or standard output */
	struct buf account;   /* of --report: what became of them */
};

/* The JSON of an archive edition; false: it has none, or is none. */
static bool take_embedded(struct program *p, const struct source *file, struct buf *report)
{
	const struct reread *module;
	struct diag_list dl = {0};
	struct source json;
	bool good;

	if (!foreign_may_carry_report(file))
		return false;
	module = modules_reread_for(&p->engine, file, &dl);
	good = module != NULL &&
	       module->source(file, foreign_report_limit(file), &p->arena, &dl, &json) == RC_OK;
	diag_release(&dl);
	if (good)
		buf_put(report, json.text, json.len);
	return good;
}

/* What the import module reads in place of a document. */
struct readable {
	struct source source;
	const struct reread_page *page; /* of a tagged PDF, or NULL */
};

/* A tagged PDF as a web page; false: it is to be converted, or there is a finding. */
static bool take_tagged(struct program *p, const struct import_input *in, struct readable *ret)
{
	const struct reread *module = modules_reread(&p->engine, in->findings);
	struct reread_page *page = arena_new(&p->arena, struct reread_page);
	struct diag_list dl = {0};
	enum rc rc = module->page(in->source, &p->arena, &dl, page);

	/* Whoever converts it would do as much for it. */
	for (const struct diag *d = dl.first; d != NULL && rc == RC_LIMIT; d = d->next)
		diag_add(in->findings, d->severity, &d->place, "%s", d->message);
	diag_release(&dl);
	if (rc != RC_OK || page->source.text == NULL)
		return false;
	ret->source = page->source;
	ret->page = page;
	return true;
}

/* ---- in the box ---- */

/* A document that is being imported. */
struct importing {
	struct program *program;
	const struct options *options;
	struct import_input in;
	struct source converted; /* by a converter; text NULL: not, or not yet */
	long long started;       /* by worker_clock */
};

/* What is handed over besides texts. */
struct import_end {
	enum exit_code code;
	bool unread; /* it is to be converted */
};

/* False: it is to be converted first. */
static bool find_readable(const struct importing *i, struct readable *ret)
{
	enum file_kind kind = file_kind_of(i->in.source);

	*ret = (struct readable){.source = *i->in.source};
	if (i->converted.text != NULL)
		ret->source = i->converted;
	/* The import module says that it is too large. */
	else if (convert_reads(kind) && i->in.source->len <= IMPORT_MAX_BYTES)
		return kind == FILE_PDF && take_tagged(i->program, &i->in, ret);
	return true;
}

/* The page that a line of the web page comes from. */
static size_t page_at(const struct reread_page *page, size_t off)
{
	size_t low = 0, high = page->line_n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (page->lines[middle] <= off)
			low = middle;
		else
			high = middle;
	}
	return page->pages[low];
}

/* A line of the web page, which nobody has seen, becomes a page of the PDF. */
static void name_page(struct program *p, const struct readable *r, struct diag_place *place)
{
	const char *pointer = place->pointer != NULL ? place->pointer : "";

	/* The module may have made a source of its own, under the same name. */
	if (place->source == NULL || place->source->name != r->source.name || place->off == 0)
		return;
	place->pointer =
	        arena_printf(&p->arena, "/page/%zu%s", page_at(r->page, place->off), pointer);
	place->off = 0;
}

static void name_pages(struct program *p, const struct readable *r, const struct import_input *in)
{
	for (struct diag *d = in->findings->first; d != NULL; d = d->next)
		name_page(p, r, &d->place);
	for (size_t i = 0; i < in->figures->n; i++)
		name_page(p, r, &in->figures->items[i].place);
}

static struct import_end read_document(const struct importing *i, struct buf *report)
{
	struct program *p = i->program;
	struct readable *r = arena_new(&p->arena, struct readable); /* findings point to it */
	const struct import_input readable = {&r->source, i->in.form, i->in.findings,
	                                      i->in.figures};
	struct import_end end = {.code = EXIT_WELL};

	if (i->converted.text == NULL && take_embedded(p, i->in.source, report))
		return end;
	end.unread = !find_readable(i, r);
	if (i->in.findings->error_n > 0)
		return (struct import_end){.code = EXIT_REPORT};
	if (end.unread)
		return end;
	end.code = exit_of(
	        modules_import(&p->engine, i->in.findings)->document(&p->arena, &readable, report));
	if (r->page != NULL)
		name_pages(p, r, &i->in);
	if (i->in.findings->error_n > 0)
		end.code = exit_worst(end.code, EXIT_REPORT);
	return end;
}

/* Prints the findings; hands over how it ended, the report, and its account for --report. */
static void work(void *context, struct buf *ret)
{
	const struct importing *i = context;
	struct buf report = {0}, account = {0};
	struct import_end end = read_document(i, &report);

	boxed_put(ret, &end, sizeof(end));
	if (end.unread)
		return;
	diag_limit(i->in.findings, i->options->max_findings);
	print_list(i->in.findings, /*json*/ false);
	import_report_put(&account,
	                  &(struct imported){i->in.source->name,
	                                     report.n == 0                ? NULL
	                                     : i->options->output != NULL ? i->options->output
	                                                                  : "-",
	                                     i->in.findings, i->in.figures});
	boxed_put(ret, report.p, report.n);
	boxed_put(ret, account.p, account.n);
}

/* ---- beside it ---- */

/* The modules that it takes: in the box none can be loaded. */
static enum exit_code load_modules(struct program *p, const struct import_input *in)
{
	bool good = modules_import(&p->engine, in->findings) != NULL;

	if (good && (file_kind_of(in->source) == FILE_PDF || foreign_may_carry_report(in->source)))
		good = modules_reread_for(&p->engine, in->source, in->findings) != NULL;
	return good ? EXIT_WELL : EXIT_SURROUNDINGS;
}

/* What is left of its time, at least 1 s: the reader's own, the converter's and the reader's again.
 */
static size_t seconds_left(const struct importing *i)
{
	size_t all = i->options->timeout > 0 ? i->options->timeout : CONVERT_SECONDS;
	size_t gone = (size_t)((worker_clock() - i->started) / 1000);

	return gone + 1 < all ? all - gone : 1;
}

/* What is read now: the document, or what a converter made of it. */
static size_t size_of(const struct importing *i)
{
	size_t n = i->in.source->len;

	return i->converted.len > n ? i->converted.len : n;
}

/* Has it read, and converted if it must be. *ret has the report, *account what became of it. */
static enum exit_code import(struct importing *i, struct source *ret, struct source *account,
                             struct buf *record)
{
	struct import_end end = {.unread = true};
	enum exit_code code = load_modules(i->program, &i->in);
	struct source section;

	for (int turn = 0; turn < 2 && end.unread && code == EXIT_WELL; turn++) {
		size_t at = 0;

		buf_clear(record);
		if (turn > 0)
			code = exit_of(convert_document(
			        &i->program->arena, i->in.source,
			        (struct convert_time){seconds_left(i), i->options->timeout > 0},
			        i->in.findings, &i->converted));
		if (code == EXIT_WELL)
			code = boxed_run(&(struct boxed){.options = i->options,
			                                 .name = i->in.source->name,
			                                 .bytes = size_of(i),
			                                 .work = work,
			                                 .context = i,
			                                 .seconds = seconds_left(i)},
			                 record);
		if (code != EXIT_WELL)
			return code;
		if (!boxed_take(record, &at, &section) || section.len != sizeof(end))
			return EXIT_SURROUNDINGS; /* never of a child that ended well */
		memcpy(&end, section.text, sizeof(end));
		if (boxed_take(record, &at, ret) && boxed_take(record, &at, account))
			return end.code;
	}
	return code;
}

static bool is_input_folder(const char *path)
{
	struct stat st;

	return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static enum exit_code find_documents(struct program *p, const struct options *o,
                                     struct documents *docs, bool *ret_several)
{
	static const char *const endings[] = {".docx",  ".doc", ".wps", ".rtf",  ".odt",   ".ods",
	                                      ".xlsx",  ".xls", ".htm", ".html", ".xhtml", ".mht",
	                                      ".mhtml", ".txt", ".pdf", ".ofd"};
	enum exit_code code = EXIT_WELL;

	*ret_several = o->input_n > 1;
	for (size_t i = 0; i < o->input_n && code == EXIT_WELL; i++) {
		size_t before = docs->files.n;

		if (!is_input_folder(o->inputs[i])) {
			folder_add(&docs->files, o->inputs[i], NULL);
			continue;
		}
		*ret_several = true;
		code = folder_add_files(&p->arena, o->inputs[i], endings, COUNT(endings),
		                        &docs->files);
		if (code == EXIT_WELL && docs->files.n == before)
			code = usage_error(_("there is no document in the folder %s"),
			                   o->inputs[i]);
	}
	return code;
}

/* "a/b.docx" → "b"; a stem from a folder is kept. */
static const char *stem_of(struct arena *a, const struct folder_files *files, size_t i)
{
	const char *slash = strrchr(files->paths[i], '/');
	const char *name = slash != NULL ? slash + 1 : files->paths[i], *dot = strrchr(name, '.');

	if (files->stems[i] != NULL)
		return files->stems[i];
	if (strcmp(name, "-") == 0)
		return "report";
	return dot != NULL && dot > name ? arena_strndup(a, name, (size_t)(dot - name)) : name;
}

static enum exit_code name_reports(struct program *p, const struct options *o,
                                   struct documents *docs)
{
	struct arena *a = &p->arena;
	size_t n = docs->files.n, len = strlen(o->output);
	enum exit_code code = EXIT_WELL;

	while (len > 1 && o->output[len - 1] == '/')
		len--;
	docs->reports = arena_array(a, const char *, n);
	for (size_t i = 0; i < n && code == EXIT_WELL; i++) {
		docs->reports[i] = arena_printf(a, "%.*s/%s.json", (int)len, o->output,
		                                stem_of(a, &docs->files, i));
		for (size_t k = 0; k < i && code == EXIT_WELL; k++)
			if (strcmp(docs->reports[k], docs->reports[i]) == 0)
				code = usage_error(_("two documents would both be written to %s"),
				                   docs->reports[i]);
		if (code == EXIT_WELL)
			code = outputs_check_inputs(docs->reports[i], docs->files.paths, n);
	}
	for (size_t i = 0; i < n && code == EXIT_WELL; i++) {
		const char *slash = strrchr(docs->reports[i], '/');

		code = outputs_make_folder(
		        a, arena_strndup(a, docs->reports[i], (size_t)(slash - docs->reports[i])));
	}
	return code;
}

/* The file of --report is none of the others. */
static enum exit_code check_account(const struct options *o, const struct documents *docs)
{
	bool to_stdout =
	        docs->reports == NULL && (o->output == NULL || strcmp(o->output, "-") == 0);
	enum exit_code code;

	if (o->report == NULL)
		return EXIT_WELL;
	if (to_stdout && strcmp(o->report, "-") == 0)
		return usage_error(_("the report and the file of --report cannot both go to "
		                     "standard output"));
	code = outputs_check_inputs(o->report, docs->files.paths, docs->files.n);
	if (code == EXIT_WELL && docs->reports == NULL && o->output != NULL &&
	    (strcmp(o->output, o->report) == 0 || outputs_same_file(o->output, o->report)))
		code = usage_error(_("-o and --report name the same file"));
	for (size_t i = 0; docs->reports != NULL && i < docs->files.n && code == EXIT_WELL; i++)
		if (strcmp(docs->reports[i], o->report) == 0 ||
		    outputs_same_file(docs->reports[i], o->report))
			code = usage_error(_("-o and --report name the same file"));
	return code == EXIT_WELL ? outputs_check_json(o->report) : code;
}

static enum exit_code prepare(struct program *p, const struct options *o, struct documents *docs)
{
	bool several;
	enum exit_code code = find_documents(p, o, docs, &several);

	if (code != EXIT_WELL)
		return code;
	if (o->output != NULL && outputs_is_folder(o->output)) {
		code = name_reports(p, o, docs);
	} else if (several) {
		code = usage_error(_("the reports of several documents go into a folder: -o DIR/"));
	} else {
		code = outputs_check_inputs(o->output, o->inputs, o->input_n);
		if (code == EXIT_WELL)
			code = outputs_check_json(o->output);
	}
	return code == EXIT_WELL ? check_account(o, docs) : code;
}

/* What was found before the box, or because there was none. */
static void tell_before(const struct importing *i, struct buf *account)
{
	diag_limit(i->in.findings, i->options->max_findings);
	print_list(i->in.findings, /*json*/ false);
	import_report_put(account, &(struct imported){i->in.source->name, NULL, i->in.findings,
	                                              i->in.figures});
}

static enum exit_code import_one(struct program *p, const struct options *o, const char *path,
                                 struct buf *account)
{
	const struct layout_file *layout = NULL;
	struct import_figures figures = {.n = 0};
	struct diag_list dl = {.most = o->max_findings};
	struct buf record = {0};
	struct source file = {.name = path}, report = {.len = 0}, told = {.text = NULL};
	struct importing i = {.program = p,
	                      .options = o,
	                      .in = {&file, NULL, &dl, &figures},
	                      .started = worker_clock()};
	enum exit_code code = exit_of(loaded_layout(&p->engine, o->layout, &dl, &layout));

	if (code == EXIT_WELL && input_read(&p->arena, path, IMPORT_MAX_BYTES, &file) != RC_OK) {
		code = print_io(path);
	} else if (code == EXIT_WELL) {
		i.in.form = layout->form;
		code = import(&i, &report, &told, &record);
	}
	/* A report with gaps is useful too, so it is written even if there are errors. */
	if (report.len > 0)
		code = exit_worst(code, outputs_write_text(o, &(struct buf){(char *)report.text,
		                                                            report.len, 0}));
	buf_puts(account, account->n > 0 ? ",\n" : "");
	if (told.text != NULL)
		buf_put(account, told.text, told.len);
	else
		tell_before(&i, account);
	diag_release(&dl);
	buf_release(&record);
	return code;
}

static enum exit_code write_account(const struct options *o, const struct buf *account)
{
	struct options to = *o;
	struct buf b = {0};
	enum exit_code code;

	to.output = o->report;
	buf_putf(&b, "{\"documents\":[\n%s\n]}\n", account->p != NULL ? account->p : "");
	code = outputs_write_text(&to, &b);
	buf_release(&b);
	return code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct documents docs = {0};
	enum exit_code code = prepare(p, o, &docs);
	bool wrong = code == EXIT_USAGE;

	for (size_t i = 0; i < docs.files.n && !wrong; i++) {
		struct options one = *o;

		if (docs.reports != NULL)
			one.output = docs.reports[i];
		code = exit_worst(code, import_one(p, &one, docs.files.paths[i], &docs.account));
	}
	if (o->report != NULL && !wrong)
		code = exit_worst(code, write_account(o, &docs.account));
	buf_release(&docs.account);
	folder_release(&docs.files);
	return code;
}

static const struct command_option options[] = {
        {.name = "output"},
        {.name = "quiet"},
        {.name = "max-findings"},
        {.name = "layout", .help = N_("the kind of report (default: annual-report-2021)")},
        {.name = "report"},
        {.name = "timeout",
         .help = N_("give up a document that takes longer than this (default: 1 s of processor "
                    "time and 2 for each megabyte, at most 10; pdftotext has 10 more, "
                    "LibreOffice 60)")},
        {.name = "max-memory",
         .help = N_("give up a document that needs more than MIB MiB of memory (default: 256 and "
                    "128 for each megabyte, at most 1024)")},
        {.name = "verbose"},
        {.name = NULL},
};

const struct command cmd_import = {
        .name = "import",
        .summary =
                N_("turn a Word, OpenDocument, Excel, PDF, OFD, HTML or text file into a report"),
        .arguments = N_("FILE|DIR… [options]"),
        .intro =
                N_("Turns a document into the JSON of a report and lists what could not be placed. "
                   "Its format is told by its bytes, not by its name: .docx, .odt, .xlsx, .ods, "
                   ".ofd, HTML, .mht, tagged PDF or text; .doc, .wps and .rtf through LibreOffice, "
                   "PDF files without tags through pdftotext, where these are installed."),
        .exits =
                N_("Exit status: 0 success, 1 something could not be placed or is missing (the "
                   "report is written anyway), 2 wrong usage, 3 a file cannot be read or written."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = SIZE_MAX,
        .run = run,
};
