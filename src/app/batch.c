/* SPDX-License-Identifier: MIT */
#include "app/batch.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/boxed.h"
#include "app/notes.h"
#include "app/page_files.h"
#include "app/print.h"
#include "app/settler.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/tr.h"

enum { NAMED_MAX = 20 }; /* the files of a longer run are not named */

/* The messages and hashes of a report, kept until it is its turn to be printed. */
struct told {
	bool done, written;
	enum exit_code code;
	size_t page_n;
	struct buf messages, hashes;
	struct buf part, notes; /* its findings for a machine; its notes */
	bool handed, settled;   /* the settler has its document; has told what became of it */
	struct settlement fate;
	enum outcome outcome;
	long long milliseconds;
	struct buf line; /* of the log */
};

struct batch {
	struct program *program;
	const struct options *options;
	const struct batch_work *work;
	const struct inputs *inputs;
	struct formats formats;
	struct notes notes;
	struct worker_task task;
	struct worker *workers; /* some of them not started yet */
	size_t worker_n;
	struct pollfd *polls; /* the signals, the settler, then the workers */
	size_t *made;         /* reports in the order in which workers were done with them */
	size_t made_n, finished_n;
	bool hurried; /* it knows that no others are on their way */
	sigset_t signals, signals_before;
	int signal;  /* that ended the run; 0: none yet */
	bool broken; /* poll failed: the workers cannot be waited for */
	struct told *told;
	struct log log;
	struct resume past;
	struct recorder recorder;
	struct progress progress;
	size_t next;  /* the next report to hand out */
	size_t print; /* the next report whose messages are printed */
	size_t total;
	enum exit_code code;
};

static const struct output *files_of(const struct batch *b, size_t item)
{
	return b->work->outputs != NULL ? &b->work->outputs->files[item] : NULL;
}

/* ---- what a worker hands over, in one record: its findings, its notes, its line of the log ----
 */

static void put_section(struct buf *record, struct buf *section)
{
	boxed_put(record, section->p, section->n);
	buf_release(section);
}

/* Appends the section at *at. A worker that was lost may have left none. */
static void take_section(const struct buf *record, size_t *at, struct buf *to)
{
	struct source section;

	if (boxed_take(record, at, &section))
		buf_put(to, section.text, section.len);
}

/* Runs in a worker. */
static void make(const void *context, size_t item, struct made *ret, struct buf *record)
{
	const struct batch *b = context;
	const struct source input = inputs_source(b->inputs, item);
	struct buf part = {0}, notes = {0}, line = {0};
	const struct job_order order = {.input = &input,
	                                .output = files_of(b, item),
	                                .previous = b->work->previous,
	                                .format = b->work->format,
	                                .part = &part,
	                                .notes = &notes,
	                                .settler = b->task.settler,
	                                .item = item};

	if (b->options->log != NULL)
		record_make(&b->recorder, &order, ret, &line);
	else
		job_report(b->program, b->options, &order, ret);
	put_section(record, &part);
	put_section(record, &notes);
	put_section(record, &line);
}

/* Runs in a worker, before it makes anything. */
static void begin(const void *context)
{
	const struct batch *b = context;

	if (b->task.settler != NULL)
		settler_enter_worker(b->task.settler);
	boxed_enter_worker(b->options, b->work->outputs, b->inputs->n);
}

/* ---- signals ---- */

/* Takes the signals that end a run, except those that our parent process had ignored (nohup). */
static void take_signals(struct batch *b)
{
	static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

	sigemptyset(&b->signals);
	for (size_t i = 0; i < COUNT(ending); i++) {
		struct sigaction now;

		if (sigaction(ending[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaddset(&b->signals, ending[i]);
	}
	sigprocmask(SIG_BLOCK, &b->signals, &b->signals_before);
	b->polls[0].fd = signalfd(-1, &b->signals, SFD_CLOEXEC | SFD_NONBLOCK);
	b->polls[0].events = POLLIN;
}

static void read_signal(struct batch *b)
{
	struct signalfd_siginfo info;

	if (read(b->polls[0].fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
		b->signal = (int)info.ssi_signo;
}

/* ---- what became of a report ---- */

static void tell_written(struct batch *b, const struct told *t)
{
	const struct output *files = files_of(b, b->print);

	if (!t->written || files == NULL || b->total > NAMED_MAX)
		return;
	progress_hide(&b->progress);
	outputs_tell_document(b->options, files, t->page_n);
}

static void print_in_order(struct batch *b)
{
	while (b->print < b->inputs->n && b->told[b->print].done) {
		struct told *t = &b->told[b->print];

		if (t->messages.n > 0) {
			progress_hide(&b->progress);
			fwrite(t->messages.p, 1, t->messages.n, stderr);
		}
		if (t->part.n > 0)
			progress_hide(&b->progress);
		if (t->hashes.n > 0) {
			progress_hide(&b->progress); /* it may be the same terminal */
			fwrite(t->hashes.p, 1, t->hashes.n, stdout);
		}
		formats_add(&b->formats, b->inputs->paths[b->print], t->code, &t->part);
		notes_add(&b->notes, b->inputs->paths[b->print], &t->notes);
		buf_release(&t->messages);
		buf_release(&t->hashes);
		buf_release(&t->part);
		buf_release(&t->notes);
		tell_written(b, t);
		b->print += b->options->shards;
	}
}

static void log_failed(struct batch *b)
{
	progress_hide(&b->progress);
	b->code = exit_worst(b->code, print_io(b->log.path));
}

static void fail_io(struct batch *b, const char *what)
{
	progress_hide(&b->progress);
	b->code = exit_worst(b->code, print_io(what));
}

/* Its outcome, its code and its time are in its struct told. */
static void finish(struct batch *b, size_t item, const struct buf *record)
{
	struct told *t = &b->told[item];
	const struct log_line line = {.report = b->inputs->paths[item],
	                              .profile = b->options->profile,
	                              .files = files_of(b, item),
	                              .page_n = t->page_n,
	                              .outcome = t->outcome,
	                              .code = t->code,
	                              .milliseconds = t->milliseconds,
	                              .record = record,
	                              .said = &t->messages};

	t->done = true;
	t->written = t->outcome == OUTCOME_WRITTEN || t->outcome == OUTCOME_DRAFT;
	b->code = exit_worst(b->code, t->code);
	if (b->log.path != NULL && strcmp(b->log.path, "-") == 0)
		progress_hide(&b->progress); /* it may be the same terminal */
	if (log_put(&b->log, &line) != RC_OK)
		log_failed(b);
	progress_count(&b->progress, t->outcome, t->code);
	print_in_order(b);
}

/* What a worker has made, or failed to make; its record is in its struct told. */
static void note_end(struct batch *b, struct worker *w, enum outcome outcome, enum exit_code code)
{
	struct told *t = &b->told[w->item];

	b->made[b->made_n++] = w->item;
	b->hurried = false;
	w->busy = false;
	t->outcome = outcome;
	t->code = code;
	t->milliseconds = worker_clock() - w->started;
}

/* ---- documents that the settler has ---- */

static void note_unsettled(struct batch *b, size_t item)
{
	struct told *t = &b->told[item];

	lost_tell_unsettled(&t->messages, files_of(b, item), &t->fate);
	t->outcome = OUTCOME_FAILED;
	t->code = exit_worst(t->code, EXIT_SURROUNDINGS);
	buf_clear(&t->hashes);
}

/*
 * Finishes the reports that nothing is to be heard of any more, in the order in which they were
 * made, so that the log does not depend on the settler's pace.
 */
static void finish_made(struct batch *b)
{
	while (b->finished_n < b->made_n) {
		size_t item = b->made[b->finished_n];
		struct told *t = &b->told[item];

		if (t->handed && !t->settled)
			return;
		if (t->handed && t->fate.error != 0)
			note_unsettled(b, item);
		b->finished_n++;
		finish(b, item, &t->line);
		buf_release(&t->line);
	}
}

static void hear_settler(struct batch *b)
{
	struct settlement fate;

	if (settler_take(b->task.settler, &fate) != RC_OK) {
		fail_io(b, "socket");
		b->broken = true;
		return;
	}
	b->told[fate.item].fate = fate;
	b->told[fate.item].settled = true;
	finish_made(b);
}

/* Nothing has to wait for others when none will come. */
static void hurry(struct batch *b)
{
	if (b->finished_n == b->made_n || b->hurried)
		return;
	settler_hurry(b->task.settler);
	b->hurried = true;
}

/* Waits for the documents that were complete when the last worker ended. */
static void settle_rest(struct batch *b)
{
	b->hurried = false;
	hurry(b);
	while (b->finished_n < b->made_n && !b->broken)
		hear_settler(b);
	settler_end(b->task.settler);
	b->task.settler = NULL;
}

/* Removes the unfinished files of a worker that was killed. */
static void sweep(const struct batch *b, const struct worker *w)
{
	const struct output *files = files_of(b, w->item);

	if (files == NULL)
		return;
	if (files->paged)
		page_files_sweep(files->document, (long)w->pid);
	out_sweep(files->document, (long)w->pid);
	if (files->html != NULL)
		out_sweep(files->html, (long)w->pid);
}

/* A finding of ours about a report: as text, or in the format that was asked for. */
static void tell_lost(const struct batch *b, size_t item, const struct source *name,
                      const struct diag_list *dl)
{
	const struct loaded l = {.source = *name, .dl = *dl};

	if (b->work->format == FORMAT_TEXT)
		print_findings(&b->told[item].messages, dl);
	else
		formats_put_part(&b->told[item].part, b->work->format, &l);
}

/* Reaps a worker that has crashed, or kills one that is late. */
static void lose(struct batch *b, struct worker *w, bool late)
{
	const struct source name = {.name = b->inputs->paths[w->item], .text = ""};
	struct worker was = *w;
	struct diag_list dl = {0};
	int status;

	if (worker_drain(w->messages, &b->told[w->item].messages) != RC_OK)
		b->code = exit_worst(b->code, print_io(name.name));
	status = worker_end(w);
	if (!was.busy)
		return;
	sweep(b, &was);
	if (late)
		lost_tell_timeout(&dl, &name, b->options->timeout);
	else
		lost_tell_crash(&dl, name.name, status);
	tell_lost(b, was.item, &name, &dl);
	record_put_lost(&b->told[was.item].line, &dl);
	note_end(b, &was, late ? OUTCOME_LATE : OUTCOME_CRASHED,
	         late ? EXIT_REPORT : EXIT_SURROUNDINGS);
	finish_made(b);
	diag_release(&dl);
}

/* ---- the run ---- */

static long long deadline(const struct batch *b, const struct worker *w)
{
	return w->started + (long long)b->options->timeout * 1000;
}

/*
 * Hands a report to every idle worker; true if any is busy then. If no more processes can be
 * started the existing ones do all the work.
 */
static bool give_work(struct batch *b)
{
	bool busy = false;

	for (size_t i = 0; i < b->worker_n;) {
		struct worker *w = &b->workers[i];

		if (!w->busy && b->next < b->inputs->n) {
			if (w->pid == 0 && worker_start(w, &b->task, b->workers, b->worker_n,
			                                &b->signals) != RC_OK) {
				*w = b->workers[--b->worker_n];
				continue;
			}
			worker_give(w, b->next);
			b->next += b->options->shards;
		}
		busy |= w->busy;
		i++;
	}
	if (!busy && b->next < b->inputs->n)
		fail_io(b, "fork");
	return busy;
}

/* Milliseconds until a worker is late or progress is to be shown; -1: neither will happen. */
static int time_left(const struct batch *b)
{
	long long now = worker_clock(), least = progress_wait(&b->progress);

	for (size_t i = 0; i < b->worker_n && b->options->timeout > 0; i++) {
		const struct worker *w = &b->workers[i];
		long long left = deadline(b, w) - now;

		if (w->busy && (least < 0 || left < least))
			least = left > 0 ? left : 0;
	}
	return least > INT32_MAX ? INT32_MAX : (int)least;
}

static void hear(struct batch *b, struct worker *w)
{
	const bool logged = b->log.path != NULL && strcmp(b->log.path, "-") == 0;
	struct buf record = {0};
	enum outcome outcome;
	struct made made;
	size_t at = 0;
	bool lost = false;

	if (worker_take(w, &made) != RC_OK) {
		lose(b, w, /*late*/ false);
		return;
	}
	b->told[w->item].page_n = made.page_n;
	outcome = outcome_of(&made); /* of the document, whatever becomes of its findings */
	if (worker_drain(w->messages, &b->told[w->item].messages) != RC_OK ||
	    worker_drain(w->record, &record) != RC_OK) {
		made.code = exit_worst(made.code, print_io(b->inputs->paths[w->item]));
		lost = true;
	}
	take_section(&record, &at, &b->told[w->item].part);
	take_section(&record, &at, &b->told[w->item].notes);
	take_section(&record, &at, &b->told[w->item].line);
	if (lost) {
		buf_clear(&b->told[w->item].line);
		record_put_lost(&b->told[w->item].line, &(struct diag_list){0});
	}
	/* A log on standard output has the hashes in its lines. */
	if (b->options->hash && !logged)
		outputs_put_hashes(&b->told[w->item].hashes, files_of(b, w->item), &made.hashes);
	b->told[w->item].handed = made.handed;
	note_end(b, w, outcome, made.code);
	finish_made(b);
	if (lost)
		worker_end(w); /* another takes its place */
	buf_release(&record);
}

static void wait_for_news(struct batch *b)
{
	if (b->next >= b->inputs->n)
		hurry(b);
	b->polls[1] =
	        (struct pollfd){.fd = b->task.settler != NULL ? settler_news(b->task.settler) : -1,
	                        .events = POLLIN};
	for (size_t i = 0; i < b->worker_n; i++)
		b->polls[2 + i] = (struct pollfd){
		        .fd = b->workers[i].pid > 0 ? b->workers[i].channel : -1, .events = POLLIN};
	if (poll(b->polls, 2 + b->worker_n, time_left(b)) < 0) {
		if (errno != EINTR) {
			fail_io(b, "poll");
			b->broken = true;
		}
		return;
	}
	if (b->polls[0].revents != 0)
		read_signal(b);
	if (b->polls[1].revents != 0)
		hear_settler(b);
	for (size_t i = 0; i < b->worker_n && b->signal == 0; i++) {
		struct worker *w = &b->workers[i];

		if (b->polls[2 + i].revents != 0)
			hear(b, w);
		else if (w->busy && b->options->timeout > 0 && worker_clock() >= deadline(b, w))
			lose(b, w, /*late*/ true);
	}
}

static void end_workers(struct batch *b)
{
	for (size_t i = 0; i < b->worker_n; i++) {
		struct worker was = b->workers[i];

		if (was.pid == 0)
			continue;
		worker_end(&b->workers[i]);
		if (was.busy)
			sweep(b, &was);
	}
}

/* Prints the findings of all finished reports, even if an earlier one was not finished. */
static void print_interrupted(struct batch *b)
{
	for (; b->print < b->inputs->n; b->print += b->options->shards) {
		b->told[b->print].done = true;
		print_in_order(b);
	}
	fprintf(stderr, _("kanben: interrupted; %zu of %zu reports were done\n"), b->progress.done,
	        b->total);
	b->code = (enum exit_code)(EXIT_SIGNAL + b->signal);
}

static void run_workers(struct batch *b)
{
	take_signals(b);
	if (b->work->outputs != NULL)
		b->task.settler = settler_start(b->work->outputs, b->inputs->n, b->worker_n);
	while (b->signal == 0 && !b->broken && give_work(b)) {
		wait_for_news(b);
		progress_show(&b->progress);
	}
	progress_hide(&b->progress);
	end_workers(b);
	if (b->task.settler != NULL)
		settle_rest(b);
	if (b->signal != 0)
		print_interrupted(b);
	notes_print(&b->notes);
	if (b->signal == 0)
		progress_sum(&b->progress);
	if (b->polls[0].fd >= 0)
		close(b->polls[0].fd);
	sigprocmask(SIG_SETMASK, &b->signals_before, NULL);
}

/* Fonts are opened before the workers are started, so that all share the memory. */
static void open_fonts(struct batch *b)
{
	struct diag_list dl = {0};
	struct font_set *fonts;

	if (engine_fonts(&b->program->engine, &dl, &fonts) != RC_OK)
		b->code = EXIT_SURROUNDINGS;
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
}

/* Opens the log, reads it for --resume, and computes what all records share. */
static enum exit_code open_records(struct batch *b)
{
	struct program *p = b->program;
	enum exit_code code = log_open(&b->log, b->options, b->inputs, b->work->outputs);

	if (code == EXIT_WELL && b->options->resume)
		code = resume_read(&p->arena, &b->log, &b->past);
	if (code == EXIT_WELL && b->total > 0)
		open_fonts(b);
	if (code == EXIT_WELL && b->options->log != NULL)
		b->recorder = (struct recorder){.program = p,
		                                .options = b->options,
		                                .key = key_of_run(p, b->options),
		                                .past = &b->past};
	return code;
}

static void run_all(struct batch *b)
{
	struct program *p = b->program;

	b->task = (struct worker_task){begin, make, b, NULL};
	b->worker_n = b->options->jobs > 0 ? b->options->jobs : worker_cores();
	if (b->worker_n > b->total)
		b->worker_n = b->total;
	b->workers = arena_array(&p->arena, struct worker, b->worker_n);
	b->polls = arena_array(&p->arena, struct pollfd, 2 + b->worker_n);
	b->told = arena_array(&p->arena, struct told, b->inputs->n);
	b->made = arena_array(&p->arena, size_t, b->inputs->n);
	progress_start(&b->progress, b->total, b->options->resume);
	b->progress.checks = b->work->outputs == NULL;
	run_workers(b);
}

size_t batch_count(const struct options *o, const struct inputs *inputs)
{
	size_t first = o->shard - 1;

	return first < inputs->n ? (inputs->n - first - 1) / o->shards + 1 : 0;
}

enum exit_code batch_run(struct program *p, const struct options *o, const struct batch_work *work)
{
	struct batch b = {.program = p, .options = o, .work = work, .inputs = work->inputs};
	enum exit_code code;

	b.next = b.print = o->shard - 1;
	b.total = batch_count(o, work->inputs);
	code = open_records(&b);
	formats_begin(&b.formats, work->format);
	if (code == EXIT_WELL && b.total > 0)
		run_all(&b);
	formats_end(&b.formats);
	if (log_close(&b.log) != RC_OK)
		log_failed(&b);
	resume_release(&b.past);
	return exit_worst(b.code, code);
}
