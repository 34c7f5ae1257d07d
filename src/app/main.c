/* SPDX-License-Identifier: MIT */
/* main.c: the program: commands, environment, exit codes. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/command.h"
#include "app/heap.h"
#include "app/language.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/sanitized.h"
#include "base/tr.h"
#include "write/write.h"

static const struct command *const commands[] = {
        &cmd_render, &cmd_check,  &cmd_merge, &cmd_diff,   &cmd_extract,
        &cmd_fonts,  &cmd_import, &cmd_new,   &cmd_schema, &cmd_serve,
};

enum { COMMAND_N = COUNT(commands) };

/* SOURCE_DATE_EPOCH as a day in UTC; a value that is not a number of seconds is ignored. */
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
}

/* Output that could not be written is a failure, even for --help. */
static enum exit_code flush_output(enum exit_code code)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	fprintf(stderr, "kanben: %s: %s\n", _("standard output"), tr_error(errno));
	return EXIT_SURROUNDINGS;
}

static enum exit_code print_usage(void)
{
	fputs(_("Usage: kanben COMMAND [options]\n"
	        "Sets government annual reports as tagged, archival PDF.\n\n"),
	      stdout);
	for (size_t i = 0; i < COMMAND_N; i++)
		printf("  kanben %-8s %s\n", commands[i]->name, _(commands[i]->summary));
	fputs(_("\nkanben help COMMAND lists the options of a command, kanben --profiles the "
	        "kinds of\ndocuments, kanben --version the version. A report named “-” is read "
	        "from standard input.\n"),
	      stdout);
	return EXIT_WELL;
}

static void print_profiles(void)
{
	const struct writer *w;

	for (size_t i = 0; (w = writer_at(i)) != NULL; i++)
		if (!w->tests_only)
			puts(w->profile);
}

static const struct command *command_lookup(const char *name)
{
	for (size_t i = 0; i < COMMAND_N; i++)
		if (strcmp(name, commands[i]->name) == 0)
			return commands[i];
	return NULL;
}

static enum exit_code print_command_help(const struct command *c)
{
	struct buf text = {0};

	help_put(&text, c);
	fwrite(text.p, 1, text.n, stdout);
	buf_release(&text);
	return EXIT_WELL;
}

static void print_options(const struct program *p)
{
	struct buf b = {0};

	for (size_t i = 0; i < COMMAND_N; i++)
		completion_put(&b, p, commands[i]);
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

static enum exit_code run_command(struct program *p, const struct command *c, char **argv)
{
	struct diag_list dl = {0};
	struct options o;
	enum exit_code code = options_read(c, argv, &o);

	if (code != EXIT_WELL)
		return code;
	if (o.help)
		return print_command_help(c);
	environment_check(&dl);
	print_list(&dl, o.json);
	diag_release(&dl);
	return c->run(p, &o);
}

/* A report in place of a command: what most people try first. */
static enum exit_code unknown_command(const char *name)
{
	if (access(name, F_OK) == 0)
		return usage_error(_("“%s” is no command; “kanben check %s” checks a report, "
		                     "“kanben render %s” makes a document of it"),
		                   name, name, name);
	return usage_error(_("unknown command “%s”"), name);
}

/* kanben help [COMMAND] */
static enum exit_code print_help(const char *name)
{
	const struct command *c = name != NULL ? command_lookup(name) : NULL;

	if (name == NULL)
		return print_usage();
	return c != NULL ? print_command_help(c) : unknown_command(name);
}

static enum exit_code run(struct program *p, int argc, char **argv)
{
	const struct command *command;

	if (argc < 2)
		return usage_error(_("no command given"));
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return print_usage();
	if (strcmp(argv[1], "help") == 0)
		return print_help(argv[2]);
	if (strcmp(argv[1], "--version") == 0) {
		puts("kanben " KANBEN_VERSION);
		return EXIT_WELL;
	}
	if (strcmp(argv[1], "--profiles") == 0) {
		print_profiles();
		return EXIT_WELL;
	}
	if (strcmp(argv[1], "--options") == 0) { /* for completions/, not for people */
		print_options(p);
		return EXIT_WELL;
	}
	command = command_lookup(argv[1]);
	if (command != NULL)
		return run_command(p, command, argv + 1);
	return unknown_command(argv[1]);
}

/*
 * If the caller has closed a standard stream it stays unusable, but its descriptor is taken, so
 * that no file opened later gets it: findings would be written into that file.
 */
static void hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0) /* open takes the lowest number, which is this one */
			(void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
	struct program p = {0};
	enum exit_code code;

	heap_keep();
	hold_standard_streams();
	/*
	 * A closed pipe, or a file that may not grow (ulimit -f), is to be a write error of one
	 * report and must not kill the process.
	 */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	engine_init(&p.engine);
	environment_paths(&p.engine.arena, &p.engine.paths);
	language_set(&p.engine.arena, p.engine.paths.locale);
	read_epoch(&p);
	code = flush_output(run(&p, argc, argv));
	/* The system takes back all memory at once; a sanitizer looks at what was left behind. */
	if (!IS_SANITIZED)
		_exit((int)code);
	engine_release(&p.engine);
	arena_release(&p.arena);
	return (int)code;
}
