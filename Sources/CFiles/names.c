#define _GNU_SOURCE
#include "CFiles.h"

#include <fcntl.h>
#include <stdio.h>

int file_look(const char *path, bool is_folder) {
  return open(path, O_PATH | O_CLOEXEC | (is_folder ? O_DIRECTORY : 0));
}

int file_open_nameless(int folder, mode_t mode) {
  return openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
}

int file_move_to_free(int folder, const char *name, const char *other) {
  return renameat2(folder, name, folder, other, RENAME_NOREPLACE);
}
