#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// How often this thread has asked for memory since it began.
///
/// Whatever links this counts: malloc and its relatives are replaced by ones that count and then call the C library's own.
unsigned long long allocation_count(void);

#endif
