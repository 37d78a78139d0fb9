// Commands of scenarios: a shell in a group of its own, and a process that watches over it. It is C because
// a child that was forked may call few functions, and none of Swift's.

#define _GNU_SOURCE
#include "CExecution.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void default_signals(void) {
  for (int number = 1; number < NSIG; number++) {
    if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void kill_group(int number) {
  (void)number;
  kill(0, SIGKILL);
}

/// Becomes the shell that runs a command.
static void become_shell(const char *text, const char *folder) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  default_signals();
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  exec_close_others();
  if (folder && *folder && chdir(folder) != 0) _exit(126);
  execl("/bin/sh", "sh", "-c", text, NULL);
  _exit(127);
}

/// Watches over a command in a group of its own: who dies without a word leaves nothing of it behind,
/// not even what the shell started.
static void guard_command(const char *text, const char *folder, pid_t parent) {
  setpgid(0, 0);
  default_signals();
  struct sigaction action = {.sa_handler = kill_group};
  sigaction(SIGTERM, &action, NULL);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(127);
  // The C library's own fork takes locks that another thread of the parent may have held.
  pid_t shell = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  if (shell == 0) become_shell(text, folder);
  int code = 127 << 8;
  while (shell > 0 && waitpid(shell, &code, 0) < 0 && errno == EINTR) continue;
  if (WIFSIGNALED(code)) {
    signal(WTERMSIG(code), SIG_DFL);
    raise(WTERMSIG(code));
  }
  _exit(WEXITSTATUS(code));
}

exec_outcome exec_command(const char *text, const char *folder, const exec_signal *stop,
                          int64_t limit) {
  pid_t parent = getpid(), pid = fork();
  if (pid == 0) guard_command(text, folder, parent);
  if (pid < 0) return (exec_outcome){0, errno};
  setpgid(pid, pid);
  int door = (int)syscall(SYS_pidfd_open, pid, 0);
  exec_outcome outcome = {0, 0};
  while (!exec_has_ended(pid, &outcome.status)) {
    int32_t end = 0;
    if (stop && exec_signal_count(stop) > 0) end = exec_stopped;
    if (exec_now() >= limit) end = exec_limit_passed;
    if (end) {
      exec_kill(pid);
      exec_reap(pid);
      outcome.status = end;
      break;
    }
    // The signal is looked at every 20 ms; nobody measures commands more finely than that.
    struct pollfd exit = {.fd = door, .events = POLLIN};
    int64_t left = limit == exec_never ? 20 : (limit - exec_now()) / 1000000 + 1;
    poll(&exit, door >= 0 ? 1 : 0, door < 0 ? 1 : left < 20 ? (int)left : 20);
  }
  // Whoever killed the guard alone leaves its group behind.
  if (outcome.status < 0) kill(-pid, SIGKILL);
  if (door >= 0) close(door);
  return outcome;
}
