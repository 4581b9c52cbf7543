// As much of an Arduino as the sketch of docs/sensors.md needs, with a sensor chip at its I2C bus.
//
// The chip at each address answers only as its data sheet says: readings in the scale that its registers were set to.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/// Microseconds; each look at the clock takes three.
static uint32_t clock_us = 500000;
static uint32_t micros() { return clock_us += 3; }

/// What the chip measures: g and deg/s.
static const double measured[6] = {0.25, -0.5, 1.0, 10.0, -20.0, 30.0};

struct Bus {
    uint8_t address, registers[4][128], bank, at, sent[8];
    int count, answered;
    uint8_t answer[32];

    void begin() {}
    void setClock(uint32_t) {}
    void beginTransmission(uint8_t to) { address = to, count = 0; }
    void write(const uint8_t *bytes, int length) {
        for (int i = 0; i < length; i++) sent[count++] = bytes[i];
    }
    void endTransmission() {
        at = sent[0];
        if (count < 2) return;
        if (address == 0x69 && at == 0x7F) bank = sent[1] >> 4;
        registers[bank][at] = sent[1];
    }
    void requestFrom(uint8_t from, uint8_t length) {
        memset(answer, 0, sizeof answer), answered = 0;
        bool mpu = from == 0x68 && at == 0x3B && registers[0][0x6B] == 1 && registers[0][0x1B] == 0x18 && registers[0][0x1C] == 0x10;
        bool lsm = from == 0x6A && at == 0x22 && registers[0][0x10] == 0x4C && registers[0][0x11] == 0x4C;
        bool icm = from == 0x69 && at == 0x2D && bank == 0 && registers[0][0x06] == 1 && registers[2][0x01] == 7 && registers[2][0x14] == 5;
        for (int i = 0; i < 6 && (mpu || lsm || icm); i++) {
            // Counts at 8 g and 2000 deg/s, from the data sheets.
            double scale = i < 3 ? (lsm ? 1 / 0.000244 : 4096) : (lsm ? 1 / 0.070 : 16.4);
            int16_t value = (int16_t)(measured[i] * scale + (measured[i] < 0 ? -0.5 : 0.5));
            // The MPU-6050 has its temperature between the two, the LSM6 its gyroscope first.
            int place = 2 * i + (mpu && i > 2 ? 2 : 0) + (lsm ? (i < 3 ? 6 : -6) : 0);
            answer[place + (lsm ? 0 : 1)] = value & 0xFF, answer[place + (lsm ? 1 : 0)] = (uint16_t)value >> 8;
        }
        (void)length;
    }
    uint8_t read() { return answer[answered++]; }
};
static Bus Wire;

struct Port {
    void begin(uint32_t) {}
    void print(const char *text) { fputs(text, stdout); }
    void print(uint32_t number) { printf("%u", number); }
    void print(double number, int digits) { printf("%.*f", digits, number); }
    void println() { fputs("\r\n", stdout); }
};
static Port Serial;

void setup();
void loop();

int main() {
    setup();
    for (int i = 0; i < 40; i++) loop();
}
