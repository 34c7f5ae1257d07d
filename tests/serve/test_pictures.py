# SPDX-License-Identifier: MIT
"""kanben serve: pictures of reports, which workers are given since they have no folder."""

import hashlib
import io
import os
import shutil
import struct
import unittest
import zipfile
import zlib

from serving import SOURCE, ServeCase, etag_of, report, text_of

NAME = "pictures/图 1.png"


def png(width=8, height=8, value=0):
    """The smallest picture there is: grey, 8 bits."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([value]) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pictured(*files):
    r = report()
    r["overview"] = [{"picture": {"file": file, "alt": "公开渠道"}} for file in files]
    return r


class Pictures(ServeCase):
    def serve_pictures(self, *args, **pictures):
        server = self.serve(*args, reports={"a.json": pictured(NAME)})
        (server.folder / "pictures").mkdir()
        (server.folder / NAME).write_bytes(png())
        return server

    def rules(self, server, r):
        answer = server.post("/api/check", r, pages=1, name="a.json").json
        return [f["rule"] for f in answer["findings"]], answer

    def test_pages_show_them(self):
        server = self.serve_pictures()
        rules, answer = self.rules(server, pictured(NAME))
        self.assertNotIn("PICTURE", rules)
        self.assertIn("data:image/png;base64,", answer["pages"][0]["svg"])
        self.assertEqual(server.known()["reports"][0]["errors"], 0)

    def test_documents_are_those_of_the_command(self):
        server = self.serve_pictures()
        data = (server.folder / "a.json").read_bytes()
        for profile, ending in (("publish", ".pdf"), ("archive", ".archive.pdf"), ("web", ".web.pdf")):
            self.expect(0, "render", "a.json", "--profile", profile, cwd=server.folder)
            made = (server.folder / "out" / f"a{ending}").read_bytes()
            posted = server.post("/api/document", data, name="a.json", profile=profile)
            self.assertTrue(posted.body == made, profile)
            saved = server.get("/api/reports/a.json/document", profile=profile)
            self.assertTrue(saved.body == made, profile)

    def test_zip_has_them(self):
        server = self.serve_pictures()
        with zipfile.ZipFile(io.BytesIO(server.get("/api/reports/a.json/zip").body)) as z:
            self.assertIsNone(z.testzip())
            self.assertEqual(z.read(NAME), png())
            self.assertIn("a.print.pdf", z.namelist())
            self.assertNotIn("a.left-out.txt", z.namelist())

    def test_zip_tells_what_cannot_be_made(self):
        fonts = self.dir / "fonts"
        shutil.copytree(SOURCE / "tests/fonts", fonts)
        (fonts / "FOGRA39L_coated.icc").write_text("no profile")
        server = self.serve(reports={"a.json": report()}, KANBEN_FONTS=str(fonts))
        with zipfile.ZipFile(io.BytesIO(server.get("/api/reports/a.json/zip?lang=en").body)) as z:
            self.assertIn("a.pdf", z.namelist())
            self.assertNotIn("a.print.pdf", z.namelist())
            told = z.read("a.left-out.txt").decode()
        self.assertTrue(told.startswith("print\n"), told)
        self.assertIn("is not an ICC profile", told)

    def test_what_is_not_there_is_an_error_at_its_place(self):
        server = self.serve_pictures()
        (server.folder / "bad.png").write_bytes(b"no picture")
        answer = server.post("/api/check", pictured("none.png", NAME, "bad.png", "none.png"), lang="en").json
        found = {f["pointer"]: f["message"] for f in answer["findings"] if f["rule"] == "PICTURE"}
        self.assertEqual(sorted(found), [f"/overview/{i}/picture/file" for i in (0, 2, 3)])
        self.assertIn("No such file", found["/overview/0/picture/file"])

    def test_nothing_else_is_read(self):
        """No way leads out of the folder, by no name; what it leads to is as if it were not there."""
        server = self.serve_pictures()
        (self.dir / "secret.png").write_bytes(png())
        (server.folder / "link.png").symlink_to(self.dir / "secret.png")
        (server.folder / "linked").symlink_to(self.dir)
        os.mkfifo(server.folder / "pipe.png")
        (server.folder / "folder.png").mkdir()
        for name in ("link.png", "linked/secret.png", "pipe.png", "folder.png"):
            self.assertIn("PICTURE", self.rules(server, pictured(name))[0], name)
            self.assertEqual(server.get("/api/picture", file=name).status, 404, name)
        for name in ("../secret.png", str(self.dir / "secret.png"), "pictures/../../secret.png", "./a.png",
                     "a.json", ".kanben-writes.jsonl", "pictures//a.png", "x\0.png", "a\\b.png", ""):
            self.assertIn("TYPE", self.rules(server, pictured(name))[0], name)
            self.assertEqual(server.get("/api/picture", file=name).status, 404, name)
        self.assertEqual(server.get("/api/picture").status, 404)
        self.assertEqual(server.get("/api/picture", file=NAME).status, 200)

    def test_links_are_no_way_for_uploads(self):
        server = self.serve()
        (server.folder / "pictures").symlink_to(self.dir)
        before = self.names()
        self.assertEqual(server.post("/api/pictures", png()).status, 500)
        self.assertEqual(self.names(), before)
        self.assertEqual(server.get("/api/pictures").json["pictures"], [])

    def test_they_are_few_and_not_large_together(self):
        server = self.serve()
        for i in range(5):
            path = server.folder / f"{i}.png"
            path.write_bytes(png())
            os.truncate(path, 30 << 20)
        answer = server.post("/api/check", pictured(*(f"{i}.png" for i in range(5))))
        self.assertEqual((answer.status, answer.code), (413, "large"))
        (server.folder / "0.png").write_bytes(png())
        os.truncate(server.folder / "0.png", (32 << 20) + 1)
        rules, _ = self.rules(server, pictured("0.png"))
        self.assertIn("PICTURE", rules)

    def test_listed_and_read(self):
        server = self.serve_pictures()
        (server.folder / "b.JPG").write_bytes(b"x" * 5)
        (server.folder / ".hidden.png").write_bytes(b"x")
        (server.folder / "folder.png").mkdir()
        (server.folder / "link.png").symlink_to("b.JPG")
        os.mkfifo(server.folder / "pipe.png")
        os.utime(server.folder / "b.JPG", (1, 1))
        listed = server.get("/api/pictures").json
        self.assertEqual(listed["pictures"], [{"file": NAME, "bytes": len(png())}, {"file": "b.JPG", "bytes": 5}])
        self.assertEqual(listed["unlisted"], 0)
        answer = server.get("/api/picture", file=NAME)
        self.assertEqual((answer.body, answer.headers["Content-Type"]), (png(), "image/png"))
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        self.assertEqual(server.get("/api/picture", file="b.JPG").headers["Content-Type"], "image/jpeg")

    def test_uploads_are_named_by_their_bytes(self):
        server = self.serve()
        for data, ending in ((png(), "png"), (jpeg(), "jpg")):
            digest = hashlib.sha256(data).hexdigest()
            name = f"pictures/{digest[:32]}.{ending}"
            for _ in range(2):
                answer = server.post("/api/pictures", data, name="../../x.json", file="/etc/x.png")
                self.assertEqual((answer.status, answer.json["file"]), (201, name))
            self.assertEqual((server.folder / name).read_bytes(), data)
            self.assertEqual(self.rules(server, pictured(name))[0].count("PICTURE"), 0)
            line = server.log()[-1]
            self.assertEqual((line["report"], line["old"], line["new"]), (name, None, digest))
        self.assertEqual(len(server.log()), 2)
        # What has the name and other bytes is nobody's to overwrite.
        (server.folder / name).write_bytes(b"changed")
        self.assertEqual(server.post("/api/pictures", jpeg()).status, 500)
        self.assertEqual((server.folder / name).read_bytes(), b"changed")

    def test_what_is_no_picture_is_refused(self):
        server = self.serve()
        for data in (b"", b"GIF89a" + b"\0" * 50, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                     png()[:40], b"%PDF-1.7\n", png().replace(b"IDAT", b"IDAX"), text_of(report())):
            answer = server.post("/api/pictures", data)
            self.assertEqual((answer.status, answer.code), (400, "request"), data[:20])
        self.assertEqual(self.names("reports"), [".kanben-writes.jsonl"])
        self.assertEqual(server.log(), [])

    def test_only_editors_add_them(self):
        tokens = self.token_file("reader wang " + "r" * 24, "editor li " + "e" * 24)
        server = self.serve("--token-file", tokens, token="r" * 24)
        self.assertEqual(server.post("/api/pictures", png()).code, "role")
        self.assertEqual(server.get("/api/pictures").status, 200)
        foreign = server.post("/api/pictures", png(), headers={"Origin": "http://evil.example"})
        self.assertEqual(foreign.code, "origin")

    def test_without_the_log_none_is_written(self):
        server = self.serve("--log", "/dev/full")
        self.assertEqual(server.post("/api/pictures", png()).status, 500)
        self.assertEqual(self.names("reports"), [])

    def test_what_was_left_behind_is_removed(self):
        self.write("reports/pictures/.kanben-0~", "half of a picture")
        self.serve()
        self.assertEqual(self.names("reports"), [".kanben-writes.jsonl"])

    def test_other_orders_get_them(self):
        """Last year's figures, differences, the next year, adding up: what reads a report reads its pictures."""
        server = self.serve_pictures()
        last = pictured(NAME) | {"year": 2023}
        self.write("reports/last.json", last)
        data = (server.folder / "a.json").read_bytes()
        self.assertEqual(server.get("/api/reports/a.json/previous").status, 200)
        self.assertEqual(server.get("/api/reports/a.json/next").json["overview"], pictured(NAME)["overview"])
        self.assertEqual(server.post("/api/diff", data, name="a.json").status, 200)
        merged = server.post("/api/merge", {"organ": "某区", "reports": ["a.json"]}).json
        self.assertEqual(merged["errors"], 0)
        changed = text_of(pictured(NAME, NAME))
        self.assertEqual(server.put("a.json", changed, match=etag_of(data)).status, 200)


def jpeg():
    return next((SOURCE / "tests/golden/pictures/pictures").glob("*.jpg")).read_bytes()


if __name__ == "__main__":
    unittest.main()
