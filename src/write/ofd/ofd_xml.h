/* SPDX-License-Identifier: MIT */
/* ofd_xml.h: appends what the XML files of a package consist of. Text is valid UTF-8. */
#ifndef KANBEN_WRITE_OFD_OFD_XML_H
#define KANBEN_WRITE_OFD_OFD_XML_H

#include "base/lu.h"

#define OFD_NAMESPACE "xmlns:ofd=\"http://www.ofdspec.org/2016\""
#define OFD_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Thousandths of a millimetre, the precision of every length written. */
int64_t ofd_um(int64_t v);

/* ` NAME="NUMBER"`, the number not negative; printf takes longer than all else. */
void ofd_put_number(struct buf *b, const char *name, unsigned number);

/* "0.5 3 2": n lengths in mm, given in thousandths. */
void ofd_put_lengths(struct buf *b, const int64_t *um, size_t n);

#endif
