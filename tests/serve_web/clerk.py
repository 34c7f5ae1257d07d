# SPDX-License-Identifier: MIT
"""A clerk at the desk: a server of her own, and a browser whose keys she presses."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from browser import Browser, CallFailed

EDITOR, READER = "editor-token-of-the-tests", "reader-token-of-the-tests"
KEYS = {
    "Enter": 13, "Tab": 9, "Escape": 27, "Backspace": 8, "Delete": 46, "[": 219, "]": 221,
    "End": 35, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40,
}
TEXTS = {"Enter": "\r"}
ALT, CONTROL, SHIFT = 1, 2, 8
SECONDS = 60
# A blank page has no storage.
SPEAK = 'location.protocol === "http:" && localStorage.setItem("kanben.language", "{}")'


class Server:
    """kanben serve on a folder; the same address after each start."""

    def __init__(self, program, root, work):
        self.program, self.root, self.work = program, root, work
        self.fonts = root / "fonts"
        self.folder = work / "2024"
        self.folder.mkdir(parents=True)
        self.tokens = work / "tokens"
        self.tokens.write_text(f"editor li {EDITOR}\nreader wang {READER}\n", "utf-8")
        self.tokens.chmod(0o600)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.process = None

    def environment(self):
        return os.environ | {
            "KANBEN_FONTS": str(self.fonts),
            "KANBEN_LAYOUTS": str(self.root / "layouts"),
            "LANGUAGE": "en",
        }

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "serve", self.folder, "--listen", f"127.0.0.1:{self.port}", "--token-file", self.tokens],
            env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for _ in range(SECONDS * 20):
            if self.process.poll() is not None:
                sys.exit(f"the server ended with {self.process.returncode}: {self.process.stderr.read()[:1000]}")
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/")
                connection.getresponse().read()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("the server does not answer")

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(SECONDS)
        self.process.stderr.close()

    def address(self, token=EDITOR):
        return f"http://127.0.0.1:{self.port}/?token={token}"

    def kanben(self, *args):
        return subprocess.run([self.program, *args], env=self.environment(), capture_output=True, check=False)

    def report(self, name):
        return json.loads((self.folder / name).read_text("utf-8"))

    def put(self, name, report):
        (self.folder / name).write_text(json.dumps(report, ensure_ascii=False, indent=2), "utf-8")


class Clerk(Browser):
    """A browser, in one of its windows."""

    def come(self, server, downloads):
        """To a server, knowing nothing of those before."""
        self.forget()
        self.server = server
        self.downloads = downloads
        self.seen = []
        self.session_call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads), **self.context)
        self.first = self.session
        self.first_target = self.call("Target.getTargetInfo")["targetInfo"]["targetId"]
        self.prepare()

    def session_call(self, method, **params):
        """Of the browser, not of a window."""
        kept, self.session = self.session, None
        answer = self.call(method, **params)
        self.session = kept
        return answer

    def prepare(self):
        self.call("Page.addScriptToEvaluateOnNewDocument", source=SPEAK.format("zh"))
        self.look(1440)

    def second_window(self):
        """Opens one beside the first; returns its session."""
        self.window_beside()
        self.prepare()
        return self.session

    def close_first_window(self):
        """Without a word of farewell. Until it is gone it may still send what it has."""
        self.session_call("Target.closeTarget", targetId=self.first_target)
        end = time.monotonic() + SECONDS
        while any(t["targetId"] == self.first_target for t in self.session_call("Target.getTargets")["targetInfos"]):
            assert time.monotonic() < end, "the first window does not close"
            time.sleep(0.03)

    def look(self, width, height=900, dark=False):
        self.window(width, dark=dark)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    # ---- going somewhere ----

    def enter(self, token=EDITOR):
        self.load(self.server.address(token))
        self.wait_for_list()

    def load(self, url):
        """As open(), but keeps what was logged."""
        self.keep_events()
        self.call("Page.navigate", url="about:blank")
        self.seen += self.open(url)

    def desk(self):
        self.evaluate("location.hash = '#/'; 0")
        self.wait_for_list()

    def edit(self, name):
        self.evaluate(f"location.hash = '#/report/' + encodeURIComponent({json.dumps(name)}); 0")
        self.wait("document.querySelector('.report-screen .form')")
        self.wait_for_pages()

    def wait_for_list(self):
        """Every report has been looked at."""
        self.wait("document.querySelector('.reports tbody tr') && !document.querySelector('.reports .pending')")

    def wait_for_pages(self):
        self.wait("document.querySelector('.page-pane .page')")

    def wait(self, condition, seconds=SECONDS):
        """Until a condition holds; a test that never gets there fails."""
        self.wait_for(f"!!({condition})", seconds)

    def wait_for(self, condition, seconds=SECONDS):
        """The same, of a boolean or the promise of one."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.evaluate(condition):
                    return
            except CallFailed as e:  # another page is being loaded; the condition is of that one
                if "navigated" not in str(e) and "context" not in str(e):
                    raise
            time.sleep(0.03)
        self.keep_events()
        raise AssertionError(f"never happened: {condition}\n" + "\n".join(self.logged()))

    def kept(self, name, text):
        """What is typed is in the browser's own store."""
        self.wait_for(
            f"import('/store.js').then((s) => s.draftOf({json.dumps(name)}))"
            f".then((d) => Boolean(d?.text.includes({json.dumps(text)})))"
        )

    def saved(self):
        self.wait("document.querySelector('.save-state').dataset.state === 'saved'")

    # ---- keys ----

    def key(self, key, modifiers=0):
        text = TEXTS.get(key, key if len(key) == 1 and not modifiers & CONTROL else None)
        code = KEYS.get(key) or ord(key.upper())
        same = {"key": key, "code": key if len(key) > 1 else f"Key{key.upper()}", "windowsVirtualKeyCode": code, "modifiers": modifiers}
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.call("Input.dispatchKeyEvent", **same, **down)
        self.call("Input.dispatchKeyEvent", type="keyUp", **same)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def paste(self, **kinds):
        """Into the focus, as a spreadsheet or a web page fills the clipboard."""
        self.evaluate(f"""(() => {{
          const data = new DataTransfer();
          for (const [kind, text] of Object.entries({json.dumps(kinds)})) data.setData("text/" + kind, text);
          const event = new ClipboardEvent("paste", {{clipboardData: data, bubbles: true, cancelable: true}});
          return document.activeElement.dispatchEvent(event);
        }})()""")

    def press(self, words, within="document"):
        """A button by its words."""
        found = self.evaluate(f"""(() => {{
          const all = [...{within}.querySelectorAll("button, summary, a")];
          const button = all.find(b => !b.disabled && b.offsetParent !== null &&
            (b.textContent.trim() === {json.dumps(words)} || b.getAttribute("aria-label") === {json.dumps(words)}));
          button?.focus();
          button?.click();
          return !!button;
        }})()""")
        assert found, f"no button “{words}”"

    def focus(self, *parts):
        """The field whose name has all these words."""
        found = self.evaluate(f"""(() => {{
          const name = f => f.getAttribute("aria-label") ?? f.labels?.[0]?.textContent ?? "";
          const field = [...document.querySelectorAll(".form input, .form textarea")].find(
            f => {json.dumps(parts)}.every(part => name(f).includes(part)));
          field?.focus();
          field?.scrollIntoView({{block: "center"}});
          return !!field;
        }})()""")
        assert found, f"no field {parts}"

    def focused(self):
        return self.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent")

    def value(self):
        return self.evaluate("document.activeElement.value")

    def choose_files(self, *paths):
        node = self.call("DOM.getDocument", depth=1)["root"]["nodeId"]
        field = self.call("DOM.querySelector", nodeId=node, selector="input[type=file]")["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=field, files=[str(path) for path in paths])

    def downloaded(self, name):
        for _ in range(SECONDS * 20):
            path = self.downloads / name
            if path.exists() and not list(self.downloads.glob("*.crdownload")):
                return path
            time.sleep(0.05)
        raise AssertionError(f"no {name} among {sorted(p.name for p in self.downloads.iterdir())}")

    def offline(self, is_cut):
        self.call("Network.emulateNetworkConditions", offline=is_cut, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    # ---- what the browser had to complain about ----

    def keep_events(self):
        self.seen += self.events
        self.events.clear()

    def logged(self):
        self.keep_events()
        found = []
        for event in self.seen:
            params = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                found.append(details.get("exception", {}).get("description", details["text"]))
            elif event.get("method") == "Log.entryAdded":
                found.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        return found

    def asked(self):
        """Every address that was asked for."""
        self.keep_events()
        return [e["params"]["request"]["url"] for e in self.seen if e.get("method") == "Network.requestWillBeSent"]


def host_of(url):
    return urllib.parse.urlsplit(url).netloc
