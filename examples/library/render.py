# SPDX-License-Identifier: MIT
"""Renders a report as a document with libkanben, through the Python package kanben.

usage: render.py REPORT.json PROFILE DOCUMENT.pdf [PAGE.html]

Set KANBEN_LIBRARY to the library's path if the package has none of its own and the system does not find
libkanben.so.0. Exit status as kanben's: 0 success, 1 the report has errors, 2 wrong usage, 3 a file or font
is missing or unusable.
"""

import sys
from pathlib import Path

import kanben


def main(arguments):
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    name, profile, *paths = arguments
    try:
        # Keep the context: it has the fonts and layouts, and the second report is much faster.
        with kanben.Context() as context:
            made = context.render(
                Path(name).read_bytes(), profile, source_name=name, document_name=Path(paths[0]).name
            )
    except kanben.UsageError as error:
        print(error, file=sys.stderr)
        return 2
    for finding in made.findings:
        print(finding, file=sys.stderr)
    for path, data in zip(paths, (made.document, made.html)):
        if data is not None:
            Path(path).write_bytes(data)
    return made.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
