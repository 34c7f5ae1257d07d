/* SPDX-License-Identifier: MIT */
/* A layout: both halves, and what is made of the form alone. */
#include "fuzz.h"
#include "json/json.h"
#include "schema/schema.h"
#include "style/style.h"

static void use(struct arena *a, const struct form *form)
{
	struct buf b = {0}, blank = {0};
	struct diag_list dl = {0};
	struct source file;
	struct report_input in = {.form = form};
	const struct report *report = NULL;

	schema_put(&b, form, false);
	schema_put_keys(&b, form);
	schema_put_blank(&blank, form);
	file = (struct source){"blank", blank.p, blank.n};
	in.source = &file;
	fuzz_require(json_parse(a, &file, &dl, &in.root) == RC_OK, "an empty report is JSON");
	(void)!report_read(a, &in, &dl, &report);
	if (report != NULL)
		report_check(a, report, &dl);
	diag_release(&dl);
	buf_release(&b);
	buf_release(&blank);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct diag_list dl = {0};
	struct source file = fuzz_source(&a, "layout.json", data, size);
	const struct json *root;
	const struct form *form = NULL;
	const struct style *style = NULL;

	if (json_parse(&a, &file, &dl, &root) == RC_OK) {
		size_t before = dl.error_n; /* keys that are there twice */
		enum rc rc =
		        form_read(&a, &(struct form_input){&file, root, NULL, NULL}, &dl, &form);

		fuzz_require((rc == RC_OK) == (dl.error_n == before), "faults of a form are told");
		if (rc == RC_OK)
			use(&a, form);
		(void)!style_read(&a, &file, root, &dl, &style);
	}
	diag_release(&dl);
	arena_release(&a);
	return 0;
}
