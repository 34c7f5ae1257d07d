/* SPDX-License-Identifier: MIT */
/* objects.c: what is on a page (GB/T 33190, 7.7, 8.5, 9, 11). */
#include "ofdview/ofdview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* From coordinates of an object to the page: x' = ax + cy + e, y' = bx + dy + f. */
struct affine {
	double a, b, c, d, e, f;
};

/* The element whose children come now. What is in others is left out. */
enum ofd_reading {
	OUTSIDE,
	PAGE,
	AREA,
	BOX,
	BLOCK, /* Content, a layer or a block of one */
	OBJECT,
	CODE,
	DATA
};

struct reading {
	struct ofdview *v;
	struct ofdview_page *p;
	bool of_page; /* its own file, not one of its templates */
	bool good;
	enum ofd_reading place;
	size_t left_out; /* elements open that are left out */
	int blocks;      /* that are open, in Content */
	bool has_area, has_box, has_content, has_fill, has_data; /* the first one counts */
	struct ofdview_object o;                                 /* being read */
	struct affine m;                                         /* its */
	double pen[2];       /* where its next character is, if nothing says so */
	struct buf text;     /* of what is read */
	struct buf delta[2]; /* DeltaX and DeltaY of the TextCode being read */
	double *step[2];     /* what they say */
	size_t step_n[2], step_cap[2];
};

static void map(const struct affine *m, double x, double y, double ret[2])
{
	ret[0] = m->a * x + m->c * y + m->e;
	ret[1] = m->b * x + m->d * y + m->f;
}

static bool is_true(const struct xml_element *e, const char *name, bool missing)
{
	const char *s = xml_value(e, name);

	return s != NULL ? strcmp(s, "true") == 0 || strcmp(s, "1") == 0 : missing;
}

/* The colour of a FillColor, black if it says none (8.3.1, 11.1). */
static void read_color(const struct xml_element *fill, struct ofdview_object *o)
{
	const char *value = xml_value(fill, "Value"), *alpha = xml_value(fill, "Alpha");
	double v[4] = {0};

	if (alpha != NULL)
		ofdview_numbers(alpha, &o->alpha, 1);
	switch (value != NULL ? ofdview_numbers(value, v, 4) : 0) {
	case 1:
		o->rgb[0] = o->rgb[1] = o->rgb[2] = v[0];
		break;
	case 3:
		memcpy(o->rgb, v, sizeof(o->rgb));
		break;
	case 4: /* CMYK */
		for (int i = 0; i < 3; i++)
			o->rgb[i] = 255 - fmin(255, v[i] + v[3]);
		break;
	default:
		break;
	}
}

static struct affine matrix_of(const struct xml_element *e, struct ofdview_object *o)
{
	const char *ctm = xml_value(e, "CTM"), *boundary = xml_value(e, "Boundary");
	double v[6] = {1, 0, 0, 1, 0, 0};

	if (boundary != NULL)
		ofdview_numbers(boundary, o->box, 4);
	o->own_ctm = ctm != NULL;
	if (ctm != NULL && ofdview_numbers(ctm, v, 6) != 6)
		memcpy(v, (double[6]){1, 0, 0, 1, 0, 0}, sizeof(v));
	return (struct affine){v[0], v[1], v[2], v[3], v[4] + o->box[0], v[5] + o->box[1]};
}

/* ---- text ---- */

/* "g 3 2.5 1" is 2.5 2.5 2.5 1 (11.3): the steps along an axis. At most `most` of them matter. */
static void expand(struct reading *r, int axis, size_t most)
{
	const char *s = r->delta[axis].n > 0 ? r->delta[axis].p : NULL;
	size_t n = 0;

	while (s != NULL && n < most) {
		double v[2] = {1, 0};

		s += strspn(s, " \t\r\n");
		if (*s == 'g' || *s == 'G') {
			if (ofdview_numbers(s + 1, v, 2) != 2)
				break;
			s += 1 + strspn(s + 1, " \t\r\n");
			s += strcspn(s, " \t\r\n");
			s += strspn(s, " \t\r\n");
		} else {
			v[0] = 1;
			if (ofdview_numbers(s, &v[1], 1) != 1)
				break;
		}
		s += strcspn(s, " \t\r\n");
		for (double k = 0; k < v[0] && n < most; k++) {
			r->step[axis] = mem_grow(r->step[axis], n, &r->step_cap[axis],
			                         sizeof(*r->step[axis]));
			r->step[axis][n++] = v[1];
		}
	}
	r->step_n[axis] = n;
}

/* How far the next character is if the file does not say so. */
static double usual_step(uint32_t cp, double size)
{
	return cp < 0x2000 ? size / 2 : size;
}

static size_t units_of(const char *s, const char *end)
{
	size_t n = 0;

	while (s < end)
		n += utf8_next(&s, end) > 0xFFFF ? 2 : 1;
	return n;
}

static void put_char(struct ofdview_page *p, uint32_t cp, const double at[2])
{
	p->chars = mem_grow(p->chars, p->char_n, &p->char_cap, sizeof(*p->chars));
	p->chars[p->char_n++] = (struct ofdview_char){cp, at[0], at[1]};
}

/* A TextCode: its place is that of the last one where it says nothing. */
static void begin_code(struct reading *r, const struct xml_element *e)
{
	static const char *const places[] = {"X", "Y"}, *const deltas[] = {"DeltaX", "DeltaY"};

	for (int i = 0; i < 2; i++) {
		const char *place = xml_value(e, places[i]), *delta = xml_value(e, deltas[i]);

		if (place != NULL)
			ofdview_numbers(place, &r->pen[i], 1);
		buf_clear(&r->delta[i]);
		if (delta != NULL)
			buf_puts(&r->delta[i], delta);
	}
}

static void end_code(struct reading *r)
{
	const char *s = r->text.n > 0 ? r->text.p : "", *end = s + r->text.n;
	size_t units = units_of(s, end), at = 0;
	double x = r->pen[0], y = r->pen[1];

	expand(r, 0, units);
	expand(r, 1, units);
	r->o.even = r->o.even && (r->step_n[0] + 1 == units || (units <= 1 && r->step_n[0] == 0));
	while (s < end && r->p->char_n < OFDVIEW_OBJECTS_MAX * 8) {
		uint32_t cp = utf8_next(&s, end);
		double place[2];

		map(&r->m, x, y, place);
		put_char(r->p, cp, place);
		for (int k = cp > 0xFFFF ? 2 : 1; k > 0; k--, at++) {
			if (at < r->step_n[0])
				x += r->step[0][at];
			else if (r->step_n[1] == 0 && k == 1)
				x += usual_step(cp, r->o.size);
			y += at < r->step_n[1] ? r->step[1][at] : 0;
		}
	}
}

static void begin_text(struct reading *r, const struct xml_element *e)
{
	const char *size = xml_value(e, "Size"), *font = xml_value(e, "Font");
	double length = hypot(r->m.a, r->m.b);

	r->o.kind = OFDVIEW_TEXT;
	r->o.font = font != NULL ? (unsigned)strtoul(font, NULL, 10) : 0;
	if (size != NULL)
		ofdview_numbers(size, &r->o.size, 1);
	r->o.cosine = length > 0 ? r->m.a / length : 1;
	r->o.sine = length > 0 ? -r->m.b / length : 0;
	r->o.even = true;
	r->o.from = r->p->char_n;
	r->pen[0] = r->pen[1] = 0;
}

static void end_text(struct reading *r)
{
	r->o.to = r->p->char_n;
	r->o.size *= hypot(r->m.a, r->m.b) > 0 ? hypot(r->m.c, r->m.d) : 1;
}

/* ---- paths ---- */

/* How many numbers follow an operator (9.1, table 35); of an arc the last two are a point. */
static int operands_of(char op)
{
	switch (op) {
	case 'S':
	case 'M':
	case 'L':
		return 2;
	case 'Q':
		return 4;
	case 'B':
		return 6;
	case 'A':
		return 7;
	default:
		return 0;
	}
}

static void read_points(struct ofdview_page *p, const char *s, const struct affine *m)
{
	while (*s != '\0' && p->point_n < OFDVIEW_OBJECTS_MAX * 8) {
		char op = *s++;
		int n = operands_of(op);
		double v[7];

		if (n == 0)
			continue;
		if (ofdview_numbers(s, v, (size_t)n) != (size_t)n)
			return;
		for (int i = op == 'A' ? 5 : 0; i + 1 < n; i += 2) {
			p->points =
			        mem_grow(p->points, p->point_n, &p->point_cap, sizeof(*p->points));
			map(m, v[i], v[i + 1], p->points[p->point_n++]);
		}
	}
}

static void begin_path(struct reading *r, const struct xml_element *e)
{
	r->o.kind = OFDVIEW_PATH;
	r->o.filled = is_true(e, "Fill", false);
	r->o.stroked = is_true(e, "Stroke", true);
	r->o.path = "";
	r->o.from = r->o.to = r->p->point_n;
}

static void end_data(struct reading *r)
{
	r->o.path = arena_strdup(&r->p->arena, r->text.n > 0 ? r->text.p : "");
	read_points(r->p, r->o.path, &r->m);
	r->o.to = r->p->point_n;
}

/* ---- objects ---- */

static void begin_image(struct reading *r, const struct xml_element *e)
{
	const char *resource = xml_value(e, "ResourceID");

	r->o.kind = OFDVIEW_IMAGE;
	r->o.image = resource != NULL ? (unsigned)strtoul(resource, NULL, 10) : 0;
	memcpy(r->o.matrix, (double[6]){r->m.a, r->m.b, r->m.c, r->m.d, r->m.e, r->m.f},
	       sizeof(r->o.matrix));
}

static void begin_object(struct reading *r, const struct xml_element *e)
{
	const char *id = xml_value(e, "ID"), *alpha = xml_value(e, "Alpha");

	r->o = (struct ofdview_object){.kind = OFDVIEW_OTHER, .alpha = 255};
	r->o.id = id != NULL ? (unsigned)strtoul(id, NULL, 10) : 0;
	r->o.hidden = !is_true(e, "Visible", true);
	if (alpha != NULL)
		ofdview_numbers(alpha, &r->o.alpha, 1);
	r->has_fill = r->has_data = false;
	r->m = matrix_of(e, &r->o);
	if (strcmp(e->name, "TextObject") == 0)
		begin_text(r, e);
	else if (strcmp(e->name, "PathObject") == 0)
		begin_path(r, e);
	else if (strcmp(e->name, "ImageObject") == 0)
		begin_image(r, e);
}

static void end_object(struct reading *r)
{
	struct ofdview_page *p = r->p;

	if (r->o.kind == OFDVIEW_TEXT)
		end_text(r);
	p->objects = mem_grow(p->objects, p->object_n, &p->object_cap, sizeof(*p->objects));
	p->objects[p->object_n++] = r->o;
}

/* ---- pages ---- */

/* Whether this is the first of its kind, which counts. */
static bool is_first(bool *seen)
{
	bool first = !*seen;

	*seen = true;
	return first;
}

static bool read_file(struct ofdview *v, struct ofdview_page *p, const char *path, bool of_page);

/* What a page's template shows comes before its own objects. */
static void read_template(struct reading *r, const struct xml_element *e)
{
	const char *id = xml_value(e, "TemplateID");
	const char *path = ofdview_template(r->v, id != NULL ? (unsigned)strtoul(id, NULL, 10) : 0);

	if (!r->of_page || path == NULL)
		return;
	r->good = read_file(r->v, r->p, path, /*of_page*/ false);
	r->p->template_n++;
}

static enum ofd_reading begin_in_page(struct reading *r, const struct xml_element *e)
{
	if (strcmp(e->name, "Content") == 0 && is_first(&r->has_content)) {
		r->blocks = 0;
		return BLOCK;
	}
	if (strcmp(e->name, "Area") == 0 && is_first(&r->has_area))
		return AREA;
	if (strcmp(e->name, "Template") == 0)
		read_template(r, e);
	return OUTSIDE;
}

static enum ofd_reading begin_in_block(struct reading *r, const struct xml_element *e)
{
	bool block = strcmp(e->name, "PageBlock") == 0 || strcmp(e->name, "Layer") == 0;

	if (block && r->blocks < OFDVIEW_DEPTH_MAX) {
		r->blocks++;
		return BLOCK;
	}
	if (!block && strcmp(e->name, "TextObject") != 0 && strcmp(e->name, "PathObject") != 0 &&
	    strcmp(e->name, "ImageObject") != 0 && strcmp(e->name, "CompositeObject") != 0)
		return OUTSIDE;
	if (block || r->p->object_n == OFDVIEW_OBJECTS_MAX) {
		r->p->whole = false;
		return OUTSIDE;
	}
	begin_object(r, e);
	return OBJECT;
}

static enum ofd_reading begin_in_object(struct reading *r, const struct xml_element *e)
{
	if (strcmp(e->name, "FillColor") == 0 && is_first(&r->has_fill)) {
		read_color(e, &r->o);
	} else if (r->o.kind == OFDVIEW_TEXT && strcmp(e->name, "TextCode") == 0) {
		begin_code(r, e);
		return CODE;
	} else if (r->o.kind == OFDVIEW_PATH && strcmp(e->name, "AbbreviatedData") == 0 &&
	           is_first(&r->has_data)) {
		return DATA;
	}
	return OUTSIDE;
}

/* The place that an element is, OUTSIDE: it is left out. */
static enum ofd_reading begin_in(struct reading *r, const struct xml_element *e)
{
	switch (r->place) {
	case OUTSIDE:
		return PAGE;
	case PAGE:
		return begin_in_page(r, e);
	case AREA:
		return strcmp(e->name, "PhysicalBox") == 0 && is_first(&r->has_box) ? BOX : OUTSIDE;
	case BLOCK:
		return begin_in_block(r, e);
	case OBJECT:
		return begin_in_object(r, e);
	case BOX:
	case CODE:
	case DATA:
		break;
	}
	return OUTSIDE;
}

static void begin_element(void *context, const struct xml_element *e)
{
	struct reading *r = context;
	enum ofd_reading place;

	if (r->of_page && r->p->look != NULL)
		r->p->look(r->p->context, e);
	place = r->good && r->left_out == 0 ? begin_in(r, e) : OUTSIDE;
	if (place == OUTSIDE) {
		r->left_out++;
	} else {
		r->place = place;
		buf_clear(&r->text);
	}
}

static void end_element(void *context, const char *name)
{
	static const enum ofd_reading around[] = {
	        [OUTSIDE] = OUTSIDE, [PAGE] = OUTSIDE, [AREA] = PAGE,   [BOX] = AREA,
	        [BLOCK] = PAGE,      [OBJECT] = BLOCK, [CODE] = OBJECT, [DATA] = OBJECT};
	struct reading *r = context;

	(void)name;
	if (r->left_out > 0) {
		r->left_out--;
		return;
	}
	if (r->place == BLOCK && r->blocks > 0) {
		r->blocks--;
		return;
	}
	if (r->place == BOX && r->of_page && r->text.n > 0)
		ofdview_numbers(r->text.p, r->p->area, 4);
	else if (r->place == CODE)
		end_code(r);
	else if (r->place == DATA)
		end_data(r);
	else if (r->place == OBJECT)
		end_object(r);
	r->place = around[r->place];
}

static void take_text(void *context, const char *s, size_t n)
{
	struct reading *r = context;

	if (r->place == BOX || r->place == CODE || r->place == DATA)
		buf_put(&r->text, s, n);
}

static bool read_file(struct ofdview *v, struct ofdview_page *p, const char *path, bool of_page)
{
	struct reading r = {.v = v, .p = p, .of_page = of_page, .good = true};
	const struct xml_handler handler = {begin_element, end_element, take_text, &r};
	bool read = ofdview_walk(v, path, &handler);

	for (int i = 0; i < 2; i++) {
		buf_release(&r.delta[i]);
		free(r.step[i]);
	}
	buf_release(&r.text);
	return read && r.good;
}

bool ofdview_read_page(struct ofdview *v, size_t n, struct ofdview_page *p)
{
	arena_reset(&p->arena);
	p->object_n = p->char_n = p->point_n = p->template_n = 0;
	p->whole = true;
	memcpy(p->area, v->area, sizeof(p->area));
	return read_file(v, p, v->pages[n].path, /*of_page*/ true);
}

void ofdview_page_release(struct ofdview_page *p)
{
	arena_release(&p->arena);
	free(p->objects);
	free(p->chars);
	free(p->points);
	*p = (struct ofdview_page){0};
}
