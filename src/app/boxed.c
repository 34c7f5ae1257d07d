/* SPDX-License-Identifier: MIT */
#include "app/boxed.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/batch.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/sanitized.h"
#include "base/tr.h"

enum { READ_BYTES = 64 * 1024, NO_MEMORY = 77 /* a status that means this */ };

static size_t memory_of(const struct options *o)
{
	return o->max_memory > 0 ? o->max_memory : BOXED_MEMORY;
}

/* What grows with a document: `least` for a small one, `step` more for each MiB, `most` for any. */
static size_t grown(const struct boxed *b, size_t least, size_t step, size_t most)
{
	size_t n = least + (b->bytes >> 20) * step;

	return n < most ? n : most;
}

static size_t memory_to_read(const struct boxed *b)
{
	if (b->options->max_memory > 0)
		return b->options->max_memory;
	return grown(b, BOXED_READ_MEMORY, BOXED_READ_MEMORY_STEP, BOXED_MEMORY);
}

/* All of its time. */
static size_t time_of(const struct boxed *b)
{
	if (b->options->timeout > 0)
		return b->options->timeout;
	/* A sanitizer takes several times as long. */
	if (IS_SANITIZED)
		return BOXED_SECONDS;
	return grown(b, BOXED_READ_SECONDS, BOXED_READ_SECONDS_STEP, BOXED_SECONDS);
}

static size_t time_left(const struct boxed *b)
{
	return b->seconds > 0 && b->seconds < time_of(b) ? b->seconds : time_of(b);
}

static void tell_walls(const struct options *o, unsigned walls)
{
	if (!o->verbose)
		return;
	if ((walls & BOX_FILES) == 0)
		fputs(_("kanben: this system has no landlock: files are not shut off from what "
		        "reads documents\n"),
		      stderr);
	if ((walls & BOX_CALLS) == 0)
		fputs(_("kanben: this system has no filter of system calls for what reads "
		        "documents\n"),
		      stderr);
}

/* ---- what is handed over ---- */

void boxed_put(struct buf *to, const void *p, size_t n)
{
	buf_put(to, &n, sizeof(n));
	if (n > 0)
		buf_put(to, p, n);
}

bool boxed_take(const struct buf *from, size_t *at, struct source *ret)
{
	size_t n;

	if (from->n - *at < sizeof(n))
		return false;
	memcpy(&n, from->p + *at, sizeof(n));
	if (from->n - *at - sizeof(n) < n)
		return false;
	*ret = (struct source){.text = from->p + *at + sizeof(n), .len = n};
	*at += sizeof(n) + n;
	return true;
}

/* ---- in the child ---- */

static void leave_for_memory(void)
{
	_exit(NO_MEMORY);
}

_Noreturn static void work(const struct boxed *b, int to, pid_t owner)
{
	struct box_terms box = {
	        .kind = BOX_READER, .memory = memory_to_read(b), .seconds = time_left(b)};
	struct buf record = {0};

	if (b->readable != NULL) {
		box.readable = b->readable->list;
		box.readable_n = b->readable->n;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != owner)
		_exit(EXIT_FAILURE); /* it ended before PR_SET_PDEATHSIG took effect */
	mem_set_oom_handler(leave_for_memory);
	tell_walls(b->options, box_enter(&box));
	b->work(b->context, &record);
	fflush(stderr);
	_exit(out_write(to, record.p, record.n) == RC_OK ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* ---- beside it ---- */

enum gathered { GATHERED, GATHERED_LATE, GATHERED_FAILED /* errno says how */ };

/* Everything until the child closes its end, or its time is over. */
static enum gathered gather(int from, long long due, struct buf *ret)
{
	for (;;) {
		long long left = due - worker_clock();
		struct pollfd news = {.fd = from, .events = POLLIN};
		ssize_t n;

		if (left <= 0)
			return GATHERED_LATE;
		if (poll(&news, 1, left < INT32_MAX ? (int)left : INT32_MAX) <= 0)
			continue;
		buf_reserve(ret, READ_BYTES);
		n = read(from, ret->p + ret->n, READ_BYTES);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 ? GATHERED : GATHERED_FAILED;
		ret->n += (size_t)n;
	}
}

static enum exit_code tell_late(const struct boxed *b, size_t seconds)
{
	const struct source name = {.name = b->name, .text = ""};
	const struct diag_place place = {.source = &name, .rule = "TIMEOUT"};
	struct diag_list dl = {0};

	diag_add(&dl, DIAG_ERROR, &place, _("not finished within the %zu s of --timeout"), seconds);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	return EXIT_REPORT;
}

static void put_memory(struct buf *b, const char *name, size_t mebibytes)
{
	struct buf plain = {0};

	print_plain(&plain, name);
	buf_putf(b, _("kanben: %s: out of memory; --max-memory allows %zu MiB\n"),
	         plain.p != NULL ? plain.p : "", mebibytes);
	buf_release(&plain);
}

static enum exit_code tell_end(const struct boxed *b, int status)
{
	struct buf said = {0};

	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MEMORY) {
		put_memory(&said, b->name, memory_to_read(b));
	} else {
		const struct diag_place place = {.rule = "WORKER"};
		struct diag_list dl = {0};

		if (WIFSIGNALED(status))
			diag_add(&dl, DIAG_ERROR, &place,
			         _("the document %s: the worker was killed by signal %d (%s)"),
			         b->name, WTERMSIG(status), strsignal(WTERMSIG(status)));
		else
			diag_add(&dl, DIAG_ERROR, &place,
			         _("the document %s: the worker exited with status %d"), b->name,
			         WEXITSTATUS(status));
		print_findings(&said, &dl);
		diag_release(&dl);
	}
	fwrite(said.p, 1, said.n, stderr);
	buf_release(&said);
	return EXIT_SURROUNDINGS;
}

/* Did it end because its processor time was spent? */
static bool is_spent(int status)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
}

static enum exit_code await(const struct boxed *b, pid_t child, int from, struct buf *ret)
{
	size_t seconds = time_left(b);
	/* A machine that is busy with other things is given more than the processor's time. */
	size_t patience = b->options->timeout > 0 ? 1 : 6;
	size_t before = ret->n;
	enum gathered how =
	        gather(from, worker_clock() + (long long)(seconds * patience) * 1000, ret);
	int status = 0, error = errno;

	if (how != GATHERED)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (how == GATHERED && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS)
		return EXIT_WELL;
	ret->n = before;
	errno = error;
	if (how == GATHERED_FAILED)
		return print_io("pipe");
	return how == GATHERED_LATE || is_spent(status) ? tell_late(b, time_of(b))
	                                                : tell_end(b, status);
}

enum exit_code boxed_run(const struct boxed *b, struct buf *ret)
{
	enum exit_code code;
	pid_t owner = getpid(), child;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return print_io("pipe");
	fflush(NULL);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		work(b, ends[1], owner);
	}
	if (child < 0) {
		code = print_io("fork");
		close(ends[1]);
	} else {
		close(ends[1]);
		code = await(b, child, ends[0], ret);
	}
	close(ends[0]);
	return code;
}

/* ---- a process that boxes itself ---- */

/* What is said at the end of time or memory, made while there is enough of both. */
static struct buf late_said, memory_said, cut_said;

static void end_with(const struct buf *said, int status)
{
	(void)!write(STDERR_FILENO, said->p, said->n);
	_exit(status);
}

static void end_late(int signal)
{
	(void)signal;
	end_with(&late_said, EXIT_REPORT);
}

static void end_for_memory(void)
{
	end_with(&memory_said, EXIT_SURROUNDINGS);
}

/* A font or a picture is mapped, and whoever owns it may cut it short. */
static void end_cut(int signal)
{
	(void)signal;
	end_with(&cut_said, EXIT_SURROUNDINGS);
}

static void prepare_words(const struct options *o, const char *name, size_t seconds)
{
	const struct source source = {.name = name, .text = ""};
	const struct diag_place place = {.source = &source, .rule = "TIMEOUT"};
	struct diag_list dl = {0};

	buf_clear(&late_said);
	diag_add(&dl, DIAG_ERROR, &place, _("not finished within the %zu s of --timeout"), seconds);
	print_findings(&late_said, &dl);
	diag_release(&dl);
	buf_clear(&memory_said);
	put_memory(&memory_said, name, memory_of(o));
	buf_clear(&cut_said);
	buf_puts(&cut_said, _("kanben: a font or another file was cut short while it was read\n"));
}

/* The folders of files that will be written, each once if it follows itself. */
struct folders_written {
	struct buf list; /* char * */
	size_t n;
};

static void add_folder(struct folders_written *w, const char *path)
{
	char *folder = path != NULL && strcmp(path, "-") != 0 ? out_folder(path) : NULL;

	if (folder == NULL)
		return;
	if (w->n > 0 && strcmp(((char **)(void *)w->list.p)[w->n - 1], folder) == 0) {
		free(folder);
		return;
	}
	buf_put(&w->list, &folder, sizeof(folder));
	w->n++;
}

static void enter(const struct options *o, size_t seconds, struct folders_written *w)
{
	const struct box_terms box = {.kind = BOX_MAKER,
	                              .memory = memory_of(o),
	                              .seconds = seconds,
	                              .writable = (const char *const *)(void *)w->list.p,
	                              .writable_n = w->n};

	tell_walls(o, box_enter(&box));
	for (size_t i = 0; i < w->n; i++)
		free(((char **)(void *)w->list.p)[i]);
	buf_release(&w->list);
}

void boxed_enter(const struct options *o, const char *name, const char *const *files, size_t n)
{
	size_t seconds = o->timeout > 0 ? o->timeout : BOXED_MAKE_SECONDS;
	struct folders_written w = {.n = 0};

	prepare_words(o, name, seconds);
	signal(SIGXCPU, end_late);
	signal(SIGBUS, end_cut);
	mem_set_oom_handler(end_for_memory);
	for (size_t i = 0; i < n; i++)
		add_folder(&w, files[i]);
	enter(o, seconds, &w);
}

void boxed_enter_worker(const struct options *o, const struct outputs *outputs, size_t n)
{
	struct folders_written w = {.n = 0};

	for (size_t i = 0; outputs != NULL && i < n; i++) {
		add_folder(&w, outputs->files[i].document);
		add_folder(&w, outputs->files[i].html);
	}
	enter(o, 0, &w);
}
