/* SPDX-License-Identifier: MIT */
/* server.c: opens what the server needs, and its one loop. */
#include "serve/server.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/tr.h"

enum {
	CONNECTION_MEMORY = 64 << 10, /* bytes of a request's line and headers */
	SILENCE_SECONDS = 60,
	LAST_ANSWERS = 5, /* seconds for them to be fetched, once the server ends */
	TICK_MS = 1000
};

static const struct diag_place place = {.rule = "ENV"};

static enum rc fail(struct server *s, const char *what)
{
	diag_add(s->in->findings, DIAG_ERROR, &place, "%s: %s", what, tr_error(errno));
	return RC_IO;
}

/* ---- what it needs ---- */

static enum rc open_folders(struct server *s)
{
	const struct serve_input *in = s->in;
	char *path = realpath(in->folder, NULL);

	s->folder_name = arena_strdup(&s->arena, path != NULL ? path : in->folder);
	free(path);
	if (store_open(in->folder, &s->folder) != RC_OK) {
		if (errno == EWOULDBLOCK)
			diag_add(in->findings, DIAG_ERROR, &place,
			         _("%s: another “kanben serve” has this folder open"), in->folder);
		else if (errno == ENOSYS)
			diag_add(in->findings, DIAG_ERROR, &place,
			         _("this system lacks openat2 (Linux 5.6), which keeps the server "
			           "within its folder"));
		else
			return fail(s, in->folder);
		return RC_IO;
	}
	if (store_open_shared(in->pages, &s->pages) != RC_OK)
		return fail(s, in->pages);
	if (journal_open(&s->folder, in->log, &s->journal) != RC_OK)
		return fail(s, in->log != NULL ? in->log : JOURNAL_NAME);
	index_init(&s->index, &s->folder);
	if (index_refresh(&s->index) != RC_OK)
		return fail(s, in->folder);
	return RC_OK;
}

static enum rc open_access(struct server *s)
{
	const struct serve_input *in = s->in;
	enum rc rc = access_read(&s->arena, in->listen, in->origin, in->findings, &s->access);

	if (rc == RC_OK && !s->access.loopback && in->token_file == NULL) {
		diag_add(in->findings, DIAG_ERROR, &place,
		         _("--listen %s: an address that others can reach needs --token-file, and "
		           "a server with TLS before it"),
		         in->listen);
		rc = RC_INPUT;
	}
	if (in->token_file != NULL)
		rc = rc_worse(rc, people_read(in->token_file, in->findings, &s->people));
	if (rc == RC_OK && access_listen(&s->access, &s->socket) != RC_OK)
		rc = fail(s, in->listen);
	return rc;
}

static enum rc open_signals(struct server *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return fail(s, "sigprocmask");
	s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return s->signals >= 0 ? RC_OK : fail(s, "signalfd");
}

/*
 * What the browser sends is unescaped as RFC 3986 has it, but for %00: the text would end there for
 * us, and go on for others.
 */
static size_t unescape(void *cls, struct MHD_Connection *c, char *s)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	char *to = s;

	(void)cls;
	(void)c;
	for (const char *from = s; *from != '\0'; from++) {
		const char *high =
		        from[0] == '%' && from[1] != '\0' ? strchr(digits, from[1]) : NULL;
		const char *low = high != NULL && from[2] != '\0' ? strchr(digits, from[2]) : NULL;
		int byte = low != NULL ? (int)((high - digits) % 16 * 16 + (low - digits) % 16) : 0;

		*to++ = byte != 0 ? (char)byte : *from;
		from += byte != 0 ? 2 : 0;
	}
	*to = '\0';
	return (size_t)(to - s);
}

/* libmicrohttpd would write to standard error what any client can cause. */
static void keep_quiet(void *cls, const char *fmt, va_list ap)
{
	(void)cls;
	(void)fmt;
	(void)ap;
}

static enum rc start_daemon(struct server *s)
{
	unsigned per_address = s->access.loopback ? 0 : CONNECTIONS_PER_ADDRESS;

	s->daemon = MHD_start_daemon(
	        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
	        request_access, s, MHD_OPTION_EXTERNAL_LOGGER, keep_quiet, NULL,
	        MHD_OPTION_LISTEN_SOCKET, s->socket, MHD_OPTION_NOTIFY_COMPLETED, request_completed,
	        s, MHD_OPTION_NOTIFY_CONNECTION, link_notify, s, MHD_OPTION_UNESCAPE_CALLBACK,
	        unescape, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
	        MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address, MHD_OPTION_CONNECTION_TIMEOUT,
	        (unsigned)SILENCE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
	        (size_t)CONNECTION_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
	if (s->daemon == NULL)
		return fail(s, s->in->listen);
	s->socket = -1; /* the daemon closes it */
	return RC_OK;
}

/* Only the user who started it sees the token, and only once. */
static enum rc tell_ready(struct server *s)
{
	const char *own = access_url(&s->arena, &s->access);
	char token[TOKEN_RANDOM + 1], *url;

	if (s->in->token_file == NULL) {
		if (people_make(&s->people, token) != RC_OK)
			return fail(s, "getrandom");
		url = arena_printf(&s->arena, "%s/?token=%s", own, token);
	} else {
		url = arena_printf(&s->arena, "%s/", own);
	}
	s->in->ready(s->in->context, url);
	/* Workers have a copy of this memory. */
	explicit_bzero(token, sizeof(token));
	explicit_bzero(url, strlen(url));
	return RC_OK;
}

/* ---- the loop ---- */

static void read_people_again(struct server *s)
{
	struct diag_list dl = {0};

	/* Whoever was let in stays in if the file has become faulty. */
	if (s->in->token_file != NULL)
		(void)!people_read(s->in->token_file, &dl, &s->people);
	diag_release(&dl);
}

static void take_signals(struct server *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof(info)) == (ssize_t)sizeof(info))
		if (info.ssi_signo == SIGHUP)
			read_people_again(s);
		else
			s->ending = true;
}

static int wait_ms(struct server *s)
{
	MHD_UNSIGNED_LONG_LONG mhd;
	int pool = pool_wait(s->pool), least = s->woken ? 0 : TICK_MS;

	if (MHD_get_timeout(s->daemon, &mhd) == MHD_YES && mhd < (unsigned)least)
		least = (int)mhd;
	return pool >= 0 && pool < least ? pool : least;
}

static void wait_for_something(struct server *s, int epoll)
{
	struct pollfd fds[2 + POOL_MAX] = {{.fd = epoll, .events = POLLIN},
	                                   {.fd = s->signals, .events = POLLIN}};
	size_t n = 2 + pool_poll(s->pool, fds + 2);

	if (poll(fds, (nfds_t)n, wait_ms(s)) > 0 && fds[1].revents != 0)
		take_signals(s);
}

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* One round: what has arrived, what has been made, what can be begun. */
static void turn(struct server *s)
{
	s->woken = false;
	(void)MHD_run(s->daemon);
	pool_run(s->pool);
	request_unhold(s);
	request_dispatch(s);
}

static void run(struct server *s)
{
	int epoll = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	time_t ticked = now(), last = 0;

	while (!s->ending || (now() < last && (s->waiting_n > 0 || links_sending(s)))) {
		wait_for_something(s, epoll);
		turn(s);
		if (s->ending && last == 0) {
			last = now() + LAST_ANSWERS;
			s->socket = MHD_quiesce_daemon(s->daemon);
		}
		if (now() != ticked)
			link_cut_slow(s);
		ticked = now();
	}
	pool_free(s->pool);
	s->pool = NULL;
	request_abandon_all(s);
	(void)MHD_run(s->daemon);
}

static void close_all(struct server *s)
{
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	pool_free(s->pool);
	if (s->socket >= 0)
		close(s->socket);
	if (s->signals >= 0)
		close(s->signals);
	index_release(&s->index);
	journal_close(&s->journal);
	store_close(&s->folder);
	store_close(&s->pages);
	people_release(&s->people);
	arena_release(&s->arena);
}

enum rc serve_run(const struct serve_input *in)
{
	struct server s = {.in = in,
	                   .socket = -1,
	                   .signals = -1,
	                   .folder = {-1},
	                   .pages = {-1},
	                   .journal = {-1}};
	enum rc rc;

	s.tail = &s.first;
	rc = open_access(&s);
	if (rc == RC_OK)
		rc = open_folders(&s);
	if (rc == RC_OK)
		rc = open_signals(&s);
	if (rc == RC_OK)
		rc = start_daemon(&s);
	if (rc == RC_OK)
		rc = tell_ready(&s);
	if (rc == RC_OK) {
		s.pool = pool_new(in);
		run(&s);
	}
	tr_set_catalogue(NULL);
	close_all(&s);
	return rc;
}
