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

struct reading {
	struct ofdview *v;
	struct ofdview_page *p;
	const char *path; /* of the page's file */
	size_t steps;     /* deltas expanded, as a group may stand for any number */
	double *dx, *dy;  /* of the text being read */
	size_t dx_n, dy_n, dx_cap, dy_cap;
};

static void map(const struct affine *m, double x, double y, double ret[2])
{
	ret[0] = m->a * x + m->c * y + m->e;
	ret[1] = m->b * x + m->d * y + m->f;
}

static bool is_true(const xmlNode *node, const char *name, bool missing)
{
	const char *s = xml_attribute(node, name);

	return s != NULL ? strcmp(s, "true") == 0 || strcmp(s, "1") == 0 : missing;
}

/* A fill's colour, black if it has none (8.3.1, 11.1). */
static void read_color(const xmlNode *node, struct ofdview_object *o)
{
	const xmlNode *fill = xml_child(node, "FillColor");
	const char *value = fill != NULL ? xml_attribute(fill, "Value") : NULL;
	const char *alpha = xml_attribute(node, "Alpha");
	double v[4] = {0};

	o->alpha = 255;
	if (alpha != NULL)
		ofdview_numbers(alpha, &o->alpha, 1);
	if (fill != NULL && (alpha = xml_attribute(fill, "Alpha")) != NULL)
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

static struct affine matrix_of(const xmlNode *node, struct ofdview_object *o)
{
	const char *ctm = xml_attribute(node, "CTM");
	const char *boundary = xml_attribute(node, "Boundary");
	double v[6] = {1, 0, 0, 1, 0, 0};

	if (boundary != NULL)
		ofdview_numbers(boundary, o->box, 4);
	o->own_ctm = ctm != NULL;
	if (ctm != NULL && ofdview_numbers(ctm, v, 6) != 6)
		memcpy(v, (double[6]){1, 0, 0, 1, 0, 0}, sizeof(v));
	return (struct affine){v[0], v[1], v[2], v[3], v[4] + o->box[0], v[5] + o->box[1]};
}

/* ---- text ---- */

/* "g 3 2.5 1" is 2.5 2.5 2.5 1 (11.3): n numbers at *list. At most `most` of them matter. */
static size_t expand(struct reading *r, const char *s, size_t most, double **list, size_t *cap)
{
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
			*list = mem_grow(*list, n, cap, sizeof(**list));
			(*list)[n++] = v[1];
			r->steps++;
		}
	}
	return n;
}

/* How far the next character is if the file does not say so. */
static double usual_step(uint32_t cp, double size)
{
	return cp < 0x2000 ? size / 2 : size;
}

static size_t units_of(const char *s)
{
	const char *end = s + strlen(s);
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
static void read_code(struct reading *r, const xmlNode *code, const struct affine *m, double *pen,
                      struct ofdview_object *o)
{
	static const char *const axes[2] = {"X", "Y"};
	xmlChar *content = xmlNodeGetContent(code);
	const char *s = content != NULL ? (const char *)content : "", *end = s + strlen(s);
	size_t units = units_of(s), at = 0;
	double x, y;

	for (int i = 0; i < 2; i++)
		if (xml_attribute(code, axes[i]) != NULL)
			ofdview_numbers(xml_attribute(code, axes[i]), &pen[i], 1);
	r->dx_n = expand(r, xml_attribute(code, "DeltaX"), units, &r->dx, &r->dx_cap);
	r->dy_n = expand(r, xml_attribute(code, "DeltaY"), units, &r->dy, &r->dy_cap);
	o->even = o->even && (r->dx_n + 1 == units || (units <= 1 && r->dx_n == 0));
	x = pen[0];
	y = pen[1];
	while (s < end && r->p->char_n < OFDVIEW_OBJECTS_MAX * 8) {
		uint32_t cp = utf8_next(&s, end);
		double place[2];

		map(m, x, y, place);
		put_char(r->p, cp, place);
		for (int k = cp > 0xFFFF ? 2 : 1; k > 0; k--, at++) {
			if (at < r->dx_n)
				x += r->dx[at];
			else if (r->dy_n == 0 && k == 1)
				x += usual_step(cp, o->size);
			y += at < r->dy_n ? r->dy[at] : 0;
		}
	}
	xmlFree(content);
}

static void read_text(struct reading *r, const xmlNode *node, struct ofdview_object *o)
{
	struct affine m = matrix_of(node, o);
	const char *size = xml_attribute(node, "Size"), *font = xml_attribute(node, "Font");
	double pen[2] = {0}, length = hypot(m.a, m.b);

	o->font = font != NULL ? (unsigned)strtoul(font, NULL, 10) : 0;
	if (size != NULL)
		ofdview_numbers(size, &o->size, 1);
	o->cosine = length > 0 ? m.a / length : 1;
	o->sine = length > 0 ? -m.b / length : 0;
	o->even = true;
	o->from = r->p->char_n;
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (xml_is(c, "TextCode"))
			read_code(r, c, &m, pen, o);
	o->to = r->p->char_n;
	o->size *= length > 0 ? hypot(m.c, m.d) : 1;
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

static void read_points(struct reading *r, const char *s, const struct affine *m)
{
	struct ofdview_page *p = r->p;

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

static void read_path(struct reading *r, const xmlNode *node, struct ofdview_object *o)
{
	struct affine m = matrix_of(node, o);
	const xmlNode *data = xml_child(node, "AbbreviatedData");
	xmlChar *text = data != NULL ? xmlNodeGetContent(data) : NULL;

	o->filled = is_true(node, "Fill", false);
	o->stroked = is_true(node, "Stroke", true);
	o->path = arena_strdup(&r->p->arena, text != NULL ? (const char *)text : "");
	o->from = r->p->point_n;
	read_points(r, o->path, &m);
	o->to = r->p->point_n;
	xmlFree(text);
}

/* ---- images ---- */

static void read_image(const xmlNode *node, struct ofdview_object *o)
{
	const char *resource = xml_attribute(node, "ResourceID");
	struct affine m = matrix_of(node, o);

	if (!xml_is(node, "ImageObject"))
		return;
	o->kind = OFDVIEW_IMAGE;
	o->image = resource != NULL ? (unsigned)strtoul(resource, NULL, 10) : 0;
	memcpy(o->matrix, (double[6]){m.a, m.b, m.c, m.d, m.e, m.f}, sizeof(o->matrix));
}

/* ---- pages ---- */

static void read_object(struct reading *r, const xmlNode *node, bool visible)
{
	struct ofdview_page *p = r->p;
	const char *id = xml_attribute(node, "ID");
	struct ofdview_object o = {.kind = OFDVIEW_OTHER};

	if (p->object_n == OFDVIEW_OBJECTS_MAX) {
		p->whole = false;
		return;
	}
	o.id = id != NULL ? (unsigned)strtoul(id, NULL, 10) : 0;
	o.hidden = !visible || !is_true(node, "Visible", true);
	read_color(node, &o);
	if (xml_is(node, "TextObject")) {
		o.kind = OFDVIEW_TEXT;
		read_text(r, node, &o);
	} else if (xml_is(node, "PathObject")) {
		o.kind = OFDVIEW_PATH;
		read_path(r, node, &o);
	} else {
		read_image(node, &o);
	}
	p->objects = mem_grow(p->objects, p->object_n, &p->object_cap, sizeof(*p->objects));
	p->objects[p->object_n++] = o;
}

static void read_block(struct reading *r, const xmlNode *block, int depth)
{
	if (depth > OFDVIEW_DEPTH_MAX) {
		r->p->whole = false;
		return;
	}
	for (const xmlNode *c = block->children; c != NULL; c = c->next) {
		if (xml_is(c, "PageBlock") || xml_is(c, "Layer"))
			read_block(r, c, depth + 1);
		else if (xml_is(c, "TextObject") || xml_is(c, "PathObject") ||
		         xml_is(c, "ImageObject") || xml_is(c, "CompositeObject"))
			read_object(r, c, /*visible*/ true);
	}
}

static const char *template_path(const struct ofdview *v, const xmlNode *node)
{
	const char *id = xml_attribute(node, "TemplateID");

	return ofdview_template(v, id != NULL ? (unsigned)strtoul(id, NULL, 10) : 0);
}

static bool read_file(struct reading *r, const char *path, bool with_templates)
{
	xmlDoc *tree = ofdview_tree(r->v, path);
	const xmlNode *root, *box, *content;
	bool good = tree != NULL;

	if (!good)
		return false;
	root = xmlDocGetRootElement(tree);
	for (const xmlNode *c = root->children; with_templates && c != NULL && good; c = c->next) {
		const char *other = xml_is(c, "Template") ? template_path(r->v, c) : NULL;

		if (other != NULL) {
			good = read_file(r, other, false);
			r->p->template_n++;
		}
	}
	if (with_templates && r->p->look != NULL)
		r->p->look(r->p->context, root);
	box = xml_child(xml_child(root, "Area"), "PhysicalBox");
	if (box != NULL && with_templates)
		ofdview_numbers(ofdview_text_of(r->v, box), r->p->area, 4);
	content = xml_child(root, "Content");
	if (content != NULL)
		read_block(r, content, 0);
	xmlFreeDoc(tree);
	return good;
}

bool ofdview_read_page(struct ofdview *v, size_t n, struct ofdview_page *p)
{
	struct reading r = {.v = v, .p = p, .path = v->pages[n].path};
	bool good;

	arena_reset(&p->arena);
	p->object_n = p->char_n = p->point_n = p->template_n = 0;
	p->whole = true;
	memcpy(p->area, v->area, sizeof(p->area));
	good = read_file(&r, v->pages[n].path, true);
	free(r.dx);
	free(r.dy);
	return good;
}

void ofdview_page_release(struct ofdview_page *p)
{
	arena_release(&p->arena);
	free(p->objects);
	free(p->chars);
	free(p->points);
	*p = (struct ofdview_page){0};
}
