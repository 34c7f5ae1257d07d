/* SPDX-License-Identifier: MIT */
#include "serve/people.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/tr.h"
#include "base/utf8.h"

enum { FILE_MAX_BYTES = 256 * 1024 };

#define RULE "ENV"

static void hash(const char *purpose, const char *text, char ret[DIGEST_TEXT])
{
	struct digest *d = digest_new();

	digest_put(d, purpose, strlen(purpose) + 1);
	digest_put(d, text, strlen(text));
	digest_finish(d, ret);
	digest_free(d);
}

static void set_token(struct person *p, const char *token)
{
	hash("kanben token", token, p->token);
	hash("kanben cookie", token, p->cookie);
}

/* Every byte is looked at, so that the time says nothing of where two differ. */
static bool is_equal(const char *x, const char *y)
{
	volatile unsigned char differ = 0;

	for (size_t i = 0; i < DIGEST_TEXT; i++)
		differ = (unsigned char)(differ | ((unsigned char)x[i] ^ (unsigned char)y[i]));
	return differ == 0;
}

const struct person *people_by_token(const struct people *p, const char *token)
{
	const struct person *found = NULL;
	char given[DIGEST_TEXT];

	hash("kanben token", token, given);
	for (size_t i = 0; i < p->n; i++)
		found = is_equal(given, p->list[i].token) ? &p->list[i] : found;
	return found;
}

const struct person *people_by_cookie(const struct people *p, const char *cookie)
{
	const struct person *found = NULL;
	char given[DIGEST_TEXT] = {0};

	strncpy(given, cookie, DIGEST_TEXT - 1);
	for (size_t i = 0; i < p->n; i++)
		found = is_equal(given, p->list[i].cookie) ? &p->list[i] : found;
	return strlen(cookie) == DIGEST_TEXT - 1 ? found : NULL;
}

enum rc people_make(struct people *ret, char token[TOKEN_RANDOM + 1])
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                             "0123456789-_";
	unsigned char random[TOKEN_RANDOM]; /* six bits of each: 258 in all */

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return RC_IO;
	for (size_t i = 0; i < TOKEN_RANDOM; i++)
		token[i] = digits[random[i] & 63];
	token[TOKEN_RANDOM] = '\0';
	ret->list = arena_new(&ret->arena, struct person);
	ret->n = 1;
	ret->list[0].name = "";
	ret->list[0].writes = true;
	set_token(&ret->list[0], token);
	return RC_OK;
}

void people_release(struct people *p)
{
	arena_release(&p->arena);
	*p = (struct people){0};
}

/* ---- the token file ---- */

struct people_reader {
	struct people *people;
	struct diag_list *dl;
	const char *path;
	size_t line;
};

/* The line itself is not shown, and not kept for its place either: it has a token. */
static void tell(struct people_reader *r, const char *message)
{
	const struct diag_place place = {.rule = RULE};

	diag_add(r->dl, DIAG_ERROR, &place, "%s:%zu: %s", r->path, r->line, message);
}

static char *next_word(char **s)
{
	char *word = *s + strspn(*s, " \t\r");
	size_t n = strcspn(word, " \t\r");

	*s = word + n;
	if (**s != '\0')
		*(*s)++ = '\0';
	return word;
}

static bool is_token(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~')
			return false;
	return n >= TOKEN_MIN && n <= TOKEN_MAX;
}

static void read_line(struct people_reader *r, char *line)
{
	char *role = next_word(&line), *name = next_word(&line), *token = next_word(&line);
	struct person *p = &r->people->list[r->people->n];
	bool editor = strcmp(role, "editor") == 0;

	if (*role == '\0' || *role == '#')
		return;
	if (!editor && strcmp(role, "reader") != 0)
		tell(r, _("“editor” or “reader” expected at the beginning of the line"));
	else if (*token == '\0' || *next_word(&line) != '\0')
		tell(r, _("a role, a name and a token expected, separated by blanks"));
	else if (!is_token(token))
		tell(r, _("a token has 20 to 200 letters, digits or marks of ASCII"));
	else if (people_by_token(r->people, token) != NULL)
		tell(r, _("two people have the same token"));
	else if (r->people->n == PEOPLE_MAX)
		tell(r, _("there are more than 1000 people"));
	else {
		p->name = name;
		p->writes = editor;
		set_token(p, token);
		r->people->n++;
	}
	explicit_bzero(token, strlen(token));
}

static void read_lines(struct people_reader *r, char *text, size_t n)
{
	if (utf8_valid_prefix(text, n) < n || strlen(text) < n) {
		tell(r, _("the file is not text in UTF-8"));
		return;
	}
	for (char *line = text, *next; line != NULL; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		r->line++;
		read_line(r, line);
	}
	if (r->people->n == 0 && r->dl->error_n == 0)
		tell(r, _("there is nobody in the token file"));
}

static enum rc fail(struct diag_list *dl, const char *path, const char *why)
{
	const struct diag_place place = {.rule = RULE};

	diag_add(dl, DIAG_ERROR, &place, "%s: %s", path, why);
	return RC_IO;
}

/* The file's text in the arena; its length, or -1 with a finding. */
static ssize_t load(const char *path, struct people *people, struct diag_list *dl, char **ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	ssize_t n = -1;

	*ret = arena_alloc(&people->arena, FILE_MAX_BYTES + 1);
	if (fd < 0 || fstat(fd, &st) != 0) {
		fail(dl, path, tr_error(errno));
	} else if ((st.st_mode & 027) != 0) {
		fail(dl, path,
		     _("others may read or change the token file; chmod 600 keeps them out"));
	} else {
		n = read(fd, *ret, FILE_MAX_BYTES + 1);
		if (n < 0)
			fail(dl, path, tr_error(errno));
		else if (n > FILE_MAX_BYTES)
			fail(dl, path, _("the token file is too large"));
		n = n > FILE_MAX_BYTES ? -1 : n;
	}
	if (fd >= 0)
		close(fd);
	return n;
}

enum rc people_read(const char *path, struct diag_list *dl, struct people *ret)
{
	struct people people = {0};
	struct people_reader r = {.people = &people, .dl = dl, .path = path};
	size_t errors = dl->error_n;
	char *text;
	ssize_t n = load(path, &people, dl, &text);

	if (n < 0) {
		people_release(&people);
		return RC_IO;
	}
	people.list = arena_array(&people.arena, struct person, PEOPLE_MAX + 1);
	read_lines(&r, text, (size_t)n);
	if (dl->error_n > errors) {
		people_release(&people);
		return RC_INPUT;
	}
	people_release(ret);
	*ret = people;
	return RC_OK;
}
