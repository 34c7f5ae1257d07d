/* SPDX-License-Identifier: MIT */
/*
 * access.h: where the server listens, and by which names and from which pages it may be asked. A
 * browser sends requests wherever any page tells it to; a name that leads here is not yet ours (DNS
 * rebinding), and a cookie not yet a wish.
 */
#ifndef KANBEN_SERVE_ACCESS_H
#define KANBEN_SERVE_ACCESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/diag.h"

struct access {
	struct sockaddr_storage address;
	socklen_t address_n;
	bool loopback;      /* only this machine can connect */
	unsigned port;      /* once it listens */
	const char *origin; /* of --origin, without a slash at its end; NULL: none */
	const char *host;   /* in it */
	bool secure;        /* browsers come by https */
};

/*
 * Reads "127.0.0.1:8765", "[::1]:0", "localhost:80", and an origin or NULL. RC_INPUT with findings.
 */
MUST_USE enum rc access_read(struct arena *a, const char *listen, const char *origin,
                             struct diag_list *dl, struct access *ret);

/* Opens the socket. RC_IO with errno set. Sets a->port. */
MUST_USE enum rc access_listen(struct access *a, int *ret);

/* The address for a browser on this machine, without a slash at its end. */
const char *access_url(struct arena *a, const struct access *x);

/* The address of a client as text, in the arena. */
const char *access_address(struct arena *a, const struct sockaddr *address);

/* Whether a Host header, or NULL, names this server. */
bool access_host_ok(const struct access *a, const char *host);

/*
 * Whether an Origin header is this server's; of a request with this Host header, which is.
 */
bool access_origin_ok(const struct access *a, const char *origin, const char *host);

#endif
