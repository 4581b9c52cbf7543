// A library for LD_PRELOAD that lends a pseudo-terminal what a USB serial adapter has, so that libserialport opens it.
//
// Environment:
//   LENT_PORT      the adapter's device, such as /dev/ttyUSB7; it stands for the terminal wherever a path is taken
//   LENT_TERMINAL  the slave of the pseudo-terminal, such as /dev/pts/3
//   LENT_SYSFS     a folder that stands for /sys/class/tty
//   LENT_LOG       a file to which each use of the modem lines is appended, a name a line
//
// The device number is that of a USB adapter (188, 7), and the modem lines can be read and written.
