/* SPDX-License-Identifier: MIT */
/* batch.h: many reports made by several processes, told in the order they were given. */
#ifndef KANBEN_APP_BATCH_H
#define KANBEN_APP_BATCH_H

#include "app/inputs.h"
#include "app/outputs.h"
#include "app/program.h"

/*
 * Makes the reports of the shard, -j of them at a time, and gives the worst exit code. What is
 * found in a report is printed whole and in the order of the inputs. A worker that ends by itself
 * or takes longer than --timeout costs its own report only. After SIGINT, SIGTERM or SIGHUP:
 * EXIT_SIGNAL plus its number; what is named by then is whole. A single report with neither
 * --timeout nor --log is made in this process. The log has a line a report; with --resume those
 * that are up to date are left alone.
 */
enum exit_code batch_run(struct program *p, const struct options *o, const struct inputs *inputs,
                         const struct outputs *outputs);

#endif
