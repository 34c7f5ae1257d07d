/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#include "app/batch.h"
#include "app/print.h"
#include "base/tr.h"

void lost_tell_timeout(struct diag_list *dl, const struct source *name, size_t seconds)
{
	const struct diag_place place = {.source = name, .rule = "TIMEOUT"};

	diag_add(dl, DIAG_ERROR, &place, _("not finished within the %zu s of --timeout"), seconds);
}

void lost_tell_crash(struct diag_list *dl, const char *name, int status)
{
	const struct diag_place place = {.rule = "WORKER"};

	if (WIFSIGNALED(status))
		diag_add(dl, DIAG_ERROR, &place,
		         _("the report %s: the worker was killed by signal %d (%s)"), name,
		         WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		diag_add(dl, DIAG_ERROR, &place,
		         _("the report %s: the worker exited with status %d"), name,
		         WEXITSTATUS(status));
}

void lost_tell_unsettled(struct buf *messages, const struct output *files,
                         const struct settlement *fate)
{
	errno = fate->error;
	print_io_to(messages, fate->html ? files->html : files->document);
	if (fate->half)
		print_half_to(messages, files->document, files->html);
}
