/* SPDX-License-Identifier: MIT */
/* token.h: private to json/. The strict pass's tokens: each moves the cursor past one of them. */
#ifndef KANBEN_JSON_TOKEN_H
#define KANBEN_JSON_TOKEN_H

#include "json/cursor.h"

/* The cursor is at the opening quotation mark. */
MUST_USE enum rc json_token_string(struct json_cursor *c, bool *ret_has_nul);

/* The cursor is at a minus sign or a digit. */
MUST_USE enum rc json_token_number(struct json_cursor *c);

/* true, false or null; a fault if anything else stands at the cursor. */
MUST_USE enum rc json_token_word(struct json_cursor *c);

#endif
