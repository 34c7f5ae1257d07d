/* SPDX-License-Identifier: MIT */
/* modules.h: parts of an engine that are loaded when they are needed, and then stay. */
#ifndef KANBEN_ENGINE_MODULES_H
#define KANBEN_ENGINE_MODULES_H

#include "engine/engine.h"
#include "import/import.h"
#include "reread/reread.h"

/* NULL, a finding made: the module is not there or not of this program. */
const struct import *modules_import(struct engine *e, struct diag_list *dl);
const struct reread *modules_reread(struct engine *e, struct diag_list *dl);

#endif
