# SPDX-License-Identifier: MIT
"""Controls a headless Chromium through a pipe (DevTools protocol: JSON, NUL-terminated)."""

import collections
import fcntl
import json
import os
import subprocess
import tempfile

ABOVE_STANDARD_FDS = 10
# No sandbox: it does not work as root in a container. Only our own files are opened.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
    "--force-device-scale-factor=1",
]


class CallFailed(RuntimeError):
    """The browser could not do what it was asked to."""


class Browser:
    def __init__(self, program="chromium"):
        self.profile = tempfile.TemporaryDirectory(prefix="kanben-web-", ignore_cleanup_errors=True)
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        # High numbers, so that the child's dup2() to 3 and 4 does not close either.
        theirs = [fcntl.fcntl(fd, fcntl.F_DUPFD, ABOVE_STANDARD_FDS) for fd in (to_read, from_write)]
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self.profile.name}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: [os.dup2(fd, want) for fd, want in zip(theirs, (3, 4))],
            close_fds=False,
        )
        for fd in (to_read, from_write, *theirs):
            os.close(fd)
        self.to = os.fdopen(to_write, "wb", buffering=0)
        self.answers = os.fdopen(from_read, "rb")
        self.rest = b""
        self.number = 0
        self.events = collections.deque()
        self.context = {}
        self.window_beside()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session = None
        self.call("Browser.close")
        self.process.wait(30)
        self.to.close()
        self.answers.close()
        self.profile.cleanup()

    def window_beside(self):
        """Opens a window, which is talked to from now on."""
        self.session = None
        target = self.call("Target.createTarget", url="about:blank", **self.context)["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def forget(self):
        """One window, and nothing in any store, as of a browser that was just started, which takes longer."""
        self.session = None
        if self.context:
            self.call("Target.disposeBrowserContext", **self.context)
        self.context = {"browserContextId": self.call("Target.createBrowserContext")["browserContextId"]}
        self.events.clear()
        self.window_beside()

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise CallFailed(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self):
        while b"\0" not in self.rest:
            more = os.read(self.answers.fileno(), 1 << 16)
            if not more:
                raise RuntimeError("the browser has ended")
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def open(self, url):
        """Loads a page; returns the events until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        seen = []
        while not seen or seen[-1].get("method") != "Page.loadEventFired":
            seen.append(self.events.popleft() if self.events else self.receive())
        return seen

    def evaluate(self, script):
        """The value of a script, awaited if it is a promise."""
        done = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"])
        return done["result"].get("value")

    def window(self, width, media="", dark=False):
        """Sets the window's width; media "print" emulates printing."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=False,  # a mobile browser would shrink a page that is too wide
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
