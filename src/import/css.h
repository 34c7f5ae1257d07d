/* SPDX-License-Identifier: MIT */
/*
 * css.h: private to import/. What style sheets say about whether and where text is seen; of CSS
 * nothing else is read. Declarations are parsed once (css_says.c), and so are the names that an
 * element has (css_names.c); rules are found by the element's name, classes and id (css.c).
 */
#ifndef KANBEN_IMPORT_CSS_H
#define KANBEN_IMPORT_CSS_H

#include <stdint.h>

#include "import/xml.h"

enum css_property {
	CSS_DISPLAY,    /* 1: none */
	CSS_VISIBILITY, /* 1: hidden, collapse */
	CSS_MSO_HIDE,   /* 1: all */
	CSS_FONT_SIZE,  /* 1: nought; 2: smaller than the text around it */
	CSS_OPACITY,    /* 1: nought */
	CSS_COLOR,      /* 1: transparent; 2: white */
	CSS_BACKGROUND, /* 1: it has one that is not white */
	CSS_LINE,       /* 1: through the text */
	CSS_ALIGN,      /* 1: raised, -1: lowered; 2: at the line's top, -2: at its bottom */
	CSS_POSITION,   /* 1: relative, 2: absolute or fixed */
	CSS_TOP,        /* as CSS_LEFT */
	CSS_BOTTOM,     /* as CSS_LEFT */
	CSS_LEFT,       /* 1: positive, -1: negative, -2: outside of the page */
	CSS_RAISE,      /* mso-text-raise, as CSS_LEFT */
	CSS_CLIP,       /* 1: to nothing */
	CSS_INDENT,     /* -2: outside of the page */
	CSS_WIDTH,      /* 1: nothing */
	CSS_HEIGHT,     /* 1: nothing */
	CSS_OVERFLOW,   /* 1: hidden */
	CSS_PROPERTY_N
};

enum { CSS_UNSAID = 0, CSS_OTHERWISE = 100 };

/* What declarations say; of two for one property the last counts. */
struct css_says {
	int8_t values[CSS_PROPERTY_N]; /* CSS_UNSAID, CSS_OTHERWISE, or as above */
	bool important[CSS_PROPERTY_N];
	bool any;
};

/* Parses declarations, as in a style attribute; text up to `end`. */
struct css_says css_says_read(const char *text, const char *end);

/* The rules of a page's style sheets, in an arena. */
struct css_rules;
struct css_rules *css_rules_new(struct arena *a);
void css_rules_free(struct css_rules *rules);

/* Whether not all rules were read, or not for all elements: hidden text may have been taken. */
bool css_rules_were_too_many(const struct css_rules *rules);

/* Adds a sheet; of its rules those that say something here and whose selectors are known. */
void css_rules_add(struct css_rules *rules, const char *sheet);

/* To be called with the page's first node, once all sheets are added and before css_apply. */
void css_rules_mark(const struct css_rules *rules, xmlNode *first);

/* Adds what an element's attributes and the sheets say about it to what is seen around it. */
void css_apply(struct css_rules *rules, const xmlNode *node, struct seen *s);

/* ---- names (css_names.c) ---- */

enum { CSS_NAME_MAX = 100 }; /* bytes; longer ones are not known, and fit nothing */

/* Kinds of names. */
enum { CSS_ELEMENT = 'e', CSS_CLASS = '.', CSS_ID = '#' };

/* The names in a page's selectors. Those of equal kind and spelling have one address. */
struct css_names;
struct css_names *css_names_new(struct arena *a);
void css_names_free(struct css_names *names);

/*
 * A name that a selector has, n bytes of it, borrowed from `names`: behind its kind, and an
 * element's in small letters. NULL: it is empty or too long.
 */
const char *css_names_add(struct css_names *names, char kind, const char *s, size_t n);

/* Which of these names an element has. */
struct css_named {
	const char *element, *id; /* NULL: one for which no selector asks */
	const char **classes;
	size_t class_n;
};

/* Finds the names of a node, of those after it and of all in them. */
void css_names_mark(const struct css_names *names, xmlNode *first);

/* What css_names_mark found, borrowed; never NULL. */
const struct css_named *css_named_of(const xmlNode *node);

bool css_has_class(const struct css_named *of, const char *class);

#endif
