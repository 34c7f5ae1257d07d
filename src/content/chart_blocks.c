/* SPDX-License-Identifier: MIT */
/* chart_blocks.c: charts, with the figures that they point to. */
#include "base/unicode.h"
#include "check/check.h"
#include "content/content_builder.h"

static struct content_figure find_figure(struct content_builder *b, const char *pointer)
{
	struct content_figure f = {.blank = true};
	const char *text;
	struct dec value;

	if (chart_value(b->in->report->report, pointer, &value, &text) != CHART_NUMBER)
		return f;
	f.blank = false;
	f.milli = dec_milli(value);
	f.text = compose_words(b->arena, text);
	return f;
}

/* "caption: label figure, label figure; …": the marks are those of figures, of no language. */
static const char *state_figures(struct content_builder *b, const struct content_chart *c)
{
	struct buf alt = {0};

	if (c->caption.len > 0)
		buf_putf(&alt, "%s: ", c->caption.text);
	for (size_t i = 0; i < c->row_n; i++) {
		buf_putf(&alt, "%s%s", i > 0 ? "; " : "", c->labels[i].text);
		for (size_t k = 0; k < c->column_n; k++) {
			const struct content_figure *f = &c->figures[i * c->column_n + k];

			buf_putf(&alt, "%s %s%s%s", k > 0 ? "," : "", c->columns[k].text,
			         c->columns[k].len > 0 ? " " : "", f->blank ? "/" : f->text.text);
		}
	}
	return unicode_one_line(b->arena, buf_to_arena(b->arena, &alt));
}

void builder_add_chart(struct content_builder *b, const struct report_chart *chart)
{
	struct content_chart c = {.kind = chart->kind, .row_n = chart->row_n, .at = chart->at};
	struct content_text *labels, *columns;
	struct content_figure *figures;
	struct content_chart *own = arena_new(b->arena, struct content_chart);

	c.column_n = chart->columns.n > 0 ? chart->columns.n : 1;
	c.labels = labels = arena_array(b->arena, struct content_text, c.row_n);
	c.columns = columns = arena_array(b->arena, struct content_text, c.column_n);
	c.figures = figures = arena_array(b->arena, struct content_figure, c.row_n * c.column_n);
	columns[0] = compose_words(b->arena, "");
	for (size_t k = 0; k < chart->columns.n; k++)
		columns[k] = compose_own(b->arena, &chart->columns.lines[k]);
	for (size_t i = 0; i < c.row_n; i++) {
		labels[i] = compose_own(b->arena, &chart->rows[i].text);
		for (size_t k = 0; k < c.column_n; k++)
			figures[i * c.column_n + k] =
			        k < chart->rows[i].n ? find_figure(b, chart->rows[i].of[k].text)
			                             : (struct content_figure){.blank = true};
	}
	if (chart->caption.text != NULL)
		c.caption = compose_own(b->arena, &chart->caption);
	c.alt = chart->alt.text != NULL ? unicode_one_line(b->arena, chart->alt.text)
	                                : state_figures(b, &c);
	*own = c;
	builder_add(b, CONTENT_CHART)->u.chart = own;
}
