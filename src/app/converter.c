/* SPDX-License-Identifier: MIT */
#include "app/converter.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* LibreOffice reads a report with 200 MB of data in 700 MB of addresses. */
static const rlim_t most_data = (rlim_t)1 << 30, most_addresses = (rlim_t)4 << 30,
                    largest_file = (rlim_t)256 << 20;

enum { FIRST_FILE = 3 /* after the standard ones */ };

/* The signals that end us, and the one that tells of a child's end. */
static const int awaited[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT};

/* `after`: where the kernel ends what a signal did not end at `most`. */
static void limit_twice(int what, rlim_t most, rlim_t after)
{
	struct rlimit now;

	if (getrlimit(what, &now) != 0)
		return;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < after)
		after = now.rlim_max;
	setrlimit(what, &(struct rlimit){most < after ? most : after, after});
}

static void limit(int what, rlim_t most)
{
	limit_twice(what, most, most);
}

static bool write_line(const char *path, const char *line)
{
	FILE *f = fopen(path, "we");
	bool good;

	if (f == NULL)
		return false;
	good = fputs(line, f) >= 0;
	return fclose(f) == 0 && good;
}

/*
 * A namespace without any network; whoever is not root needs one of users for it, where he stays
 * who he is (user_namespaces(7)).
 */
static bool leave_network(void)
{
	unsigned user = geteuid(), group = getegid();
	char map[64];

	if (unshare(CLONE_NEWNET) == 0)
		return true;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return false;
	write_line("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "%u %u 1", user, user);
	write_line("/proc/self/uid_map", map);
	snprintf(map, sizeof(map), "%u %u 1", group, group);
	write_line("/proc/self/gid_map", map);
	return true;
}

/* Its messages are of no use to a user: those of LibreOffice are the same whatever is wrong. */
static bool silence(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	return null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(null, STDOUT_FILENO) >= 0 &&
	       dup2(null, STDERR_FILENO) >= 0;
}

_Noreturn static void become(const struct converter_run *run, int news, const sigset_t *mask,
                             pid_t owner)
{
	char networked;

	setpgid(0, 0);
	for (size_t i = 0; i < sizeof(awaited) / sizeof(*awaited); i++)
		signal(awaited[i], SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
	limit_twice(RLIMIT_CPU, run->processor, run->processor + 1);
	limit(RLIMIT_DATA, most_data);
	limit(RLIMIT_AS, most_addresses);
	limit(RLIMIT_FSIZE, largest_file);
	limit(RLIMIT_CORE, 0);
	networked = !leave_network();
	/* After unshare, which may clear it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == owner && chdir(run->folder) == 0 && write(news, &networked, 1) == 1 &&
	    silence() && close_range(FIRST_FILE, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
		execve(run->arguments[0], run->arguments, run->environment);
	_exit(EXIT_FAILURE);
}

static void set_deadline(struct timespec *ret, size_t seconds)
{
	clock_gettime(CLOCK_MONOTONIC, ret);
	ret->tv_sec += (time_t)seconds;
}

/* The time until then; false: it has passed. */
static bool time_left(const struct timespec *deadline, struct timespec *ret)
{
	enum { NANOSECONDS = 1000000000 };
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ret->tv_sec = deadline->tv_sec - now.tv_sec;
	ret->tv_nsec = deadline->tv_nsec - now.tv_nsec;
	if (ret->tv_nsec < 0) {
		ret->tv_nsec += NANOSECONDS;
		ret->tv_sec--;
	}
	return ret->tv_sec >= 0;
}

static enum converter_end end_of(const siginfo_t *ended)
{
	enum { OF_A_SHELL = 128 }; /* it adds the signal that ended what it ran */

	if (ended->si_code == CLD_EXITED && ended->si_status == 0)
		return CONVERTER_WELL;
	if (ended->si_status == (ended->si_code == CLD_EXITED ? OF_A_SHELL : 0) + SIGXCPU)
		return CONVERTER_LATE;
	return CONVERTER_FAILED;
}

/* Waits for the child, the deadline or a signal. */
static enum converter_end await(struct converter_run *run, pid_t child, const sigset_t *signals)
{
	struct timespec deadline, left;

	set_deadline(&deadline, run->seconds);
	while (time_left(&deadline, &left)) {
		siginfo_t ended = {.si_pid = 0};
		int s;

		/* It is not collected yet, so that its number still names its group. */
		if (waitid(P_PID, (id_t)child, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
		    ended.si_pid == child)
			return end_of(&ended);
		s = sigtimedwait(signals, NULL, &left);
		if (s > 0 && s != SIGCHLD) {
			run->signal = s;
			return CONVERTER_INTERRUPTED;
		}
	}
	return CONVERTER_LATE;
}

static void end_group(pid_t child)
{
	kill(-child, SIGKILL);
	kill(child, SIGKILL); /* before it has made its group */
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
}

static enum converter_end start(struct converter_run *run, const sigset_t *signals,
                                const sigset_t *mask)
{
	enum converter_end end = CONVERTER_FAILED;
	pid_t owner = getpid(), child;
	char networked = 0;
	int news[2];

	if (pipe2(news, O_CLOEXEC) != 0)
		return CONVERTER_FAILED;
	fflush(NULL);
	child = fork();
	if (child == 0)
		become(run, news[1], mask, owner);
	close(news[1]);
	if (child > 0) {
		setpgid(child, child); /* whoever comes first */
		end = await(run, child, signals);
		end_group(child);
		if (read(news[0], &networked, 1) == 1)
			run->networked = networked != 0;
	}
	close(news[0]);
	return end;
}

enum converter_end converter_run(struct converter_run *run)
{
	sigset_t signals, mask;
	enum converter_end end;
	struct sigaction child;

	sigaction(SIGCHLD, NULL, &child);
	signal(SIGCHLD, SIG_DFL); /* else nobody would learn how it ended */
	sigemptyset(&signals);
	for (size_t i = 0; i < sizeof(awaited) / sizeof(*awaited); i++) {
		struct sigaction now;

		/* One that is ignored, as under nohup, ends nobody. */
		if (sigaction(awaited[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaddset(&signals, awaited[i]);
	}
	sigprocmask(SIG_BLOCK, &signals, &mask);
	end = start(run, &signals, &mask);
	sigaction(SIGCHLD, &child, NULL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	return end;
}
