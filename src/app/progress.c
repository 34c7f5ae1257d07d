/* SPDX-License-Identifier: MIT */
#include "app/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "app/language.h"
#include "base/tr.h"
#include "base/utf8.h"

/* Milliseconds. */
enum {
	FIRST_DRAWN = 300,
	DRAWN_AGAIN = 100,
	STILL_THERE = 1000, /* redrawn after this time even if no report was finished */
	LINE_EVERY = 10000,
	SAMPLE_EVERY = 2000,
	RATE_FROM = 1000 /* no rate is shown for shorter runs */
};

enum { BAR_MIN = 10, BAR_MAX = 40, COLUMNS = 80 };

/* `due` if nothing is ever shown. */
#define NEVER INT64_MAX

/* Erases the current line: ECMA-48, 8.3.41. */
#define ERASE "\r\033[K"

static bool is_terminal(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && term != NULL && *term != '\0' && strcmp(term, "dumb") != 0;
}

void progress_start(struct progress *p, size_t total, bool always)
{
	*p = (struct progress){.total = total, .always = always, .terminal = is_terminal()};
	p->start = p->last = worker_clock();
	p->due = p->start + (p->terminal ? FIRST_DRAWN : LINE_EVERY);
	if (p->terminal)
		language_know_characters(); /* for put_columns */
	if (total < 2)
		p->due = NEVER;
	p->samples[p->sample_n++].at = p->start;
}

/* On a terminal the line is redrawn as soon as the shortest interval allows. */
static void hurry(struct progress *p)
{
	if (p->terminal && p->told && p->due > p->last + DRAWN_AGAIN)
		p->due = p->last + DRAWN_AGAIN;
}

void progress_count(struct progress *p, enum outcome outcome, enum exit_code code)
{
	long long now = worker_clock();

	p->done++;
	p->counts[outcome]++;
	p->failed += code != EXIT_WELL;
	if (now - p->samples[(p->sample_n - 1) % PROGRESS_SAMPLES].at >= SAMPLE_EVERY) {
		p->samples[p->sample_n % PROGRESS_SAMPLES].at = now;
		p->samples[p->sample_n % PROGRESS_SAMPLES].done = p->done;
		p->sample_n++;
	}
	hurry(p);
}

/* ---- figures ---- */

/* n things in `ms` milliseconds as a number per second: "6.4", "150" */
static void put_rate(struct buf *b, size_t n, long long ms)
{
	unsigned long long tenths = n * 10000ULL / (unsigned long long)(ms > 0 ? ms : 1);

	if (tenths < 1000)
		buf_putf(b, "%llu.%llu", tenths / 10, tenths % 10);
	else
		buf_putf(b, "%llu", (tenths + 5) / 10);
}

/* "5:20", "1:05:20" */
static void put_time(struct buf *b, long long ms)
{
	long long s = (ms + 500) / 1000;

	if (s >= 3600)
		buf_putf(b, "%lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60);
	else
		buf_putf(b, "%lld:%02lld", s / 60, s % 60);
}

struct pace {
	struct buf rate, left;
};

static void measure_pace(const struct progress *p, struct pace *ret)
{
	size_t oldest = p->sample_n > PROGRESS_SAMPLES ? p->sample_n : 0;
	long long at = p->samples[oldest % PROGRESS_SAMPLES].at, took = worker_clock() - at;
	size_t n = p->done - p->samples[oldest % PROGRESS_SAMPLES].done;

	*ret = (struct pace){0};
	put_rate(&ret->rate, n, took);
	if (n > 0)
		put_time(&ret->left, took * (long long)(p->total - p->done) / (long long)n);
	else
		buf_puts(&ret->left, "-:--");
}

static void release_pace(struct pace *pace)
{
	buf_release(&pace->rate);
	buf_release(&pace->left);
}

/* ---- a terminal's line ---- */

static int terminal_columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
	                                                                       : COLUMNS;
}

/* Appends as much of the text as fits into `most` columns; returns its width. */
static int put_columns(struct buf *b, const char *s, int most)
{
	const char *end = s + strlen(s), *next = s;
	int width = 0;

	for (; s < end; s = next) {
		int w = wcwidth((wchar_t)utf8_next(&next, end));

		if (w < 0 || width + w > most)
			break;
		width += w;
		buf_put(b, s, (size_t)(next - s));
	}
	return width;
}

static void put_bar(struct buf *b, int width, size_t done, size_t total)
{
	int full = (int)((unsigned long long)done * (unsigned)width / total);

	buf_putc(b, '[');
	for (int i = 0; i < width; i++)
		buf_putc(b, i < full ? '=' : ' ');
	buf_puts(b, "] ");
}

static void draw(const struct progress *p)
{
	/* The last column stays free: a character in it may wrap the line. */
	int most = terminal_columns() - 1, bar;
	struct buf text = {0}, cut = {0}, line = {0};
	struct pace pace;

	measure_pace(p, &pace);
	buf_putf(&text, _("%zu/%zu, %u%%, %s/s, %s left, %zu failed"), p->done, p->total,
	         (unsigned)(p->done * 100ULL / p->total), pace.rate.p, pace.left.p, p->failed);
	bar = most - put_columns(&cut, text.p, most) - (int)strlen("[] ");
	buf_puts(&line, ERASE);
	if (bar >= BAR_MIN)
		put_bar(&line, bar < BAR_MAX ? bar : BAR_MAX, p->done, p->total);
	buf_put(&line, cut.p, cut.n);
	fwrite(line.p, 1, line.n, stderr);
	release_pace(&pace);
	buf_release(&text);
	buf_release(&cut);
	buf_release(&line);
}

static void print_line(const struct progress *p)
{
	struct pace pace;

	measure_pace(p, &pace);
	fprintf(stderr, _("kanben: %zu of %zu reports, %s/s, %s left, %zu failed\n"), p->done,
	        p->total, pace.rate.p, pace.left.p, p->failed);
	release_pace(&pace);
}

/* ---- when ---- */

long long progress_wait(const struct progress *p)
{
	long long left = p->due - worker_clock();

	if (p->due == NEVER)
		return -1;
	return left > 0 ? left : 0;
}

void progress_show(struct progress *p)
{
	long long now = worker_clock();

	if (now < p->due || p->done == p->total)
		return;
	if (p->terminal)
		draw(p);
	else
		print_line(p);
	p->drawn = p->terminal;
	p->told = true;
	p->last = now;
	p->due = now + (p->terminal ? STILL_THERE : LINE_EVERY);
}

void progress_hide(struct progress *p)
{
	if (!p->drawn)
		return;
	fputs(ERASE, stderr);
	p->drawn = false;
	hurry(p);
}

/* ---- the end ---- */

static void put_count(struct buf *b, enum outcome o, size_t n, bool checks)
{
	if (checks && (o == OUTCOME_WRITTEN || o == OUTCOME_REFUSED)) {
		buf_putf(b, o == OUTCOME_WRITTEN ? _("%zu without errors") : _("%zu with errors"),
		         n);
		return;
	}
	switch (o) {
	case OUTCOME_WRITTEN:
		buf_putf(b, _("%zu written"), n);
		break;
	case OUTCOME_DRAFT:
		buf_putf(b, _("%zu written as drafts"), n);
		break;
	case OUTCOME_REFUSED:
		buf_putf(b, _("%zu refused"), n);
		break;
	case OUTCOME_FAILED:
		buf_putf(b, _("%zu failed"), n);
		break;
	case OUTCOME_LATE:
		buf_putf(b, _("%zu timed out"), n);
		break;
	case OUTCOME_CRASHED:
		buf_putf(b, _("%zu crashed"), n);
		break;
	case OUTCOME_KEPT:
		buf_putf(b, _("%zu up to date"), n);
		break;
	case OUTCOME_N:
		break;
	}
}

void progress_sum(struct progress *p)
{
	long long took = worker_clock() - p->start;
	struct buf counts = {0}, rate = {0};

	progress_hide(p);
	if (!p->told && !p->always)
		return;
	for (enum outcome o = 0; o < OUTCOME_N; o++) {
		if (p->counts[o] == 0)
			continue;
		if (counts.n > 0)
			buf_puts(&counts, _(", "));
		put_count(&counts, o, p->counts[o], p->checks);
	}
	fprintf(stderr, tr_plural("kanben: %zu report: %s", "kanben: %zu reports: %s", p->done),
	        p->done, counts.p);
	if (took >= RATE_FROM) {
		put_rate(&rate, p->done, took);
		fprintf(stderr, _("; %lld s, %s/s"), (took + 500) / 1000, rate.p);
	}
	fputs("\n", stderr);
	buf_release(&counts);
	buf_release(&rate);
}
