# SPDX-License-Identifier: MIT
"""Pages whose outlines are sent apart, each once: they are the drawings that are whole by themselves."""

import json
import os
import re
import shutil
import signal
import unittest
from string import digits

from serving import SOURCE, ServeCase, report

USE = re.compile(r'<use xlink:href="#([a-z]+)([0-9]+)"')
DIGITS = digits + "abcdefghijklmnopqrstuvwxyz"
NEW, RARE = "龙", "𠀀"


def base_36(n):
    return DIGITS[n] if n < 36 else base_36(n // 36) + DIGITS[n % 36]


class Browser:
    """What a browser has of outlines, and how it says so."""

    def __init__(self):
        self.outlines = {}  # by (fingerprint, glyph)

    def take(self, answer):
        """The number of outlines that came."""
        for name, outline in answer["symbols"].items():
            face, glyph = re.fullmatch("([a-z]+)([0-9]+)", name).groups()
            self.outlines[answer["faces"][face], int(glyph)] = outline
        return len(answer["symbols"])

    def held(self):
        parts = []
        for face in {face for face, _ in self.outlines}:
            glyphs = [0, *sorted(glyph for f, glyph in self.outlines if f == face)]
            distances = [base_36(b - a) for a, b in zip(glyphs, glyphs[1:])]
            parts.append(face + ":" + ".".join(distances))
        return ",".join(parts)

    def whole(self, answer, svg):
        """A page with what it uses defined, in order of use."""
        names = dict.fromkeys(USE.findall(svg))
        defs = "".join(
            f'<path id="{face}{glyph}" d="{self.outlines[answer["faces"][face], int(glyph)]}"/>\n'
            for face, glyph in names
        )
        return svg.replace("</title>\n", f"</title>\n<defs>\n{defs}</defs>\n", 1)


class Symbols(ServeCase):
    def ask(self, server, r, browser, **more):
        held = more.pop("symbols", browser.held())
        answer = server.post("/api/check", r, pages=1, symbols=held, **more)
        # An object of Python would hide what comes twice.
        members = dict(json.loads(answer.body, object_pairs_hook=list))["symbols"]
        self.assertEqual(len(members), len(dict(members)))
        return answer.json, browser.take(answer.json)

    def assert_whole(self, server, r, browser, answer):
        drawings = [p["svg"] for p in server.post("/api/check", r, pages=1).json["pages"]]
        self.assertEqual([browser.whole(answer, p["svg"]) for p in answer["pages"]], drawings)

    def test_pages_and_outlines_are_the_drawings(self):
        server, browser = self.serve(), Browser()
        answer, n = self.ask(server, report(), browser)
        self.assertGreater(n, 100)
        self.assertGreater(len(answer["pages"]), 1)
        self.assertGreater(len(answer["faces"]), 1)
        self.assertFalse(any("<defs>" in p["svg"] for p in answer["pages"]))
        self.assert_whole(server, report(), browser, answer)

    def test_an_outline_is_sent_once(self):
        server, browser, r = self.serve(), Browser(), report()
        self.ask(server, r, browser)
        answer, n = self.ask(server, r, browser)
        self.assertEqual((n, answer["symbols"]), (0, {}))
        r["overview"] = [NEW + r["overview"][0], NEW]
        answer, n = self.ask(server, r, browser)
        self.assertEqual(n, 1)
        self.assert_whole(server, r, browser, answer)

    def test_known_pages_are_not_sent(self):
        server, browser, r = self.serve(), Browser(), report()
        answer, _ = self.ask(server, r, browser)
        known = ",".join(p["hash"] for p in answer["pages"])
        answer, n = self.ask(server, r, browser, known=known)
        self.assertEqual(n, 0)
        self.assertFalse(any("svg" in p for p in answer["pages"]))

    def test_whoever_answers(self):
        """Another worker, another server: neither has to remember what was sent."""
        server, browser, r = self.serve("-j", "1"), Browser(), report()
        first, _ = self.ask(server, r, browser)
        known = ",".join(p["hash"] for p in first["pages"])
        (worker,) = server.workers()
        os.kill(worker, signal.SIGKILL)
        while server.workers() in ([], [worker]):
            server.post("/api/check", r)
        answer, n = self.ask(server, r, browser)
        self.assertEqual((n, answer["faces"]), (0, first["faces"]))
        server.stop()
        r["overview"] = [NEW + r["overview"][0]]
        server = self.serve()
        answer, n = self.ask(server, r, browser, known=known)
        self.assertEqual(n, 1)
        self.assertFalse(all("svg" in p for p in answer["pages"]) and len(answer["pages"]) > 1)
        answer, n = self.ask(server, r, browser)
        self.assertEqual(n, 0)
        self.assert_whole(server, r, browser, answer)

    def test_another_order_of_faces(self):
        """A face that comes first is "a", whatever it was called before."""
        server, browser, r = self.serve(), Browser(), report()
        first, _ = self.ask(server, r, browser)
        r["title"] = RARE + NEW + r["title"]
        answer, _ = self.ask(server, r, browser)
        self.assertNotEqual(first["faces"], answer["faces"])
        self.assert_whole(server, r, browser, answer)

    def test_another_edition_of_a_face(self):
        """Fonts were renewed while a browser had pages open: it gets what they draw now."""
        fonts = self.dir / "fonts"
        shutil.copytree(SOURCE / "tests" / "fonts", fonts)
        server, browser = self.serve(KANBEN_FONTS=str(fonts)), Browser()
        answer, n = self.ask(server, report(), browser)
        server.stop()
        data = bytearray((fonts / "latin.ttf").read_bytes())
        data[12 + 4] ^= 1  # the checksum of its first table
        (fonts / "latin.ttf").unlink()
        (fonts / "latin.ttf").write_bytes(data)
        server = self.serve(KANBEN_FONTS=str(fonts))
        known = ",".join(p["hash"] for p in answer["pages"])
        changed, m = self.ask(server, report(), browser, known=known)
        self.assertTrue(0 < m < n, m)
        self.assertNotEqual(answer["faces"], changed["faces"])
        self.assertTrue(all("svg" in p for p in changed["pages"]))

    def test_what_is_not_understood_is_not_had(self):
        server, browser = self.serve(), Browser()
        answer, n = self.ask(server, report(), browser)
        (face, *_) = answer["faces"].values()
        for held in ("x", ",,,", "0" * 16 + ":1.2.3", face, face + ":", face + ":!", face + ":zzzz", face + ":-1.~",
                     face + ":" + "9" * 400, face[1:] + ":1", (face + ":0,") * 900, "é", "\0"):
            again, m = self.ask(server, report(), browser, symbols=held)
            self.assertEqual((m, again["pages"]), (n, answer["pages"]), held[:40])
        # What comes before the fault counts.
        glyph = min(g for f, g in browser.outlines if f == face)
        _, m = self.ask(server, report(), browser, symbols=f"{face}:{base_36(glyph)}.!.1")
        self.assertEqual(m, n - 1)


if __name__ == "__main__":
    unittest.main()
