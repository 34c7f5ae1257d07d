/* SPDX-License-Identifier: MIT */
/* import_trial.h: documents as short texts, imported with a small layout. */
#ifndef KANBEN_TESTS_IMPORT_TRIAL_H
#define KANBEN_TESTS_IMPORT_TRIAL_H

#include "report/fixture.h"

#include "import/import.h"
#include "import/norm.h"
#include "import/tables.h"
#include "json/json.h"

#define RECOGNISE                                                                                  \
	"'recognise':{'titles':['{organ}{year}年报','{organ}年报'],'years':['{year}年'],"     \
	"'dates':['{y}年{m}月{d}日'],'numbers':['- {n} -'],'continued':['（续）'],"          \
	"'nothing':['无']},"
#define IMPORT_LAYOUT                                                                                \
	"{" HEAD "," RECOGNISE "'sections':[{'key':'front','body':'prose'},"                         \
	"{'key':'p','heading':'一、概况说明','body':'prose','required':true},"                 \
	"{'key':'t','heading':'二、表格部分','aliases':['二、数据一览'],'body':'table'," \
	"'table':{'corner':'项目','columns':" COLUMNS ",'rows':["                                    \
	"{'text':'子项','key':'x'},"                                                               \
	"{'text':'大组','key':'g','children':[{'text':'1.其他','key':'y'},"                      \
	"{'text':'2.丑项','key':'z'}]},"                                                           \
	"{'text':'小组','key':'h','children':[{'text':'1.其他','key':'y'}]}]}},"                 \
	"{'key':'sign','body':'signature'}]}"
#define BEGIN "市局2024年报\n一、概况说明\n一段。\n二、表格部分\n"

struct trial {
	struct fixture f;
	struct source file;
	const struct json *back; /* the report that was imported */
};

static inline enum rc trial_run(struct trial *t, const char *name, const char *text, size_t n)
{
	struct import_input in = {.source = &t->file, .findings = &t->f.dl};
	struct source *made = arena_new(&t->f.arena, struct source);
	struct buf b = {0};
	enum rc rc;

	t->file = (struct source){name, text, n};
	in.form = t->f.form;
	rc = import_document(&t->f.arena, &in, &b);
	if (rc == RC_OK) {
		*made = (struct source){"made", arena_strndup(&t->f.arena, b.p, b.n), b.n};
		assert_int_equal(json_parse(&t->f.arena, made, &t->f.dl, &t->back), RC_OK);
	}
	buf_release(&b);
	return rc;
}

static inline void trial_text(struct trial *t, const char *name, const char *text)
{
	*t = (struct trial){0};
	assert_int_equal(fixture_form(&t->f, IMPORT_LAYOUT), RC_OK);
	assert_int_equal(trial_run(t, name, text, strlen(text)), RC_OK);
}

/* The value at a path of keys and indexes, "t/g/y/0", as it is written. */
static inline const char *at(const struct trial *t, const char *path)
{
	const struct json *node = t->back;
	char *copy = arena_strdup((struct arena *)&t->f.arena, path);

	for (char *key = strtok(copy, "/"); key != NULL && node != NULL; key = strtok(NULL, "/")) {
		if (node->kind == JSON_ARRAY) {
			const struct json *item = node->first;

			for (long i = strtol(key, NULL, 10); i > 0 && item != NULL; i--)
				item = item->next;
			node = item;
		} else {
			node = json_lookup(node, key);
		}
	}
	if (node == NULL)
		return "absent";
	return node->kind == JSON_NULL ? "null" : node->text;
}

static inline void assert_message(const struct trial *t, enum diag_severity severity,
                                  const char *needle)
{
	for (const struct diag *d = t->f.dl.first; d != NULL; d = d->next)
		if (d->severity == severity && strstr(d->message, needle) != NULL)
			return;
	fixture_tell(&t->f);
	fail_msg("no finding “%s”", needle);
}

#define PAGE "<p>市局2024年报<p>一、概况说明<p>一段。<p>二、数据一览"
#define HEADS "<tr><td colspan=2>项目<td>甲<td>乙<td>计"

static inline void trial_page(struct trial *t, const char *tables)
{
	char page[8192];

	snprintf(page, sizeof(page), PAGE "%s", tables);
	trial_text(t, "a.html", page);
}

#endif
