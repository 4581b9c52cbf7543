"""Runs VQF's C++ core over samples in a file and prints how long it took: processor time of one batch call, seconds.

usage: vqf_beside.py SAMPLES ORIENTATIONS PERIOD

SAMPLES holds rows of six doubles: angular rate, rad/s, and specific force, m/s²; PERIOD is the time between them in
seconds. ORIENTATIONS gets rows of four doubles: w, x, y, z of the quaternion from sensor to earth. Source: Laidig and
Seel, "VQF: Highly accurate IMU orientation estimation with bias estimation and magnetic disturbance rejection",
Information Fusion 91 (2023); package `vqf` by the authors.
"""

import sys
import time

import numpy
from vqf import VQF

rows = numpy.fromfile(sys.argv[1]).reshape(-1, 6)
gyr = numpy.ascontiguousarray(rows[:, :3])
acc = numpy.ascontiguousarray(rows[:, 3:])
best = float("inf")
for _ in range(4):
    vqf = VQF(float(sys.argv[3]))
    start = time.process_time()
    result = vqf.updateBatch(gyr, acc)
    best = min(best, time.process_time() - start)
result["quat6D"].tofile(sys.argv[2])
print(best)
