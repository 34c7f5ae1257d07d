/* SPDX-License-Identifier: MIT */
#include "schema/schema.h"

#include <string.h>

#include "base/tr.h"
#include "report/report.h"
#include "schema/definitions.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"

/* The schema's "$id"; characters that a URI cannot have are percent-encoded (RFC 3986, 2.1). */
static void put_id(struct json_emit *e, const char *layout)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789-._~";
	struct buf b = {0};

	buf_puts(&b, "urn:kanben:layout:");
	for (; *layout != '\0'; layout++)
		if (strchr(plain, *layout) != NULL)
			buf_putc(&b, *layout);
		else
			buf_putf(&b, "%%%02X", (unsigned)(unsigned char)*layout);
	json_emit_text(e, "$id", b.p);
	buf_release(&b);
}

static void put_required(struct json_emit *e, const struct form *f, bool named)
{
	json_emit_open(e, "required", JSON_ARRAY, JSON_ONE_LINE);
	if (named)
		json_emit_text(e, NULL, "layout");
	for (size_t i = 0; i < report_object.member_n; i++)
		if (report_object.members[i].required == MEMBER_ALWAYS)
			json_emit_text(e, NULL, report_object.members[i].key);
	for (size_t i = 0; i < f->section_n; i++)
		if (f->sections[i].required)
			json_emit_text(e, NULL, f->sections[i].key);
	json_emit_close(e, JSON_ARRAY);
}

static void put_layout(struct json_emit *e, const struct member *m, const char *name)
{
	json_emit_open(e, m->key, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "title", _(m->title));
	json_emit_text(e, "const", name);
	json_emit_text(e, "default", name);
	json_emit_close(e, JSON_OBJECT);
}

static void put_envelope(struct json_emit *e, const struct form *f)
{
	for (size_t i = 0; i < report_object.member_n; i++) {
		const struct member *m = &report_object.members[i];

		if (strcmp(m->key, "layout") == 0)
			put_layout(e, m, f->name);
		else
			parts_put_member(e, m);
	}
}

static const char *section_title(const struct form_section *s)
{
	if (s->heading != NULL)
		return s->heading;
	switch (s->body) {
	case FORM_PROSE:
		return _("Text");
	case FORM_TABLE:
		return _("A table");
	case FORM_ATTACHMENTS:
		return _("The titles of the attachments");
	case FORM_SIGNATURE:
		return _("The signature");
	case FORM_NOTE:
		return _("A note below the date");
	case FORM_IMPRINT:
		return _("The imprint at the foot of the last page");
	}
	return NULL;
}

static void put_section(struct rows *r, struct json_emit *e, const struct form_section *s)
{
	struct part_ref ref = {NULL, section_title(s)};

	switch (s->body) {
	case FORM_PROSE:
		ref.definition = DEF_PROSE;
		break;
	case FORM_TABLE:
		rows_put_section(r, e, s, ref.title);
		return;
	case FORM_ATTACHMENTS:
		ref.definition = DEF_ATTACHMENTS;
		break;
	case FORM_SIGNATURE:
		ref.definition = signature_object.name;
		break;
	case FORM_NOTE:
		ref.definition = DEF_TEXT;
		break;
	case FORM_IMPRINT:
		ref.definition = imprint_object.name;
		break;
	}
	parts_put_ref(e, s->key, &ref);
}

void schema_put(struct buf *b, const struct form *f, bool named)
{
	struct arena a = {0};
	struct json_emit e = {.b = b};
	struct rows rows = {.arena = &a};

	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_text(&e, "$schema", DIALECT);
	put_id(&e, f->name);
	json_emit_text(&e, "title", f->title_zh);
	if (f->origin != NULL)
		json_emit_text(&e, "description", f->origin);
	parts_put_object(&e);
	put_required(&e, f, named);
	json_emit_open(&e, "properties", JSON_OBJECT, JSON_LINES);
	put_envelope(&e, f);
	for (size_t i = 0; i < f->section_n; i++)
		put_section(&rows, &e, &f->sections[i]);
	json_emit_close(&e, JSON_OBJECT);
	json_emit_open(&e, "$defs", JSON_OBJECT, JSON_LINES);
	rows_put_definitions(&rows, &e);
	parts_put_definitions(&e);
	json_emit_close(&e, JSON_OBJECT);
	json_emit_close(&e, JSON_OBJECT);
	buf_putc(b, '\n');
	arena_release(&a);
}
