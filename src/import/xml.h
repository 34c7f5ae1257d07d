/* SPDX-License-Identifier: MIT */
/* xml.h: private to import/. What documents need of trees, and the parts of a .docx as trees. */
#ifndef KANBEN_IMPORT_XML_H
#define KANBEN_IMPORT_XML_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#include "import/doc.h"
#include "xml/xml_tree.h"

/* The first element of that name at any depth below a node, or NULL. */
const xmlNode *xml_descendant(const xmlNode *node, const char *name);

/* Elements of which it is asked whether they are inside of others, at any depth. */
enum xml_inside {
	XML_TABLE,
	XML_TEXT_PATH,
	XML_CHART,
	XML_DIAGRAM,
	XML_PICTURE,
	XML_OLD_PICTURE,
	XML_TEXT_BOX,
	XML_PARAGRAPH,
	XML_LIST,
	XML_COVERED_CELL,
	XML_INSIDE_N
};

/*
 * The first of them below a node, or NULL. Only for trees of package_part, whose elements know what
 * is inside of them, so that elements within elements are not searched again and again.
 */
const xmlNode *xml_inside(const xmlNode *node, enum xml_inside what);

/* Whether the text below a node has words, not only figures and punctuation. */
bool xml_has_words(const xmlNode *node);

/* The beginning of the text below a node for a message, in the arena; "" if there is none near. */
const char *xml_excerpt(const struct doc *d, const xmlNode *node);

/* A whole number in an attribute, at most `most`; `missing` if there is none. */
size_t xml_number(const xmlNode *node, const char *name, size_t missing, size_t most);

/* w:val of the first child element of that name, borrowed; NULL: the node has none, or is NULL. */
const char *xml_val(const xmlNode *node, const char *name);

/* A whole number there, at most XML_NUMBER_MAX; `missing` if there is no such child or number. */
#define XML_NUMBER_MAX 1000000000
long xml_val_number(const xmlNode *node, const char *name, long missing);

/* How many child elements have that name; NULL has none. */
size_t xml_count(const xmlNode *node, const char *name);

/* ---- the bytes of a web page (html_source.c) ---- */

/*
 * The encoding named in the page's first bytes (HTML, 13.2.3.2), in the arena, or NULL. Only a meta
 * element or an XML declaration speaks of the page itself.
 */
const char *html_named_charset(const struct doc *d);

/* Can a parser be given the page? False, with a finding: an element has too many attributes. */
bool html_fits(struct doc *d);

/* The page as a tree, which the caller frees with xmlFreeDoc; NULL: it is none. */
htmlDocPtr html_parse(struct doc *d);

/* 1 + the offset of an element's tag in the source; 0: it is not in the source. */
size_t html_tag_of(const xmlNode *node);

/* The first title element in a node and those after it, in the arena, or NULL. */
const char *html_title(struct doc *d, const xmlNode *first);

/* Adds the style sheets in html, head and body, from a node and those after it. */
struct css_rules;
void html_read_sheets(struct css_rules *rules, const xmlNode *first);

/*
 * Whether all text of an element is in links to other places of the same page: a table of contents,
 * which says nothing that the page does not say again.
 */
bool html_is_contents(const xmlNode *node);

/* Whether a table of a web page of ours stands for a chart: its figures are in another table. */
bool html_is_chart(const xmlNode *table);

/* A link to the document in another form, such as PDF (HTML, 4.6.7.1), is not part of its text. */
bool html_is_alternate(const xmlNode *node);

/* ---- the lists of a web page (html_list.c) ---- */

/*
 * How a list or an item is numbered, by its type attribute (HTML, 4.4.5 and 15.3.7) and its style;
 * what they do not say is left as it is. *ret_stop: "、" behind the numbers, not ".".
 */
void html_list_type(const xmlNode *node, enum list_count *found, bool *ret_stop);

long html_count_items(const xmlNode *list);

/* A number of theirs, which may be negative; `missing`: the attribute does not begin with one. */
long xml_integer(const xmlNode *node, const char *name, long missing);

/* ---- parts of a .docx, which is a zip file (ECMA-376-2) ---- */

struct package;

/* Opens the file's bytes, borrowed; RC_INPUT, with a finding, if they are not a package. */
MUST_USE enum rc package_open(const struct doc *d, struct package **ret);
void package_close(struct package *p);

/*
 * A part as a tree, which the caller frees; NULL if there is no such part. NULL with a finding if
 * it cannot be read: encrypted, larger than IMPORT_MAX_BYTES, damaged, not XML, or with a DTD.
 */
xmlDoc *package_part(const struct package *p, const char *name);

/* ---- styles and automatic numbers of a .docx (docx_numbers.c) ---- */

struct docx_numbers;

/* Reads styles.xml and numbering.xml; NULL for one that the file does not have. */
struct docx_numbers *docx_numbers_read(struct doc *d, const xmlNode *styles,
                                       const xmlNode *numbering);

struct docx_paragraph {
	bool heading;         /* by outline level or by its style's name */
	bool caption;         /* by its style's name */
	struct doc_item item; /* item.list is 0 without number or bullet */
	const char *label;    /* of the item, in the arena; "" for a bullet */
	struct seen seen;     /* by its style */
	bool joined;          /* its end is a tracked deletion: its text goes on in the next one */
};

/* Heading and number of the next paragraph, by its w:pPr or NULL. Call it for each, in order. */
struct docx_paragraph docx_numbers_next(struct docx_numbers *nu, const xmlNode *properties);

/*
 * How a run is seen, by its w:rPr (NULL: none), its character style and the paragraph's style. nu
 * may be NULL: only w:rPr counts.
 */
struct seen docx_numbers_seen(const struct docx_numbers *nu, struct seen paragraph,
                              const xmlNode *properties);

#endif
