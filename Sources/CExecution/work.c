// Work, sleep and threads: what a step does on a real machine. It is C because Swift's optimiser would
// remove work without a result, and for system calls that Swift does not show.

#define _GNU_SOURCE
#include "CExecution.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const int64_t second = 1000000000;

static int64_t nanoseconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * second + time.tv_nsec;
}

int64_t exec_now(void) { return nanoseconds(CLOCK_MONOTONIC); }

int64_t exec_thread_time(void) { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }

struct exec_signal {
  _Atomic uint32_t count;
};

exec_signal *exec_signal_make(void) { return calloc(1, sizeof(exec_signal)); }

void exec_signal_free(exec_signal *signal) { free(signal); }

uint32_t exec_signal_count(const exec_signal *signal) {
  return atomic_load_explicit(&signal->count, memory_order_acquire);
}

void exec_signal_raise(exec_signal *signal) {
  int error = errno;
  atomic_fetch_add_explicit(&signal->count, 1, memory_order_release);
  syscall(SYS_futex, &signal->count, FUTEX_WAKE_PRIVATE, INT32_MAX, NULL, NULL, 0);
  errno = error;
}

bool exec_signal_wait(const exec_signal *signal, uint32_t seen, int64_t deadline) {
  struct timespec time = {deadline / second, deadline % second};
  while (exec_signal_count(signal) == seen) {
    if (deadline <= exec_now()) return false;
    // With a bit set the time is an instant, so that an interrupted sleep does not begin again.
    syscall(SYS_futex, &signal->count, FUTEX_WAIT_BITSET_PRIVATE, seen,
            deadline == exec_never ? NULL : &time, NULL, FUTEX_BITSET_MATCH_ANY);
  }
  return true;
}

struct exec_lock {
  pthread_mutex_t mutex;
};

exec_lock *exec_lock_make(void) {
  exec_lock *lock = calloc(1, sizeof(exec_lock));
  if (!lock) return NULL;
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  // Holds are shorter than a sleep, so spinning for a moment pays.
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ADAPTIVE_NP);
  pthread_mutex_init(&lock->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
  return lock;
}

void exec_lock_free(exec_lock *lock) {
  pthread_mutex_destroy(&lock->mutex);
  free(lock);
}

void exec_lock_take(exec_lock *lock) { pthread_mutex_lock(&lock->mutex); }

void exec_lock_give(exec_lock *lock) { pthread_mutex_unlock(&lock->mutex); }

/// Some work whose result matters, so that no compiler removes it.
__attribute__((noinline)) static uint32_t grind(uint32_t value, int rounds) {
  for (int round = 0; round < rounds; round++) value = value * 1103515245u + 12345u;
  __asm__ volatile("" : : "r"(value));
  return value;
}

enum {
  // About 10 and 1 microseconds: reading the clock takes half a microsecond.
  MANY_ROUNDS = 10000,
  FEW_ROUNDS = 1000,
};

int64_t exec_burn(int64_t amount, const exec_signal *stop, int64_t limit) {
  if (amount <= 0) return 0;
  int64_t begin = exec_thread_time(), used = 0;
  uint32_t value = (uint32_t)begin;
  while (used < amount) {
    value = grind(value, amount - used > 30000 ? MANY_ROUNDS : FEW_ROUNDS);
    if (stop && exec_signal_count(stop) > 0) break;
    if (limit != exec_never && exec_now() >= limit) break;
    used = exec_thread_time() - begin;
  }
  return exec_thread_time() - begin;
}

void exec_set_timer_slack(void) { prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0); }

int64_t exec_run_queue_wait(void) {
  int file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  char text[96];
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return -1;
  text[count] = 0;
  char *end;
  strtoll(text, &end, 10);
  return strtoll(end, NULL, 10);
}

static int64_t used_time(int who) {
  struct rusage usage;
  if (getrusage(who, &usage) != 0) return 0;
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * second +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000;
}

int64_t exec_process_time(void) { return used_time(RUSAGE_SELF) + used_time(RUSAGE_CHILDREN); }

int64_t exec_involuntary_switches(void) {
  struct rusage usage;
  return getrusage(RUSAGE_THREAD, &usage) == 0 ? usage.ru_nivcsw : -1;
}

struct exec_thread {
  pthread_t thread;
  void (*body)(void *);
  void *context;
};

static void *run_thread(void *argument) {
  exec_thread *thread = argument;
  thread->body(thread->context);
  return NULL;
}

int exec_thread_start(exec_thread **thread, int64_t stack, void (*body)(void *context),
                      void *context) {
  exec_thread *made = calloc(1, sizeof(exec_thread));
  if (!made) return ENOMEM;
  made->body = body;
  made->context = context;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, (size_t)stack);
  // Signals are for the process's first thread: handlers of the terminal must not run beside what draws.
  sigset_t held, before;
  sigfillset(&held);
  const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
  for (size_t index = 0; index < sizeof faults / sizeof faults[0]; index++) {
    sigdelset(&held, faults[index]);
  }
  pthread_sigmask(SIG_SETMASK, &held, &before);
  int error = pthread_create(&made->thread, &attributes, run_thread, made);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (error) free(made);
  *thread = error ? NULL : made;
  return error;
}

void exec_thread_join(exec_thread *thread) {
  pthread_join(thread->thread, NULL);
  free(thread);
}

bool exec_restrict_cores(int32_t count) {
  static cpu_set_t all;
  static bool knows_all;
  if (!knows_all) {
    if (sched_getaffinity(0, sizeof all, &all) != 0) return false;
    knows_all = true;
  }
  if (count <= 0) return sched_setaffinity(0, sizeof all, &all) == 0;
  cpu_set_t some;
  CPU_ZERO(&some);
  for (int core = 0; core < CPU_SETSIZE && count > 0; core++) {
    if (!CPU_ISSET(core, &all)) continue;
    CPU_SET(core, &some);
    count--;
  }
  return count == 0 && sched_setaffinity(0, sizeof some, &some) == 0;
}
