/* SPDX-License-Identifier: MIT */
#include "reread/view.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reread/pdf_token.h"
#include "reread/stream.h"

static qpdf_oh step_from(qpdf_data q, qpdf_oh from, const char *step)
{
	int place = *step == '/' ? 0 : atoi(step);

	if (*step == '/' && qpdf_oh_is_dictionary(q, from))
		return qpdf_oh_get_key(q, from, step);
	if (*step == '/' && qpdf_oh_is_stream(q, from)) {
		qpdf_oh dictionary = qpdf_oh_get_dict(q, from);
		qpdf_oh found = qpdf_oh_get_key(q, dictionary, step);

		qpdf_oh_release(q, dictionary);
		return found;
	}
	if (*step != '/' && qpdf_oh_is_array(q, from) && place < qpdf_oh_get_array_n_items(q, from))
		return qpdf_oh_get_array_item(q, from, place);
	return qpdf_oh_new_null(q);
}

qpdf_oh view_at(qpdf_data q, qpdf_oh from, ...)
{
	const char *step;
	bool own = false; /* qpdf keeps every object until it is released */
	va_list ap;

	va_start(ap, from);
	while ((step = va_arg(ap, const char *)) != NULL) {
		qpdf_oh next = step_from(q, from, step);

		if (own)
			qpdf_oh_release(q, from);
		from = next;
		own = true;
	}
	va_end(ap);
	return from;
}

bool view_stream(qpdf_data q, qpdf_oh stream, struct buf *b)
{
	size_t left = SIZE_MAX; /* it is ours */

	return stream_read(q, stream, &left, b);
}

static void load_widths(struct view_font *f, qpdf_data q, qpdf_oh cid_font)
{
	qpdf_oh w = view_at(q, cid_font, "/W", NULL);
	qpdf_oh dw = view_at(q, cid_font, "/DW", NULL);
	double other = qpdf_oh_is_number(q, dw) ? qpdf_oh_get_numeric_value(q, dw) : 1000;
	int n = qpdf_oh_is_array(q, w) ? qpdf_oh_get_array_n_items(q, w) : 0;

	for (int i = 0; i < VIEW_CODES; i++)
		f->widths[i] = other;
	for (int i = 0; i + 1 < n; i += 2) {
		qpdf_oh first = qpdf_oh_get_array_item(q, w, i);
		qpdf_oh list = qpdf_oh_get_array_item(q, w, i + 1);
		int cid =
		        qpdf_oh_is_integer(q, first) ? qpdf_oh_get_int_value_as_int(q, first) : -1;
		int m = qpdf_oh_is_array(q, list) ? qpdf_oh_get_array_n_items(q, list) : 0;

		for (int k = 0; k < m && cid >= 0 && cid + k < VIEW_CODES; k++) {
			qpdf_oh width = qpdf_oh_get_array_item(q, list, k);

			if (qpdf_oh_is_number(q, width))
				f->widths[cid + k] = qpdf_oh_get_numeric_value(q, width);
			qpdf_oh_release(q, width);
		}
	}
}

static uint16_t number_at(const char *p)
{
	return (uint16_t)((unsigned char)p[0] << 8 | (unsigned char)p[1]);
}

/* The program, and the glyphs that the codes have in it; false if there is no CIDToGIDMap. */
static bool load_program(struct view_font *f, qpdf_data q, qpdf_oh cid_font)
{
	qpdf_oh descriptor = view_at(q, cid_font, "/FontDescriptor", NULL);
	struct buf map = {0};
	bool good;

	for (unsigned i = 0; i < VIEW_CODES; i++)
		f->codes[i].glyph = (uint16_t)i;
	if (!view_stream(q, view_at(q, descriptor, "/FontFile2", NULL), &f->program)) {
		view_stream(q, view_at(q, descriptor, "/FontFile3", NULL), &f->program);
		return true;
	}
	good = view_stream(q, view_at(q, cid_font, "/CIDToGIDMap", NULL), &map);
	for (size_t i = 0; i < VIEW_CODES; i++)
		f->codes[i].glyph = 2 * i + 1 < map.n ? number_at(map.p + 2 * i) : 0;
	buf_release(&map);
	return good;
}

/* Maps codes to text: "<0001><4E00>" between beginbfchar and endbfchar. */
static void load_unicode(struct view_font *f, const char *s)
{
	bool inside = false;
	struct pdf_token t;

	while ((t = token_next(&s)).kind != TOKEN_END) {
		struct pdf_token text;
		unsigned code;
		size_t at = f->texts.n;

		if (t.kind == TOKEN_WORD)
			inside = token_is(&t, TOKEN_WORD, "beginbfchar");
		if (!inside || t.kind != TOKEN_HEX || t.n != 4)
			continue;
		code = token_hex(&t);
		text = token_next(&s);
		if (text.kind != TOKEN_HEX)
			continue;
		token_put_text(&text, &f->texts);
		f->codes[code].at = (uint32_t)at;
		f->codes[code].n = (uint16_t)(f->texts.n - at);
	}
}

static bool load_font(struct view_font *f, qpdf_data q, qpdf_oh font)
{
	qpdf_oh cid_font = view_at(q, font, "/DescendantFonts", "0", NULL);
	qpdf_oh encoding = view_at(q, font, "/Encoding", NULL);
	qpdf_oh name = view_at(q, cid_font, "/BaseFont", NULL);
	struct buf unicode = {0};
	bool good = qpdf_oh_is_name(q, encoding) &&
	            strcmp(qpdf_oh_get_name(q, encoding), "/Identity-H") == 0;

	/* Without ToUnicode the codes have no text, which the caller notices. */
	if (view_stream(q, view_at(q, font, "/ToUnicode", NULL), &unicode) && unicode.p != NULL)
		load_unicode(f, unicode.p);
	buf_release(&unicode);
	if (qpdf_oh_is_name(q, name))
		strncpy(f->name, qpdf_oh_get_name(q, name) + 1, sizeof(f->name) - 1);
	load_widths(f, q, cid_font);
	return load_program(f, q, cid_font) && good;
}

bool view_fonts_load(struct view_fonts *vf, qpdf_data q, qpdf_oh resources)
{
	qpdf_oh fonts = view_at(q, resources, "/Font", NULL);
	int number = qpdf_oh_get_object_id(q, resources);
	bool good = true;
	unsigned loads;

	if (number != 0 && number == vf->resources)
		return true;
	loads = vf->loads + 1;
	view_fonts_release(vf);
	vf->loads = loads;
	vf->resources = number;
	if (!qpdf_oh_is_dictionary(q, fonts))
		return qpdf_oh_is_dictionary(q, resources);
	qpdf_oh_begin_dict_key_iter(q, fonts);
	while (qpdf_oh_dict_more_keys(q)) {
		const char *key = qpdf_oh_dict_next_key(q);
		struct view_font *f = mem_alloc(sizeof(*f));

		vf->fonts = mem_grow(vf->fonts, vf->n, &vf->cap, sizeof(struct view_font *));
		vf->fonts[vf->n++] = f;
		strncpy(f->key, key + 1, sizeof(f->key) - 1);
	}
	for (size_t i = 0; i < vf->n; i++) {
		char key[sizeof(vf->fonts[i]->key) + 1] = "/";

		strcpy(key + 1, vf->fonts[i]->key);
		good = load_font(vf->fonts[i], q, view_at(q, fonts, key, NULL)) && good;
	}
	return good;
}

void view_fonts_release(struct view_fonts *vf)
{
	for (size_t i = 0; i < vf->n; i++) {
		buf_release(&vf->fonts[i]->texts);
		buf_release(&vf->fonts[i]->program);
		free(vf->fonts[i]);
	}
	free(vf->fonts);
	*vf = (struct view_fonts){0};
}

const char *view_code_text(const struct view_fonts *vf, const struct view_glyph *g, size_t *ret_n)
{
	const struct view_font *f = vf->fonts[g->font];

	*ret_n = f->codes[g->code].n;
	return *ret_n > 0 ? f->texts.p + f->codes[g->code].at : "";
}

double view_code_width(const struct view_fonts *vf, const struct view_glyph *g)
{
	return vf->fonts[g->font]->widths[g->code];
}
