/* SPDX-License-Identifier: MIT */
/*
 * ofd_image.c: pictures as resources (GB/T 33190, 7.9 and 10), each file as it is. An archive
 * edition has them under the names that the report gives them, so that its report can be rendered
 * again: OFD-A takes no attachments but text (GB/T 42133, 6.15).
 */
#include "write/ofd/ofd_doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "picture/picture.h"

static bool has_bytes(const struct write_attachment *f, const struct ofd_image *p)
{
	return f->n == p->n && memcmp(f->data, p->bytes, p->n) == 0;
}

bool ofd_image_is(const struct write_attachment *f)
{
	return f->mime != NULL && strncmp(f->mime, "image/", 6) == 0;
}

/* A name for XML and any reader's file system: what is not plain ASCII as in an address. */
static char *name_of(const struct write_attachment *f)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	                            "._-/";
	struct buf b = {0};

	for (const char *s = f->name; *s != '\0'; s++)
		if (strchr(plain, *s) != NULL)
			buf_putc(&b, *s);
		else
			buf_putf(&b, "%%%02X", (unsigned char)*s);
	return b.p;
}

static struct ofd_image *add(struct ofd_doc *d)
{
	struct ofd_image *new;

	d->images = mem_grow(d->images, d->image_n, &d->image_cap, sizeof(*d->images));
	new = &d->images[d->image_n++];
	*new = (struct ofd_image){.id = ++d->last_id};
	return new;
}

unsigned ofd_image_use(struct ofd_doc *d, const struct picture *p)
{
	struct ofd_image *new;

	for (size_t i = 0; i < d->image_n; i++)
		if (strcmp(d->images[i].hash, p->hash) == 0)
			return d->images[i].id;
	new = add(d);
	new->hash = p->hash;
	new->jpeg = p->jpeg;
	new->bytes = p->bytes;
	new->n = p->n;
	return new->id;
}

/* The names that the pictures of pages have as attachments, which are known at the end. */
static void add_names(struct ofd_doc *d)
{
	for (size_t i = 0; i < d->image_n; i++)
		for (size_t k = 0; k < d->in->attachment_n && d->images[i].name == NULL; k++)
			if (ofd_image_is(&d->in->attachments[k]) &&
			    has_bytes(&d->in->attachments[k], &d->images[i]))
				d->images[i].name = name_of(&d->in->attachments[k]);
}

/* Files that only the report's data names, or that it names twice. */
static void add_others(struct ofd_doc *d)
{
	for (size_t i = 0; i < d->in->attachment_n; i++) {
		const struct write_attachment *f = &d->in->attachments[i];
		struct ofd_image *new;
		char *name = ofd_image_is(f) ? name_of(f) : NULL;
		bool there = name == NULL;

		for (size_t k = 0; k < d->image_n && !there; k++)
			there = d->images[k].name != NULL && strcmp(d->images[k].name, name) == 0;
		if (there) {
			free(name);
			continue;
		}
		new = add(d);
		new->hash = "";
		new->name = name;
		new->jpeg = strcmp(f->mime, "image/jpeg") == 0;
		new->bytes = f->data;
		new->n = f->n;
	}
}

static void put_location(struct buf *b, const struct ofd_image *image)
{
	if (image->name != NULL)
		buf_puts(b, image->name);
	else
		buf_putf(b, "image_%u.%s", image->id, image->jpeg ? "jpg" : "png");
}

static void put_file(struct ofd_doc *d, const struct ofd_image *image)
{
	struct buf path = {0};

	buf_puts(&path, "Doc_0/Res/");
	put_location(&path, image);
	ofd_doc_put_bytes(d, path.p, image->bytes, image->n);
	buf_release(&path);
}

/* Images are in DocumentRes (GB/T 42133, 6.2.6). */
void ofd_images_put(struct ofd_doc *d)
{
	struct buf *b = &d->b;

	add_names(d);
	add_others(d);
	if (d->image_n == 0)
		return;
	for (size_t i = 0; i < d->image_n; i++)
		put_file(d, &d->images[i]);
	buf_puts(b, OFD_DECLARATION "<ofd:Res " OFD_NAMESPACE " BaseLoc=\"Res\"><ofd:MultiMedias>");
	for (size_t i = 0; i < d->image_n; i++) {
		const struct ofd_image *image = &d->images[i];

		buf_putf(b,
		         "<ofd:MultiMedia ID=\"%u\" Type=\"Image\" Format=\"%s\"><ofd:MediaFile>",
		         image->id, image->jpeg ? "JPEG" : "PNG");
		put_location(b, image);
		buf_puts(b, "</ofd:MediaFile></ofd:MultiMedia>");
	}
	buf_puts(b, "</ofd:MultiMedias></ofd:Res>\n");
	ofd_doc_put_file(d, "Doc_0/DocumentRes.xml");
}

void ofd_images_release(struct ofd_doc *d)
{
	for (size_t i = 0; i < d->image_n; i++)
		free(d->images[i].name);
	free(d->images);
}
