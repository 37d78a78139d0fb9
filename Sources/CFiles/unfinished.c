// A signal handler may call few functions, and none of Swift's: so this is C. Whatever `on_signal`
// calls is in POSIX's list of functions that are safe in a handler.

#define _GNU_SOURCE
#include "CFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};

enum { MOST = 64, MOST_BYTES = 256 };
enum { IS_FREE, IS_TAKEN, IS_NOTED };

static struct entry {
  atomic_int state;
  int folder;
  bool is_folder;
  char name[MOST_BYTES];
} entries[MOST];

// A child between fork and exec has the handler, too, but not the files.
static atomic_int owner;

static void remove_noted(bool folders) {
  for (int index = 0; index < MOST; index++) {
    struct entry *entry = &entries[index];
    if (atomic_load(&entry->state) != IS_NOTED || entry->is_folder != folders) continue;
    unlinkat(entry->folder, entry->name, folders ? AT_REMOVEDIR : 0);
  }
}

static void on_signal(int number) {
  int error = errno;
  if (getpid() == atomic_load(&owner)) {
    // A folder goes only when what was to be in it has gone, and stays where there is something else.
    remove_noted(false);
    remove_noted(true);
  }
  struct sigaction usual = {.sa_handler = SIG_DFL};
  sigaction(number, &usual, NULL);
  // It arrives when this handler returns.
  raise(number);
  errno = error;
}

/// Catches what nobody else catches or ignores at this moment.
static void catch_signals(void) {
  struct sigaction action = {.sa_handler = on_signal};
  sigfillset(&action.sa_mask);
  for (unsigned index = 0; index < sizeof caught / sizeof caught[0]; index++) {
    struct sigaction now;
    if (sigaction(caught[index], NULL, &now) == 0 && now.sa_handler == SIG_DFL) {
      sigaction(caught[index], &action, NULL);
    }
  }
}

static _Thread_local sigset_t mask_before;
// Whoever holds them may call somebody who does, too.
static _Thread_local int holders;

void unfinished_hold_signals(void) {
  if (holders++ > 0) return;
  sigset_t held;
  sigemptyset(&held);
  for (unsigned index = 0; index < sizeof caught / sizeof caught[0]; index++) {
    sigaddset(&held, caught[index]);
  }
  pthread_sigmask(SIG_BLOCK, &held, &mask_before);
}

void unfinished_let_signals(void) {
  if (--holders == 0) pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
}

int unfinished_note(int folder, const char *name, bool is_folder) {
  size_t count = strlen(name) + 1;
  if (count > MOST_BYTES) return -1;
  atomic_store(&owner, getpid());
  for (int index = 0; index < MOST; index++) {
    struct entry *entry = &entries[index];
    int expected = IS_FREE;
    if (!atomic_compare_exchange_strong(&entry->state, &expected, IS_TAKEN)) continue;
    entry->folder = folder;
    entry->is_folder = is_folder;
    memcpy(entry->name, name, count);
    atomic_store(&entry->state, IS_NOTED);
    catch_signals();
    return index;
  }
  return -1;
}

void unfinished_forget(int entry) {
  if (entry >= 0 && entry < MOST) atomic_store(&entries[entry].state, IS_FREE);
}
