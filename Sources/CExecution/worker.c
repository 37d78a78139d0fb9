// The life of a worker process: steps come in messages, an answer goes back for each. It touches
// neither Swift's runtime nor Foundation, so that it is ready within a few milliseconds.

#define _GNU_SOURCE
#include "CExecution.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

// The messages of docs/real.md, little end first, as the machine has them.
typedef struct {
  uint32_t tag, step_count;
  int64_t deadline, limit;
} leg;

typedef struct {
  uint32_t kind, bytes;
  int64_t time;
} step;

typedef struct {
  uint32_t length, kind, lane, tag, step;
  int32_t status;
  int64_t began, ended, processor;
} answer;

enum { CHUNK = 1, QUIT = 2 };
enum { READY = 1, STEP_OVER = 2, STATISTICS = 4 };
enum { WORK = 0, WAIT = 1, COMMAND = 2 };
enum { LONGEST_MESSAGE = 1 << 24 };

static void say(answer words) {
  words.length = sizeof words - sizeof words.length;
  // 48 bytes are written whole or not at all.
  if (write(STDOUT_FILENO, &words, sizeof words) != sizeof words) _exit(0);
}

static bool read_all(void *bytes, size_t count) {
  char *next = bytes;
  while (count > 0) {
    ssize_t got = read(STDIN_FILENO, next, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    count -= (size_t)got;
  }
  return true;
}

static int32_t do_command(const char *text, size_t length, int64_t limit) {
  char *copy = strndup(text, length);
  if (!copy) return 127;
  exec_outcome outcome = exec_command(copy, NULL, NULL, limit);
  free(copy);
  return outcome.error ? 127 : outcome.status;
}

static int32_t do_step(const step *next, const char *text, int64_t deadline, int64_t began,
                       int64_t limit) {
  switch (next->kind) {
  case WORK: {
    int64_t used = exec_burn(next->time, NULL, limit);
    return used < next->time ? exec_limit_passed : 0;
  }
  case WAIT: {
    int64_t end = deadline;
    if (deadline <= 0 && __builtin_add_overflow(began, next->time, &end)) end = exec_never;
    static exec_signal *never;
    if (!never) never = exec_signal_make();
    exec_signal_wait(never, 0, end < limit ? end : limit);
    return end > limit ? exec_limit_passed : 0;
  }
  default: return do_command(text, next->bytes, limit);
  }
}

/// Does the steps of one leg; returns the bytes that follow it, NULL where the message is too short.
static const char *do_leg(const char *bytes, const char *end, uint32_t lane) {
  leg head;
  if (end - bytes < (ptrdiff_t)sizeof head) return NULL;
  memcpy(&head, bytes, sizeof head);
  bytes += sizeof head;
  if ((size_t)(end - bytes) / sizeof(step) < head.step_count) return NULL;
  const char *text = bytes + head.step_count * sizeof(step);
  int64_t limit = head.limit ? head.limit : exec_never;
  int32_t status = 0;
  for (uint32_t position = 0; position < head.step_count; position++) {
    step next;
    memcpy(&next, bytes + position * sizeof next, sizeof next);
    if ((size_t)(end - text) < next.bytes) return NULL;
    if (status == 0) {
      int64_t began = exec_now(), processor = exec_thread_time();
      status = do_step(&next, text, position == 0 ? head.deadline : 0, began, limit);
      say((answer){.kind = STEP_OVER, .lane = lane, .tag = head.tag, .step = position,
                   .status = status, .began = began, .ended = exec_now(),
                   .processor = exec_thread_time() - processor});
    }
    text += next.bytes;
  }
  return text;
}

static bool is_pipe(int descriptor) {
  struct stat facts;
  return fstat(descriptor, &facts) == 0 && S_ISFIFO(facts.st_mode);
}

/// Lets stops through, but for one that was meant for our parent's group, which we have left.
static void let_stops(void) {
  const int stops[] = {SIGTSTP, SIGTTIN, SIGTTOU};
  sigset_t none;
  sigemptyset(&none);
  for (size_t index = 0; index < sizeof stops / sizeof stops[0]; index++) signal(stops[index], SIG_IGN);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (size_t index = 0; index < sizeof stops / sizeof stops[0]; index++) signal(stops[index], SIG_DFL);
}

int exec_worker_main(int32_t parent) {
  // Steps are taken from whoever started this and said so, through the pipes that it made: from nobody else.
  if (parent <= 1 || getppid() != parent || !is_pipe(STDIN_FILENO) || !is_pipe(STDOUT_FILENO)) {
    fputs("toast: --worker-process is not for people: toast real starts its workers itself\n", stderr);
    return 64;
  }
  // The parent may have died before this call already; then standard input has ended.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGINT, SIG_IGN);
  let_stops();
  exec_close_others();
  exec_set_timer_slack();
  say((answer){.kind = READY, .processor = getpid()});
  char *message = NULL;
  size_t room = 0;
  uint32_t length;
  while (read_all(&length, sizeof length)) {
    if (length < 4 || length > LONGEST_MESSAGE) return 1;
    if (length > room) {
      free(message);
      message = malloc(length);
      room = message ? length : 0;
    }
    if (!message || !read_all(message, length)) break;
    uint32_t head[3] = {0};
    memcpy(head, message, length < sizeof head ? length : sizeof head);
    if (head[0] == QUIT) {
      say((answer){.kind = STATISTICS, .began = exec_run_queue_wait(),
                   .ended = exec_involuntary_switches(), .processor = exec_thread_time()});
      break;
    }
    if (head[0] != CHUNK || length < sizeof head) return 1;
    const char *next = message + sizeof head;
    for (uint32_t count = head[2]; count > 0 && next; count--) {
      next = do_leg(next, message + length, head[1]);
    }
    if (!next) return 1;
  }
  free(message);
  return 0;
}
