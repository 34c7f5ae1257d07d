/* SPDX-License-Identifier: MIT */
/* sarif.c: findings as OASIS SARIF 2.1.0, which CI systems show beside the lines of a file. */
#include <string.h>

#include "app/formats.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "engine/findings.h"
#include "json/json.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

/* What the rules of the program mean; those that a layout defines have the second text. */
static const struct {
	const char *id, *text;
} descriptions[] = {
        {"SYN", N_("not JSON (RFC 8259), or not UTF-8")},
        {"KEY", N_("an unknown or duplicate key")},
        {"TYPE", N_("a value of the wrong kind")},
        {"MISSING", N_("a required part is absent")},
        {"NORM", N_("a text was read in its normal form, not as it was typed")},
        {"GLYPH", N_("a character that no font has, or that cannot be printed")},
        {"FIT", N_("something does not fit into the page")},
        {"EMPTY", N_("a required section without text")},
        {"DATE", N_("where the document's date is from")},
        {"FONT", N_("a font is missing or replaced")},
        {"LAYOUT", N_("a fault in a layout file")},
        {"PICTURE", N_("a picture that cannot be printed")},
        {"PRESS", N_("a picture that a press does not print as it is")},
        {"REVISION", N_("a correction that does not follow from what came before")},
        {"TXT-LONG", N_("a text too long to be searched by the rules of the prose")},
        {"WORKER", N_("the process that checked the report failed")},
        {"XY-PREVIOUS", N_("there is no usable report of last year")},
};

static const char *description(const char *rule)
{
	for (size_t i = 0; i < COUNT(descriptions); i++)
		if (strcmp(descriptions[i].id, rule) == 0)
			return _(descriptions[i].text);
	return _("a check that the report's layout defines");
}

static void put_text(struct buf *b, const char *name, const char *value)
{
	buf_putf(b, "\"%s\":", name);
	print_json_text(b, value);
}

/* A relative reference (RFC 3986, 4.2): every byte that is not a plain character is escaped. */
static void put_uri(struct buf *b, const char *path)
{
	buf_puts(b, "\"uri\":\"");
	/* "a:b" would be a scheme. */
	if (strchr(path, ':') != NULL && *path != '/' && *path != '.')
		buf_puts(b, "./");
	for (; *path != '\0'; path++) {
		unsigned char c = (unsigned char)*path;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		             (c >= '0' && c <= '9') || strchr("-._~/:", c) != NULL;

		if (plain)
			buf_putc(b, (char)c);
		else
			buf_putf(b, "%%%02X", c);
	}
	buf_putc(b, '"');
}

static void put_artifact(struct buf *b, const char *path)
{
	buf_puts(b, "{\"physicalLocation\":{\"artifactLocation\":{");
	put_uri(b, path);
	buf_putc(b, '}');
}

static void put_location(struct buf *b, const struct diag_place *p, struct source_walk *w)
{
	source_walk_to(w, p->source, p->off);
	put_artifact(b, p->source->name);
	buf_putf(b, ",\"region\":{\"startLine\":%zu,\"startColumn\":%zu}}", w->line, w->column);
	if (p->pointer != NULL && *p->pointer != '\0') {
		buf_puts(b, ",\"logicalLocations\":[{");
		put_text(b, "fullyQualifiedName", p->pointer);
		buf_puts(b, ",\"kind\":\"value\"}]");
	}
	buf_putc(b, '}');
}

static void put_sum(struct buf *b, const struct diag_sum *sum)
{
	buf_puts(b, ",\"properties\":{");
	put_text(b, "left", sum->left);
	buf_putc(b, ',');
	put_text(b, "right", sum->right);
	buf_putc(b, ',');
	put_text(b, "difference", sum->difference);
	buf_puts(b, ",\"cells\":[");
	for (size_t i = 0; i < sum->cell_n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		print_json_text(b, sum->cells[i]);
	}
	buf_puts(b, "]}");
}

void sarif_put_part(struct buf *b, const struct diag_list *dl)
{
	struct source_walk w = {0};

	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		buf_putf(b, "%s\t{", d->place.rule);
		put_text(b, "ruleId", d->place.rule);
		buf_putf(b, ",\"level\":\"%s\",\"message\":{", findings_severity(d->severity));
		put_text(b, "text", d->message);
		buf_puts(b, "},\"locations\":[");
		if (d->place.source != NULL)
			put_location(b, &d->place, &w);
		buf_putc(b, ']');
		if (d->sum != NULL)
			put_sum(b, d->sum);
		buf_puts(b, "}\n");
	}
}

static void put_separator(struct buf *b)
{
	buf_puts(b, b->n > 0 ? ",\n" : "\n");
}

/* A report that could not be read has no results; the run says that it was incomplete. */
static void put_notification(struct buf *b, const char *path)
{
	put_separator(b);
	buf_puts(b, "{\"level\":\"error\",\"message\":{");
	put_text(b, "text", _("the report could not be checked"));
	buf_puts(b, "},\"locations\":[");
	put_artifact(b, path);
	buf_puts(b, "}}]}");
}

void sarif_add(struct formats *f, const char *path, enum exit_code code, const struct buf *part)
{
	for (size_t at = 0; at < part->n;) {
		const char *line = part->p + at;
		size_t id = strcspn(line, "\t"), n = strcspn(line, "\n");
		size_t rule = formats_rule(f, line, id);

		put_separator(&f->results);
		buf_put(&f->results, line + id + 1, n - id - 2); /* without its brace */
		buf_putf(&f->results, ",\"ruleIndex\":%zu}", rule);
		at += n + 1;
	}
	if (code == EXIT_SURROUNDINGS)
		put_notification(&f->notifications, path);
}

void sarif_put_end(struct buf *b, const struct formats *f)
{
	bool whole = f->notifications.n == 0;

	buf_puts(b, "{\"$schema\":\"" SCHEMA "\",\"version\":\"2.1.0\",\"runs\":[{\n"
	            "\"tool\":{\"driver\":{\"name\":\"kanben\",\"version\":\"" KANBEN_VERSION
	            "\",\"rules\":[");
	for (size_t i = 0; i < f->rule_n; i++) {
		buf_puts(b, i > 0 ? ",\n{" : "\n{");
		put_text(b, "id", f->rules[i].id);
		buf_puts(b, ",\"shortDescription\":{");
		put_text(b, "text", description(f->rules[i].id));
		buf_puts(b, "}}");
	}
	buf_putf(b,
	         "]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"invocations\":[{"
	         "\"executionSuccessful\":%s,\"toolExecutionNotifications\":[",
	         whole ? "true" : "false");
	buf_put(b, f->notifications.p, f->notifications.n);
	buf_puts(b, "]}],\n\"results\":[");
	buf_put(b, f->results.p, f->results.n);
	buf_puts(b, "]}]}\n");
}
