# SPDX-License-Identifier: MIT
"""usage: desk.py PROGRAM SOURCE_ROOT WORK_DIR JARS [TEST…]

The clerk's screen of kanben serve in a real browser: a clerk's whole way, two windows in conflict, a lost
connection, a server that is killed, hostile names and texts, all screens through axe-core.
"""

import contextlib
import json
import shutil
import signal
import sys
import traceback
import zipfile
from pathlib import Path

import blocks
import keys
import screens
import trouble
import way
from clerk import Clerk, Server, host_of

MOST_SECONDS = 900
SEED = "baodi-2024.json"
# What the browser itself reports of answers that a test brings about.
EXPECTED = ("Failed to load resource", "net::ERR_")


def main(program, root, work, jars, *wanted):
    root, work = Path(root), Path(work)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with zipfile.ZipFile(next((root / jars).glob("selenium-*.jar"))) as jar:
        axe = jar.read("axe.min.js").decode("utf-8")
    tests = [f for module in (way, keys, blocks, trouble, screens) for name, f in sorted(vars(module).items()) if name.startswith("test_")]
    verdicts = []
    with contextlib.ExitStack() as stack:
        clerk = None
        for test in tests:
            if wanted and test.__name__ not in wanted:
                continue
            clerk = clerk or stack.enter_context(Clerk())
            verdicts.append(run(test, clerk, Server(program, root, work / test.__name__.removeprefix("test_")), axe))
            if not verdicts[-1]:  # who knows in what state
                clerk = None
    return bool(verdicts) and all(verdicts)


def late(*_):
    raise TimeoutError(f"no end after {MOST_SECONDS} seconds")


def run(test, clerk, server, axe):
    signal.signal(signal.SIGALRM, late)
    signal.alarm(MOST_SECONDS)
    name = test.__name__.removeprefix("test_")
    server.axe = axe
    fill(server)
    downloads = server.work / "downloads"
    downloads.mkdir()
    server.start()
    try:
        clerk.come(server, downloads)
        test(clerk, server)
        complaints(clerk)
        print(f"ok      {name}", flush=True)
        return True
    except Exception:
        print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
        return False
    finally:
        signal.alarm(0)
        if server.process.poll() is None:
            server.stop()


def fill(server):
    """The folder: last year's report, this year's, another body's with errors, and the other layouts."""
    examples = server.root / "examples"
    for path in examples.glob("*.json"):
        shutil.copy(path, server.folder)
    last = json.loads((examples / SEED).read_text("utf-8"))
    last["year"] = 2023
    last["requests"]["received"] = [3, 0, 0, 0, 0, 0, 3]
    last["requests"]["results"]["granted"] = [2, 0, 0, 0, 0, 0, 2]
    last["requests"]["results"]["total"] = [2, 0, 0, 0, 0, 0, 2]
    last["requests"]["carried_out"] = [1, 0, 0, 0, 0, 0, 1]
    server.put("baodi-2023.json", last)
    wrong = json.loads((examples / SEED).read_text("utf-8"))
    wrong["organ"] = "宝坻区教育局"
    wrong["title"] = "宝坻区教育局2024年政府信息公开工作年度报告"
    wrong["requests"]["received"] = [12, 1, 0, 0, 0, 0, 14]
    server.put("jiaoyu-2024.json", wrong)
    (server.folder / "organs.txt").write_text("宝坻区科技局\n宝坻区教育局\n宝坻区民政局\n", "utf-8")


def complaints(clerk):
    """Nothing is thrown, blocked or fetched from elsewhere, whatever the test did."""
    found = [line for line in clerk.logged() if not line.startswith(EXPECTED)]
    assert not found, "\n".join(found)
    ours = f"127.0.0.1:{clerk.server.port}"
    strange = {url for url in clerk.asked() if host_of(url) not in (ours, "") and not url.startswith(("data:", "blob:"))}
    assert not strange, strange


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
