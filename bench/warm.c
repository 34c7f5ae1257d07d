/* SPDX-License-Identifier: MIT */
/*
 * warm.c: measures how long a report takes in a process that has rendered it before: without
 * starting a program, opening fonts or writing to disk.
 *
 *	warm REPORT.json PROFILE N|SECONDSs
 *
 * Renders the report once without measuring, then N times or, with "5s", as often as it can begin
 * within 5 seconds. Prints one line of JSON: milliseconds per report (wall time as median, min,
 *max; CPU time as mean), the number of renders, pages and bytes of the document, and peak resident
 * memory. KANBEN_FONTS and KANBEN_LAYOUTS (one folder each) replace the installed ones,
 * KANBEN_SYSTEM_FONTS (one folder, or empty: none) the system's fonts. Exit status as kanben's.
 */
#include <kanben.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { RENDERS_MAX = 1000000 };

struct bench {
	struct kb_context *context;
	struct kb_options options;
	char *report;
	size_t size;
	size_t pages, bytes; /* of the last document */
	double *ms;
	size_t n;
};

static double now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static char *read_file(const char *path, size_t *ret_size)
{
	FILE *f = fopen(path, "rb");
	char *data = NULL;
	long size;

	if (f != NULL && fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0) {
		rewind(f);
		data = malloc((size_t)size + 1);
		*ret_size = data != NULL ? fread(data, 1, (size_t)size, f) : 0;
	}
	if (data == NULL || ferror(f))
		perror(path);
	if (f != NULL)
		fclose(f);
	return data;
}

static void print_error(void *user, const struct kb_finding *f)
{
	(void)user;
	if (f->severity == KB_ERROR)
		fprintf(stderr, "warm: %s [%s]\n", f->message, f->rule);
}

static int open_context(struct bench *b)
{
	const char *fonts[] = {getenv("KANBEN_FONTS"), NULL};
	const char *layouts[] = {getenv("KANBEN_LAYOUTS"), NULL};
	const char *system = getenv("KANBEN_SYSTEM_FONTS");
	const char *system_fonts[] = {system != NULL && *system != '\0' ? system : NULL, NULL};
	struct kb_config config = {.size = sizeof(config),
	                           .fonts = fonts[0] != NULL ? fonts : NULL,
	                           .layouts = layouts[0] != NULL ? layouts : NULL,
	                           .system_fonts = system != NULL ? system_fonts : NULL,
	                           .on_finding = print_error};

	return kb_context_new(&config, &b->context);
}

static int render(struct bench *b)
{
	struct kb_result *result;
	int status = kb_render(b->context, b->report, b->size, &b->options, &result);

	if (result != NULL) {
		b->pages = result->page_count;
		b->bytes = result->document_size + result->html_size;
	}
	kb_result_free(result);
	return status;
}

/* how_long: "100" for 100 renders, "5s" for as many as begin within 5 seconds. */
static int run(struct bench *b, const char *how_long)
{
	char *end;
	double amount = strtod(how_long, &end);
	double start = now(CLOCK_MONOTONIC), at = start;
	size_t most = strcmp(end, "s") == 0 ? RENDERS_MAX : (size_t)amount;
	double until = strcmp(end, "s") == 0 ? start + amount * 1e3 : 0;
	int status = KB_OK;

	if (amount < 1 || amount > RENDERS_MAX || (*end != '\0' && strcmp(end, "s") != 0))
		return KB_USAGE;
	b->ms = malloc(most * sizeof(*b->ms));
	while (b->ms != NULL && b->n < most && (until <= 0 || at < until) && status == KB_OK) {
		double begun = at;

		status = render(b);
		at = now(CLOCK_MONOTONIC);
		b->ms[b->n++] = at - begun;
	}
	return b->n > 0 ? status : KB_SURROUNDINGS;
}

static int compare(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void print(const struct bench *b, double cpu)
{
	struct rusage usage;
	double median = (b->ms[(b->n - 1) / 2] + b->ms[b->n / 2]) / 2;

	getrusage(RUSAGE_SELF, &usage);
	printf("{\"profile\":\"%s\",\"renders\":%zu,\"median_ms\":%.3f,\"min_ms\":%.3f,"
	       "\"max_ms\":%.3f,\"cpu_ms\":%.3f,\"pages\":%zu,\"bytes\":%zu,\"max_rss_kib\":%ld}\n",
	       b->options.profile, b->n, median, b->ms[0], b->ms[b->n - 1], cpu / (double)b->n,
	       b->pages, b->bytes, usage.ru_maxrss);
}

int main(int argc, char **argv)
{
	struct bench b = {.options = {.size = sizeof(b.options), .on_finding = print_error}};
	double cpu;
	int status;

	if (argc != 4) {
		fputs("usage: warm REPORT.json PROFILE N|SECONDSs\n", stderr);
		return KB_USAGE;
	}
	b.options.profile = argv[2];
	b.report = read_file(argv[1], &b.size);
	status = b.report != NULL ? open_context(&b) : KB_SURROUNDINGS;
	if (status == KB_OK)
		status = render(&b);
	cpu = now(CLOCK_PROCESS_CPUTIME_ID);
	if (status == KB_OK)
		status = run(&b, argv[3]);
	cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	if (status == KB_OK) {
		qsort(b.ms, b.n, sizeof(*b.ms), compare);
		print(&b, cpu);
	}
	kb_context_free(b.context);
	free(b.report);
	free(b.ms);
	return status;
}
