/* SPDX-License-Identifier: MIT */
#include "serve/access.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/tr.h"

enum { BACKLOG = 128, NUMBER_MAX = 64 /* bytes of an address as text */ };

static const struct diag_place place = {.rule = "ENV"};

/* A port from 0 to 65535. */
static bool read_port(const char *s, unsigned *ret)
{
	unsigned n = 0;

	if (*s == '\0' || strlen(s) > 5)
		return false;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return false;
		n = n * 10 + (unsigned)(*s - '0');
	}
	*ret = n;
	return n <= 65535;
}

static bool read_v4(const char *text, unsigned port, struct access *ret)
{
	struct sockaddr_in *to = (struct sockaddr_in *)&ret->address;

	if (inet_pton(AF_INET, text, &to->sin_addr) != 1)
		return false;
	to->sin_family = AF_INET;
	to->sin_port = htons((uint16_t)port);
	ret->address_n = sizeof(*to);
	ret->loopback = (ntohl(to->sin_addr.s_addr) >> 24) == 127;
	return true;
}

static bool read_v6(const char *text, unsigned port, struct access *ret)
{
	struct sockaddr_in6 *to = (struct sockaddr_in6 *)&ret->address;

	if (inet_pton(AF_INET6, text, &to->sin6_addr) != 1)
		return false;
	to->sin6_family = AF_INET6;
	to->sin6_port = htons((uint16_t)port);
	ret->address_n = sizeof(*to);
	ret->loopback = IN6_IS_ADDR_LOOPBACK(&to->sin6_addr);
	return true;
}

/* The host of "HOST:PORT" or "[HOST]:PORT", and its port or `none` without one. */
static bool split(const char *text, unsigned none, char host[NUMBER_MAX], unsigned *ret_port)
{
	const char *colon = strrchr(text, ':'), *end;
	bool v6 = *text == '[';

	*ret_port = none;
	if (v6) {
		end = strchr(text++, ']');
		if (end == NULL || (end[1] != '\0' && end[1] != ':'))
			return false;
		colon = end[1] == ':' ? end + 1 : NULL;
	} else {
		end = colon != NULL ? colon : text + strlen(text);
	}
	if (end == text || end - text >= NUMBER_MAX)
		return false;
	memcpy(host, text, (size_t)(end - text));
	host[end - text] = '\0';
	return colon == NULL || read_port(colon + 1, ret_port);
}

static bool read_listen(const char *text, struct access *ret)
{
	char host[NUMBER_MAX];
	unsigned port;

	if (strchr(text, ':') == NULL || !split(text, 0, host, &port))
		return false;
	if (*text == '[')
		return read_v6(host, port, ret);
	return read_v4(strcasecmp(host, "localhost") == 0 ? "127.0.0.1" : host, port, ret);
}

/* "https://host" or "http://host:port", nothing behind it but a slash. */
static bool read_origin(struct arena *a, const char *text, struct access *ret)
{
	size_t n = strlen(text);
	const char *host;

	if (n > 0 && text[n - 1] == '/')
		n--;
	ret->origin = arena_strndup(a, text, n);
	ret->secure = strncmp(ret->origin, "https://", 8) == 0;
	if (!ret->secure && strncmp(ret->origin, "http://", 7) != 0)
		return false;
	host = ret->host = ret->origin + (ret->secure ? 8 : 7);
	for (const char *s = host; *s != '\0'; s++)
		if (strchr("/?#@\\\"' ", *s) != NULL || *s < ' ' || *s > '~' ||
		    (*s >= 'A' && *s <= 'Z'))
			return false;
	return *host != '\0';
}

enum rc access_read(struct arena *a, const char *listen, const char *origin, struct diag_list *dl,
                    struct access *ret)
{
	enum rc rc = RC_OK;

	*ret = (struct access){.port = 0};
	if (!read_listen(listen, ret)) {
		diag_add(dl, DIAG_ERROR, &place,
		         _("--listen: an address and a port as 127.0.0.1:8765 or [::1]:8765 "
		           "expected, found “%s”"),
		         listen);
		rc = RC_INPUT;
	}
	if (origin != NULL && !read_origin(a, origin, ret)) {
		diag_add(
		        dl, DIAG_ERROR, &place,
		        _("--origin: an address as https://reports.example expected, in lower case "
		          "and without a path, found “%s”"),
		        origin);
		rc = RC_INPUT;
	}
	return rc;
}

static unsigned port_of(const struct sockaddr_storage *s)
{
	return ntohs(s->ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)s)->sin6_port
	                                      : ((const struct sockaddr_in *)s)->sin_port);
}

enum rc access_listen(struct access *a, int *ret)
{
	int fd = socket(a->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	const int on = 1;
	int error;

	if (fd < 0)
		return RC_IO;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (a->address.ss_family == AF_INET6) /* what was not named is not listened at */
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, (const struct sockaddr *)&a->address, a->address_n) == 0 &&
	    listen(fd, BACKLOG) == 0 &&
	    getsockname(fd, (struct sockaddr *)&a->address, &a->address_n) == 0) {
		a->port = port_of(&a->address);
		*ret = fd;
		return RC_OK;
	}
	error = errno;
	close(fd);
	errno = error;
	return RC_IO;
}

static bool is_any(const struct sockaddr_storage *s)
{
	if (s->ss_family == AF_INET6)
		return IN6_IS_ADDR_UNSPECIFIED(&((const struct sockaddr_in6 *)s)->sin6_addr);
	return ((const struct sockaddr_in *)s)->sin_addr.s_addr == htonl(INADDR_ANY);
}

static const void *number_of(const struct sockaddr_storage *s)
{
	return s->ss_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)s)->sin6_addr
	                                : (const void *)&((const struct sockaddr_in *)s)->sin_addr;
}

const char *access_url(struct arena *a, const struct access *x)
{
	bool v6 = x->address.ss_family == AF_INET6;
	char text[NUMBER_MAX];

	if (x->origin != NULL)
		return x->origin;
	if (is_any(&x->address))
		strcpy(text, v6 ? "::1" : "127.0.0.1");
	else
		inet_ntop(x->address.ss_family, number_of(&x->address), text, sizeof(text));
	return arena_printf(a, v6 ? "http://[%s]:%u" : "http://%s:%u", text, x->port);
}

const char *access_address(struct arena *a, const struct sockaddr *address)
{
	struct sockaddr_storage s = {0};
	char text[NUMBER_MAX] = "";

	memcpy(&s, address,
	       address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
	                                      : sizeof(struct sockaddr_in));
	inet_ntop(s.ss_family, number_of(&s), text, sizeof(text));
	return arena_strdup(a, text);
}

/*
 * A number cannot be made to lead elsewhere, as a name can, so any number with our port will do:
 * the machine may have several.
 */
static bool is_number(const char *host, bool v6)
{
	struct in6_addr to;

	return inet_pton(v6 ? AF_INET6 : AF_INET, host, &to) == 1;
}

bool access_host_ok(const struct access *a, const char *host)
{
	char name[NUMBER_MAX];
	struct access own = {.port = 0};
	unsigned port;

	if (host == NULL)
		return false;
	if (a->host != NULL && strcasecmp(host, a->host) == 0)
		return true;
	if (!split(host, 80, name, &port) || port != a->port)
		return false;
	if (strcasecmp(name, "localhost") == 0)
		return a->loopback;
	if (!is_number(name, *host == '['))
		return false;
	return !a->loopback || ((*host == '[' ? read_v6 : read_v4)(name, 0, &own) && own.loopback);
}

bool access_origin_ok(const struct access *a, const char *origin, const char *host)
{
	if (a->origin != NULL && strcmp(origin, a->origin) == 0)
		return true;
	if (a->host != NULL && host != NULL && strcasecmp(host, a->host) == 0)
		return false; /* the same name without TLS, for instance */
	/* What the browser shows as the page's address is what it has connected to. */
	return strncmp(origin, "http://", 7) == 0 && host != NULL &&
	       strcasecmp(origin + 7, host) == 0 && access_host_ok(a, host);
}
