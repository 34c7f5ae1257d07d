/* SPDX-License-Identifier: MIT */
#include "base/box.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sanitized.h"

/* ---- limits ---- */

static bool limit(int what, rlim_t most, rlim_t after)
{
	struct rlimit now;

	if (getrlimit(what, &now) != 0)
		return false;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < after)
		after = now.rlim_max;
	if (now.rlim_cur != RLIM_INFINITY && now.rlim_cur < most)
		most = now.rlim_cur;
	return setrlimit(what, &(struct rlimit){most < after ? most : after, after}) == 0;
}

static bool set_limits(const struct box_terms *b)
{
	enum { MAPPED = 2048 /* MiB for files that are mapped: programs, fonts */ };
	bool good = limit(RLIMIT_CORE, 0, 0);

	if (b->seconds > 0) {
		struct rusage used = {0};
		rlim_t most;

		/* What is already spent is not this document's. */
		getrusage(RUSAGE_SELF, &used);
		most = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + b->seconds;
		good = limit(RLIMIT_CPU, most, most + 1) && good;
	}
	if (b->memory > 0 && !IS_SANITIZED) {
		rlim_t most = (rlim_t)b->memory << 20;

		good = limit(RLIMIT_DATA, most, most) && good;
		most += (rlim_t)MAPPED << 20;
		good = limit(RLIMIT_AS, most, most) && good;
	}
	return good;
}

/* ---- files ---- */

/* Rights by the version of landlock that knows them first; older headers lack some. */
enum {
	READING = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	FILE_WRITING = LANDLOCK_ACCESS_FS_WRITE_FILE,
	FOLDER_WRITING = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
	                 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR,
	WRITING = FOLDER_WRITING | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_CHAR |
	          LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
	          LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
	TRUNCATING = 1 << 14, /* 3 */
	NET_TCP = 3,          /* 4: bind, connect */
	SCOPED = 3            /* 6: abstract sockets, signals */
};

/* As of version 6; an older kernel is given the part that it knows. */
struct rules {
	uint64_t files, net, scoped;
};

static void allow(int rules, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr beneath = {.allowed_access = rights};
	struct stat st;

	beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return;
	if (fstat(beneath.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
		beneath.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE | FILE_WRITING | TRUNCATING;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
}

static bool hide_files(const struct box_terms *b)
{
	static const char *const own[] = {"/usr", "/lib", "/lib64", "/etc", "/nix/store", "/gnu"};
	long version =
	        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct rules r = {.files = WRITING, .net = NET_TCP, .scoped = SCOPED};
	uint64_t folder = FOLDER_WRITING;
	size_t size = version >= 6   ? sizeof(r)
	              : version >= 4 ? 2 * sizeof(uint64_t)
	                             : sizeof(uint64_t);
	int rules;
	bool good;

	if (version < 1)
		return false;
	if (version >= 3) {
		r.files |= TRUNCATING;
		folder |= TRUNCATING;
	}
	if (b->kind == BOX_READER)
		r.files |= READING;
	rules = (int)syscall(SYS_landlock_create_ruleset, &r, size, 0);
	if (rules < 0)
		return false;
	for (size_t i = 0; b->kind == BOX_READER && i < COUNT(own); i++)
		allow(rules, own[i], READING);
	for (size_t i = 0; b->kind == BOX_READER && i < b->readable_n; i++)
		allow(rules, b->readable[i], READING);
	for (size_t i = 0; b->kind == BOX_MAKER && i < b->writable_n; i++)
		allow(rules, b->writable[i], folder);
	good = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return good;
}

/* ---- calls ---- */

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE

/* For those that one of the machines lacks. */
enum { NO_CALL = -1 };

#ifndef SYS_open
enum {
	SYS_open = NO_CALL,
	SYS_access = NO_CALL,
	SYS_stat = NO_CALL,
	SYS_lstat = NO_CALL,
	SYS_readlink = NO_CALL,
	SYS_poll = NO_CALL,
	SYS_link = NO_CALL,
	SYS_unlink = NO_CALL,
	SYS_rename = NO_CALL,
	SYS_mkdir = NO_CALL,
	SYS_time = NO_CALL
};
#endif

static const int calls[] = {
        SYS_read,
        SYS_write,
        SYS_brk,
        SYS_mmap,
        SYS_munmap,
        SYS_mremap,
        SYS_mprotect,
        SYS_madvise,
        SYS_close,
        SYS_fstat,
        SYS_newfstatat,
        SYS_statx,
        SYS_lseek,
        SYS_pread64,
        SYS_pwrite64,
        SYS_readv,
        SYS_writev,
        SYS_recvfrom,
        SYS_sendto,
        SYS_poll,
        SYS_ppoll,
        SYS_futex,
        SYS_exit,
        SYS_exit_group,
        SYS_rt_sigaction,
        SYS_rt_sigprocmask,
        SYS_rt_sigreturn,
        SYS_sigaltstack,
        SYS_getpid,
        SYS_gettid,
        SYS_tgkill,
        SYS_clock_gettime,
        SYS_gettimeofday,
        SYS_time,
        SYS_getrandom,
        SYS_getrusage,
        SYS_getcwd,
        SYS_fcntl,
        SYS_dup,
        SYS_access,
        SYS_faccessat,
        SYS_stat,
        SYS_lstat,
        SYS_readlink,
        SYS_readlinkat,
        SYS_getdents64,
        SYS_ftruncate,
        SYS_sched_getaffinity,
        SYS_sched_yield,
        SYS_sysinfo,
        SYS_uname,
        SYS_set_robust_list,
        SYS_restart_syscall,
        SYS_prlimit64,
        SYS_getuid,
        SYS_geteuid,
        SYS_getgid,
        SYS_getegid,
        SYS_membarrier,
#ifdef SYS_faccessat2
        SYS_faccessat2,
#endif
#ifdef SYS_rseq
        SYS_rseq,
#endif
};

/* Which files these may touch, landlock says. */
static const int making[] = {
        SYS_open,     SYS_openat,   SYS_link,   SYS_linkat,
        SYS_unlink,   SYS_unlinkat, SYS_rename, SYS_renameat2,
        SYS_mkdir,    SYS_mkdirat,  SYS_fsync,  SYS_sendmsg,
        SYS_fchmod,   SYS_fchown,   SYS_umask,  SYS_sched_setaffinity,
#ifdef SYS_renameat
        SYS_renameat,
#endif
};

enum { FILTER_MAX = 256 };

struct filter {
	struct sock_filter code[FILTER_MAX];
	size_t n;
};

static void put(struct filter *f, struct sock_filter instruction)
{
	if (f->n < FILTER_MAX)
		f->code[f->n++] = instruction;
}

static void load(struct filter *f, size_t where)
{
	put(f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)where));
}

static void answer(struct filter *f, uint32_t action)
{
	put(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* Goes over the next `n` instructions unless the accumulator is k. */
static void unless(struct filter *f, uint32_t k, unsigned n)
{
	put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, 0, (uint8_t)n));
}

static void allow_calls(struct filter *f, const int *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i] == NO_CALL)
			continue;
		unless(f, (uint32_t)list[i], 1);
		answer(f, SECCOMP_RET_ALLOW);
	}
}

/* A call by its argument: allowed if none of the bits `not` is set in it. */
static void allow_without(struct filter *f, int call, unsigned argument, uint32_t not )
{
	if (call == NO_CALL)
		return;
	unless(f, (uint32_t)call, 4);
	load(f, offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t));
	put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, not, 1, 0));
	answer(f, SECCOMP_RET_ALLOW);
	answer(f, SECCOMP_RET_ERRNO | EACCES);
}

/*
 * Threads of this process, as which it stays in the box. clone3 is not listed: what it is to make
 * is in memory, where a filter cannot look, and the C library then takes this one.
 */
static void allow_threads(struct filter *f)
{
	unless(f, SYS_clone, 4);
	load(f, offsetof(struct seccomp_data, args));
	put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1));
	answer(f, SECCOMP_RET_ALLOW);
	answer(f, SECCOMP_RET_ERRNO | ENOSYS);
}

/* Does it write to a terminal? More is not asked of a device. */
static void allow_tcgets(struct filter *f)
{
	unless(f, SYS_ioctl, 4);
	load(f, offsetof(struct seccomp_data, args) + sizeof(uint64_t));
	unless(f, TCGETS, 1);
	answer(f, SECCOMP_RET_ALLOW);
	answer(f, SECCOMP_RET_ERRNO | ENOTTY);
}

/*
 * A call that is not listed does not exist, as on an older kernel: libraries then do without, and
 * one that they cannot do without is an error that they report.
 */
static bool refuse_calls(const struct box_terms *b)
{
	struct filter f = {.n = 0};
	struct sock_fprog program = {.filter = f.code};

	load(&f, offsetof(struct seccomp_data, arch));
	unless(&f, MACHINE, 1);
	put(&f, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 1));
	answer(&f, SECCOMP_RET_KILL_PROCESS);
	load(&f, offsetof(struct seccomp_data, nr));
	allow_calls(&f, calls, COUNT(calls));
	if (b->kind == BOX_MAKER) {
		allow_calls(&f, making, COUNT(making));
		allow_threads(&f);
	} else {
		allow_without(&f, SYS_open, 1, O_ACCMODE | O_CREAT | O_TRUNC);
		allow_without(&f, SYS_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC);
	}
	allow_tcgets(&f);
	answer(&f, SECCOMP_RET_ERRNO | ENOSYS);
	program.len = (unsigned short)f.n;
	return f.n < FILTER_MAX && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

#else

static bool refuse_calls(const struct box_terms *b)
{
	(void)b;
	return false;
}

#endif

unsigned box_enter(const struct box_terms *b)
{
	unsigned walls = set_limits(b) ? BOX_LIMITS : 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || IS_SANITIZED)
		return walls;
	walls |= hide_files(b) ? BOX_FILES : 0;
	walls |= refuse_calls(b) ? BOX_CALLS : 0;
	return walls;
}
