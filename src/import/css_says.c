/* SPDX-License-Identifier: MIT */
/* css_says.c: declarations that hide, strike or move text. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/lu.h"
#include "import/css.h"

struct css_word {
	const char *s;
	size_t n;
};

static bool is_word(struct css_word w, const char *word)
{
	return w.n == strlen(word) && strncasecmp(w.s, word, w.n) == 0;
}

static bool is_one_of(struct css_word w, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is_word(w, *words))
			return true;
	return false;
}

static bool has_word(struct css_word w, const char *word)
{
	size_t m = strlen(word);

	for (size_t i = 0; i + m <= w.n; i++)
		if (strncasecmp(w.s + i, word, m) == 0)
			return true;
	return false;
}

static struct css_word trimmed(const char *s, const char *end)
{
	while (s < end && isspace((unsigned char)*s))
		s++;
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	return (struct css_word){s, (size_t)(end - s)};
}

/* A number and its unit; false: it does not begin with one. */
static bool read_length(struct css_word w, double *ret, struct css_word *ret_unit)
{
	const char *end = w.n > 0 ? num_read(w.s, ret) : NULL;

	if (end == NULL || end > w.s + w.n)
		return false;
	*ret_unit = (struct css_word){end, w.n - (size_t)(end - w.s)};
	return true;
}

/* In about px. */
static double pixels(double v, struct css_word unit)
{
	if (is_word(unit, "pt"))
		return v * 4 / 3;
	if (is_word(unit, "em") || is_word(unit, "rem") || is_word(unit, "ex"))
		return v * 16;
	if (is_word(unit, "%") || is_word(unit, "vw") || is_word(unit, "vh"))
		return v * 10;
	if (is_word(unit, "cm") || is_word(unit, "in"))
		return v * 50;
	return v;
}

/* A shift by less than this is to the eye none. */
static int8_t read_offset(struct css_word w)
{
	enum { FAR = -500 };
	const double least = 1.5;
	struct css_word unit;
	double v;

	if (!read_length(w, &v, &unit))
		return CSS_OTHERWISE;
	v = pixels(v, unit);
	return v <= FAR ? -2 : v <= -least ? -1 : v >= least ? 1 : CSS_OTHERWISE;
}

static int8_t read_font_size(struct css_word w)
{
	static const char *const small[] = {"smaller", "x-small", "xx-small", NULL};
	struct css_word unit;
	double v;

	if (is_one_of(w, small))
		return 2;
	if (!read_length(w, &v, &unit))
		return CSS_OTHERWISE;
	if (v <= 0)
		return 1;
	return (is_word(unit, "em") && v < 1) || (is_word(unit, "%") && v < 100) ? 2
	                                                                         : CSS_OTHERWISE;
}

static bool is_white(struct css_word w)
{
	static const char *const white[] = {"white", "#fff", "#ffffff", "#ffff", "#ffffffff", NULL};
	static const char *const numbers[] = {"255,255,255", "255, 255, 255", "255 255 255"};

	for (size_t i = 0; i < COUNT(numbers); i++)
		if (has_word(w, numbers[i]))
			return true;
	return is_one_of(w, white);
}

static bool is_clear(struct css_word w)
{
	return is_word(w, "transparent") || has_word(w, ",0)") || has_word(w, ", 0)") ||
	       has_word(w, "/ 0)") || has_word(w, "/0)");
}

static int8_t read_color(struct css_word w)
{
	if (is_word(w, "transparent") || (has_word(w, "rgba") && is_clear(w)))
		return 1;
	return is_white(w) ? 2 : CSS_OTHERWISE;
}

static int8_t read_background(struct css_word w)
{
	static const char *const none[] = {"none", "inherit", "initial", "unset", NULL};

	return is_one_of(w, none) || is_white(w) || is_clear(w) ? CSS_OTHERWISE : 1;
}

static int8_t read_align(struct css_word w)
{
	int8_t offset;

	if (is_word(w, "super"))
		return 1;
	if (is_word(w, "sub"))
		return -1;
	if (is_word(w, "top") || is_word(w, "text-top"))
		return 2;
	if (is_word(w, "bottom") || is_word(w, "text-bottom"))
		return -2;
	offset = read_offset(w);
	return offset == 1 ? 1 : offset < 0 ? -1 : CSS_OTHERWISE;
}

/* rect(0 0 0 0), rect(1px, 1px, 1px, 1px), inset(50%) or more. */
static int8_t read_clip(struct css_word w)
{
	const char *s = memchr(w.s, '(', w.n), *end = w.s + w.n;
	bool inset = has_word(w, "inset"), any = false;

	if (s == NULL || !(inset || has_word(w, "rect")))
		return CSS_OTHERWISE;
	for (s++; s < end; s++) {
		struct css_word rest = {s, (size_t)(end - s)}, unit;
		double v;

		if (!isdigit((unsigned char)*s) || !read_length(rest, &v, &unit))
			continue;
		if (inset ? v < 50 : v > 1)
			return CSS_OTHERWISE;
		any = true;
		while (s + 1 < end && (isdigit((unsigned char)s[1]) || s[1] == '.'))
			s++;
	}
	return any ? 1 : CSS_OTHERWISE;
}

/* Nothing, or the single pixel by which pages hide a text from all but screen readers. */
static int8_t read_extent(struct css_word w)
{
	struct css_word unit;
	double v;

	return read_length(w, &v, &unit) && v <= 1 && (v <= 0 || is_word(unit, "px"))
	               ? 1
	               : CSS_OTHERWISE;
}

static int8_t read_position(struct css_word w)
{
	if (is_word(w, "relative"))
		return 1;
	return is_word(w, "absolute") || is_word(w, "fixed") ? 2 : CSS_OTHERWISE;
}

static int8_t read_opacity(struct css_word w)
{
	struct css_word unit;
	double v;

	return read_length(w, &v, &unit) && v <= 0 ? 1 : CSS_OTHERWISE;
}

static int8_t read_value(enum css_property p, struct css_word w)
{
	static const char *const invisible[] = {"hidden", "collapse", NULL};
	static const char *const cut[] = {"hidden", "clip", NULL};

	switch (p) {
	case CSS_DISPLAY:
		return is_word(w, "none") ? 1 : CSS_OTHERWISE;
	case CSS_VISIBILITY:
		return is_one_of(w, invisible) ? 1 : CSS_OTHERWISE;
	case CSS_MSO_HIDE:
		return is_word(w, "all") ? 1 : CSS_OTHERWISE;
	case CSS_FONT_SIZE:
		return read_font_size(w);
	case CSS_OPACITY:
		return read_opacity(w);
	case CSS_COLOR:
		return read_color(w);
	case CSS_BACKGROUND:
		return read_background(w);
	case CSS_LINE:
		return has_word(w, "line-through") ? 1 : CSS_OTHERWISE;
	case CSS_ALIGN:
		return read_align(w);
	case CSS_POSITION:
		return read_position(w);
	case CSS_TOP:
	case CSS_BOTTOM:
	case CSS_LEFT:
	case CSS_RAISE:
	case CSS_INDENT:
		return read_offset(w);
	case CSS_CLIP:
		return read_clip(w);
	case CSS_WIDTH:
	case CSS_HEIGHT:
		return read_extent(w);
	case CSS_OVERFLOW:
		return is_one_of(w, cut) ? 1 : CSS_OTHERWISE;
	case CSS_PROPERTY_N:
		break;
	}
	return CSS_UNSAID;
}

static enum css_property property_of(struct css_word name)
{
	static const struct {
		const char *name;
		enum css_property property;
	} names[] = {{"display", CSS_DISPLAY},
	             {"visibility", CSS_VISIBILITY},
	             {"mso-hide", CSS_MSO_HIDE},
	             {"font-size", CSS_FONT_SIZE},
	             {"opacity", CSS_OPACITY},
	             {"color", CSS_COLOR},
	             {"background", CSS_BACKGROUND},
	             {"background-color", CSS_BACKGROUND},
	             {"background-image", CSS_BACKGROUND},
	             {"text-decoration", CSS_LINE},
	             {"text-decoration-line", CSS_LINE},
	             {"vertical-align", CSS_ALIGN},
	             {"position", CSS_POSITION},
	             {"top", CSS_TOP},
	             {"bottom", CSS_BOTTOM},
	             {"left", CSS_LEFT},
	             {"mso-text-raise", CSS_RAISE},
	             {"clip", CSS_CLIP},
	             {"clip-path", CSS_CLIP},
	             {"text-indent", CSS_INDENT},
	             {"width", CSS_WIDTH},
	             {"max-width", CSS_WIDTH},
	             {"height", CSS_HEIGHT},
	             {"max-height", CSS_HEIGHT},
	             {"overflow", CSS_OVERFLOW}};

	for (size_t i = 0; i < COUNT(names); i++)
		if (is_word(name, names[i].name))
			return names[i].property;
	return CSS_PROPERTY_N;
}

static void read_declaration(struct css_says *says, const char *s, const char *end)
{
	const char *colon = memchr(s, ':', (size_t)(end - s)), *mark;
	struct css_word value;
	enum css_property p;
	bool important;

	p = colon != NULL ? property_of(trimmed(s, colon)) : CSS_PROPERTY_N;
	if (p == CSS_PROPERTY_N)
		return;
	value = trimmed(colon + 1, end);
	mark = memrchr(value.s, '!', value.n);
	important = mark != NULL && has_word(value, "important");
	if (important)
		value = trimmed(value.s, mark);
	if (value.n == 0 || (says->important[p] && !important))
		return;
	says->values[p] = read_value(p, value);
	says->important[p] = important;
	says->any = true;
}

struct css_says css_says_read(const char *text, const char *end)
{
	struct css_says says = {0};

	while (text < end) {
		const char *stop = memchr(text, ';', (size_t)(end - text));

		stop = stop != NULL ? stop : end;
		read_declaration(&says, text, stop);
		text = stop + 1;
	}
	return says;
}
