/* SPDX-License-Identifier: MIT */
#include "import/import.h"

const struct import kanben_import = {.document = import_document,
                                     .set_oom_handler = mem_set_oom_handler};
