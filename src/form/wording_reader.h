/* SPDX-License-Identifier: MIT */
/* wording_reader.h: private to form/: reading the checks of prose and of single figures. */
#ifndef KANBEN_FORM_WORDING_READER_H
#define KANBEN_FORM_WORDING_READER_H

#include "form/form_reader.h"
#include "form/prose_check.h"

/* Reads cells that are added up; a finding for a path that leads to none. */
void figure_read(const struct form_reader *fr, const struct json *text, struct form_figure *ret);

/* Is this one of the checks below? They have none of the members of a check over a table. */
bool wording_is(const struct json *obj);
bool change_is(const struct json *obj);

void wording_read(const struct form_reader *fr, const struct json *obj, struct form_check *check);
void change_read(const struct form_reader *fr, const struct json *obj, struct form_check *check);

#endif
