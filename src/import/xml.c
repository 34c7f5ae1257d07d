/* SPDX-License-Identifier: MIT */
#include "import/xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/dict.h>

#include "base/file_kind.h"
#include "base/tr.h"
#include "unzip/unzip.h"

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

/* ---- what is inside of elements ---- */

static const char *const inside_names[XML_INSIDE_N] = {
        [XML_TABLE] = "tbl",         [XML_TEXT_PATH] = "textpath",
        [XML_CHART] = "chart",       [XML_DIAGRAM] = "relIds",
        [XML_PICTURE] = "blip",      [XML_OLD_PICTURE] = "imagedata",
        [XML_TEXT_BOX] = "text-box", [XML_PARAGRAPH] = "p",
        [XML_LIST] = "list",         [XML_COVERED_CELL] = "covered-table-cell",
};

/* A bit for each kind of elements below a node. */
static uintptr_t bits_of(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE ? (uintptr_t)node->_private : 0;
}

/* Names in a tree are the same if their addresses are. */
static void note_in_parent(xmlNode *node, const xmlChar *const *names)
{
	uintptr_t bits = bits_of(node);

	if (node->type != XML_ELEMENT_NODE)
		return;
	for (unsigned i = 0; i < XML_INSIDE_N; i++)
		bits |= (uintptr_t)(node->name == names[i]) << i;
	if (bits != 0)
		node->parent->_private = (void *)(bits_of(node->parent) | bits);
}

static void note_inside(const xmlDoc *tree)
{
	xmlNode *root = xmlDocGetRootElement(tree), *node = root;
	const xmlChar *names[XML_INSIDE_N];
	bool any = false;

	for (int i = 0; i < XML_INSIDE_N; i++) {
		names[i] = xmlDictExists(tree->dict, BAD_CAST inside_names[i], -1);
		any |= names[i] != NULL;
	}
	while (any && node != NULL) {
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			continue;
		}
		while (node != root && node->next == NULL) {
			note_in_parent(node, names);
			node = node->parent;
		}
		if (node != root)
			note_in_parent(node, names);
		node = node != root ? node->next : NULL;
	}
}

const xmlNode *xml_inside(const xmlNode *top, enum xml_inside what)
{
	const xmlNode *c = top;

	while (c != NULL && (bits_of(top) >> what & 1) != 0)
		for (c = top->children; c != NULL; c = c->next) {
			if (xml_is(c, inside_names[what]))
				return c;
			if ((bits_of(c) >> what & 1) != 0) {
				top = c;
				break;
			}
		}
	return NULL;
}

/* Bytes and nodes: with deep nesting the whole text would be read again and again. */
enum { LOOKED_AT_MAX = 4096 };

bool xml_has_words(const xmlNode *top)
{
	size_t budget = LOOKED_AT_MAX;

	for (const xmlNode *c = top->children; c != NULL && budget > 0; c = next_below(c, top)) {
		const char *text = c->type == XML_TEXT_NODE ? (const char *)c->content : NULL;
		size_t n = text != NULL ? strlen(text) : 1;

		if (text != NULL && doc_has_words(text))
			return true;
		budget -= n < budget ? n : budget;
	}
	return false;
}

const char *xml_excerpt(const struct doc *d, const xmlNode *top)
{
	size_t budget = LOOKED_AT_MAX;
	struct buf b = {0};
	const char *excerpt;

	for (const xmlNode *c = top->children; c != NULL && budget > 0; c = next_below(c, top)) {
		const char *text = c->type == XML_TEXT_NODE ? (const char *)c->content : "";
		size_t n = strnlen(text, budget);

		buf_put(&b, text, n);
		budget -= n > 0 ? n : 1;
	}
	excerpt = b.n > 0 ? doc_excerpt(d, b.p) : "";
	buf_release(&b);
	return excerpt;
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

const char *xml_val(const xmlNode *node, const char *name)
{
	const xmlNode *child = xml_child(node, name);

	return child != NULL ? xml_attribute(child, "val") : NULL;
}

long xml_val_number(const xmlNode *node, const char *name, long missing)
{
	const xmlNode *child = xml_child(node, name);

	return child != NULL ? (long)xml_number(child, "val", (size_t)missing, XML_NUMBER_MAX)
	                     : missing;
}

size_t xml_count(const xmlNode *node, const char *name)
{
	size_t n = 0;

	for (const xmlNode *c = node != NULL ? node->children : NULL; c != NULL; c = c->next)
		n += xml_is(c, name);
	return n;
}

/* ---- parts of a .docx ---- */

struct package {
	const struct doc *doc;
	struct unzip *zip;
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
	struct unzip *zip = unzip_open(d->source->text, d->source->len);
	struct package *p;

	if (zip == NULL)
		return tell_no_package(d);
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
	unzip_close(p->zip);
	free(p->left);
	free(p);
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
	left->bytes = 0;
	return false;
}

static xmlDoc *read_part(const struct package *p, const char *name, const struct buf *b)
{
	xmlDoc *tree;

	if (!is_within(p, name, b))
		return NULL;
	p->left->bytes -= b->n;
	tree = xml_parse(b->p, b->n);
	if (tree != NULL)
		note_inside(tree);
	else
		doc_tell_unplaced(p->doc, whole_file,
		                  _("“%s” inside the file is not well-formed XML, or it has a DTD"),
		                  name);
	return tree;
}

xmlDoc *package_part(const struct package *p, const char *name)
{
	int64_t index = unzip_find(p->zip, name, /*any_case*/ true);
	struct buf b = {0};
	xmlDoc *tree = NULL;

	if (index < 0 || p->left->bytes == 0) /* that was told */
		return NULL;
	switch (unzip_read(p->zip, index, IMPORT_MAX_BYTES, &b)) {
	case UNZIP_ENCRYPTED:
		doc_tell_unplaced(p->doc, whole_file,
		                  _("“%s” inside the file is protected by a password"), name);
		break;
	case UNZIP_DAMAGED:
		doc_tell_unplaced(p->doc, whole_file, _("“%s” inside the file is damaged"), name);
		break;
	case UNZIP_FINE:
	case UNZIP_TOO_LARGE: /* which is told with the package's other limits */
		tree = read_part(p, name, &b);
		break;
	}
	buf_release(&b);
	return tree;
}
