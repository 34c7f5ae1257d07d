# SPDX-License-Identifier: MIT
"""Importing one document, for the tests of this folder."""

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

from harness import Case


class ImportCase(Case):
    def take(self, name, content, *args, code=0):
        """Imports a document; returns the report and the findings."""
        self.write(name, content)
        done = self.expect(code, "import", name, *args)
        return json.loads(done.stdout), done.stderr
