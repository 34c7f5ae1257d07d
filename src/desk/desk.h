/* SPDX-License-Identifier: MIT */
/*
 * desk.h: what the desk in the browser asks for, made by the engine: orders of serve/ in, answers
 * out (docs/serve.md). It runs in a worker process and sees bytes, never a file or a connection.
 */
#ifndef KANBEN_DESK_DESK_H
#define KANBEN_DESK_DESK_H

#include "base/catalogue.h"
#include "engine/engine.h"
#include "report/report.h"
#include "serve/serve.h"

struct desk {
	struct engine *engine;
	struct date epoch;               /* SOURCE_DATE_EPOCH; year 0: not set */
	const struct catalogue *chinese; /* the Chinese messages; NULL: there are none */
	size_t max_pages;
};

/* Carries out an order; `desk` is a struct desk. As serve_input.work. */
void desk_work(void *desk, const struct serve_order *o, struct serve_answer *ret);

#endif
