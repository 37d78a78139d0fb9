#ifndef TOASTLANE_TERMINAL_H
#define TOASTLANE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/// Leaves the terminal sane whatever ends the process, from now on.
///
/// Call it before curses opens the terminal, which must be standard output. `restoring` are the
/// bytes that leave the modes of curses. False if it cannot: no terminal, too many bytes, or it is
/// on already.
bool guard_begin(const char *restoring, size_t count);

/// Lets curses stop and resize the screen; call it when curses has opened the terminal.
void guard_adopt_signals(void);

/// Ends the watch when curses has left the terminal: all signals are handled as before, and what
/// was said on standard error meanwhile is shown.
void guard_end(void);

/// Has the terminal give Ctrl-Z as a key; false if it cannot. Curses must be told of the new modes.
///
/// Curses ignores the signal while it updates the screen, from a moment on that nobody else knows:
/// one that comes just before is lost. A key is not.
bool guard_take_stop_key(void);

/// Stops the program as Ctrl-Z does; returns when it goes on.
void guard_stop(void);

/// Puts off a stop that another program asks for, so that curses' handler does not write in the middle of an update.
void guard_hold_stop(void);

/// Allows a stop again.
void guard_release_stop(void);

#endif
