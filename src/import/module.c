/* SPDX-License-Identifier: MIT */
#include "import/import.h"

extern const struct import kanben_import;

const struct import kanben_import = {.document = import_document};
