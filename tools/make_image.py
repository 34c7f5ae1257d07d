# SPDX-License-Identifier: MIT
"""usage: make_image.py ROOT.tar ARCHITECTURE CREATED NAME:TAG OUT.tar

Makes an image of one layer out of the archive of a root: an OCI image layout (image-spec 1.0) in a tar
file, which is at the same time what `docker save` writes, for docker before 25. What it runs is the same as
in Containerfile. CREATED is a time as in RFC 3339. The same input gives the same bytes.
"""

import gzip
import hashlib
import io
import json
import re
import sys
import tarfile
import tempfile
from pathlib import Path

OCI = "application/vnd.oci.image"


def settings(containerfile):
    """What Containerfile says of running, as the keys of a config."""
    text = containerfile.read_text("utf-8")

    def said(word):
        return re.search(rf"^{word} (.*)$", text, re.MULTILINE)[1]

    return {
        "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", said("ENV")],
        "WorkingDir": said("WORKDIR"),
        "Entrypoint": json.loads(said("ENTRYPOINT")),
        "Cmd": json.loads(said("CMD")),
    }


class Archive:
    """A tar file of blobs, each named by its hash."""

    def __init__(self, path):
        self.tar = tarfile.open(path, "w", format=tarfile.USTAR_FORMAT)

    def add(self, name, data, size=None):
        entry = tarfile.TarInfo(name)
        entry.size = len(data) if size is None else size
        entry.mode = 0o644
        self.tar.addfile(entry, io.BytesIO(data) if size is None else data)

    def add_blob(self, kind, data):
        """Returns its descriptor."""
        digest = hashlib.sha256(data).hexdigest()
        self.add(f"blobs/sha256/{digest}", data)
        return {"mediaType": kind, "digest": f"sha256:{digest}", "size": len(data)}


def compress(root):
    """(compressed layer as a file, hash of the layer, hash of the compressed one)."""
    whole, packed = hashlib.sha256(), hashlib.sha256()
    file = tempfile.TemporaryFile(dir=Path(root).parent)
    with open(root, "rb") as f, gzip.GzipFile("", "wb", 6, file, mtime=0) as out:
        while data := f.read(1 << 20):
            whole.update(data)
            out.write(data)
    file.seek(0)
    while data := file.read(1 << 20):
        packed.update(data)
    return file, whole.hexdigest(), packed.hexdigest()


def main(root, architecture, created, name, out):
    layer, whole, packed = compress(root)
    size = layer.tell()
    layer.seek(0)
    archive = Archive(out)
    archive.add(f"blobs/sha256/{packed}", layer, size)
    config = {
        "created": created,
        "architecture": architecture,
        "os": "linux",
        "config": settings(Path(__file__).resolve().parent.parent / "Containerfile"),
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{whole}"]},
        "history": [{"created": created, "created_by": "tools/image.sh"}],
    }
    told = archive.add_blob(f"{OCI}.config.v1+json", json.dumps(config).encode())
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{OCI}.manifest.v1+json",
        "config": told,
        "layers": [
            {"mediaType": f"{OCI}.layer.v1.tar+gzip", "digest": f"sha256:{packed}", "size": size}
        ],
    }
    described = archive.add_blob(manifest["mediaType"], json.dumps(manifest).encode())
    described["annotations"] = {
        "org.opencontainers.image.ref.name": name.partition(":")[2],
        "io.containerd.image.name": f"docker.io/library/{name}",
    }
    described["platform"] = {"architecture": architecture, "os": "linux"}
    index = {"schemaVersion": 2, "mediaType": f"{OCI}.index.v1+json", "manifests": [described]}
    saved = [
        {
            "Config": "blobs/sha256/" + told["digest"][len("sha256:") :],
            "RepoTags": [name],
            "Layers": [f"blobs/sha256/{packed}"],
        }
    ]
    archive.add("oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
    archive.add("index.json", json.dumps(index).encode())
    archive.add("manifest.json", json.dumps(saved).encode())
    archive.tar.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
