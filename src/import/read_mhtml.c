/* SPDX-License-Identifier: MIT */
/*
 * read_mhtml.c: web pages saved as one file (RFC 2557): the first part of type text/html is
 * unwrapped (RFC 2045: quoted-printable, base64) and read as a web page.
 */
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/doc.h"

enum { PART_DEPTH = 8 };

/* A part: its header fields, and its body up to the boundary that ends it. */
struct mime_part {
	const char *head, *body, *end;
};

/* The line after this one. */
static const char *line_after(const char *s, const char *end)
{
	const char *eol = memchr(s, '\n', (size_t)(end - s));

	return eol != NULL ? eol + 1 : end;
}

static bool is_empty_line(const char *s, const char *end)
{
	return s < end &&
	       (*s == '\n' || (*s == '\r' && s[1] == '\n')); /* at `end` is a byte, too */
}

static struct mime_part part_of(const char *s, const char *end)
{
	struct mime_part p = {.head = s, .end = end};

	while (s < end && !is_empty_line(s, end))
		s = line_after(s, end);
	p.body = s < end ? line_after(s, end) : end;
	return p;
}

/* A header field's value in the arena, folded lines joined; "" if there is none. */
static const char *field(struct arena *a, const struct mime_part *p, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = p->head; s < p->body; s = line_after(s, p->body)) {
		const char *next;
		struct buf b = {0};

		if ((size_t)(p->body - s) <= n || strncasecmp(s, name, n) != 0 || s[n] != ':')
			continue;
		next = line_after(s, p->body);
		while (next < p->body && (*next == ' ' || *next == '\t'))
			next = line_after(next, p->body);
		for (s += n + 1; s < next; s++)
			buf_putc(&b,
			         *s == '\r' || *s == '\n' || *s == '\t' || *s == '\0' ? ' ' : *s);
		return buf_to_arena(a, &b);
	}
	return "";
}

/* A parameter of a field, 'charset="gbk"', in the arena; NULL if there is none. */
static const char *parameter(struct arena *a, const char *value, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = value; (s = strchr(s, ';')) != NULL;) {
		s++;
		s += strspn(s, " ");
		if (strncasecmp(s, name, n) != 0 || s[n + strspn(s + n, " ")] != '=')
			continue;
		s = strchr(s, '=') + 1;
		s += strspn(s, " ");
		if (*s == '"')
			return arena_strndup(a, s + 1, strcspn(s + 1, "\""));
		return arena_strndup(a, s, strcspn(s, "; "));
	}
	return NULL;
}

static bool has_type(const char *value, const char *type)
{
	value += strspn(value, " ");
	return strncasecmp(value, type, strlen(type)) == 0;
}

/* Where the boundary's next line begins; `end` if there is none. */
static const char *next_boundary(const char *s, const char *end, const char *boundary)
{
	size_t n = strlen(boundary);

	for (; s < end; s = line_after(s, end))
		if ((size_t)(end - s) >= n + 2 && s[0] == '-' && s[1] == '-' &&
		    memcmp(s + 2, boundary, n) == 0)
			return s;
	return end;
}

/* The first web page among a part and those in it. */
static bool find_page(struct arena *a, const struct mime_part *in, int depth, struct mime_part *ret)
{
	const char *type = field(a, in, "Content-Type"), *boundary, *s;

	if (has_type(type, "text/html") || has_type(type, "application/xhtml+xml")) {
		*ret = *in;
		return true;
	}
	boundary = parameter(a, type, "boundary");
	if (!has_type(type, "multipart/") || boundary == NULL || depth == PART_DEPTH)
		return false;
	s = next_boundary(in->body, in->end, boundary);
	while (s < in->end) {
		const char *first = line_after(s, in->end);
		const char *last = next_boundary(first, in->end, boundary);
		struct mime_part part = part_of(first, last);

		if (find_page(a, &part, depth + 1, ret))
			return true;
		s = last;
	}
	return false;
}

/* ---- transfer encodings ---- */

/* RFC 2045, 6.7; what is malformed stays as it is. */
static void put_quoted(struct buf *b, const char *s, const char *end)
{
	while (s < end) {
		const char *blank = s + 1;

		if (*s != '=') {
			buf_putc(b, *s++);
			continue;
		}
		while (blank < end && (*blank == ' ' || *blank == '\t' || *blank == '\r'))
			blank++;
		if (blank < end && *blank == '\n') {
			s = blank + 1;
		} else if (end - s > 2 && utf8_hex_digit(s[1]) >= 0 && utf8_hex_digit(s[2]) >= 0) {
			buf_putc(b, (char)(utf8_hex_digit(s[1]) << 4 | utf8_hex_digit(s[2])));
			s += 3;
		} else {
			buf_putc(b, *s++);
		}
	}
}

/* RFC 2045, 6.8 */
static void put_base64(struct buf *b, const char *s, const char *end)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0;
	int n = 0;

	for (; s < end && *s != '='; s++) {
		const char *at = *s != '\0' ? strchr(digits, *s) : NULL;

		if (at == NULL)
			continue;
		bits = (bits << 6 | (unsigned)(at - digits)) & 0xFFFFFF;
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_putc(b, (char)(bits >> n & 0xFF));
		}
	}
}

enum rc mhtml_read(struct doc *d)
{
	const struct source *whole = d->source;
	struct mime_part all, page;
	struct source *made = arena_new(d->arena, struct source);
	const char *encoding;
	struct buf b = {0};

	all = part_of(whole->text + source_mark_length(whole), whole->text + whole->len);
	if (!find_page(d->arena, &all, 0, &page)) {
		doc_tell_unplaced(d, (struct doc_place){0}, _("there is no web page in this file"));
		return RC_INPUT;
	}
	encoding = field(d->arena, &page, "Content-Transfer-Encoding");
	if (has_type(encoding, "quoted-printable"))
		put_quoted(&b, page.body, page.end);
	else if (has_type(encoding, "base64"))
		put_base64(&b, page.body, page.end);
	else
		buf_put(&b, page.body, (size_t)(page.end - page.body));
	*made = (struct source){.name = whole->name, .len = b.n};
	made->text = buf_to_arena(d->arena, &b);
	d->source = made;
	d->charset = parameter(d->arena, field(d->arena, &page, "Content-Type"), "charset");
	return html_read(d);
}
