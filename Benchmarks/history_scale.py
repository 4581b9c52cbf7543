#!/usr/bin/env python3
"""Measures what a large history costs: the table in docs/coach.md.

usage: history_scale.py PROGRAM

Fills histories with sessions of made-up reps through the tables that docs/history.md describes, and times `report`,
`history` and the start of the daemon up to its first answer; the median of some runs each.
"""
import datetime, json, math, os, random, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, time

RUNS = 7


def fill(path, sessions, reps):
    """Writes so many sessions, one a day, with so many reps in all, half of them of each side."""
    chance = random.Random(1)
    database = sqlite3.connect(path)
    first = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=sessions)
    for number in range(sessions):
        begin = first + datetime.timedelta(days=number)

        def moment(seconds):
            return (begin + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.000Z")

        count = reps * (number + 1) // sessions - reps * number // sessions
        sides = {"left": (count + 1) // 2, "right": count // 2}
        session = moment(0)
        database.execute(
            "INSERT INTO sessions (session, start_time, end_time, left_reps, right_reps, left_target, right_target, "
            "seen_time, program) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'trunk-rotation')",
            (session, session, moment(300), *sides.values(), *sides.values(), moment(300)))
        place, clock = 0, 10.0
        for set_number, (side, done) in enumerate(sides.items(), 1):
            for rep in range(1, done + 1):
                place += 1
                range_deg = round(chance.gauss(110, 5), 2)
                database.execute(
                    "INSERT INTO reps (session, number, time, side, count, set_number, rep_in_set, start_s, top_s, end_s, "
                    "at_s, rom_deg, top_deg, bottom_deg, open_s, hold_s, close_s, peak_dps, sparc, flags) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, -95, 1.8, 0.4, 1.9, 120, -2.2, '')",
                    (session, place, moment(clock), side, rep, set_number, rep, clock, clock + 2, clock + 4.1, clock + 4.1,
                     range_deg, range_deg - 95))
                angles = [round(-95 + range_deg * (1 - math.cos(math.pi * step / 20.5)) / 2, 1) for step in range(42)]
                database.execute(
                    "INSERT INTO curves (session, number, start_s, step_s, angle_deg) VALUES (?, ?, ?, 0.1, ?)",
                    (session, place, clock, json.dumps(angles, separators=(",", ":"))))
                clock += 4.5
            clock += 40
    database.commit()


def median_ms(run):
    times = []
    for _ in range(RUNS):
        begin = time.monotonic()
        run()
        times.append(time.monotonic() - begin)
    return round(1000 * statistics.median(times))


def answer(path):
    """Waits for a daemon's first answer."""
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(path)
                connection.sendall(b"status\n")
                lines = connection.makefile()
                lines.readline(), lines.readline()
                return
        except OSError:
            time.sleep(0.001)


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        page, path = os.path.join(folder, "page.html"), os.path.join(folder, "socket")

        def start(history):
            daemon = subprocess.Popen(
                [program, "run", "--program", "trunk-rotation", "--history", history, "--socket", path],
                stderr=subprocess.DEVNULL)
            answer(path)
            return daemon

        def end(daemon):
            daemon.send_signal(signal.SIGTERM)
            daemon.wait()

        print("| sessions | reps | `report`, ms | page, KB | `history`, ms | start to first answer, ms |")
        print("| --- | --- | --- | --- | --- | --- |")
        for sessions, reps in ((0, 0), (1, 20), (30, 600), (365, 10_000), (1_000, 27_000)):
            history = os.path.join(folder, f"{sessions}.sqlite")
            end(start(history))
            with sqlite3.connect(history) as database:
                database.execute("DELETE FROM sessions")
            fill(history, sessions, reps)
            report = median_ms(lambda: subprocess.run([program, "report", "--history", history, "-o", page], check=True))
            listed = median_ms(lambda: subprocess.run(
                [program, "history", "--history", history], check=True, stdout=subprocess.DEVNULL))
            starts = []
            for _ in range(RUNS):
                begin = time.monotonic()
                daemon = start(history)
                starts.append(time.monotonic() - begin)
                end(daemon)
            size = round(os.path.getsize(page) / 1000)
            print(f"| {sessions} | {reps} | {report} | {size} | {listed} | {round(1000 * statistics.median(starts))} |")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(os.path.abspath(sys.argv[1]))
