/* SPDX-License-Identifier: MIT */
/* claims.c: a library of its own, so that reread/ can use it without linking the writers. */
#include "write/write.h"

static void begin(struct buf *b, size_t start)
{
	if (b->n > start)
		buf_putc(b, ' ');
}

void write_put_claims(struct buf *b, const struct write_claims *c)
{
	size_t start = b->n;

	if (c->pdfx != NULL)
		buf_puts(b, c->pdfx);
	if (c->pdfa_part != 0) {
		begin(b, start);
		buf_putf(b, "PDF/A-%d%c", c->pdfa_part, c->pdfa_conformance - 'A' + 'a');
	}
	if (c->pdfua_part != 0) {
		begin(b, start);
		buf_putf(b, "PDF/UA-%d", c->pdfua_part);
	}
	if (c->wtpdf != NULL) {
		begin(b, start);
		buf_putf(b, "WTPDF %s", c->wtpdf);
	}
	if (c->ofd != NULL) {
		begin(b, start);
		buf_puts(b, c->ofd);
	}
}
