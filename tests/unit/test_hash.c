/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/digest.h"
#include "base/hash.h"

/* Test vectors published by the authors of FNV-1a. */
static void hashes_match_the_reference_values(void **state)
{
	(void)state;
	assert_true(hash_bytes(HASH_START, "", 0) == UINT64_C(0xcbf29ce484222325));
	assert_true(hash_bytes(HASH_START, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(hash_bytes(HASH_START, "foobar", 6) == UINT64_C(0x85944171f73967e8));
	assert_true(hash_bytes(hash_bytes(HASH_START, "foo", 3), "bar", 3) ==
	            UINT64_C(0x85944171f73967e8));
}

/* The bytes of 0x0102030405060708, the lowest first, whatever the processor has in memory. */
static void hashes_of_numbers_do_not_depend_on_the_processor(void **state)
{
	static const unsigned char bytes[] = {8, 7, 6, 5, 4, 3, 2, 1};

	(void)state;
	assert_true(hash_number(HASH_START, UINT64_C(0x0102030405060708)) ==
	            hash_bytes(HASH_START, bytes, sizeof(bytes)));
}

static void hashed_items_are_delimited(void **state)
{
	(void)state;
	assert_true(hash_text(hash_text(HASH_START, "ab"), "c") !=
	            hash_text(hash_text(HASH_START, "a"), "bc"));
	assert_true(hash_text(HASH_START, NULL) != hash_text(HASH_START, ""));
	assert_true(hash_number(HASH_START, 1) != hash_number(HASH_START, UINT64_C(1) << 32));
}

/* The examples of FIPS 180-4, one of them in pieces. */
static void digests_are_those_of_the_standard(void **state)
{
	struct digest *d = digest_new();
	char text[DIGEST_TEXT];

	(void)state;
	digest_put(d, NULL, 0);
	digest_finish(d, text);
	assert_string_equal(text,
	                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_free(d);

	d = digest_new();
	digest_put(d, "abcdbcdecdefdefgefghfghighijhijk", 32);
	digest_put(d, "ijkljklmklmnlmnomnopnopq", 24);
	digest_finish(d, text);
	assert_string_equal(text,
	                    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	digest_free(d);
	digest_put(NULL, "nobody wants it", 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(hashes_match_the_reference_values),
	        cmocka_unit_test(hashes_of_numbers_do_not_depend_on_the_processor),
	        cmocka_unit_test(hashed_items_are_delimited),
	        cmocka_unit_test(digests_are_those_of_the_standard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
