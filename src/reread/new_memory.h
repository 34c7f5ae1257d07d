/* SPDX-License-Identifier: MIT */
/*
 * new_memory.h, private to reread/: qpdf, which is C++, while memory runs out. Its exceptions would
 * end as faults of the file, or with an abort where they leave its border of C.
 */
#ifndef KANBEN_REREAD_NEW_MEMORY_H
#define KANBEN_REREAD_NEW_MEMORY_H

/*
 * Between these two, an allocation of C++ that fails in this thread calls mem_exhausted. Those of
 * the host's other threads end as if neither had been called.
 */
void new_memory_begin(void);
void new_memory_end(void);

#endif
