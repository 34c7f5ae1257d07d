# SPDX-License-Identifier: MIT
"""tools/make_wheel.py: a wheel that pip installs, with everything the library loads."""

import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

SOURCE = Path(os.environ["KANBEN_SOURCE"])
VERSION = os.environ["KANBEN_VERSION"]
ANY = f"kanben-{VERSION}-py3-none-any.whl"  # pip would refuse the other name
INSTALLED = (
    "lib/libkanben.so.0",
    "lib/kanben/kanben-import.so",
    "lib/bundled/kanben-libz.so.1",
    "share/kanben/layouts/a.json",
    "share/kanben/fonts/fonts.json",
    "share/kanben/fetch/fonts/fetch.sh",
    "share/locale/zh_CN/LC_MESSAGES/kanben.mo",
)


class Wheel(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kanben-wheel-")
        self.addCleanup(folder.cleanup)
        self.dir = Path(folder.name)
        for name in INSTALLED:
            path = self.dir / "usr" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, "utf-8")

    def make(self, folder):
        (self.dir / folder).mkdir()
        return subprocess.run(
            [sys.executable, SOURCE / "tools" / "make_wheel.py", SOURCE / "python",
             self.dir / "usr", "manylinux_2_99_x", SOURCE / "LICENSE", self.dir / folder], capture_output=True, text=True,
        )

    def test_pip_installs_all_of_it(self):
        path = Path(self.make("out").stdout.strip())
        target = self.dir / "target"
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps",
             "--no-compile", "--target", target, path.rename(path.with_name(ANY))], check=True,
        )
        for name in (*INSTALLED, "__init__.py", "__main__.py", "_library.py", "py.typed"):
            self.assertTrue((target / "kanben" / name).is_file(), name)
        info = target / f"kanben-{VERSION}.dist-info"
        self.assertIn(f"\nVersion: {VERSION}\n", (info / "METADATA").read_text("utf-8"))
        self.assertTrue((info / "licenses" / "LICENSE").is_file())

    def test_name_has_the_platform(self):
        name = f"kanben-{VERSION}-py3-none-manylinux_2_99_x.whl"
        self.assertEqual(Path(self.make("out").stdout.strip()).name, name)

    def test_same_input_same_bytes(self):
        made = [Path(self.make(folder).stdout.strip()).read_bytes() for folder in ("a", "b")]
        self.assertEqual(*made)

    def test_nothing_is_missing_silently(self):
        (self.dir / "usr" / "lib" / "kanben" / "kanben-import.so").unlink()
        done = self.make("out")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("there is no lib/kanben/*.so", done.stderr)

    def test_record_has_every_member(self):
        with zipfile.ZipFile(self.make("out").stdout.strip()) as wheel:
            record = wheel.read(f"kanben-{VERSION}.dist-info/RECORD").decode()
            listed = [line.split(",")[0] for line in record.splitlines()]
            self.assertEqual(sorted(listed), sorted(wheel.namelist()))


if __name__ == "__main__":
    unittest.main()
