/* SPDX-License-Identifier: MIT */
#include "app/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "write/write.h"

enum { JOBS_MAX = 1024 };

enum option_id {
	OPT_PROFILE = 256,
	OPT_LAYOUT,
	OPT_DATE,
	OPT_EMPTY,
	OPT_FORCE,
	OPT_JSON,
	OPT_HELP
};

static const struct option render_options[] = {
        {"output", required_argument, NULL, 'o'},
        {"profile", required_argument, NULL, OPT_PROFILE},
        {"layout", required_argument, NULL, OPT_LAYOUT},
        {"date", required_argument, NULL, OPT_DATE},
        {"empty", required_argument, NULL, OPT_EMPTY},
        {"force", no_argument, NULL, OPT_FORCE},
        {"jobs", required_argument, NULL, 'j'},
        {"help", no_argument, NULL, OPT_HELP},
        {0},
};

static const struct option check_options[] = {
        {"layout", required_argument, NULL, OPT_LAYOUT},
        {"json", no_argument, NULL, OPT_JSON},
        {"help", no_argument, NULL, OPT_HELP},
        {0},
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

enum exit_code exit_worst(enum exit_code a, enum exit_code b)
{
	return a > b ? a : b;
}

static enum exit_code read_jobs(const char *arg)
{
	char *end;
	long n = strtol(arg, &end, 10);

	if (*arg == '\0' || *end != '\0' || n < 1 || n > JOBS_MAX)
		return usage_error(_("-j: a number from 1 to %d expected, found “%s”"), JOBS_MAX,
		                   arg);
	return EXIT_WELL; /* an upper limit: reports are made one after the other */
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

static enum exit_code read_option(int id, struct options *ret, bool *ret_help)
{
	switch (id) {
	case 'o':
		ret->output = optarg;
		if (*optarg == '\0')
			return usage_error(_("-o: the name is empty"));
		return EXIT_WELL;
	case 'j':
		return read_jobs(optarg);
	case OPT_PROFILE:
		return read_profile(optarg, ret);
	case OPT_LAYOUT:
		ret->layout = optarg;
		return EXIT_WELL;
	case OPT_DATE:
		return read_date(optarg, ret);
	case OPT_EMPTY:
		return read_empty(optarg, ret);
	case OPT_FORCE:
		ret->force = true;
		return EXIT_WELL;
	case OPT_JSON:
		ret->json = true;
		return EXIT_WELL;
	case OPT_HELP:
		*ret_help = true;
		return EXIT_WELL;
	default:
		return EXIT_USAGE; /* not reached: the caller has seen to '?' and ':' */
	}
}

/* What getopt_long stumbled over: it tells a letter or a known option's id in optopt, else 0. */
static enum exit_code unknown_option(const struct option *longs, const char *arg)
{
	if (optopt == 0)
		return usage_error(_("option “%s” is not known"), arg);
	for (const struct option *o = longs; o->name != NULL; o++)
		if (o->val == optopt)
			return usage_error(_("--%s takes no value"), o->name);
	return usage_error(_("option “-%c” is not known"), optopt);
}

enum exit_code options_read(int argc, char **argv, bool render, struct options *ret, bool *ret_help)
{
	const struct option *longs = render ? render_options : check_options;
	const char *shorts = render ? ":o:j:" : ":";
	int id;

	*ret = (struct options){.profile = "publish"};
	*ret_help = false;
	opterr = 0;
	while ((id = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		enum exit_code code;

		if (id == ':')
			return usage_error(_("%s needs a value"), argv[optind - 1]);
		if (id == '?')
			return unknown_option(longs, argv[optind - 1]);
		code = read_option(id, ret, ret_help);
		if (code != EXIT_WELL || *ret_help)
			return code;
	}
	ret->inputs = (const char *const *)argv + optind;
	ret->input_n = (size_t)(argc - optind);
	if (ret->input_n == 0)
		return usage_error(_("%s: no report given"), argv[0]);
	return EXIT_WELL;
}
