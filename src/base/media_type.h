/* SPDX-License-Identifier: MIT */
#ifndef KANBEN_BASE_MEDIA_TYPE_H
#define KANBEN_BASE_MEDIA_TYPE_H

/* The media type (RFC 6838) of a file by the ending of its name; of others that of any bytes. */
const char *media_type_of(const char *name);

#endif
