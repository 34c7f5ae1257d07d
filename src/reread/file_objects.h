/* SPDX-License-Identifier: MIT */
/*
 * file_objects.h: the objects of a PDF of ours, looked at where they stand. qpdf makes a tree of
 * maps of every object that it is asked for, and keeps it: some 5 KB for a cell of a table, of
 * which a report has a hundred thousand. Here an object is a piece of text of its object stream
 * (ISO 32000-1, 7.5.7), which qpdf inflates; one that is in none is written out by qpdf.
 */
#ifndef KANBEN_REREAD_FILE_OBJECTS_H
#define KANBEN_REREAD_FILE_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include <qpdf/qpdf-c.h>

#include "base/buf.h"

struct file_objects;

/* A value as it stands in the file; borrowed from the struct file_objects. */
struct file_object {
	const char *p, *end; /* p NULL: there is none */
	int number;          /* of the indirect object that it is; 0: it is part of another */
};

/* The entries of a dictionary; more than it holds are none that we write. */
enum { OBJECT_ENTRIES_MAX = 24 };

struct file_entries {
	struct file_object keys[OBJECT_ENTRIES_MAX], values[OBJECT_ENTRIES_MAX];
	size_t n;
};

/* `pdf` is the file that q has opened. Both must outlive what is returned. */
struct file_objects *objects_open(qpdf_data q, const struct buf *pdf);
void objects_close(struct file_objects *o); /* NULL is fine */

struct file_object objects_root(struct file_objects *o); /* the catalogue */

/* An indirect object, whatever references it leads through. */
struct file_object objects_get(struct file_objects *o, int number);

/*
 * The value at the end of a path of keys ("/Font") and array indices ("2"), as with view_at: no
 * reference, but what it refers to.
 */
struct file_object objects_at(struct file_objects *o, struct file_object from, ...)
        __attribute__((sentinel));

/* All entries at once, for an object of which many are wanted; n 0: it is no dictionary. */
void object_entries_of(struct file_object dictionary, struct file_entries *ret);

/* The value of a key ("/K"), which may be a reference; and what it refers to. */
struct file_object object_entry(const struct file_entries *e, const char *key);
struct file_object objects_entry(struct file_objects *o, const struct file_entries *e,
                                 const char *key);

/*
 * The items of an array: the first, and those behind it, with p NULL at the end. What is returned
 * is the item itself, which may be a reference: objects_at(o, item, NULL) is what it refers to.
 */
struct file_object object_first(struct file_object array);
struct file_object object_next(struct file_object array, struct file_object item);

/* What qpdf has under the same number: a stream, say. */
qpdf_oh objects_qpdf(const struct file_objects *o, struct file_object x);

/* The value that fills [p, end) but for white space: the text of an object. */
struct file_object object_whole(const char *p, const char *end);

bool object_is_reference(struct file_object x);

/* The object number of a reference, or of the indirect object that it is; 0: neither. */
int object_number(struct file_object x);

size_t object_count(struct file_object array); /* its items; 0: it is none */

bool object_is_array(struct file_object x);
bool object_is_dictionary(struct file_object x);

/* Whether it is an integer, and which. */
bool object_integer(struct file_object x, int *ret);

/* The same of any number. */
bool object_real(struct file_object x, double *ret);

/* Whether it is a name; its text then is [x.p + 1, x.end), which has no #. */
bool object_is_name(struct file_object x, const char *name);

/*
 * Appends a string in UTF-8, or a name without its solidus, and a NUL behind its end; false: it is
 * neither.
 */
bool objects_put_text(struct file_objects *o, struct file_object x, struct buf *b);

#endif
