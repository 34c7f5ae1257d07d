/* SPDX-License-Identifier: MIT */
#include "app/options.h"

#include <assert.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "app/print.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "engine/page_limit.h"
#include "json/object.h"
#include "write/write.h"

enum { JOBS_MAX = 1024, COUNT_MAX = 1000000, WRITERS_MAX = 32, MEMORY_MIN = 64 };

enum exit_code usage_error(const char *fmt, ...)
{
	struct buf raw = {0}, plain = {0};
	va_list ap;

	va_start(ap, fmt);
	buf_vputf(&raw, fmt, ap);
	va_end(ap);
	print_plain(&plain, raw.p);
	fprintf(stderr, "kanben: %s", plain.p);
	buf_release(&raw);
	buf_release(&plain);
	fputs(_("\nTry “kanben --help”.\n"), stderr);
	return EXIT_USAGE;
}

/* ---- readers ---- */

/* Says what is wrong with an option's argument; releases `why`. */
static enum exit_code refuse(const struct option_row *row, struct buf *why)
{
	enum exit_code code = row->letter != 0 ? usage_error(_("-%c: %s"), row->letter, why->p)
	                                       : usage_error(_("--%s: %s"), row->name, why->p);

	buf_release(why);
	return code;
}

static void *field(const struct option_row *row, struct options *o)
{
	return (char *)o + row->where;
}

static enum exit_code read_flag(const struct option_row *row, const char *arg, struct options *ret)
{
	(void)arg;
	*(bool *)field(row, ret) = true;
	return EXIT_WELL;
}

/* A file name: any bytes. */
static enum exit_code read_name(const struct option_row *row, const char *arg, struct options *ret)
{
	struct buf why = {0};

	*(const char **)field(row, ret) = arg;
	if (*arg != '\0')
		return EXIT_WELL;
	buf_puts(&why, _("the value is empty"));
	return refuse(row, &why);
}

static enum exit_code read_text(const struct option_row *row, const char *arg, struct options *ret)
{
	size_t n = strlen(arg);
	struct buf why = {0};

	if (utf8_valid_prefix(arg, n) == n)
		return read_name(row, arg, ret);
	buf_puts(&why, _("the value is not UTF-8"));
	return refuse(row, &why);
}

/* A whole number in the row's range. */
static enum exit_code read_count(const struct option_row *row, const char *arg, struct options *ret)
{
	char *end;
	long n = strtol(arg, &end, 10);
	struct buf why = {0};

	if (*arg >= '0' && *arg <= '9' && *end == '\0' && n >= row->least && n <= row->most) {
		*(size_t *)field(row, ret) = (size_t)n;
		return EXIT_WELL;
	}
	buf_putf(&why, _("a number from %ld to %ld expected, found “%s”"), row->least, row->most,
	         arg);
	return refuse(row, &why);
}

static enum exit_code read_date(const struct option_row *row, const char *arg, struct options *ret)
{
	struct buf why = {0};

	if (date_parse(arg, field(row, ret)))
		return EXIT_WELL;
	buf_putf(&why, _("a date as YYYY-MM-DD expected, found “%s”"), arg);
	return refuse(row, &why);
}

/* One of the words that row->argument lists, "keep|zero"; the value is its index. */
static enum exit_code read_word(const struct option_row *row, const char *arg, struct options *ret)
{
	const char *word = row->argument;
	struct buf why = {0};

	for (size_t i = 0;; i++) {
		size_t n = strcspn(word, "|");

		if (strlen(arg) == n && memcmp(word, arg, n) == 0) {
			*(size_t *)field(row, ret) = i;
			return EXIT_WELL;
		}
		if (word[n] == '\0')
			break;
		word += n + 1;
	}
	buf_putf(&why, _("one of %s expected, found “%s”"), row->argument, arg);
	return refuse(row, &why);
}

static enum exit_code read_profile(const struct option_row *row, const char *arg,
                                   struct options *ret)
{
	const char *names[WRITERS_MAX];
	const struct writer *w;
	struct arena a = {0};
	struct buf why = {0};
	size_t n = 0;

	*(const char **)field(row, ret) = arg;
	if (writer_lookup(arg) != NULL)
		return EXIT_WELL;
	for (size_t i = 0; (w = writer_at(i)) != NULL && n < WRITERS_MAX; i++)
		if (!w->tests_only)
			names[n++] = w->profile;
	buf_putf(&why, _("there is no profile “%s”; %s expected"), arg,
	         object_alternatives(&a, names, n));
	arena_release(&a);
	return refuse(row, &why);
}

/* "2/8" */
static enum exit_code read_shard(const struct option_row *row, const char *arg, struct options *ret)
{
	struct buf why = {0};
	char *end;
	unsigned long i, n = 0;

	i = strtoul(arg, &end, 10);
	if (*arg >= '0' && *arg <= '9' && *end == '/' && end[1] >= '0' && end[1] <= '9')
		n = strtoul(end + 1, &end, 10);
	if (*end != '\0' || i < 1 || i > n || n > COUNT_MAX) {
		buf_putf(&why, _("I/N with I from 1 to N expected, found “%s”"), arg);
		return refuse(row, &why);
	}
	ret->shard = i;
	ret->shards = n;
	return EXIT_WELL;
}

/* A line for each profile. */
static void put_profiles(struct buf *b)
{
	const struct writer *w;

	for (size_t i = 0; (w = writer_at(i)) != NULL; i++) {
		struct buf claims = {0};

		if (w->tests_only)
			continue;
		write_put_claims(&claims, &w->claims);
		buf_putc(b, '\n');
		if (claims.n > 0)
			buf_putf(b, _("%s: %s; %s"), w->profile, claims.p, _(w->purpose));
		else
			buf_putf(b, _("%s: %s"), w->profile, _(w->purpose));
		buf_release(&claims);
	}
}

static void put_profile_names(struct buf *b, const struct program *p, const struct option_row *row)
{
	const struct writer *w;

	(void)p;
	(void)row;
	for (size_t i = 0; (w = writer_at(i)) != NULL; i++)
		if (!w->tests_only)
			buf_putf(b, "%s%s", b->n > 0 ? " " : "", w->profile);
}

/* Those that row->argument lists, "keep|zero". */
static void put_words(struct buf *b, const struct program *p, const struct option_row *row)
{
	(void)p;
	for (const char *s = row->argument; *s != '\0'; s++)
		buf_putc(b, *s == '|' ? ' ' : *s);
}

/* ---- the table ---- */

#define AT(field) offsetof(struct options, field)

static const struct option_row table[] = {
        {.name = "output",
         .letter = 'o',
         .argument = "FILE",
         .read = read_name,
         .where = AT(output),
         .help = N_("write to FILE instead of standard output")},
        {.name = "quiet",
         .letter = 'q',
         .read = read_flag,
         .where = AT(quiet),
         .help = N_("do not name the files written (which is only done on a terminal)")},
        {.name = "table",
         .read = read_flag,
         .where = AT(table),
         .help = N_("write a table of all keys with the wording of the form, for reading")},
        {.name = "profile",
         .of_document = true,
         .argument = "NAME",
         .read = read_profile,
         .where = AT(profile),
         .help = N_("the kind of document (default: publish):"),
         .put_help = put_profiles,
         .put_values = put_profile_names},
        {.name = "fragment",
         .of_document = true,
         .read = read_flag,
         .where = AT(fragment),
         .help = N_("web: write only the article, for use in another web page")},
        {.name = "site",
         .argument = "FILE",
         .read = read_name,
         .where = AT(site),
         .help = N_("web: add the website's own metadata, from a JSON file: {\"SiteName\": "
                    "\"…\", …}")},
        {.name = "icc",
         .argument = "FILE",
         .read = read_name,
         .where = AT(icc),
         .help = N_("print: the ICC profile of the press (default: FOGRA39)")},
        {.name = "layout",
         .of_document = true,
         .argument = "NAME|FILE",
         .read = read_name,
         .where = AT(layout),
         .help = N_("use this layout instead of the one that the report names"),
         .put_values = completion_put_layouts},
        {.name = "date",
         .of_document = true,
         .argument = "YYYY-MM-DD",
         .read = read_date,
         .where = AT(date),
         .help = N_("the document's date if the report has none")},
        {.name = "empty",
         .of_document = true,
         .argument = "keep|zero",
         .read = read_word,
         .where = AT(empty),
         .help = N_("print blank cells as they are (keep, the default) or as 0"),
         .put_values = put_words},
        {.name = "force",
         .of_document = true,
         .read = read_flag,
         .where = AT(force),
         .help = N_("write reports with errors too, marked as drafts")},
        {.name = "verify",
         .of_document = true,
         .read = read_flag,
         .where = AT(verify),
         .help = N_(
                 "compare the finished PDF or OFD with the laid-out pages before it is published")},
        {.name = "hash",
         .read = read_flag,
         .where = AT(hash),
         .help = N_("print the SHA-256 of each document's content before compression, which is "
                    "the same on every machine, and its name")},
        {.name = "jobs",
         .letter = 'j',
         .argument = "N",
         .read = read_count,
         .where = AT(jobs),
         .least = 1,
         .most = JOBS_MAX,
         .help = N_("make N reports at a time, each in its own process (default: one per core); "
                    "with 1, a single report has no second thread either")},
        {.name = "from",
         .argument = "FILE",
         .read = read_text,
         .where = AT(from),
         .help = N_("also take the reports listed in FILE, one path per line; “-” is standard "
                    "input")},
        {.name = "jsonl",
         .read = read_flag,
         .where = AT(jsonl),
         .help = N_("read reports from standard input, one per line; documents are named after "
                    "the line: 000001.pdf")},
        {.name = "shard",
         .argument = "I/N",
         .read = read_shard,
         .help = N_("make only every N-th report, starting with the I-th")},
        {.name = "max-pages",
         .of_document = true,
         .argument = "N",
         .read = read_count,
         .where = AT(max_pages),
         .most = COUNT_MAX,
         .help = N_("refuse reports of more than N pages; 0: none (default: 300 and one for each "
                    "400 bytes of the report)")},
        {.name = "max-findings",
         .argument = "N",
         .read = read_count,
         .where = AT(max_findings),
         .least = 1,
         .most = COUNT_MAX,
         .help = N_("show no more than N findings of a report, errors before warnings, and say "
                    "how many there are besides (default: 1000)")},
        {.name = "timeout",
         .argument = "SECONDS",
         .read = read_count,
         .where = AT(timeout),
         .least = 1,
         .most = COUNT_MAX,
         .help = N_("refuse reports that take longer than this")},
        {.name = "max-memory",
         .argument = "MIB",
         .read = read_count,
         .where = AT(max_memory),
         .least = MEMORY_MIN,
         .most = COUNT_MAX,
         .help = N_("give up a document that needs more than MIB MiB of memory (default: 1024)")},
        {.name = "verbose",
         .read = read_flag,
         .where = AT(verbose),
         .help = N_("say which protection against hostile documents the system lacks")},
        {.name = "log",
         .argument = "FILE",
         .read = read_name,
         .where = AT(log),
         .help = N_("log the result of each report to FILE, one JSON object per line")},
        {.name = "resume",
         .read = read_flag,
         .where = AT(resume),
         .help = N_("continue the log and skip reports that are up to date: the log says they "
                    "were written, nothing they depend on has changed, and the documents are "
                    "still there")},
        {.name = "json",
         .read = read_flag,
         .where = AT(json),
         .help = N_("write findings to standard output, one JSON object per line")},
        {.name = "csv",
         .read = read_flag,
         .where = AT(csv),
         .help = N_("write findings to standard output as a table for spreadsheets")},
        {.name = "sarif",
         .read = read_flag,
         .where = AT(sarif),
         .help = N_("write findings to standard output as SARIF 2.1.0, for CI systems")},
        {.name = "summary",
         .read = read_flag,
         .where = AT(summary),
         .help = N_("write how often each rule found something in each report")},
        {.name = "previous",
         .argument = "FILE|DIR",
         .read = read_text,
         .where = AT(previous),
         .help = N_("compare with last year's report; in a folder, that of the same organ")},
        {.name = "organ",
         .argument = "NAME",
         .read = read_text,
         .where = AT(organ),
         .help = N_("the organ of the merged report; required")},
        {.name = "organs",
         .argument = "LIST",
         .read = read_text,
         .where = AT(organs),
         .help = N_("the organs that must have a report: a text file, one organ per line; “#” "
                    "starts a comment")},
        {.name = "title",
         .argument = "TITLE",
         .read = read_text,
         .where = AT(title),
         .help = N_("the title of the merged report (default: from the layout)")},
        {.name = "year",
         .argument = "YEAR",
         .read = read_count,
         .where = AT(year),
         .least = REPORT_FIRST_YEAR,
         .most = REPORT_LAST_YEAR,
         .help = N_("the year of the reports (default: that of the first one)")},
        {.name = "contributions",
         .argument = "FILE",
         .read = read_text,
         .where = AT(contributions),
         .help = N_("write a CSV table of what each report contributed and which checks it "
                    "passed")},
        {.name = "listen",
         .argument = "ADDRESS:PORT",
         .read = read_text,
         .where = AT(listen),
         .help = N_("where to listen (default: 127.0.0.1:0, a free port of this machine alone)")},
        {.name = "token-file",
         .argument = "FILE",
         .read = read_text,
         .where = AT(token_file),
         .help = N_("who may come in: a role (editor, reader), a name and a token on each line "
                    "(default: one editor, with the token in the address that is printed)")},
        {.name = "origin",
         .argument = "URL",
         .read = read_text,
         .where = AT(origin),
         .help = N_("how browsers reach the server, if that is not its own address")},
        {.name = "report",
         .argument = "FILE",
         .read = read_name,
         .where = AT(report),
         .help = N_("write as JSON where each figure comes from, what was guessed and what was "
                    "left over")},
        {.name = "help", .read = read_flag, .where = AT(help), .help = N_("show this text")},
};

enum { OPTION_N = COUNT(table) };

const struct option_row *option_lookup(const char *name)
{
	size_t i = 0;

	while (i < OPTION_N && strcmp(table[i].name, name) != 0)
		i++;
	assert(i < OPTION_N); /* a command lists an option that is not in the table */
	return &table[i];
}

uint64_t options_hash(uint64_t h, const struct options *o)
{
	for (size_t i = 0; i < OPTION_N; i++) {
		const void *value = (const char *)o + table[i].where;

		if (!table[i].of_document)
			continue;
		if (table[i].read == read_flag)
			h = hash_number(h, *(const bool *)value);
		else if (table[i].read == read_count || table[i].read == read_word)
			h = hash_number(h, *(const size_t *)value);
		else if (table[i].read == read_date)
			h = hash_bytes(h, value, sizeof(struct date));
		else
			h = hash_text(h, *(const char *const *)value);
	}
	return h;
}

/* ---- the command line ---- */

/* getopt's value for row 0 if it has no letter: no character, no '?' and ':'. */
enum { LONG_ONLY = 256 };

/* A command's own options as getopt_long wants them. */
struct known {
	struct option longs[OPTION_N + 1];
	char shorts[2 * OPTION_N + 2];
	size_t long_n, short_n;
};

static void know(struct known *k, const char *name)
{
	const struct option_row *row = option_lookup(name);

	k->longs[k->long_n++] = (struct option){
	        row->name, row->argument != NULL ? required_argument : no_argument, NULL,
	        row->letter != 0 ? row->letter : LONG_ONLY + (int)(row - table)};
	if (row->letter == 0)
		return;
	k->shorts[k->short_n++] = row->letter;
	if (row->argument != NULL)
		k->shorts[k->short_n++] = ':';
}

static void know_all(struct known *k, const struct command *c)
{
	*k = (struct known){0};
	k->shorts[k->short_n++] = ':'; /* tells a missing value from an unknown option */
	for (const struct command_option *o = c->options; o->name != NULL; o++)
		know(k, o->name);
	know(k, "help");
}

static const struct option_row *row_of(int value)
{
	size_t i = 0;

	if (value >= LONG_ONLY)
		return &table[value - LONG_ONLY];
	while (table[i].letter != value)
		i++;
	return &table[i];
}

/* What getopt_long refused: optopt is a letter, or the value of a known option, or 0. */
static enum exit_code unknown_option(const struct option *longs, const char *arg)
{
	if (optopt == 0)
		return usage_error(_("unknown option “%s”"), arg);
	for (const struct option *o = longs; o->name != NULL; o++)
		if (o->val == optopt)
			return usage_error(_("--%s takes no value"), o->name);
	return usage_error(_("unknown option “-%c”"), optopt);
}

static enum exit_code check_inputs(const struct command *c, const struct options *o)
{
	size_t stdin_n = 0;

	if (o->jsonl && (o->input_n > 0 || o->from != NULL))
		return usage_error(
		        _("--jsonl: all reports come from standard input; no others can be given"));
	if (o->resume && o->log == NULL)
		return usage_error(_("--resume needs --log FILE"));
	if (o->resume && strcmp(o->log, "-") == 0)
		return usage_error(_("--resume: %s is not a regular file"), o->log);
	if (o->jsonl || o->from != NULL)
		return EXIT_WELL;
	if (o->input_n == 0 && c->min_inputs > 0)
		return usage_error(_("%s: no report given"), c->name);
	if (o->input_n < c->min_inputs)
		return usage_error(_("%s: %zu arguments expected, found %zu"), c->name,
		                   c->min_inputs, o->input_n);
	if (o->input_n > c->max_inputs)
		return usage_error(_("%s: unexpected argument “%s”"), c->name,
		                   o->inputs[c->max_inputs]);
	for (size_t i = 0; i < o->input_n; i++)
		stdin_n += strcmp(o->inputs[i], "-") == 0;
	if (stdin_n > 1)
		return usage_error(_("standard input can be given only once"));
	return EXIT_WELL;
}

enum exit_code options_read(const struct command *c, char **argv, struct options *ret)
{
	struct known known;
	int argc = 0, value;

	know_all(&known, c);
	while (argv[argc] != NULL)
		argc++;
	*ret = (struct options){.profile = "publish",
	                        .shard = 1,
	                        .shards = 1,
	                        .max_findings = 1000,
	                        .max_pages = PAGES_BY_SIZE};
	opterr = 0;
	while ((value = getopt_long(argc, argv, known.shorts, known.longs, NULL)) != -1) {
		const struct option_row *row;
		enum exit_code code;

		if (value == ':')
			return usage_error(_("%s needs a value"), argv[optind - 1]);
		if (value == '?')
			return unknown_option(known.longs, argv[optind - 1]);
		row = row_of(value);
		code = row->read(row, optarg, ret);
		if (code != EXIT_WELL || ret->help)
			return code;
	}
	ret->inputs = (const char *const *)argv + optind;
	ret->input_n = (size_t)(argc - optind);
	return check_inputs(c, ret);
}
