/* SPDX-License-Identifier: MIT */
#include "layout/origins.h"

void places_locate(struct setting *s, const struct raw_text *raw, struct diag_place *places,
                   size_t n)
{
	size_t *offsets, k = 0;

	if (raw->at == NULL || n == 0)
		return;
	offsets = arena_array(s->arena, size_t, n);
	for (size_t i = 0; i < n; i++) {
		bool rest = raw->rest_at != NULL && places[i].off >= raw->lead_len;
		size_t before = rest ? raw->lead_len : raw->before;

		offsets[i] = places[i].off > before ? places[i].off - before : 0;
		places[i].pointer = json_pointer(s->arena, rest ? raw->rest_at : raw->at);
		places[i].source = s->source;
		k += !rest;
	}
	json_string_offsets(s->source, raw->at, offsets, k);
	if (k < n)
		json_string_offsets(s->source, raw->rest_at, offsets + k, n - k);
	for (size_t i = 0; i < n; i++)
		places[i].off = offsets[i];
}
