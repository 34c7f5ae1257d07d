/* SPDX-License-Identifier: MIT */
/*
 * kanben.h: reports (JSON) made into documents (PDF, HTML) within a process.
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
 * Texts are UTF-8 and end in NUL; sizes are bytes. A function that takes a pointer borrows what it
 * points to for the call only; what it gives is the caller's to free, with the function named.
 *
 * Threads. A context is used by one thread at a time. Contexts know nothing of each other: each
 * thread has its own. Fonts and layouts are read once a context, so a context is kept for many
 * reports; files that change meanwhile are seen by new contexts only.
 *
 * The library prints nothing, ends no process (but see kb_set_memory_handler), asks no clock and no
 * variable of the environment, and leaves locale, signals and working folder alone. Messages are in
 * the language that gettext finds in the host's LC_MESSAGES: English, or Chinese where it says so.
 * The same report, options, fonts, layouts and version give the same bytes, in any order and on any
 * thread: those that the program kanben writes.
 *
 * ABI. Structs that the caller makes begin with their size and may grow at their ends; members that
 * are zero have their default. Structs that the library makes may grow at their ends as well. The
 * values of enums stay.
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

/* What a call came to, as the program's exit codes say it. The greatest that applies. */
enum kb_status {
	KB_OK = 0,          /* well; there may be warnings */
	KB_REPORT = 1,      /* the report has errors; with KB_FORCE there is a draft */
	KB_USAGE = 2,       /* an argument is wrong; nothing was done */
	KB_SURROUNDINGS = 3 /* a file, a font or a part of the library cannot be had, or a fault of
	                       ours kept a document back */
};

enum kb_severity { KB_NOTE = 0, KB_WARNING = 1, KB_ERROR = 2 };

/* One thing that was found. It and all it points to are good during the call of on_finding only. */
struct kb_finding {
	int severity;        /* enum kb_severity */
	const char *rule;    /* "T3-ID", "SYN", …; never translated; wrong options: "USAGE" */
	const char *message; /* a sentence for people */
	const char *source;  /* kb_options.source_name, or a layout's file; NULL: no place */
	size_t line, column; /* from 1, the column in code points; 0: no place */
	const char *pointer; /* JSON Pointer (RFC 6901); "": the whole, or no place */
	const char *left;    /* of arithmetic: the two sides and left - right, as decimals; … */
	const char *right;   /* … else all three are NULL */
	const char *difference;
	const char *const *cells; /* JSON Pointers of the cells it is made of */
	size_t cell_count;
};

/* In a list of folders: what the list would be if it were NULL. */
#define KB_DEFAULT ""

/* Where a context finds what it reads. Lists of folders end in NULL and are searched in order. */
struct kb_config {
	size_t size;                     /* sizeof(struct kb_config) */
	const char *const *layouts;      /* NULL: those installed with the library */
	const char *const *fonts;        /* folders, one with a fonts.json; NULL: likewise */
	const char *const *system_fonts; /* where fonts.json lets the system's fonts serve;
	                                    NULL: /usr/local/share/fonts, /usr/share/fonts */
	const char *modules;             /* folder of kanben-reread.so; NULL: likewise */
	void (*on_finding)(void *user,
	                   const struct kb_finding *finding); /* why a context cannot be */
	void *user;                                           /* for on_finding */
};

struct kb_context;

/*
 * Makes a context; config may be NULL. KB_USAGE: config is of a later version and wants what this
 * one does not have, or a list is too long. KB_SURROUNDINGS: there are no layouts or no fonts
 * there, and on_finding was told. *ret is NULL then.
 */
KB_API int kb_context_new(const struct kb_config *config, struct kb_context **ret);
KB_API void kb_context_free(struct kb_context *context); /* accepts NULL */

/* kb_options.flags; others are refused. */
#define KB_EMPTY_ZERO UINT64_C(1) /* blank cells and “/” are printed as 0 */
#define KB_FORCE UINT64_C(2)      /* a report with errors too, marked as a draft on every page */
#define KB_FRAGMENT UINT64_C(4)   /* web: of the HTML only the article */
#define KB_VERIFY UINT64_C(8)     /* read the PDF again and hold it against its pages */

/* How a report is to be made. */
struct kb_options {
	size_t size;         /* sizeof(struct kb_options) */
	const char *profile; /* one of kb_profile_name; NULL: "publish" */
	const char *layout;  /* name, or path with a slash or ending in .json; NULL: the report's */
	const char *date;    /* "YYYY-MM-DD", where the report has none; NULL: the statutory day */
	const char *source_name; /* of the report, for findings; NULL: "report" */
	const void *icc; /* print: the ICC profile of the press; NULL: the one beside the fonts */
	size_t icc_size;
	const char *icc_name; /* as the document is to name it; NULL: "press.icc" */
	uint64_t max_pages;   /* a report of more is an error; 0: any number will do */
	uint64_t flags;       /* KB_EMPTY_ZERO | … */
	void (*on_finding)(void *user, const struct kb_finding *finding); /* NULL: nobody is told */
	void *user;                                                       /* for on_finding */
};

/* What came of a report. */
struct kb_result {
	const void *document; /* the PDF; NULL: there is none */
	size_t document_size;
	const void *html; /* of the profile web, UTF-8, not ended by NUL; NULL: there is none */
	size_t html_size;
	size_t page_count; /* 0: it could not be set */
	size_t error_count, warning_count;
	size_t untold_count; /* findings of a hostile report that were past all bounds */
};

/*
 * Makes a document of a report: JSON, or an archive PDF that carries one. Before it returns it
 * calls on_finding for every finding in the order of their places, those without a place last, also
 * for what is wrong with options that could be read; on_finding must return normally and leave the
 * context alone. Gives an enum kb_status. *ret is
 * NULL with KB_USAGE; else it has the counts, and the document if there is one: with KB_OK always,
 * with KB_REPORT if there was KB_FORCE and the report could be set.
 */
KB_API int kb_render(struct kb_context *context, const void *report, size_t report_size,
                     const struct kb_options *options, struct kb_result **ret);

/*
 * The same without the document: whether every character has a glyph and every table a page is
 * looked at too. ret may be NULL. KB_VERIFY and icc have no say.
 */
KB_API int kb_check(struct kb_context *context, const void *report, size_t report_size,
                    const struct kb_options *options, struct kb_result **ret);

/* The JSON Schema (2020-12) of a layout's reports as *ret's document; of options only layout. */
KB_API int kb_schema(struct kb_context *context, const struct kb_options *options,
                     struct kb_result **ret);

/* Likewise an empty report to fill in. */
KB_API int kb_blank(struct kb_context *context, const struct kb_options *options,
                    struct kb_result **ret);

KB_API void kb_result_free(struct kb_result *result); /* accepts NULL */

/* The profiles from 0 on: "publish", "print", "archive", "web"; NULL after the last. */
KB_API const char *kb_profile_name(size_t i);

/* "0.1.0" */
KB_API const char *kb_version(void);

/*
 * What is done, in the thread concerned, when there is no memory: there is no sensible half-way
 * state of a report, so the library does not go on. The handler must not return; unless one is
 * given (or with NULL) a line is written to standard error and the process ends with status 3. It
 * may end the thread or jump out of the call: what the call had is lost then, and the context must
 * not be used again, nor freed. One setting for all contexts; safe to call at any time.
 */
KB_API void kb_set_memory_handler(void (*handler)(void));

#ifdef __cplusplus
}
#endif

#endif
