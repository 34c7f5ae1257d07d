# SPDX-License-Identifier: MIT
"""tools/make_image.py: an image whose parts refer to each other by their hashes, and what it runs is what
Containerfile and the job for Kubernetes say."""

import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ["KANBEN_SOURCE"])
VERSION = os.environ["KANBEN_VERSION"]
CREATED = "2026-01-31T00:00:00Z"


class Image(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kanben-image-")
        self.addCleanup(folder.cleanup)
        self.dir = Path(folder.name)
        with tarfile.open(self.dir / "root.tar", "w") as root:
            entry = tarfile.TarInfo("usr/bin/kanben")
            entry.size = 3
            root.addfile(entry, io.BytesIO(b"ELF"))

    def make(self, name):
        subprocess.run(
            [sys.executable, SOURCE / "tools" / "make_image.py", self.dir / "root.tar", "amd64",
             CREATED, f"kanben:{VERSION}", self.dir / name], check=True,
        )
        return (self.dir / name).read_bytes()

    def read(self):
        data = io.BytesIO(self.make("image.tar"))
        with tarfile.open(fileobj=data) as image:
            return {m.name: image.extractfile(m).read() for m in image.getmembers()}

    def blob(self, files, descriptor):
        digest = descriptor["digest"].partition(":")[2]
        data = files[f"blobs/sha256/{digest}"]
        self.assertEqual(hashlib.sha256(data).hexdigest(), digest)
        self.assertEqual(len(data), descriptor["size"])
        return data

    def test_every_part_is_found_by_its_hash(self):
        files = self.read()
        self.assertEqual(json.loads(files["oci-layout"]), {"imageLayoutVersion": "1.0.0"})
        (described,) = json.loads(files["index.json"])["manifests"]
        self.assertEqual(described["annotations"]["org.opencontainers.image.ref.name"], VERSION)
        manifest = json.loads(self.blob(files, described))
        config = json.loads(self.blob(files, manifest["config"]))
        (layer,) = manifest["layers"]
        root = gzip.decompress(self.blob(files, layer))
        self.assertEqual(root, (self.dir / "root.tar").read_bytes())
        told = "sha256:" + hashlib.sha256(root).hexdigest()
        self.assertEqual(config["rootfs"]["diff_ids"], [told])
        self.assertEqual((config["architecture"], config["created"]), ("amd64", CREATED))

    def test_docker_finds_the_same_parts(self):
        files = self.read()
        (saved,) = json.loads(files["manifest.json"])
        self.assertEqual(saved["RepoTags"], [f"kanben:{VERSION}"])
        for name in [saved["Config"], *saved["Layers"]]:
            self.assertIn(name, files)

    def test_same_root_same_bytes(self):
        self.assertEqual(self.make("a.tar"), self.make("b.tar"))

    def test_it_runs_what_containerfile_says(self):
        files = self.read()
        (saved,) = json.loads(files["manifest.json"])
        config = json.loads(files[saved["Config"]])["config"]
        self.assertEqual(config["Entrypoint"], ["kanben"])
        self.assertEqual(config["WorkingDir"], "/work")
        self.assertIn("LANG=C.UTF-8", config["Env"])

    def test_the_job_names_this_version(self):
        for name in ("examples/batch/job.yaml", "Containerfile", "README.md", "README.zh-CN.md"):
            named = re.findall(r"\bkanben:(\d[\d.]*\d)", (SOURCE / name).read_text("utf-8"))
            self.assertEqual(set(named), {VERSION}, name)


if __name__ == "__main__":
    unittest.main()
