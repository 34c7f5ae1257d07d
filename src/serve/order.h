/* SPDX-License-Identifier: MIT */
/* order.h: orders and answers as bytes, on their way to a worker and back. */
#ifndef KANBEN_SERVE_ORDER_H
#define KANBEN_SERVE_ORDER_H

#include "serve/serve.h"

/* Appends an order, or an answer. */
void order_put(struct buf *b, const struct serve_order *o);
void answer_put(struct buf *b, const struct serve_answer *a);

/*
 * Reads an order; texts are borrowed from the bytes, files are made in the arena. False: the bytes
 * are no order.
 */
bool order_read(struct arena *a, const char *p, size_t n, struct serve_order *ret);

/*
 * Reads an answer, which comes from a process that has read hostile bytes. type and code are made
 * in the arena. False: the bytes are no answer.
 */
bool answer_read(struct arena *a, const char *p, size_t n, struct serve_answer *ret);

void answer_release(struct serve_answer *a);

#endif
