// What is written to the terminal while it is ours, or its state unknown: it must not block, and a handler
// of a signal calls it.

#define _GNU_SOURCE
#include "ways.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
  // How long to wait for a terminal that takes nothing, in milliseconds.
  PATIENCE = 200,
  // How many bytes of standard error are kept, and how many of them are shown at the end.
  MOST_KEPT = 1 << 20,
  MOST_SHOWN = 1 << 16,
};

// What standard error was, the file in memory that it is meanwhile, and the way to what it was.
static int real_error = -1, kept_error = -1, error_way = -1;

int way_open(int descriptor) {
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  int way = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  return way >= 0 ? way : fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
}

void way_close(int *way) {
  if (*way >= 0) close(*way);
  *way = -1;
}

void way_write(int way, const char *bytes, size_t count) {
  for (int attempt = 0; count > 0 && attempt < 100; attempt++) {
    struct pollfd door = {.fd = way, .events = POLLOUT};
    int ready = poll(&door, 1, PATIENCE);
    if (ready < 0 && errno == EINTR) continue;
    if (ready != 1 || (door.revents & (POLLERR | POLLHUP | POLLNVAL))) return;
    ssize_t written = write(way, bytes, count);
    if (written < 0 && errno == EAGAIN) poll(NULL, 0, 2);
    if (written < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void errors_keep(void) {
  if (!isatty(STDERR_FILENO)) return;
  fflush(stderr);
  real_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  error_way = way_open(STDERR_FILENO);
  kept_error = memfd_create("messages", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  // The file cannot grow beyond its size, so that endless messages do not fill the memory.
  if (real_error < 0 || kept_error < 0 || ftruncate(kept_error, MOST_KEPT) != 0 ||
      fcntl(kept_error, F_ADD_SEALS, F_SEAL_GROW) != 0 || dup2(kept_error, STDERR_FILENO) < 0) {
    errors_forget();
  }
}

void errors_give_back(void) {
  if (kept_error < 0) return;
  dup2(real_error, STDERR_FILENO);
  off_t end = lseek(kept_error, 0, SEEK_CUR);
  off_t place = end > MOST_SHOWN ? end - MOST_SHOWN : 0;
  char piece[1024];
  while (place < end) {
    size_t wanted = end - place < (off_t)sizeof piece ? (size_t)(end - place) : sizeof piece;
    ssize_t count = pread(kept_error, piece, wanted, place);
    if (count <= 0) return;
    way_write(error_way, piece, (size_t)count);
    place += count;
  }
}

void errors_forget(void) {
  way_close(&kept_error);
  way_close(&real_error);
  way_close(&error_way);
}
