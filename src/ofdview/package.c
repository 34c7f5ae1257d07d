/* SPDX-License-Identifier: MIT */
/* package.c: the files of a package, and what its first files say (GB/T 33190, 7). */
#include "ofdview/ofdview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lu.h"
#include "unzip/unzip.h"

enum { PAGES_MAX = 100000, FILES_MAX = 1000 };

static bool fail(struct ofdview *v, enum ofdview_fault fault, const char *part)
{
	if (v->fault == OFDVIEW_FINE) {
		v->fault = fault;
		v->fault_part = part != NULL ? arena_strdup(v->arena, part) : NULL;
	}
	return false;
}

/* ---- files ---- */

/* The number of a file, -1: there is none. Some producers do not care for case. */
static int64_t locate(struct ofdview *v, const char *path)
{
	int64_t index = unzip_find(v->zip, path, /*any_case*/ false);

	return index >= 0 ? index : unzip_find(v->zip, path, /*any_case*/ true);
}

bool ofdview_has(struct ofdview *v, const char *path)
{
	return locate(v, path) >= 0;
}

size_t ofdview_part_count(const struct ofdview *v)
{
	return unzip_count(v->zip);
}

const char *ofdview_part_path(const struct ofdview *v, size_t i)
{
	return unzip_name(v->zip, i);
}

bool ofdview_bytes(struct ofdview *v, const char *path, size_t most, struct buf *b)
{
	static const enum ofdview_fault faults[] = {[UNZIP_FINE] = OFDVIEW_FINE,
	                                            [UNZIP_ENCRYPTED] = OFDVIEW_ENCRYPTED,
	                                            [UNZIP_DAMAGED] = OFDVIEW_DAMAGED,
	                                            [UNZIP_TOO_LARGE] = OFDVIEW_TOO_LARGE};
	const size_t left = v->read < v->most ? v->most - v->read : 0;
	int64_t index = locate(v, path);
	size_t start = b->n;
	enum unzip_fault fault;

	if (index < 0)
		return fail(v, OFDVIEW_ABSENT, path);
	fault = unzip_read(v->zip, index, most < left ? most : left, b);
	v->read += b->n - start;
	return fault == UNZIP_FINE || fail(v, faults[fault], path);
}

/* The markup of a file. */
static bool read_markup(struct ofdview *v, const char *path, struct buf *b)
{
	if (!ofdview_bytes(v, path, v->part_most, b))
		return false;
	return v->own || xml_fits(b->p, b->n, XML_ATTRIBUTES_MAX, &v->left) ||
	       fail(v, OFDVIEW_TOO_LARGE, path);
}

bool ofdview_walk(struct ofdview *v, const char *path, const struct xml_handler *handler)
{
	struct buf b = {0};
	bool good = read_markup(v, path, &b) && ((b.n > 0 && xml_parse_events(b.p, b.n, handler)) ||
	                                         fail(v, OFDVIEW_NOT_XML, path));

	buf_release(&b);
	return good;
}

/* A tree that has a root, or NULL with a fault. */
static xmlDoc *with_root(struct ofdview *v, const char *path, xmlDoc *tree)
{
	if (tree != NULL && xmlDocGetRootElement(tree) != NULL)
		return tree;
	xmlFreeDoc(tree);
	fail(v, OFDVIEW_NOT_XML, path);
	return NULL;
}

xmlDoc *ofdview_tree(struct ofdview *v, const char *path)
{
	struct buf b = {0};
	xmlDoc *tree = NULL;

	if (read_markup(v, path, &b) && v->fault == OFDVIEW_FINE)
		tree = with_root(v, path, b.n > 0 ? xml_parse(b.p, b.n) : NULL);
	buf_release(&b);
	return tree;
}

/* Drops "." and resolves ".." in a path, in place. */
static void normalise(char *path)
{
	char *to = path, *from = path;

	while (*from != '\0') {
		size_t n = strcspn(from, "/\\");
		bool more = from[n] != '\0';

		if (n == 2 && from[0] == '.' && from[1] == '.') {
			for (to -= to > path; to > path && to[-1] != '/';)
				to--;
		} else if (n > 0 && !(n == 1 && from[0] == '.')) {
			memmove(to, from, n);
			to += n;
			if (more)
				*to++ = '/';
		}
		from += n + more;
	}
	*to = '\0';
}

/* Takes the bytes of a path from what is left. */
static bool may_make(struct ofdview *v, const char *from, size_t bytes)
{
	if (bytes > v->path_left) {
		v->path_left = 0;
		return fail(v, OFDVIEW_TOO_LARGE, from);
	}
	v->path_left -= bytes;
	return true;
}

const char *ofdview_resolve(struct ofdview *v, const char *from, const char *loc)
{
	const char *slash = strrchr(from, '/');
	size_t folder = *loc == '/' || slash == NULL ? 0 : (size_t)(slash + 1 - from);
	char *path;

	if (!may_make(v, from, folder + 2 * strlen(loc) + 1))
		return "";
	path = arena_printf(v->arena, "%.*s%s", (int)folder, from, loc);
	normalise(path);
	/* Some producers write locations from the root without a solidus. */
	if (!ofdview_has(v, path)) {
		char *other = arena_strdup(v->arena, loc);

		normalise(other);
		if (ofdview_has(v, other))
			return other;
	}
	return path;
}

/* ---- XML ---- */

const char *ofdview_text_of(struct ofdview *v, const xmlNode *node)
{
	xmlChar *text = node != NULL ? xmlNodeGetContent(node) : NULL;
	const char *s = text != NULL ? (const char *)text : "", *end = s + strlen(s);

	while (s < end && strchr(" \t\r\n", *s) != NULL)
		s++;
	while (end > s && strchr(" \t\r\n", end[-1]) != NULL)
		end--;
	s = arena_strndup(v->arena, s, (size_t)(end - s));
	xmlFree(text);
	return s;
}

size_t ofdview_numbers(const char *s, double *ret, size_t most)
{
	const double largest = 1e9; /* nothing is there */
	size_t n = 0;
	double v;

	while (s != NULL && n < most) {
		while (*s == ' ' || *s == ',' || *s == '\t' || *s == '\r' || *s == '\n')
			s++;
		s = num_read(s, &v);
		if (s == NULL || fabs(v) > largest)
			break;
		ret[n++] = v;
	}
	return n;
}

static unsigned id_of(const xmlNode *node, const char *name)
{
	const char *s = xml_attribute(node, name);

	return s != NULL ? (unsigned)strtoul(s, NULL, 10) : 0;
}

/* ---- what the first files say ---- */

/* The elements of that name which have a BaseLoc. */
static struct ofdview_page_ref *read_refs(struct ofdview *v, const xmlNode *parent,
                                          const char *name, size_t *ret_n)
{
	struct ofdview_page_ref *list;
	size_t n = 0;

	*ret_n = 0;
	for (const xmlNode *c = parent != NULL ? parent->children : NULL; c != NULL; c = c->next)
		n += xml_is(c, name);
	if (n > PAGES_MAX) {
		fail(v, OFDVIEW_TOO_LARGE, v->document_path);
		return NULL;
	}
	list = arena_array(v->arena, struct ofdview_page_ref, n + 1);
	for (const xmlNode *c = parent != NULL ? parent->children : NULL;
	     c != NULL && v->fault == OFDVIEW_FINE; c = c->next) {
		const char *loc = xml_is(c, name) ? xml_attribute(c, "BaseLoc") : NULL;

		if (loc != NULL)
			list[(*ret_n)++] = (struct ofdview_page_ref){
			        id_of(c, "ID"), *ret_n, ofdview_resolve(v, v->document_path, loc)};
	}
	return list;
}

/* By id; of those with the same one the first of the document comes first. */
static int compare_refs(const void *a, const void *b)
{
	const struct ofdview_page_ref *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void read_templates(struct ofdview *v, const xmlNode *common)
{
	v->templates = read_refs(v, common, "TemplatePage", &v->template_n);
	if (v->template_n > 0)
		qsort(v->templates, v->template_n, sizeof(*v->templates), compare_refs);
}

const char *ofdview_template(const struct ofdview *v, unsigned id)
{
	size_t first = 0, n = v->template_n;

	while (first < n) {
		size_t middle = first + (n - first) / 2;

		if (v->templates[middle].id < id)
			first = middle + 1;
		else
			n = middle;
	}
	return first < v->template_n && v->templates[first].id == id ? v->templates[first].path
	                                                             : NULL;
}

/* What is in a list of resources: elements of that name, whose files a child names. */
struct resource_kind {
	const char *list, *item, *file, *name;
	bool font;
};

/* Locations in a file of resources are from its own folder of them. */
static const char *resource_path(struct ofdview *v, const char *from, const char *base,
                                 const char *loc)
{
	struct buf b = {0};
	const char *path;

	if (*loc != '/')
		buf_putf(&b, "%s/", base != NULL ? base : ".");
	buf_puts(&b, loc);
	path = ofdview_resolve(v, from, b.p);
	buf_release(&b);
	return path;
}

/* A resource of a file of them, `from`, whose folder for them is `base`. */
static struct ofdview_resource read_resource(struct ofdview *v, const char *from, const char *base,
                                             const xmlNode *node, const struct resource_kind *kind)
{
	const char *name = xml_attribute(node, kind->name), *path = NULL;
	const xmlNode *file = xml_child(node, kind->file);

	if (file != NULL)
		path = resource_path(v, from, base, ofdview_text_of(v, file));
	return (struct ofdview_resource){id_of(node, "ID"),
	                                 arena_strdup(v->arena, name != NULL ? name : ""), path};
}

static void read_kind(struct ofdview *v, const char *path, const xmlNode *root,
                      const struct resource_kind *kind)
{
	const char *base = xml_attribute(root, "BaseLoc");
	const xmlNode *list = xml_child(root, kind->list);

	for (const xmlNode *c = list != NULL ? list->children : NULL;
	     c != NULL && v->fault == OFDVIEW_FINE; c = c->next) {
		struct ofdview_resource r;

		if (!xml_is(c, kind->item))
			continue;
		r = read_resource(v, path, base, c, kind);
		if (kind->font) {
			v->fonts = mem_grow(v->fonts, v->font_n, &v->font_cap, sizeof(r));
			v->fonts[v->font_n++] = r;
		} else {
			v->images = mem_grow(v->images, v->image_n, &v->image_cap, sizeof(r));
			v->images[v->image_n++] = r;
		}
	}
}

bool ofdview_read_resources(struct ofdview *v)
{
	static const struct resource_kind kinds[] = {
	        {"Fonts", "Font", "FontFile", "FontName", .font = true},
	        {"MultiMedias", "MultiMedia", "MediaFile", "Format", .font = false}};
	const xmlNode *common = xml_child(xmlDocGetRootElement(v->document), "CommonData");

	for (const xmlNode *c = common != NULL ? common->children : NULL;
	     c != NULL && v->fault == OFDVIEW_FINE; c = c->next) {
		const char *path;
		xmlDoc *tree;

		if (!xml_is(c, "PublicRes") && !xml_is(c, "DocumentRes"))
			continue;
		path = ofdview_resolve(v, v->document_path, ofdview_text_of(v, c));
		tree = ofdview_tree(v, path);
		for (size_t i = 0; i < COUNT(kinds) && tree != NULL; i++)
			read_kind(v, path, xmlDocGetRootElement(tree), &kinds[i]);
		xmlFreeDoc(tree);
	}
	return v->fault == OFDVIEW_FINE;
}

static void read_files(struct ofdview *v, const xmlNode *root)
{
	const xmlNode *entry = xml_child(root, "Attachments");
	const char *path;
	const xmlNode *list;
	xmlDoc *tree;

	if (entry == NULL)
		return;
	path = ofdview_resolve(v, v->document_path, ofdview_text_of(v, entry));
	tree = ofdview_tree(v, path);
	if (tree == NULL)
		return;
	list = xmlDocGetRootElement(tree);
	v->files = arena_array(v->arena, struct ofdview_file, FILES_MAX);
	for (const xmlNode *c = list->children;
	     c != NULL && v->file_n < FILES_MAX && v->fault == OFDVIEW_FINE; c = c->next) {
		const char *name = xml_is(c, "Attachment") ? xml_attribute(c, "Name") : NULL;
		const char *format = name != NULL ? xml_attribute(c, "Format") : NULL;
		const xmlNode *loc = name != NULL ? xml_child(c, "FileLoc") : NULL;

		if (loc != NULL)
			v->files[v->file_n++] = (struct ofdview_file){
			        arena_strdup(v->arena, name),
			        arena_strdup(v->arena, format != NULL ? format : ""),
			        ofdview_resolve(v, path, ofdview_text_of(v, loc))};
	}
	xmlFreeDoc(tree);
}

static bool read_document_tree(struct ofdview *v)
{
	struct buf b = {0};

	if (read_markup(v, v->document_path, &b))
		v->document = with_root(v, v->document_path,
		                        b.n > 0 ? xml_parse_without(b.p, b.n, "Outlines") : NULL);
	buf_release(&b);
	return v->document != NULL;
}

static bool read_document(struct ofdview *v)
{
	const xmlNode *root, *common, *area, *box;

	if (!read_document_tree(v))
		return false;
	root = xmlDocGetRootElement(v->document);
	common = xml_child(root, "CommonData");
	area = xml_child(common, "PageArea");
	box = xml_child(area, "PhysicalBox");
	if (box != NULL)
		ofdview_numbers(ofdview_text_of(v, box), v->area, 4);
	v->pages = read_refs(v, xml_child(root, "Pages"), "Page", &v->page_n);
	read_templates(v, common);
	read_files(v, root);
	return v->fault == OFDVIEW_FINE;
}

/* Bytes that the files of a package of n bytes may have together; an office's deflate tenfold. */
static size_t bytes_of(size_t n)
{
	enum { LEAST = 64 << 20, FACTOR = 16, MOST = 256 << 20 };

	return n < (MOST - LEAST) / FACTOR ? LEAST + n * FACTOR : MOST;
}

/* Bytes of paths, of which an office's has fifty for a page and each of its resources. */
static size_t path_bytes_of(size_t n)
{
	enum { LEAST = 16 << 20 };

	return LEAST + n;
}

static bool read_entry(struct ofdview *ret)
{
	const xmlNode *root, *first = NULL, *loc;

	if (ret->zip == NULL || !ofdview_has(ret, "OFD.xml"))
		return fail(ret, OFDVIEW_NO_PACKAGE, NULL);
	ret->entry = ofdview_tree(ret, "OFD.xml");
	if (ret->entry == NULL)
		return false;
	root = xmlDocGetRootElement(ret->entry);
	for (const xmlNode *c = root->children; c != NULL; c = c->next)
		if (xml_is(c, "DocBody")) {
			first = first != NULL ? first : c;
			ret->document_n++;
		}
	loc = xml_child(first, "DocRoot");
	if (loc == NULL)
		return fail(ret, OFDVIEW_ABSENT, "OFD.xml: DocRoot");
	ret->document_path = ofdview_resolve(ret, "OFD.xml", ofdview_text_of(ret, loc));
	return read_document(ret);
}

bool ofdview_open(struct ofdview *ret, struct arena *a, const void *p, size_t n)
{
	*ret = (struct ofdview){.arena = a,
	                        .zip = unzip_open(p, n),
	                        .part_most = OFDVIEW_PART_MAX,
	                        .most = bytes_of(n),
	                        .path_left = path_bytes_of(n),
	                        .left = xml_budget_of(2 * n)}; /* page by page */
	return read_entry(ret);
}

bool ofdview_open_own(struct ofdview *ret, struct arena *a, const void *p, size_t n)
{
	*ret = (struct ofdview){.arena = a,
	                        .zip = unzip_open(p, n),
	                        .part_most = SIZE_MAX,
	                        .most = SIZE_MAX,
	                        .path_left = SIZE_MAX,
	                        .own = true};
	return read_entry(ret);
}

void ofdview_close(struct ofdview *v)
{
	xmlFreeDoc(v->entry);
	xmlFreeDoc(v->document);
	free(v->fonts);
	free(v->images);
	unzip_close(v->zip);
}
