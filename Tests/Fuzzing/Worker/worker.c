// The worker's own source, with a memory for its standard input and notes in place of its steps.

#define _GNU_SOURCE
#include "CFuzzing.h"

#include "CExecution.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *input;
static size_t left;
static fuzz_outcome noted;

int fuzz_file(const void *bytes, size_t count) {
  static int file = -1;
  if (file < 0) file = memfd_create("fuzz", 0);
  if (ftruncate(file, 0) != 0 || pwrite(file, bytes, count, 0) != (ssize_t)count) abort();
  return file;
}

static ssize_t fuzz_read(void *bytes, size_t count) {
  size_t some = count < left ? count : left;
  if (some > 0) memcpy(bytes, input, some);
  input += some;
  left -= some;
  return (ssize_t)some;
}

static fuzz_step *last(void) {
  size_t index = noted.step_count - 1;
  return &noted.steps[index < FUZZ_NOTED ? index : FUZZ_NOTED - 1];
}

static ssize_t fuzz_write(const void *bytes, size_t count) {
  uint32_t words[5];
  if (count != 48) abort();
  memcpy(words, bytes, sizeof words);
  // An answer has its own length before it, and none is given without a step but the first and the last.
  if (words[0] != 44) abort();
  noted.answer_count++;
  if (words[1] == 2) {
    last()->lane = words[2];
    last()->tag = words[3];
    last()->step = words[4];
  }
  return (ssize_t)count;
}

static void note(fuzz_step step) {
  noted.step_count++;
  *last() = step;
}

static int64_t fuzz_burn(int64_t time) {
  note((fuzz_step){.kind = 0, .time = time});
  return time;
}

static exec_outcome fuzz_command(const char *text) {
  note((fuzz_step){.kind = 2, .length = strlen(text)});
  return (exec_outcome){0};
}

#define read(file, bytes, count) fuzz_read(bytes, count)
#define write(file, bytes, count) fuzz_write(bytes, count)
#define _exit(status) abort()
#define prctl(...) ((void)0)
#define signal(...) ((void)0)
#define sigprocmask(...) ((void)0)
#define getppid() FUZZ_PARENT
#define fstat(file, facts) ((facts)->st_mode = S_IFIFO, 0)
#define exec_close_others() ((void)0)
#define exec_set_timer_slack() ((void)0)
#define exec_burn(time, stop, limit) fuzz_burn(time)
#define exec_now() ((int64_t)1000)
#define exec_thread_time() ((int64_t)0)
#define exec_run_queue_wait() ((int64_t)0)
#define exec_involuntary_switches() ((int64_t)0)
#define exec_signal_make() ((exec_signal *)&noted)
#define exec_signal_wait(never, seen, until) note((fuzz_step){.kind = 1, .time = (until)})
#define exec_command(text, folder, stop, limit) fuzz_command(text)
#define exec_worker_main fuzz_worker_main

// Whoever sends the messages passes for the process that started the worker.
enum { FUZZ_PARENT = 4711 };

#include "../../../Sources/CExecution/worker.c"

const fuzz_outcome *fuzz_worker(const void *bytes, size_t count) {
  memset(&noted, 0, sizeof noted);
  input = bytes;
  left = count;
  noted.status = fuzz_worker_main(FUZZ_PARENT);
  return &noted;
}
