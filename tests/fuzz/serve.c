/* SPDX-License-Identifier: MIT */
/*
 * What a client sends to “kanben serve”, byte for byte, to a server in this process. %HOST% and
 * %TOKEN% in it stand for the server's own.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fuzz.h"
#include "serve/serve.h"

static struct {
	pthread_mutex_t lock;
	pthread_cond_t ready;
	char host[64], token[128];
} server = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, "", ""};

static void work(void *context, const struct serve_order *o, struct serve_answer *ret)
{
	(void)context;
	*ret = (struct serve_answer){.status = 200, .type = "application/json"};
	buf_putf(&ret->body, "{\"op\":%d}", (int)o->op);
}

static void ready(void *context, const char *url)
{
	(void)context;
	pthread_mutex_lock(&server.lock);
	fuzz_require(sscanf(url, "http://%63[^/]/?token=%127s", server.host, server.token) == 2,
	             "the address has a token");
	pthread_cond_signal(&server.ready);
	pthread_mutex_unlock(&server.lock);
}

static void *serve(void *folder)
{
	struct diag_list dl = {0};
	const struct serve_input in = {.folder = folder,
	                               .listen = "127.0.0.1:0",
	                               .pages = folder,
	                               .workers = 1,
	                               .seconds = 5,
	                               .max_pages = 10,
	                               .work = work,
	                               .ready = ready,
	                               .findings = &dl};

	(void)!serve_run(&in);
	fuzz_require(0, "the server goes on");
	return NULL;
}

static void start(void)
{
	static const char report[] = "{\"title\": \"a\"}";
	pthread_t thread;
	const char *folder;

	fuzz_file("report.json", report, strlen(report), &folder);
	pthread_mutex_lock(&server.lock);
	fuzz_require(pthread_create(&thread, NULL, serve, (void *)folder) == 0, "a thread starts");
	while (*server.token == '\0')
		pthread_cond_wait(&server.ready, &server.lock);
	pthread_mutex_unlock(&server.lock);
}

/* The bytes to be sent. */
static void fill_in(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (n - i >= 6 && memcmp(s + i, "%HOST%", 6) == 0) {
			buf_puts(b, server.host);
			i += 5;
		} else if (n - i >= 7 && memcmp(s + i, "%TOKEN%", 7) == 0) {
			buf_puts(b, server.token);
			i += 6;
		} else {
			buf_putc(b, s[i]);
		}
	}
}

static void wait_at_most(int fd, int milliseconds)
{
	const struct timeval patience = {0, 1000 * milliseconds};

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
}

static int connect_to_it(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	unsigned port = 0;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	sscanf(server.host, "127.0.0.1:%u", &port);
	address.sin_port = htons((uint16_t)port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	wait_at_most(fd, 50); /* half a request is never answered */
	fuzz_require(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0,
	             "the server takes connections");
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct linger at_once = {1, 0};
	struct buf b = {0};
	char answer[4096];
	int fd;

	if (*server.token == '\0')
		start();
	fill_in(&b, (const char *)data, size);
	fd = connect_to_it();
	if (b.n > 0 && send(fd, b.p, b.n, MSG_NOSIGNAL) > 0) {
		shutdown(fd, SHUT_WR);
		/* What is behind an answer follows at once, or the server keeps the connection. */
		while (recv(fd, answer, sizeof(answer), 0) > 0)
			wait_at_most(fd, 10);
	}
	/* Without waiting, or the ports would run out. */
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close(fd);
	buf_release(&b);
	return 0;
}
