#ifndef CSERIALPORT_H
#define CSERIALPORT_H

#include <libserialport.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>

// What the kernel offers for serial lines and Swift cannot import: ioctl numbers that are macros with a sizeof, and the
// termios of linux/termbits.h, whose header must not be included beside the one of the C library.

/// The kernel's struct termios2 (asm-generic/termbits.h): the only way to a baud rate that has no constant of its own.
struct csp_termios2 {
    unsigned int input_flags;
    unsigned int output_flags;
    unsigned int control_flags;
    unsigned int local_flags;
    unsigned char line;
    unsigned char control_characters[19];
    unsigned int input_speed;
    unsigned int output_speed;
};

/// Control flag: the speed stands in output_speed as a plain number (BOTHER).
static const unsigned int csp_other_speed = 0010000;
/// Control flags: the bits that hold the speeds, output (CBAUD) and input (CIBAUD).
static const unsigned int csp_speed_mask = 0010017 | 0010017 << 16;

static inline int csp_get_termios2(int descriptor, struct csp_termios2 *settings) {
    return ioctl(descriptor, _IOR('T', 0x2A, struct csp_termios2), settings);
}

static inline int csp_set_termios2(int descriptor, const struct csp_termios2 *settings) {
    return ioctl(descriptor, _IOW('T', 0x2B, struct csp_termios2), settings);
}

/// Refuses further opens of this terminal to all but root (TIOCEXCL), or allows them again (TIOCNXCL).
static inline int csp_set_exclusive(int descriptor, int exclusive) {
    return ioctl(descriptor, exclusive ? TIOCEXCL : TIOCNXCL);
}

/// Asks whether a terminal is exclusive (TIOCGEXCL).
static inline int csp_get_exclusive(int descriptor, int *exclusive) {
    return ioctl(descriptor, _IOR('T', 0x40, int), exclusive);
}

/// The number of the pseudo-terminal whose master this is (TIOCGPTN).
static inline int csp_get_pty_number(int descriptor, unsigned int *number) {
    return ioctl(descriptor, _IOR('T', 0x30, unsigned int), number);
}

/// Lets the slave of this master be opened (TIOCSPTLCK).
static inline int csp_unlock_pty(int descriptor) {
    const int locked = 0;
    return ioctl(descriptor, _IOW('T', 0x31, int), &locked);
}

/// A descriptor that becomes readable once csp_signal_event was called (eventfd(2), which the Glibc module leaves out).
static inline int csp_make_event(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

/// Makes an event descriptor readable.
static inline int csp_signal_event(int descriptor) {
    return eventfd_write(descriptor, 1);
}

/// A descriptor that tells what happens in folders (inotify(7), which the Glibc module leaves out).
static inline int csp_make_folder_watch(void) {
    return inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
}

/// Watches a folder for names that appear in it or whose permissions change.
static inline int csp_watch_folder(int descriptor, const char *path) {
    return inotify_add_watch(descriptor, path, IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR);
}

#endif
