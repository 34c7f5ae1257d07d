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

enum { WORD = 32, WORDS = 16 /* calls below 512; newer ones are not used */, FILTER_MAX = 128 };

struct filter {
	uint32_t allowed[WORDS]; /* a bit for each call */
	struct sock_filter code[FILTER_MAX];
	size_t n;
	bool overflow;
};

static void allow_calls(struct filter *f, const int *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i] == NO_CALL)
			continue;
		f->overflow = f->overflow || list[i] >= WORD * WORDS;
		if (!f->overflow)
			f->allowed[list[i] / WORD] |= 1U << list[i] % WORD;
	}
}

static void put(struct filter *f, uint16_t code, uint32_t k)
{
	f->overflow = f->overflow || f->n == FILTER_MAX;
	if (!f->overflow)
		f->code[f->n++] = (struct sock_filter){.code = code, .k = k};
}

/* Goes over the next instructions, `yes` of them or `no`. */
static void jump(struct filter *f, uint16_t condition, uint32_t k, uint8_t yes, uint8_t no)
{
	put(f, BPF_JMP | BPF_K | condition, k);
	f->code[f->n - 1].jt = yes;
	f->code[f->n - 1].jf = no;
}

static void load(struct filter *f, size_t where)
{
	put(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)where);
}

static void answer(struct filter *f, uint32_t action)
{
	put(f, BPF_RET | BPF_K, action);
}

/*
 * Each call is a bit of a word: when the filter is set, the kernel makes machine code of it and
 * tries all calls. With a comparison for each that took 0.15 ms, which is what a page takes.
 */
static void put_allowed(struct filter *f)
{
	enum { BIT, NUMBER }; /* cells of the filter's memory */

	put(f, BPF_ST, NUMBER);
	put(f, BPF_ALU | BPF_AND | BPF_K, WORD - 1);
	put(f, BPF_MISC | BPF_TAX, 0);
	put(f, BPF_LD | BPF_IMM, 1);
	put(f, BPF_ALU | BPF_LSH | BPF_X, 0);
	put(f, BPF_ST, BIT);
	for (uint32_t i = 0; i < WORDS; i++) {
		if (f->allowed[i] == 0)
			continue;
		put(f, BPF_LD | BPF_MEM, NUMBER);
		put(f, BPF_ALU | BPF_RSH | BPF_K, 5); /* by WORD */
		jump(f, BPF_JEQ, i, 0, 3);
		put(f, BPF_LD | BPF_MEM, BIT);
		jump(f, BPF_JSET, f->allowed[i], 0, 1);
		answer(f, SECCOMP_RET_ALLOW);
	}
	put(f, BPF_LD | BPF_MEM, NUMBER);
}

/* A call by its argument: allowed if none of these bits is set in it or, with `any`, if one is. */
static void put_bits(struct filter *f, int call, unsigned argument, uint32_t bits, bool any)
{
	if (call == NO_CALL)
		return;
	jump(f, BPF_JEQ, (uint32_t)call, 0, 4);
	load(f, offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t));
	jump(f, BPF_JSET, bits, !any, any);
	answer(f, SECCOMP_RET_ALLOW);
	answer(f, SECCOMP_RET_ERRNO | (any ? ENOSYS : EACCES));
}

/* Does it write to a terminal? More is not asked of a device. */
static void put_tcgets(struct filter *f)
{
	jump(f, BPF_JEQ, SYS_ioctl, 0, 4);
	load(f, offsetof(struct seccomp_data, args) + sizeof(uint64_t));
	jump(f, BPF_JEQ, TCGETS, 0, 1);
	answer(f, SECCOMP_RET_ALLOW);
	answer(f, SECCOMP_RET_ERRNO | ENOTTY);
}

/*
 * A call that is not listed does not exist, as on an older kernel: libraries then do without, and
 * one that they cannot do without is an error that they report.
 */
static bool refuse_calls(const struct box_terms *b)
{
	enum { TO_READ = O_ACCMODE | O_CREAT | O_TRUNC };
	struct filter f = {.n = 0};
	struct sock_fprog program = {.filter = f.code};

	allow_calls(&f, calls, COUNT(calls));
	if (b->kind == BOX_MAKER)
		allow_calls(&f, making, COUNT(making));
	load(&f, offsetof(struct seccomp_data, arch));
	jump(&f, BPF_JEQ, MACHINE, 1, 0);
	answer(&f, SECCOMP_RET_KILL_PROCESS);
	load(&f, offsetof(struct seccomp_data, nr));
	put_allowed(&f);
	if (b->kind == BOX_MAKER) {
		/*
		 * Threads of this process, which stay in the box. clone3 is not listed: what it is
		 * to make is in memory, where a filter cannot look, and the C library takes clone.
		 */
		put_bits(&f, SYS_clone, 0, CLONE_THREAD, /*any*/ true);
	} else {
		put_bits(&f, SYS_open, 1, TO_READ, /*any*/ false);
		put_bits(&f, SYS_openat, 2, TO_READ, /*any*/ false);
	}
	put_tcgets(&f);
	answer(&f, SECCOMP_RET_ERRNO | ENOSYS);
	program.len = (unsigned short)f.n;
	return !f.overflow && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
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
