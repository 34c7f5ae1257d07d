# SPDX-License-Identifier: MIT
"""Chinese government reports (JSON) as tagged, archival PDF and HTML.

with kanben.Context() as context:
    result = context.render(report, profile="web")

A context reads fonts and layouts once; only one thread at a time may use it.
"""

from __future__ import annotations

import ctypes
import dataclasses
import json
import os
import re
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Iterable, List, Mapping, Optional, Tuple, Type, Union

from . import _library

__all__ = [
    "Context",
    "Finding",
    "Result",
    "SurroundingsError",
    "UsageError",
    "font_folders",
    "profiles",
    "version",
]

Report = Union[bytes, str, Mapping[str, Any]]

_lib = _library.load(_library.find_library())
_SEVERITIES = ("note", "warning", "error")


@dataclasses.dataclass(frozen=True)
class Finding:
    """An error, a warning or a note. Lines and columns count from 1; 0: it has no place."""

    severity: str
    rule: str
    message: str
    source: str
    line: int
    column: int
    pointer: str
    left: str
    right: str
    difference: str
    cells: Tuple[str, ...]

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}:{self.column}: " if self.line else ""
        return f"{place}{self.severity}: {self.message} [{self.rule}] ({self.pointer})"


@dataclasses.dataclass(frozen=True)
class Result:
    """What became of a report. status: 0 success, 1 the report has errors, 3 a file or a font is
    missing or unusable. With errors there is a document only if it was forced. Of the profile svg
    there are pages instead, a drawing for each."""

    status: int
    document: Optional[bytes]
    html: Optional[bytes]
    page_count: int
    error_count: int
    warning_count: int
    findings: Tuple[Finding, ...]
    document_hash: Optional[str] = None
    html_hash: Optional[str] = None
    pages: Tuple[bytes, ...] = ()


class SurroundingsError(OSError):
    """Layouts or fonts are missing."""


class UsageError(ValueError):
    """An argument is wrong; nothing was done."""


def version() -> str:
    """The library's version."""
    return _text(_lib.kb_version())


def profiles() -> List[str]:
    """The kinds of documents: "publish", "print", …"""
    names: List[str] = []
    while name := _lib.kb_profile_name(len(names)):
        names.append(_text(name))
    return names


def font_folders() -> List[Path]:
    """Where fonts are looked for if a context is not told: KANBEN_FONTS, the user's, the system's."""
    folders = [Path(f) for f in os.environ.get("KANBEN_FONTS", "").split(":") if f]
    folders.append(user_fonts())
    folders += [Path("/usr/local/share/kanben/fonts"), Path("/usr/share/kanben/fonts")]
    return [folder for folder in folders if folder.is_dir()]


def user_fonts() -> Path:
    """The user's own folder of fonts (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "kanben" / "fonts"


def _language() -> str:
    """The language of the user's environment, as the program finds it: "zh" or "en"."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            found = re.search(r"(?:^|:)(zh|en)(?=[_.@:-]|$)", value)
            return found[1] if found else "en"
    return "en"


def _text(value: Optional[bytes]) -> str:
    return (value or b"").decode("utf-8", "replace")


def _bytes(value: Optional[str]) -> Optional[bytes]:
    return None if value is None else value.encode("utf-8", "surrogateescape")


def _folders(folders: Optional[Iterable[Union[str, Path]]], default: bool) -> Any:
    """A list of folders that ends in NULL, or NULL. With default the library's own come last."""
    if folders is None:
        return None
    names = [os.fsencode(folder) for folder in folders]
    if default:
        names.append(b"")  # KB_DEFAULT
    return (ctypes.c_char_p * (len(names) + 1))(*names, None)


class _Findings:
    """Copies findings while the library tells them."""

    def __init__(self) -> None:
        self.list: List[Finding] = []
        self.callback = _library.OnFinding(self._add)

    def _add(self, _: Any, pointer: Any) -> None:
        f = pointer.contents
        self.list.append(
            Finding(
                severity=_SEVERITIES[f.severity],
                rule=_text(f.rule),
                message=_text(f.message),
                source=_text(f.source),
                line=f.line,
                column=f.column,
                pointer=_text(f.pointer),
                left=_text(f.left),
                right=_text(f.right),
                difference=_text(f.difference),
                cells=tuple(_text(f.cells[i]) for i in range(f.cell_count)),
            )
        )


class Context:
    """Fonts and layouts, used for report after report.

    fonts, layouts: folders that are searched before the library's own; without fonts, those of
    font_folders(). system_fonts: where else fonts.json may find licensed faces; [] means nowhere.
    language: that of messages, "zh" or "en"; without it that of the environment (LANGUAGE, LC_ALL,
    LC_MESSAGES, LANG). map_fonts: map the files of fonts instead of reading them, which takes less
    time and memory; one that is written over in its place then ends the process. SurroundingsError if there are no layouts or no fonts, UsageError if there are
    no messages in the language.
    """

    def __init__(
        self,
        *,
        fonts: Optional[Iterable[Union[str, Path]]] = None,
        layouts: Optional[Iterable[Union[str, Path]]] = None,
        system_fonts: Optional[Iterable[Union[str, Path]]] = None,
        language: Optional[str] = None,
        map_fonts: bool = False,
    ) -> None:
        self._handle = ctypes.c_void_p()
        found = _Findings()
        config = _library.Config(
            size=ctypes.sizeof(_library.Config),
            layouts=_folders(layouts, default=True),
            fonts=_folders(font_folders() if fonts is None else fonts, default=True),
            system_fonts=_folders(system_fonts, default=False),
            on_finding=found.callback,
            language=_bytes(language or _language()),
            flags=1 if map_fonts else 0,
        )
        status = _lib.kb_context_new(ctypes.byref(config), ctypes.byref(self._handle))
        if status == 2:
            raise UsageError(f"language: {language!r}" if language else "too many folders")
        if status != 0:
            raise SurroundingsError("; ".join(f.message for f in found.list) or f"status {status}")

    def close(self) -> None:
        """Frees fonts and layouts; the context cannot be used any more."""
        _lib.kb_context_free(self._handle)
        self._handle = ctypes.c_void_p()

    def __enter__(self) -> Context:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        value: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self.close()

    def render(
        self,
        report: Report,
        profile: str = "publish",
        *,
        layout: Optional[str] = None,
        date: Optional[str] = None,
        source_name: Optional[str] = None,
        icc: Optional[bytes] = None,
        icc_name: Optional[str] = None,
        max_pages: int = 0,
        empty_zero: bool = False,
        force: bool = False,
        fragment: bool = False,
        verify: bool = False,
        hashes: bool = False,
        places: bool = False,
        document_name: Optional[str] = None,
        site: Optional[Mapping[str, str]] = None,
        folder: Optional[str] = None,
    ) -> Result:
        """A document made from a report, which is JSON (bytes, text, an object) or an archive
        edition (PDF, OFD).
        The arguments are those of `kanben render`; document_name is what the HTML calls the PDF that
        it links to, site the metadata of the website, folder where the pictures are; places: texts on
        the pages of svg have the JSON Pointer of their value in data-at. max_pages 0 is the limit by the
        report's size, 2**64 - 1 none. UsageError if one is wrong."""
        own = None if site is None else json.dumps(site, ensure_ascii=False).encode()
        flags = (
            _library.EMPTY_ZERO * empty_zero
            | _library.FORCE * force
            | _library.FRAGMENT * fragment
            | _library.VERIFY * verify
            | _library.HASH * hashes
            | _library.PLACES * places
        )
        options = {
            "profile": _bytes(profile),
            "layout": _bytes(layout),
            "date": _bytes(date),
            "source_name": _bytes(source_name),
            "icc": icc,
            "icc_size": len(icc) if icc is not None else 0,
            "icc_name": _bytes(icc_name),
            "max_pages": max_pages,
            "flags": flags,
            "document_name": _bytes(document_name),
            "site": own,
            "site_size": len(own) if own is not None else 0,
            "folder": _bytes(folder),
        }
        return self._call(_lib.kb_render, _json(report), options)

    def check(
        self,
        report: Report,
        *,
        layout: Optional[str] = None,
        source_name: Optional[str] = None,
        max_pages: int = 0,
        folder: Optional[str] = None,
    ) -> Result:
        """The findings of a report, without a document."""
        options = {
            "folder": _bytes(folder),
            "layout": _bytes(layout),
            "source_name": _bytes(source_name),
            "max_pages": max_pages,
        }
        return self._call(_lib.kb_check, _json(report), options)

    def schema(self, layout: Optional[str] = None) -> Any:
        """The JSON Schema (2020-12) of a layout's reports, as an object."""
        return self._of_layout(_lib.kb_schema, layout)

    def blank(self, layout: Optional[str] = None) -> Any:
        """An empty report to fill in, as an object."""
        return self._of_layout(_lib.kb_blank, layout)

    def _of_layout(self, function: Callable[..., int], layout: Optional[str]) -> Any:
        result = self._call(function, None, {"layout": _bytes(layout)})
        if result.document is None:
            raise SurroundingsError("; ".join(f.message for f in result.findings))
        return json.loads(result.document)

    def _call(
        self, function: Callable[..., int], report: Optional[bytes], options: Mapping[str, Any]
    ) -> Result:
        if not self._handle:
            raise ValueError("the context is closed")
        found = _Findings()
        given = _library.Options(
            size=ctypes.sizeof(_library.Options), on_finding=found.callback, **options
        )
        result = ctypes.POINTER(_library.Result)()
        input_ = () if report is None else (report, len(report))
        status = function(self._handle, *input_, ctypes.byref(given), ctypes.byref(result))
        if not result:
            raise UsageError("; ".join(f.message for f in found.list))
        try:
            r = result.contents
            return Result(
                status=status,
                document=ctypes.string_at(r.document, r.document_size) if r.document else None,
                html=ctypes.string_at(r.html, r.html_size) if r.html else None,
                page_count=r.page_count,
                error_count=r.error_count,
                warning_count=r.warning_count,
                findings=tuple(found.list),
                document_hash=_text(r.document_hash) or None,
                html_hash=_text(r.html_hash) or None,
                pages=_pages(r),
            )
        finally:
            _lib.kb_result_free(result)


def _pages(r: Any) -> Tuple[bytes, ...]:
    if not r.pages:
        return ()
    return tuple(
        ctypes.string_at(r.pages[i].svg, r.pages[i].size) for i in range(r.page_count)
    )


def _json(report: Report) -> bytes:
    if isinstance(report, bytes):
        return report
    if isinstance(report, str):
        return report.encode("utf-8")
    return json.dumps(report, ensure_ascii=False).encode("utf-8")
