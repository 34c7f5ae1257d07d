/* SPDX-License-Identifier: MIT */
#include "base/tr.h"
#include "serve/serve.h"

const struct serve kanben_serve = {.run = serve_run,
                                   .module = {mem_set_oom_handler, tr_set_catalogue}};
