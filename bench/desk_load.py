# SPDX-License-Identifier: MIT
"""usage: desk_load.py KANBEN [--editors N] [--seconds S] [--workers N]

What `kanben serve` takes when many people type at once: each editor has a report of its own, changes
it once a second, and asks for a check and, right after it, for the pages that changed. Prints the
times of the answers (median, 99 %, worst), how many failed, their bytes, and the memory of the server and
of its workers at the beginning, in the middle and at the end. Times are not judged; the exit status is 1 if an
answer failed.
"""

import argparse
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "baodi-2024.json"
SYMBOL = re.compile(r"([a-z]+)([0-9]+)")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Editor(threading.Thread):
    def __init__(self, url, number, until):
        super().__init__()
        parts = urlsplit(url)
        self.netloc = parts.netloc
        self.headers = {"Authorization": "Bearer " + parse_qs(parts.query)["token"][0]}
        self.report = json.loads(EXAMPLE.read_text("utf-8"))
        self.rng = random.Random(number)
        self.until, self.known, self.held = until, "", {}
        self.sent = []
        self.times = {"check": [], "pages": []}
        self.failed = 0

    def ask(self, connection, what, path, body):
        begun = time.perf_counter()
        connection.request("POST", path, body, self.headers)
        response = connection.getresponse()
        data = response.read()
        if what == "pages":
            self.sent.append(len(data))
        self.times[what].append(1000 * (time.perf_counter() - begun))
        self.failed += response.status != 200
        return json.loads(data)

    def run(self):
        connection = http.client.HTTPConnection(self.netloc, timeout=120)
        due = time.monotonic() + self.rng.random()
        while due < self.until:
            time.sleep(max(0, due - time.monotonic()))
            due += 1
            self.report["disclosure"]["licensing"] = self.rng.randrange(1000)
            body = json.dumps(self.report, ensure_ascii=False).encode()
            self.ask(connection, "check", "/api/check?previous=", body)
            query = f"previous=&pages=1&known={self.known}&symbols={self.symbols()}"
            made = self.ask(connection, "pages", f"/api/check?{query}", body)
            self.known = ",".join(page["hash"] for page in made.get("pages", ()))
            self.take(made)
        connection.close()

    def take(self, made):
        """Keeps the outlines of an answer, as the desk does."""
        for symbol in made.get("symbols", ()):
            face, glyph = SYMBOL.fullmatch(symbol).groups()
            self.held.setdefault(made["faces"][face], set()).add(int(glyph))

    def symbols(self):
        """What it has, as docs/serve.md says: of each face the distances of its glyphs, in base 36."""
        parts = []
        for fingerprint, glyphs in self.held.items():
            ascending = sorted(glyphs)
            distances = [b - a for a, b in zip([0, *ascending], ascending, strict=False)]
            parts.append(f"{fingerprint}:{'.'.join(map(base36, distances))}")
        return ",".join(parts)


def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"


def memory(pid):
    """MiB of a process and of each of its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        int(line.split()[1]) // 1024
        for p in [pid, *children]
        for line in Path(f"/proc/{p}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    ]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("kanben")
    parser.add_argument("--editors", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    o = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [o.kanben, "serve", folder, "-j", str(o.workers)], stdout=subprocess.PIPE, text=True
        )
        url = server.stdout.readline().strip()
        begun = time.monotonic()
        editors = [Editor(url, i, begun + o.seconds) for i in range(o.editors)]
        for editor in editors:
            editor.start()
        samples = []
        for at in (0.1, 0.5, 0.95):
            time.sleep(max(0, begun + at * o.seconds - time.monotonic()))
            samples.append(memory(server.pid))
        for editor in editors:
            editor.join()
        server.terminate()
        server.wait()
    print(f"{o.editors} editors, {o.workers} workers, {o.seconds} s")
    for what in ("check", "pages"):
        times = sorted(t for e in editors for t in e.times[what])
        print(
            f"{what}: {len(times)} answers, median {statistics.median(times):.0f} ms, "
            f"99 % {times[len(times) * 99 // 100]:.0f} ms, worst {times[-1]:.0f} ms"
        )
    failed = sum(e.failed for e in editors)
    print("failed:", failed)
    sent = [n for e in editors for n in e.sent]
    print(f"bytes of an answer with pages: median {statistics.median(sent):.0f}, most {max(sent)}")
    print("MiB, server and workers:", *samples)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
