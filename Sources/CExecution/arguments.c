// The words that the program was started with. Swift's own list is read from /proc and is empty where
// that is not mounted; glibc hands them to constructors.

#include "CExecution.h"

static char **words;

__attribute__((constructor)) static void keep(int count, char **arguments) {
  (void)count;
  words = arguments;
}

const char *exec_argument(int32_t index) { return words[index]; }
