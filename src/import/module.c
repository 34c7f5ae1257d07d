/* SPDX-License-Identifier: MIT */
#include "base/tr.h"
#include "import/import.h"

const struct import kanben_import = {.document = import_document,
                                     .module = {mem_set_oom_handler, tr_set_catalogue}};
