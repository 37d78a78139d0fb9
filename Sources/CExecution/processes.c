// Worker processes, pipes and signals. It is C because a signal's handler may call few functions, and
// none of Swift's.

#define _GNU_SOURCE
#include "CExecution.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const int64_t second = 1000000000;

// The signal of the system that was caught last; 0 for none.
static _Atomic int32_t caught_signal;

static int32_t status_of(int code) {
  return WIFSIGNALED(code) ? -WTERMSIG(code) : WEXITSTATUS(code);
}

int32_t exec_reap(int32_t pid) {
  int code = 0;
  while (waitpid(pid, &code, 0) < 0) {
    if (errno != EINTR) return 0;
  }
  return status_of(code);
}

bool exec_has_ended(int32_t pid, int32_t *status) {
  int code = 0;
  if (waitpid(pid, &code, WNOHANG) != pid) return false;
  *status = status_of(code);
  return true;
}

void exec_kill(int32_t pid) {
  // 0 and 1 would be groups of others: ours, and everybody's.
  if (pid <= 1) return;
  kill(-pid, SIGKILL);
  kill(pid, SIGKILL);
}

void exec_close_others(void) {
  // What is open here is nobody else's: files that are being written, and whatever we were started with.
#ifdef SYS_close_range
  if (syscall(SYS_close_range, 3, ~0U, 0) == 0) return;
#endif
  // Systems before 5.9 do not know it; ours are among the first.
  for (int descriptor = 3; descriptor < 4096; descriptor++) close(descriptor);
}

int exec_spawn(const char *path, const char *const *arguments, const char *folder, int32_t *pid,
               int32_t *input, int32_t *output) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0) return errno;
  if (pipe2(out, O_CLOEXEC) != 0) {
    int error = errno;
    close(in[0]), close(in[1]);
    return error;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  if (folder && *folder) posix_spawn_file_actions_addchdir_np(&actions, folder);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t all, stops;
  sigfillset(&all);
  sigemptyset(&stops);
  sigaddset(&stops, SIGTSTP);
  sigaddset(&stops, SIGTTIN);
  sigaddset(&stops, SIGTTOU);
  posix_spawnattr_setsigdefault(&attributes, &all);
  // A stop of our group may reach the child before it has its own. A child that stops before it is the new
  // program has us wait for ever, so the program itself lets stops through, and forgets that one.
  posix_spawnattr_setsigmask(&attributes, &stops);
  // A group of its own: Ctrl-C is for the parent alone.
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  int error =
      posix_spawn(&child, path, &actions, &attributes, (char *const *)arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]), close(out[1]);
  if (error) {
    close(in[1]), close(out[0]);
    return error;
  }
  fcntl(out[0], F_SETFL, O_NONBLOCK);
  *pid = child;
  *input = in[1];
  *output = out[0];
  return 0;
}

struct exec_poll {
  int epoll;
};

exec_poll *exec_poll_make(void) {
  exec_poll *poll = calloc(1, sizeof(exec_poll));
  if (!poll) return NULL;
  poll->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (poll->epoll >= 0) return poll;
  free(poll);
  return NULL;
}

void exec_poll_free(exec_poll *poll) {
  close(poll->epoll);
  free(poll);
}

int exec_poll_add(exec_poll *poll, int32_t pipe, uint32_t number) {
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = number};
  return epoll_ctl(poll->epoll, EPOLL_CTL_ADD, pipe, &event) == 0 ? 0 : errno;
}

void exec_poll_remove(exec_poll *poll, int32_t pipe) {
  epoll_ctl(poll->epoll, EPOLL_CTL_DEL, pipe, NULL);
}

static int32_t ready_pipes(exec_poll *poll, uint32_t *numbers, int32_t most) {
  struct epoll_event events[64];
  int count = epoll_wait(poll->epoll, events, most < 64 ? most : 64, 0);
  for (int index = 0; index < count; index++) numbers[index] = events[index].data.u32;
  return count < 0 ? 0 : count;
}

int32_t exec_poll_wait(exec_poll *poll, int64_t deadline, uint32_t *numbers, int32_t most) {
  int32_t count = ready_pipes(poll, numbers, most);
  if (count > 0) return count;
  int64_t left = deadline == exec_never ? 0 : deadline - exec_now();
  if (left < 0) left = 0;
  struct timespec time = {left / second, left % second};
  struct pollfd door = {.fd = poll->epoll, .events = POLLIN};
  // Only this call has times in nanoseconds on older systems, too.
  if (ppoll(&door, 1, deadline == exec_never ? NULL : &time, NULL) <= 0) return 0;
  return ready_pipes(poll, numbers, most);
}

int64_t exec_read(int32_t pipe, void *bytes, int64_t count) {
  ssize_t result = read(pipe, bytes, (size_t)count);
  if (result >= 0) return result;
  return errno == EAGAIN || errno == EINTR ? -1 : 0;
}

int exec_write(int32_t pipe, const void *bytes, int64_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(pipe, next, (size_t)count);
    if (written < 0) {
      if (errno != EINTR) return errno;
      if (atomic_load(&caught_signal) != 0) return EINTR;
      continue;
    }
    next += written;
    count -= written;
  }
  return 0;
}

void exec_close(int32_t pipe) { close(pipe); }

static _Atomic(exec_signal *) signal_of_wish, signal_of_wake;

// Who catches interrupts may call something that catches them, too: what was before is restored, layer by layer.
enum { LAYER_COUNT = 4 };
static struct {
  exec_signal *wish, *wake;
  struct sigaction interrupt, termination;
} before[LAYER_COUNT];
static int layer;

static void on_interrupt(int number) {
  // Who asks twice does not want to wait for reports; children end with their pipes. Whoever caught it before
  // the first layer removes what must not be left.
  if (atomic_exchange(&caught_signal, number) != 0 && number == SIGINT) {
    void (*first)(int) = before[0].interrupt.sa_handler;
    if (first != SIG_DFL && first != SIG_IGN) first(number);
    _exit(130);
  }
  exec_signal *wish = atomic_load(&signal_of_wish), *wake = atomic_load(&signal_of_wake);
  if (wish) exec_signal_raise(wish);
  if (wake) exec_signal_raise(wake);
}

/// What whoever started the program has ignored, as shells do in the background, stays so.
static void catch_signal(int number, struct sigaction *old) {
  // Without SA_RESTART, so that what waits looks at the signal.
  struct sigaction action = {.sa_handler = on_interrupt};
  sigemptyset(&action.sa_mask);
  if (sigaction(number, NULL, old) == 0 && old->sa_handler == SIG_IGN) return;
  sigaction(number, &action, NULL);
}

void exec_catch_interrupts(exec_signal *wish, exec_signal *wake) {
  if (layer == LAYER_COUNT) abort();
  before[layer].wish = atomic_load(&signal_of_wish);
  before[layer].wake = atomic_load(&signal_of_wake);
  atomic_store(&caught_signal, 0);
  atomic_store(&signal_of_wish, wish);
  atomic_store(&signal_of_wake, wake);
  catch_signal(SIGINT, &before[layer].interrupt);
  catch_signal(SIGTERM, &before[layer].termination);
  layer++;
  // Whoever started the program may have had them blocked, which a child takes over.
  sigset_t caught;
  sigemptyset(&caught);
  sigaddset(&caught, SIGINT);
  sigaddset(&caught, SIGTERM);
  pthread_sigmask(SIG_UNBLOCK, &caught, NULL);
}

void exec_release_interrupts(void) {
  layer--;
  sigaction(SIGINT, &before[layer].interrupt, NULL);
  sigaction(SIGTERM, &before[layer].termination, NULL);
  atomic_store(&signal_of_wish, before[layer].wish);
  atomic_store(&signal_of_wake, before[layer].wake);
}
