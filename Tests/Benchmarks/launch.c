// launch REPORT PROGRAM ARGUMENT...
// Runs a program and writes its wall seconds and its peak memory in kB to the file REPORT.
// Python cannot tell the peak: a child's ru_maxrss starts at the largest size its parent ever
// had, even after posix_spawn, and a Python parent is larger than what is measured here.
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char** environ;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int count, char** arguments) {
    pid_t child;
    int status;
    struct rusage usage;
    if (count < 3) return 2;
    double start = now();
    int error = posix_spawnp(&child, arguments[2], 0, 0, arguments + 2, environ);
    if (error) return fprintf(stderr, "%s\n", strerror(error)), 127;
    if (wait4(child, &status, 0, &usage) < 0) return 126;
    double end = now();
    FILE* report = fopen(arguments[1], "w");
    if (!report) return 125;
    fprintf(report, "%.9f %ld\n", end - start, usage.ru_maxrss);
    if (fclose(report)) return 125;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
