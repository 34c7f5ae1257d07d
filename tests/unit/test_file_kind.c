/* SPDX-License-Identifier: MIT */
/* test_file_kind.c: what a file is, by its first bytes and what a package holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file_kind.h"
#include "base/mem.h"

#define BYTES(s) s, sizeof(s) - 1
#define OLE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define TEN "aaaaaaaaaa"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void files_are_known_by_their_bytes(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum file_kind kind;
	} cases[] = {
	        {BYTES(""), FILE_UNKNOWN},
	        {BYTES("{\"a\": 1}"), FILE_UNKNOWN},
	        {BYTES("PK\x03\x04xx"), FILE_ZIP},
	        {BYTES("PK\x03"), FILE_UNKNOWN},
	        {BYTES("PK\x03\x04..word/document.xml.."), FILE_DOCX},
	        {BYTES("PK\x03\x04..xl/workbook.xml"), FILE_XLSX},
	        {BYTES("PK\x03\x04..OFD.xml"), FILE_OFD},
	        {BYTES("PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text"), FILE_ODT},
	        {BYTES("PK\x03\x04..application/vnd.oasis.opendocument.spreadsheet"), FILE_ODS},
	        {BYTES("..word/document.xml.."), FILE_UNKNOWN},
	        {BYTES(OLE "xx"), FILE_OLE},
	        {BYTES(OLE "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), FILE_DOC},
	        {BYTES(OLE "W\0o\0r\0k\0b\0o\0o\0k\0"), FILE_XLS},
	        {BYTES("%PDF-1.7"), FILE_PDF},
	        {BYTES(" %PDF-1.7"), FILE_UNKNOWN},
	        {BYTES("Rar!\x1A\x07\x01"), FILE_RAR},
	        {BYTES("7z\xBC\xAF\x27\x1C"), FILE_7Z},
	        {BYTES("\x1F\x8B\x08"), FILE_GZIP},
	        {BYTES("\x89PNG\r\n\x1A\n"), FILE_PICTURE},
	        {BYTES("\xFF\xD8\xFF\xE0"), FILE_PICTURE},
	        {BYTES("{\\rtf1"), FILE_RTF},
	        {BYTES("<!DOCTYPE html><p>"), FILE_HTML},
	        {BYTES("\xEF\xBB\xBF \r\n\t<HTML>"), FILE_HTML},
	        {BYTES("<!doctype x>"), FILE_HTML},
	        {BYTES("<?xml version='1.0'?><a/>"), FILE_XML},
	        {BYTES("<?xml version='1.0'?><htm/>"), FILE_XML},
	        {BYTES("<?xml version='1.0'?>\n<html xmlns='x'>"), FILE_HTML},
	        {BYTES("<?xml ?>" HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED
	                       HUNDRED HUNDRED HUNDRED "<html>"),
	         FILE_XML},
	        {BYTES("MIME-Version: 1.0\n"), FILE_MHTML},
	        {BYTES("From: x\r\nSubject: a\r\n b\r\nmime-version: 1.0\r\n"), FILE_MHTML},
	        {BYTES("From: x\n\nMIME-Version: 1.0\n"), FILE_UNKNOWN},
	        {BYTES("From: x\r\n\r\nMIME-Version: 1.0\n"), FILE_UNKNOWN},
	        {BYTES("text\nMIME-Version: 1.0\n"), FILE_UNKNOWN},
	        {BYTES("A: b"), FILE_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct source s = {"a.txt", cases[i].bytes, cases[i].n};

		if (file_kind_of(&s) != cases[i].kind)
			fail_msg("case %zu: kind %d", i, (int)file_kind_of(&s));
	}
}

static void every_kind_has_a_name(void **state)
{
	(void)state;
	assert_null(file_kind_name(FILE_UNKNOWN));
	for (int kind = FILE_UNKNOWN + 1; kind <= FILE_PICTURE; kind++) {
		assert_non_null(file_kind_name(kind));
		for (int other = FILE_UNKNOWN + 1; other < kind; other++)
			assert_string_not_equal(file_kind_name(kind), file_kind_name(other));
		assert_int_equal(file_kind_is_archive(kind), kind == FILE_ZIP || kind == FILE_RAR ||
		                                                     kind == FILE_7Z ||
		                                                     kind == FILE_GZIP);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(files_are_known_by_their_bytes),
	        cmocka_unit_test(every_kind_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
