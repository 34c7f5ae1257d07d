# SPDX-License-Identifier: MIT
"""usage: check_names.py ROOT

One name, one meaning, so that names can be searched for: no two headers and no two sources in src/
have the same name, and no two structs, unions or enums.
"""

import re
from collections import defaultdict

from lintlib import c_files, main

TAG = re.compile(r"^(?:static |const |typedef )*(?:struct|union|enum) (\w+) \{", re.MULTILINE)


def check(root):
    paths, tags = defaultdict(list), defaultdict(list)
    for path in c_files(root, "src"):
        paths[path.name].append((path, 1))
        text = path.read_text("utf-8")
        for match in TAG.finditer(text):
            tags[match.group(1)].append((path, text.count("\n", 0, match.start()) + 1))
    for kind, places in (("file", paths), ("tag", tags)):
        for name, found in sorted(places.items()):
            for path, line in found[1:]:
                first = found[0][0].relative_to(root)
                yield path, line, f"there is another {kind} called {name}: {first}"


if __name__ == "__main__":
    main(check)
