/* SPDX-License-Identifier: MIT */
#include "app/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "app/print.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "write/write.h"

enum { JOBS_MAX = 1024, COUNT_MAX = 1000000 };

static const struct {
	enum option_id id;
	const char *name;
	char letter; /* or 0 */
	int has_value;
} table[] = {
        {OPTION_OUTPUT, "output", 'o', required_argument},
        {OPTION_PROFILE, "profile", 0, required_argument},
        {OPTION_LAYOUT, "layout", 0, required_argument},
        {OPTION_DATE, "date", 0, required_argument},
        {OPTION_EMPTY, "empty", 0, required_argument},
        {OPTION_FORCE, "force", 0, no_argument},
        {OPTION_FRAGMENT, "fragment", 0, no_argument},
        {OPTION_ICC, "icc", 0, required_argument},
        {OPTION_JOBS, "jobs", 'j', required_argument},
        {OPTION_SHARD, "shard", 0, required_argument},
        {OPTION_FROM, "from", 0, required_argument},
        {OPTION_JSONL, "jsonl", 0, no_argument},
        {OPTION_MAX_PAGES, "max-pages", 0, required_argument},
        {OPTION_TIMEOUT, "timeout", 0, required_argument},
        {OPTION_LOG, "log", 0, required_argument},
        {OPTION_RESUME, "resume", 0, no_argument},
        {OPTION_JSON, "json", 0, no_argument},
        {OPTION_ORGAN, "organ", 0, required_argument},
        {OPTION_ORGANS, "organs", 0, required_argument},
        {OPTION_TITLE, "title", 0, required_argument},
        {OPTION_VERIFY, "verify", 0, no_argument},
        {OPTION_YEAR, "year", 0, required_argument},
        {OPTION_CONTRIBUTIONS, "contributions", 0, required_argument},
        {OPTION_PREVIOUS, "previous", 0, required_argument},
        {OPTION_HELP, "help", 0, no_argument},
};

/* getopt's value for an option without a letter: beyond every character and its own '?' and ':'. */
enum { LONG_ONLY = 256 };

/* A command's own options as getopt_long wants them. */
struct known {
	struct option longs[OPTION_N + 1];
	char shorts[2 * OPTION_N + 2];
};

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

/* A whole number from 1 to `most`. */
static enum exit_code read_count(const char *name, const char *arg, long most, size_t *ret)
{
	char *end;
	long n = strtol(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end != '\0' || n < 1 || n > most)
		return usage_error(_("%s: a number from 1 to %ld expected, found “%s”"), name, most,
		                   arg);
	*ret = (size_t)n;
	return EXIT_WELL;
}

/* "2/8" */
static enum exit_code read_shard(const char *arg, struct options *ret)
{
	char *end;
	unsigned long i, n = 0;

	i = strtoul(arg, &end, 10);
	if (*arg >= '0' && *arg <= '9' && *end == '/' && end[1] >= '0' && end[1] <= '9')
		n = strtoul(end + 1, &end, 10);
	if (*end != '\0' || i < 1 || i > n || n > COUNT_MAX)
		return usage_error(_("--shard: I/N with I from 1 to N expected, found “%s”"), arg);
	ret->shard = i;
	ret->shards = n;
	return EXIT_WELL;
}

static enum exit_code read_output(const char *arg, struct options *ret)
{
	ret->output = arg;
	return *arg != '\0' ? EXIT_WELL : usage_error(_("-o: the name is empty"));
}

static enum exit_code read_profile(const char *arg, struct options *ret)
{
	if (writer_lookup(arg) == NULL)
		return usage_error(_("--profile: no profile “%s”"), arg);
	ret->profile = arg;
	return EXIT_WELL;
}

static enum exit_code read_empty(const char *arg, struct options *ret)
{
	ret->empty_zero = strcmp(arg, "zero") == 0;
	if (!ret->empty_zero && strcmp(arg, "keep") != 0)
		return usage_error(_("--empty: keep or zero expected, found “%s”"), arg);
	return EXIT_WELL;
}

static enum exit_code read_date(const char *arg, struct options *ret)
{
	if (!date_parse(arg, &ret->date))
		return usage_error(_("--date: a date as YYYY-MM-DD expected, found “%s”"), arg);
	return EXIT_WELL;
}

static enum exit_code read_year(const char *arg, struct options *ret)
{
	char *end;
	long n = strtol(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end != '\0' || n < REPORT_FIRST_YEAR ||
	    n > REPORT_LAST_YEAR)
		return usage_error(_("--year: a year from %d to %d expected, found “%s”"),
		                   REPORT_FIRST_YEAR, REPORT_LAST_YEAR, arg);
	ret->year = (int)n;
	return EXIT_WELL;
}

/* A value that is taken as it is. */
static enum exit_code read_plain(const char *name, const char **ret)
{
	size_t n = strlen(optarg);

	if (utf8_valid_prefix(optarg, n) < n)
		return usage_error(_("%s: the value is not UTF-8"), name);
	if (*optarg == '\0')
		return usage_error(_("%s: the value is empty"), name);
	*ret = optarg;
	return EXIT_WELL;
}

static enum exit_code read_log(const char *arg, struct options *ret)
{
	ret->log = arg;
	return *arg != '\0' ? EXIT_WELL : usage_error(_("--log: the name is empty"));
}

/* Those of a run over many reports. */
static enum exit_code read_batch_option(enum option_id id, struct options *ret)
{
	if (id == OPTION_JOBS)
		return read_count("-j", optarg, JOBS_MAX, &ret->jobs);
	if (id == OPTION_SHARD)
		return read_shard(optarg, ret);
	if (id == OPTION_MAX_PAGES)
		return read_count("--max-pages", optarg, COUNT_MAX, &ret->max_pages);
	if (id == OPTION_TIMEOUT)
		return read_count("--timeout", optarg, COUNT_MAX, &ret->timeout);
	if (id == OPTION_FROM)
		return read_plain("--from", &ret->from);
	if (id == OPTION_LOG)
		return read_log(optarg, ret);
	ret->resume |= id == OPTION_RESUME;
	ret->jsonl |= id == OPTION_JSONL;
	return EXIT_WELL;
}

static enum exit_code read_option(enum option_id id, struct options *ret)
{
	switch (id) {
	case OPTION_OUTPUT:
		return read_output(optarg, ret);
	case OPTION_JOBS:
	case OPTION_SHARD:
	case OPTION_FROM:
	case OPTION_JSONL:
	case OPTION_MAX_PAGES:
	case OPTION_TIMEOUT:
	case OPTION_LOG:
	case OPTION_RESUME:
		return read_batch_option(id, ret);
	case OPTION_PROFILE:
		return read_profile(optarg, ret);
	case OPTION_LAYOUT:
		ret->layout = optarg;
		return EXIT_WELL;
	case OPTION_DATE:
		return read_date(optarg, ret);
	case OPTION_EMPTY:
		return read_empty(optarg, ret);
	case OPTION_ICC:
		ret->icc = optarg;
		return EXIT_WELL;
	case OPTION_FORCE:
		ret->force = true;
		return EXIT_WELL;
	case OPTION_FRAGMENT:
		ret->fragment = true;
		return EXIT_WELL;
	case OPTION_VERIFY:
		ret->verify = true;
		return EXIT_WELL;
	case OPTION_JSON:
		ret->json = true;
		return EXIT_WELL;
	case OPTION_ORGAN:
		return read_plain("--organ", &ret->organ);
	case OPTION_ORGANS:
		return read_plain("--organs", &ret->organs);
	case OPTION_TITLE:
		return read_plain("--title", &ret->title);
	case OPTION_YEAR:
		return read_year(optarg, ret);
	case OPTION_CONTRIBUTIONS:
		return read_plain("--contributions", &ret->contributions);
	case OPTION_PREVIOUS:
		return read_plain("--previous", &ret->previous);
	case OPTION_HELP:
		ret->help = true;
		return EXIT_WELL;
	case OPTION_N:
		break;
	}
	return EXIT_USAGE; /* not reached */
}

static void know(struct known *k, unsigned mask)
{
	size_t n = 0, m = 0;

	*k = (struct known){0};
	k->shorts[m++] = ':'; /* a missing value is told apart from an unknown option */
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		int value = table[i].letter != 0 ? table[i].letter : LONG_ONLY + (int)table[i].id;

		if ((mask >> table[i].id & 1) == 0)
			continue;
		k->longs[n++] = (struct option){table[i].name, table[i].has_value, NULL, value};
		if (table[i].letter != 0) {
			k->shorts[m++] = table[i].letter;
			k->shorts[m++] = ':';
		}
	}
}

static enum option_id id_of(int value)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (value == table[i].letter)
			return table[i].id;
	return (enum option_id)(value - LONG_ONLY);
}

/* What getopt_long stumbled over: it tells a letter or a known option's value in optopt, else 0. */
static enum exit_code unknown_option(const struct option *longs, const char *arg)
{
	if (optopt == 0)
		return usage_error(_("option “%s” is not known"), arg);
	for (const struct option *o = longs; o->name != NULL; o++)
		if (o->val == optopt)
			return usage_error(_("--%s takes no value"), o->name);
	return usage_error(_("option “-%c” is not known"), optopt);
}

static enum exit_code check_inputs(const struct command *c, const struct options *o)
{
	size_t stdin_n = 0;

	if (o->jsonl && (o->input_n > 0 || o->from != NULL))
		return usage_error(_("--jsonl: the reports come from standard input only"));
	if (o->resume && o->log == NULL)
		return usage_error(_("--resume: only --log FILE knows what is done"));
	if (o->resume && strcmp(o->log, "-") == 0)
		return usage_error(_("--resume: %s is no file that could be read again"), o->log);
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
		return usage_error(_("standard input is one report only"));
	return EXIT_WELL;
}

enum exit_code options_read(const struct command *c, char **argv, struct options *ret)
{
	struct known known;
	int argc = 0, value;

	know(&known, c->options | OPTION(HELP));
	while (argv[argc] != NULL)
		argc++;
	*ret = (struct options){.profile = "publish", .shard = 1, .shards = 1};
	opterr = 0;
	while ((value = getopt_long(argc, argv, known.shorts, known.longs, NULL)) != -1) {
		enum exit_code code;

		if (value == ':')
			return usage_error(_("%s needs a value"), argv[optind - 1]);
		if (value == '?')
			return unknown_option(known.longs, argv[optind - 1]);
		code = read_option(id_of(value), ret);
		if (code != EXIT_WELL || ret->help)
			return code;
	}
	ret->inputs = (const char *const *)argv + optind;
	ret->input_n = (size_t)(argc - optind);
	return check_inputs(c, ret);
}
