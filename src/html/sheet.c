/* SPDX-License-Identifier: MIT */
/*
 * sheet.c: the style sheet. Faces, proportions, indents and alignment come from the layout; font
 * sizes from the reader's settings on screen and from the layout in print. Colours are always the
 * reader's, so that dark mode works.
 */
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "html/writer.h"

static bool is_generic(const char *name)
{
	static const char *const names[] = {"serif", "sans-serif", "monospace", "system-ui"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* A CSS string, escaped so that nothing in it ends the string, the rule or the style element. */
static void put_css_string(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (const char *end = s + strlen(s); s < end;) {
		uint32_t cp = utf8_next(&s, end);

		if (cp < 0x20 || cp == 0x7F || (cp < 0x80 && strchr("\"\\<>&", (int)cp) != NULL))
			buf_putf(b, "\\%X ", (unsigned)cp);
		else
			buf_put_utf8(b, cp);
	}
	buf_putc(b, '"');
}

/* NULL if the layout has none. */
static const struct web_families *families_of(const struct style *st, const char *role)
{
	for (size_t i = 0; i < st->web.family_n; i++)
		if (strcmp(st->web.families[i].role, role) == 0 && st->web.families[i].n > 0)
			return &st->web.families[i];
	return NULL;
}

static void put_names(struct buf *b, const struct web_families *f)
{
	for (size_t i = 0; i < f->n; i++) {
		buf_puts(b, i > 0 ? "," : "");
		if (is_generic(f->names[i]))
			buf_puts(b, f->names[i]);
		else
			put_css_string(b, f->names[i]);
	}
}

static void put_family(struct buf *b, const struct style *st, const char *role)
{
	const struct web_families *f = families_of(st, role);

	if (f == NULL)
		return;
	buf_puts(b, "font-family:");
	put_names(b, f);
	buf_putc(b, ';');
}

/* value/of, with three decimals. */
static void put_ratio(struct buf *b, lu value, lu of)
{
	num_put_milli(b, lu_scale(value, 1000, of));
}

static const char *align_name(enum style_align align)
{
	switch (align) {
	case ALIGN_CENTRE:
		return "center";
	case ALIGN_END:
		return "end";
	case ALIGN_JUSTIFY:
		return "justify";
	case ALIGN_START:
		break;
	}
	return "start";
}

/* Line, indent and alignment of a text style. */
static void put_lines(struct buf *b, const struct text_style *ts)
{
	buf_puts(b, "line-height:");
	put_ratio(b, ts->line, ts->size);
	buf_putf(b, ";text-indent:%dem;text-align:%s", ts->indent, align_name(ts->align));
}

static void put_declarations(struct buf *b, const struct style *st, const struct text_style *ts)
{
	put_family(b, st, ts->role);
	put_lines(b, ts);
}

/* The same as a rule, with its size as a share of the body's. */
static void put_rule(struct buf *b, const struct style *st, const char *selector,
                     const struct text_style *ts)
{
	buf_putf(b, ".kanben %s{font-size:", selector);
	put_ratio(b, ts->size, st->body.size);
	buf_puts(b, "em;");
	put_declarations(b, st, ts);
	buf_puts(b, "}\n");
}

/* All text in a table has the same size. */
static void put_table_rule(struct buf *b, const struct style *st, const char *selector,
                           const struct text_style *ts)
{
	buf_putf(b, ".kanben %s{", selector);
	put_declarations(b, st, ts);
	buf_puts(b, "}\n");
}

/*
 * Figures in tables are those of a face whose digits have one width, as in the PDF: in many a
 * Chinese face they have not. It is used for no marks, which would be Latin ones.
 */
static void put_value_rule(struct buf *b, const struct style *st)
{
	const struct web_families *digits = families_of(st, "digits");
	const struct web_families *own = families_of(st, st->table.value.role);

	if (digits == NULL || own == NULL) {
		put_table_rule(b, st, "td", &st->table.value);
		return;
	}
	buf_puts(b, "@font-face{font-family:kb-digits;src:");
	for (size_t i = 0; i < digits->n; i++) {
		buf_puts(b, i > 0 ? ",local(" : "local(");
		put_css_string(b, digits->names[i]);
		buf_putc(b, ')');
	}
	buf_puts(b, ";unicode-range:U+25,U+2B-39}\n.kanben td{font-family:kb-digits,");
	put_names(b, own);
	buf_putc(b, ';');
	put_lines(b, &st->table.value);
	buf_puts(b, "}\n");
}

static const char article_sheet[] =
        ".kanben :is(p,h1,h2,h3,h4,h5){margin:0}\n"
        ".kanben :is(h1,h2,h3,h4,h5){font-weight:bold;font-synthesis:none}\n"
        ".kanben :is(h1,h2,h3,h4,h5,th,caption,nav a){word-break:keep-all}\n"
        ".kanben .kb-fine{display:none}\n"
        ".kanben .kb-title{text-wrap:balance;margin:.5em 0}\n"
        ".kanben header{margin-bottom:1.5em}\n"
        ".kanben .kb-attached p,.kanben .kb-signature p,.kanben .kb-imprint p,.kanben "
        ".kb-draft{text-indent:0;text-align:start}\n"
        ".kanben .kb-run>*{display:inline}\n"
        ".kanben .kb-table{overflow-x:auto;margin:1em 0}\n"
        ".kanben .kb-table:focus-visible{outline:3px solid;outline-offset:2px}\n"
        ".kanben table{border-collapse:collapse;width:100%;font-size:.875em;"
        "font-variant-numeric:tabular-nums;border:2px solid}\n"
        ".kanben caption{padding:.3em 0}\n"
        ".kanben table .kb-unit{display:block;text-align:end;font-weight:normal}\n"
        ".kanben table caption.kb-unit{display:table-caption}\n"
        ".kanben .kb-noted{margin:1em 0}\n"
        ".kanben .kb-noted .kb-table{margin:0 0 .3em}\n"
        ".kanben .kb-noted p{text-indent:0;text-align:start;font-size:.875em}\n"
        ".kanben th,.kanben td{border:1px solid;padding:.3em .25em;vertical-align:middle;"
        "overflow-wrap:normal}\n"
        ".kanben th{font-weight:normal}\n"
        ".kanben th[scope=col]{min-width:calc(2em + 1px)}\n"
        ".kanben th[scope=row]{min-width:calc(4em + 2px)}\n"
        ".kanben .kb-start{text-align:start}\n"
        ".kanben .kb-centre{text-align:center}\n"
        ".kanben .kb-end,.kanben .kb-decimal{text-align:end;font-kerning:none}\n"
        ".kanben [data-kb-rest]::after{content:attr(data-kb-rest);visibility:hidden}\n"
        ".kanben .kb-attached{display:flex;margin:1.5em 0 0 2em}\n"
        ".kanben .kb-attached>p{flex:none}\n"
        ".kanben .kb-attached ul{list-style:none;margin:0;padding:0}\n"
        ".kanben .kb-attached li{display:flex}\n"
        ".kanben .kb-attached span{flex:none}\n"
        ".kanben .kb-signature{width:fit-content;margin:1.5em 2em 0 auto}\n"
        ".kanben .kb-signature .kb-date{margin-left:2em}\n"
        ".kanben .kb-imprint{border:solid;border-width:1px 0;margin-top:2em}\n"
        ".kanben .kb-imprint p{padding:.2em 1em}\n"
        ".kanben .kb-imprint p+p{border-top:1px solid}\n"
        ".kanben .kb-imprint p:last-child{display:flex;justify-content:space-between;gap:1em}\n"
        ".kanben .kb-imprint span+span{flex:none}\n"
        ".kanben .kb-draft{text-align:center;border:2px solid;padding:.3em;margin:0 0 1em}\n";

/* The layout's rules for line breaking that CSS can express (CSS Text 4). */
static void put_line_rules(struct buf *b, const struct style *st)
{
	static const char *const breaks[] = {[STYLE_PROHIBIT_NONE] = "anywhere",
	                                     [STYLE_PROHIBIT_BASIC] = "loose",
	                                     [STYLE_PROHIBIT_GB] = "strict",
	                                     [STYLE_PROHIBIT_STRICT] = "strict"};

	buf_putf(b, ".kanben{line-break:%s;overflow-wrap:anywhere;text-autospace:%s}\n",
	         breaks[st->prohibition], st->autospace > 0 ? "normal" : "no-autospace");
	buf_putf(b, ".kanben table{text-autospace:%s}\n",
	         st->table_autospace > 0 ? "normal" : "no-autospace");
	buf_puts(b, st->tight_marks ? ".kanben{text-spacing-trim:trim-both}\n" : "");
	buf_puts(b, st->hanging ? ".kanben p{hanging-punctuation:allow-end}\n" : "");
}

/*
 * In a narrow window the label columns stay while the figures scroll beneath them. Their widths are
 * fixed, since each has to know those to its left: two characters (“三、”) and three (“（三）”),
 * whose labels become vertical, then five, each with its padding and its rule. Rules belong to
 * cells, as those of a collapsed border would not stay.
 */
static const char narrow_sheet[] =
        "@media screen and (max-width:40em){\n"
        ".kanben .kb-fine{display:inline}\n"
        ".kanben caption{text-align:start}\n"
        /* In view with the unit: no wider than the window without its margins and scroll bar. */
        ".kanben .kb-scrolls caption{position:sticky;left:0;width:calc(100vw - 3rem)}\n"
        ".kanben .kb-table{scroll-snap-type:x proximity}\n"
        ".kanben table{border-collapse:separate;border-spacing:0;border-width:1px 1px 2px 2px;"
        "font-size:.8em}\n"
        ".kanben th,.kanben td{border-width:1px 1px 0 0}\n"
        ".kanben .kb-table :is(.kb-s0,.kb-s1,.kb-s2){position:sticky;left:0;z-index:1;min-width:0;"
        "box-sizing:border-box;background:Canvas;color:CanvasText;overflow-wrap:anywhere}\n";

/* Widths of label columns in ems without padding, by how many there are. */
static const int label_widths[SHEET_LABELS_MAX + 1][SHEET_LABELS_MAX] = {
        [2] = {3, 5}, [3] = {2, 3, 5}};

/*
 * `property:calc(ems of text in n columns)`: with the padding of each column, its rule, and what a
 * browser that draws characters on whole pixels adds to the advances, at most half a pixel each.
 */
static void put_label_length(struct buf *b, const char *property, int ems, int n)
{
	buf_putf(b, "%s:calc(%d.%dem + %d.%dpx)", property, ems + n / 2, n % 2 * 5, n + ems / 2,
	         ems % 2 * 5);
}

/* A single column has the width that it needs, four characters at least. */
static void put_label_rules(struct buf *b)
{
	buf_puts(b, ".kanben .kb-stub1 .kb-s0{min-width:calc(4em + 2px)}\n");
	for (int count = 2; count <= SHEET_LABELS_MAX; count++) {
		int before = 0;

		for (int i = 0; i < count; i++) {
			int width = label_widths[count][i];

			if (i > 0) {
				buf_putf(b, ".kanben .kb-stub%d .kb-s%d{", count, i);
				put_label_length(b, "left", before, i);
				buf_puts(b, "}\n");
			}
			buf_putf(b, ".kanben .kb-stub%d .kb-s%d:not([colspan]){", count, i);
			put_label_length(b, "width", width, 1);
			put_label_length(b, ";min-width", width, 1);
			buf_puts(b, "}\n");
			before += width;
		}
		/* A figure cut by the labels' edge would be read as another one. */
		buf_putf(b, ".kanben .kb-stub%d td{scroll-snap-align:start;", count);
		put_label_length(b, "scroll-margin-left", before, count);
		buf_puts(b, "}\n");
	}
}

static void put_article_narrow(struct buf *b, const struct style *st)
{
	buf_puts(b, narrow_sheet);
	put_label_rules(b);
	if (*st->web.scroll != '\0') {
		buf_puts(b, ".kanben .kb-scrolls::before{display:block;position:sticky;left:0;"
		            "font-size:.8em;content:");
		put_css_string(b, st->web.scroll);
		buf_puts(b, "}\n");
	}
	buf_puts(b, "}\n");
}

/* The sizes of tables that need less than the usual one, and what else keeps columns on the paper.
 */
static void put_fit(struct buf *b, const struct style *st)
{
	for (size_t step = 1; fit_size(st, step) != 0; step++) {
		buf_putf(b, ".kanben .kb-p%zu :is(table,p){font-size:", step);
		lu_put_pt(b, fit_size(st, step));
		buf_puts(b, "pt}\n");
	}
	buf_puts(b, ".kanben .kb-long{overflow-wrap:anywhere;min-width:12em}\n"
	            ".kanben .kb-tight :is(th,td){padding:.2em .1em;min-width:0}\n"
	            ".kanben .kb-broken :is(th,td){word-break:normal;overflow-wrap:anywhere}\n");
}

/*
 * In print: repeated headers, and no page breaks within rows, small groups and parts of tables, or
 * after headings. The label of a larger group is the head of a table as high as its cell, and so it
 * stands again on each page. Room that a page leaves empty counts as part of that height, so where
 * a group ends after few rows the label may be missing; clipping keeps it from standing on one page
 * too many.
 */
static void put_article_print(struct buf *b, const struct style *st)
{
	buf_puts(b, "@media print{\n.kanben{font-size:");
	lu_put_pt(b, st->body.size);
	buf_puts(b, "pt}\n.kanben table{font-size:");
	lu_put_pt(b, st->table.sizes[0]);
	buf_puts(b, "pt}\n"
	            ".kanben .kb-table{overflow:visible}\n"
	            ".kanben .kb-noted .kb-table{break-after:avoid}\n"
	            ".kanben th[scope]{min-width:2em}\n"
	            ".kanben thead{display:table-header-group}\n"
	            /* A row with a spanning label is as tall as the label: it may break. */
	            ".kanben tr:not(:has([rowspan])),.kanben caption{break-inside:avoid}\n"
	            ".kanben tbody:not(:has(tr:nth-child(11))){break-inside:avoid}\n"
	            ".kanben .kb-join{break-before:avoid}\n"
	            ".kanben th[scope=row][rowspan]{vertical-align:top}\n"
	            ".kanben th:has(.kb-again){height:1px;padding-block:0;overflow:clip}\n"
	            ".kanben .kb-again{display:table;height:100%}\n"
	            ".kanben .kb-again>span{display:table-header-group;break-inside:avoid}\n"
	            ".kanben .kb-again>span>span{display:table-cell;padding:.3em 0}\n"
	            ".kanben .kb-again::after{content:\"\";display:table-row-group}\n"
	            ".kanben h1,.kanben h2,.kanben h3,.kanben h4,.kanben h5,.kanben "
	            "caption{break-after:avoid}\n"
	            /* What leads from a heading to a table goes with both. */
	            ".kanben :is(h2,h3,h4,h5)+p:has(+:is(.kb-table,.kb-noted)){break-after:avoid}\n"
	            ".kanben p{orphans:2;widows:2}\n"
	            ".kanben .kb-signature,.kanben .kb-imprint{break-inside:avoid}\n"
	            ".kanben .kb-signature{break-before:avoid}\n");
	put_fit(b, st);
	/* The draft mark on every page, as in the PDF. */
	buf_puts(b, ".kanben .kb-draft{position:fixed;inset:0;z-index:-1;margin:0;border:0;"
	            "display:grid;place-items:center;white-space:nowrap;line-height:1;transform:"
	            "rotate(-45deg);font-size:");
	lu_put_pt(b, st->draft.size);
	buf_putf(b, "pt;color:rgb(%d,%d,%d)}\n}\n", st->draft.gray, st->draft.gray, st->draft.gray);
}

void sheet_put_article(struct buf *b, const struct style *st)
{
	static const char *const levels[STYLE_LEVELS + 1] = {NULL, ".kb-l1", ".kb-l2", ".kb-l3",
	                                                     ".kb-l4"};

	buf_puts(b, ".kanben{");
	put_family(b, st, st->body.role);
	buf_puts(b, "line-height:");
	put_ratio(b, st->body.line, st->body.size);
	buf_putf(b, "}\n.kanben p,.kanben .kb-run{text-indent:%dem;text-align:%s}\n",
	         st->body.indent, align_name(st->body.align));
	buf_puts(b, article_sheet);
	put_line_rules(b, st);
	put_rule(b, st, ".kb-title", &st->title);
	put_rule(b, st, ".kb-revision", &st->revision);
	for (int i = 1; i <= STYLE_LEVELS; i++)
		put_rule(b, st, levels[i], &st->heading[i]);
	put_table_rule(b, st, "caption", &st->table.caption);
	put_table_rule(b, st, ".kb-unit", &st->table.label);
	put_table_rule(b, st, "th", &st->table.head);
	put_table_rule(b, st, "th[scope=row]", &st->table.label);
	put_value_rule(b, st);
	put_article_narrow(b, st);
	put_article_print(b, st);
}

/* A counter style for numbers that a layout writes like "（{n}）". */
static void put_counter_style(struct buf *b, int level, const char *number)
{
	static const char place[] = "{n}";
	const char *hole = strstr(number, place);
	struct buf before = {0};

	buf_put(&before, number, (size_t)(hole - number));
	buf_putf(b, "@counter-style kb-n%d{system:extends decimal;prefix:", level);
	put_css_string(b, before.p);
	buf_puts(b, ";suffix:");
	put_css_string(b, hole + strlen(place));
	buf_puts(b, "}\n");
	buf_release(&before);
}

void sheet_put_lists(struct buf *b, const struct style *st)
{
	static const char *const within[STYLE_LIST_LEVELS] = {"", ".kb-list "};

	buf_puts(b, ".kanben .kb-list{margin:0;padding-inline-start:");
	buf_putf(b, "%dem}\n", st->list.indent + 1);
	for (int i = 0; i < STYLE_LIST_LEVELS; i++) {
		put_counter_style(b, i + 1, st->list.numbers[i]);
		buf_putf(b, ".kanben %sol.kb-list{list-style-type:kb-n%d}\n", within[i], i + 1);
		buf_putf(b, ".kanben %sul.kb-list{list-style-type:", within[i]);
		put_css_string(b, st->list.bullets[i]);
		buf_puts(b, "}\n");
	}
	buf_puts(b, ".kanben .kb-list .kb-list{padding-inline-start:1.5em}\n");
}

static void put_margin(struct buf *b, lu value)
{
	buf_putc(b, ' ');
	lu_put_pt(b, value);
	buf_puts(b, "pt");
}

/* The margins of portrait and landscape pages, from the layout's text area. */
static void put_page_margins(struct buf *b, const struct page_style *p)
{
	lu right = p->width - p->text_left - p->text_width;
	lu bottom = p->height - p->text_top - p->text_height;

	buf_puts(b, "@page{size:");
	put_margin(b, p->width);
	put_margin(b, p->height);
	buf_puts(b, ";margin:");
	put_margin(b, p->text_top);
	put_margin(b, right);
	put_margin(b, bottom);
	put_margin(b, p->text_left);
	buf_puts(b, "}\n@page kb-wide{size:");
	put_margin(b, p->height);
	put_margin(b, p->width);
	buf_puts(b, ";margin:");
	put_margin(b, p->text_left);
	put_margin(b, p->text_top);
	put_margin(b, right);
	put_margin(b, bottom);
	buf_puts(b, "}\n");
}

/* The page number in the layout's wording, on one side. */
static void put_page_number(struct buf *b, const struct style *st, const char *side,
                            const char *corner)
{
	static const char place[] = "{n}";
	const char *number = st->page.number;
	const char *hole = number != NULL ? strstr(number, place) : NULL;
	struct buf before = {0};

	if (hole == NULL)
		return;
	buf_put(&before, number, (size_t)(hole - number));
	buf_putf(b, "@page :%s{@bottom-%s{", side, corner);
	put_family(b, st, st->number.role);
	buf_puts(b, "font-size:");
	lu_put_pt(b, st->number.size);
	buf_puts(b, "pt;content:");
	put_css_string(b, before.n > 0 ? before.p : "");
	buf_puts(b, " counter(page) ");
	put_css_string(b, hole + strlen(place));
	buf_puts(b, "}}\n");
	buf_release(&before);
}

void sheet_put_page(struct buf *b, const struct style *st)
{
	buf_puts(b, ":root{color-scheme:light dark;font-size:112.5%;"
	            "-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
	            "body{margin:0 auto;padding:1rem;max-width:46rem;background:Canvas;"
	            "color:CanvasText}\n"
	            ".kb-skip{position:absolute;left:-999em}\n"
	            ".kb-skip:focus{position:static}\n"
	            "#kb-text:focus{outline:none}\n"
	            ".kanben .kb-pdf{margin:-.75em 0 1.5em;text-indent:0;text-align:end}\n"
	            ".kb-contents{border:solid;border-width:1px 0;margin:0 0 1.5em}\n"
	            ".kb-contents ul{margin:.5em 0;padding:0;list-style:none}\n"
	            ".kb-contents li a{display:block;padding:.2em 0}\n"
	            ".kanben .kb-draft{position:sticky;top:0;z-index:1;background:Canvas}\n"
	            /* A table that needs more room than the text has takes it from the margin. */
	            "@media screen and (min-width:60em){.kanben .kb-table{width:min-content;"
	            "min-width:100%;max-width:calc(50vw + 22rem)}}\n"
	            "@media print{:root{color-scheme:light}body{max-width:none;padding:0}"
	            ".kb-skip,.kb-contents,.kb-pdf{display:none}.kb-wide{page:kb-wide}}\n");
	put_page_margins(b, &st->page);
	put_page_number(b, st, "right", "right");
	put_page_number(b, st, "left", "left");
}
