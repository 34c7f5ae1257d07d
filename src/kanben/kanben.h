/* SPDX-License-Identifier: MIT */
/*
 * kanben.h: turns reports (JSON) into documents (PDF, OFD, HTML) within a process.
 *
 *	struct kb_context *context;
 *	struct kb_result *result;
 *
 *	if (kb_context_new(NULL, &context) == KB_OK) {
 *		kb_render(context, json, json_size, NULL, &result);
 *		...result->document, result->document_size...
 *		kb_result_free(result);
 *		kb_context_free(context);
 *	}
 *
 * Strings are UTF-8 and end in NUL; sizes are in bytes. What a pointer argument refers to is used
 * during the call only and stays the caller's. What a function returns belongs to the caller, who
 * frees it with the function named below.
 *
 * Threads. Only one thread at a time may use a context. Contexts are independent of each other:
 * give each thread its own, no lock is needed. A context reads fonts and layouts once, so keep it
 * for many reports; only new contexts see files that have changed since.
 *
 * The library does not print, end the process (except for lack of memory: kb_set_memory_handler),
 * read the clock or the environment, or change locale, signals or working directory. Messages are
 * in Chinese or English, as the context wants or else the host's LC_MESSAGES. The same report,
 * options, fonts, layouts and version produce the same bytes, in any order and on any thread, and
 * the same as the program kanben; on another machine the same content (KB_HASH), but the same bytes
 * only if the libraries that compress are of the same versions.
 *
 * ABI. Structs that the caller fills begin with their size; later versions may add members at the
 * end. A member that is zero has its default. Structs that the library returns may grow at the end
 * too. The values of enums do not change.
 */
#ifndef KANBEN_KANBEN_KANBEN_H
#define KANBEN_KANBEN_KANBEN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define KB_API __attribute__((visibility("default")))
#else
#define KB_API
#endif

/* The result of a call; the same as the program's exit codes. If several apply, the highest. */
enum kb_status {
	KB_OK = 0,          /* success; there may be warnings */
	KB_REPORT = 1,      /* the report has errors; with KB_FORCE there is a draft */
	KB_USAGE = 2,       /* an argument is wrong; nothing was done */
	KB_SURROUNDINGS = 3 /* a file, a font or a part of the library cannot be read, or an
	                       internal error prevented output */
};

enum kb_severity { KB_NOTE = 0, KB_WARNING = 1, KB_ERROR = 2 };

/* An error, a warning or a note. Valid, with all it points to, only until on_finding returns. */
struct kb_finding {
	int severity;        /* enum kb_severity */
	const char *rule;    /* "T3-ID", "SYN", …; never translated; "USAGE": a wrong option */
	const char *message; /* for people, in their language */
	const char *source;  /* kb_options.source_name, or a layout's file; NULL: no place */
	size_t line, column; /* from 1, the column in code points; 0: no place */
	const char *pointer; /* JSON Pointer (RFC 6901); "": the whole, or no place */
	const char *left;    /* of a sum that does not hold: its two sides … */
	const char *right;   /* … and left - right, as decimals; otherwise all three are NULL */
	const char *difference;
	const char *const *cells; /* JSON Pointers of the cells in the sum */
	size_t cell_count;
};

/* In a list of folders: the default folders, those that NULL means. */
#define KB_DEFAULT ""

/*
 * kb_config.flags; unknown bits are KB_USAGE. KB_MAP_FONTS: font files are mapped and not read,
 * which saves a few MiB a context, with large faces that are not CFF some 20 each; but one that is
 * cut short in its place while it is in use ends the process by SIGBUS. Otherwise reports have
 * KB_SURROUNDINGS once a font file that is still read has been written to.
 */
#define KB_MAP_FONTS UINT64_C(1)

/* Where a context finds its files. Lists of folders end in NULL and are searched in order. */
struct kb_config {
	size_t size;                     /* sizeof(struct kb_config) */
	const char *const *layouts;      /* NULL: those installed with the library */
	const char *const *fonts;        /* one of them has a fonts.json; NULL: as above */
	const char *const *system_fonts; /* fonts that fonts.json may use as well; NULL:
	                                    /usr/local/share/fonts, /usr/share/fonts */
	const char *modules;             /* folder of kanben-reread*.so; NULL: as above */
	void (*on_finding)(void *user, const struct kb_finding *finding); /* why there is no
	                                                                     context; warnings */
	void *user;                                                       /* for on_finding */
	const char *language; /* of messages: "zh…" Chinese, "en…" English, as the name of a locale
	                         or a BCP 47 tag; NULL: by gettext, in the host's LC_MESSAGES, which
	                         must not be C, nor C.UTF-8 from glibc 2.41 on, to be Chinese */
	uint64_t flags;       /* KB_MAP_FONTS */
};

struct kb_context;

/*
 * Makes a context; config may be NULL. KB_USAGE: config comes from a later version and sets a
 * member or flag that this one does not have, a list is too long, or the language is neither
 * Chinese nor English. KB_SURROUNDINGS: there are no layouts or no fonts; on_finding was called. On
 * failure *ret is NULL. If the Chinese messages are missing there is a warning, and messages are in
 * English.
 */
KB_API int kb_context_new(const struct kb_config *config, struct kb_context **ret);
KB_API void kb_context_free(struct kb_context *context); /* accepts NULL */

/* kb_options.flags; unknown bits are KB_USAGE. */
#define KB_EMPTY_ZERO UINT64_C(1) /* print blank cells and “/” as 0 */
#define KB_FORCE UINT64_C(2)      /* reports with errors too, marked as a draft on every page */
#define KB_FRAGMENT UINT64_C(4)   /* web: the HTML is only an article, to be put into a page */
#define KB_VERIFY UINT64_C(8)     /* compare the finished PDF or OFD with its pages */
#define KB_HASH UINT64_C(16)      /* make the hashes of the result */
#define KB_PLACES UINT64_C(32)    /* svg: texts name the value they come from (kb_page) */

/* How to make a report. */
struct kb_options {
	size_t size;             /* sizeof(struct kb_options) */
	const char *profile;     /* one of kb_profile_name; NULL: "publish" */
	const char *layout;      /* a name, or a path with a slash or ending in .json; NULL: the one
	                            that the report names */
	const char *date;        /* "YYYY-MM-DD", if the report has none; NULL: the statutory day */
	const char *source_name; /* the report's name in findings; NULL: "report" */
	const void *icc; /* print: the ICC profile of the press; NULL: the one beside the fonts */
	size_t icc_size;
	const char *icc_name; /* its name in the document; NULL: "press.icc" */
	uint64_t max_pages;   /* more pages are an error; 0: more than 300 and one for each 400
	                         bytes of the report, of svg than 500. Nor are there more cells
	                         in tables than 100,000 and one for each 8 bytes, at most a
	                         million. UINT64_MAX: no limit of either */
	uint64_t flags;       /* KB_EMPTY_ZERO | … */
	void (*on_finding)(void *user, const struct kb_finding *finding); /* may be NULL */
	void *user;                                                       /* for on_finding */
	const char *document_name; /* web: the name of the PDF's file, in UTF-8; the HTML links to
	                              it, as in the same folder. NULL: there is no link */
	const void *site; /* web: the website's own metadata, a JSON object as for the program's
	                     option --site; NULL: none */
	size_t site_size;
	const char *folder; /* where the report's pictures are; NULL: a report with pictures has an
	                       error, unless it is an archive PDF, which has them in itself */
};

/*
 * A page as a drawing of its own (SVG 1.1). With KB_PLACES, text that comes from a value of the
 * report is in an element that has that value's JSON Pointer, that of its findings, in the
 * attribute data-at; so is each cell for a value, as an area that is not seen, also if it is blank.
 * This struct will not grow.
 */
struct kb_page {
	const char *svg; /* UTF-8, without a NUL at its end */
	size_t size;
};

struct kb_result {
	const void *document; /* the PDF or OFD, the schema or the report; NULL: none */
	size_t document_size;
	const void *html; /* of the profile web: UTF-8, without a NUL at its end; NULL: none */
	size_t html_size;
	size_t page_count; /* 0: the report could not be laid out, or has too many pages */
	size_t error_count, warning_count;
	size_t untold_count; /* findings beyond the limit, which on_finding was not called for */
	/*
	 * With KB_HASH the SHA-256, in hexadecimal, of the document's content and of the HTML,
	 * equal on every machine; NULL: not made.
	 */
	const char *document_hash, *html_hash;
	/*
	 * Of the profile svg, instead of the document: page i + 1 of page_count is pages[i]. NULL:
	 * none. document_hash is that of all their bytes, in order.
	 */
	const struct kb_page *pages;
};

/*
 * Makes a document from a report, which is JSON or an archive edition (PDF, OFD). Returns an
 * enum kb_status.
 *
 * Before it returns it calls on_finding for each finding, in the order of their places, those
 * without a place last. Wrong options are findings too. on_finding must return normally and must
 * not use the context.
 *
 * With KB_USAGE *ret is NULL. Otherwise it has the counts, and the document, or its pages, if there
 * is one: always
 * with KB_OK; with KB_REPORT if KB_FORCE is set and the report could be laid out.
 */
KB_API int kb_render(struct kb_context *context, const void *report, size_t report_size,
                     const struct kb_options *options, struct kb_result **ret);

/*
 * Checks a report without making a document. The report is still laid out, so that missing glyphs
 * and tables that do not fit a page are found. ret may be NULL. KB_VERIFY and icc are ignored.
 */
KB_API int kb_check(struct kb_context *context, const void *report, size_t report_size,
                    const struct kb_options *options, struct kb_result **ret);

/* The JSON Schema (2020-12) of a layout's reports, as document. Of the options only layout,
 * on_finding and user are used. */
KB_API int kb_schema(struct kb_context *context, const struct kb_options *options,
                     struct kb_result **ret);

/* The same for an empty report to fill in. */
KB_API int kb_blank(struct kb_context *context, const struct kb_options *options,
                    struct kb_result **ret);

KB_API void kb_result_free(struct kb_result *result); /* accepts NULL */

/* The name of profile i, counted from 0: "publish", "print", …; NULL after the last. */
KB_API const char *kb_profile_name(size_t i);

/* "0.1.0" */
KB_API const char *kb_version(void);

/*
 * Sets the handler that is called when memory runs out, in the thread in which it does. The library
 * cannot go on then, and the handler must not return: it may end the process or the thread, or jump
 * out of the call. After a jump the memory of the call is lost, and the context must be neither
 * used again nor freed. By default (NULL) a line is written to standard error and the process ends
 * with status 3. The setting is for all contexts and can be changed at any time.
 */
KB_API void kb_set_memory_handler(void (*handler)(void));

#ifdef __cplusplus
}
#endif

#endif
