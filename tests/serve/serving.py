# SPDX-License-Identifier: MIT
"""A server on a folder of its own for each test, and requests to it."""

import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

from harness import PROGRAM, SOURCE, Case, faulty_report, report

HANGS = 90  # seconds after which a test that waits has failed


def text_of(tree):
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def etag_of(data):
    return '"' + hashlib.sha256(data).hexdigest() + '"'


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json["error"]["code"]


class Server:
    """A running server; `token` lets in its first editor."""

    def __init__(self, case, *args, folder=None, token=None, origin=None, **more):
        self.case = case
        self.folder = folder or case.dir / "reports"
        self.folder.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [PROGRAM, "serve", self.folder, *args],
            env=case.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=case.dir,
        )
        case.addCleanup(self.stop)
        line = self.process.stdout.readline().decode()
        if not line:
            raise AssertionError(self.process.stderr.read().decode())
        self.url = line.strip()
        parts = urlsplit(self.url)
        self.token = token or parse_qs(parts.query)["token"][0]
        self.host, self.port = parts.hostname, parts.port
        self.netloc = parts.netloc

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        out, err = self.process.communicate(timeout=HANGS)
        self.case.assertNotIn(b"Sanitizer", err)
        return self.process.returncode

    def connect(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=HANGS)

    def ask(self, method, path, body=None, headers=(), bearer=True, **params):
        """A request on a connection of its own. Non-ASCII of the path is escaped."""
        all_headers = {"Authorization": f"Bearer {self.token}"} if bearer else {}
        all_headers |= dict(headers)
        path = quote(path, safe="/%?=&~")
        if params:
            path += ("&" if "?" in path else "?") + urlencode(params)
        connection = self.connect()
        try:
            connection.request(method, path, body, all_headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body, **more):
        return self.ask("POST", path, text_of(body) if isinstance(body, dict) else body, **more)

    def put(self, name, data, match=None, **headers):
        """Writes a report: a new one, or in place of the one with this ETag."""
        condition = {"If-None-Match": "*"} if match is None else {"If-Match": match}
        return self.ask("PUT", f"/api/reports/{name}", data, condition | headers)

    def raw(self, data):
        """Bytes as they are; returns what comes back until the server closes."""
        with socket.create_connection((self.host, self.port), timeout=HANGS) as s:
            parts = []
            try:
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
                while part := s.recv(65536):
                    parts.append(part)
            except OSError:  # closed before everything was sent
                pass
            return b"".join(parts)

    def known(self):
        """The list of reports, once everything in the folder has been looked at."""
        while (listed := self.get("/api/reports").json)["pending"]:
            time.sleep(0.05)
        return listed

    def workers(self):
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in children]

    def log(self):
        lines = (self.folder / ".kanben-writes.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]


class ServeCase(Case):
    def serve(self, *args, reports=None, **more):
        folder = self.dir / "reports"
        folder.mkdir(exist_ok=True)
        for name, content in (reports or {}).items():
            self.write(f"reports/{name}", content)
        return Server(self, *args, **more)

    def token_file(self, *lines, mode=0o600):
        path = self.write("tokens", "".join(line + "\n" for line in lines))
        os.chmod(path, mode)
        return path


def last_year():
    """A report for the year before, with requests carried over."""
    r = report()
    r["year"] = 2023
    r["title"] = r["title"].replace("2024", "2023")
    r["requests"]["received"] = [5, 0, 0, 0, 0, 0, 5]
    r["requests"]["results"]["granted"] = [3, 0, 0, 0, 0, 0, 3]
    r["requests"]["results"]["total"] = [3, 0, 0, 0, 0, 0, 3]
    r["requests"]["carried_out"] = [2, 0, 0, 0, 0, 0, 2]
    return r
