/* SPDX-License-Identifier: MIT */
/* numeral.h: numbers as Chinese prose writes them. */
#ifndef KANBEN_BASE_NUMERAL_H
#define KANBEN_BASE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/dec.h"

/*
 * Reads n bytes of valid UTF-8 that are nothing but a number: digits of either width with a decimal
 * point and separators of thousands, and ten thousand or a hundred million behind them; or Chinese
 * numerals, by place (twenty-four as "two four") or with their units. False for anything else and
 * for what does not fit.
 */
bool numeral_parse(const char *s, size_t n, struct dec *ret);

#endif
