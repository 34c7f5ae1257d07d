/* SPDX-License-Identifier: MIT */
/*
 * file_objects.h: the objects of a PDF, looked at where they stand. qpdf makes a tree of maps of
 * every object that it is asked for, and keeps it: some 5 KB for a cell of a table, of which a
 * report has a hundred thousand. Here an object is a piece of text of the file or of an object
 * stream (ISO 32000-2, 7.5.7). One that is encrypted, that not everybody reads alike
 * (object_sound_end) or whose place is not known (file_places.h) is written out by qpdf, so that
 * what is read is what qpdf would read.
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
	bool is_stream;      /* it is the dictionary of a stream */
};

/* The entries of a dictionary; more than it holds are none that we write. */
enum { OBJECT_ENTRIES_MAX = 24 };

struct file_entries {
	struct file_object keys[OBJECT_ENTRIES_MAX], values[OBJECT_ENTRIES_MAX];
	size_t n;
};

/* The file that q has opened has these n bytes. Both must outlive what is returned. */
struct file_objects *objects_open(qpdf_data q, const char *pdf, size_t n);
void objects_close(struct file_objects *o); /* NULL is fine */

struct file_object objects_root(struct file_objects *o); /* the catalogue */

/* An indirect object, whatever references it leads through. */
struct file_object objects_get(struct file_objects *o, int number);

/* What a value refers to, or the value itself; what is null is none. */
struct file_object objects_resolve(struct file_objects *o, struct file_object x);

/*
 * Objects that refer to each other can be gone through again and again. Of a stranger's file no
 * more than so many bytes are; what follows is none then, and objects_over tells. Whoever goes
 * through an object takes its bytes; false: they are too many.
 */
void objects_limit(struct file_objects *o, size_t bytes);
bool objects_take(struct file_objects *o, struct file_object x);
bool objects_over(const struct file_objects *o);

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
 * The values of some keys ("K") of a dictionary or a stream's, which may be references. Of a key
 * that is there twice the last one counts.
 */
void object_pick(struct file_object dictionary, const char *const keys[], size_t n,
                 struct file_object ret[]);

/*
 * The items of an array: the first, and those behind it, with p NULL at the end. What is returned
 * is the item itself, which may be a reference: objects_at(o, item, NULL) is what it refers to.
 */
struct file_object object_first(struct file_object array);
struct file_object object_next(struct file_object array, struct file_object item);

/* What qpdf has under the same number: a stream, say. */
qpdf_oh objects_qpdf(const struct file_objects *o, struct file_object x);

/*
 * Behind the value that begins at or after p; NULL: it is not what everybody takes for one. All
 * functions here are for values that have passed this, and for those that qpdf has written.
 */
const char *object_sound_end(const char *p, const char *end);

/* The value that fills [p, end) but for white space: the text of an object. */
struct file_object object_whole(const char *p, const char *end);

bool object_is_reference(struct file_object x);

/* The object number of a reference, or of the indirect object that it is; 0: neither. */
int object_number(struct file_object x);

size_t object_count(struct file_object array); /* its items; 0: it is none */

bool object_is_array(struct file_object x);
bool object_is_dictionary(struct file_object x); /* a stream is none */
bool object_is_string(struct file_object x);

/* Whether it is an integer, and which. */
bool object_integer(struct file_object x, int *ret);

/* The same of any number. */
bool object_real(struct file_object x, double *ret);

bool object_is_name(struct file_object x, const char *name);

/* Appends a name as it is meant, with its solidus (7.3.5), or the bytes of a string (7.3.4). */
void object_put_name(struct file_object name, struct buf *b);
void object_put_string(struct file_object string, struct buf *b);

/*
 * Appends a string in UTF-8, or a name without its solidus, and a NUL behind its end; false: it is
 * neither.
 */
bool objects_put_text(struct file_objects *o, struct file_object x, struct buf *b);

#endif
