# SPDX-License-Identifier: MIT
"""Renders a report as a document with libkanben, using only Python's standard library.

usage: render.py REPORT.json PROFILE DOCUMENT.pdf [PAGE.html]

Set KANBEN_LIBRARY to the library's path if the system does not find libkanben.so.0. Exit status as
kanben's: 0 success, 1 the report has errors, 2 wrong usage, 3 a file or font is missing or unusable.
"""

import ctypes
import os
import sys
from ctypes import POINTER, Structure, c_char_p, c_int, c_size_t, c_uint64, c_void_p
from pathlib import Path


class Finding(Structure):
    _fields_ = [
        ("severity", c_int),
        ("rule", c_char_p),
        ("message", c_char_p),
        ("source", c_char_p),
        ("line", c_size_t),
        ("column", c_size_t),
        ("pointer", c_char_p),
        ("left", c_char_p),
        ("right", c_char_p),
        ("difference", c_char_p),
        ("cells", POINTER(c_char_p)),
        ("cell_count", c_size_t),
    ]


OnFinding = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Finding))


class Options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("profile", c_char_p),
        ("layout", c_char_p),
        ("date", c_char_p),
        ("source_name", c_char_p),
        ("icc", c_void_p),
        ("icc_size", c_size_t),
        ("icc_name", c_char_p),
        ("max_pages", c_uint64),
        ("flags", c_uint64),
        ("on_finding", OnFinding),
        ("user", c_void_p),
        ("document_name", c_char_p),
    ]

    def __init__(self, **members):
        super().__init__(ctypes.sizeof(Options), **members)


class Result(Structure):
    _fields_ = [
        ("document", c_void_p),
        ("document_size", c_size_t),
        ("html", c_void_p),
        ("html_size", c_size_t),
        ("page_count", c_size_t),
        ("error_count", c_size_t),
        ("warning_count", c_size_t),
        ("untold_count", c_size_t),
    ]


def load(path):
    """Loads the library and declares the functions used here."""
    kanben = ctypes.CDLL(path)
    kanben.kb_context_new.argtypes = [c_void_p, POINTER(c_void_p)]
    kanben.kb_context_free.argtypes = [c_void_p]
    kanben.kb_context_free.restype = None
    kanben.kb_render.argtypes = [
        c_void_p,
        c_char_p,
        c_size_t,
        POINTER(Options),
        POINTER(POINTER(Result)),
    ]
    kanben.kb_result_free.argtypes = [POINTER(Result)]
    kanben.kb_result_free.restype = None
    return kanben


class Context:
    """Fonts and layouts, reused from report to report; one thread at a time."""

    def __init__(self, kanben):
        self.kanben = kanben
        self.handle = c_void_p()
        status = kanben.kb_context_new(None, ctypes.byref(self.handle))
        if status != 0:
            raise OSError(f"libkanben cannot find its fonts or layouts (status {status})")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kanben.kb_context_free(self.handle)

    def render(self, report, profile, name, document_name=None):
        """Returns (status, document or None, HTML or None, findings as lines). The HTML of the profile
        "web" links to the document under the name that it is going to have."""
        lines = []

        @OnFinding
        def on_finding(_, pointer):
            f = pointer.contents
            place = f"{f.source.decode()}:{f.line}:{f.column}: " if f.source else ""
            severity = ("note", "warning", "error")[f.severity]
            pointer = f.pointer.decode()
            lines.append(f"{place}{severity}: {f.message.decode()} [{f.rule.decode()}] ({pointer})")

        options = Options(
            profile=profile.encode(),
            source_name=name.encode(),
            on_finding=on_finding,
            document_name=document_name.encode() if document_name else None,
        )
        result = POINTER(Result)()
        status = self.kanben.kb_render(
            self.handle, report, len(report), ctypes.byref(options), ctypes.byref(result)
        )
        document = html = None
        if result:
            r = result.contents
            document = ctypes.string_at(r.document, r.document_size) if r.document else None
            html = ctypes.string_at(r.html, r.html_size) if r.html else None
        self.kanben.kb_result_free(result)
        return status, document, html, lines


def main(arguments):
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    name, profile, *paths = arguments
    with Context(load(os.environ.get("KANBEN_LIBRARY", "libkanben.so.0"))) as context:
        status, document, html, lines = context.render(
            Path(name).read_bytes(), profile, name, Path(paths[0]).name
        )
    for line in lines:
        print(line, file=sys.stderr)
    for path, data in zip(paths, (document, html)):
        if data is not None:
            Path(path).write_bytes(data)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
