# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy on loopback in front of a real S3 server that spoils exchanges as it is told: each request is shown to a
function that names a fault or none. Beside the network's own faults it answers in the service's place, so that every
word of a service can be put into its mouth."""
import contextlib
import email.utils
import select
import socket
import ssl
import struct
import threading
import time


class Lost(Exception):
    """The connection is of no more use."""


class Seen:
    """A request whose head has come."""

    def __init__(self, head):
        self.head = head
        words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        self.method, self.target = words[0], words[1]
        self.length = int(field(head, b"content-length") or 0)

    def __str__(self):
        return f"{self.method} {self.target}"


def field(head, name):
    for line in head.split(b"\r\n")[1:]:
        if line.lower().startswith(name + b":"):
            return line.split(b":", 1)[1].strip().decode("latin-1")
    return None


def error_document(code, message="made", more=""):
    return f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{message}</Message>{more}</Error>'.encode()


def response(status, body, content_type="application/xml", more=()):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}",
             f"Date: {email.utils.formatdate(usegmt=True)}"]
    lines = [line for line in lines if not any(line.split(":")[0] == name.split(":")[0] for name in more)]
    return "\r\n".join([*lines, *more]).encode() + b"\r\n\r\n" + body


class Exchange:
    """One request and what is done with it; faults are functions of it."""

    def __init__(self, proxy, client, rest):
        self.proxy = proxy
        self.client = client
        self.buffer = bytearray(rest)
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        end = self.buffer.index(b"\r\n\r\n") + 4
        self.head = bytes(self.buffer[:end])
        del self.buffer[:end]
        self.seen = Seen(self.head)

    def fill(self):
        while True:
            if self.proxy.ending:
                raise Lost
            pending = isinstance(self.client, ssl.SSLSocket) and self.client.pending()
            if not pending and not select.select([self.client], [], [], 0.2)[0]:
                continue
            got = self.client.recv(1 << 18)
            if not got:
                raise Lost
            self.buffer += got
            return

    def check_alive(self):
        """Nothing is done for a client that has died meanwhile."""
        if select.select([self.client], [], [], 0)[0] and not self.client.recv(1, socket.MSG_PEEK):
            raise Lost

    def body(self, most=None):
        """Takes the request's body, or its first bytes."""
        wanted = self.seen.length if most is None else min(most, self.seen.length)
        while len(self.buffer) < wanted:
            self.fill()
        taken = bytes(self.buffer[:wanted])
        del self.buffer[:wanted]
        return taken

    def forward(self, body=None):
        """Hands the request on and returns the whole answer as it came, but that the connection may be kept."""
        body = self.body() if body is None else body
        line, rest = self.head.split(b"\r\n", 1)
        with socket.create_connection(("127.0.0.1", self.proxy.target), 10) as server:
            server.settimeout(60)
            left = memoryview(line + b"\r\nConnection: close\r\n" + rest + body)
            # A server that refuses answers before it has read everything, and reads no further.
            while left and not select.select([server], [server], [], 60)[0]:
                left = left[server.send(left[:1 << 18]):]
            answer = bytearray()
            while got := server.recv(1 << 18):
                answer += got
        if b"\r\n\r\n" not in answer:
            raise Lost
        end = answer.index(b"\r\n\r\n")
        lines = [each for each in bytes(answer[:end]).split(b"\r\n") if each.lower() != b"connection: close"]
        return b"\r\n".join(lines) + bytes(answer[end:])

    def send(self, answer):
        """Ends the connection where nothing else would tell the answer's end."""
        self.client.sendall(answer)
        head = answer[:answer.index(b"\r\n\r\n") + 2]
        silent = self.seen.method == "HEAD" or answer.split(b" ", 2)[1] in (b"204", b"304")
        if not silent and field(head, b"content-length") is None and b"chunked" not in head.lower():
            raise Lost

    def reset(self):
        """As a crashed router would: the other side sees an error, not an end."""
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Lost


def says(status, code, message="made", more=""):
    """Answers in the server's place, after the whole request has come."""
    def fault(exchange):
        exchange.body()
        document = b"" if exchange.seen.method == "HEAD" else error_document(code, message, more)
        exchange.send(response(status, document))
    return fault


def shows(status, page, more=()):
    """Something that is no S3 server answers."""
    def fault(exchange):
        exchange.body()
        exchange.send(response(status, b"" if exchange.seen.method == "HEAD" else page, "text/html", more))
    return fault


def adds(line):
    """A field that the server would not say."""
    def fault(exchange):
        begin, rest = exchange.forward().split(b"\r\n", 1)
        exchange.send(begin + b"\r\n" + line.encode() + b"\r\n" + rest)
    return fault


class Tags:
    """Keeps the tags of objects as a service that knows them does, for a server behind that does not."""

    def __init__(self):
        self.documents = {}

    def choose(self, seen):
        return self.answer if "tagging" in seen.target.partition("?")[2] else None

    def answer(self, exchange):
        path = exchange.seen.target.partition("?")[0]
        document = exchange.body()
        if exchange.seen.method == "PUT":
            self.documents[path] = document
            exchange.send(response("200 OK", b""))
        else:
            exchange.send(response("200 OK", self.documents.get(path, b"<Tagging><TagSet/></Tagging>")))


def reset_request(exchange):
    exchange.body(exchange.seen.length // 2)
    exchange.reset()


def stall(exchange):
    exchange.body()
    exchange.fill()
    raise Lost


def lost_answer(exchange):
    exchange.forward()
    exchange.reset()


def cut_answer(exchange):
    answer = exchange.forward()
    begin = answer.index(b"\r\n\r\n") + 4
    exchange.client.sendall(answer[:begin + (len(answer) - begin) // 2 if len(answer) > begin else begin - 10])
    raise Lost


def slow_answer(exchange):
    """A slow loris: always a byte, never an end."""
    for byte in exchange.forward():
        if exchange.proxy.ending:
            raise Lost
        exchange.client.sendall(bytes([byte]))
        time.sleep(0.02)


def wrong_etag(exchange):
    answer = exchange.forward()
    begin = answer.index(b"\r\n\r\n")
    lines = [b'ETag: "00000000000000000000000000000000"' if line.lower().startswith(b"etag:") else line
             for line in answer[:begin].split(b"\r\n")]
    exchange.send(b"\r\n".join(lines) + answer[begin:])


def flipped_request(exchange):
    """A bit falls over on its way to the server."""
    body = bytearray(exchange.body())
    if body:
        body[len(body) // 2] ^= 8
    exchange.send(exchange.forward(bytes(body)))


def error_in_body(exchange):
    exchange.body()
    exchange.send(response("200 OK", error_document("InternalError")))


def refuse_unread(exchange):
    """Says no without reading what is refused."""
    exchange.client.sendall(response("403 Forbidden", error_document("AccessDenied")))
    with contextlib.suppress(OSError):
        exchange.client.shutdown(socket.SHUT_WR)
        exchange.client.settimeout(2)
        while not exchange.proxy.ending and exchange.client.recv(1 << 18):
            pass
    raise Lost


def clock_skew(exchange):
    """By the service's clock the request comes from long ago."""
    exchange.body()
    later = email.utils.formatdate(time.time() + 1200, usegmt=True)
    body = b"" if exchange.seen.method == "HEAD" else error_document("RequestTimeTooSkewed")
    exchange.send(response("403 Forbidden", body, more=[f"Date: {later}"]))


slow_down = says("503 Slow Down", "SlowDown")
status_500 = says("500 Internal Server Error", "InternalError")


class FaultProxy:
    """Forwards to a port of 127.0.0.1. `choose` gets each Seen and returns a function of an Exchange, or None; it is
    called by one thread at a time. With a certificate (PEM, with its key) it speaks TLS to its clients. `port` is any free
    one unless it is given."""

    def __init__(self, target, certificate=None, key=None, port=0):
        self.target = target
        self.choose = None
        self.delay = 0.0  # seconds before each answer
        self.ending = False
        self.requests = 0
        self.lock = threading.Lock()
        self.secure = None
        if certificate:
            self.secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.secure.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", port), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    @property
    def endpoint(self):
        return f"{'https' if self.secure else 'http'}://127.0.0.1:{self.port}"

    def close(self):
        self.ending = True
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def listen(self):
        while not self.ending:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with contextlib.suppress(OSError, Lost), client:
            client.settimeout(60)
            if self.secure:
                client = self.secure.wrap_socket(client, server_side=True)
            rest = b""
            while not self.ending:
                exchange = Exchange(self, client, rest)
                with self.lock:
                    self.requests += 1
                    fault = self.choose(exchange.seen) if self.choose else None
                if self.delay:
                    time.sleep(self.delay)
                    exchange.check_alive()
                if fault:
                    fault(exchange)
                else:
                    exchange.send(exchange.forward())
                rest = exchange.buffer
