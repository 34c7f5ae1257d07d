/* SPDX-License-Identifier: MIT */
/*
 * links.c: the open connections. The limit that libmicrohttpd knows is one of silence; a client
 * that sends a byte now and then never reaches it, so the time of each request is limited here.
 */
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "serve/server.h"

struct wire {
	struct server *server;
	int fd;
	enum link_phase phase;
	time_t since;
	size_t bytes; /* received so far, or to be sent */
	struct wire *before, *next;
};

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static struct wire *link_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info =
	        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info != NULL ? info->socket_context : NULL;
}

static struct wire *link_new(struct server *s, struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info =
	        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct wire *k = mem_alloc(sizeof(*k));

	k->server = s;
	k->fd = info->connect_fd;
	k->since = now();
	k->next = s->links;
	if (k->next != NULL)
		k->next->before = k;
	s->links = k;
	return k;
}

static void link_free(struct wire *k)
{
	if (k->next != NULL)
		k->next->before = k->before;
	if (k->before != NULL)
		k->before->next = k->next;
	else
		k->server->links = k->next;
	free(k);
}

void link_notify(void *server, struct MHD_Connection *c, void **link,
                 enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		*link = link_new(server, c);
	else if (*link != NULL)
		link_free(*link);
}

void link_enter(struct MHD_Connection *c, enum link_phase phase, size_t bytes)
{
	struct wire *k = link_of(c);

	if (k == NULL)
		return;
	k->phase = phase;
	k->since = now();
	k->bytes = bytes;
}

void link_count(struct MHD_Connection *c, size_t n)
{
	struct wire *k = link_of(c);

	if (k != NULL)
		k->bytes += n;
}

bool links_sending(const struct server *s)
{
	for (const struct wire *k = s->links; k != NULL; k = k->next)
		if (k->phase == LINK_SENDING)
			return true;
	return false;
}

void link_cut_slow(struct server *s)
{
	time_t at = now();

	for (struct wire *k = s->links; k != NULL; k = k->next) {
		time_t allowed = k->phase == LINK_READING ? READ_SECONDS : SEND_SECONDS;

		allowed += (time_t)(k->bytes / BYTES_PER_SECOND);
		/* libmicrohttpd notices that nothing comes any more, and closes it. */
		if (k->phase != LINK_WORKING && at - k->since > allowed)
			shutdown(k->fd, SHUT_RDWR);
	}
}
