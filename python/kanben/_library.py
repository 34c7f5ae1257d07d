# SPDX-License-Identifier: MIT
"""The functions and structs of kanben.h, as ctypes knows them."""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, Structure, c_char_p, c_int, c_size_t, c_uint64, c_void_p
from pathlib import Path
from typing import Any, List


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


class Config(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("layouts", POINTER(c_char_p)),
        ("fonts", POINTER(c_char_p)),
        ("system_fonts", POINTER(c_char_p)),
        ("modules", c_char_p),
        ("on_finding", OnFinding),
        ("user", c_void_p),
        ("language", c_char_p),
        ("flags", c_uint64),
    ]


class Options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("profile", c_char_p),
        ("layout", c_char_p),
        ("date", c_char_p),
        ("source_name", c_char_p),
        ("icc", c_char_p),
        ("icc_size", c_size_t),
        ("icc_name", c_char_p),
        ("max_pages", c_uint64),
        ("flags", c_uint64),
        ("on_finding", OnFinding),
        ("user", c_void_p),
        ("document_name", c_char_p),
        ("site", c_char_p),
        ("site_size", c_size_t),
        ("folder", c_char_p),
    ]


class Page(Structure):
    _fields_ = [("svg", c_void_p), ("size", c_size_t)]


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
        ("document_hash", c_char_p),
        ("html_hash", c_char_p),
        ("pages", POINTER(Page)),
    ]


# kb_options.flags
EMPTY_ZERO, FORCE, FRAGMENT, VERIFY, HASH, PLACES = 1, 2, 4, 8, 16, 32


def own_folder() -> Path:
    """The folder of this package, in which a wheel has lib/ and share/."""
    return Path(__file__).resolve().parent


def find_library() -> str:
    """KANBEN_LIBRARY, the wheel's own library, or the system's."""
    own = own_folder() / "lib" / "libkanben.so.0"
    return os.environ.get("KANBEN_LIBRARY") or (str(own) if own.exists() else "libkanben.so.0")


def load(path: str) -> ctypes.CDLL:
    """Loads the library and declares its functions. OSError if there is none."""
    library = ctypes.CDLL(path)
    report: List[Any] = [c_void_p, c_char_p, c_size_t, POINTER(Options), POINTER(POINTER(Result))]
    of_layout: List[Any] = [c_void_p, POINTER(Options), POINTER(POINTER(Result))]
    library.kb_context_new.argtypes = [POINTER(Config), POINTER(c_void_p)]
    library.kb_context_free.argtypes = [c_void_p]
    library.kb_context_free.restype = None
    library.kb_render.argtypes = report
    library.kb_check.argtypes = report
    library.kb_schema.argtypes = of_layout
    library.kb_blank.argtypes = of_layout
    library.kb_result_free.argtypes = [POINTER(Result)]
    library.kb_result_free.restype = None
    library.kb_profile_name.argtypes = [c_size_t]
    library.kb_profile_name.restype = c_char_p
    library.kb_version.restype = c_char_p
    return library
