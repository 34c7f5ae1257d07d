/* SPDX-License-Identifier: MIT */
#include "form/form.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/form_reader.h"

const struct form_section *form_lookup_section(const struct form *f, const char *key)
{
	for (size_t i = 0; i < f->section_n; i++)
		if (f->sections[i].key != NULL && strcmp(f->sections[i].key, key) == 0)
			return &f->sections[i];
	return NULL;
}

const char *form_plain_text(struct arena *a, const char *text)
{
	char *plain = arena_strdup(a, text), *to = plain;

	for (const char *from = text; *from != '\0'; from++)
		if (*from != '|')
			*to++ = *from;
	*to = '\0';
	return plain;
}

static bool is_envelope(const char *key)
{
	static const char *const names[] = {"layout", "title", "organ", "year", "date", "revision"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(key, names[i]) == 0)
			return true;
	return false;
}

static void read_section_key(const struct form_reader *fr, const struct json *obj,
                             struct form_section *s)
{
	const char *key = reader_key(fr, obj, REQUIRED);

	if (key == NULL)
		return;
	if (is_envelope(key) || form_lookup_section(fr->form, key) != NULL)
		json_error(fr->m.findings, fr->m.source, json_lookup(obj, "key"), LAYOUT_RULE,
		           _("the key “%s” is taken already"), key);
	s->key = key;
}

/* A text that the report's own is put into, at {text}, {n} or {date}. */
static const char *read_wording(const struct form_reader *fr, const struct json *obj,
                                const char *key, const char *place)
{
	const char *text = reader_string(fr, obj, key, REQUIRED);

	if (text != NULL && strstr(text, place) == NULL)
		json_error(fr->m.findings, fr->m.source, json_lookup(obj, key), LAYOUT_RULE,
		           _("a text with %s in it expected"), place);
	return text;
}

static void read_table(const struct form_reader *fr, const struct json *obj, struct form_section *s)
{
	const struct json *table = reader_member(fr, obj, "table", JSON_OBJECT, REQUIRED);

	s->table =
	        table != NULL ? parts_read(fr, table) : arena_new(fr->m.arena, struct form_table);
}

/* What a section has beside what all have, by its body. */
static void read_own_members(const struct form_reader *fr, const struct json *obj,
                             struct form_section *s)
{
	switch (s->body) {
	case FORM_PROSE:
	case FORM_SIGNATURE:
		break;
	case FORM_TABLE:
		read_table(fr, obj, s);
		break;
	case FORM_ATTACHMENTS:
		s->label = reader_string(fr, obj, "label", REQUIRED);
		s->number = read_wording(fr, obj, "number", "{n}");
		break;
	case FORM_NOTE:
		s->note = read_wording(fr, obj, "note", "{text}");
		break;
	case FORM_IMPRINT:
		s->copies = read_wording(fr, obj, "copies", "{text}");
		s->printed = read_wording(fr, obj, "printed", "{date}");
		break;
	}
}

enum { OWN_MAX = 2 };

/* By enum form_body: its name, and the members that only it has. */
static const struct {
	const char *name, *own[OWN_MAX];
} bodies[] = {
        [FORM_PROSE] = {"prose", {NULL}},
        [FORM_TABLE] = {"table", {"table"}},
        [FORM_ATTACHMENTS] = {"attachments", {"label", "number"}},
        [FORM_SIGNATURE] = {"signature", {NULL}},
        [FORM_NOTE] = {"note", {"note"}},
        [FORM_IMPRINT] = {"imprint", {"copies", "printed"}},
};

/* A finding for each member that belongs to another body. */
static void refuse_foreign_members(const struct form_reader *fr, const struct json *obj,
                                   enum form_body body)
{
	for (size_t i = 0; i < COUNT(bodies); i++) {
		for (size_t k = 0; k < OWN_MAX && bodies[i].own[k] != NULL; k++) {
			const struct json *member = json_lookup(obj, bodies[i].own[k]);

			if (i != body && member != NULL)
				json_error(fr->m.findings, fr->m.source, member, LAYOUT_RULE,
				           _("only a section with the body “%s” has one"),
				           bodies[i].name);
		}
	}
}

static void read_body(const struct form_reader *fr, const struct json *obj, struct form_section *s)
{
	const char *body = reader_string(fr, obj, "body", REQUIRED);

	if (body == NULL)
		return;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		if (strcmp(body, bodies[i].name) != 0)
			continue;
		s->body = (enum form_body)i;
		refuse_foreign_members(fr, obj, s->body);
		read_own_members(fr, obj, s);
		return;
	}
	json_error(fr->m.findings, fr->m.source, json_lookup(obj, "body"), LAYOUT_RULE,
	           _("a body is “prose”, “table”, “attachments”, “signature”, “note” or "
	             "“imprint”"));
}

static void read_section(const struct form_reader *fr, const struct json *obj,
                         struct form_section *s)
{
	static const char *const names[] = {"key",      "heading", "level",   "body",
	                                    "required", "table",   "label",   "number",
	                                    "note",     "copies",  "printed", "aliases"};
	int level;

	if (!reader_is_object(fr, obj))
		return;
	reader_check_names(fr, obj, names, COUNT(names));
	read_section_key(fr, obj, s);
	s->heading = reader_string(fr, obj, "heading", OPTIONAL);
	s->aliases = reader_texts(fr, obj, "aliases");
	level = reader_number(fr, obj, "level", (struct reader_range){1, 4});
	s->level = level > 0 ? level : 1;
	s->required = reader_flag(fr, obj, "required");
	read_body(fr, obj, s);
}

static void read_sections(const struct form_reader *fr, const struct json *array)
{
	struct form *f = fr->form;

	f->sections = arena_array(fr->m.arena, struct form_section, array->count);
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next) {
		read_section(fr, obj, &f->sections[obj->index]);
		f->section_n++;
	}
}

static void read_attached(const struct form_reader *fr, const struct json *root)
{
	static const char *const names[] = {"report", "findings"};
	const struct json *obj = reader_member(fr, root, "attached", JSON_OBJECT, OPTIONAL);

	if (obj == NULL)
		return;
	reader_check_names(fr, obj, names, 2);
	fr->form->attached_report = reader_string(fr, obj, "report", REQUIRED);
	fr->form->attached_findings = reader_string(fr, obj, "findings", REQUIRED);
}

static void read_head(const struct form_reader *fr, const struct json *root)
{
	static const char *const languages[] = {"zh", "en"};
	const struct json *name = reader_member(fr, root, "name", JSON_OBJECT, REQUIRED);
	struct form *f = fr->form;

	f->name = reader_string(fr, root, "layout", REQUIRED);
	if (name != NULL) {
		reader_check_names(fr, name, languages, 2);
		f->title_zh = reader_string(fr, name, "zh", REQUIRED);
		f->title_en = reader_string(fr, name, "en", REQUIRED);
	}
	f->origin = reader_string(fr, root, "source", OPTIONAL);
	f->language = reader_string(fr, root, "language", REQUIRED);
	f->subject = reader_string(fr, root, "subject", OPTIONAL);
	f->keywords = reader_string(fr, root, "keywords", OPTIONAL);
	f->draft_mark = reader_string(fr, root, "draft_mark", REQUIRED);
	f->title_format = reader_string(fr, root, "title_format", OPTIONAL);
	read_attached(fr, root);
}

static void read_recognise(const struct form_reader *fr, const struct json *obj,
                           struct form_recognise *r)
{
	static const char *const names[] = {"titles",  "years",     "dates",
	                                    "numbers", "continued", "nothing"};

	if (obj == NULL)
		return;
	reader_check_names(fr, obj, names, sizeof(names) / sizeof(names[0]));
	r->titles = reader_texts(fr, obj, "titles");
	r->years = reader_texts(fr, obj, "years");
	r->dates = reader_texts(fr, obj, "dates");
	r->numbers = reader_texts(fr, obj, "numbers");
	r->continued = reader_texts(fr, obj, "continued");
	r->nothing = reader_texts(fr, obj, "nothing");
}

/* The looks are style/'s: here only that they are the file's own or another layout's, not both. */
static void check_looks(const struct form_reader *fr, const struct json *root)
{
	static const char *const looks[] = {"page", "styles", "table_style", "typography", "web"};

	if (reader_string(fr, root, "extends", OPTIONAL) == NULL)
		return;
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		const struct json *member = json_lookup(root, looks[i]);

		if (member != NULL)
			json_key_error(fr->m.findings, fr->m.source, member, LAYOUT_RULE,
			               _("the looks are those of the layout that is extended"));
	}
}

enum rc form_read(struct arena *a, const struct source *src, const struct json *root,
                  struct diag_list *dl, const struct form **ret)
{
	static const char *const names[] = {"layout",       "name",       "source",     "language",
	                                    "subject",      "keywords",   "draft_mark", "sections",
	                                    "checks",       "extends",    "page",       "styles",
	                                    "table_style",  "typography", "attached",   "recognise",
	                                    "title_format", "web",        "patterns"};
	struct form_reader fr = {.m = {a, src, dl, LAYOUT_RULE}, .form = arena_new(a, struct form)};
	size_t faults = dl->error_n;
	const struct json *array;

	if (!reader_is_object(&fr, root))
		return RC_INPUT;
	reader_check_names(&fr, root, names, sizeof(names) / sizeof(names[0]));
	fr.form->root = root;
	(void)reader_member(&fr, root, "patterns", JSON_OBJECT, OPTIONAL);
	read_head(&fr, root);
	read_recognise(&fr, reader_member(&fr, root, "recognise", JSON_OBJECT, OPTIONAL),
	               &fr.form->recognise);
	check_looks(&fr, root);
	array = reader_member(&fr, root, "sections", JSON_ARRAY, REQUIRED);
	if (array != NULL)
		read_sections(&fr, array);
	array = reader_member(&fr, root, "checks", JSON_ARRAY, OPTIONAL);
	if (array != NULL)
		checks_read(&fr, array);
	if (dl->error_n > faults)
		return RC_INPUT;
	*ret = fr.form;
	return RC_OK;
}
