/* SPDX-License-Identifier: MIT */
#include "import/xml.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/file_kind.h"
#include "base/tr.h"

/* The node after this one in document order, still below `top`; NULL: there is none. */
static const xmlNode *next_below(const xmlNode *node, const xmlNode *top)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node != top ? node->next : NULL;
}

const xmlNode *xml_descendant(const xmlNode *top, const char *name)
{
	for (const xmlNode *c = top->children; c != NULL; c = next_below(c, top))
		if (xml_is(c, name))
			return c;
	return NULL;
}

bool xml_has_words(const xmlNode *top)
{
	size_t budget =
	        4096; /* bytes: with deep nesting the whole text would be read again and again */

	for (const xmlNode *c = top->children; c != NULL && budget > 0; c = next_below(c, top)) {
		const char *text = c->type == XML_TEXT_NODE ? (const char *)c->content : NULL;
		size_t n = text != NULL ? strlen(text) : 1;

		if (text != NULL && doc_has_words(text))
			return true;
		budget -= n < budget ? n : budget;
	}
	return false;
}

size_t xml_number(const xmlNode *node, const char *name, size_t missing, size_t most)
{
	const char *s = xml_attribute(node, name);
	size_t v = 0;

	if (s == NULL)
		return missing;
	while (*s == ' ')
		s++;
	if (*s < '0' || *s > '9')
		return missing;
	for (; *s >= '0' && *s <= '9' && v <= most; s++)
		v = v * 10 + (size_t)(*s - '0');
	return v < most ? v : most;
}

/* ---- parts of a .docx ---- */

struct package {
	const struct doc *doc;
	zip_t *zip;
	struct package_left {
		size_t bytes;
		struct xml_budget xml;
	} * left; /* of all parts together */
};

/* Bytes that the parts of a package of n bytes may have. */
static size_t bytes_of(size_t n)
{
	enum { LEAST = 48 << 20, FACTOR = 8, MOST = 160 << 20 };

	return n < (MOST - LEAST) / FACTOR ? LEAST + n * FACTOR : MOST;
}

static const struct doc_place whole_file = {0};

static enum rc tell_no_package(const struct doc *d)
{
	enum file_kind kind = file_kind_of(d->source);

	/* The container of old .doc files, and of .docx files with a password. */
	if (kind == FILE_OLE)
		doc_tell_unplaced(d, whole_file,
		                  _("this is an old .doc file, or it is protected by a password; "
		                    "save it as .docx without a password"));
	else if (kind != FILE_UNKNOWN && kind != FILE_ZIP && kind != FILE_DOCX)
		doc_tell_unplaced(d, whole_file, _("this is %s, and it is damaged"),
		                  file_kind_name(kind));
	else
		doc_tell_unplaced(d, whole_file, _("this is not a .docx file"));
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
		return tell_no_package(d);
	}
	p = mem_alloc(sizeof(*p));
	*p = (struct package){d, zip, mem_alloc(sizeof(*p->left))};
	*p->left = (struct package_left){bytes_of(d->source->len), xml_budget_of(d->source->len)};
	*ret = p;
	return RC_OK;
}

void package_close(struct package *p)
{
	if (p == NULL)
		return;
	zip_discard(p->zip);
	free(p->left);
	free(p);
}

/* The size that the file gives cannot be trusted, so reading stops at the limit. */
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

/* The same part may be named any number of times, and each time it costs. */
static bool is_within(const struct package *p, const char *name, const struct buf *b)
{
	struct package_left *left = p->left;

	if (b->n > IMPORT_MAX_BYTES)
		doc_tell_unplaced(p->doc, whole_file,
		                  _("“%s” inside the file is larger than %d MB"), name,
		                  IMPORT_MAX_BYTES >> 20);
	else if (b->n > left->bytes || !xml_fits(b->p, b->n, XML_ATTRIBUTES_MAX, &left->xml))
		doc_tell_unplaced(p->doc, whole_file,
		                  _("with “%s” the file has more elements, attributes or text than "
		                    "are read of a file of its size"),
		                  name);
	else
		return true;
	left->xml.nodes = 0;
	left->bytes = 0;
	return false;
}

static xmlDoc *read_part(const struct package *p, const char *name, zip_file_t *file)
{
	struct buf b = {0};
	xmlDoc *tree = NULL;

	if (!read_bytes(file, &b)) {
		doc_tell_unplaced(p->doc, whole_file, _("“%s” inside the file is damaged"), name);
	} else if (is_within(p, name, &b)) {
		p->left->bytes -= b.n;
		tree = xml_parse(b.p, b.n);
		if (tree == NULL)
			doc_tell_unplaced(p->doc, whole_file,
			                  _("“%s” inside the file is not well-formed XML, or it "
			                    "has a DTD"),
			                  name);
	}
	buf_release(&b);
	return tree;
}

xmlDoc *package_part(const struct package *p, const char *name)
{
	zip_int64_t index = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
	zip_file_t *file;
	zip_stat_t st;
	xmlDoc *tree;

	if (index < 0 || p->left->bytes == 0) /* that was told */
		return NULL;
	zip_stat_init(&st);
	if (zip_stat_index(p->zip, (zip_uint64_t)index, 0, &st) == 0 &&
	    (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE) {
		doc_tell_unplaced(p->doc, whole_file,
		                  _("“%s” inside the file is protected by a password"), name);
		return NULL;
	}
	file = zip_fopen_index(p->zip, (zip_uint64_t)index, 0);
	if (file == NULL) {
		doc_tell_unplaced(p->doc, whole_file, _("“%s” inside the file is damaged"), name);
		return NULL;
	}
	tree = read_part(p, name, file);
	zip_fclose(file);
	return tree;
}
