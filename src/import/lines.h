/* SPDX-License-Identifier: MIT */
/*
 * lines.h: private to import/. Tables that are only lines with blanks in them, as pdftotext -layout
 * leaves them: figures of a row in one line, labels and heads broken over the lines around it. Or a
 * cell a line, blank ones as blank lines, as other programs save them.
 */
#ifndef KANBEN_IMPORT_LINES_H
#define KANBEN_IMPORT_LINES_H

#include "import/tables.h"

/* Several blanks before figures at its end, or nothing but one figure or more. */
bool lines_has_figures(const struct draft *dr, const struct doc_block *line);

/*
 * Puts the figures of n lines into the cells of the table's section. A row is told by its label,
 * put together from the pieces around its figures; heads must all be there, the order of their
 * columns is taken from the form (a warning says so). taken[i]: the line was a part of the table.
 */
void lines_place(struct draft *dr, struct table_state *st, const struct doc_block *const *lines,
                 size_t n, bool *taken);

#endif
