/* SPDX-License-Identifier: MIT */
/* verify_parts.c: metadata, attachments, identifiers (GB/T 33190, 7.4 to 7.8, 20). */
#include "reread/ofd/ofd_verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

static const struct ofd_place nowhere = {-1, -1};

/* ---- metadata ---- */

static void look_at_info(struct ofd_verify *v, const xmlNode *info, const char *name,
                         const char *want)
{
	const xmlNode *node = xml_child(info, name);

	ofd_verify_text(v, nowhere, name, want, ofdview_text_of(&v->view, node));
}

static const char *date_text(struct ofd_verify *v, const struct page_date *d)
{
	return arena_printf(&v->arena, "%04d-%02d-%02d", d->year, d->month, d->day);
}

/* The keywords as one text again. */
static const char *keywords_of(struct ofd_verify *v, const xmlNode *info)
{
	const xmlNode *list = xml_child(info, "Keywords");
	const char *all = "";

	for (const xmlNode *c = list != NULL ? list->children : NULL; c != NULL; c = c->next)
		if (xml_is(c, "Keyword"))
			all = arena_printf(&v->arena, "%s%s%s", all, *all != '\0' ? ", " : "",
			                   ofdview_text_of(&v->view, c));
	return all;
}

void ofd_verify_info(struct ofd_verify *v)
{
	const struct page_meta *m = &v->pl->meta;
	const xmlNode *root = xmlDocGetRootElement(v->view.entry);
	const xmlNode *info = xml_child(xml_child(root, "DocBody"), "DocInfo");
	const char *id = ofdview_text_of(&v->view, xml_child(info, "DocID"));

	ofd_verify_text(v, nowhere, "DocType", v->in->writer->claims.ofd,
	                xml_attribute(root, "DocType"));
	ofd_verify_number(v, nowhere, "DocBody", 1, (long)v->view.document_n);
	if (strlen(id) != 32 || strspn(id, "0123456789abcdef") != 32)
		ofd_verify_differ(v, nowhere, "DocID", "0…f × 32", id);
	look_at_info(v, info, "Title", m->title);
	look_at_info(v, info, "Author", m->author);
	look_at_info(v, info, "Subject", m->subject);
	look_at_info(v, info, "CreationDate", date_text(v, &m->date));
	look_at_info(v, info, "ModDate", date_text(v, &m->revised));
	ofd_verify_text(v, nowhere, "Keywords", m->keywords, keywords_of(v, info));
}

/* ---- attachments ---- */

/* Pictures are resources under their names: OFD-A takes no attachments but text. */
static bool is_picture(const struct write_attachment *f)
{
	return f->mime != NULL && strncmp(f->mime, "image/", 6) == 0;
}

static void look_at_bytes(struct ofd_verify *v, const struct write_attachment *want,
                          const char *path)
{
	struct buf got = {0};

	if (ofdview_bytes(&v->view, path, v->view.part_most, &got) &&
	    (got.n != want->n || (got.n > 0 && memcmp(got.p, want->data, got.n) != 0)))
		ofd_verify_differ(v, nowhere, N_("the bytes of an attachment"), want->name,
		                  _("another"));
	buf_release(&got);
}

void ofd_verify_files(struct ofd_verify *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->in->attachment_n && !v->failed; i++) {
		const struct write_attachment *want = &v->in->attachments[i];
		const struct ofdview_file *file = &v->view.files[n];

		if (is_picture(want)) {
			look_at_bytes(v, want, ofd_verify_picture_path(&v->arena, want->name));
			continue;
		}
		if (n++ == v->view.file_n)
			break;
		ofd_verify_text(v, nowhere, N_("the name of an attachment"), want->name,
		                file->name);
		ofd_verify_text(v, nowhere, "Format", "TXT", file->format);
		look_at_bytes(v, want, file->path);
	}
	ofd_verify_number(v, nowhere, N_("the number of attachments"), (long)n,
	                  (long)v->view.file_n);
	for (size_t i = 0; i < v->view.font_n && !v->failed; i++)
		if (v->view.fonts[i].path == NULL || !ofdview_has(&v->view, v->view.fonts[i].path))
			ofd_verify_differ(v, nowhere, N_("the font"), v->view.fonts[i].name,
			                  _("not embedded"));
}

/* ---- identifiers ---- */

static void take_id(struct ofd_verify *v, const char *text)
{
	char *end;
	unsigned long id = strtoul(text, &end, 10);

	if (*end != '\0' || id == 0 || id > v->id_max)
		ofd_verify_differ(v, nowhere, N_("an identifier"),
		                  arena_printf(&v->arena, "1…%u", v->id_max), text);
	else if (v->ids[id])
		ofd_verify_differ(v, nowhere, N_("an identifier that nothing else has"), "", text);
	else
		v->ids[id] = true;
}

void ofd_verify_id(struct ofd_verify *v, const struct xml_element *e)
{
	const char *id = xml_value(e, "ID");

	if (id != NULL && !v->failed)
		take_id(v, id);
}

/* All but those of Document.xml and the pages. Those of attachments are of another kind (20.1:
 * xs:ID). */
void ofd_verify_ids(struct ofd_verify *v)
{
	const xmlNode *root = xmlDocGetRootElement(v->view.document);
	const xmlNode *most = xml_child(xml_child(root, "CommonData"), "MaxUnitID");
	double number = 0;

	ofdview_numbers(ofdview_text_of(&v->view, most), &number, 1);
	if (number < 1 || number > 1e8) {
		ofd_verify_differ(v, nowhere, "MaxUnitID", "1…", ofdview_text_of(&v->view, most));
		return;
	}
	v->id_max = (unsigned)number;
	v->ids = mem_alloc(v->id_max + 1);
	v->owners = mem_alloc(mem_size_mul((size_t)v->id_max + 1, sizeof(*v->owners)));
	v->pages_of = mem_alloc(mem_size_mul((size_t)v->id_max + 1, sizeof(*v->pages_of)));
	v->pages = mem_alloc(mem_size_mul((size_t)v->id_max + 1, sizeof(*v->pages)));
	for (size_t i = 0; i < v->view.page_n; i++)
		if (v->view.pages[i].id <= v->id_max)
			v->pages[v->view.pages[i].id] = (unsigned)i + 1;
	for (size_t i = 0; i < v->view.font_n; i++)
		take_id(v, arena_printf(&v->arena, "%u", v->view.fonts[i].id));
	for (size_t i = 0; i < v->view.image_n; i++)
		take_id(v, arena_printf(&v->arena, "%u", v->view.images[i].id));
}

unsigned ofd_verify_page_by(const struct ofd_verify *v, const char *id)
{
	double n = 0;

	if (id != NULL)
		ofdview_numbers(id, &n, 1);
	return n >= 1 && n <= v->id_max ? v->pages[(size_t)n] : 0;
}
