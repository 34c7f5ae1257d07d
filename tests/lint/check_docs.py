# SPDX-License-Identifier: MIT
"""usage: check_docs.py ROOT PROGRAM VERSION

What the documents say is so: ARCHITECTURE.md names every folder of src/, links lead to files and
headings that are there, --help knows every command in a block of code, every flag that is shown after
`kanben` is one that --help lists (after `kanben COMMAND`, one of that command), man/kanben.1 has exactly
the options of each command, it and docs/editions.md name every profile, CHANGES.md, debian/changelog and
python/pyproject.toml have this version, and fonts.json, SHA256SUMS and the links of Debian's package name the
same fonts (except the optional ones, which users bring).
"""

import json
import re
import subprocess

from lintlib import files, main

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"\bkanben\s(?:(?!\bkanben\s)[^`\n])*")
FLAG = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")
MANUAL_FLAG = re.compile(r"\bFl (-?[a-zA-Z][\w-]*)")


def check(root, program, version):
    yield from check_architecture(root)
    options = options_of(program)
    by_command = {c: {*flags.keys(), *flags.values()} for c, flags in options.items()}
    known = set(FLAG.findall(help_of(program))).union(*by_command.values())
    for path in files(root, ".md"):
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            for target in LINK.findall(line):
                if not re.match(r"[a-z]+:", target) and not leads_somewhere(path, target):
                    yield path, number, f"{target} is not there"
            name = re.match(r"kanben ([a-z]+)", line)
            if name and fenced(lines[:number]) and name[1] not in options:
                yield path, number, f"kanben has no command {name[1]}"
            for command in COMMAND.findall(line):
                own = by_command.get((command.split() + [""])[1], known)
                for flag in sorted(set(FLAG.findall(command)) - own):
                    yield path, number, f"kanben has no flag {flag}: {command.strip()}"
    yield from check_manual(root / "man" / "kanben.1", options)
    yield from check_profiles(root, program)
    for name, line in (
        ("CHANGES.md", "^## {}\\b"),
        ("debian/changelog", "\\Akanben \\({}\\) "),
        ("python/pyproject.toml", '^version = "{}"$'),
    ):
        text = (root / name).read_text("utf-8")
        if not re.search(line.format(re.escape(version)), text, re.MULTILINE):
            yield root / name, 1, f"no line for the version {version}"
    yield from check_fonts(root)


def fenced(lines):
    """Is what follows these lines in a block of code?"""
    return sum(line.startswith("```") for line in lines) % 2 == 1


def leads_somewhere(path, target):
    name, _, anchor = target.partition("#")
    other = path.parent / name if name else path
    if not other.exists():
        return False
    return not anchor or other.suffix != ".md" or anchor in anchors(other.read_text("utf-8"))


def anchors(text):
    """The names of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-") for h in headings}


def check_architecture(root):
    path = root / "ARCHITECTURE.md"
    text = path.read_text("utf-8")
    for meson in files(root / "src", "meson.build"):
        folder = meson.parent.relative_to(root / "src").as_posix()
        if folder != "." and not re.search(rf"(?<![\w/]){folder}(?![\w/]*\w)", text):
            yield path, 1, f"does not name src/{folder}"


def options_of(program):
    """By command, its flags: {"--output": "-o", "--layout": "--layout"}, the short form second."""
    commands = re.findall(r"^  kanben ([a-z]+)", help_of(program), re.MULTILINE)
    return {
        command: {
            flags[-1]: flags[0]
            for line in re.findall(r"^  (?:-\w, |    )--.*", help_of(program, command), re.MULTILINE)
            if (flags := FLAG.findall(line.strip().partition("  ")[0]))
        }
        for command in commands
    }


def check_manual(path, options):
    """The synopsis has each command's options, in the short form where there is one, and the list
    of options has each of them once."""
    text = path.read_text("utf-8")
    synopsis = text.partition("\n.Sh SYNOPSIS\n")[2].partition("\n.Sh ")[0]
    shown = {
        body.split()[0]: {"-" + flag for flag in MANUAL_FLAG.findall(body)}
        for body in synopsis.split("\n.Cm ")[1:]
    }
    for command, flags in options.items():
        own = set(flags.values()) - {"--help"}
        for flag in sorted(own ^ shown.get(command, set()) - {"--version", "--help"}):
            yield path, 1, f"the synopsis of {command} and its --help differ in {flag}"
    items = re.findall(r"^\.It Fl (\S+)(?: , (\S+))?", text, re.MULTILINE)
    described = ["-" + (long or short) for short, long in items]
    wanted = {flag for flags in options.values() for flag in flags} - {"--help"}
    for flag in sorted(wanted | set(described)):
        if described.count(flag) != (flag in wanted):
            yield path, 1, f"{flag} is described {described.count(flag)} times"


def check_profiles(root, program):
    done = subprocess.run([program, "--profiles"], capture_output=True, text=True)
    for path in (root / "man" / "kanben.1", root / "docs" / "editions.md"):
        words = set(re.findall(r"[\w-]+", path.read_text("utf-8")))
        for profile in sorted(set(done.stdout.split()) - words):
            yield path, 1, f"does not name the profile {profile}"


def help_of(*command):
    done = subprocess.run(
        [*command, "--help"], capture_output=True, text=True, env={"LANGUAGE": "en"}
    )
    return done.stdout


def check_fonts(root):
    fonts = root / "fonts"
    sums = {line.split()[1] for line in (fonts / "SHA256SUMS").read_text("utf-8").splitlines()}
    sums = {name for name in sums if not name.endswith(".icc")}
    roles = json.loads((fonts / "fonts.json").read_text("utf-8"))["roles"]
    used = {face["file"] for chain in roles.values() for face in chain if not face.get("optional")}
    for name in sorted(used ^ sums):
        yield fonts / "fonts.json", 1, f"{name} is either here or in SHA256SUMS, not in both"
    script = root / "debian" / "kanben-data.links"
    done = subprocess.run([script], capture_output=True, text=True, env={"LIBERATION": "liberation"})
    linked = {line.split("/")[-1] for line in done.stdout.splitlines()}
    for name in sorted(used - linked):
        yield script, 1, f"no link for {name}"


if __name__ == "__main__":
    main(check)
