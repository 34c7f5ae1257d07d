/* SPDX-License-Identifier: MIT */
/*
 * serve.h: a folder of reports over HTTP, for the desk in the browser (docs/serve.md). This folder
 * knows addresses, people, files and processes, and nothing of reports: what is to be made of one
 * is an order, carried out in a worker process by the function that the program hands over (desk/).
 * The program loads it as a module (serve_module.c) when it is asked to serve.
 */
#ifndef KANBEN_SERVE_SERVE_H
#define KANBEN_SERVE_SERVE_H

#include "base/buf.h"
#include "base/catalogue.h"
#include "base/diag.h"

/* What a worker can do. */
enum serve_op {
	SERVE_SESSION, /* members of the session that the engine knows: profiles, layouts */
	SERVE_HEAD,    /* of a report: the texts of enum serve_summary but for the counts */
	SERVE_SUMMARY, /* with the counts */
	SERVE_CHECK,
	SERVE_DOCUMENT,
	SERVE_ZIP,
	SERVE_FORM,
	SERVE_SCHEMA,
	SERVE_BLANK,
	SERVE_FIGURES,
	SERVE_NEXT,
	SERVE_DIFF,
	SERVE_IMPORT,
	SERVE_MERGE,
	SERVE_PICTURE, /* of a picture: the ending of its kind, "png" or "jpg" */
	SERVE_OP_N
};

/* A parameter of an order; its value is what the client sent, unescaped, and may be anything. */
struct serve_param {
	const char *key, *value;
};

/*
 * An order. The first file is the request's body or the report that it names; what others there are
 * depends on the operation. Workers have no folder: the pictures that reports name are `beside`,
 * once a worker has said which it needs (SERVE_STATUS_WANTS). Everything is borrowed.
 */
enum { SERVE_PARAMS_MAX = 16 };
struct serve_order {
	enum serve_op op;
	struct serve_param params[SERVE_PARAMS_MAX];
	size_t param_n;
	const struct source *files;
	size_t file_n;
	const struct source *beside; /* by their paths below the folder */
	size_t beside_n;
	bool supplied; /* `beside` has what there is: nothing more is asked for */
};

/*
 * What became of it. A status of 400 or more has a message as its body instead, which the server
 * puts into the form of its errors, and may have findings. SERVE_STATUS_WANTS, which no client ever
 * sees: the same order is to be given again with more files; their paths, each ending in NUL, are
 * the body.
 */
enum { SERVE_STATUS_WANTS = 299 };
struct serve_answer {
	int status;
	const char *type; /* of the body; borrowed */
	struct buf body;
	struct buf file;     /* the name under which it is to be saved, or empty */
	struct buf findings; /* a JSON array, or empty */
	const char *code;    /* of an error; borrowed */
};

/* The texts, each ending in NUL, in the body of the answers of SERVE_HEAD and SERVE_SUMMARY. */
enum serve_summary {
	SUMMARY_ERRORS,
	SUMMARY_WARNINGS,
	SUMMARY_PAGES,
	SUMMARY_YEAR, /* "": not known, as those that follow */
	SUMMARY_LAYOUT,
	SUMMARY_TITLE,
	SUMMARY_ORGAN,
	SUMMARY_ORGAN_KEY, /* the organ's name, as names are compared */
	SUMMARY_N
};

struct serve_input {
	const char *folder;     /* DIR */
	const char *listen;     /* "127.0.0.1:0" */
	const char *token_file; /* or NULL */
	const char *origin;     /* "https://…", or NULL */
	const char *log;        /* or NULL: in the folder */
	const char *pages;      /* the folder with what the browser loads */
	size_t workers, seconds, max_pages;
	const struct catalogue *chinese; /* the Chinese messages; NULL: there are none */
	/* Carries out an order, in a worker. */
	void (*work)(void *context, const struct serve_order *o, struct serve_answer *ret);
	void *context;
	/* Tells the user the address, with the token if it was made here. */
	void (*ready)(void *context, const char *url);
	struct diag_list *findings;
};

/*
 * Serves until SIGINT or SIGTERM. RC_INPUT: an argument is wrong; RC_IO: the surroundings failed;
 * with a finding of the rule ENV in both cases.
 */
MUST_USE enum rc serve_run(const struct serve_input *in);

/* The module's export, named SERVE_SYMBOL. */
struct serve {
	struct module module;

	enum rc (*run)(const struct serve_input *in);
};

extern EXPORTED const struct serve kanben_serve; /* in the module */
#define SERVE_SYMBOL "kanben_serve"

#endif
