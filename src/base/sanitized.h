/* SPDX-License-Identifier: MIT */
/*
 * sanitized.h: is this built with a sanitizer that has an allocator of its own and needs addresses
 * without end? SANITIZED is 1 then, else 0; IS_SANITIZED is the same for code.
 */
#ifndef KANBEN_BASE_SANITIZED_H
#define KANBEN_BASE_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
        __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { IS_SANITIZED = SANITIZED };

#endif
