#!/usr/bin/env python3
"""Makes the streams of this folder: one motion, 240 samples at 100 Hz, as each protocol carries it.

Needs pymavlink 2.4 (pip install pymavlink); the other protocols are encoded here, from their makers' descriptions. The
motion itself goes to motion.csv in SI units. Frames that hold no sample stand between, as real devices send them.
"""

import csv
import math
import os
import random
import struct

G = 9.80665
DEGREE = math.pi / 180
COUNT = 240


def motion():
    """Time (s), specific force (m/s2, z up) and angular rate (rad/s) of each sample."""
    noise = random.Random(1)
    for number in range(COUNT):
        t = number / 100
        tilt = 0.9 * math.sin(2 * math.pi * 0.7 * t)
        acc = [G * math.sin(tilt), 0.4 * math.cos(3 * t), G * math.cos(tilt)]
        gyro = [0.9 * 2 * math.pi * 0.7 * math.cos(2 * math.pi * 0.7 * t), 0.3 * math.sin(2 * t), -0.2 * math.cos(t)]
        yield t, [x + noise.gauss(0, 0.02) for x in acc], [x + noise.gauss(0, 0.004) for x in gyro]


def words(values, unit):
    return [int(round(value / unit)) for value in values]


def crc16(data, crc=0):
    """CRC-16/XMODEM."""
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021) & 0xFFFF if crc & 0x8000 else crc << 1
    return crc


def xor(data):
    result = 0
    for byte in data:
        result ^= byte
    return result


def witmotion(k, t, acc, gyro):
    def frame(kind, values):
        body = struct.pack("<BB4h", 0x55, kind, *values)
        return body + bytes([sum(body) & 255])

    clock = bytes([0x55, 0x50, 25, 6, 30, 8, 15, 42 + k // 100]) + struct.pack("<H", k % 100 * 10)
    yield clock + bytes([sum(clock) & 255])
    yield frame(0x51, words(acc, 16 * G / 32768) + [2567])
    yield frame(0x52, words(gyro, 2000 * DEGREE / 32768) + [0])
    yield frame(0x53, [k, -k, 7 * k, 0x4600])
    yield frame(0x54, [120, -80, 310, 2567])


def witmotion61(k, t, acc, gyro):
    values = words(acc, 16 * G / 32768) + words(gyro, 2000 * DEGREE / 32768)
    yield struct.pack("<BB9h", 0x55, 0x61, *values, k, -k, 2 * k)
    if k % 20 == 7:
        yield struct.pack("<BBH8h", 0x55, 0x71, 0x3A, 100, -200, 300, 1, 2, 3, 2500, 0)


def bno08x(k, t, acc, gyro):
    body = struct.pack("<B6h", (160 + k) & 255, k, -k, 2 * k, *words(acc, G / 1000)) + bytes([1, 2, 0])
    yield b"\xAA\xAA" + body + bytes([sum(body) & 255])


def ximu3(k, t, acc, gyro):
    def message(letter, values):
        body = bytes([0x80 | ord(letter)]) + struct.pack("<Q", 10_000_000 + k * 10_000)
        body += struct.pack("<%df" % len(values), *values)
        return body.replace(b"\xDB", b"\xDB\xDD").replace(b"\n", b"\xDB\xDC") + b"\n"

    yield message("I", [x / DEGREE for x in gyro] + [x / G for x in acc])
    yield message("Q", [1, 0, 0, 0])
    if k % 8 == 3:
        yield message("H", [9, 9, 9])


def ximu3_text(k, t, acc, gyro):
    values = [x / DEGREE for x in gyro] + [x / G for x in acc]
    yield ("I,%d,%s\n" % (10_000_000 + k * 10_000, ",".join("%.4f" % x for x in values))).encode()


def xsens(precision):
    def number(value):
        if precision == 1:
            return struct.pack(">i", round(value * 2**20))
        if precision == 2:
            fixed = round(value * 2**32)
            return struct.pack(">Ih", fixed & 0xFFFFFFFF, fixed >> 32)
        return struct.pack(">f" if precision == 0 else ">d", value)

    def encode(k, t, acc, gyro):
        def packet(item, data):
            return struct.pack(">HB", item, len(data)) + data

        packets = [
            packet(0x1020, struct.pack(">H", (65500 + k) & 0xFFFF)),
            packet(0x1060, struct.pack(">I", (864_000_000 - 10_000 + 100 * k) % 864_000_000)),
            packet(0x4030, struct.pack(">3f", 1, 2, 3)),
            packet(0x4020 | precision, b"".join(map(number, acc))),
            packet(0x8020 | precision, b"".join(map(number, gyro))),
        ]
        data = b"".join(packets if precision % 2 == 0 else packets[::-1])
        body = bytes([0xFF, 0x36, len(data)]) + data
        yield b"\xFA" + body + bytes([-sum(body) & 255])

    return encode


def mavlink(version, kind):
    os.environ["MAVLINK20"] = "1" if version == 2 else "0"
    from importlib import import_module

    dialect = import_module("pymavlink.dialects.v%d0.ardupilotmega" % version)
    sent = bytearray()
    link = dialect.MAVLink(type("Port", (), {"write": lambda self, data: sent.extend(data)})(), 1, 1)

    def encode(k, t, acc, gyro):
        sent.clear()
        # Aerospace axes: z down.
        acc, gyro = [acc[0], -acc[1], -acc[2]], [gyro[0], -gyro[1], -gyro[2]]
        thousandths = words(acc, G / 1000) + words(gyro, 1e-3) + [0, 0, 0]
        if k % 100 == 0:
            link.heartbeat_send(2, 3, 81, 0, 4)
        link.raw_imu_send(1_000_000 + k * 10_000, *thousandths)
        if kind == "scaled":
            link.scaled_imu_send(1000 + k * 10, *thousandths)
            link.scaled_imu2_send(1000 + k * 10, *thousandths)
        if kind == "highres":
            link.highres_imu_send(1_000_000 + k * 10_000, *acc, *gyro, 0, 0, 0, 0, 0, 0, 20, 63)
        link.attitude_send(1000 + k * 10, 0.1, 0.2, 0.3, 0, 0, 0)
        yield bytes(sent)

    return encode


def msp(k, t, acc, gyro):
    body = bytes([18, 102]) + struct.pack("<9h", *words(acc, G / 2048), *words(gyro, DEGREE), 1, 2, 3)
    yield b"$M>" + body + bytes([xor(body)])


def mip(k, t, acc, gyro):
    def field(kind, data):
        return bytes([len(data) + 2, kind]) + data

    def packet(kind, *fields):
        body = bytes([0x75, 0x65, kind, sum(map(len, fields))]) + b"".join(fields)
        a = b = 0
        for byte in body:
            a, b = (a + byte) & 255, (a + b + byte) & 255
        return body + bytes([a, b])

    yield packet(
        0x80,
        field(0xD5, struct.pack(">Q", 10**9 + k * 10**7)),
        field(0x05, struct.pack(">3f", gyro[0], -gyro[1], -gyro[2])),
        field(0x04, struct.pack(">3f", acc[0] / G, -acc[1] / G, -acc[2] / G)),
    )
    # The same field numbers in the filter's set are something else.
    yield packet(0x82, field(0x04, struct.pack(">3f", 9, 9, 9)), field(0x05, struct.pack(">3f", 9, 9, 9)))


def vectornav(k, t, acc, gyro):
    body = struct.pack("<BHH", 0x11, 0x0121, 0x0002) + struct.pack("<Q", 10**9 + k * 10**7)
    body += struct.pack("<6f", gyro[0], -gyro[1], -gyro[2], acc[0], -acc[1], -acc[2]) + struct.pack("<3f", 1, 2, 3)
    yield b"\xFA" + body + struct.pack(">H", crc16(body))


def vectornav_text(k, t, acc, gyro):
    values = ["%+07.3f" % x for x in (acc[0], -acc[1], -acc[2])] + ["%+010.6f" % x for x in (gyro[0], -gyro[1], -gyro[2])]
    body = "VNYMR,+100.949,-007.330,+000.715,-00.0049,-00.2449,+00.5397," + ",".join(values)
    yield ("$%s*%02X\r\n" % (body, xor(body.encode()))).encode()


def hipnuc(k, t, acc, gyro):
    payload = struct.pack("<BHbfI", 0x91, 0, 35, 1000, 2**32 - 1000 + k * 10 if k < 100 else (k - 100) * 10)
    payload += struct.pack("<6f", *[x / G for x in acc], *[x / DEGREE for x in gyro]) + bytes(40)
    header = b"\x5A\xA5" + struct.pack("<H", len(payload))
    yield header + struct.pack("<H", crc16(payload, crc16(header))) + payload


def text_rows(k, t, acc, gyro):
    if k == 0:
        yield b"millis,acc.x (g),acc.y (g),acc.z (g),gyr.x (deg/s),gyr.y (deg/s),gyr.z (deg/s),temp\r\n"
    values = ["%.4f" % (x / G) for x in acc] + ["%.3f" % (x / DEGREE) for x in gyro]
    yield ("%d,%s,25.1\r\n" % (1000 + k * 10, ",".join(values))).encode()


def text_json(k, t, acc, gyro):
    yield (
        '{"time_us":%d,"acc":{"x":%.4f,"y":%.4f,"z":%.4f},"gyro":[%.5f,%.5f,%.5f]}\n' % (k * 10_000, *acc, *gyro)
    ).encode()


STREAMS = {
    "burst.witmotion": witmotion,
    "short.witmotion61": witmotion61,
    "rvc.bno08x-rvc": bno08x,
    "binary.ximu3": ximu3,
    "ascii.ximu3": ximu3_text,
    "float.xsens": xsens(0),
    "fp1220.xsens": xsens(1),
    "fp1632.xsens": xsens(2),
    "double.xsens": xsens(3),
    "v1-raw.mavlink": mavlink(1, "raw"),
    "v2-scaled.mavlink": mavlink(2, "scaled"),
    "v2-highres.mavlink": mavlink(2, "highres"),
    "v1.msp": msp,
    "filter-too.mip": mip,
    "two-groups.vectornav": vectornav,
    "ymr.vectornav-ascii": vectornav_text,
    "hi91.hipnuc": hipnuc,
    "header.text": text_rows,
    "json.text": text_json,
}


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    samples = list(motion())
    with open(os.path.join(folder, "motion.csv"), "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["time_s"] + ["accel_%s_mps2" % a for a in "xyz"] + ["gyro_%s_radps" % a for a in "xyz"])
        for t, acc, gyro in samples:
            table.writerow(["%.2f" % t] + ["%.7f" % x for x in acc + gyro])
    for name, encode in STREAMS.items():
        with open(os.path.join(folder, name + ".bin"), "wb") as file:
            for k, (t, acc, gyro) in enumerate(samples):
                for frame in encode(k, t, acc, gyro):
                    file.write(frame)


if __name__ == "__main__":
    main()
