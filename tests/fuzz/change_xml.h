/* SPDX-License-Identifier: MIT */
/* change_xml.h: changes for mutate_zip.c, only with libFuzzer. */
#ifndef KANBEN_TESTS_CHANGE_XML_H
#define KANBEN_TESTS_CHANGE_XML_H

#include <stddef.h>
#include <stdint.h>

/* The text with some nodes changed, well-formed again, on the heap; NULL: it was not before. */
uint8_t *change_xml(const uint8_t *bytes, size_t n, unsigned seed, size_t *ret_n);

#endif
