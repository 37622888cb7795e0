"""Speaks the launcher's protocol, for the tests. See ../PROTOCOL.md."""

import os
import select
import struct
import subprocess
import time

LAUNCHER = os.environ.get("KILN_BOX", "build/kiln-box")

LIMITS = {
    "cpuMillis": 5_000,
    "wallMillis": 10_000,
    "memoryBytes": 256 << 20,
    "processes": 64,
    "outputBytes": 1 << 20,
    "fileBytes": 10 << 20,
    "stackBytes": 8 << 20,
}

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/work", "LANG": "C.UTF-8"}


def fields(pairs):
    return b"".join(name.encode() + b"=" + _bytes(value) + b"\0" for name, value in pairs)


def parse(payload):
    return dict(field.decode().split("=", 1) for field in payload.split(b"\0")[:-1])


def _bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()


class Run:
    """What came between R and its Z or X."""

    def __init__(self):
        self.out = b""
        self.err = b""
        self.report = None
        self.refusal = None

    @property
    def end(self):
        return self.report and self.report["end"]

    @property
    def exit_code(self):
        return int(self.report["exitCode"]) if self.report and self.report["exitCode"] else None

    def __repr__(self):
        return f"Run(report={self.report}, refusal={self.refusal}, out={self.out[-2000:]!r}, err={self.err[-2000:]!r})"


class Gone(Exception):
    """The launcher closed its output."""


class Box:
    def __init__(self, *options, timeout=20, before=()):
        """`before`: a command that ends by executing the launcher, as `env` does."""
        self.timeout = timeout
        self.process = subprocess.Popen(
            [*before, LAUNCHER, "serve", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        self.buffer = b""
        kind, payload = self.receive()
        if kind != "B":
            self.close()
            raise AssertionError(f"not ready: {kind} {payload!r}")
        self.ready = parse(payload)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if not self.process.stdin.closed:
            self.process.stdin.close()
        status = self.process.wait(self.timeout)
        self.process.stdout.close()
        self.process.stderr.close()
        return status

    def send_bytes(self, data):
        view = memoryview(data)
        while view:
            view = view[self.process.stdin.write(view) :]

    def send(self, kind, payload=b""):
        self.send_bytes(struct.pack(">I", len(payload)) + kind.encode() + payload)

    def put(self, path, content, executable=False):
        path, content = _bytes(path), _bytes(content)
        self.send("F", struct.pack(">H", len(path)) + path + bytes([executable]) + content)

    def receive(self):
        deadline = time.monotonic() + self.timeout
        while True:
            if len(self.buffer) >= 5:
                length = int.from_bytes(self.buffer[:4], "big")
                if len(self.buffer) >= 5 + length:
                    kind, payload = chr(self.buffer[4]), self.buffer[5 : 5 + length]
                    self.buffer = self.buffer[5 + length :]
                    return kind, payload
            if not select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("the launcher says nothing")
            got = self.process.stdout.read(1 << 20)
            if not got:
                raise Gone(self.process.stderr.read().decode(errors="replace"))
            self.buffer += got

    def start(self, *arguments, stdin=b"", environment=None, **limits):
        for at in range(0, len(stdin), 1 << 20):
            self.send("I", stdin[at : at + (1 << 20)])
        pairs = [("arg", argument) for argument in arguments]
        pairs += [("env", f"{name}={value}") for name, value in (environment or ENVIRONMENT).items()]
        pairs += list({**LIMITS, **limits}.items())
        self.send("R", fields(pairs))

    def finish(self):
        run = Run()
        while run.report is None and run.refusal is None:
            kind, payload = self.receive()
            if kind == "O":
                run.out += payload
            elif kind == "E":
                run.err += payload
            elif kind == "Z":
                run.report = parse(payload)
            elif kind == "X":
                run.refusal = parse(payload)
        return run

    def run(self, *arguments, **options):
        self.start(*arguments, **options)
        return self.finish()

    def python(self, source, *arguments, **options):
        return self.run("/usr/bin/python3", "-c", source, *arguments, **options)

    def shell(self, script, **options):
        return self.run("/bin/bash", "-c", script, **options)
