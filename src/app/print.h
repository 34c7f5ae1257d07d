/* SPDX-License-Identifier: MIT */
/* print.h: findings as people and editors read them, and as programs do. */
#ifndef KANBEN_APP_PRINT_H
#define KANBEN_APP_PRINT_H

#include "base/buf.h"
#include "base/diag.h"

/* FILE:LINE:COL: error|warning: MESSAGE [RULE] (/json/pointer), a line each. */
void print_findings(struct buf *b, const struct diag_list *dl);

/* One JSON object a finding, a line each. */
void print_findings_json(struct buf *b, const struct diag_list *dl);

#endif
