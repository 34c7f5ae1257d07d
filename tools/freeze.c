/* SPDX-License-Identifier: MIT */
/*
 * freeze.c: a program of the build:
 *
 *	freeze OUTPUT.c FILE.json...
 *
 * writes the trees of JSON files, and the patterns of layouts, as data (shipped/frozen.h). A file
 * with findings is left out: the program will parse it, and tell them. Exit status 0, or 1 if a
 * file cannot be read or written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shipped/frozen.h"

#include "base/buf.h"
#include "base/pattern.h"
#include "form/form.h"
#include "json/json.h"

/* One file on its way. */
struct freezer {
	struct source source; /* with NULs that end strings */
	struct buf text;      /* of the frozen file */
	struct buf nodes;     /* in C */
	size_t node_n;
};

static bool read_file(const char *path, struct buf *ret)
{
	FILE *f = fopen(path, "rb");
	char chunk[4096];
	size_t n;
	bool read;

	if (f == NULL)
		return false;
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_put(ret, chunk, n);
	read = ferror(f) == 0;
	fclose(f);
	return read;
}

/* Where in the frozen text this text of the tree is. */
static size_t place(struct freezer *fr, const char *text, size_t n)
{
	const struct source *src = &fr->source;
	size_t at = fr->text.n;

	if (text == NULL)
		return 0;
	if (text >= src->text && text < src->text + src->len)
		return (size_t)(text - src->text);
	buf_put(&fr->text, text, n);
	buf_putc(&fr->text, '\0');
	return at;
}

/* Recursion is bounded by JSON_MAX_DEPTH. */
static void put_nodes(struct freezer *fr, const struct json *node)
{
	size_t key = place(fr, node->key, node->key != NULL ? strlen(node->key) : 0);
	bool has_text = node->kind == JSON_STRING || node->kind == JSON_NUMBER;
	size_t text = has_text ? place(fr, node->text, node->len) : 0;
	unsigned key_off = node->key != NULL ? node->key_off : 0;

	buf_putf(&fr->nodes, "\t{%u, %u, %u, %zu, %zu, %u, %d, %d, %d},\n", node->off, node->end,
	         key_off, key, text, node->len, node->kind, node->truth, node->has_nul);
	fr->node_n++;
	for (const struct json *c = json_first(node); c != NULL; c = c->next)
		put_nodes(fr, c);
}

static void put_bytes(FILE *out, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%d,%s", (signed char)p[i], i % 24 == 23 ? "\n" : "");
}

static void put_pattern(FILE *out, const char *name, const struct pattern_known *p)
{
	size_t n = pattern_needs_size(p->needs) / sizeof(*p->needs);

	fprintf(out, "static const signed char text_%s[] = {\n", name);
	put_bytes(out, p->text, p->len);
	fprintf(out, "};\nstatic const uint16_t needs_%s[] = {", name);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%u,", p->needs[i]);
	fprintf(out, "};\nstatic const _Alignas(8) uint8_t code_%s[] = {\n", name);
	for (size_t i = 0; i < p->code_n; i++)
		fprintf(out, "%u,%s", p->code[i], i % 24 == 23 ? "\n" : "");
	fputs("};\n", out);
}

static void put_book(FILE *out, size_t k, const struct pattern_book *book)
{
	struct buf list = {0};

	for (size_t i = 0; i < book->n; i++) {
		char name[48];

		snprintf(name, sizeof(name), "%zu_%zu", k, i);
		put_pattern(out, name, &book->list[i]);
		buf_putf(&list, "\t{(const char *)text_%s, %zu, needs_%s, code_%s, %zu},\n", name,
		         book->list[i].len, name, name, book->list[i].code_n);
	}
	fprintf(out, "static const struct pattern_known known_%zu[] = {\n%s\t{0}};\n", k,
	        list.p != NULL ? list.p : "");
	fprintf(out, "static const struct pattern_book book_%zu = {\"%s\", known_%zu, %zu};\n", k,
	        book->compiler, k, book->n);
	buf_release(&list);
}

/* Writes the book of a layout without faults; false: it is none. */
static bool freeze_patterns(FILE *out, size_t k, const struct source *src, const struct json *root)
{
	struct arena a = {0};
	struct diag_list dl = {0};
	struct pattern_store patterns = {0};
	struct form_input in = {src, root, &patterns, NULL};
	struct pattern_book book;
	const struct form *form;
	bool sound = form_read(&a, &in, &dl, &form) == RC_OK && dl.first == NULL;

	if (sound) {
		pattern_book_make(&a, &patterns, &book);
		put_book(out, k, &book);
	}
	pattern_store_release(&patterns);
	diag_release(&dl);
	arena_release(&a);
	return sound;
}

/* Writes file number k and its row of the table; or nothing. */
static void freeze(FILE *out, size_t k, const char *path, struct buf *file, struct buf *table)
{
	struct arena a = {0};
	struct diag_list dl = {0};
	struct freezer fr = {.source = {path, file->p != NULL ? file->p : "", file->n}};
	const struct json *root = NULL;
	bool sound = json_parse_within(&a, &fr.source, &dl, &root) == RC_OK && dl.first == NULL;

	if (sound) {
		buf_put(&fr.text, file->p, file->n);
		buf_putc(&fr.text, '\0');
		put_nodes(&fr, root);
		fprintf(out, "static const signed char text_%zu[] = {\n", k);
		put_bytes(out, fr.text.p, fr.text.n);
		fprintf(out, "};\nstatic const struct frozen_node nodes_%zu[] = {\n%s};\n", k,
		        fr.nodes.p);
		buf_putf(table, "\t{(const char *)text_%zu, %zu, nodes_%zu, %zu, ", k, file->n, k,
		         fr.node_n);
		if (freeze_patterns(out, k, &fr.source, root))
			buf_putf(table, "&book_%zu},\n", k);
		else
			buf_puts(table, "NULL},\n");
	}
	buf_release(&fr.text);
	buf_release(&fr.nodes);
	diag_release(&dl);
	arena_release(&a);
}

static bool freeze_all(FILE *out, char *const *paths, size_t n)
{
	struct buf table = {0};
	bool read = true;

	fputs("/* Made by tools/freeze.c. */\n#include \"shipped/frozen.h\"\n", out);
	for (size_t k = 0; k < n && read; k++) {
		struct buf file = {0};

		read = read_file(paths[k], &file);
		if (!read)
			perror(paths[k]);
		else
			freeze(out, k, paths[k], &file, &table);
		buf_release(&file);
	}
	fprintf(out, "const struct frozen_file frozen_files[] = {\n%s\t{0}};\n",
	        table.p != NULL ? table.p : "");
	buf_release(&table);
	return read;
}

int main(int argc, char **argv)
{
	FILE *out;
	bool made;

	if (argc < 2) {
		fputs("usage: freeze OUTPUT.c FILE.json...\n", stderr);
		return EXIT_FAILURE;
	}
	out = fopen(argv[1], "w");
	made = out != NULL && freeze_all(out, argv + 2, (size_t)argc - 2);
	if (out == NULL || fclose(out) != 0) {
		perror(argv[1]);
		made = false;
	}
	return made ? EXIT_SUCCESS : EXIT_FAILURE;
}
