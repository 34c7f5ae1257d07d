/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_file.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>
#include <libdeflate.h>

#include "base/lu.h"
#include "base/mem.h"
#include "write/pdf/pdf_put.h"

enum {
	/*
	 * A reader inflates a whole object stream to get at one object, but larger ones compress
	 * better; beyond deflate's window of 32 KiB (see PDF_PACKED_BYTES) little is gained.
	 */
	PACKED_OBJECTS = 400,
	/*
	 * An entry of the cross-reference stream: type, offset or object stream number, index in
	 * that stream.
	 */
	ROW_TYPE = 1,
	ROW_WHERE = 4,
	ROW_INDEX = 2,
	ROW = ROW_TYPE + ROW_WHERE + ROW_INDEX,
	HARD_MAX = 4 << 20, /* bytes of streams that are compressed as hard as the profile says */
	PREDICT_UP = 2,     /* each byte minus the one above it: ISO 32000-1, 7.4.4.4 */
};

enum place_type { PLACE_FREE, PLACE_OFFSET, PLACE_PACKED };

struct object_place {
	unsigned char type;
	uint16_t index;
	uint32_t where;
};

struct pdf_file {
	struct out *out;
	const struct pdf_profile *profile;
	struct pdf_compressors compressors;
	struct pdf_deflater *deflater; /* NULL: all is compressed here, at once */
	HPDF_MD5_CTX md5;              /* of the checksums of the content so far */
	uint64_t total, deflated;      /* bytes written; bytes of streams, before */
	struct object_place *places;   /* by object number */
	size_t place_n, place_cap;
	struct buf packed_head, packed; /* the next object stream: its pairs, its objects */
	unsigned packed_nums[PACKED_OBJECTS];
	size_t packed_n;
	struct buf scratch, head;
};

/*
 * A piece of the content: of the file as it would be if its streams were not compressed.
 *
 * The file identifier has to differ when the content does (ISO 32000-1, 14.4), but need not resist
 * attacks. So it is a hash of two checksums of each piece: libharu's MD5 of all bytes took 6 % of a
 * report's instructions. What a compressor makes of the content is not in it: that differs between
 * versions of libdeflate.
 */
static void note_content(struct pdf_file *f, const void *p, size_t n)
{
	const uint64_t sums[] = {n, libdeflate_crc32(0, p, n), libdeflate_adler32(1, p, n)};
	unsigned char bytes[sizeof(sums)];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(sums[i / 8] >> 8 * (i % 8));
	HPDF_MD5Update(&f->md5, bytes, sizeof(bytes));
	digest_put(f->profile->content, p, n);
}

static void put(struct pdf_file *f, const void *p, size_t n)
{
	f->total += n;
	out_put(f->out, p, n);
}

struct pdf_file *pdf_file_new(const struct pdf_profile *profile, struct out *o)
{
	struct pdf_file *f = mem_alloc(sizeof(*f));

	*f = (struct pdf_file){.out = o, .profile = profile, .compressors.writer = profile->writer};
	if (profile->tasks != NULL)
		f->deflater = pdf_deflater_new(&f->compressors, profile->tasks);
	HPDF_MD5Init(&f->md5);
	/* The second line tells transfer programs that this is not text (ISO 19005-2, 6.1.2). */
	buf_putf(&f->head, "%%PDF-%s\n%%\xb7\xbe\xad\xaa\n", profile->writer->pdf_version->number);
	put(f, f->head.p, f->head.n);
	note_content(f, f->head.p, f->head.n);
	return f;
}

void pdf_file_free(struct pdf_file *f)
{
	if (f == NULL)
		return;
	pdf_deflater_free(f->deflater);
	pdf_compressors_release(&f->compressors);
	free(f->places);
	buf_release(&f->packed_head);
	buf_release(&f->packed);
	buf_release(&f->scratch);
	buf_release(&f->head);
	free(f);
}

static struct object_place *place_of(struct pdf_file *f, unsigned num)
{
	/* Room that no number has yet is not touched: it takes no memory. */
	if (num >= f->place_cap) {
		f->place_cap = num + num / 2 + 64;
		f->places = mem_realloc(f->places, f->place_cap * sizeof(*f->places));
	}
	for (; f->place_n <= num; f->place_n++)
		f->places[f->place_n] = (struct object_place){.type = PLACE_FREE};
	return &f->places[num];
}

static void note_offset(struct pdf_file *f, unsigned num)
{
	/* That offsets fit into 32 bits is checked at the end, from the total. */
	*place_of(f, num) =
	        (struct object_place){.type = PLACE_OFFSET, .where = (uint32_t)f->total};
}

/* Leaves what precedes the stream's bytes in f->head. */
static void make_head(struct pdf_file *f, const struct pdf_stream *s, const char *filter, size_t n)
{
	buf_clear(&f->head);
	buf_putf(&f->head, "%u 0 obj\n<<", s->num);
	buf_put(&f->head, s->entries.p, s->entries.n);
	buf_putf(&f->head, "%s/Length %zu>>\nstream\n", filter, n);
}

static const char stream_tail[] = "\nendstream\nendobj\n";

/* p: its n bytes, compressed. */
static void put_stream(struct pdf_file *f, struct pdf_stream *s, const void *p, size_t n)
{
	note_offset(f, s->num);
	make_head(f, s, s->filter != PDF_PLAIN ? "/Filter/FlateDecode" : "", n);
	put(f, f->head.p, f->head.n);
	put(f, p, n);
	put(f, stream_tail, strlen(stream_tail));
	pdf_stream_release(s);
}

static void put_here(struct pdf_file *f, struct pdf_stream *s)
{
	if (s->filter == PDF_PLAIN) {
		put_stream(f, s, s->p, s->n);
	} else {
		pdf_deflate(&f->compressors, s, &f->scratch);
		put_stream(f, s, f->scratch.p, f->scratch.n);
	}
}

/* Writes those that are compressed, or all. */
static void put_ready(struct pdf_file *f, bool all)
{
	struct pdf_stream s;

	while (f->deflater != NULL && pdf_deflater_take(f->deflater, all, &s))
		put_stream(f, &s, s.p, s.n);
}

void pdf_file_write_stream(struct pdf_file *f, struct pdf_stream *s)
{
	make_head(f, s, "", s->n);
	note_content(f, f->head.p, f->head.n);
	note_content(f, s->p, s->n);
	note_content(f, stream_tail, strlen(stream_tail));
	if (s->filter == PDF_DEFLATE && f->deflated > HARD_MAX)
		s->filter = PDF_DEFLATE_REST;
	f->deflated += s->n;
	if (f->deflater == NULL) {
		put_here(f, s);
		return;
	}
	note_offset(f, s->num); /* so that it counts as written; put_stream says where it is */
	pdf_deflater_put(f->deflater, s);
	put_ready(f, /*all*/ false);
}

void pdf_file_pack(struct pdf_file *f, unsigned num, const struct buf *object)
{
	num_put_int(&f->packed_head, num);
	buf_putc(&f->packed_head, ' ');
	num_put_int(&f->packed_head, (int64_t)f->packed.n);
	buf_putc(&f->packed_head, ' ');
	buf_put(&f->packed, object->p, object->n);
	buf_putc(&f->packed, '\n');
	f->packed_nums[f->packed_n++] = num;
}

bool pdf_file_has_packed(const struct pdf_file *f, bool all)
{
	return f->packed_n >= (all ? 1 : PACKED_OBJECTS) || f->packed.n >= PDF_PACKED_BYTES;
}

void pdf_file_write_packed(struct pdf_file *f, unsigned num)
{
	struct pdf_stream s = {.num = num, .filter = PDF_DEFLATE};
	size_t head_n = f->packed_head.n, n = f->packed.n;

	for (size_t i = 0; i < f->packed_n; i++)
		*place_of(f, f->packed_nums[i]) =
		        (struct object_place){PLACE_PACKED, (uint16_t)i, num};
	buf_putf(&s.entries, "/Type/ObjStm/N %zu/First %zu", f->packed_n, f->packed_head.n);
	/* In its place: it may be one large object, of which there should be no second copy. */
	buf_put(&f->packed, f->packed_head.p, head_n);
	memmove(f->packed.p + head_n, f->packed.p, n);
	memcpy(f->packed.p, f->packed_head.p, head_n);
	s.own = f->packed;
	s.p = s.own.p;
	s.n = s.own.n;
	f->packed = (struct buf){0};
	pdf_file_write_stream(f, &s);
	buf_clear(&f->packed_head);
	f->packed_n = 0;
}

unsigned pdf_file_lookup_gap(const struct pdf_file *f, unsigned last)
{
	for (unsigned num = 1; num <= last; num++)
		if (num >= f->place_n || f->places[num].type == PLACE_FREE)
			return num;
	return 0;
}

static void put_id(struct buf *b, const unsigned char digest[16])
{
	buf_putc(b, '<');
	for (int i = 0; i < 16; i += 2)
		pdf_put_hex16(b, (unsigned)digest[i] << 8 | digest[i + 1]);
	buf_putc(b, '>');
}

void pdf_file_digest(const struct pdf_file *f, unsigned char ret[16])
{
	HPDF_MD5_CTX md5 = f->md5; /* a copy: the original continues */

	HPDF_MD5Final(ret, &md5);
}

static void put_number(unsigned char *p, uint32_t v, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--, v >>= 8)
		p[i] = (unsigned char)v;
}

static void put_row(unsigned char *row, const struct object_place *place)
{
	row[0] = place->type;
	put_number(row + ROW_TYPE, place->where, ROW_WHERE);
	put_number(row + ROW_TYPE + ROW_WHERE, place->index, ROW_INDEX);
}

/* A row with its predictor has the size of a place, and takes its room: from the last on. */
static const void *make_rows(struct object_place *places, unsigned n)
{
	unsigned char *rows = (unsigned char *)places, row[ROW], above[ROW] = {0};

	_Static_assert(sizeof(*places) == 1 + ROW, "rows fit where the places are");
	places[0].index = UINT16_MAX;
	for (unsigned i = n; i-- > 0;) {
		unsigned char *to = rows + (size_t)i * (1 + ROW);

		put_row(row, &places[i]);
		if (i > 0)
			put_row(above, &places[i - 1]);
		*to++ = PREDICT_UP;
		for (int k = 0; k < ROW; k++)
			to[k] = (unsigned char)(row[k] - (i > 0 ? above[k] : 0));
	}
	return rows;
}

enum rc pdf_file_finish(struct pdf_file *f, unsigned num, unsigned root, unsigned info)
{
	struct pdf_stream s = {.num = num, .filter = PDF_DEFLATE};
	uint64_t start;
	unsigned char digest[16];

	put_ready(f, /*all*/ true);
	if (f->profile->tasks != NULL)
		task_queue_end(f->profile->tasks);
	start = f->total;
	if (start > UINT32_MAX)
		return RC_LIMIT;
	note_offset(f, num);
	s.p = make_rows(f->places, num + 1);
	s.n = (num + 1) * sizeof(*f->places);
	/* What follows is no content: it says where in the compressed file the objects are. */
	pdf_file_digest(f, digest);
	buf_putf(&s.entries,
	         "/Type/XRef/Size %u/W[%d %d %d]/DecodeParms<</Predictor 12/Columns %d>>", num + 1,
	         ROW_TYPE, ROW_WHERE, ROW_INDEX, ROW);
	buf_puts(&s.entries, "/Root ");
	pdf_put_ref(&s.entries, root);
	if (info != 0) {
		buf_puts(&s.entries, "/Info ");
		pdf_put_ref(&s.entries, info);
	}
	buf_puts(&s.entries, "/ID[");
	put_id(&s.entries, digest);
	put_id(&s.entries, digest);
	buf_putc(&s.entries, ']');
	put_here(f, &s);
	buf_clear(&f->head);
	buf_putf(&f->head, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
	put(f, f->head.p, f->head.n);
	return RC_OK;
}
