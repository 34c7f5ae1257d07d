/* SPDX-License-Identifier: MIT */
#include "form/form.h"

#include <string.h>

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

/* ---- texts ---- */

void texts_read(const struct object_reader *rr, const struct json *array, void *to)
{
	const char **texts = arena_array(rr->arena, const char *, array->count);
	struct form_texts *list = to;

	list->texts = texts;
	for (const struct json *at = array->first; at != NULL; at = at->next) {
		const char *text = object_text(rr, at, 0);

		if (text != NULL)
			texts[list->n++] = text;
	}
}

/* ---- sections ---- */

static bool is_envelope(const char *key)
{
	static const char *const names[] = {"layout", "title", "organ", "year", "date", "revision"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(key, names[i]) == 0)
			return true;
	return false;
}

static void read_section_key(const struct object_reader *rr, const struct json *at, void *section)
{
	const struct form_reader *fr = rr->user;

	if (is_envelope(at->text) || form_lookup_section(fr->form, at->text) != NULL)
		object_fault(rr, at, _("the key “%s” is already in use"), at->text);
	((struct form_section *)section)->key = at->text;
}

static void read_table(const struct object_reader *rr, const struct json *obj, void *section)
{
	((struct form_section *)section)->table = parts_read(rr, obj);
}

static const struct member_word bodies[] = {{"prose", FORM_PROSE},
                                            {"table", FORM_TABLE},
                                            {"attachments", FORM_ATTACHMENTS},
                                            {"signature", FORM_SIGNATURE},
                                            {"note", FORM_NOTE},
                                            {"imprint", FORM_IMPRINT},
                                            {NULL, 0}};

static unsigned choose_body(const struct json *obj)
{
	const struct json *body = json_lookup(obj, "body");

	for (const struct member_word *w = bodies; w->word != NULL; w++)
		if (body != NULL && body->kind == JSON_STRING && strcmp(body->text, w->word) == 0)
			return 1U << w->value;
	return 0;
}

#define AT(field) MEMBER_AT(struct form_section, field)
#define OF(body) .required = 1U << (body), .only = 1U << (body)
#define TEXT_OF(key, field, body, place, message)                                                  \
	{                                                                                          \
		key, MEMBER_TEXT, OF(body), .refuse = (message), .to = AT(field), .holds = (place) \
	}

static const struct member section_members[] = {
        {"key", MEMBER_KEY, .required = MEMBER_ALWAYS, .read = read_section_key},
        {"body", MEMBER_WORD, .required = MEMBER_ALWAYS, .words = bodies,
         .to = MEMBER_WORD_AT(struct form_section, body)},
        {"heading", MEMBER_TEXT, .to = AT(heading)},
        {"aliases", MEMBER_ARRAY, .to = AT(aliases), .read = texts_read},
        {"level", MEMBER_WHOLE, .min = 1, .max = 4, .to = AT(level)},
        {"required", MEMBER_FLAG, .to = AT(required)},
        {"table", MEMBER_OBJECT, OF(FORM_TABLE), .object = &table_object, .read = read_table,
         .refuse = N_("only a section with the body “table” can have this")},
        TEXT_OF("label", label, FORM_ATTACHMENTS, NULL,
                N_("only a section with the body “attachments” can have this")),
        TEXT_OF("number", number, FORM_ATTACHMENTS, "{n}",
                N_("only a section with the body “attachments” can have this")),
        TEXT_OF("note", note, FORM_NOTE, "{text}",
                N_("only a section with the body “note” can have this")),
        TEXT_OF("copies", copies, FORM_IMPRINT, "{text}",
                N_("only a section with the body “imprint” can have this")),
        TEXT_OF("printed", printed, FORM_IMPRINT, "{date}",
                N_("only a section with the body “imprint” can have this")),
};
static const struct object section_object = {
        .name = "section", OBJECT_MEMBERS(section_members), .choose = choose_body};

#undef AT

static void read_sections(const struct object_reader *rr, const struct json *array, void *to)
{
	struct form *f = to;

	f->sections = arena_array(rr->arena, struct form_section, array->count);
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next) {
		struct form_section *s = &f->sections[f->section_n];

		s->level = 1;
		object_read(rr, &section_object, obj, s);
		if (s->body == FORM_TABLE && s->table == NULL)
			s->table = arena_new(rr->arena, struct form_table);
		f->section_n++;
	}
}

/* ---- the file ---- */

#define AT(field) MEMBER_AT(struct form, field)

static const struct member name_members[] = {
        {"zh", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(title_zh)},
        {"en", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(title_en)},
};
static const struct object name_object = {.name = "name", OBJECT_MEMBERS(name_members)};

static const struct member attached_members[] = {
        {"report", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(attached_report)},
        {"findings", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(attached_findings)},
};
static const struct object attached_object = {.name = "attached", OBJECT_MEMBERS(attached_members)};

#define TEXTS(key, field)                                                                          \
	{                                                                                          \
		key, MEMBER_ARRAY, .to = AT(recognise.field), .read = texts_read                   \
	}

static const struct member recognise_keys_members[] = {
        TEXTS("title", title),
        TEXTS("organ", organ),
        TEXTS("year", year),
        TEXTS("date", date),
};
static const struct object recognise_keys_object = {.name = "recogniseKeys",
                                                    OBJECT_MEMBERS(recognise_keys_members)};

static const struct member recognise_other_members[] = {
        {"layout", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(recognise.other_layout)},
        TEXTS("heads", other_heads),
};
static const struct object recognise_other_object = {.name = "recogniseOther",
                                                     OBJECT_MEMBERS(recognise_other_members)};

static const struct member recognise_members[] = {
        TEXTS("titles", titles),
        TEXTS("years", years),
        TEXTS("dates", dates),
        TEXTS("numbers", numbers),
        TEXTS("continued", continued),
        TEXTS("nothing", nothing),
        TEXTS("money", money),
        TEXTS("counters", counters),
        TEXTS("furniture", furniture),
        TEXTS("captions", captions),
        TEXTS("units", units),
        TEXTS("notes", notes),
        {"other", MEMBER_OBJECT, .object = &recognise_other_object},
        {"keys", MEMBER_OBJECT, .object = &recognise_keys_object},
};
static const struct object recognise_object = {.name = "recognise",
                                               OBJECT_MEMBERS(recognise_members)};

/* style/ reads these members; here it is only checked that “extends” does not supply them. */
#define OWN_LOOKS(key)                                                                             \
	{                                                                                          \
		key, MEMBER_ANY,                                                                   \
		        .only = MEMBER_WITHOUT,                                                    \
		        .refuse = N_("a layout that extends another takes its looks from there")   \
	}

/* Pieces of patterns are compiled where they are called. */
static void read_pieces(const struct object_reader *rr, const struct json *obj, void *to)
{
	(void)to;
	for (const struct json *m = obj->first; m != NULL; m = m->next)
		if (m->kind == JSON_STRING)
			object_check_unseen(rr, m);
}

/* The order matters: checks refer to sections and patterns that must have been read before. */
static const struct member form_members[] = {
        {"layout", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(name)},
        {"name", MEMBER_OBJECT, .required = MEMBER_ALWAYS, .object = &name_object},
        {"language", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(language)},
        {"draft_mark", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(draft_mark)},
        {"title_format", MEMBER_TEXT, .to = AT(title_format)},
        {"attached", MEMBER_OBJECT, .object = &attached_object},
        {"sections", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .object = &section_object,
         .read = read_sections},
        {"checks", MEMBER_ARRAY, .object = &table_check_object, .read = checks_read},
        {"patterns", MEMBER_OBJECT, .read = read_pieces},
        {"recognise", MEMBER_OBJECT, .object = &recognise_object},
        {"source", MEMBER_TEXT, .to = AT(origin)},
        {"subject", MEMBER_TEXT, .to = AT(subject)},
        {"keywords", MEMBER_TEXT, .to = AT(keywords)},
        {"description", MEMBER_TEXT, .to = AT(description)},
        OWN_LOOKS("page"),
        OWN_LOOKS("styles"),
        OWN_LOOKS("table_style"),
        OWN_LOOKS("list_style"),
        OWN_LOOKS("typography"),
        OWN_LOOKS("web"),
        {"extends", MEMBER_TEXT},
};
const struct object form_object = {
        .name = "layout", OBJECT_MEMBERS(form_members), .split = "extends"};

#undef AT

enum rc form_read(struct arena *a, const struct form_input *in, struct diag_list *dl,
                  const struct form **ret)
{
	const struct object_rules rules = {.key = LAYOUT_RULE,
	                                   .type = LAYOUT_RULE,
	                                   .missing = LAYOUT_RULE,
	                                   .nul = LAYOUT_RULE,
	                                   .unseen = in->book == NULL ? LAYOUT_RULE : NULL,
	                                   .blank_is_text = true};
	struct form_reader fr = {.m = {a, in->source, dl, &rules, NULL},
	                         .form = arena_new(a, struct form),
	                         .patterns = {a, in->patterns, in->book}};
	size_t faults = dl->error_n;

	fr.m.user = &fr;
	fr.form->root = in->root;
	if (!object_read(&fr.m, &form_object, in->root, fr.form) || dl->error_n > faults)
		return RC_INPUT;
	*ret = fr.form;
	return RC_OK;
}
