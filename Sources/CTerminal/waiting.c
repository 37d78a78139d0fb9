// How keys and signals are waited for while the terminal is ours: what needs C, and knows nothing of
// what `guard.c` has to restore.

#define _GNU_SOURCE
#include "CTerminal.h"

#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

static sigset_t mask_before;

void guard_hold_signals(void) {
  sigset_t held;
  sigfillset(&held);
  // A fault that is held ends the process at once, without the handler.
  const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
  for (size_t index = 0; index < sizeof faults / sizeof faults[0]; index++) {
    sigdelset(&held, faults[index]);
  }
  pthread_sigmask(SIG_SETMASK, &held, &mask_before);
}

void guard_release_signals(void) { pthread_sigmask(SIG_SETMASK, &mask_before, NULL); }

void guard_wait(int32_t milliseconds) {
  struct pollfd door = {.fd = STDIN_FILENO, .events = POLLIN};
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
  ppoll(&door, 1, milliseconds < 0 ? NULL : &time, &mask_before);
}

bool guard_take_stop_key(void) {
  struct termios modes;
  if (tcgetattr(STDOUT_FILENO, &modes) != 0) return false;
  modes.c_cc[VSUSP] = _POSIX_VDISABLE;
  return tcsetattr(STDOUT_FILENO, TCSANOW, &modes) == 0;
}

// The terminal tells all processes of the foreground, too.
void guard_stop(void) { kill(0, SIGTSTP); }
