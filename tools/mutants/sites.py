# SPDX-License-Identifier: MIT
"""The places of a C file at which one small fault can be put in, found by clang.

A fault is an expression and what stands in its stead. Both go into one program, and which of them is
evaluated is decided when it runs, so that hundreds of faults cost one build.
"""

import bisect
from dataclasses import dataclass

from clang import cindex
from clang.cindex import CursorKind

SWAPS = {
    "<": ["<=", ">"],
    "<=": ["<"],
    ">": [">=", "<"],
    ">=": [">"],
    "==": ["!="],
    "!=": ["=="],
    "+": ["-"],
    "-": ["+"],
    "+=": ["-="],
    "-=": ["+="],
    "|": ["&"],
    "&": ["|"],
    "<<": [">>"],
    ">>": ["<<"],
    "*": ["+"],
    "/": ["*"],
    "%": ["/"],
}
# Where a value has to be known to the compiler.
CONSTANT = {CursorKind.CASE_STMT, CursorKind.ENUM_DECL, CursorKind.FIELD_DECL, CursorKind.TYPEDEF_DECL}
BODIES = {CursorKind.IF_STMT, CursorKind.FOR_STMT, CursorKind.WHILE_STMT, CursorKind.DO_STMT}


@dataclass(frozen=True)
class Site:
    """The bytes from start to end of a file, and what stands there with the fault."""

    path: str
    function: str
    line: int
    start: int
    end: int
    before: str
    after: str
    statement: bool  # left out altogether

    def key(self):
        return f"{self.path}: {self.function}: {self.before} → {self.after}"


class File:
    def __init__(self, path, source):
        self.path = path
        self.source = source
        self.lines = [0] + [i + 1 for i, byte in enumerate(source) if byte == 10]
        self.sites = []
        self.function = ""

    def text(self, start, end):
        return self.source[start:end].decode()

    def add(self, extent, after, statement=False):
        start, end = extent
        self.sites.append(
            Site(
                self.path,
                self.function,
                bisect.bisect_right(self.lines, start),
                start,
                end,
                " ".join(self.text(start, end).split()),
                " ".join(after.split()),
                statement,
            )
        )


def extent_of(cursor):
    return cursor.extent.start.offset, cursor.extent.end.offset


def operators(file, cursor, children):
    """a OP b → a OP' b, and for && and || each side alone."""
    (start, a_end), (b_start, end) = extent_of(children[0]), extent_of(children[1])
    if not start < a_end <= b_start < end:
        return  # out of a macro
    operator = file.text(a_end, b_start).strip().lstrip(")").rstrip("(").strip()
    whole = extent_of(cursor)
    a, b = file.text(start, a_end), file.text(b_start, end)
    if operator in ("&&", "||"):
        for after in (f"{a} {'||' if operator == '&&' else '&&'} {b}", a, b):
            file.add(whole, after)
    for swapped in SWAPS.get(operator, ()):
        left, right = file.text(a_end, b_start).split(operator)
        file.add(whole, f"{a}{left}{swapped}{right}{b}")


def visit(file, cursor, parent, statement):
    kind = cursor.kind
    children = list(cursor.get_children())
    extent = extent_of(cursor)
    if kind in CONSTANT or (kind == CursorKind.VAR_DECL and "static" in file.text(*extent)[:8]):
        children = children[1:] if kind == CursorKind.CASE_STMT else []
    elif kind in (CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR):
        operators(file, cursor, children)
    elif kind == CursorKind.UNARY_OPERATOR and file.text(*extent).startswith("!"):
        file.add(extent, file.text(extent[0] + 1, extent[1]))
    elif kind == CursorKind.INTEGER_LITERAL and file.text(*extent).isdigit():
        number = int(file.text(*extent))
        file.add(extent, str(number + 1))
        if number > 0:
            file.add(extent, str(number - 1))
    elif kind == CursorKind.CONDITIONAL_OPERATOR and len(children) == 3:
        parts = [file.text(*extent_of(child)) for child in children]
        file.add(extent, f"{parts[0]} ? {parts[2]} : {parts[1]}")
    elif kind == CursorKind.IF_STMT:
        for constant in ("0", "1"):
            file.add(extent_of(children[0]), constant)
    if statement and kind in (
        CursorKind.CALL_EXPR,
        CursorKind.BINARY_OPERATOR,
        CursorKind.COMPOUND_ASSIGNMENT_OPERATOR,
        CursorKind.UNARY_OPERATOR,
    ):
        file.add(extent, "", statement=True)
    for i, child in enumerate(children):
        visit(
            file,
            child,
            kind,
            kind == CursorKind.COMPOUND_STMT
            or (kind in BODIES and i > 0 and (kind != CursorKind.FOR_STMT or i == len(children) - 1)),
        )


def sites_of(root, path, arguments):
    """Every site in the functions of a file."""
    file = File(path, (root / path).read_bytes())
    unit = cindex.Index.create().parse(str(root / path), args=arguments)
    for cursor in unit.cursor.get_children():
        if (
            cursor.kind == CursorKind.FUNCTION_DECL
            and cursor.is_definition()
            and cursor.location.file is not None
            and cursor.location.file.name == str(root / path)
        ):
            file.function = cursor.spelling
            for child in cursor.get_children():
                if child.kind == CursorKind.COMPOUND_STMT:
                    visit(file, child, cursor.kind, False)
    return [site for site in file.sites if site.after != site.before]


def woven(source, sites):
    """The text of a file with each fault beside what it replaces; sites: (number, site), none within another."""
    for number, site in sorted(sites, key=lambda pair: -pair[1].start):
        before = source[site.start : site.end].decode()
        if site.statement:
            text = f"(mutant_at({number}) ? (void)0 : (void)({before}))"
        elif site.after in ("0", "1") and not site.before.isdigit():
            text = f"(mutant_at({number}) ? {site.after} : !!({before}))"
        else:
            text = f"(mutant_at({number}) ? ({site.after}) : ({before}))"
        source = source[: site.start] + text.encode() + source[site.end :]
    return source
