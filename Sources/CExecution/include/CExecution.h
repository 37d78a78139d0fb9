#ifndef TOASTLANE_EXECUTION_H
#define TOASTLANE_EXECUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// All instants are nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share.

/// An instant that never comes.
static const int64_t exec_never = INT64_MAX;

/// The clock now.
int64_t exec_now(void);

/// The processor time that the calling thread has used.
int64_t exec_thread_time(void);

/// The processor time of this process and of its children that were reaped.
int64_t exec_process_time(void);

// A word that threads sleep on until it is raised.
typedef struct exec_signal exec_signal;
exec_signal *exec_signal_make(void);
void exec_signal_free(exec_signal *signal);
/// How often the signal was raised.
uint32_t exec_signal_count(const exec_signal *signal);
/// Raises it and wakes all who sleep on it; safe in a signal handler.
void exec_signal_raise(exec_signal *signal);
/// Sleeps until the signal is raised beyond `seen`, or until the deadline. True if it was raised.
bool exec_signal_wait(const exec_signal *signal, uint32_t seen, int64_t deadline);

// A lock for short holds. The thread sanitizer knows pthread's, and not that of Swift's library.
typedef struct exec_lock exec_lock;
exec_lock *exec_lock_make(void);
void exec_lock_free(exec_lock *lock);
void exec_lock_take(exec_lock *lock);
void exec_lock_give(exec_lock *lock);

/// Uses so much processor time of this thread.
///
/// Measured on the thread's own processor clock: two threads on one core take twice as long. Ends early
/// when the signal was ever raised (it may be NULL) or the limit has passed; the result tells the time
/// used.
int64_t exec_burn(int64_t amount, const exec_signal *stop, int64_t limit);

/// Has this thread's sleeps end within a nanosecond of the kernel's timer, instead of 50 microseconds.
void exec_set_timer_slack(void);

/// How long this thread was runnable without a core so far; -1 where the system does not tell.
int64_t exec_run_queue_wait(void);
/// How often this thread lost its core against its will.
int64_t exec_involuntary_switches(void);

// Threads. `body` gets `context`; the result of `exec_thread_start` is an errno, 0 for success.
typedef struct exec_thread exec_thread;
int exec_thread_start(exec_thread **thread, int64_t stack, void (*body)(void *context),
                      void *context);
void exec_thread_join(exec_thread *thread);

/// What became of a shell command.
typedef struct {
  /// Its exit code; minus the signal's number where one ended it; `exec_limit_passed`; or
  /// `exec_stopped`.
  int32_t status;
  /// Why it could not be started, as errno; 0 where it was.
  int32_t error;
} exec_outcome;

/// The status of a step that was given up at its limit, and of one that was stopped.
enum { exec_limit_passed = -1000, exec_stopped = -1001 };

/// Runs a command by /bin/sh in a process group of its own, with its output on standard error.
///
/// At the limit, or when the signal was ever raised, the whole group is killed.
exec_outcome exec_command(const char *text, const char *folder, const exec_signal *stop,
                          int64_t limit);

/// A word that the program was started with, from 0; NULL after the last. To be asked for in order.
const char *exec_argument(int32_t index);

/// Closes all but standard input, output and error; what a command or a worker gets is just these.
void exec_close_others(void);

/// Does the steps that come in messages on standard input until it ends: the life of a worker process.
int exec_worker_main(int32_t parent);

/// Starts a program with pipes for its input and output, in a process group of its own.
///
/// `arguments` end with NULL. The result is an errno, 0 for success. It starts with TSTP, TTIN and TTOU held.
int exec_spawn(const char *path, const char *const *arguments, const char *folder, int32_t *pid,
               int32_t *input, int32_t *output);

/// Waits for a child that has ended or is about to: its exit code, or minus the signal's number.
int32_t exec_reap(int32_t pid);
/// Whether a child has ended, which is then reaped: its status as above.
bool exec_has_ended(int32_t pid, int32_t *status);
/// Kills a child, and its process group.
void exec_kill(int32_t pid);

// A set of pipes that are waited for together.
typedef struct exec_poll exec_poll;
exec_poll *exec_poll_make(void);
void exec_poll_free(exec_poll *poll);
/// Waits for this pipe, too; `number` tells it from others. The result is an errno.
int exec_poll_add(exec_poll *poll, int32_t pipe, uint32_t number);
void exec_poll_remove(exec_poll *poll, int32_t pipe);
/// Waits until a pipe has data or has ended, until the deadline, or for a signal handler. Stores the
/// numbers of pipes, and returns how many.
int32_t exec_poll_wait(exec_poll *poll, int64_t deadline, uint32_t *numbers, int32_t most);

/// Reads what is there: how many bytes; 0 at the end; below 0 where nothing is there now.
int64_t exec_read(int32_t pipe, void *bytes, int64_t count);
/// Writes all bytes. The result is an errno; EINTR where SIGINT or SIGTERM was caught meanwhile.
int exec_write(int32_t pipe, const void *bytes, int64_t count);
void exec_close(int32_t pipe);

// What a process has only so much of.
typedef enum {
  exec_files,
  exec_files_at_most,
  exec_processes,
  exec_addresses,
  exec_data,
} exec_resource;

/// The limit of this process, in pieces or bytes; INT64_MAX for none.
int64_t exec_limit(exec_resource resource);
/// Lets this process open as many files as it is allowed to. The result is the limit before the first
/// call that raised it; 0 where none did.
int64_t exec_raise_file_limit(void);
/// Lets threads share what they allocate from, where addresses are limited.
void exec_spare_addresses(void);
/// How many files are open; of a great many not all are counted.
int32_t exec_open_files(void);
/// The bytes of addresses or data in use; -1 where the system does not tell.
int64_t exec_memory_used(exec_resource resource);
/// The addresses that the stack of a worker's thread takes.
///
/// A thousand workers with the usual 8 MB each would pass many limits.
static const int64_t exec_stack_size = 256 << 10;

/// Restricts the threads started from now on, and their children, to the first so many cores that the
/// process may use; 0 gives all back. False where the system refuses.
bool exec_restrict_cores(int32_t count);

/// Has SIGINT and SIGTERM raise two signals; the second SIGINT ends the process with status 130. One
/// that is ignored stays so.
void exec_catch_interrupts(exec_signal *wish, exec_signal *wake);
/// Handles both as before.
void exec_release_interrupts(void);

#endif
