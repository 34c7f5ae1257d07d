/* SPDX-License-Identifier: MIT */
/* none.c: instead of what tools/freeze.c writes, where that cannot be run. */
#include "shipped/frozen.h"

const struct frozen_file frozen_files[] = {{0}};
