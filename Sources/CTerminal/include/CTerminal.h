#ifndef TOASTLANE_TERMINAL_H
#define TOASTLANE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Leaves the terminal sane whatever ends the process, from now on.
///
/// Call it before curses opens the terminal, which must be standard output. `restoring` are the
/// bytes that leave the modes of curses. False if it cannot: no terminal, too many bytes, or it is
/// on already.
bool guard_begin(const char *restoring, size_t count);

/// Waits until the shell gives the terminal, stopped like any program that wants it in the background.
///
/// False where nobody stops it, as where nobody would let it go on.
bool guard_wait_for_foreground(void);

/// Lets curses resize the screen; call it when curses has opened the terminal.
void guard_adopt_signals(void);

/// Ends the watch when curses has left the terminal: all signals are handled as before, and what
/// was said on standard error meanwhile is shown. A stop that nobody has obeyed yet is obeyed here.
void guard_end(void);

/// Has the terminal give Ctrl-Z as a key; false if it cannot. Curses must be told of the new modes.
///
/// So it is obeyed after the keys that were typed before it.
bool guard_take_stop_key(void);

/// Whether SIGINT or SIGTERM came that had a handler before `guard_begin`: it was called, and the
/// program is to leave the terminal now. The second one restores the terminal and ends the process.
bool guard_has_to_end(void);

/// Puts off all signals, so that none comes between a look at what they have changed and `guard_wait`.
void guard_hold_signals(void);

/// Waits for input, so many milliseconds at most, without end where they are below 0. Signals come
/// only here, and each of them ends it.
void guard_wait(int32_t milliseconds);

/// Allows signals again.
void guard_release_signals(void);

/// Counts from now on how often the process goes on after a stop.
void guard_count_resumes(void);

/// How often that was.
uint32_t guard_resume_count(void);

/// Asks all programs that the terminal would ask at Ctrl-Z to stop; `guard_has_to_stop` tells it to this one.
void guard_stop(void);

/// Whether a stop was asked for since `guard_begin` or the last `guard_suspend`.
bool guard_has_to_stop(void);

/// Stops the process; call it when curses has left the terminal. Returns when the process goes on.
///
/// False where the terminal must not be taken again, as the program has to end or will not get it.
bool guard_suspend(void);

#endif
