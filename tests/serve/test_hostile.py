# SPDX-License-Identifier: MIT
"""kanben serve: requests that nobody should send, clients that take their time, and sudden ends."""

import http.client
import json
import os
import random
import select
import signal
import socket
import threading
import time
import unittest
from pathlib import Path

from serving import HANGS, ServeCase, Server, etag_of, faulty_report, last_year, report, text_of

SEED = 20240131
ROUNDS = 8
WAITING = 256  # requests, that of the worker among them


class Paths(ServeCase):
    def test_nothing_outside_of_the_folder_is_reached(self):
        self.write("secret.json", '{"secret": 1}')
        server = self.serve(reports={"a.json": report(), "below/b.json": report()})
        (server.folder / "link.json").symlink_to(self.dir / "secret.json")
        (server.folder / "out").symlink_to(self.dir)
        os.mkfifo(server.folder / "pipe.json")
        for path in (
            "../secret.json",
            "..%2fsecret.json",
            "%2e%2e%2fsecret.json",
            "..%5csecret.json",
            "below/b.json",
            "below%2fb.json",
            "%2fetc%2fpasswd",
            "link.json",
            "pipe.json",
            "out%2fsecret.json",
            ".kanben-writes.jsonl",
            ".hidden.json",
            "a.json%00.json",
            "a.json%00",
            "a.json/",
            "a.json%20",
            "%20a.json",
            "a.JSON",
            "%c3%28.json",
            "%ff.json",
            "a%0d%0aX: y.json",
            "a\u202ejson.json",
            "a%.json",
            "a%2.json",
            "x" * 300 + ".json",
            "-" * 196 + ".json",
            ".json",
            "",
        ):
            for method in ("GET", "PUT"):
                body = b"{}" if method == "PUT" else None
                answer = server.ask(
                    method, "/api/reports/" + path, body, {"If-Match": etag_of(b"")}
                )
                self.assertIn(answer.status, (404, 412), path)
                self.assertNotIn(b"secret", answer.body.replace(path.encode(), b""))
                self.assertNotIn("X", answer.headers)
        names = self.names()
        for target in ("link.json", "pipe.json", ".x.json"):
            self.assertIn(server.put(target, b"{}").status, (404, 412))
        self.assertEqual(self.names(), names)
        self.assertEqual((self.dir / "secret.json").read_text(), '{"secret": 1}')

    def test_names_in_parameters_are_names_too(self):
        self.write("secret.json", '{"secret": 1}')
        server = self.serve(reports={"a.json": report()})
        body = text_of(report())
        for name in ("../secret.json", "/etc/passwd", ".x.json", "a.json/", "..", "a\n.json"):
            for path, key in (
                ("/api/check", "previous"),
                ("/api/diff", "with"),
                ("/api/document", "name"),
            ):
                self.assertEqual(server.post(path, body, **{key: name}).status, 400, name)
            merged = server.post("/api/merge", {"organ": "x", "reports": [name]})
            self.assertEqual(merged.status, 400)
        # A name of a layout is never a file.
        for layout in ("../secret.json", str(self.dir / "secret.json"), "secret.json"):
            answer = server.post("/api/check", body, layout=layout).json
            self.assertEqual(answer["layout"], "annual-report-2021")

    def test_only_listed_pages_are_sent(self):
        server = self.serve()
        for path in ("/meson.build", "/../kanben", "/index.html/", "//index.html", "/INDEX.HTML",
                     "/.", "/..%2f..%2fetc/passwd", "/index.html%00"):
            self.assertEqual(server.get(path, bearer=False).status, 404, path)
        page = server.get("/index.html", bearer=False)
        self.assertEqual(page.status, 200)
        again = server.get("/", bearer=False, headers={"If-None-Match": page.headers["ETag"]})
        self.assertEqual(again.status, 304)

    def test_uploads_leave_no_file(self):
        server = self.serve()
        for body in (b"", b"\0" * 1000, b"PK\3\4" + b"\xff" * 500, b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0",
                     b"<html>" + b"<table>" * 5000, "一、总体情况\n".encode("gb18030")):
            answer = server.post("/api/import", body, filename="../../x.json", name="../y.json")
            self.assertEqual(answer.status, 200)
        self.assertEqual(self.names(), ["reports/.kanben-writes.jsonl"])


class Requests(ServeCase):
    def test_bodies_are_limited(self):
        server = self.serve()
        limits = server.get("/api/session").json["limits"]
        limit = limits["report"]
        told = server.ask("PUT", "/api/reports/a.json", None,
                          {"Content-Length": str(limit + 1), "If-None-Match": "*"})
        self.assertEqual((told.status, told.code), (413, "large"))

        def pieces():
            for _ in range(limit // 65536 + 2):
                yield b" " * 65536

        chunked = server.ask("POST", "/api/check", pieces())
        self.assertEqual((chunked.status, chunked.code), (413, "large"))
        whole = server.post("/api/check", b" " * (limit - 2) + b"{}")
        self.assertEqual(whole.status, 200)

    def test_what_is_no_request(self):
        server = self.serve()
        rng = random.Random(SEED)
        for data in (
            b"\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"GET /" + b"a" * 200000 + b" HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nX: " + b"a" * 200000 + b"\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20000 + b"\r\n",
            b"POST /api/check HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            b"POST /api/check HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
            b"POST /api/check HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            *(rng.randbytes(2000) for _ in range(20)),
        ):
            self.assertNotIn(b" 200 ", server.raw(data).split(b"\r\n")[0])
        self.assertEqual(server.get("/api/session").status, 200)

    def test_methods_that_an_address_has_not(self):
        server = self.serve(reports={"a.json": report()})
        for method, path, allow in (
            ("DELETE", "/api/reports/a.json", "GET, HEAD, PUT"),
            ("POST", "/api/reports", "GET, HEAD"),
            ("GET", "/api/check", "POST"),
            ("PUT", "/", "GET, HEAD"),
            ("TRACE", "/api/session", "GET, HEAD, POST"),
        ):
            answer = server.ask(method, path)
            self.assertEqual((answer.status, answer.headers["Allow"]), (405, allow), path)
        self.assertTrue((server.folder / "a.json").exists())
        head = f" /api/check HTTP/1.1\r\nHost: {server.netloc}\r\n\r\n".encode()
        for method in (b"\xff\xfe", b'"}', b"get"):
            answer = server.raw(method + head)
            self.assertNotIn(b" 200 ", answer.split(b"\r\n")[0])
            if b"application/json" in answer:
                json.loads(answer.partition(b"\r\n\r\n")[2].decode("utf-8"))

    def test_parameters_that_are_no_text(self):
        server = self.serve()
        body = text_of(report())
        self.assertEqual(server.post("/api/check?layout=%ff", body).status, 400)
        for query in ("known=" + "a," * 5000, "pages=2", "lang=xx", "a=b&a=c&&=&%00=%00"):
            self.assertEqual(server.post("/api/check?" + query, body).status, 200, query)

    def test_deep_and_repetitive_reports(self):
        server = self.serve("--timeout", "80")
        for body in (
            b"[" * 100000,
            b'{"a":' * 100000,
            b'{"overview": [' + b'"x",' * 20000 + b'"x"]}',
            b'{"x": 0,' + b'"x": 0,' * 50000 + b'"y": 0}',
        ):
            answer = server.post("/api/check", body)
            self.assertEqual(answer.status, 200)
            self.assertGreater(answer.json["errors"], 0)


class Processes(ServeCase):
    def only_worker(self, server):
        """The one worker, once it has answered something."""
        self.assertEqual(server.post("/api/check", report()).status, 200)
        (worker,) = server.workers()
        return worker

    def ask_later(self, server, answers, path="/api/check"):
        thread = threading.Thread(target=lambda: answers.append(server.post(path, report())))
        thread.start()
        self.addCleanup(thread.join)
        return thread

    def wait_for_order(self, worker, before):
        while order_of(worker) == before:
            time.sleep(0.02)

    def test_a_hang_costs_one_answer(self):
        server = self.serve("-j", "1", "--timeout", "1")
        worker = self.only_worker(server)
        os.kill(worker, signal.SIGSTOP)
        answer = server.post("/api/check", report())
        self.assertEqual((answer.status, answer.code), (504, "slow"))
        self.assertIn("1 second", answer.json["error"]["message"])
        self.assertNotEqual(self.only_worker(server), worker)

    def test_a_crash_costs_one_answer(self):
        server = self.serve("-j", "1")
        worker = self.only_worker(server)
        os.kill(worker, signal.SIGSTOP)
        answers, before = [], order_of(worker)
        first = self.ask_later(server, answers)
        self.wait_for_order(worker, before)
        second = self.ask_later(server, [])
        os.kill(worker, signal.SIGKILL)
        first.join()
        second.join()
        self.assertEqual((answers[0].status, answers[0].code), (500, "failed"))
        self.assertEqual(server.post("/api/check", report()).status, 200)

    def test_a_report_that_ends_its_worker_does_not_hold_up_the_list(self):
        server = self.serve("-j", "1", "--timeout", "1")
        worker = self.only_worker(server)
        os.kill(worker, signal.SIGSTOP)
        self.write("reports/a.json", report())
        listed = server.known()
        self.assertEqual(listed["reports"][0]["errors"], 1)
        self.assertEqual(server.post("/api/check", report(), name="a.json").status, 200)

    def hold_up(self, server, name):
        """A report that has come into the folder, and the stopped worker that has been asked about it."""
        worker = self.only_worker(server)
        before = order_of(worker)
        os.kill(worker, signal.SIGSTOP)
        path = self.write(f"reports/{name}", report())
        self.assertEqual(server.get("/api/reports").json["pending"], 1)
        self.wait_for_order(worker, before)
        return path, worker

    def test_a_report_may_go_while_a_worker_has_it(self):
        server = self.serve("-j", "1", "--timeout", "80", reports={"b.json": faulty_report()})
        path, worker = self.hold_up(server, "a.json")
        path.unlink()
        self.assertEqual(len(server.get("/api/reports").json["reports"]), 1)
        os.kill(worker, signal.SIGCONT)
        self.assertEqual(server.post("/api/check", report()).status, 200)
        (left,) = server.known()["reports"]
        self.assertEqual((left["name"], left["errors"]), ("b.json", 2))

    def test_a_report_may_be_replaced_while_a_worker_has_it(self):
        server = self.serve("-j", "1", "--timeout", "80")
        path, worker = self.hold_up(server, "a.json")
        self.write("new", faulty_report()).replace(path)
        self.assertEqual(server.get("/api/reports").json["pending"], 1)
        os.kill(worker, signal.SIGCONT)
        (listed,) = server.known()["reports"]
        self.assertEqual((listed["errors"], listed["etag"]), (2, etag_of(path.read_bytes())))

    def test_others_are_answered_while_one_is_worked_on(self):
        server = self.serve("-j", "1", "--timeout", "60")
        os.kill(self.only_worker(server), signal.SIGSTOP)
        self.ask_later(server, [])
        self.assertEqual(server.get("/api/reports").status, 200)
        os.kill(server.workers()[0], signal.SIGCONT)

    def test_only_so_many_wait(self):
        server = self.serve("-j", "1", "--timeout", "80")
        worker = self.only_worker(server)
        os.kill(worker, signal.SIGSTOP)
        body = text_of(report())
        head = (
            f"POST /api/check HTTP/1.1\r\nHost: {server.netloc}\r\n"
            f"Authorization: Bearer {server.token}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        sent = [socket.create_connection((server.host, server.port), timeout=HANGS) for _ in range(WAITING + 1)]
        self.addCleanup(lambda: [s.close() for s in sent])
        for s in sent:
            s.sendall(head + body)
        ready, _, _ = select.select(sent, [], [], HANGS)
        self.assertEqual(len(ready), 1)
        refused = ready[0].recv(65536)
        self.assertIn(b" 503 ", refused.split(b"\r\n")[0])
        self.assertIn(b"\r\nRetry-After: 1\r\n", refused)
        self.assertEqual(server.get("/api/reports").status, 200)
        os.kill(worker, signal.SIGCONT)
        for s in set(sent) - set(ready):
            self.assertIn(b" 200 ", s.recv(65536).split(b"\r\n")[0])

    def test_workers_have_limits_and_nothing_open(self):
        server = self.serve("-j", "1")
        worker = self.only_worker(server)
        limits = Path(f"/proc/{worker}/limits").read_text()
        soft = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()}
        if os.environ["KANBEN_SANITIZE"] == "none":
            self.assertEqual(int(soft["Max data size"]), 1024 << 20)
            self.assertEqual(int(soft["Max address space"]), 3072 << 20)
        self.assertEqual(soft["Max core file size"], "0")
        self.assertEqual(int(soft["Max file size"]), 256 << 20)
        status = Path(f"/proc/{worker}/status").read_text()
        self.assertIn("NoNewPrivs:\t1", status)
        if os.environ["KANBEN_SANITIZE"] == "none" and os.uname().machine in ("x86_64", "aarch64"):
            self.assertIn("Seccomp:\t2", status)
        targets = [os.readlink(p) for p in Path(f"/proc/{worker}/fd").iterdir()]
        self.assertEqual(sum(t.startswith("socket:") for t in targets), 1, targets)
        self.assertFalse([t for t in targets if t.startswith(str(server.folder))], targets)

    def test_pages_are_limited(self):
        server = self.serve("--max-pages", "2")
        r = report()
        r["overview"] = ["字" * 2000] * 20
        rules = [f["rule"] for f in server.post("/api/check", r).json["findings"]]
        self.assertIn("PAGES", rules)
        self.assertEqual(server.post("/api/document", r).status, 422)

    def test_workers_end_with_the_server(self):
        server = self.serve("-j", "2")
        worker = self.only_worker(server)
        server.stop(signal.SIGKILL)
        while os.path.exists(f"/proc/{worker}") and "Z" not in state_of(worker):
            time.sleep(0.02)

    def test_it_rests_when_there_is_nothing_to_do(self):
        server = self.serve("-j", "1")
        self.only_worker(server)
        before = time_of(server.process.pid)
        time.sleep(1)
        self.assertLess(time_of(server.process.pid) - before, 0.2)

    def test_it_ends_when_it_has_answered(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            server = self.serve("-j", "1", folder=self.dir / how.name)
            worker = self.only_worker(server)
            os.kill(worker, signal.SIGSTOP)
            answers, before = [], order_of(worker)
            thread = self.ask_later(server, answers)
            self.wait_for_order(worker, before)
            server.process.send_signal(how)
            os.kill(worker, signal.SIGCONT)
            thread.join()
            self.assertEqual(answers[0].status, 200)
            self.assertEqual(server.stop(how), 0)


def state_of(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def time_of(pid):
    """Seconds that a process has been computing."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def order_of(worker):
    """When the last order for this worker was written to the memory that both share."""
    for fd in Path(f"/proc/{worker}/fd").iterdir():
        if os.readlink(fd).startswith("/memfd:kanben order"):
            return fd.stat().st_mtime_ns
    raise AssertionError("this is no worker")


class Clients(ServeCase):
    def test_slow_clients_are_cut_and_others_answered(self):
        server = self.serve()
        slow = [socket.create_connection((server.host, server.port)) for _ in range(600)]
        for s in slow:
            s.sendall(b"GET / HTTP/1.1\r\nHost: ")
        drip = slow[0]
        answer = server.get("/api/session")  # there is room for it once the first are cut
        self.assertEqual(answer.status, 200)
        drip.settimeout(HANGS)
        try:
            while drip.send(b"x") == 1 and drip.recv(1, socket.MSG_DONTWAIT) != b"":
                time.sleep(0.2)
        except BlockingIOError:
            self.drip(drip)
        except OSError:
            pass
        for s in slow:
            s.close()
        self.assertEqual(server.get("/api/session").status, 200)

    def drip(self, connection):
        """A byte now and then, until the server has had enough."""
        while True:
            try:
                connection.send(b"x")
                if connection.recv(1, socket.MSG_DONTWAIT) == b"":
                    return
            except BlockingIOError:
                time.sleep(0.2)
            except OSError:
                return

    def test_a_body_that_never_ends_is_cut(self):
        server = self.serve()
        with socket.create_connection((server.host, server.port)) as s:
            s.sendall(
                f"POST /api/check HTTP/1.1\r\nHost: {server.netloc}\r\n"
                f"Authorization: Bearer {server.token}\r\nContent-Length: 1000000\r\n\r\n".encode()
            )
            self.drip(s)
        self.assertEqual(server.get("/api/session").status, 200)

    def test_of_one_address_there_are_only_so_many(self):
        tokens = self.token_file("editor li " + "e" * 24)
        server = self.serve("--listen", "0.0.0.0:0", "--token-file", tokens, token="e" * 24)
        held = [socket.create_connection(("127.0.0.1", server.port), timeout=HANGS) for _ in range(80)]
        self.addCleanup(lambda: [s.close() for s in held])
        for s in held[64:]:
            try:
                self.assertEqual(s.recv(1), b"")  # closed by the server
            except ConnectionResetError:
                pass
        held[0].sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        self.assertIn(b" 200 ", held[0].recv(100).split(b"\r\n")[0])

    def test_clients_that_go_away(self):
        server = self.serve()
        body = text_of(report())
        head = (
            f"POST /api/check HTTP/1.1\r\nHost: {server.netloc}\r\n"
            f"Authorization: Bearer {server.token}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        for n in range(60):
            with socket.create_connection((server.host, server.port)) as s:
                s.sendall((head + body)[: len(head) + len(body) * n // 59])
        self.assertEqual(server.post("/api/check", body).status, 200)


class Sudden(ServeCase):
    def test_killed_while_saving_leaves_the_old_or_the_new(self):
        rng = random.Random(SEED)
        versions = [text_of(report() | {"problems": [str(i) * 3000] * 100}) for i in range(2)]
        folder = self.dir / "reports"
        self.write("reports/a.json", versions[0])
        for _ in range(ROUNDS):
            server = Server(self, folder=folder)
            first, stop = threading.Event(), threading.Event()
            writer = threading.Thread(target=self.write_on, args=(server, versions, first, stop))
            writer.start()
            first.wait(HANGS)
            time.sleep(rng.random() / 10)
            server.stop(signal.SIGKILL)
            stop.set()
            writer.join()
            self.assertIn((folder / "a.json").read_bytes(), versions)
        server = Server(self, folder=folder)
        self.assertEqual(self.names("reports"), [".kanben-writes.jsonl", "a.json"])
        written = [line["new"] for line in server.log()]
        self.assertGreaterEqual(len(written), ROUNDS)
        # Nothing was written without a line; only the last of them may not have happened.
        self.assertIn(etag_of((folder / "a.json").read_bytes())[1:-1], written[-2:])

    def write_on(self, server, versions, first, stop):
        i = 0
        while not stop.is_set():
            try:
                now = etag_of((server.folder / "a.json").read_bytes())
                if server.put("a.json", versions[i % 2], match=now).status == 200:
                    first.set()
            except (OSError, http.client.HTTPException):  # it has been killed
                return
            i += 1

    def test_of_two_who_write_at_once_one_is_told(self):
        server = self.serve(reports={"a.json": report()})
        for _ in range(10):
            old = etag_of((server.folder / "a.json").read_bytes())
            bodies = [text_of(last_year() | {"problems": [old + str(i)]}) for i in range(4)]
            barrier, answers = threading.Barrier(len(bodies)), []

            def write(body):
                barrier.wait()
                answers.append(server.put("a.json", body, match=old))

            threads = [threading.Thread(target=write, args=(body,)) for body in bodies]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(sorted(a.status for a in answers), [200, 412, 412, 412])
            won = next(a for a in answers if a.status == 200).headers["ETag"]
            self.assertEqual(etag_of((server.folder / "a.json").read_bytes()), won)
            for answer in answers:
                self.assertEqual(answer.headers["ETag"], won)

    def test_without_the_log_nothing_is_written(self):
        server = self.serve("--log", "/dev/full", reports={"a.json": report()})
        old = (server.folder / "a.json").read_bytes()
        answer = server.put("a.json", text_of(last_year()), match=etag_of(old))
        self.assertEqual((answer.status, answer.code), (500, "failed"))
        self.assertIn("No space left", answer.json["error"]["message"])
        self.assertEqual((server.folder / "a.json").read_bytes(), old)
        self.assertEqual(self.names("reports"), ["a.json"])

    def test_a_failed_write_is_logged_and_leaves_nothing(self):
        server = self.serve("--log", str(self.dir / "log.jsonl"))
        os.rmdir(server.folder)  # so that nothing can be made in it
        answer = server.put("a.json", text_of(report()))
        self.assertEqual((answer.status, answer.code), (500, "failed"))
        lines = (self.dir / "log.jsonl").read_text().splitlines()
        self.assertEqual(["failed" in json.loads(line) for line in lines], [False, True])

    def test_what_was_left_behind_is_removed(self):
        self.write("reports/.kanben-7~", "half of a report")
        self.write("reports/.kanben-x.json", "not one of ours")
        self.serve()
        self.assertEqual(self.names("reports"), [".kanben-writes.jsonl", ".kanben-x.json"])

    def test_a_folder_that_is_moved_is_still_the_same(self):
        server = self.serve("--log", str(self.dir / "log.jsonl"), reports={"a.json": report()})
        old = (server.folder / "a.json").read_bytes()
        os.rename(server.folder, self.dir / "moved")
        self.assertEqual(server.put("a.json", text_of(last_year()), match=etag_of(old)).status, 200)
        self.assertEqual((self.dir / "moved/a.json").read_bytes(), text_of(last_year()))
        self.assertEqual(len((self.dir / "log.jsonl").read_text().splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
