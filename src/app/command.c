/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "app/outputs.h"
#include "app/print.h"
#include "engine/loaded.h"

enum exit_code command_write_layout_text(struct program *p, const struct options *o,
                                         command_layout_text *put)
{
	const struct layout_file *layout = NULL;
	struct diag_list dl = {0};
	struct buf text = {0};
	const char *name = o->input_n > 0 ? o->inputs[0] : NULL;
	enum exit_code code = exit_of(loaded_layout(&p->engine, name, &dl, &layout));

	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	if (code != EXIT_WELL)
		return code;
	put(&text, layout->form);
	code = outputs_write_text(o, &text);
	buf_release(&text);
	return code;
}
