// A signal handler may call few functions, and none of Swift's: so this is C. Whatever `restore`
// and `on_signal` call is in POSIX's list of functions that are safe in a handler.

#define _GNU_SOURCE
#include "CTerminal.h"
#include "ways.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// The code of a process that Ctrl-C ended, as shells have it.
enum { CODE_OF_INTERRUPT = 130 };

// All that end a process.
static const int caught[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGTRAP, SIGABRT,   SIGFPE,  SIGQUIT,
                             SIGHUP,  SIGTERM, SIGINT,  SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1,
                             SIGUSR2, SIGXCPU, SIGSYS,  SIGIO,   SIGPWR,    SIGSTKFLT};
enum { CAUGHT_COUNT = sizeof caught / sizeof caught[0] };

static atomic_bool is_on;
// Whether a signal came that the program means to obey by itself.
static atomic_bool has_to_end;
// Whether a stop was asked for.
static atomic_bool has_to_stop;
// Whether the terminal is given back for a stop.
static atomic_bool is_away;
// How often the process went on after a stop.
static _Atomic uint32_t resume_count;
static struct sigaction actions_before[CAUGHT_COUNT];
static bool is_installed[CAUGHT_COUNT];
static struct termios modes_before;
static char restoring_bytes[1024];
static size_t restoring_count;

static int output_way = -1;

// A stack for the handler where the program's own has run over.
static char spare_stack[1 << 16];
static stack_t stack_before;
static bool has_spare_stack;

static struct sigaction stop_before, resize_before, continue_before;
// Curses sets its handler of this only once in a process.
static struct sigaction resize_of_curses;
static bool knows_curses;

/// Whether the terminal is ours to change; otherwise the shell has it, and curses left it already.
static bool is_foreground(void) {
  pid_t group = tcgetpgrp(STDOUT_FILENO);
  return group <= 0 || group == getpgrp();
}

static void restore(void) {
  if (!atomic_exchange(&is_on, false)) return;
  if (!atomic_load(&is_away) && is_foreground()) {
    way_write(output_way, restoring_bytes, restoring_count);
    tcsetattr(STDOUT_FILENO, TCSANOW, &modes_before);
  }
  errors_give_back();
}

/// How a signal was handled before.
static struct sigaction action_before(int number) {
  for (int index = 0; index < CAUGHT_COUNT; index++) {
    if (caught[index] == number) return actions_before[index];
  }
  return (struct sigaction){.sa_handler = SIG_DFL};
}

static void on_signal(int number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  struct sigaction next = action_before(number);
  bool is_wish = (number == SIGINT || number == SIGTERM) && next.sa_handler != SIG_DFL;
  // A program with a handler of its own ends by itself; who asks twice does not want to wait.
  if (is_wish && !atomic_exchange(&has_to_end, true)) {
    next.sa_handler(number);
    errno = error;
    return;
  }
  restore();
  if (number == SIGINT) {
    // It may remove what must not be left.
    if (is_wish) next.sa_handler(number);
    _exit(CODE_OF_INTERRUPT);
  }
  // Swift's backtracer hangs on these two (measured), and nobody wants a trace of them.
  if (is_wish || number == SIGQUIT || number == SIGABRT) next.sa_handler = SIG_DFL;
  sigaction(number, &next, NULL);
  bool can_fault =
      number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
  // A fault comes again by itself, with its true place; a signal that somebody sent does not. It
  // arrives when this handler returns.
  if (!can_fault || info->si_code <= 0) raise(number);
  errno = error;
}

/// Curses cannot be left in the middle of anything, so this is obeyed between two pictures.
static void on_stop(int number) {
  (void)number;
  atomic_store(&has_to_stop, true);
}

/// Before curses opens the terminal: it lets a handler alone that it finds. Its own would lose what
/// comes while it draws, and what comes before it is set would stop a terminal that is half taken.
static void catch_stop(void) {
  struct sigaction action = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
  sigaction(SIGTSTP, NULL, &stop_before);
  if (stop_before.sa_handler != SIG_IGN) sigaction(SIGTSTP, &action, NULL);
}

static void install(void) {
  stack_t spare = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
  has_spare_stack = sigaltstack(NULL, &stack_before) == 0 && (stack_before.ss_flags & SS_DISABLE) &&
                    sigaltstack(&spare, NULL) == 0;
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (int index = 0; index < CAUGHT_COUNT; index++) {
    sigaction(caught[index], NULL, &actions_before[index]);
    // What the parent had ignored, as nohup does, stays so.
    is_installed[index] = actions_before[index].sa_handler != SIG_IGN &&
                          sigaction(caught[index], &action, NULL) == 0;
  }
  catch_stop();
  sigaction(SIGWINCH, NULL, &resize_before);
  sigaction(SIGCONT, NULL, &continue_before);
  // Whoever started the program may have had them blocked, which a child takes over.
  sigset_t ours = action.sa_mask;
  sigprocmask(SIG_UNBLOCK, &ours, NULL);
}

bool guard_wait_for_foreground(void) {
  // What cannot be stopped, since nobody would let it go on, is not: it tries in vain.
  for (int attempt = 0; attempt < 100 && !is_foreground() && !guard_has_to_end(); attempt++) {
    kill(0, SIGTTOU);
  }
  return is_foreground();
}

bool guard_begin(const char *restoring, size_t count) {
  if (atomic_load(&is_on) || count > sizeof restoring_bytes) return false;
  if (tcgetattr(STDOUT_FILENO, &modes_before) != 0) return false;
  static bool is_registered;
  if (!is_registered && atexit(restore) != 0) return false;
  is_registered = true;
  memcpy(restoring_bytes, restoring, count);
  restoring_count = count;
  output_way = way_open(STDOUT_FILENO);
  errors_keep();
  atomic_store(&has_to_end, false);
  atomic_store(&has_to_stop, false);
  atomic_store(&is_away, false);
  install();
  atomic_store(&is_on, true);
  return true;
}

/// A change of size while we were stopped was told to the shell alone.
static void on_continue(int number) {
  (void)number;
  atomic_fetch_add(&resume_count, 1);
  raise(SIGWINCH);
}

static void count_resume(int number) {
  (void)number;
  atomic_fetch_add(&resume_count, 1);
}

void guard_count_resumes(void) {
  // With SA_RESTART, so that nobody who writes or reads has to know of it.
  struct sigaction action = {.sa_handler = count_resume, .sa_flags = SA_RESTART};
  sigaction(SIGCONT, &action, NULL);
}

uint32_t guard_resume_count(void) { return atomic_load(&resume_count); }

bool guard_has_to_end(void) { return atomic_load(&has_to_end); }

bool guard_has_to_stop(void) { return atomic_load(&has_to_stop); }

void guard_adopt_signals(void) {
  if (!knows_curses) {
    sigaction(SIGWINCH, NULL, &resize_of_curses);
    knows_curses = true;
  }
  sigaction(SIGWINCH, &resize_of_curses, NULL);
  struct sigaction action = {.sa_handler = on_continue};
  sigaction(SIGCONT, &action, NULL);
}

void guard_end(void) {
  // Curses has restored the terminal, so only the messages are left to show.
  if (!atomic_exchange(&is_on, false)) return;
  for (int index = 0; index < CAUGHT_COUNT; index++) {
    if (is_installed[index]) sigaction(caught[index], &actions_before[index], NULL);
  }
  sigaction(SIGTSTP, &stop_before, NULL);
  sigaction(SIGWINCH, &resize_before, NULL);
  sigaction(SIGCONT, &continue_before, NULL);
  if (has_spare_stack) sigaltstack(&stack_before, NULL);
  errors_give_back();
  errors_forget();
  way_close(&output_way);
  if (atomic_exchange(&has_to_stop, false) && !guard_has_to_end()) kill(getpid(), SIGTSTP);
}

static void change_stop(int how) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(how, &stop, NULL);
}

bool guard_suspend(void) {
  atomic_store(&is_away, true);
  struct sigaction usual = {.sa_handler = SIG_DFL}, ours;
  // All that were sent so far are one stop: while they are held, they become one.
  change_stop(SIG_BLOCK);
  sigaction(SIGTSTP, &usual, &ours);
  atomic_store(&has_to_stop, false);
  kill(getpid(), SIGTSTP);
  change_stop(SIG_UNBLOCK);
  sigaction(SIGTSTP, &ours, NULL);
  // Who let it go on may not have given it the terminal.
  if (guard_has_to_end() || !guard_wait_for_foreground()) return false;
  // What the shell set meanwhile is what it wants to have back.
  struct termios modes;
  if (tcgetattr(STDOUT_FILENO, &modes) == 0) modes_before = modes;
  atomic_store(&is_away, false);
  return true;
}
