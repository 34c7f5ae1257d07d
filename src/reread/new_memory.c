/* SPDX-License-Identifier: MIT */
#include "reread/new_memory.h"

#include <dlfcn.h>
#include <stddef.h>

#include "base/mem.h"

typedef void handler(void);
typedef handler *set_handler(handler *h);

/* How many documents this thread has open; see tr.c for the model. */
static _Thread_local __attribute__((tls_model("initial-exec"))) unsigned open_n;

/* The host's own, whatever thread set it. */
static handler *_Atomic before;

/* std::set_new_handler; NULL: qpdf was built with another library of C++. */
static set_handler *lookup_set_handler(void)
{
	set_handler *set;

	*(void **)&set = dlsym(RTLD_DEFAULT, "_ZSt15set_new_handlerPFvvE");
	return set;
}

/* operator new calls it again and again, until there is memory or another handler. */
static void end_call(void)
{
	set_handler *set;

	if (open_n > 0) {
		open_n = 0; /* the host may jump out of the call */
		mem_exhausted();
	}
	set = lookup_set_handler();
	set(before);
}

void new_memory_begin(void)
{
	set_handler *set = lookup_set_handler();
	handler *was = set != NULL ? set(end_call) : NULL;

	open_n++;
	if (was != end_call)
		before = was;
}

void new_memory_end(void)
{
	if (open_n > 0)
		open_n--;
}
