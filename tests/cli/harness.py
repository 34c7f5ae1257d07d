# SPDX-License-Identifier: MIT
"""A folder for each test, a report to break, and running the program there.

meson says in the environment which program (KANBEN), sources (KANBEN_SOURCE), build folder
(KANBEN_BUILD) and version (KANBEN_VERSION) are tested.
"""

import copy
import functools
import json
import os
import random
import resource
import signal
import struct
import subprocess
import tempfile
import unittest
import zlib
from pathlib import Path

PROGRAM = Path(os.environ["KANBEN"])
SOURCE = Path(os.environ["KANBEN_SOURCE"])
BUILD = Path(os.environ["KANBEN_BUILD"])
VERSION = os.environ["KANBEN_VERSION"]

REPORT = {
    "title": "宝坻区科技局2024年政府信息公开年度报告",
    "organ": "宝坻区科技局",
    "year": 2024,
    "date": "2025-01-24",
    "overview": ["本年度报告。"],
    "disclosure": {
        "rules": {"issued": 0, "repealed": 0, "in_force": 0},
        "normative_documents": {"issued": 0, "repealed": 0, "in_force": 0},
        "licensing": 0,
        "penalties": 0,
        "coercion": 0,
        "fees": "0",
    },
    "requests": {
        "received": [0] * 7,
        "carried_in": [0] * 7,
        "results": {
            "granted": [0] * 7,
            "partly_granted": [0] * 7,
            "refused": {
                key: [0] * 7
                for key in (
                    "state_secret barred_by_law security_and_stability third_party_rights"
                    " internal_affairs process_information enforcement_files"
                    " administrative_enquiry"
                ).split()
            },
            "unavailable": {
                key: [0] * 7 for key in ("not_held", "needs_compiling", "still_unclear")
            },
            "not_handled": {
                key: [0] * 7
                for key in ("petition", "repeated", "publication", "excessive", "reissue")
            },
            "otherwise": {
                key: [0] * 7 for key in ("not_corrected_in_time", "fee_unpaid", "misc")
            },
            "total": [0] * 7,
        },
        "carried_out": [0] * 7,
    },
    "review": {
        "reconsideration": [0] * 5,
        "litigation_direct": [0] * 5,
        "litigation_after_reconsideration": [0] * 5,
    },
    "problems": ["本年度报告。"],
    "other_matters": ["本年度报告。"],
}


def report():
    """A report without errors, to be modified."""
    return copy.deepcopy(REPORT)


def faulty_report():
    """Three requests came in and none is accounted for: T3-ID in two columns."""
    r = report()
    r["requests"]["received"] = [3, 0, 0, 0, 0, 0, 3]
    return r


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def noise(width, height):
    """A grey PNG that takes a byte a pixel, in a PDF as well."""
    rows = random.Random(1)
    data = b"".join(b"\0" + rows.randbytes(width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kanben-cli-")
        self.addCleanup(folder.cleanup)
        self.dir = Path(folder.name)

    def write(self, name, content):
        """Writes a report (or text, or bytes) to a file in the test's folder; returns its path."""
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def names(self, folder="."):
        """Every file below a subfolder of the test's folder, including hidden ones."""
        top = self.dir / folder
        return sorted(p.relative_to(top).as_posix() for p in top.rglob("*") if not p.is_dir())

    def environment(self, **change):
        """The program's environment: of the caller's only the sanitizers' settings."""
        env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "PATH"}
        env |= {
            "LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
            "KANBEN_FONTS": str(SOURCE / "tests" / "fonts"),
            "KANBEN_LAYOUTS": str(SOURCE / "layouts"),
            "KANBEN_SYSTEM_FONTS": "",
        }
        env |= change
        return {k: v for k, v in env.items() if v is not None}

    def run_kanben(self, *args, program=PROGRAM, env=None, cwd=None, umask=-1, limit=None, **more):
        """Runs the program in the test's folder. limit: the size no file may exceed."""
        if "input" not in more:
            more["stdin"] = subprocess.DEVNULL
        preexec_fn = more.pop("preexec_fn", None)
        if limit is not None:
            preexec_fn = functools.partial(limit_files, limit)
        return subprocess.run(
            [program, *args],
            env=env or self.environment(),
            cwd=cwd or self.dir,
            umask=umask,
            stdout=more.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            preexec_fn=preexec_fn,
            # Python ignores SIGXFSZ; so a write beyond the limit fails as on a full disk.
            restore_signals=limit is None,
            timeout=120,
            **more,
        )

    def expect(self, code, *args, **more):
        """Runs the program and asserts its exit code; returns what it wrote, as text."""
        done = self.run_kanben(*args, **more)
        done.stderr = done.stderr.decode("utf-8")
        self.assertEqual(done.returncode, code, f"{args}\n{done.stderr}")
        return done

    def assert_pdf(self, path):
        data = path if isinstance(path, bytes) else (self.dir / path).read_bytes()
        self.assertEqual(data[:5], b"%PDF-")
        self.assertEqual(data.rstrip()[-5:], b"%%EOF")


def limit_files(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
