#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages by mail and webhook, as they arrive: a real SMTP sink and a real HTTP server on 127.0.0.1 take them, from
`notify test`, from `policy run` and from the daemon; what is not taken is sent later, once; secrets are nowhere."""
import contextlib
import email
import email.policy
import http.server
import json
import signal
import socketserver
import sys
import threading

from lib import SOURCE, Environment, check, free_port, main, wait_until

SECRET = "Bearer gegenlichtblende-4711"


class SmtpSink(socketserver.ThreadingTCPServer):
    """Takes every mail that RFC 5321 lets through."""
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        self.mails = []
        super().__init__(("127.0.0.1", 0), SmtpSession)


class SmtpSession(socketserver.StreamRequestHandler):
    def answer(self, line):
        self.wfile.write(line + b"\r\n")

    def handle(self):
        self.answer(b"220 sink ESMTP")
        recipients = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                self.answer(b"250 sink")
            elif verb == b"RCPT":
                recipients.append(line.decode().split("<")[1].split(">")[0])
                self.answer(b"250 ok")
            elif verb == b"DATA":
                self.answer(b"354 go on")
                data = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    data += part[1:] if part.startswith(b"..") else part
                check(all(len(row) <= 998 for row in data.split(b"\r\n")), "a line of a mail is too long")
                self.server.mails.append((recipients, email.message_from_bytes(data, policy=email.policy.default)))
                recipients = []
                self.answer(b"250 taken")
            elif verb == b"QUIT":
                self.answer(b"221 bye")
                return
            else:
                self.answer(b"250 ok")


class Hook(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port=0):
        self.requests = []
        self.ending = threading.Event()
        super().__init__(("127.0.0.1", port), HookHandler)

    def url(self, path):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class HookHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, dict(self.headers), body))
        if self.path.startswith("/hang"):
            self.server.ending.wait(60)
            return
        status = {"/fail": 500, "/moved": 302}.get(self.path, 204)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.1,))
    thread.start()
    try:
        yield server
    finally:
        if hasattr(server, "ending"):
            server.ending.set()
        server.shutdown()
        thread.join()
        server.server_close()


def recipient(environment, name):
    rows = environment.cli("notify", "list", expect=0).json["recipients"]
    return next(row for row in rows if row["name"] == name)


def says_what_is_wrong(environment):
    for words, said in [((), "either --mail ADDRESS or --webhook URL"),
                        (("--mail", "ops"), "is not a mail address"),
                        (("--webhook", "http://chat.example.com/"), "readable to everybody"),
                        (("--webhook", "https://a.example/", "--header", "Authorization"), "in one place"),
                        (("--webhook", "https://u:p@a.example/"), "holds a password"),
                        (("--mail", "a@b.example", "--webhook", "https://a.example/"), "either --mail")]:
        done = environment.cli("notify", "add", "bad", *words, expect=2)
        check(said in done.err, f"no clear sentence: {done}")
    check(environment.cli("notify", "test", "bad", expect=4).error_code == "RecipientNotFound", "an unknown recipient")
    check(environment.cli("notify", "remove", "bad", expect=4).error_code == "RecipientNotFound", "an unknown recipient")


def check_mail(mail, recipients, to):
    check(recipients == to, f"sent to {recipients}")
    check(not mail.defects and mail["MIME-Version"] == "1.0", f"defects: {mail.defects}")
    check(mail["Auto-Submitted"] == "auto-generated" and mail["Date"].datetime and mail["Message-ID"], mail.items())
    check(mail.get_content_type() == "multipart/alternative", mail.get_content_type())
    parts = list(mail.iter_parts())
    check([part.get_content_type() for part in parts] == ["text/plain", "text/html"], "not text and a page")
    text, page = (part.get_content() for part in parts)
    check("<table>" in page and "<script" not in page, "no page")
    return text, page


def tests_messages(environment, sink, hook):
    sendmail = SOURCE / "tests" / "support" / "sendmail.py"
    environment.cli("notify", "add", "ops", "--mail", "ops@example.com", "boss@example.com", "--from",
                    "phones@example.com", "--sendmail", sendmail, "--on", "always", expect=0)
    environment.cli("notify", "test", "ops", expect=0)
    recipients, mail = sink.mails.pop()
    check_mail(mail, recipients, ["ops@example.com", "boss@example.com"])
    check(mail["From"].addresses[0].addr_spec == "phones@example.com", mail["From"])
    for name, path in [("good", "/hook?a=%2F"), ("failing", "/fail"), ("moved", "/moved"), ("hanging", "/hang")]:
        environment.cli("notify", "add", name, "--webhook", hook.url(path), "--header", "Authorization", "--secret-env",
                        "HOOK_SECRET", expect=0)
    environment.variables["HOOK_SECRET"] = SECRET
    environment.cli("notify", "test", "good", expect=0)
    path, headers, document = hook.requests.pop()
    check(path == "/hook?a=%2F" and headers.get("authorization") == SECRET, f"{path}: {headers}")
    check(document["event"] == "test" and document["id"] == headers["idempotency-key"] and document["text"], document)
    for name, words in [("failing", "status 500"), ("moved", "redirection (302)"), ("hanging", "no answer")]:
        done = environment.cli("notify", "test", name, expect=1)
        check(done.error_code == "MessageFailed" and words in done.err, f"{name}: {done}")
    check([path for path, _, _ in hook.requests] == ["/fail", "/moved", "/hang"], "a redirection was followed")
    del environment.variables["HOOK_SECRET"]
    done = environment.cli("notify", "test", "good", expect=1)
    check("HOOK_SECRET is not set" in done.err, f"{done}")
    environment.variables["HOOK_SECRET"] = SECRET
    for name in ("good", "failing", "moved", "hanging"):
        environment.cli("notify", "remove", name, expect=0)
    hook.requests.clear()


def tells_of_runs(environment, sink, phone):
    """The webhook is down while the run ends; the daemon sends later what `policy run` could not."""
    port = free_port()
    environment.cli("notify", "add", "hook", "--webhook", f"http://127.0.0.1:{port}/x", expect=0)
    environment.cli("policy", "add", "夜间备份", "--phone", phone.serial, "10.255.255.1:5555", "--path", "/sdcard", "--to",
                    "main", "--every", "366d", expect=0)
    environment.cli("policy", "run", "夜间备份", expect=3)
    recipients, mail = sink.mails.pop()
    text, page = check_mail(mail, recipients, ["ops@example.com", "boss@example.com"])
    check("夜间备份" in mail["Subject"] and "夜间备份" in text and "10.255.255.1:5555" in page, f"{mail['Subject']}: {text}")
    check(not sink.mails, "more than one mail about a run")
    view = recipient(environment, "hook")
    check(view["waiting"] == 1 and view["last"] is None, view)
    with serving(Hook(port)) as hook:
        daemon = environment.start_cli("daemon")
        wait_until(lambda: hook.requests, 150, "the daemon did not try again")
        wait_until(lambda: recipient(environment, "hook")["waiting"] == 0, 20, "the message waits still")
        daemon.send(signal.SIGTERM)
        check(daemon.wait(30).code == 0, "the daemon did not end cleanly")
        _, _, document = hook.requests.pop()
        check(document["event"] == "runEnded" and document["problem"] and document["state"] == "missed", document)
        check(document["policy"] == "夜间备份" and document["counts"] == {"done": 1, "missed": 1}, document)
        check([phone["error"]["code"] for phone in document["phones"]] == ["PhoneNotFound"], document)
        check(recipient(environment, "hook")["last"]["attempts"] == 2, recipient(environment, "hook"))
        check(not hook.requests and not sink.mails, "told twice")


def keeps_secrets(environment):
    files = [path for pattern in ("catalog*", "log/*") for path in environment.data.glob(pattern)]
    check(len(files) > 1, f"nothing to look at: {files}")
    for path in files:
        check(SECRET.encode() not in path.read_bytes(), f"the secret is in {path}")


def run():
    with Environment(inactivity=5) as environment, serving(SmtpSink()) as sink, serving(Hook()) as hook:
        environment.variables["HOLDFAST_TEST_SMTP_PORT"] = str(sink.server_address[1])
        says_what_is_wrong(environment)
        tests_messages(environment, sink, hook)
        phone = environment.phone("one")
        environment.add_store()
        environment.cli("phone", "list", expect=0)
        tells_of_runs(environment, sink, phone)
        keeps_secrets(environment)
        print("mail and webhooks")


if __name__ == "__main__":
    sys.exit(main(run))
