/* SPDX-License-Identifier: MIT */
#include "import/package.h"

#include <string.h>

#include <zip.h>

#include "base/tr.h"

struct package {
	const struct doc *doc;
	zip_t *zip;
};

static const struct doc_place whole_file = {0};

static enum rc refuse(const struct doc *d)
{
	const struct source *src = d->source;

	/* The container of old .doc files, and of .docx files with a password. */
	if (src->len >= 4 && memcmp(src->text, "\xD0\xCF\x11\xE0", 4) == 0)
		doc_unplaced(d, whole_file,
		             _("this is a .doc file, or one that is locked with a password; save "
		               "it as .docx without one"));
	else
		doc_unplaced(d, whole_file, _("this is no .docx file"));
	return RC_INPUT;
}

enum rc package_open(const struct doc *d, struct package **ret)
{
	zip_source_t *bytes;
	struct package *p;
	zip_error_t error;
	zip_t *zip;

	zip_error_init(&error);
	bytes = zip_source_buffer_create(d->source->text, d->source->len, /*free*/ 0, &error);
	zip = bytes != NULL ? zip_open_from_source(bytes, ZIP_RDONLY, &error) : NULL;
	zip_error_fini(&error);
	if (zip == NULL) {
		zip_source_free(bytes);
		return refuse(d);
	}
	p = mem_alloc(sizeof(*p));
	*p = (struct package){d, zip};
	*ret = p;
	return RC_OK;
}

void package_close(struct package *p)
{
	if (p == NULL)
		return;
	zip_discard(p->zip);
	free(p);
}

/* What it says about its size counts for nothing: reading ends at the limit. */
static bool read_bytes(zip_file_t *file, struct buf *b)
{
	enum { STEP = 1 << 16 };
	zip_int64_t n;

	do {
		buf_reserve(b, STEP);
		n = zip_fread(file, b->p + b->n, STEP);
		if (n > 0)
			b->n += (size_t)n;
	} while (n > 0 && b->n <= IMPORT_MAX_BYTES);
	return n >= 0;
}

static xmlDoc *read_part(const struct package *p, const char *name, zip_file_t *file)
{
	struct buf b = {0};
	xmlDoc *tree = NULL;
	bool whole = read_bytes(file, &b);

	if (!whole)
		doc_unplaced(p->doc, whole_file, _("“%s” within the file is damaged"), name);
	else if (b.n > IMPORT_MAX_BYTES)
		doc_unplaced(p->doc, whole_file, _("“%s” within the file is larger than %d MB"),
		             name, IMPORT_MAX_BYTES >> 20);
	else
		tree = xml_parse(b.p, b.n);
	if (whole && b.n <= IMPORT_MAX_BYTES && tree == NULL)
		doc_unplaced(p->doc, whole_file,
		             _("“%s” within the file is not well-formed XML without a DTD"), name);
	buf_release(&b);
	return tree;
}

xmlDoc *package_part(const struct package *p, const char *name)
{
	zip_int64_t index = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
	zip_file_t *file;
	zip_stat_t st;
	xmlDoc *tree;

	if (index < 0)
		return NULL;
	zip_stat_init(&st);
	if (zip_stat_index(p->zip, (zip_uint64_t)index, 0, &st) == 0 &&
	    (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE) {
		doc_unplaced(p->doc, whole_file,
		             _("“%s” within the file is locked with a password"), name);
		return NULL;
	}
	file = zip_fopen_index(p->zip, (zip_uint64_t)index, 0);
	if (file == NULL) {
		doc_unplaced(p->doc, whole_file, _("“%s” within the file is damaged"), name);
		return NULL;
	}
	tree = read_part(p, name, file);
	zip_fclose(file);
	return tree;
}
