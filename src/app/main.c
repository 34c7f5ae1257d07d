/* SPDX-License-Identifier: MIT */
/* main.c: the program: commands, environment, exit codes. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "app/environment.h"
#include "app/job.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/tr.h"
#include "font/font.h"
#include "write/write.h"

static const char usage_text[] = N_(
        "Usage: kanben render REPORT.json… [-o FILE|DIR/] [--profile NAME] [--layout NAME|FILE]\n"
        "                     [--date YYYY-MM-DD] [--empty keep|zero] [--force] [-j N]\n"
        "       kanben check  REPORT.json… [--layout NAME|FILE] [--json]\n"
        "       kanben --version | --help | COMMAND --help\n"
        "\n"
        "Sets government annual reports as tagged, archival PDF. REPORT.json may be “-”.\n");

static const char render_text[] =
        N_("Usage: kanben render REPORT.json… [options]\n"
           "Checks reports and writes each as a document.\n"
           "\n"
           "  -o, --output FILE|DIR/  the document, or the folder for several (default: out/);\n"
           "                          “-” is standard output\n"
           "      --profile NAME      publish (default): PDF/A-2a and PDF/UA-1 in one file\n"
           "      --layout NAME|FILE  instead of the layout that the report names\n"
           "      --date YYYY-MM-DD   the document's date where the report has none\n"
           "      --empty keep|zero   print blank cells as they are (default) or as 0\n"
           "      --force             write a report with errors too, marked as a draft\n"
           "  -j, --jobs N            at most N reports at a time\n"
           "      --help              this text\n"
           "\n"
           "Exit status: 0 all well, 1 a report has errors, 2 wrong usage, 3 a file, a font or\n"
           "the disc failed. The worst one wins.\n");

static const char check_text[] =
        N_("Usage: kanben check REPORT.json… [options]\n"
           "Names every fault of reports without writing anything.\n"
           "\n"
           "      --layout NAME|FILE  instead of the layout that the report names\n"
           "      --json              findings on standard output, one JSON object a line\n"
           "      --help              this text\n"
           "\n"
           "Exit status: as for render.\n");

/* The first of the variables that is set tells the user's language. */
static bool user_reads_chinese(void)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return strncmp(value, "zh", 2) == 0;
	}
	return false;
}

/*
 * Messages in the user's language even where its locale was never generated: C.UTF-8 always is, and
 * gettext heeds LANGUAGE in any locale but "C". Nothing else is localised; numbers stay as they
 * are.
 */
static void set_language(const char *catalogues)
{
	bool chinese = user_reads_chinese();

	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, chinese ? "C.UTF-8" : "C");
	if (!chinese || catalogues == NULL)
		return;
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain(KANBEN_TEXT_DOMAIN, catalogues);
	bind_textdomain_codeset(KANBEN_TEXT_DOMAIN, "UTF-8");
}

/* SOURCE_DATE_EPOCH as a day in UTC; a value that is no number of seconds is not heeded. */
static void read_epoch(struct program *p)
{
	const char *value = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long seconds;
	time_t t;
	struct tm tm;

	if (value == NULL || *value < '0' || *value > '9')
		return;
	errno = 0;
	seconds = strtoll(value, &end, 10);
	t = (time_t)seconds;
	if (errno != 0 || *end != '\0' || gmtime_r(&t, &tm) == NULL || tm.tm_year + 1900 > 9999)
		return;
	p->epoch = (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
	p->epoch_set = true;
}

static enum exit_code run_render(struct program *p, const struct options *o)
{
	struct outputs outs = {0};
	enum exit_code code = outputs_plan(&p->arena, o, &outs);

	if (code != EXIT_WELL)
		return code;
	for (size_t i = 0; i < o->input_n; i++)
		code = exit_worst(code, job_render(p, o, o->inputs[i], outs.paths[i]));
	return code;
}

static enum exit_code run_check(struct program *p, const struct options *o)
{
	enum exit_code code = EXIT_WELL;

	for (size_t i = 0; i < o->input_n; i++)
		code = exit_worst(code, job_check(p, o, o->inputs[i]));
	return code;
}

/* Output that did not reach its reader is a failure, also of --help. */
static enum exit_code flush_output(enum exit_code code)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	fprintf(stderr, "kanben: %s: %s\n", _("standard output"), strerror(errno));
	return EXIT_SURROUNDINGS;
}

static enum exit_code run_command(struct program *p, int argc, char **argv)
{
	bool render = strcmp(argv[0], "render") == 0, help;
	struct diag_list dl = {0};
	struct options o;
	enum exit_code code = options_read(argc, argv, render, &o, &help);

	if (code != EXIT_WELL)
		return code;
	if (help) {
		fputs(_(render ? render_text : check_text), stdout);
		return EXIT_WELL;
	}
	environment_check(&dl);
	print_list(&dl, o.json);
	diag_release(&dl);
	return render ? run_render(p, &o) : run_check(p, &o);
}

static enum exit_code run(struct program *p, int argc, char **argv)
{
	const struct writer *w;

	if (argc < 2)
		return usage_error(_("no command given"));
	if (strcmp(argv[1], "--help") == 0) {
		fputs(_(usage_text), stdout);
		return EXIT_WELL;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("kanben " KANBEN_VERSION);
		return EXIT_WELL;
	}
	if (strcmp(argv[1], "--profiles") == 0) {
		for (size_t i = 0; (w = writer_at(i)) != NULL; i++)
			if (strcmp(w->profile, "trace") != 0)
				puts(w->profile);
		return EXIT_WELL;
	}
	if (strcmp(argv[1], "render") == 0 || strcmp(argv[1], "check") == 0)
		return run_command(p, argc - 1, argv + 1);
	return usage_error(_("unknown command “%s”"), argv[1]);
}

int main(int argc, char **argv)
{
	struct program p = {0};
	enum exit_code code;

	/* A reader that went away is a write error like others, not the end of every report. */
	signal(SIGPIPE, SIG_IGN);
	paths_find(&p.arena, &p.paths);
	set_language(p.paths.locale);
	read_epoch(&p);
	p.layouts = (struct layouts){.arena = &p.arena, .paths = &p.paths};
	code = flush_output(run(&p, argc, argv));
	font_set_close(p.fonts);
	arena_release(&p.arena);
	return (int)code;
}
