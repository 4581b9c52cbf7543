#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>

/// Whether memory is counted: not with a sanitizer, which replaces the same functions.
bool allocations_are_counted(void);

/// How often this thread has asked for memory since it began.
///
/// Whatever links this counts: malloc and its relatives are replaced by ones that count and then call the C library's own.
unsigned long long allocation_count(void);

/// Bytes that this thread has asked for and not given back; below zero where it gave back another thread's.
long long allocated_bytes(void);

#endif
