// What the system lets this process have, which Swift sees in other types on other systems.

#define _GNU_SOURCE
#include "CExecution.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int64_t amount(rlim_t limit) {
  return limit == RLIM_INFINITY || limit > INT64_MAX ? INT64_MAX : (int64_t)limit;
}

static int64_t limit_of(int what, bool hard) {
  struct rlimit limit;
  if (getrlimit(what, &limit) != 0) return INT64_MAX;
  return amount(hard ? limit.rlim_max : limit.rlim_cur);
}

int64_t exec_limit(exec_resource resource) {
  switch (resource) {
  case exec_files: return limit_of(RLIMIT_NOFILE, false);
  case exec_files_at_most: return limit_of(RLIMIT_NOFILE, true);
  // Root is bound by nothing but the machine.
  case exec_processes: return geteuid() == 0 ? INT64_MAX : limit_of(RLIMIT_NPROC, false);
  case exec_addresses: return limit_of(RLIMIT_AS, false);
  default: return limit_of(RLIMIT_DATA, false);
  }
}

int64_t exec_raise_file_limit(void) {
  static _Atomic int64_t raised_from;
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return raised_from;
  int64_t before = amount(limit.rlim_cur);
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0) raised_from = before;
  return raised_from;
}

void exec_spare_addresses(void) {
  // Each of the first threads would reserve 128 MB for an arena of its own.
  if (limit_of(RLIMIT_AS, false) < INT64_MAX) mallopt(M_ARENA_MAX, 1);
}

int32_t exec_open_files(void) {
  // Numbers are given out from the lowest on.
  int32_t count = 0;
  for (int file = 0; file < 4096; file++) count += fcntl(file, F_GETFD) >= 0;
  return count;
}

int64_t exec_memory_used(exec_resource resource) {
  FILE *file = fopen("/proc/self/statm", "re");
  if (!file) return -1;
  long long size = 0, data = 0;
  int found = fscanf(file, "%lld %*d %*d %*d %*d %lld", &size, &data);
  fclose(file);
  return found < 2 ? -1 : (resource == exec_addresses ? size : data) * sysconf(_SC_PAGESIZE);
}
