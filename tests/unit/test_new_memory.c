/* SPDX-License-Identifier: MIT */
/* test_new_memory.c: what C++ does without memory is the host's again once no document is open. */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reread/new_memory.h"

typedef void handler(void);

static void own(void)
{
}

static void the_handler_of_the_host_comes_back(void **state)
{
	handler *(*set)(handler *), *last;

	(void)state;
	*(void **)&set = dlsym(RTLD_DEFAULT, "_ZSt15set_new_handlerPFvvE");
	assert_non_null(set);
	for (int documents = 1; documents < 4; documents++) {
		set(own);
		for (int i = 0; i < documents; i++)
			new_memory_begin();
		for (int i = 0; i < documents; i++)
			new_memory_end();
		new_memory_begin();
		new_memory_end();
		last = set(NULL);
		assert_non_null(last);
		assert_true(last != own);
		/* Memory runs out where no document is open. */
		set(last);
		last();
		assert_true(set(NULL) == own);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_handler_of_the_host_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
