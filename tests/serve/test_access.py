# SPDX-License-Identifier: MIT
"""kanben serve: who may come in, and from where."""

import ctypes
import errno
import os
import signal
import struct
import time
import unittest

from serving import ServeCase, etag_of, last_year, report, text_of

EDITOR, READER = "Yb0nqz4J3mM8sXk2W7dT", "c9QfH1vR6tLp5ZgE8uAo"
FORMER = "aaaaaaaaaaaaaaaaaaaaaaaa"
OPENAT2 = 437  # on every processor


class Filter(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = [("n", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def refuse_openat2():
    """In a process that is about to run a program: the system does not know the call (seccomp(2))."""
    load, equal, answer = 0x20, 0x15, 0x06
    code = b"".join(
        struct.pack("HBBI", *step)
        for step in (
            (load, 0, 0, 0),  # the number of the call
            (equal, 0, 1, OPENAT2),
            (answer, 0, 0, 0x50000 | errno.ENOSYS),
            (answer, 0, 0, 0x7FFF0000),  # any other is allowed
        )
    )
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    if library.prctl(22, 2, ctypes.byref(Filter(len(code) // 8, code)), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_SECCOMP")


class Tokens(ServeCase):
    def test_the_printed_address_lets_a_browser_in(self):
        server = self.serve(reports={"a.json": report()})
        entered = server.ask("GET", f"/?token={server.token}", bearer=False)
        self.assertEqual((entered.status, entered.headers["Location"]), (303, "/"))
        cookie = entered.headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(part, cookie)
        self.assertNotIn(server.token, cookie)
        pair = cookie.partition(";")[0]
        asked = server.get("/api/reports", bearer=False, headers={"Cookie": pair})
        self.assertEqual(asked.status, 200)
        wrong = pair[:-1] + ("0" if pair[-1] != "0" else "1")
        for given in ({}, {"Cookie": wrong}, {"Cookie": pair[:-1]}, {"Cookie": pair + "0"}):
            answer = server.get("/api/reports", bearer=False, headers=given)
            self.assertEqual((answer.status, answer.code), (401, "token"), given)

    def test_wrong_tokens_are_refused(self):
        server = self.serve()
        for token in ("", "x", server.token[:-1], server.token + "x", server.token.upper()):
            entered = server.ask("GET", "/", bearer=False, token=token)
            self.assertEqual((entered.status, entered.headers["Set-Cookie"]), (401, None))
            answer = server.get(
                "/api/reports", bearer=False, headers={"Authorization": f"Bearer {token}"}
            )
            self.assertEqual(answer.status, 401)

    def test_a_token_can_be_typed_in(self):
        server = self.serve()
        own = {"Origin": f"http://{server.netloc}"}
        path = "/api/session"
        good = server.post(path, {"token": server.token}, bearer=False, headers=own)
        self.assertEqual(good.status, 204)
        self.assertIn("HttpOnly", good.headers["Set-Cookie"])
        wrong = server.post(path, {"token": "x" * 43}, bearer=False, headers=own)
        self.assertEqual((wrong.status, wrong.headers["Set-Cookie"]), (401, None))
        for body in (b"", b"{}", b'{"token": 1}', b"[]"):
            self.assertEqual(server.post(path, body, bearer=False, headers=own).status, 400)

    def test_tokens_differ_each_time(self):
        first = self.serve()
        first.stop()
        self.assertNotEqual(first.token, self.serve().token)

    def test_everything_but_the_pages_needs_a_token(self):
        server = self.serve(reports={"a.json": report()})
        self.assertEqual(server.get("/", bearer=False).status, 200)
        for method, path in (
            ("GET", "/api/session"),
            ("GET", "/api/reports"),
            ("GET", "/api/reports/a.json"),
            ("PUT", "/api/reports/a.json"),
            ("GET", "/api/reports/a.json/document"),
            ("GET", "/api/reports/a.json/zip"),
            ("GET", "/api/reports/a.json/previous"),
            ("GET", "/api/reports/a.json/next"),
            ("POST", "/api/check"),
            ("POST", "/api/document"),
            ("POST", "/api/diff"),
            ("POST", "/api/import"),
            ("POST", "/api/merge"),
            ("GET", "/api/pictures"),
            ("POST", "/api/pictures"),
            ("GET", "/api/picture"),
            ("GET", "/api/layouts/annual-report-2021/form"),
            ("GET", "/api/layouts/annual-report-2021/schema"),
            ("GET", "/api/layouts/annual-report-2021/blank"),
        ):
            headers = {"Origin": f"http://{server.netloc}", "If-None-Match": "*"}
            answer = server.ask(method, path, b"{}", headers, bearer=False)
            self.assertEqual(answer.status, 401, path)

    def test_readers_do_not_write(self):
        tokens = self.token_file(f"editor li {EDITOR}", "# a comment", f"reader wang {READER}")
        server = self.serve(
            "--token-file", tokens, reports={"a.json": report()}, token=READER
        )
        self.assertNotIn("token", server.url)
        data = (server.folder / "a.json").read_bytes()
        session = server.get("/api/session").json
        self.assertEqual((session["name"], session["role"]), ("wang", "reader"))
        self.assertEqual(server.post("/api/check", data).status, 200)
        answer = server.put("a.json", text_of(last_year()), match=etag_of(data))
        self.assertEqual((answer.status, answer.code), (403, "role"))
        self.assertEqual((server.folder / "a.json").read_bytes(), data)
        server.token = EDITOR
        self.assertEqual(server.put("a.json", text_of(last_year()), match=etag_of(data)).status, 200)
        self.assertEqual([line["who"] for line in server.log()], ["li"])
        self.assertEqual(server.log()[0]["from"], "127.0.0.1")

    def test_the_token_file_is_read_again(self):
        tokens = self.token_file(f"editor zhao {FORMER}")
        server = self.serve("--token-file", tokens, token=FORMER)
        self.assertEqual(server.get("/api/session").status, 200)
        entered = server.ask("GET", f"/?token={FORMER}", bearer=False)
        cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
        self.token_file(f"editor li {EDITOR}")
        server.process.send_signal(signal.SIGHUP)
        while server.get("/api/session").status == 200:
            time.sleep(0.05)
        self.assertEqual(server.get("/api/session", bearer=False, headers=cookie).status, 401)
        server.token = EDITOR
        self.assertEqual(server.get("/api/session").json["name"], "li")
        self.token_file("nonsense")
        server.process.send_signal(signal.SIGHUP)
        self.assertEqual(server.get("/api/session").status, 200)

    def test_cookies_outlive_the_server_if_the_token_does(self):
        tokens = self.token_file(f"editor li {EDITOR}")
        server = self.serve("--token-file", tokens, token=EDITOR)
        entered = server.ask("GET", f"/?token={EDITOR}", bearer=False)
        cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
        server.stop()
        listen = f"127.0.0.1:{server.port}"
        again = self.serve("--token-file", tokens, "--listen", listen, token=EDITOR)
        self.assertEqual(again.get("/api/session", bearer=False, headers=cookie).status, 200)


class Sites(ServeCase):
    def test_only_its_own_names_are_answered(self):
        server = self.serve()
        port = server.port
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"127.0.0.2:{port}"):
            self.assertEqual(server.get("/api/session", headers={"Host": host}).status, 200, host)
        for host in (
            f"evil.example:{port}",
            "evil.example",
            "localhost",
            f"localhost:{port + 1}",
            f"localhost.evil.example:{port}",
            f"127.0.0.1.evil.example:{port}",
            f"192.0.2.1:{port}",
            f"[::1].evil.example:{port}",
            "",
            ":",
            f"@127.0.0.1:{port}",
        ):
            for path in ("/", "/api/session", f"/?token={server.token}"):
                answer = server.get(path, headers={"Host": host})
                self.assertEqual((answer.status, answer.code), (403, "host"), host)
                self.assertIsNone(answer.headers["Set-Cookie"])
        self.assertIn(b" 403 ", server.raw(b"GET / HTTP/1.0\r\n\r\n").split(b"\r\n")[0])

    def test_other_sites_do_not_write(self):
        server = self.serve()
        body = text_of(report())
        entered = server.ask("GET", f"/?token={server.token}", bearer=False)
        cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
        own = f"http://{server.netloc}"
        for headers in (
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": f"https://{server.netloc}"},
            {"Origin": f"http://localhost:{server.port}"},
            {"Origin": own + ".evil.example"},
            {"Origin": ""},
            {},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": own, "Sec-Fetch-Site": "cross-site"},
        ):
            sent = {"If-None-Match": "*"} | cookie | headers
            answer = server.ask("PUT", "/api/reports/a.json", body, sent, bearer=False)
            self.assertEqual((answer.status, answer.code), (403, "origin"), headers)
        sent = {"Origin": own, "Sec-Fetch-Site": "same-origin", "If-None-Match": "*"} | cookie
        answer = server.ask("PUT", "/api/reports/a.json", body, sent, bearer=False)
        self.assertEqual(answer.status, 201)

    def test_other_sites_do_not_read(self):
        server = self.serve()
        for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            self.assertEqual(server.get("/api/reports", headers=headers).code, "origin")
        answer = server.get("/api/reports")
        self.assertFalse([h for h in answer.headers if h.lower().startswith("access-control")])
        self.assertEqual(server.ask("OPTIONS", "/api/reports").status, 405)

    def test_an_origin_of_its_own_behind_another_server(self):
        tokens = self.token_file(f"editor li {EDITOR}")
        server = self.serve(
            "--token-file", tokens, "--origin", "https://reports.example/", token=EDITOR,
        )  # fmt: skip
        self.assertEqual(server.url, "https://reports.example/")
        # Its own address is printed nowhere then.
        port = listening_port(server.process.pid)
        server.host, server.port = "127.0.0.1", port
        for host in ("reports.example", f"127.0.0.1:{port}"):
            entered = server.ask("GET", f"/?token={EDITOR}", headers={"Host": host}, bearer=False)
            self.assertIn("Secure", entered.headers["Set-Cookie"])
            cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
            headers = {"Host": host, "Origin": "https://reports.example"} | cookie
            answer = server.ask("POST", "/api/check", b"{}", headers, bearer=False)
            self.assertEqual(answer.status, 200)
        headers["Origin"] = "http://reports.example"
        self.assertEqual(
            server.ask("POST", "/api/check", b"{}", headers, bearer=False).code, "origin"
        )

    def test_headers_that_browsers_heed(self):
        server = self.serve(reports={"a.json": report()})
        for path in ("/", "/api/reports", "/api/reports/a.json", "/api/nothing"):
            headers = server.get(path).headers
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
            self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
            self.assertNotIn("unsafe", headers["Content-Security-Policy"])
            self.assertEqual(headers["Cache-Control"], "no-cache" if path == "/" else "no-store")


def listening_port(pid):
    """The port at which a process listens (proc(5), net/tcp)."""
    inodes = set()
    for fd in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{fd}")
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    with open(f"/proc/{pid}/net/tcp", encoding="ascii") as lines:
        for line in list(lines)[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                return int(fields[1].split(":")[1], 16)
    raise AssertionError("it listens nowhere")


class Starting(ServeCase):
    def refuse(self, code, *args, **more):
        (self.dir / "reports").mkdir(exist_ok=True)
        done = self.expect(code, "serve", "reports", *args, **more)
        self.assertEqual(done.stdout, b"")
        return done.stderr

    def test_others_reach_it_only_with_a_token_file(self):
        for listen in ("0.0.0.0:0", "[::]:0", "192.0.2.1:0"):
            self.assertIn("--token-file", self.refuse(2, "--listen", listen))

    def test_wrong_usage(self):
        for listen in ("x", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", "a.example:80", ":80"):
            self.assertIn("--listen", self.refuse(2, "--listen", listen))
        for origin in ("reports.example", "https://", "https://x/y", "https://X", "ftp://x"):
            self.assertIn("--origin", self.refuse(2, "--origin", origin))
        self.refuse(2, "more")

    def test_faulty_token_files(self):
        for lines, told in (
            ([f"owner x {EDITOR}"], "tokens:1: "),
            (["", "editor x short"], "tokens:2: "),
            (["editor x"], "tokens:1: "),
            ([f"editor a {EDITOR}", f"reader b {EDITOR}"], "tokens:2: "),
            ([], "nobody"),
        ):
            error = self.refuse(2, "--token-file", self.token_file(*lines))
            self.assertIn(told, error)
            self.assertNotIn(EDITOR, error)
        readable = self.token_file(f"editor x {EDITOR}", mode=0o644)
        self.assertIn("chmod 600", self.refuse(3, "--token-file", readable))
        self.refuse(3, "--token-file", "missing")

    def test_only_this_command_loads_the_server(self):
        self.write("a.json", report())
        env = self.environment(LD_DEBUG="files")
        checked = self.run_kanben("render", "a.json", env=env)
        self.assertEqual(checked.returncode, 0)
        self.assertNotIn(b"microhttpd", checked.stderr)
        served = self.run_kanben("serve", ".", "--listen", "x", env=env)
        self.assertIn(b"microhttpd", served.stderr)

    def test_surroundings(self):
        self.expect(3, "serve", "nothing")
        self.write("file", "")
        self.expect(3, "serve", "file")
        self.assertIn("lacks openat2", self.refuse(3, preexec_fn=refuse_openat2))
        server = self.serve()
        self.assertIn("another", self.refuse(3))
        self.assertIn(str(server.port), self.refuse(
            3, "--listen", f"127.0.0.1:{server.port}", cwd=self.dir))
        server.stop()


if __name__ == "__main__":
    unittest.main()
