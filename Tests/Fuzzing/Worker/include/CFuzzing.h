#pragma once
// A worker program of ours that reads its messages from memory, and does no step: what it would do and say
// is noted.

#include <stddef.h>
#include <stdint.h>

/// A step that a worker would do, and the answer that it gives.
typedef struct {
  /// 0 for work, 1 for a wait, 2 for a command.
  uint32_t kind;
  /// Of work its length, of a wait its end.
  int64_t time;
  /// Of a command its length.
  size_t length;
  uint32_t lane, tag, step;
} fuzz_step;

enum { FUZZ_NOTED = 64 };

/// What a worker did: its first steps, and how many steps and answers there were.
typedef struct {
  int status;
  size_t step_count, answer_count;
  fuzz_step steps[FUZZ_NOTED];
} fuzz_outcome;

/// Runs a worker whose standard input are these bytes; its clock stands still at 1000.
///
/// The outcome is that of the last call.
const fuzz_outcome *fuzz_worker(const void *bytes, size_t count);

/// Puts bytes into a file in memory, always the same one, and returns its descriptor.
int fuzz_file(const void *bytes, size_t count);
