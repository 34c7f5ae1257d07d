/* SPDX-License-Identifier: MIT */
/* modules.h: parts of the program that are loaded when they are needed. */
#ifndef KANBEN_APP_MODULES_H
#define KANBEN_APP_MODULES_H

#include "app/program.h"
#include "import/import.h"
#include "reread/reread.h"

/* NULL, a finding made: the module is not there or not of this program. */
const struct import *modules_import(struct program *p, struct diag_list *dl);
const struct reread *modules_reread(struct program *p, struct diag_list *dl);

#endif
