#ifndef TOASTLANE_FILES_H
#define TOASTLANE_FILES_H

#include <stdbool.h>
#include <sys/types.h>

// What Swift does not see of the C library, since it is Linux' own. All return -1 and set errno where they fail.

/// Opens a file or folder, by what a link leads to, only to look at it or to use its names.
int file_look(const char *path, bool is_folder);

/// Opens a new file in a folder, for reading and writing, that has no name.
int file_open_nameless(int folder, mode_t mode);

/// Moves a name of a folder to one that must be free.
int file_move_to_free(int folder, const char *name, const char *other);

/// Has an unfinished file, or a folder that is empty yet, removed where INT, TERM or HUP ends the program.
///
/// `folder` is an open folder, which stays open until `unfinished_forget` is called with what this
/// returns; -1, which needs no call, where there are too many or the name is too long.
int unfinished_note(int folder, const char *name, bool is_folder);

/// Keeps INT, TERM and HUP from this thread until as many calls of `unfinished_let_signals`, so that none
/// comes between the making of a name and its note, or between two names.
void unfinished_hold_signals(void);
void unfinished_let_signals(void);

/// It is finished or removed.
void unfinished_forget(int entry);

#endif
