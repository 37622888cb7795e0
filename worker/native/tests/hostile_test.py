"""What hostile programs try, each with the outcome it must have, and with nothing left on the host afterwards."""

import ctypes
import fcntl
import mmap
import os
import socket
import tempfile
import time
import unittest

from box import Box
from host import SLOT, await_none, left

libc = ctypes.CDLL(None, use_errno=True)


def cached(path):
    """How many pages of a file are in memory."""
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as pages:
        view = (ctypes.c_char * len(pages)).from_buffer(pages)
        found = ctypes.create_string_buffer(-(-len(pages) // mmap.PAGESIZE))
        if libc.mincore(ctypes.byref(view), ctypes.c_size_t(len(pages)), found) != 0:
            raise OSError(ctypes.get_errno(), "mincore")
        del view
        return sum(page & 1 for page in found.raw)


class Hostile(unittest.TestCase):
    """A box of its own for each attempt; when the box is gone the host is as it was, and the box served until then."""

    options = ()

    def setUp(self):
        self.box = Box("--slot", str(SLOT), *self.options, timeout=60)
        self.addCleanup(self.assertNothingLeft)

    def tearDown(self):
        try:
            self.assertEqual(self.box.run("/bin/echo", "still", "here").out, b"still here\n")
        finally:
            started = time.monotonic()
            self.assertEqual(self.box.close(), 0)
            self.assertLess(time.monotonic() - started, 5, "what the program left keeps the box from ending")

    def assertNothingLeft(self):
        self.assertEqual(await_none(left), [])

    def assertEnd(self, run, *ends):
        self.assertIn(run.end, ends, run)

    def c(self, source, *arguments, stdin=b"", **limits):
        """Compiles and runs a program in C."""
        self.box.put("main.c", source)
        compiled = self.box.run("gcc", "-pthread", "-o", "main", "main.c", cpuMillis=20000, wallMillis=30000, fileBytes=64 << 20)
        self.assertEqual(compiled.exit_code, 0, compiled)
        return self.box.run("./main", *arguments, stdin=stdin, **limits)


class Exhaustion(Hostile):
    def test_fork_bomb(self):
        run = self.box.shell(":(){ :|:& };:; while :; do :; done", processes=32, cpuMillis=800, wallMillis=3000)
        self.assertEnd(run, "cpu", "wall")

    def test_fork_bomb_whose_parents_leave(self):
        run = self.c("#include <unistd.h>\nint main(void) { for (;;) if (fork() == 0) { setsid(); } else if (getpid() != 2) _exit(0); }",
                     processes=32, cpuMillis=800, wallMillis=3000)
        self.assertEnd(run, "cpu", "wall", "exited")

    def test_thread_bomb(self):
        run = self.c("#include <pthread.h>\n#include <unistd.h>\nvoid *spin(void *n) { for (;;) { pthread_t t; pthread_create(&t, 0, spin, n); } }\n"
                     "int main(void) { spin(0); }", processes=64, cpuMillis=800, wallMillis=3000)
        self.assertEnd(run, "cpu", "wall", "memory")

    def test_memory_of_page_tables(self):
        """Reads one page in each 2 MiB: the pages are all the same zero page, the tables that lead to it are not."""
        run = self.c("#include <sys/mman.h>\nint main(void) { volatile char *m; unsigned long size = 1ul << 40, at; int sum = 0;\n"
                     "m = mmap(0, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0); if (m == MAP_FAILED) return 3;\n"
                     "for (at = 0; at < size; at += 2ul << 20) sum += m[at]; return sum; }", memoryBytes=32 << 20, wallMillis=20000)
        self.assertEnd(run, "memory")

    def test_memory_of_shared_segments(self):
        run = self.c("#include <sys/shm.h>\n#include <string.h>\nint main(void) { for (;;) { int id = shmget(IPC_PRIVATE, 4 << 20, 0600);\n"
                     "char *m = shmat(id, 0, 0); if (id < 0 || m == (void *)-1) return 3; memset(m, 1, 4 << 20); shmdt(m); } }", memoryBytes=32 << 20)
        self.assertEnd(run, "memory")

    def test_memory_of_files_without_a_name(self):
        run = self.box.python("import os\nwhile True: os.write(os.memfd_create('x'), bytes(4 << 20))", memoryBytes=32 << 20)
        self.assertEnd(run, "memory")

    def test_memory_of_pipes(self):
        run = self.c("#define _GNU_SOURCE\n#include <fcntl.h>\n#include <unistd.h>\nstatic char b[65536];\nint main(void) { int p[2];\n"
                     "while (pipe2(p, O_NONBLOCK) == 0) while (write(p[1], b, sizeof b) > 0); return 3; }", memoryBytes=32 << 20)
        self.assertEnd(run, "memory")

    def test_memory_of_unix_sockets(self):
        run = self.c("#include <sys/socket.h>\nstatic char b[65536];\nint main(void) { int p[2];\n"
                     "while (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) == 0) while (send(p[1], b, sizeof b, 0) > 0); return 3; }", memoryBytes=32 << 20)
        self.assertEnd(run, "memory")

    def test_endless_errors(self):
        run = self.box.shell("yes >&2", outputBytes=100_000)
        self.assertEnd(run, "output")
        self.assertEqual((len(run.out), len(run.err)), (0, 100_000))

    def test_endless_output_on_both_streams_by_many(self):
        run = self.box.shell("for i in 1 2 3 4; do yes & yes >&2 & done; wait", outputBytes=1 << 20)
        self.assertEnd(run, "output")
        self.assertEqual(len(run.out) + len(run.err), 1 << 20)

    def test_sparse_file(self):
        run = self.box.python("import os\nf = os.open('f', os.O_RDWR | os.O_CREAT)\ntry: os.truncate(f, 1 << 50)\nexcept OSError as e: print(e.errno)\n"
                              "try: os.pwrite(f, b'x', 1 << 40)\nexcept OSError as e: print(e.errno)\nprint(os.fstat(f).st_size)")
        self.assertEqual(run.out, b"27\n27\n0\n")

    def test_space_reserved_and_not_written(self):
        run = self.box.python("import os\nfor n in range(100): os.posix_fallocate(os.open(str(n), os.O_RDWR | os.O_CREAT), 0, 8 << 20)", memoryBytes=64 << 20)
        self.assertEnd(run, "memory")

    def test_million_files(self):
        run = self.c("#include <fcntl.h>\n#include <stdio.h>\n#include <unistd.h>\nint main(void) { char n[32]; for (int i = 0; i < 1000000; i++) {\n"
                     "sprintf(n, \"%d\", i); int f = open(n, O_CREAT | O_WRONLY, 0600); if (f < 0) { printf(\"%d\", i); return 0; } close(f); } return 3; }", cpuMillis=20000, wallMillis=20000)
        self.assertEqual(run.exit_code, 0, run)
        self.assertLess(int(run.out), 65536)

    def test_deep_tree(self):
        run = self.box.python("import os\nn = 0\ntry:\n while True: os.mkdir('d'); os.chdir('d'); n += 1\nexcept OSError: print(n)", cpuMillis=20000, wallMillis=20000)
        self.assertEnd(run, "exited", "memory")
        self.assertEqual(self.box.run("/bin/ls").out, b"d\n")

    def test_huge_argument(self):
        self.assertEqual(self.box.run("/bin/true", "x" * (3 << 20)).refusal["code"], "exec")
        run = self.box.python("import os\ntry: os.execv('/bin/true', ['true', 'x' * (1 << 20)])\nexcept OSError as e: print(e.errno)")
        self.assertEqual(run.out, b"7\n")
        run = self.box.python("import os\ntry: os.execv('/bin/true', ['x' * 100000] * 1000)\nexcept OSError as e: print(e.errno)", memoryBytes=512 << 20)
        self.assertEqual(run.out, b"7\n")

    def test_input_that_is_never_read(self):
        run = self.box.run("/bin/true", stdin=bytes(16 << 20))
        self.assertEqual((run.end, run.exit_code), ("exited", 0))

    def test_slow_trickle_of_output(self):
        run = self.box.shell("while :; do echo -n x; sleep 0.02; done", wallMillis=600)
        self.assertEnd(run, "wall")
        self.assertGreater(len(run.out), 5)

    def test_processes_that_outlive_their_parents(self):
        run = self.box.python("import os\nfor _ in range(20):\n if os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n   while True: os.read(os.pipe()[0], 1)\n  os._exit(0)\n os.wait()")
        self.assertEqual((run.end, run.exit_code), ("exited", 0))

    def test_every_signal_ignored_and_blocked(self):
        run = self.box.python("import signal as s\nfor n in s.valid_signals():\n try: s.signal(n, s.SIG_IGN)\n except OSError: pass\n"
                              "s.pthread_sigmask(s.SIG_BLOCK, s.valid_signals())\nwhile True: s.sigtimedwait([], 1)", wallMillis=500)
        self.assertEnd(run, "wall")

    def test_flood_of_signals(self):
        run = self.c("#include <signal.h>\n#include <unistd.h>\nint main(void) { sigset_t a; sigfillset(&a); sigprocmask(SIG_BLOCK, &a, 0); union sigval v = {0}; int n = 0;\n"
                     "for (; n < 1000000; n++) if (sigqueue(getpid(), SIGRTMIN, v) < 0) return n > 4096; return 3; }")
        self.assertEqual((run.end, run.exit_code), ("exited", 0))

    def test_flood_of_timers(self):
        run = self.c("#include <signal.h>\n#include <time.h>\nint main(void) { timer_t t; int n = 0; struct sigevent e = {.sigev_notify = SIGEV_NONE};\n"
                     "for (; n < 1000000; n++) if (timer_create(CLOCK_MONOTONIC, &e, &t) < 0) return n > 4096; return 3; }")
        self.assertEqual((run.end, run.exit_code), ("exited", 0))

    def test_of_what_root_shares_leaves_root_its_own(self):
        """Some kernel objects are counted per user, up to the user that made the user namespace: that must not be root."""
        self.box.start("/usr/bin/python3", "-c", "import ctypes, sys\nc = ctypes.CDLL(None)\nn = 0\nwhile c.inotify_init() >= 0: n += 1\nprint(n); sys.stdout.flush(); c.pause()")
        kind, said = self.box.receive()
        self.assertEqual(kind, "O", said)
        watch = libc.inotify_init()
        self.assertGreaterEqual(watch, 0, "the box has used up what root may have of inotify")
        os.close(watch)
        self.box.send("K")
        self.box.finish()

    def test_of_message_queues_leaves_other_boxes_theirs(self):
        fill = ("import ctypes, sys\nclass A(ctypes.Structure): _fields_ = [(n, ctypes.c_long) for n in ('flags', 'most', 'size', 'now', 'a', 'b', 'c', 'd')]\n"
                "c = ctypes.CDLL('librt.so.1')\nn = 0\nwhile c.mq_open(b'/q%d' % n, 0o102, 0o600, ctypes.byref(A(0, 10, 8192))) >= 0: n += 1\nprint(n); sys.stdout.flush(); c.mq_receive(3, ctypes.create_string_buffer(8192), 8192, None)")
        self.box.start("/usr/bin/python3", "-c", fill)
        _, first = self.box.receive()
        with Box() as other:
            other.start("/usr/bin/python3", "-c", fill)
            _, second = other.receive()
            other.send("K")
            other.finish()
        self.box.send("K")
        self.box.finish()
        self.assertGreater(int(first), 0)
        self.assertEqual(first, second)


class LookingOut(Hostile):
    def test_work_of_another_box(self):
        with Box() as other:
            other.put("secret", "the neighbour's secret")
            other.start("/bin/bash", "-c", "echo on; exec sleep 60", environment={"TOKEN": "the neighbour's token"})
            other.receive()
            run = self.box.shell("grep -rIl neighbour . /tmp /dev/shm /run /var /home /proc/[0-9]*/environ /proc/[0-9]*/root$PWD /proc/[0-9]*/cwd 2>/dev/null; ls /proc | grep -c '^[0-9]'")
            self.assertRegex(run.out, rb"\A[1-5]\n\Z", "no file with the word, and few processes")
            other.send("K")
            other.finish()

    def test_devices(self):
        run = self.box.shell("ls /dev; for t in 'b 254 0' 'b 8 0' 'c 1 1' 'c 1 11' 'c 5 1' 'c 10 229'; do mknod node $t 2>/dev/null && echo made $t; rm -f node; done; mkfifo fifo && echo fifo")
        self.assertEqual(run.out.split(), b"fd full null ptmx pts random shm stderr stdin stdout tty urandom zero fifo".split())

    def test_set_uid_programs_stay_unprivileged(self):
        run = self.box.shell("for p in $(find /usr/bin -perm /6000); do test -u $p -o -g $p && echo $p; done | head -3 | wc -l; "
                             "cp /usr/bin/id . && chmod 6755 id && ./id -u && ./id -ur; chmod 4755 /usr/bin/su 2>/dev/null; "
                             "su -c id </dev/null >/dev/null 2>&1 || echo refused")
        self.assertEqual(run.out.split()[1:], [b"1000", b"1000", b"refused"])

    def test_system_v_objects_of_the_host(self):
        key = 0x6B696C6E
        segment = libc.shmget(key, 4096, 0o1666)
        self.assertGreaterEqual(segment, 0)
        try:
            run = self.box.python(f"import ctypes; c = ctypes.CDLL(None)\nprint(c.shmget({key}, 4096, 0o666), c.shmat({segment}, None, 0))")
            self.assertEqual(run.out, b"-1 -1\n")
            self.assertEqual(self.box.shell("tail -qn +2 /proc/sysvipc/* 2>/dev/null").out, b"")
        finally:
            libc.shmctl(segment, 0, None)

    def test_unix_socket_of_the_host_in_a_shown_place(self):
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
            path = os.path.join(folder, "socket")
            os.chmod(folder, 0o777)
            server.bind(path)
            os.chmod(path, 0o777)
            server.listen()
            run = self.box.python("import socket, sys\ntry: socket.socket(socket.AF_UNIX).connect(sys.argv[1]); print('connected')\nexcept OSError as e: print(e.errno)", path)
        self.assertEqual(run.out, b"2\n")

    def test_locks_on_what_all_boxes_are_shown(self):
        """Whoever holds a lock on a file of the system could hold up a neighbour, or speak with it."""
        hold = "import fcntl, time\nf = open('/usr/bin/env'); fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB); print('held', flush=True); time.sleep(60)"
        with open("/usr/bin/env") as host, Box() as other:
            fcntl.flock(host, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for box in (self.box, other):
                box.start("/usr/bin/python3", "-c", hold)
                self.assertEqual(box.receive(), ("O", b"held\n"))
            for box in (self.box, other):
                box.send("K")
                box.finish()

    def test_watching_what_others_open(self):
        watch = ("import ctypes, os\nc = ctypes.CDLL(None)\nf = c.inotify_init1(0)\n"
                 "for p in (b'/usr/bin/env', b'/usr/bin'): assert c.inotify_add_watch(f, p, 0xfff) >= 0\n"
                 "open('/usr/bin/env').close(); os.read(f, 65536); print('sees itself', flush=True)\n"
                 "os.read(f, 65536); print('saw', flush=True)")
        self.box.start("/usr/bin/python3", "-c", watch)
        self.assertEqual(self.box.receive(), ("O", b"sees itself\n"))
        with open("/usr/bin/env", "rb") as host:
            host.read()
        with Box() as other:
            for _ in range(3):
                self.assertEqual(other.run("/usr/bin/env", "true").exit_code, 0)
        self.box.send("K")
        self.assertEqual(self.box.finish().out, b"")

    def test_pipes_and_sockets_of_the_host_in_a_folder_that_is_shown(self):
        with tempfile.TemporaryDirectory(dir=os.path.expanduser("~"), prefix="a:b,c\\d ") as folder, socket.socket(socket.AF_UNIX) as server:
            os.chmod(folder, 0o755)
            os.mkfifo(os.path.join(folder, "pipe"))
            server.bind(os.path.join(folder, "socket"))
            for name in ("pipe", "socket"):
                os.chmod(os.path.join(folder, name), 0o777)
            server.listen()
            reader = os.open(os.path.join(folder, "pipe"), os.O_RDONLY | os.O_NONBLOCK)
            with Box("--expose", folder) as box:
                run = box.python("import os, socket, sys\nos.chdir(sys.argv[1]); print(sorted(os.listdir()))\n"
                                 "for reach in (lambda: os.open('pipe', os.O_WRONLY | os.O_NONBLOCK), lambda: socket.socket(socket.AF_UNIX).connect('socket')):\n"
                                 "    try: reach(); print('reached')\n    except OSError as e: print(e.strerror)", folder)
            os.close(reader)
        self.assertEqual(run.out, b"['pipe', 'socket']\nNo such device or address\nConnection refused\n")

    def test_reading_leaves_no_trace_on_the_host(self):
        """Access times of the host's files do not change by what boxes read."""
        with tempfile.TemporaryDirectory(dir=os.path.expanduser("~")) as home:
            os.chmod(home, 0o755)
            path = os.path.join(home, "file")
            with open(path, "w") as file:
                file.write("x")
            os.utime(path, (1, 1))
            with Box("--expose", home) as box:
                self.assertEqual(box.run("/bin/cat", path).out, b"x")
            self.assertEqual(os.stat(path).st_atime, 1)


    def test_what_is_cached_of_files_can_be_neither_seen_nor_evicted(self):
        with tempfile.TemporaryDirectory(dir=os.path.expanduser("~")) as folder:
            os.chmod(folder, 0o755)
            path = os.path.join(folder, "file")
            with open(path, "wb") as file:
                file.write(b"x" * (1 << 20))
                os.fsync(file.fileno())  # what is not on disk yet cannot be evicted by anybody
            self.assertEqual(cached(path), 256)
            with Box("--expose", folder) as box:
                run = box.python("import ctypes, errno, os, sys\nc = ctypes.CDLL(None, use_errno=True)\nf = os.open(sys.argv[1], os.O_RDONLY)\n"
                                 "os.posix_fadvise(f, 0, 0, os.POSIX_FADV_DONTNEED)\n"
                                 "print(c.syscall(451, f, ctypes.create_string_buffer(16), ctypes.create_string_buffer(40), 0), errno.errorcode[ctypes.get_errno()])", path)
            self.assertEqual(run.out, b"-1 EPERM\n", run)
            self.assertEqual(cached(path), 256)

    def test_disks_cannot_be_made_to_write_back(self):
        """No descriptor has the number -1: a kernel that looked would say so."""
        run = self.box.python("import ctypes, os\nos.sync(); print(ctypes.CDLL(None).syncfs(-1))")
        self.assertEqual(run.out, b"0\n")


class ReachingOut(Hostile):
    def test_every_way_to_other_machines(self):
        run = self.box.python("""
import socket as s
tries = [(s.AF_INET, s.SOCK_STREAM, ('192.0.2.1', 80)), (s.AF_INET, s.SOCK_DGRAM, ('192.0.2.1', 53)), (s.AF_INET, s.SOCK_DGRAM, ('255.255.255.255', 67)),
         (s.AF_INET, s.SOCK_DGRAM, ('224.0.0.251', 5353)), (s.AF_INET, s.SOCK_STREAM, ('169.254.169.254', 80)), (s.AF_INET, s.SOCK_STREAM, ('169.254.170.2', 80)),
         (s.AF_INET6, s.SOCK_STREAM, ('2001:db8::1', 80)), (s.AF_INET6, s.SOCK_DGRAM, ('ff02::1', 5353)), (s.AF_INET6, s.SOCK_STREAM, ('fd00:ec2::254', 80)),
         (s.AF_INET6, s.SOCK_STREAM, ('::ffff:169.254.169.254', 80))]
for family, kind, address in tries:
    try:
        with s.socket(family, kind) as one:
            one.settimeout(2)
            if kind == s.SOCK_DGRAM:
                one.setsockopt(s.SOL_SOCKET, s.SO_BROADCAST, 1)
                one.sendto(b'x', address)
            else:
                one.connect(address)
            print('reached', address)
    except TimeoutError: print('sent', address)
    except OSError as e: pass
for make in (lambda: s.socket(s.AF_INET, s.SOCK_RAW, 1), lambda: s.socket(s.AF_INET6, s.SOCK_RAW, 58), lambda: s.socket(s.AF_PACKET, s.SOCK_RAW), lambda: s.socket(s.AF_NETLINK, s.SOCK_RAW, 0),
             lambda: s.socket(40, s.SOCK_STREAM), lambda: s.socket(38, s.SOCK_SEQPACKET), lambda: s.socket(s.AF_INET, s.SOCK_STREAM, 262), lambda: s.socket(17, s.SOCK_DGRAM)):
    try: make(); print('made')
    except OSError: pass
print('nothing')
""", wallMillis=30000)
        self.assertEqual(run.out, b"nothing\n", run)

    def test_names_are_not_looked_up_anywhere(self):
        started = time.monotonic()
        run = self.box.shell("getent hosts example.com; getent ahosts metadata.google.internal; cat /etc/resolv.conf; echo done")
        self.assertEqual(run.out, b"done\n")
        self.assertLess(time.monotonic() - started, 5)

    def test_devices_and_routes_cannot_be_made(self):
        run = self.box.python("import fcntl, socket, struct\ns = socket.socket()\nfor request in (0x8914, 0x8916, 0x890b, 0x8946, 0x89f0, 0x400454ca):\n"
                              " try: fcntl.ioctl(s, request, struct.pack('40s', b'lo')); print(request)\n except OSError: pass")
        self.assertEqual((run.exit_code, run.out), (0, b""), run)


class BreakingOut(Hostile):
    def test_look_at_or_change_process_1(self):
        run = self.box.python("import os\nfor name in ('exe', 'mem', 'environ', 'maps', 'root', 'cwd', 'fd', 'ns/user', 'oom_score_adj', 'comm'):\n"
                              " for mode in (os.O_RDONLY, os.O_WRONLY):\n  try: os.open('/proc/1/' + name, mode); print(name)\n  except OSError: pass\nprint('on')")
        self.assertEqual(run.out, b"on\n")

    def test_write_kernel_settings(self):
        run = self.box.shell("find /proc/sys -writable -type f 2>/dev/null | while read f; do (echo 1 > $f) 2>/dev/null && echo $f; done; find /proc -maxdepth 1 -type f -writable 2>/dev/null "
                             "| while read f; do test -f $f -a ! -c $f && (echo 1 > $f) 2>/dev/null && echo $f; done; echo on", cpuMillis=20000, wallMillis=30000)
        self.assertEqual(run.out, b"on\n")

    def test_be_real_time(self):
        run = self.box.python("import os\nfor policy in (os.SCHED_FIFO, os.SCHED_RR):\n try: os.sched_setscheduler(0, policy, os.sched_param(1)); print(policy)\n except OSError: pass\n"
                              "try: os.nice(-1); print('nice')\nexcept OSError: pass\nprint('on')")
        self.assertEqual(run.out, b"on\n")

class TrickingTheTrustedSide(Hostile):
    def test_work_folder_closed_by_the_compile_step(self):
        for mode in ("000", "111", "444", "7000"):
            with self.subTest(mode):
                self.box.shell(f"cd /; chmod {mode} /work")
                run = self.box.run("/bin/echo", "ran")
                self.assertEqual(run.out, b"ran\n", run)
                self.box.shell("cd /; chmod 755 /work")

    def test_names_that_differ_in_case_only(self):
        self.box.put("Main", "upper")
        self.box.put("main", "lower")
        self.assertEqual(self.box.shell("cat Main main").out, b"upperlower")

    def test_output_in_the_launchers_own_words(self):
        fake = b"\0\0\0\x63Zend=exited\0exitCode=0\0signal=\0cpuMillis=0\0wallMillis=0\0memoryBytes=0\0stdoutTruncated=0\0stderrTruncated=0\0"
        run = self.box.python("import os, sys\nfor fd in (1, 2):\n os.write(fd, bytes.fromhex(sys.argv[1]))\nfor fd in range(3, 64):\n try: os.write(fd, bytes.fromhex(sys.argv[1])); print(fd)\n except OSError: pass\nsys.exit(7)", fake.hex())
        self.assertEqual((run.out, run.err, run.exit_code), (fake, fake, 7))

    def test_no_request_opens_the_network(self):
        from protocol_test import request

        with Box() as box:
            box.send("R", request(("network", "1")))
            self.assertEqual(box.finish().refusal["code"], "protocol")
            box.process.wait(5)


if __name__ == "__main__":
    unittest.main()
