/* SPDX-License-Identifier: MIT */
#include "form/looks.h"

#include "base/tr.h"

const struct member_word looks_figure_aligns[] = {{"start", FORM_ALIGN_START},
                                                  {"centre", FORM_ALIGN_CENTRE},
                                                  {"end", FORM_ALIGN_END},
                                                  {"decimal", FORM_ALIGN_DECIMAL},
                                                  {NULL, 0}};
const struct member_word looks_label_aligns[] = {{"start", FORM_ALIGN_START},
                                                 {"centre", FORM_ALIGN_CENTRE},
                                                 {"end", FORM_ALIGN_END},
                                                 {NULL, 0}};
const struct member_word looks_orientations[] = {{"auto", false}, {"landscape", true}, {NULL, 0}};

static const struct member members[] = {
        LOOKS_LABEL_ALIGN(struct form_looks, align),
        LOOKS_WIDTHS(struct form_looks, , .only = 0),
};
const struct object looks_object = {
        .name = "ownLabels", .title = N_("How a label column looks"), OBJECT_MEMBERS(members)};

const struct form_looks *looks_read_labels(const struct object_reader *rr, const struct json *array,
                                           int depth)
{
	struct form_looks *labels;

	if (array == NULL || array->kind != JSON_ARRAY)
		return NULL;
	if (array->count != (size_t)depth) {
		object_fault(rr, array,
		             _("an array with one object for each level of row labels, here %d, "
		               "expected"),
		             depth);
		return NULL;
	}
	labels = arena_array(rr->arena, struct form_looks, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next)
		object_read(rr, &looks_object, at, &labels[at->index]);
	return labels;
}
