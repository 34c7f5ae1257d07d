/* SPDX-License-Identifier: MIT */
/* resources.c: what the names in a content stream mean (ISO 32000-2, 7.8.3), each looked up once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reread/page_text.h"
#include "reread/view.h"

enum {
	FONTS_MAX = 500,
	MISSING_MAX = 100000, /* names that nothing has, in a document */
	/* Kinds of names beside those of resources: objects by their numbers. */
	OBJECT_FONT = RESOURCE_KINDS,
	OBJECT_FORM
};

static const char *const kind_keys[RESOURCE_KINDS] = {"/Font", "/XObject", "/Properties"};

/* The name of an object: its number alone. */
static struct pdf_name object_name(unsigned kind, int object)
{
	return (struct pdf_name){.kind = kind, .owner = object, .text = ""};
}

static void open_kind(struct resources *r, qpdf_data q, enum page_resource kind)
{
	int own, above;

	if (r->kinds[kind].known)
		return;
	r->kinds[kind].known = true;
	r->kinds[kind].names = view_at(q, r->all, kind_keys[kind], NULL);
	own = qpdf_oh_get_object_id(q, r->kinds[kind].names);
	above = qpdf_oh_get_object_id(q, r->all);
	r->kinds[kind].owner = own != 0 ? own : above != 0 ? above : r->holder;
}

void resources_close(struct resources *r, qpdf_data q)
{
	for (int i = 0; i < RESOURCE_KINDS; i++)
		if (r->kinds[i].known)
			qpdf_oh_release(q, r->kinds[i].names);
	qpdf_oh_release(q, r->all);
}

/* What find() makes of the object of this name, if it is not known yet. */
static int look_up(struct page_text *t, qpdf_data q, struct resources *r, const struct pdf_name *of,
                   int (*find)(struct page_text *t, qpdf_data q, qpdf_oh named))
{
	struct pdf_name name = *of;
	struct buf key = {0};
	int value = -1;
	qpdf_oh named;

	open_kind(r, q, (enum page_resource)name.kind);
	name.owner = r->kinds[name.kind].owner;
	if (pdf_names_find(&t->names, &name, &value))
		return value;
	buf_putf(&key, "/%s", name.text);
	named = view_at(q, r->kinds[name.kind].names, key.p, NULL);
	if (qpdf_oh_is_null(q, named))
		t->over = ++t->missing > MISSING_MAX || t->over;
	value = find(t, q, named);
	pdf_names_put(&t->names, &name, value);
	qpdf_oh_release(q, named);
	buf_release(&key);
	return value;
}

static int find_font(struct page_text *t, qpdf_data q, qpdf_oh font)
{
	struct pdf_name object = object_name(OBJECT_FONT, qpdf_oh_get_object_id(q, font));
	int index = -1;

	if (object.owner != 0 && pdf_names_find(&t->names, &object, &index))
		return index;
	if (!qpdf_oh_is_dictionary(q, font) || t->font_n == FONTS_MAX)
		return -1;
	t->fonts = mem_grow(t->fonts, t->font_n, &t->font_cap, sizeof(*t->fonts));
	t->unread = !text_font_load(&t->fonts[t->font_n], t, q, font) || t->unread;
	index = (int)t->font_n++;
	if (object.owner != 0)
		pdf_names_put(&t->names, &object, index);
	return index;
}

int resources_font(struct page_text *t, qpdf_data q, struct resources *r, const char *name)
{
	return look_up(t, q, r, &(struct pdf_name){RESOURCE_FONT, 0, name, strlen(name)},
	               find_font);
}

static int find_form(struct page_text *t, qpdf_data q, qpdf_oh stream)
{
	struct pdf_name object = object_name(OBJECT_FORM, qpdf_oh_get_object_id(q, stream));
	qpdf_oh kind, own;
	struct text_form *f;
	int index = -1;
	bool is_form;

	/* A stream always has a number; anything else is found out to be none when it is read. */
	if (object.owner != 0 && pdf_names_find(&t->names, &object, &index))
		return index;
	kind = view_at(q, stream, "/Subtype", NULL);
	is_form = qpdf_oh_is_name(q, kind) && strcmp(qpdf_oh_get_name(q, kind), "/Form") == 0;
	qpdf_oh_release(q, kind);
	if (is_form) {
		own = view_at(q, stream, "/Resources", NULL);
		f = mem_alloc(sizeof(*f));
		f->stream = qpdf_oh_new_object(q, stream);
		f->has_own = qpdf_oh_is_dictionary(q, own);
		f->own = (struct resources){.all = own, .holder = object.owner};
		t->forms = mem_grow(t->forms, t->form_n, &t->form_cap, sizeof(*t->forms));
		t->forms[t->form_n] = f;
		index = (int)t->form_n++;
	}
	if (object.owner != 0)
		pdf_names_put(&t->names, &object, index);
	return index;
}

struct text_form *resources_form(struct page_text *t, qpdf_data q, struct resources *r,
                                 const char *name)
{
	int index = look_up(t, q, r, &(struct pdf_name){RESOURCE_FORM, 0, name, strlen(name)},
	                    find_form);

	return index >= 0 ? t->forms[index] : NULL;
}

static int find_mcid(struct page_text *t, qpdf_data q, qpdf_oh properties)
{
	qpdf_oh id = view_at(q, properties, "/MCID", NULL);
	int mcid = qpdf_oh_is_integer(q, id) ? qpdf_oh_get_int_value_as_int(q, id) : TEXT_NO_MCID;

	(void)t;
	qpdf_oh_release(q, id);
	return mcid;
}

int resources_mcid(struct page_text *t, qpdf_data q, struct resources *r, const char *name)
{
	return look_up(t, q, r, &(struct pdf_name){RESOURCE_MARK, 0, name, strlen(name)},
	               find_mcid);
}
