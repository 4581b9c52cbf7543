#define _GNU_SOURCE
#include "LentSerialPort.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static const char sysfs[] = "/sys/class/tty";

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/// The path that stands behind a path.
static const char *behind(const char *path, char *buffer) {
    const char *port = getenv("LENT_PORT"), *terminal = getenv("LENT_TERMINAL"), *folder = getenv("LENT_SYSFS");
    if (!path || !port || !terminal || !folder) return path;
    if (!strcmp(path, port)) return terminal;
    size_t length = sizeof(sysfs) - 1;
    if (strncmp(path, sysfs, length) || (path[length] && path[length] != '/')) return path;
    snprintf(buffer, PATH_MAX, "%s%s", folder, path + length);
    return buffer;
}

/// Whether a status is that of the terminal.
static int is_lent(const struct stat *status) {
    const char *terminal = getenv("LENT_TERMINAL");
    struct stat other;
    return terminal && S_ISCHR(status->st_mode) && !NEXT(stat)(terminal, &other) && other.st_rdev == status->st_rdev;
}

/// Gives the terminal the device number of an adapter.
static int disguise(int result, struct stat *status) {
    if (!result && is_lent(status)) status->st_rdev = makedev(188, 7);
    return result;
}

int stat(const char *path, struct stat *status) {
    char buffer[PATH_MAX];
    return disguise(NEXT(stat)(behind(path, buffer), status), status);
}

int lstat(const char *path, struct stat *status) {
    char buffer[PATH_MAX];
    return disguise(NEXT(lstat)(behind(path, buffer), status), status);
}

int fstat(int descriptor, struct stat *status) { return disguise(NEXT(fstat)(descriptor, status), status); }

// On 64-bit machines the two kinds of each call are the same.
int stat64(const char *path, struct stat64 *status) { return stat(path, (struct stat *)status); }
int lstat64(const char *path, struct stat64 *status) { return lstat(path, (struct stat *)status); }
int fstat64(int descriptor, struct stat64 *status) { return fstat(descriptor, (struct stat *)status); }

// The names that these calls had before glibc 2.33, which older libraries still use; the version is always 1.
int __xstat(int version, const char *path, struct stat *status) { return stat(path, status); }
int __lxstat(int version, const char *path, struct stat *status) { return lstat(path, status); }
int __fxstat(int version, int descriptor, struct stat *status) { return fstat(descriptor, status); }
int __xstat64(int version, const char *path, struct stat64 *status) { return stat64(path, status); }
int __lxstat64(int version, const char *path, struct stat64 *status) { return lstat64(path, status); }
int __fxstat64(int version, int descriptor, struct stat64 *status) { return fstat64(descriptor, status); }

int access(const char *path, int mode) {
    char buffer[PATH_MAX];
    return NEXT(access)(behind(path, buffer), mode);
}

ssize_t readlink(const char *path, char *target, size_t size) {
    char buffer[PATH_MAX];
    return NEXT(readlink)(behind(path, buffer), target, size);
}

char *realpath(const char *path, char *resolved) {
    const char *port = getenv("LENT_PORT");
    if (!resolved && port && !strcmp(path, port)) return strdup(port);
    return NEXT(realpath)(path, resolved);
}

FILE *fopen(const char *path, const char *mode) {
    char buffer[PATH_MAX];
    return NEXT(fopen)(behind(path, buffer), mode);
}

FILE *fopen64(const char *path, const char *mode) { return fopen(path, mode); }

DIR *opendir(const char *path) {
    char buffer[PATH_MAX];
    return NEXT(opendir)(behind(path, buffer));
}

int open(const char *path, int flags, ...) {
    char buffer[PATH_MAX];
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return NEXT(open)(behind(path, buffer), flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open(path, flags, mode);
}

// What a checked build makes of a call without a mode.
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open(path, flags); }

static void note(const char *name) {
    const char *path = getenv("LENT_LOG");
    int descriptor = path ? NEXT(open)(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (descriptor < 0) return;
    dprintf(descriptor, "%s\n", name);
    close(descriptor);
}

int ioctl(int descriptor, unsigned long request, ...) {
    static int lines = TIOCM_DTR | TIOCM_RTS | TIOCM_CTS | TIOCM_DSR;
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    struct stat status;
    int is_modem = request == TIOCMGET || request == TIOCMSET || request == TIOCMBIS || request == TIOCMBIC;
    if (!is_modem || NEXT(fstat)(descriptor, &status) || !is_lent(&status)) {
        return NEXT(ioctl)(descriptor, request, argument);
    }
    int *value = argument;
    int before = lines;
    switch (request) {
    case TIOCMGET: *value = lines; note("TIOCMGET"); return 0;
    case TIOCMSET: lines = *value; break;
    case TIOCMBIS: lines |= *value; break;
    case TIOCMBIC: lines &= ~*value; break;
    }
    note(lines == before ? "kept" : "changed");
    return 0;
}
