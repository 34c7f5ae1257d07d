# SPDX-License-Identifier: MIT
"""tools/release.sh in a repository of its own: it refuses whatever does not agree, all at once; a dry run
leaves no tag; the archive depends on the commit alone."""

import os
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ["KANBEN_SOURCE"])
FILES = {
    "meson.build": "project(\n  'kanben',\n  'c',\n  version: '1.2.3',\n)\n",
    "CHANGES.md": "# Changes\n\n## 1.2.3 (2026-12-01)\n\n- x\n\n## 1.2.2 (2026-01-01)\n",
    "debian/changelog": "kanben (1.2.3) unstable; urgency=medium\n",
    "python/pyproject.toml": '[project]\nversion = "1.2.3"\n',
    ".gitignore": "/build*/\n/out/\n",
}


class Release(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kanben-release-")
        self.addCleanup(folder.cleanup)
        self.dir = Path(folder.name)
        for name, text in FILES.items():
            self.write(name, text)
        (self.dir / "tools").mkdir()
        shutil.copy2(SOURCE / "tools" / "release.sh", self.dir / "tools")
        self.git("init", "-q")
        self.commit()

    def write(self, name, text):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def git(self, *arguments):
        # Without the user's own settings.
        env = {"PATH": os.environ["PATH"], "HOME": str(self.dir), "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(
            command, cwd=self.dir, env=env, check=True, capture_output=True, text=True
        ).stdout.strip()

    def commit(self):
        """Commits everything, and ./check has passed for it."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        self.write("build-check/passed", self.git("rev-parse", "HEAD") + "\n")

    def release(self, status, *arguments):
        env = {**os.environ, "HOME": str(self.dir)}
        for role in ("AUTHOR", "COMMITTER"):
            env |= {f"GIT_{role}_NAME": "x", f"GIT_{role}_EMAIL": "x@example.org"}
        done = subprocess.run(
            ["tools/release.sh", *arguments], cwd=self.dir, env=env, capture_output=True, text=True
        )
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def test_dry_run_makes_the_archive_and_no_tag(self):
        done = self.release(0, "--dry-run")
        self.assertIn("would tag", done.stdout)
        self.assertEqual(self.git("tag"), "")
        folder = self.dir / "out" / "release"
        with tarfile.open(folder / "kanben-1.2.3.tar.xz") as archive:
            names = archive.getnames()
        self.assertIn("kanben-1.2.3/meson.build", names)
        self.assertTrue(all(name.startswith("kanben-1.2.3") for name in names))
        subprocess.run(["sha256sum", "-c", "--quiet", "kanben-1.2.3.sha256"], cwd=folder, check=True)

    def test_tag_names_the_commit(self):
        self.release(0)
        self.assertEqual(self.git("rev-parse", "v1.2.3^{commit}"), self.git("rev-parse", "HEAD"))
        self.assertEqual(self.git("cat-file", "-t", "v1.2.3"), "tag")
        self.assertIn("there is a tag v1.2.3 already", self.release(1).stderr)

    def test_same_commit_same_bytes(self):
        archives = []
        for _ in range(2):
            self.release(0, "--dry-run")
            archives.append((self.dir / "out" / "release" / "kanben-1.2.3.tar.xz").read_bytes())
            os.utime(self.dir / "meson.build", (1, 1))
        self.assertEqual(*archives)

    def test_every_disagreement_is_told_at_once(self):
        self.write("CHANGES.md", "## 1.2.3 (unreleased)\n")
        self.write("debian/changelog", "kanben (1.2.2) unstable; urgency=medium\n")
        self.write("python/pyproject.toml", 'version = "1.2"\n')
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        self.write("meson.build", "changed\n")
        told = self.release(1, "--dry-run").stderr
        for fault in ("not committed", "'1.2.3 (unreleased)'", "'1.2.2'", "'1.2'", "./check has not"):
            self.assertIn(fault, told)
        self.assertFalse((self.dir / "out").exists())

    def test_wrong_usage(self):
        self.release(2, "--force")


if __name__ == "__main__":
    unittest.main()
