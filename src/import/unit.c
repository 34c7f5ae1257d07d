/* SPDX-License-Identifier: MIT */
#include "import/unit.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "import/norm.h"

/* A part of a text between stops and brackets, without its blanks. */
struct token {
	const uint32_t *cps;
	size_t n;
	bool behind_label;
	bool bracketed;
};

struct unit unit_none(void)
{
	return (struct unit){.money = NO_POWER};
}

/* A word of the layout as norm_text reads it, without its last stop. */
struct unit_word {
	uint32_t cps[16];
	size_t n;
};

static struct unit_word word_of(const char *text)
{
	const char *end = text + strlen(text);
	struct unit_word w = {.n = 0};

	while (text < end && w.n < COUNT(w.cps)) {
		uint32_t cp = norm_char(utf8_next(&text, end));

		if (cp != 0)
			w.cps[w.n++] = cp;
	}
	while (w.n > 1 && w.cps[w.n - 1] == '.')
		w.n--;
	return w;
}

struct unit_list {
	const struct form_texts *texts;
	struct unit_word *words; /* of each */
};

struct unit_words {
	struct unit_list labels, counters, money;
};

static struct unit_list list_of(struct arena *a, const struct form_texts *texts)
{
	struct unit_list list = {texts, arena_array(a, struct unit_word, texts->n)};

	for (size_t i = 0; i < texts->n; i++)
		list.words[i] = word_of(texts->texts[i]);
	return list;
}

const struct unit_words *unit_words_read(struct arena *a, const struct form *form)
{
	struct unit_words *words = arena_new(a, struct unit_words);

	words->labels = list_of(a, &form->recognise.units);
	words->counters = list_of(a, &form->recognise.counters);
	words->money = list_of(a, &form->recognise.money);
	return words;
}

bool unit_is_named(const struct unit *u)
{
	return u->money != NO_POWER || u->scaled || u->counter != NULL;
}

static bool ends_with(const struct token *t, const struct unit_word *end)
{
	return end->n > 0 && end->n <= t->n &&
	       memcmp(t->cps + t->n - end->n, end->cps, end->n * sizeof(*end->cps)) == 0;
}

static bool is_exactly(const struct token *t, const struct unit_word *text)
{
	return t->n == text->n && ends_with(t, text);
}

/* norm_text drops the stop that a label ends in. */
static bool is_label(const struct unit_words *words, const struct token *t)
{
	for (size_t i = 0; i < words->labels.texts->n; i++)
		if (ends_with(t, &words->labels.words[i]))
			return true;
	return false;
}

/* Without a label that it begins with and a colon was forgotten behind. */
static struct token without_label(const struct unit_words *words, const struct token *t)
{
	for (size_t i = 0; i < words->labels.texts->n; i++) {
		const struct unit_word *label = &words->labels.words[i];

		if (label->n < t->n && memcmp(t->cps, label->cps, label->n * sizeof(*t->cps)) == 0)
			return (struct token){t->cps + label->n, t->n - label->n, true,
			                      t->bracketed};
	}
	return *t;
}

static bool is_counter(const struct unit_words *words, const struct token *t)
{
	for (size_t i = 0; i < words->counters.texts->n; i++)
		if (is_exactly(t, &words->counters.words[i]))
			return true;
	return false;
}

/* A counter behind what the larger units of money have before the first one: "ten thousand items".
 */
static bool is_scaled(const struct unit_words *words, const struct token *t)
{
	const struct unit_list *money = &words->money;

	for (size_t i = 1; i < money->texts->n; i++) {
		const struct unit_word *one = &money->words[0], *many = &money->words[i];
		size_t n = many->n > one->n ? many->n - one->n : 0;
		struct token rest = {t->cps + n, t->n > n ? t->n - n : 0, false, false};

		if (n > 0 && n < t->n && memcmp(t->cps, many->cps, n * sizeof(*t->cps)) == 0 &&
		    is_counter(words, &rest))
			return true;
	}
	return false;
}

static const char *token_text(struct arena *a, const struct token *t)
{
	struct buf b = {0};

	for (size_t i = 0; i < t->n; i++)
		buf_put_utf8(&b, t->cps[i]);
	return buf_to_arena(a, &b);
}

static struct unit token_unit(struct arena *a, const struct unit_words *words,
                              const struct token *whole)
{
	const struct unit_list *money = &words->money;
	struct token bare = without_label(words, whole), *t = &bare;
	struct unit u = unit_none();

	for (size_t i = 0; i < money->texts->n; i++) {
		const struct unit_word *one = &money->words[i];

		if (is_exactly(t, one))
			return (struct unit){.money = (int)i, .text = money->texts->texts[i]};
		/* Of a currency, which the layout does not know. */
		if (i == 0 && (t->behind_label || t->bracketed) && ends_with(t, one))
			u = (struct unit){.money = OTHER_POWER, .text = token_text(a, t)};
	}
	if (u.money == NO_POWER && is_scaled(words, t))
		u = (struct unit){.money = NO_POWER, .text = token_text(a, t), .scaled = true};
	if ((t->behind_label || t->bracketed) && is_counter(words, t))
		u.counter = token_text(a, t);
	return u;
}

struct unit unit_join(const struct unit *one, const struct unit *other)
{
	struct unit u = one->money != NO_POWER ? *one : *other;
	const char *counter = one->counter != NULL ? one->counter : other->counter;
	bool labelled = one->labelled || other->labelled;

	if (one->money != NO_POWER && other->money != NO_POWER && one->money != other->money) {
		u.money = OTHER_POWER;
		u.other = other->text;
	} else if (one->money == NO_POWER && other->money == NO_POWER && one->scaled) {
		u = *one;
	}
	u.labelled = labelled;
	u.counter = counter;
	return u;
}

static bool ends_token(uint32_t cp)
{
	return cp == '.' || cp == '/' || cp == '(' || cp == ')';
}

struct unit unit_read(struct arena *a, const struct unit_words *words, const char *text)
{
	struct norm_room room;
	struct norm all = norm_in(&room, text != NULL ? text : "", NULL);
	struct unit u = unit_none();
	bool label = false;
	char before = '\0';

	for (size_t first = 0, end; first < all.n; first = end + 1) {
		struct token t = {all.cps + first, 0, label, before == '('};
		struct unit more = unit_none();

		for (end = first; end < all.n && !ends_token(all.cps[end]);)
			end++;
		t.n = end - first;
		if (first > 0 && t.n > 0)
			more = token_unit(a, words, &t);
		label = is_label(words, &t);
		more.labelled = label;
		u = unit_join(&u, &more);
		before = end < all.n ? (char)all.cps[end] : '\0';
	}
	return u;
}
