// Ways to the terminal that never block, for handlers of signals, too.
#ifndef TOASTLANE_TERMINAL_WAYS_H
#define TOASTLANE_TERMINAL_WAYS_H

#include <stddef.h>

/// Opens the same file once more without blocking; the descriptor itself where that is forbidden.
///
/// It is a descriptor of our own, because not to block is a property of an open file, which the shell
/// and other programs share.
int way_open(int descriptor);

/// Closes a way, once.
void way_close(int *way);

/// Writes as far as the terminal takes it in time. Safe in a handler.
void way_write(int way, const char *bytes, size_t count);

/// Keeps what is said on standard error, which would garble the picture and be lost with it.
void errors_keep(void);

/// Shows the end of what was said on standard error, and gives the stream back. Safe in a handler.
void errors_give_back(void);

/// Closes what kept errors need.
void errors_forget(void);

#endif
