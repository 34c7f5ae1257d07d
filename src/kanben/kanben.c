/* SPDX-License-Identifier: MIT */
#include "kanben/kanben.h"

#include <dlfcn.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "engine/beside.h"
#include "engine/engine.h"
#include "engine/messages.h"
#include "font/font.h"
#include "kanben/host.h"
#include "schema/schema.h"

struct kb_context {
	struct engine engine;
	bool busy; /* a call is in progress: on_finding must not make another */
	const struct catalogue *catalogue; /* NULL: by gettext */
};

static int status_of(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return KB_OK;
	case RC_INPUT:
	case RC_LIMIT:
		return KB_REPORT;
	case RC_IO:
	case RC_BUG:
		break;
	}
	return KB_SURROUNDINGS;
}

/* ---- contexts ---- */

/* The paths of what is installed with the library, found from the folder of its file. */
static void find_own(struct arena *a, struct paths *ret)
{
	static const char here;
	Dl_info info;
	char *file = dladdr(&here, &info) != 0 ? realpath(info.dli_fname, NULL) : NULL;
	char *slash = file != NULL ? strrchr(file, '/') : NULL;

	if (slash != NULL) {
		*slash = '\0';
		paths_add_own(a, file, ret);
	}
	free(file);
	paths_add_system_fonts(ret);
}

/* Copies a list of folders from the host; false: it is too long. */
static bool take_folders(struct arena *a, const char *const *given, const struct folders *own,
                         struct folders *ret)
{
	if (given == NULL) {
		*ret = *own;
		return true;
	}
	for (; *given != NULL; given++) {
		size_t n = **given != '\0' ? 1 : own->n;

		if (n > FOLDERS_MAX - ret->n)
			return false;
		for (size_t i = 0; i < n; i++)
			folders_add(ret, **given != '\0' ? arena_strdup(a, *given) : own->list[i]);
	}
	return true;
}

static bool take_paths(struct arena *a, const struct kb_config *config, struct paths *ret)
{
	const char *const modules[] = {config->modules, NULL};
	struct paths own = {0};

	find_own(a, &own);
	ret->locale = own.locale;
	return take_folders(a, config->layouts, &own.layouts, &ret->layouts) &&
	       take_folders(a, config->fonts, &own.fonts, &ret->fonts) &&
	       take_folders(a, config->system_fonts, &own.system_fonts, &ret->system_fonts) &&
	       take_folders(a, config->modules != NULL ? modules : NULL, &own.modules,
	                    &ret->modules);
}

/* A catalogue is bound process-wide, but every context binds ours to the same folder. */
static void bind_messages(const struct paths *p)
{
	if (p->locale == NULL)
		return;
	bindtextdomain(KANBEN_TEXT_DOMAIN, p->locale);
	bind_textdomain_codeset(KANBEN_TEXT_DOMAIN, "UTF-8");
}

/* False: there are no messages in this language. */
static bool take_language(struct kb_context *c, const char *language, struct diag_list *dl)
{
	const struct diag_place place = {.rule = "ENV"};
	const char *folder = c->engine.paths.locale;
	const struct catalogue *found;

	if (language == NULL)
		return true;
	c->catalogue = &catalogue_none;
	if (!messages_are_in(language, "zh"))
		return messages_are_in(language, "en");
	found = folder != NULL ? messages_chinese(&c->engine.arena, folder) : NULL;
	if (found != NULL) {
		c->catalogue = found;
		return true;
	}
	diag_add(dl, DIAG_WARNING, &place, "the Chinese messages of the library cannot be read: %s",
	         folder != NULL ? folder : "share/locale");
	return true;
}

/* Fails at once if there are no layouts or fonts, not only at the first report. */
static int look_around(struct engine *e, struct diag_list *dl)
{
	const struct layout_file *layout;
	struct font_set *fonts;
	enum rc rc = engine_fonts(e, dl, &fonts);

	if (!layouts_any(&e->layouts))
		rc = loaded_layout(e, NULL, dl, &layout);
	return status_of(rc);
}

int kb_context_new(const struct kb_config *config, struct kb_context **ret)
{
	struct kb_context *c;
	struct kb_config known;
	struct diag_list dl = {0};
	int status;

	if (ret == NULL)
		return KB_USAGE;
	*ret = NULL;
	if (!host_take_sized(config, sizeof(known), &known) || (known.flags & ~KB_MAP_FONTS) != 0)
		return KB_USAGE;
	c = mem_alloc(sizeof(*c));
	engine_init(&c->engine);
	c->engine.read_fonts = (known.flags & KB_MAP_FONTS) == 0;
	if (!take_paths(&c->engine.arena, &known, &c->engine.paths) ||
	    !take_language(c, known.language, &dl)) {
		kb_context_free(c);
		return KB_USAGE;
	}
	bind_messages(&c->engine.paths);
	modules_use_catalogue(&c->engine, c->catalogue);
	status = look_around(&c->engine, &dl);
	modules_use_catalogue(&c->engine, NULL);
	host_pass_findings(&dl, &(struct listener){known.on_finding, known.user});
	diag_release(&dl);
	if (status == KB_OK)
		*ret = c;
	else
		kb_context_free(c);
	return status;
}

void kb_context_free(struct kb_context *context)
{
	if (context == NULL)
		return;
	engine_release(&context->engine);
	free(context);
}

/* ---- reports ---- */

/* The state of one call. */
struct call {
	struct kb_context *context;
	bool entered; /* this call has marked the context as busy */
	struct wish wish;
	struct listener listener;
	struct loaded in;
	struct write_colours press; /* of wish.icc */
	struct html_site site;      /* of wish.site */
	struct buf document, html;
	struct kb_page *pages; /* heap, as are its members */
	size_t made_n, made_cap;
	struct edition_hashes hashes;
	size_t page_n;
	struct out *early; /* the document, if pages are written while others are set */
};

/* Checks the arguments. RC_INPUT: one is wrong. */
static enum rc begin(struct call *call, struct kb_context *context,
                     const struct kb_options *options)
{
	struct kb_options known;

	*call = (struct call){.context = context};
	if (context == NULL || context->busy || !host_take_sized(options, sizeof(known), &known))
		return RC_INPUT;
	call->entered = context->busy = true;
	modules_use_catalogue(&context->engine, context->catalogue);
	call->listener = (struct listener){known.on_finding, known.user};
	return host_read_options(&known, &call->in.dl, &call->wish);
}

/* On the heap; NULL: there is none. */
static char *copy_hash(const char *hash)
{
	char *copy = NULL;

	if (*hash != '\0') {
		copy = mem_alloc(DIGEST_TEXT);
		memcpy(copy, hash, DIGEST_TEXT);
	}
	return copy;
}

static void free_pages(const struct kb_page *pages, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free((void *)(uintptr_t)pages[i].svg);
	free((void *)(uintptr_t)pages);
}

static struct kb_result *make_result(struct call *call)
{
	const struct diag_list *dl = &call->in.dl;
	struct kb_result *r = mem_alloc(sizeof(*r));

	*r = (struct kb_result){.document_size = call->document.n,
	                        .html_size = call->html.n,
	                        .page_count = call->page_n,
	                        .error_count = dl->error_n,
	                        .warning_count = dl->warning_n,
	                        .untold_count = dl->dropped_n};
	r->document = call->document.n > 0 ? buf_detach(&call->document) : NULL;
	r->html = call->html.n > 0 ? buf_detach(&call->html) : NULL;
	r->document_hash = copy_hash(call->hashes.document);
	r->html_hash = copy_hash(call->hashes.html);
	r->pages = call->pages;
	call->pages = NULL;
	call->made_n = 0;
	return r;
}

/* Reports the findings, returns the result and releases everything else. */
static int end(struct call *call, int status, struct kb_result **ret)
{
	host_pass_findings(&call->in.dl, &call->listener);
	if (ret != NULL)
		*ret = status == KB_USAGE ? NULL : make_result(call);
	buf_release(&call->document);
	buf_release(&call->html);
	free_pages(call->pages, call->made_n);
	loaded_release(&call->in);
	if (call->entered) {
		modules_use_catalogue(&call->context->engine, NULL);
		call->context->busy = false;
	}
	return status;
}

/*
 * Chooses the output intent of a print edition. RC_INPUT: the host's profile is not that of a
 * press.
 */
static enum rc find_press(struct call *call)
{
	const struct diag_place usage = {.rule = "USAGE"};
	struct wish *wish = &call->wish;

	if (!wish->how.writer->press)
		return RC_OK;
	if (wish->icc.text == NULL)
		return colours_own(&call->context->engine, &call->in.dl, &wish->how.colours);
	wish->how.colours = &call->press;
	if (colours_of(&wish->icc, &call->press) == RC_OK)
		return RC_OK;
	diag_add(&call->in.dl, DIAG_ERROR, &usage,
	         _("%s is not an ICC profile of a four-colour press"), wish->icc.name);
	return RC_INPUT;
}

/* Reads the website's metadata. RC_INPUT: they are wrong. */
static enum rc read_site(struct call *call)
{
	struct loaded *in = &call->in;

	if (call->wish.site.text == NULL)
		return RC_OK;
	call->wish.how.site = &call->site;
	return html_site_read(&in->arena, &call->wish.site, &in->dl, &call->site);
}

static enum rc take_page(void *user, size_t page, const struct buf *bytes)
{
	struct call *call = user;
	char *copy = mem_alloc(bytes->n);

	(void)page; /* they come in order */
	memcpy(copy, bytes->p, bytes->n);
	call->pages = mem_grow(call->pages, call->made_n, &call->made_cap, sizeof(*call->pages));
	call->pages[call->made_n++] = (struct kb_page){copy, bytes->n};
	return RC_OK;
}

static enum rc write_pages(struct call *call, struct edition *e)
{
	const struct write_sink to = {take_page, call};
	enum rc rc = edition_write(e, &(struct edition_files){.pages = &to});

	if (rc == RC_OK)
		call->hashes = e->hashes;
	return rc;
}

/* Pages are written while others are set, into memory. */
static enum rc open_early(void *user, struct out **ret)
{
	struct call *call = user;

	*ret = call->early = out_open_memory(&call->document);
	return RC_OK;
}

static enum rc write_edition(struct call *call, struct edition *e)
{
	bool two = e->how->writer->html;
	struct out *document = call->early != NULL ? call->early : out_open_memory(&call->document);
	struct out *html = two ? out_open_memory(&call->html) : NULL;
	enum rc rc = edition_write(e, &(struct edition_files){document, html, NULL});

	call->early = NULL;
	if (rc == RC_OK)
		rc = rc_worse(out_finish(document), two ? out_finish(html) : RC_OK);
	else {
		out_abandon(document);
		out_abandon(html);
		buf_release(&call->document);
	}
	if (rc == RC_OK)
		call->hashes = e->hashes;
	return rc;
}

static enum rc make(struct call *call, bool write)
{
	struct engine *engine = &call->context->engine;
	struct edition e;
	const struct edition_target target = {open_early, call};
	enum rc rc;

	/* Warnings about a font are repeated for each report. */
	font_set_forget_said(engine->fonts);
	if (call->wish.folder != NULL)
		call->in.files = (struct report_files){(void *)call->wish.folder, beside_read};
	rc = loaded_read(engine, &call->in, call->wish.layout, &call->in.dl);
	if (call->in.report == NULL)
		return rc;
	if (write)
		call->wish.how.target = &target;
	else
		call->wish.how.unwritten = true;
	rc = rc_worse(rc, edition_set(&e, engine, &call->in, &call->wish.how));
	call->page_n = e.pages.page_n;
	if (write && e.ready)
		rc = rc_worse(rc, call->wish.how.writer->paged ? write_pages(call, &e)
		                                               : write_edition(call, &e));
	edition_release(&e);
	if (call->early != NULL) { /* a later page had an error */
		out_abandon(call->early);
		buf_release(&call->document);
	}
	return rc;
}

int kb_render(struct kb_context *context, const void *report, size_t report_size,
              const struct kb_options *options, struct kb_result **ret)
{
	struct call call;
	enum rc rc = begin(&call, context, options);

	if (rc == RC_OK)
		rc = find_press(&call);
	if (rc == RC_OK)
		rc = read_site(&call);
	if (rc == RC_INPUT || ret == NULL || (report == NULL && report_size > 0))
		return end(&call, KB_USAGE, ret);
	call.in.source = (struct source){call.wish.name, report != NULL ? report : "", report_size};
	if (rc == RC_OK)
		rc = make(&call, /*write*/ true);
	return end(&call, status_of(rc), ret);
}

int kb_check(struct kb_context *context, const void *report, size_t report_size,
             const struct kb_options *options, struct kb_result **ret)
{
	struct call call;

	if (begin(&call, context, options) != RC_OK || (report == NULL && report_size > 0))
		return end(&call, KB_USAGE, ret);
	call.in.source = (struct source){call.wish.name, report != NULL ? report : "", report_size};
	return end(&call, status_of(make(&call, /*write*/ false)), ret);
}

/* ---- layouts ---- */

/* A text made from a layout alone. */
static int describe(struct kb_context *context, const struct kb_options *options,
                    void (*put)(struct buf *b, const struct form *f), struct kb_result **ret)
{
	const struct layout_file *layout;
	struct call call;
	enum rc rc;

	if (begin(&call, context, options) != RC_OK || ret == NULL)
		return end(&call, KB_USAGE, ret);
	rc = loaded_layout(&context->engine, call.wish.layout, &call.in.dl, &layout);
	if (rc == RC_OK)
		put(&call.document, layout->form);
	return end(&call, status_of(rc), ret);
}

static void put_schema(struct buf *b, const struct form *f)
{
	/* A report that names no layout has the default one. */
	schema_put(b, f, strcmp(f->name, LOADED_DEFAULT_LAYOUT) != 0);
}

int kb_schema(struct kb_context *context, const struct kb_options *options, struct kb_result **ret)
{
	return describe(context, options, put_schema, ret);
}

int kb_blank(struct kb_context *context, const struct kb_options *options, struct kb_result **ret)
{
	return describe(context, options, schema_put_blank, ret);
}

/* ---- the rest ---- */

void kb_result_free(struct kb_result *result)
{
	if (result == NULL)
		return;
	free((void *)(uintptr_t)result->document);
	free((void *)(uintptr_t)result->html);
	free((void *)(uintptr_t)result->document_hash);
	free((void *)(uintptr_t)result->html_hash);
	if (result->pages != NULL)
		free_pages(result->pages, result->page_count);
	free(result);
}

const char *kb_profile_name(size_t i)
{
	const struct writer *w;

	for (size_t k = 0; (w = writer_at(k)) != NULL; k++)
		if (!w->tests_only && i-- == 0)
			return w->profile;
	return NULL;
}

const char *kb_version(void)
{
	return KANBEN_VERSION;
}

void kb_set_memory_handler(void (*handler)(void))
{
	mem_set_oom_handler(handler);
}
