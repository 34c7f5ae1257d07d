/* SPDX-License-Identifier: MIT */
/*
 * meta.c: metadata in the page's head. ArticleTitle, PubDate and ContentSource are what every page
 * of a government website must have (国办发〔2017〕47号); og: and article: are those of Open Graph,
 * from which programs make the preview of a link.
 */
#include <string.h>
#include <strings.h>

#include "html/writer.h"

/* Names are compared as HTML does (4.2.5.1): ASCII letters without regard to case. */
static bool site_has(const struct html_site *site, const char *name)
{
	for (size_t i = 0; site != NULL && i < site->n; i++)
		if (strcasecmp(site->list[i].name, name) == 0)
			return true;
	return false;
}

/* Open Graph has properties, whose names have a colon. */
static void put_entry(struct buf *b, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_puts(b, "<meta");
	markup_put_attribute(b, strchr(name, ':') != NULL ? "property" : "name", name);
	markup_put_attribute(b, "content", value);
	buf_puts(b, ">\n");
}

static void put_own(struct buf *b, const struct html_input *in, const char *name, const char *value)
{
	if (!site_has(in->site, name))
		put_entry(b, name, value);
}

/* The day alone (ISO 8601): a report does not know the hour. */
static void put_date(struct buf *b, const struct html_input *in, const char *name,
                     const struct date *d)
{
	struct buf text = {0};

	buf_putf(&text, "%04d-%02d-%02d", d->year, d->month, d->day);
	put_own(b, in, name, text.p);
	buf_release(&text);
}

/* "zh_CN" of "zh-CN"; Open Graph knows no other form. */
static void put_locale(struct buf *b, const struct html_input *in)
{
	const char *language = in->content->meta.language;
	struct buf locale = {0};

	if (strlen(language) != 5 || language[2] != '-')
		return;
	buf_putf(&locale, "%.2s_%s", language, language + 3);
	put_own(b, in, "og:locale", locale.p);
	buf_release(&locale);
}

static void put_open_graph(struct buf *b, const struct html_input *in)
{
	const struct content_meta *meta = &in->content->meta;

	put_own(b, in, "og:type", "article");
	put_own(b, in, "og:title", meta->title);
	put_own(b, in, "og:description", meta->description);
	put_locale(b, in);
	put_date(b, in, "article:published_time", &meta->date);
	if (memcmp(&meta->date, &meta->revised, sizeof(meta->date)) != 0)
		put_date(b, in, "article:modified_time", &meta->revised);
}

void meta_put(struct buf *b, const struct html_input *in)
{
	const struct content_meta *meta = &in->content->meta;
	const bool draft = in->content->draft;

	put_own(b, in, "viewport", "width=device-width, initial-scale=1");
	put_own(b, in, "ArticleTitle", meta->title);
	put_date(b, in, "PubDate", &meta->date);
	put_own(b, in, "ContentSource", meta->author);
	put_own(b, in, "author", meta->author);
	put_own(b, in, "description", meta->description);
	put_own(b, in, "keywords", meta->keywords);
	put_own(b, in, "generator", "kanben " KANBEN_VERSION);
	put_open_graph(b, in);
	if (draft) /* not for the public, in case it ends up on a server */
		put_entry(b, "robots", "noindex");
	for (size_t i = 0; in->site != NULL && i < in->site->n; i++)
		if (!draft || strcasecmp(in->site->list[i].name, "robots") != 0)
			put_entry(b, in->site->list[i].name, in->site->list[i].value);
}
