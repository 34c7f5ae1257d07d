/* SPDX-License-Identifier: MIT */
/* routes.c: every address there is. */
#include <string.h>

#include "base/mem.h"
#include "serve/file_name.h"
#include "serve/server.h"

#define REPORT "/api/reports/"
#define LAYOUT "/api/layouts/"

/* A name stands between `before` and `after`; without `after` there is none. */
static const struct route routes[] = {
        {"GET", "/", NULL, false, ROUTE_PUBLIC, 0, page_enter},
        {"GET", "/api/session", NULL, false, 0, 0, api_session},
        {"POST", "/api/session", NULL, false, ROUTE_PUBLIC, BODY_MAX_SMALL, api_login},
        {"GET", "/api/reports", NULL, false, 0, 0, api_list},
        {"GET", REPORT, "", true, 0, 0, api_read},
        {"PUT", REPORT, "", true, ROUTE_WRITES, BODY_MAX_REPORT, api_write},
        {"GET", REPORT, "/document", true, 0, 0, api_saved_document},
        {"GET", REPORT, "/zip", true, 0, 0, api_zip},
        {"GET", REPORT, "/previous", true, ROUTE_INDEX, 0, api_previous},
        {"GET", REPORT, "/next", true, 0, 0, api_next},
        {"POST", "/api/check", NULL, false, ROUTE_INDEX, BODY_MAX_REPORT, api_check},
        {"POST", "/api/document", NULL, false, 0, BODY_MAX_REPORT, api_document},
        {"POST", "/api/diff", NULL, false, ROUTE_INDEX, BODY_MAX_REPORT, api_diff},
        {"POST", "/api/import", NULL, false, 0, BODY_MAX_UPLOAD, api_import},
        {"POST", "/api/merge", NULL, false, ROUTE_INDEX, BODY_MAX_SMALL, api_merge},
        {"GET", "/api/pictures", NULL, false, 0, 0, api_pictures},
        {"POST", "/api/pictures", NULL, false, ROUTE_WRITES, BODY_MAX_UPLOAD, api_add_picture},
        {"GET", "/api/picture", NULL, false, 0, 0, api_picture},
        {"GET", LAYOUT, "/form", false, 0, 0, api_form},
        {"GET", LAYOUT, "/schema", false, 0, 0, api_schema},
        {"GET", LAYOUT, "/blank", false, 0, 0, api_blank},
};

/* The desk's own files: of any other name there is none, whatever is in their folder. */
static const char *const pages[] = {
#include "page_names.h"
};
static const struct route page = {"GET", NULL, NULL, false, ROUTE_PUBLIC, 0, page_file};

/* Whether the address is the route's; the name in it is then *ret_name, in the arena. */
static bool matches(struct request *r, const struct route *route, const char *url,
                    const char **ret_name)
{
	size_t before = strlen(route->before), n = strlen(url), after;

	*ret_name = NULL;
	if (route->after == NULL)
		return strcmp(url, route->before) == 0;
	after = strlen(route->after);
	if (n <= before + after || strncmp(url, route->before, before) != 0 ||
	    strcmp(url + n - after, route->after) != 0)
		return false;
	*ret_name = arena_strndup(&r->arena, url + before, n - before - after);
	return strchr(*ret_name, '/') == NULL && (!route->report || file_name_is_report(*ret_name));
}

static const struct route *lookup_page(struct request *r, const char *url)
{
	for (size_t i = 0; i < COUNT(pages); i++)
		if (*url == '/' && strcmp(url + 1, pages[i]) == 0) {
			r->name = pages[i];
			return &page;
		}
	return NULL;
}

/* HEAD is answered as GET; libmicrohttpd leaves out the body. */
static bool has_method(const struct route *route, const char *method)
{
	return strcmp(method, route->method) == 0 ||
	       (strcmp(method, "HEAD") == 0 && strcmp(route->method, "GET") == 0);
}

const struct route *route_lookup(struct request *r, const char *method, const char *url,
                                 const char **ret_allow)
{
	const struct route *found = lookup_page(r, url);

	*ret_allow = NULL;
	if (found != NULL) {
		*ret_allow = "GET, HEAD";
		return has_method(found, method) ? found : NULL;
	}
	for (size_t i = 0; i < COUNT(routes); i++) {
		const char *name, *own = strcmp(routes[i].method, "GET") == 0 ? "GET, HEAD"
		                                                              : routes[i].method;

		if (!matches(r, &routes[i], url, &name))
			continue;
		if (has_method(&routes[i], method)) {
			r->name = name;
			*ret_allow = NULL;
			return &routes[i];
		}
		*ret_allow = *ret_allow != NULL ? arena_printf(&r->arena, "%s, %s", *ret_allow, own)
		                                : own;
	}
	return NULL;
}
