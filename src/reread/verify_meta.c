/* SPDX-License-Identifier: MIT */
#include "reread/verify.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "reread/view.h"

static const struct verify_place nowhere = {-1, -1};

/* The program and its version: all that the file may say about how it was made. */
#define TOOL "kanben " KANBEN_VERSION

/* Appends a text string or a name as UTF-8. */
static void put_text(const struct verify *v, qpdf_oh value, struct buf *b)
{
	size_t n = 0;
	const char *s;

	if (qpdf_oh_is_name(v->q, value)) {
		buf_puts(b, qpdf_oh_get_name(v->q, value) + 1);
	} else if (qpdf_oh_is_string(v->q, value)) {
		s = qpdf_oh_get_binary_utf8_value(v->q, value, &n);
		buf_put(b, s, n);
	}
}

static void look_at(struct verify *v, qpdf_oh value, const char *what, const char *want)
{
	struct buf got = {0};

	put_text(v, value, &got);
	verify_reading(v, nowhere, what, want, &got);
	buf_release(&got);
}

/* ---- XMP and Info ---- */

static const char *unescaped(const char *s, char *ret)
{
	static const struct {
		const char *name;
		char c;
	} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}};

	*ret = *s;
	for (size_t i = 0; i < COUNT(entities); i++) {
		size_t n = strlen(entities[i].name);

		if (strncmp(s, entities[i].name, n) == 0) {
			*ret = entities[i].c;
			return s + n;
		}
	}
	return s + 1;
}

/* Appends the text of a property of the packet, without the elements around it. */
static void put_property(const char *xmp, const char *name, struct buf *b)
{
	char open[64] = "<", close[64] = "</";
	const char *s, *end;

	strncat(strncat(open, name, sizeof(open) - 3), ">", 2);
	strncat(strncat(close, name, sizeof(close) - 4), ">", 2);
	s = strstr(xmp, open);
	end = s != NULL ? strstr(s, close) : NULL;
	while (end != NULL && s < end) {
		char c;

		if (*s == '<') {
			s += strcspn(s, ">") + 1;
			continue;
		}
		s = unescaped(s, &c);
		buf_putc(b, c);
	}
}

static void look_at_property(struct verify *v, const char *xmp, const char *name, const char *want)
{
	struct buf got = {0};

	put_property(xmp, name, &got);
	verify_reading(v, nowhere, N_("the XMP metadata"), want, &got);
	buf_release(&got);
}

/* Info repeats the packet, or there is none. */
static void look_at_info(struct verify *v, qpdf_oh entry, const char *what, const char *want)
{
	look_at(v, entry, what, v->in->writer->pdf_version->info ? want : "");
}

static void look_at_texts(struct verify *v, const char *xmp, qpdf_oh info)
{
	const struct page_meta *m = &v->pl->meta;
	const struct {
		const char *info, *xmp, *want;
	} texts[] = {{"/Title", "dc:title", m->title},
	             {"/Author", "dc:creator", m->author},
	             {"/Subject", "dc:description", m->subject},
	             {"/Keywords", "pdf:Keywords", m->keywords},
	             {"/Creator", "xmp:CreatorTool", TOOL},
	             {"/Producer", "pdf:Producer", TOOL}};

	for (size_t i = 0; i < COUNT(texts); i++) {
		look_at_info(v, view_at(v->q, info, texts[i].info, NULL),
		             N_("the document information"), texts[i].want);
		look_at_property(v, xmp, texts[i].xmp, texts[i].want);
	}
	look_at_property(v, xmp, "dc:language", m->language);
}

static void look_at_dates(struct verify *v, const char *xmp, qpdf_oh info)
{
	const struct page_meta *m = &v->pl->meta;
	const struct {
		const char *info, *xmp;
		const struct page_date *date;
	} dates[] = {{"/CreationDate", "xmp:CreateDate", &m->date},
	             {"/ModDate", "xmp:ModifyDate", &m->revised}};
	struct buf want = {0};

	for (size_t i = 0; i < COUNT(dates); i++) {
		const struct page_date *d = dates[i].date;

		buf_clear(&want);
		buf_putf(&want, "D:%04d%02d%02d000000+08'00'", d->year, d->month, d->day);
		look_at_info(v, view_at(v->q, info, dates[i].info, NULL),
		             N_("a date of the document information"), want.p);
		buf_clear(&want);
		buf_putf(&want, "%04d-%02d-%02dT00:00:00+08:00", d->year, d->month, d->day);
		look_at_property(v, xmp, dates[i].xmp, want.p);
	}
	buf_release(&want);
}

/* Info has no other keys: they might name a person, a machine or another program. */
static void look_at_info_keys(struct verify *v, qpdf_oh info)
{
	static const char known[] = "/Title /Author /Subject /Keywords /Creator /Producer"
	                            " /CreationDate /ModDate /Trapped /GTS_PDFXVersion ";

	if (!v->in->writer->pdf_version->info && !qpdf_oh_is_null(v->q, info))
		verify_differ(v, nowhere, N_("the document information"), "", "/Info");
	if (!qpdf_oh_is_dictionary(v->q, info))
		return;
	qpdf_oh_begin_dict_key_iter(v->q, info);
	while (qpdf_oh_dict_more_keys(v->q)) {
		struct buf key = {0};

		buf_putf(&key, "%s ", qpdf_oh_dict_next_key(v->q));
		if (strstr(known, key.p) == NULL)
			verify_differ(v, nowhere, N_("the document information"), "", key.p);
		buf_release(&key);
	}
}

/* ---- claims and colours ---- */

static void look_at_year(struct verify *v, const char *xmp, const char *name, int want)
{
	struct buf year = {0};

	if (want != 0)
		buf_putf(&year, "%d", want);
	look_at_property(v, xmp, name, year.p);
	buf_release(&year);
}

/* The PDF Declarations of the packet: they begin with this, and each has the version at its end. */
#define WTPDF "http://pdfa.org/declarations/wtpdf#"

static void look_at_declarations(struct verify *v, const char *xmp)
{
	const char *version = v->in->writer->claims.wtpdf;
	struct buf want = {0};

	if (version != NULL)
		buf_putf(&want, WTPDF "accessibility%s" WTPDF "reuse%s", version, version);
	look_at_property(v, xmp, "pdfd:declarations", want.p);
	buf_release(&want);
}

/* The version that is declared, with a space before it if anything comes first. */
static void put_wtpdf(const char *xmp, struct buf *b)
{
	static const char reuse[] = WTPDF "reuse";
	const char *s = strstr(xmp, reuse);

	if (s == NULL)
		return;
	s += strlen(reuse);
	buf_putf(b, "%sWTPDF %.*s", b->n > 0 ? " " : "", (int)strcspn(s, "<"), s);
}

static void look_at_claims(struct verify *v, const char *xmp, qpdf_oh info)
{
	const struct write_claims *claims = &v->in->writer->claims;
	struct buf want = {0}, got = {0}, part = {0};

	put_property(xmp, "pdfxid:GTS_PDFXVersion", &got);
	if (got.n > 0)
		look_at(v, view_at(v->q, info, "/GTS_PDFXVersion", NULL), N_("the standards"),
		        got.p);
	put_property(xmp, "pdfaid:part", &part);
	if (part.n > 0) {
		buf_putf(&got, "%sPDF/A-%s", got.n > 0 ? " " : "", part.p);
		buf_clear(&part);
		put_property(xmp, "pdfaid:conformance", &part);
		for (size_t i = 0; i < part.n; i++)
			buf_putc(&got, (char)tolower((unsigned char)part.p[i]));
	}
	buf_clear(&part);
	put_property(xmp, "pdfuaid:part", &part);
	if (part.n > 0)
		buf_putf(&got, "%sPDF/UA-%s", got.n > 0 ? " " : "", part.p);
	put_wtpdf(xmp, &got);
	write_put_claims(&want, claims);
	verify_text(v, nowhere, N_("the standards"), want.p, got.p);
	look_at_year(v, xmp, "pdfaid:rev", claims->pdfa_rev);
	look_at_year(v, xmp, "pdfuaid:rev", claims->pdfua_rev);
	look_at_declarations(v, xmp);
	buf_release(&want);
	buf_release(&got);
	buf_release(&part);
}

/* The profile is that of the press, byte for byte; without a press it may be any ICC profile. */
static void look_at_profile(struct verify *v, qpdf_oh intent)
{
	const struct write_colours *c = v->in->colours;
	struct buf icc = {0};

	if (!view_stream(v->q, view_at(v->q, intent, "/DestOutputProfile", NULL), &icc) ||
	    icc.n < 128 || memcmp(icc.p + 36, "acsp", 4) != 0)
		verify_differ(v, nowhere, N_("the ICC profile"), "acsp", "");
	else if (c != NULL && (icc.n != c->icc_n || memcmp(icc.p, c->icc, icc.n) != 0))
		verify_differ(v, nowhere, N_("the ICC profile"), c->info, _("another"));
	buf_release(&icc);
}

static void look_at_intents(struct verify *v, qpdf_oh root)
{
	qpdf_oh intents = view_at(v->q, root, "/OutputIntents", NULL);
	int n = qpdf_oh_is_array(v->q, intents) ? qpdf_oh_get_array_n_items(v->q, intents) : 0;
	const struct write_claims *claims = &v->in->writer->claims;
	struct buf want = {0}, got = {0};

	buf_putf(&want, "%s%s", claims->pdfx != NULL ? "GTS_PDFX " : "",
	         claims->pdfa_part != 0 ? "GTS_PDFA1 " : "");
	for (int i = 0; i < n; i++) {
		qpdf_oh intent = qpdf_oh_get_array_item(v->q, intents, i);

		put_text(v, view_at(v->q, intent, "/S", NULL), &got);
		buf_putc(&got, ' ');
		look_at_profile(v, intent);
	}
	verify_text(v, nowhere, N_("the output intents"), want.p, got.p);
	buf_release(&want);
	buf_release(&got);
}

static void look_at_truth(struct verify *v, qpdf_oh value, const char *what)
{
	if (!qpdf_oh_is_bool(v->q, value) || !qpdf_oh_get_bool_value(v->q, value))
		verify_differ(v, nowhere, what, "true", "");
}

void verify_meta(struct verify *v)
{
	qpdf_oh root = qpdf_get_root(v->q);
	qpdf_oh info = view_at(v->q, qpdf_get_trailer(v->q), "/Info", NULL);
	struct buf xmp = {0};

	view_stream(v->q, view_at(v->q, root, "/Metadata", NULL), &xmp);
	buf_putc(&xmp, '\n');
	verify_text(v, nowhere, N_("the version of PDF"), v->in->writer->pdf_version->number,
	            qpdf_get_pdf_version(v->q));
	look_at_texts(v, xmp.p, info);
	look_at_dates(v, xmp.p, info);
	look_at_info_keys(v, info);
	look_at_claims(v, xmp.p, info);
	look_at_intents(v, root);
	look_at(v, view_at(v->q, root, "/Lang", NULL), N_("the language"), v->pl->meta.language);
	look_at_truth(v, view_at(v->q, root, "/MarkInfo", "/Marked", NULL),
	              N_("the mark of a tagged PDF"));
	look_at_truth(v, view_at(v->q, root, "/ViewerPreferences", "/DisplayDocTitle", NULL),
	              N_("the setting that shows the title"));
	buf_release(&xmp);
}

/* ---- attachments ---- */

static void look_at_file(struct verify *v, const struct write_attachment *f, qpdf_oh spec)
{
	qpdf_oh stream = view_at(v->q, spec, "/EF", "/F", NULL);
	struct buf got = {0};

	look_at(v, view_at(v->q, spec, "/UF", NULL), N_("the name of an attachment"), f->name);
	look_at(v, view_at(v->q, spec, "/AFRelationship", NULL),
	        N_("the relationship of an attachment"), f->relation);
	look_at(v, view_at(v->q, stream, "/Subtype", NULL), N_("the type of an attachment"),
	        f->mime);
	if (!view_stream(v->q, stream, &got) || got.n != f->n || memcmp(got.p, f->data, got.n) != 0)
		verify_differ(v, nowhere, N_("an attachment"), f->name, _("other bytes"));
	buf_release(&got);
}

void verify_files(struct verify *v)
{
	qpdf_oh root = qpdf_get_root(v->q);
	qpdf_oh files = view_at(v->q, root, "/AF", NULL);
	qpdf_oh names = view_at(v->q, root, "/Names", "/EmbeddedFiles", "/Names", NULL);
	int n = qpdf_oh_is_array(v->q, files) ? qpdf_oh_get_array_n_items(v->q, files) : 0;
	int named = qpdf_oh_is_array(v->q, names) ? qpdf_oh_get_array_n_items(v->q, names) / 2 : 0;

	verify_number(v, nowhere, N_("the number of attachments"), (long)v->in->attachment_n, n);
	verify_number(v, nowhere, N_("the number of attachments"), n, named);
	for (int i = 0; i < n && !v->failed; i++) {
		qpdf_oh spec = qpdf_oh_get_array_item(v->q, files, i);

		look_at_file(v, &v->in->attachments[i], spec);
		look_at(v, qpdf_oh_get_array_item(v->q, names, 2 * i),
		        N_("the name of an attachment"),
		        write_attachment_key(&v->in->attachments[i]));
		verify_number(v, nowhere, N_("the object of an attachment"),
		              qpdf_oh_get_object_id(v->q, spec),
		              qpdf_oh_get_object_id(
		                      v->q, qpdf_oh_get_array_item(v->q, names, 2 * i + 1)));
	}
}
