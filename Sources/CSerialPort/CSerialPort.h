#ifndef CSERIALPORT_H
#define CSERIALPORT_H

#include <libserialport.h>

#endif
