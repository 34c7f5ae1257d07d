/* SPDX-License-Identifier: MIT */
/*
 * Renders a report as a document with libkanben.
 *
 *	cc render.c -o render $(pkg-config --cflags --libs kanben)
 *	./render REPORT.json PROFILE DOCUMENT.pdf [PAGE.html]
 *
 * Exit status as kanben's: 0 success, 1 the report has errors, 2 wrong usage, 3 a file or font is
 * missing or unusable.
 */
#include <kanben.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole file as heap memory, or NULL. */
static char *read_file(const char *path, size_t *ret_size)
{
	FILE *f = fopen(path, "rb");
	char *data = NULL;
	size_t size = 0, room = 0, n = 0;

	do {
		size += n;
		if (size == room) {
			char *more = realloc(data, room = room * 2 + 4096);

			if (more == NULL) {
				free(data);
				data = NULL;
				break;
			}
			data = more;
		}
		n = f != NULL ? fread(data + size, 1, room - size, f) : 0;
	} while (n > 0);
	if (f == NULL || ferror(f) || data == NULL) {
		perror(path);
		free(data);
		data = NULL;
	}
	if (f != NULL)
		fclose(f);
	*ret_size = size;
	return data;
}

static int write_file(const char *path, const void *data, size_t size)
{
	FILE *f = fopen(path, "wb");
	int good = f != NULL && fwrite(data, 1, size, f) == size;

	if (f != NULL && fclose(f) != 0)
		good = 0;
	if (!good)
		perror(path);
	return good ? KB_OK : KB_SURROUNDINGS;
}

static void print_finding(void *user, const struct kb_finding *f)
{
	static const char *const severities[] = {"note", "warning", "error"};

	(void)user;
	if (f->source != NULL)
		fprintf(stderr, "%s:%zu:%zu: ", f->source, f->line, f->column);
	fprintf(stderr, "%s: %s [%s] (%s)\n", severities[f->severity], f->message, f->rule,
	        f->pointer);
}

int main(int argc, char **argv)
{
	struct kb_config config = {.size = sizeof(config), .on_finding = print_finding};
	struct kb_options options = {.size = sizeof(options), .on_finding = print_finding};
	struct kb_context *context;
	struct kb_result *result;
	size_t size;
	const char *slash;
	char *report;
	int status;

	if (argc < 4 || (report = read_file(argv[1], &size)) == NULL)
		return argc < 4 ? KB_USAGE : KB_SURROUNDINGS;
	status = kb_context_new(&config, &context);
	if (status != KB_OK)
		return status;
	options.source_name = argv[1];
	options.profile = argv[2];
	slash = strrchr(argv[3], '/');
	options.document_name = slash != NULL ? slash + 1 : argv[3];
	status = kb_render(context, report, size, &options, &result);
	if (status == KB_OK)
		status = write_file(argv[3], result->document, result->document_size);
	if (status == KB_OK && argc > 4 && result->html != NULL)
		status = write_file(argv[4], result->html, result->html_size);
	kb_result_free(result);
	kb_context_free(context);
	free(report);
	return status;
}
