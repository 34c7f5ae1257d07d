# SPDX-License-Identifier: MIT
"""usage: test_fetch.py ROOT

fonts/fetch.sh takes each file by its content, from the first source that has it, and nothing else.
Debian is played by an apt-get and a dpkg-query that serve packages made here.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(sys.argv.pop(1))

# download PACKAGE: from debs/older/ if called with lists of its own, otherwise from debs/running/.
APT_GET = """#!/bin/sh
echo "$*" >>"$DEBS/calls"
where=running
for word; do
	case $word in
	indextargets) [ -z "$MIRROR" ] || echo "$MIRROR"; exit 0 ;;
	update) exit 0 ;;
	Dir::State::Lists=*) where=older ;;
	esac
	last=$word
done
cp "$DEBS/$where/$last.deb" .
"""
DPKG_QUERY = """#!/bin/sh
case $1 in
-W) [ -d "$DEBS/installed/$3" ] && echo installed ;;
-L) find "$DEBS/installed/$2" ;;
esac
"""
PACKAGES = """packages='
older fonts-a usr/share/doc/fonts-a A.ttf A2.ttf copyright
running fonts-b|fonts-b-renamed usr/share/doc/fonts-b B.otf copyright
'
"""


def sums(files):
    return "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {n}\n" for n, text in files)


class Fetch(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)
        self.debs, self.fonts = self.dir / "debs", self.dir / "fonts"
        for folder in (self.debs / "running", self.debs / "older", self.fonts / "local",
                       self.dir / "tools", self.dir / "bin"):
            folder.mkdir(parents=True)
        shutil.copy(ROOT / "tools" / "debian.sh", self.dir / "tools")
        script = (ROOT / "fonts" / "fetch.sh").read_text("utf-8")
        head, rest = script.split("packages='\n", 1)
        (self.fonts / "fetch.sh").write_text(
            head.replace("older=bookworm", "older=elder") + PACKAGES + rest.split("'\n", 1)[1]
        )
        (self.fonts / "SHA256SUMS").write_text(
            sums([("A.ttf", "a"), ("A2.ttf", "a2"), ("B.otf", "b")])
        )
        (self.fonts / "SHA256SUMS.newer").write_text("# newer\n" + sums([("A.ttf", "a, newer")]))
        self.program("apt-get", APT_GET)
        self.program("dpkg-query", DPKG_QUERY)

    def program(self, name, text):
        path = self.dir / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def install(self, package, **files):
        """Files by their names without ending; returns the folder."""
        root = self.debs / "installed" / package
        for name, text in {f"usr/share/doc/{package}/copyright": "free", **files}.items():
            if "/" not in name:
                name = f"usr/share/fonts/{name}.{'otf' if name == 'B' else 'ttf'}"
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return root

    def serve(self, release, package, **files):
        root = self.install(package, **files)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(
            f"Package: {package}\nVersion: 1\nArchitecture: all\nMaintainer: x <x@x.invalid>\n"
            "Description: x\n"
        )
        deb = self.debs / release / f"{package}.deb"
        subprocess.run(["dpkg-deb", "-b", root, deb], check=True, capture_output=True)
        shutil.rmtree(root)

    def fetch(self, status=0, **env):
        env = {
            "PATH": f"{self.dir / 'bin'}:{os.environ['PATH']}",
            "DEBS": str(self.debs), "MIRROR": "http://mirror.invalid/debian", **env,
        }
        done = subprocess.run(
            ["/bin/sh", self.fonts / "fetch.sh"], capture_output=True, text=True, env=env,
            stdin=subprocess.DEVNULL,
        )
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertEqual(list(self.fonts.glob(".fetch*")), [])
        return done.stdout + done.stderr

    def calls(self):
        path = self.debs / "calls"
        return [line for line in path.read_text().splitlines() if " download " in line or
                line.endswith(" update")] if path.exists() else []

    def has(self, **files):
        for name, text in files.items():
            path = self.fonts / f"{name}.{'otf' if name == 'B' else 'ttf'}"
            self.assertEqual(path.read_text() if path.exists() else None, text, name)

    def test_installed_packages_are_used_without_apt(self):
        self.install("fonts-a", A="a", A2="a2")
        self.install("fonts-b", B="b")
        self.assertNotIn("Note", self.fetch())
        self.has(A="a", A2="a2", B="b")
        self.assertEqual((self.fonts / "licenses" / "fonts-a.copyright").read_text(), "free")
        self.assertEqual(self.calls(), [])

    def test_each_file_from_the_first_source_that_has_its_content(self):
        self.install("fonts-a", A="something else", A2="a2")
        self.serve("older", "fonts-a", A="a", A2="a2")
        self.install("fonts-a", A="something else", A2="a2")
        self.serve("running", "fonts-b", B="b")
        self.serve("older", "fonts-b", B="not asked for")
        self.fetch()
        self.has(A="a", A2="a2", B="b")
        self.assertEqual(len([c for c in self.calls() if "fonts-b" in c]), 1)

    def test_what_is_there_is_not_fetched_again(self):
        self.test_installed_packages_are_used_without_apt()
        shutil.rmtree(self.debs / "installed")
        self.assertEqual(self.fetch(), "")
        self.assertEqual(self.calls(), [])

    def test_local_counts(self):
        self.install("fonts-a", A2="a2")
        self.install("fonts-b", B="b")
        (self.fonts / "local" / "A.ttf").write_text("a")
        self.fetch()
        self.has(A=None, A2="a2", B="b")

    def test_the_older_release_has_lists_of_its_own_and_the_mirror_of_the_system(self):
        self.serve("older", "fonts-a", A="a", A2="a2")
        self.install("fonts-b", B="b")
        self.program("apt-get", APT_GET.replace(
            "where=older ;;", 'where=older; cat "${word#*=}/../sources.list" >"$DEBS/source" ;;'))
        self.fetch()
        source = (self.debs / "source").read_text()
        self.assertRegex(
            source, r"\Adeb \[signed-by=\S+\] http://mirror\.invalid/debian elder main\n\Z")
        self.fonts.joinpath("A.ttf").unlink()
        self.fetch(KANBEN_DEBIAN="http://other.invalid")
        self.assertIn(" http://other.invalid elder main", (self.debs / "source").read_text())

    def test_renamed_package(self):
        self.install("fonts-a", A="a", A2="a2")
        self.serve("running", "fonts-b")  # nothing but its licence
        self.serve("running", "fonts-b-renamed", B="b")
        self.fetch()
        self.has(B="b")

    def test_newer_versions_that_are_known_come_last_and_are_told(self):
        self.install("fonts-a", A="a, newer", A2="a2")
        self.install("fonts-b", B="b")
        told = self.fetch()
        self.has(A="a, newer", A2="a2")
        self.assertIn("Note: A.ttf is newer than fonts/SHA256SUMS", told)
        self.assertTrue(self.calls())  # the reference was asked for first
        self.fonts.joinpath("A.ttf").unlink()
        self.serve("older", "fonts-a", A="a", A2="a2")
        self.assertNotIn("Note", self.fetch())
        self.has(A="a")

    def test_everything_missing_is_named_and_nothing_else_appears(self):
        self.install("fonts-a", A="unknown", A2="a2")
        self.serve("running", "fonts-b", B="unknown, too")
        told = self.fetch(status=3)
        self.assertRegex(told, r"A\.ttf \(Debian 12, package fonts-a\)\nB\.otf .*package fonts-b\)")
        self.has(A=None, A2="a2", B=None)

    def test_without_apt(self):
        for name in ("apt-get", "dpkg-query"):
            (self.dir / "bin" / name).unlink()
        for name in ("sh", "dirname", "readlink", "mkdir", "mktemp", "rm", "cat", "sed", "tr", "awk",
                     "sha256sum", "cut", "id"):
            (self.dir / "bin" / name).symlink_to(shutil.which(name))
        told = self.fetch(status=3, PATH=str(self.dir / "bin"))
        self.assertIn("package fonts-a", told)
        self.assertIn("package fonts-b", told)


if __name__ == "__main__":
    unittest.main()
