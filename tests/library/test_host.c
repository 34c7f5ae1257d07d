/* SPDX-License-Identifier: MIT */
/* The host's process: its locale, its language, its memory. */
#include "host.h"

#include <dirent.h>
#include <locale.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The build made fr_FR for this test. LOCPATH is there for that call only: glibc's newlocale, which
 * HarfBuzz calls, leaks a copy of it.
 */
static void use_locale(const char *name)
{
	assert_int_equal(setenv("LOCPATH", getenv("KANBEN_LOCALES"), 1), 0);
	assert_non_null(setlocale(LC_ALL, name));
	unsetenv("LOCPATH");
}

static void decimal_comma_changes_no_byte(void **state)
{
	struct bytes report = bytes_of_source("examples/budget-2024.json");
	struct kb_context *c;
	struct kb_result *before[4], *after;

	(void)state;
	for (size_t k = 0; k < 8; k++) {
		const struct kb_options o = {sizeof(o), kb_profile_name(k % 4), .flags = KB_FORCE};

		use_locale(k < 4 ? "C" : "fr_FR.UTF-8");
		assert_string_equal(localeconv()->decimal_point, k < 4 ? "." : ",");
		c = context_new();
		kb_render(c, report.p, report.n, &o, k < 4 ? &before[k] : &after);
		kb_context_free(c);
		if (k < 4)
			continue;
		assert_int_equal(after->error_count, before[k - 4]->error_count);
		assert_int_equal(after->document_size, before[k - 4]->document_size);
		assert_memory_equal(after->document, before[k - 4]->document, after->document_size);
		kb_result_free(after);
		kb_result_free(before[k - 4]);
	}
	free(report.p);
}

/* The message for a text that is not JSON. */
static void say(char *ret, size_t n)
{
	struct kb_context *c = context_new();
	struct heard h = {.n = 0};
	const struct kb_options o = {sizeof(o), .on_finding = hear, .user = &h};

	assert_int_equal(kb_check(c, "x", 1, &o, NULL), KB_REPORT);
	snprintf(ret, n, "%s", h.message);
	kb_context_free(c);
}

static void messages_follow_the_locale_of_the_host(void **state)
{
	char english[1024], chinese[1024];

	(void)state;
	assert_int_equal(setenv("LANGUAGE", "zh_CN", 1), 0);
	use_locale("C");
	say(english, sizeof(english));
	use_locale("fr_FR.UTF-8");
	say(chinese, sizeof(chinese));
	use_locale("C");
	assert_true(english[0] > 0);
	assert_string_not_equal(chinese, english);
	for (const char *s = chinese; *s != '\0'; s++)
		if ((unsigned char)*s >= 0xE4) /* an ideograph's first byte */
			return;
	fail();
}

static void end_with_42(void)
{
	_exit(42);
}

/* In a process that may have 64 MiB more than it has: reads a report of three million numbers. */
static void run_out_of_memory(struct kb_context *c)
{
	struct rlimit limit;
	size_t n = (6 << 20) + 1;
	char *text = malloc(n);
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	if (text == NULL || f == NULL || fscanf(f, "%lu", &pages) != 1)
		_exit(1);
	fclose(f);
	for (size_t i = 0; i < n; i++)
		text[i] = i % 2 == 0 ? ',' : '1';
	text[0] = '[';
	text[n - 1] = ']';
	limit.rlim_cur = limit.rlim_max = pages * (rlim_t)sysconf(_SC_PAGESIZE) + (64 << 20);
	if (setrlimit(RLIMIT_AS, &limit) != 0)
		_exit(1);
	kb_check(c, text, n, NULL, NULL);
	_exit(0);
}

/* The exit status of a process in which that happens, and its standard error. */
static int status_without_memory(void (*handler)(void), char *ret, size_t size)
{
	struct kb_context *c = context_new();
	int status, ends[2];
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		kb_set_memory_handler(handler);
		run_out_of_memory(c);
	}
	close(ends[1]);
	n = read(ends[0], ret, size - 1);
	ret[n > 0 ? n : 0] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	kb_context_free(c);
	return WEXITSTATUS(status);
}

static void host_decides_what_becomes_of_no_memory(void **state)
{
	char said[256];

	(void)state;
	assert_int_equal(status_without_memory(end_with_42, said, sizeof(said)), 42);
	assert_string_equal(said, "");
	assert_int_equal(status_without_memory(NULL, said, sizeof(said)), 3);
	assert_string_equal(said, "kanben: out of memory\n");
}

/* Whether it has a character of U+4000 to U+9FFF, or U+3000 to U+3FFF, in UTF-8. */
static bool is_chinese(const char *message)
{
	for (; *message != '\0'; message++)
		if ((unsigned char)*message >= 0xE3 && (unsigned char)*message <= 0xE9)
			return true;
	return false;
}

/* The first finding's message, of JSON or of a PDF, which a module reads. */
static bool answers_in_chinese(struct kb_context *c, const char *report)
{
	struct heard h = {.n = 0};
	struct kb_options o = {sizeof(o), .on_finding = hear, .user = &h};

	assert_int_not_equal(kb_check(c, report, strlen(report), &o, NULL), KB_OK);
	assert_int_not_equal(h.n, 0);
	return is_chinese(h.message);
}

/* The test runs in C: gettext does not translate. */
static void each_context_has_its_language(void **state)
{
	static const char *const languages[] = {"zh_CN.UTF-8", "en", "zh", "en-GB"};
	struct kb_context *c[4];
	struct kb_config config = {.size = sizeof(config)};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		config.language = languages[i];
		assert_int_equal(kb_context_new(&config, &c[i]), KB_OK);
	}
	for (size_t turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < 4; i++) {
			assert_int_equal(answers_in_chinese(c[i], "{"), i % 2 == 0);
			assert_int_equal(answers_in_chinese(c[i], "%PDF-1.7 no more"), i % 2 == 0);
		}
	for (size_t i = 0; i < 4; i++)
		kb_context_free(c[i]);
	config.language = "fr";
	assert_int_equal(kb_context_new(&config, &c[0]), KB_USAGE);
	config.language = "";
	assert_int_equal(kb_context_new(&config, &c[0]), KB_USAGE);
}

/* Only the host knows where a report is from. */
static void pictures_are_in_the_folder_that_the_host_names(void **state)
{
	struct bytes report = bytes_of_source("tests/golden/pictures/input.json");
	struct heard h = {.n = 0};
	struct kb_options o = {sizeof(o), .on_finding = hear, .user = &h};
	char folder[4096];
	struct kb_context *c;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/tests/golden/pictures", getenv("KANBEN_SOURCE"));
	assert_int_equal(kb_context_new(NULL, &c), KB_OK);
	assert_int_equal(kb_check(c, report.p, report.n, &o, NULL), KB_REPORT);
	assert_int_equal(h.error_n, 5);
	o.folder = folder;
	assert_int_equal(kb_check(c, report.p, report.n, &o, NULL), KB_OK);
	assert_int_equal(h.error_n, 5);
	kb_context_free(c);
	free(report.p);
}

static void copy_fonts(const char *from, const char *to)
{
	char command[4 * 4096];

	snprintf(command, sizeof(command), "rm -rf '%s' && cp -R '%s' '%s'", to, from, to);
	assert_int_equal(system(command), 0);
}

/* Every file of the folder is cut to nothing, as by somebody who writes a newer one over it. */
static void cut_files(const char *folder)
{
	struct dirent *entry;
	char path[2 * 4096];
	DIR *d = opendir(folder);
	size_t n = 0;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		n += entry->d_type == DT_REG && truncate(path, 0) == 0;
	}
	closedir(d);
	assert_true(n > 3);
}

/* Whatever has been opened is kept as it was: TrueType and CFF, metrics, outlines, subsets. */
static void fonts_may_shrink_while_they_are_in_use(void **state)
{
	static const char *const profiles[] = {"publish", "web", "ofd", "svg"};
	struct bytes report = bytes_of_source("examples/baodi-2024.json");
	char own[4096], folder[4096];
	const char *const fonts[] = {folder, NULL}, *const none[] = {NULL};
	const struct kb_config config = {
	        .size = sizeof(config), .fonts = fonts, .system_fonts = none};
	struct kb_config mapped = config;
	struct kb_result *before, *after, *same;
	struct kb_context *c;

	(void)state;
	mapped.flags = KB_MAP_FONTS << 1;
	assert_int_equal(kb_context_new(&mapped, &c), KB_USAGE);
	mapped.flags = KB_MAP_FONTS;
	snprintf(own, sizeof(own), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	snprintf(folder, sizeof(folder), "%s/shrinking", getenv("KANBEN_SCRATCH"));
	for (size_t i = 0; i < 4; i++) {
		const struct kb_options o = {sizeof(o), profiles[i]};

		copy_fonts(own, folder);
		assert_int_equal(kb_context_new(&mapped, &c), KB_OK);
		assert_int_equal(kb_render(c, report.p, report.n, &o, &same), KB_OK);
		kb_context_free(c);
		assert_int_equal(kb_context_new(&config, &c), KB_OK);
		assert_int_equal(kb_render(c, report.p, report.n, &o, &before), KB_OK);
		cut_files(folder);
		assert_int_equal(kb_render(c, report.p, report.n, &o, &after), KB_OK);
		assert_true(same_files(before, after));
		assert_true(same_files(before, same));
		kb_result_free(same);
		kb_result_free(before);
		kb_result_free(after);
		kb_context_free(c);
	}
	free(report.p);
}

/* All roles in one face, whose outlines are too many to be kept. */
static bool make_large_font(const char *folder)
{
	static const char json[] =
	        "{\"roles\":{\"小标宋\":[{\"file\":\"a.otf\"}],\"仿宋\":[{\"file\":\"a.otf\"}],"
	        "\"楷体\":[{\"file\":\"a.otf\"}],\"黑体\":[{\"file\":\"a.otf\"}],"
	        "\"宋体\":[{\"file\":\"a.otf\"}],\"digits\":[{\"file\":\"a.otf\"}]}}";
	char command[8 * 4096];

	snprintf(command, sizeof(command),
	         "rm -rf '%s' && mkdir '%s' && printf '%%s' '%s' >'%s/fonts.json' && "
	         "cp '%s/fonts/FandolHei-Regular.otf' '%s/a.otf'",
	         folder, folder, json, folder, getenv("KANBEN_SOURCE"), folder);
	return system(command) == 0; /* false: fonts/fetch.sh was not run */
}

/* Of large fonts the outlines are read as they are needed: no document is made of two editions. */
static void large_fonts_that_are_written_to_are_refused(void **state)
{
	static const char *const profiles[] = {"publish", "web", "ofd", "svg"};
	struct bytes report = bytes_of_source("examples/baodi-2024.json");
	char folder[4096], path[2 * 4096];
	const char *const fonts[] = {folder, NULL}, *const none[] = {NULL};
	const struct kb_config config = {
	        .size = sizeof(config), .fonts = fonts, .system_fonts = none};

	(void)state;
	snprintf(folder, sizeof(folder), "%s/large", getenv("KANBEN_SCRATCH"));
	snprintf(path, sizeof(path), "%s/a.otf", folder);
	for (size_t i = 0; i < 8 && make_large_font(folder); i++) {
		struct heard h = {.n = 0};
		const struct kb_options o = {sizeof(o), profiles[i / 2], .on_finding = hear,
		                             .user = &h};
		struct kb_context *c;
		struct kb_result *r;

		assert_int_equal(kb_context_new(&config, &c), KB_OK);
		for (size_t warm = 0; warm < i % 2; warm++) {
			assert_int_equal(kb_render(c, report.p, report.n, &o, &r), KB_OK);
			kb_result_free(r);
		}
		/* Opens the face. */
		assert_int_equal(kb_check(c, report.p, report.n, &o, NULL), KB_OK);
		assert_int_equal(truncate(path, i / 4 == 0 ? 0 : 1 << 20), 0);
		assert_int_equal(kb_render(c, report.p, report.n, &o, &r), KB_SURROUNDINGS);
		assert_null(r->document);
		assert_null(r->pages);
		assert_non_null(strstr(h.text, "2 FONT 0:0 \n"));
		kb_result_free(r);
		kb_context_free(c);
	}
	free(report.p);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(decimal_comma_changes_no_byte),
	        cmocka_unit_test(messages_follow_the_locale_of_the_host),
	        cmocka_unit_test(each_context_has_its_language),
	        cmocka_unit_test(pictures_are_in_the_folder_that_the_host_names),
	        cmocka_unit_test(fonts_may_shrink_while_they_are_in_use),
	        cmocka_unit_test(large_fonts_that_are_written_to_are_refused),
	        cmocka_unit_test(host_decides_what_becomes_of_no_memory),
	};
	/*
	 * Sanitizers reserve more address space than any limit leaves: with them the last test is
	 * left out.
	 */
	size_t n = sizeof(tests) / sizeof(tests[0]) - (argc > 1 && strcmp(argv[1], "none") != 0);

	return _cmocka_run_group_tests("host", tests, n, NULL, NULL);
}
