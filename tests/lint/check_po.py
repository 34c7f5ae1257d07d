# SPDX-License-Identifier: MIT
"""usage: check_po.py ROOT

Every message of the program is translated: po/POTFILES lists every source with messages, and each
language has all of them, none fuzzy, with the same conversions in format strings.
"""

import re
import subprocess
import tempfile
from pathlib import Path

from lintlib import c_files, c_tokens, main


def check(root):
    po = root / "po"
    listed = set((po / "POTFILES").read_text("utf-8").split())
    needed = {p.relative_to(root).as_posix() for p in c_files(root, "src") if has_message(p)}
    for name in sorted(needed - listed):
        yield po / "POTFILES", 1, f"{name} has messages but is not listed"
    for name in sorted(n for n in listed if not (root / n).is_file()):
        yield po / "POTFILES", 1, f"{name} does not exist"
        return
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "messages.pot"
        run("xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_",
            "--keyword=tr_plural:1,2", "--force-po",
            "-D", root, "-f", po / "POTFILES", "-o", pot)
        for language in (po / "LINGUAS").read_text("utf-8").split():
            catalogue = po / f"{language}.po"
            for command in (
                ["msgcmp", catalogue, pot],
                ["msgfmt", "--check", "-o", "/dev/null", catalogue],
            ):
                done = run(*command)
                if done.returncode != 0:
                    yield catalogue, 1, with_messages(done.stderr, pot)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def with_messages(complaints, pot):
    """Replaces line numbers of the template in complaints by the messages themselves."""
    lines = pot.read_text("utf-8").splitlines()

    def message(match):
        before = "\n".join(lines[: int(match.group(1)) - 1])
        return "".join(re.findall('"(.*)"', before.rpartition("\nmsgid ")[2]))

    return re.sub(rf"{re.escape(str(pot))}:(\d+)", message, complaints).strip()


def has_message(path):
    words = [t for t in c_tokens(path.read_text("utf-8")) if t[0] not in ("space", "comment")]
    calls = zip(words, words[1:], words[2:])
    return any(
        a[1] in ("_", "N_") and b[1] == "(" and re.match('"', c[1]) for a, b, c in calls
    )


if __name__ == "__main__":
    main(check)
