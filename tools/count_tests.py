# SPDX-License-Identifier: MIT
"""usage: count_tests.py FAILED_STEPS TESTLOG.json...

Adds up the results in meson's test logs and prints "N passed, N failed". Any result other than OK,
also a skipped test, counts as failed. Before that it repeats each line "Note: …" that a test printed: what
could not be compared here. Exits with 0 only if some tests passed and none failed.
"""

import json
import sys
from pathlib import Path

passed, failed = 0, int(sys.argv[1])
for name in sys.argv[2:]:
    path = Path(name)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        test = json.loads(line)
        for said in test.get("stdout", "").splitlines():
            if said.startswith("Note: "):
                print(f"{test['name']}: {said.removeprefix('Note: ')}")
        if test["result"] == "OK":
            passed += 1
        else:
            failed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(0 if passed and not failed else 1)
