/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "write/pdf/pdf_put.h"

/* Appends one character of XML text, entities decoded; returns the position after it. */
static const char *put_character(struct buf *b, const char *s)
{
	static const char entities[][8] = {"&&amp;", "<&lt;", ">&gt;"};

	for (size_t i = 0; i < COUNT(entities); i++) {
		const char *entity = entities[i] + 1;

		if (strncmp(s, entity, strlen(entity)) == 0) {
			buf_putc(b, entities[i][0]);
			return s + strlen(entity);
		}
	}
	buf_putc(b, *s);
	return s + 1;
}

/* Appends the text of a property, without the containers in it; false if there is none. */
static bool put_property(struct buf *b, const char *xmp, const char *name)
{
	struct buf tag = {0};
	const char *s, *end;

	buf_putf(&tag, "<%s>", name);
	s = strstr(xmp, tag.p);
	buf_clear(&tag);
	buf_putf(&tag, "</%s>", name);
	end = s != NULL ? strstr(s, tag.p) : NULL;
	buf_release(&tag);
	if (end == NULL)
		return false;
	while (s < end) {
		if (*s == '<')
			s += strcspn(s, ">") + 1;
		else
			s = put_character(b, s);
	}
	return true;
}

/* "2025-01-24T00:00:00+08:00" as "D:20250124000000+08'00'" */
static void put_date(struct buf *b, const char *xmp)
{
	struct buf date = {0};
	bool zone = false;

	buf_puts(&date, "D:");
	for (; *xmp != '\0'; xmp++) {
		zone = zone || *xmp == '+';
		if (*xmp == ':' && zone)
			buf_putc(&date, '\'');
		else if (strchr("-T:", *xmp) == NULL)
			buf_putc(&date, *xmp);
	}
	buf_putc(&date, '\'');
	pdf_put_ascii(b, date.p);
	buf_release(&date);
}

/* The value that Info must have to match the XMP packet; empty if none. */
static void put_expected(struct buf *b, const char *xmp, const char *property)
{
	struct buf text = {0};

	if (put_property(&text, xmp, property) && text.n > 0) {
		if (strstr(property, "Date") != NULL)
			put_date(b, text.p);
		else
			pdf_put_text(b, text.p, text.n);
	}
	buf_release(&text);
}

void pdf_agree_check(struct pdf_doc *d, const struct buf *info, const struct buf *xmp)
{
	static const struct {
		const char *key, *property;
	} pairs[] = {{"/Title", "dc:title"},
	             {"/Author", "dc:creator"},
	             {"/Subject", "dc:description"},
	             {"/Keywords", "pdf:Keywords"},
	             {"/Creator", "xmp:CreatorTool"},
	             {"/Producer", "pdf:Producer"},
	             {"/CreationDate", "xmp:CreateDate"},
	             {"/ModDate", "xmp:ModifyDate"}};
	struct buf want = {0};

	for (size_t i = 0; i < COUNT(pairs); i++) {
		buf_clear(&want);
		buf_puts(&want, pairs[i].key);
		put_expected(&want, xmp->p, pairs[i].property);
		/* A property missing from the packet must be missing from Info too. */
		if (want.n == strlen(pairs[i].key)
		            ? memmem(info->p, info->n, want.p, want.n) != NULL
		            : memmem(info->p, info->n, want.p, want.n) == NULL)
			pdf_doc_fail(d, RC_BUG, _("Info and XMP differ in %s"), pairs[i].key + 1);
	}
	buf_release(&want);
}
