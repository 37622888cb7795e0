"""What crosses between worker and launcher, and what is refused."""

import os
import random
import struct
import subprocess
import unittest

from box import ENVIRONMENT, LAUNCHER, LIMITS, Box, Gone, fields, parse


def request(*extra, **limits):
    pairs = [("arg", "/bin/true")] + list({**LIMITS, **limits}.items()) + list(extra)
    return fields((name, value) for name, value in pairs if value is not None)


def frame(kind, payload=b"", length=None):
    return struct.pack(">I", len(payload) if length is None else length) + kind + payload


class Ready(unittest.TestCase):
    def test_says_what_it_is_first(self):
        with Box() as box:
            self.assertEqual(set(box.ready), {"version", "isolation", "cgroup"})
            self.assertEqual(box.ready["isolation"], "namespaces")
            self.assertIn(box.ready["cgroup"], ("v1", "v2"))

    def test_exits_0_at_the_end_of_input(self):
        self.assertEqual(Box().close(), 0)

    def test_exits_0_at_the_end_of_input_in_the_middle_of_a_run(self):
        box = Box()
        box.start("/bin/sleep", "60")
        self.assertEqual(box.close(), 0)

    def test_exits_0_at_the_end_of_input_in_the_middle_of_a_frame(self):
        box = Box()
        box.send_bytes(frame(b"R", b"arg=/bin/true", length=1000))
        self.assertEqual(box.close(), 0)


class Runs(unittest.TestCase):
    def test_reports_every_field(self):
        with Box() as box:
            run = box.run("/bin/true")
        self.assertEqual(
            list(run.report),
            ["end", "exitCode", "signal", "cpuMillis", "wallMillis", "memoryBytes", "stdoutTruncated", "stderrTruncated"],
        )
        self.assertEqual((run.end, run.exit_code, run.report["signal"]), ("exited", 0, ""))
        self.assertGreater(int(run.report["memoryBytes"]), 0)

    def test_tells_the_exit_code_and_the_signal(self):
        with Box() as box:
            self.assertEqual(box.shell("exit 42").exit_code, 42)
            run = box.shell("kill -SEGV $$")
        self.assertEqual((run.end, run.report["exitCode"], run.report["signal"]), ("signaled", "", "11"))

    def test_passes_arguments_and_environment_as_they_are(self):
        odd = ["", " ", "a b", "$HOME", "; rm -rf /", "é", "\n", "--", "="]
        with Box() as box:
            run = box.python("import sys; print(sys.argv[1:])", *odd)
            self.assertEqual(run.out.decode(), repr(odd) + "\n")
            run = box.run("/usr/bin/env", environment={"A": "b=c d", "PATH": "/bin"})
        self.assertEqual(run.out, b"A=b=c d\nPATH=/bin\n")

    def test_tells_standard_output_and_error_apart(self):
        with Box() as box:
            run = box.shell("echo out; echo err >&2")
        self.assertEqual((run.out, run.err), (b"out\n", b"err\n"))

    def test_sends_output_while_the_program_runs(self):
        with Box() as box:
            box.start("/bin/bash", "-c", "echo first; exec sleep 60")
            self.assertEqual(box.receive(), ("O", b"first\n"))
            box.send("K")
            self.assertEqual(box.finish().end, "killed")

    def test_gives_standard_input_to_the_next_run_only(self):
        with Box() as box:
            text = os.urandom(3 << 20)
            self.assertEqual(box.run("/bin/cat", stdin=text, outputBytes=8 << 20).out, text)
            self.assertEqual(box.run("/bin/cat").out, b"")

    def test_keeps_input_that_comes_during_a_run_for_the_run_after(self):
        with Box() as box:
            box.start("/bin/bash", "-c", "echo on; sleep 60; cat")
            box.receive()
            box.send("I", b"later")
            box.send("K")
            self.assertEqual(box.finish().out, b"")
            self.assertEqual(box.run("/bin/cat").out, b"later")

    def test_gives_input_that_cannot_be_written(self):
        with Box() as box:
            run = box.python("import os\nfor p in '/dev/stdin','/proc/self/fd/0':\n try: os.write(os.open(p,1),b'x')\n"
                             " except OSError as e: print(type(e).__name__)\ntry: os.write(0,b'x')\n"
                             "except OSError as e: print(type(e).__name__)\nprint(open('/dev/stdin').read())", stdin=b"in")
        self.assertEqual(run.out, b"PermissionError\nPermissionError\nPermissionError\nin\n")

    def test_looks_a_name_up_in_the_path(self):
        with Box() as box:
            self.assertEqual(box.run("true").exit_code, 0)
            box.put("true", "#!/bin/sh\nexit 9\n", executable=True)
            self.assertEqual(box.run("true", environment={"PATH": ".::/bin"}).exit_code, 0)
            self.assertEqual(box.run("./true").exit_code, 9)

    def test_says_exec_if_the_program_cannot_be_started_and_goes_on(self):
        with Box() as box:
            box.put("plain", "no program")
            box.put("text", "no program either", executable=True)
            for program in ("/no/such/program", "nosuchprogram", "/work", "./plain", "./text"):
                with self.subTest(program):
                    self.assertEqual(box.run(program).refusal["code"], "exec")
            self.assertEqual(box.run("/bin/true", "x" * (1 << 20)).refusal["code"], "exec")
            self.assertEqual(box.run("/bin/true").exit_code, 0)

    def test_kills_on_request(self):
        with Box() as box:
            box.start("/bin/bash", "-c", "trap '' TERM INT; echo on; while :; do :; done")
            box.receive()
            box.send("K")
            run = box.finish()
            self.assertEqual((run.end, run.report["signal"]), ("killed", "9"))
            box.send("K")  # nothing to kill
            self.assertEqual(box.run("/bin/true").exit_code, 0)

    def test_hears_what_came_together_with_the_request(self):
        with Box() as box:
            pairs = [("arg", "/bin/sleep"), ("arg", "60")] + list(LIMITS.items())
            box.send_bytes(frame(b"R", fields(pairs)) + frame(b"K"))
            self.assertEqual(box.finish().end, "killed")

    def test_takes_a_frame_in_single_bytes(self):
        with Box() as box:
            for byte in frame(b"R", request()):
                box.send_bytes(bytes([byte]))
            self.assertEqual(box.finish().exit_code, 0)


class Refusals(unittest.TestCase):
    def assertRefused(self, data):
        box = Box()
        box.send_bytes(data)
        kind, payload = box.receive()
        self.assertEqual((kind, parse(payload)["code"]), ("X", "protocol"))
        with self.assertRaises(Gone):
            box.receive()
        self.assertEqual(box.close(), 3)

    def test_refuses_frames_that_are_none(self):
        for data in (
            frame(b"Q"),
            frame(b"B"),
            frame(b"\0"),
            frame(b"\xff"),
            frame(b"K", b"x"),
            frame(b"F", length=(64 << 20) + 1),
            frame(b"F", length=0xFFFFFFFF),
            frame(b"I", length=(16 << 20) + 1),
            frame(b"R", length=(4 << 20) + 1),
            frame(b"F", b""),
            frame(b"F", b"\0\1a"),
            frame(b"F", b"\0\5a\0"),
            frame(b"F", b"\xff\xffa\0"),
            frame(b"F", b"\0\1a\2x"),
        ):
            with self.subTest(data):
                self.assertRefused(data)

    def test_refuses_requests_that_are_none(self):
        for payload in (
            b"",
            b"\0",
            b"arg",
            b"arg=/bin/true",
            b"arg=/bin/true\0",
            request()[:-1],
            request() + b"x",
            request() + b"\0",
            request(("unknown", "1")),
            request(("cpuMillis", "1")),
            request(("env", "novalue")),
            request(("env", "=value")),
            request(cpuMillis=None),
            request(stackBytes=None),
            fields(LIMITS.items()),
            fields([("arg", "")] + list(LIMITS.items())),
        ):
            with self.subTest(payload):
                self.assertRefused(frame(b"R", payload))

    def test_refuses_limits_that_are_none(self):
        for value in ("0", "-1", "+1", " 1", "1 ", "", "0x10", "1e3", "1.5", "9" * 30, "18446744073709551617", "٣"):
            with self.subTest(value):
                self.assertRefused(frame(b"R", request(wallMillis=value)))
        for name in LIMITS:
            with self.subTest(name):
                self.assertRefused(frame(b"R", request(**{name: 0})))

    def test_refuses_a_second_run_and_ends_the_first(self):
        box = Box()
        box.start("/bin/sleep", "60")
        self.assertRefusedDuringRun(box, frame(b"R", request()))

    def test_refuses_a_file_during_a_run(self):
        box = Box()
        box.start("/bin/sleep", "60")
        self.assertRefusedDuringRun(box, frame(b"F", b"\0\1a\0x"))

    def assertRefusedDuringRun(self, box, data):
        box.send_bytes(data)
        self.assertEqual(parse(box.receive()[1])["code"], "protocol")
        self.assertEqual(box.close(), 3)

    def test_refuses_too_much_input(self):
        box = Box()
        for _ in range(16):
            box.send("I", bytes(1 << 20))
        box.send("I", b"x")
        self.assertEqual(parse(box.receive()[1])["code"], "protocol")
        self.assertEqual(box.close(), 3)

    def test_survives_random_bytes(self):
        """Whatever comes, it ends with 0 (end of input) or 3 (refused), and never by a signal."""
        chance = random.Random(20251)
        for _ in range(40):
            data = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 200)))
            if chance.random() < 0.7:
                data = frame(bytes([chance.choice(b"FIRK")]), data)
            with self.subTest(data.hex()):
                box = subprocess.run([LAUNCHER, "serve"], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
                self.assertIn(box.returncode, (0, 3), box.stderr)


class CommandLine(unittest.TestCase):
    def run_launcher(self, *arguments):
        return subprocess.run([LAUNCHER, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)

    def test_tells_its_version_and_usage(self):
        self.assertRegex(self.run_launcher("--version").stdout, r"^kiln-box \d+\.\d+\.\d+\n$")
        self.assertEqual(self.run_launcher("--help").returncode, 0)
        self.assertIn("usage:", self.run_launcher("--help").stdout)

    def test_refuses_what_it_does_not_know(self):
        for arguments in ((), ("sreve",), ("serve", "--slto", "1"), ("serve", "--slot", "4096"), ("serve", "--slot", "-1"),
                          ("serve", "--work-bytes", "1k"), ("serve", "x"), ("check", "--yaml"), ("serve", "--slot")):
            with self.subTest(arguments):
                launcher = self.run_launcher(*arguments)
                self.assertEqual(launcher.returncode, 2)
                self.assertIn("usage:", launcher.stderr)

    def test_exposes_no_part_of_the_host_that_a_box_must_not_see(self):
        for path in ("/", "/etc", "/etc/ssl", "/proc", "/sys", "/dev", "/run", "/tmp", "/var", "/var/tmp", "relative", "/no/such/path", "/dev/null", "/root/../etc"):
            with self.subTest(path):
                launcher = self.run_launcher("serve", "--expose", path)
                self.assertEqual(launcher.returncode, 1)
                self.assertIn("--expose", launcher.stderr)
                self.assertEqual(launcher.stdout[4], "X")


if __name__ == "__main__":
    unittest.main()
