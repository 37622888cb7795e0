"""Each limit, the end that it makes, and what is still said about the run."""

import resource
import time
import unittest

from box import Box


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.box = Box()

    @classmethod
    def tearDownClass(cls):
        cls.box.close()

    def assertEnd(self, run, end):
        self.assertEqual(run.end, end, run)
        if end not in ("exited", "signaled"):
            self.assertEqual((run.report["exitCode"], run.report["signal"]), ("", "9"), run)

    # ---- CPU time ----

    def test_cpu_time_of_one_process(self):
        run = self.box.python("while True: pass", cpuMillis=200)
        self.assertEnd(run, "cpu")
        self.assertIn(int(run.report["cpuMillis"]), range(200, 400))

    def test_cpu_time_of_many_processes_together(self):
        run = self.box.shell("for i in 1 2 3 4 5 6; do (while :; do :; done) & done; wait", cpuMillis=300)
        self.assertEnd(run, "cpu")
        self.assertIn(int(run.report["cpuMillis"]), range(300, 600))

    def test_cpu_time_of_processes_that_come_and_go(self):
        self.assertEnd(self.box.shell("while :; do /bin/true; done", cpuMillis=300), "cpu")

    def test_cpu_time_although_its_signal_is_ignored(self):
        self.assertEnd(self.box.python("import signal\nfor s in range(1,32):\n try: signal.signal(s,signal.SIG_IGN)\n except Exception: pass\nwhile True: pass", cpuMillis=200), "cpu")

    def test_sleeping_costs_no_cpu_time(self):
        run = self.box.run("/bin/sleep", "0.3", cpuMillis=200)
        self.assertEnd(run, "exited")
        self.assertLess(int(run.report["cpuMillis"]), 100)

    # ---- elapsed time ----

    def test_elapsed_time(self):
        run = self.box.run("/bin/sleep", "60", wallMillis=200)
        self.assertEnd(run, "wall")
        self.assertIn(int(run.report["wallMillis"]), range(200, 1000))

    def test_elapsed_time_of_a_program_that_stops_itself(self):
        self.assertEnd(self.box.shell("kill -STOP 0; kill -STOP $$", wallMillis=200), "wall")

    def test_elapsed_time_of_a_program_that_stops_everyone(self):
        self.assertEnd(self.box.shell("sleep 60 & kill -STOP -1; kill -STOP $$; sleep 60", wallMillis=200), "wall")

    def test_elapsed_time_while_the_worker_does_not_listen(self):
        """Fills every buffer on the way; nobody reads until long after the limit."""
        self.box.start("/usr/bin/yes", wallMillis=300, outputBytes=1 << 30)
        time.sleep(1)  # the worker's silence is the situation, not a wait for something
        run = self.box.finish()
        self.assertEnd(run, "wall")
        self.assertIn(int(run.report["wallMillis"]), range(300, 700))

    # ---- memory ----

    def test_memory_of_one_process(self):
        run = self.box.python("x = bytearray(200 << 20); x[::4096] = b'x' * len(x[::4096])", memoryBytes=64 << 20)
        self.assertEnd(run, "memory")
        self.assertLessEqual(int(run.report["memoryBytes"]), 64 << 20)

    def test_memory_of_many_processes_together(self):
        run = self.box.python("import os\nfor i in range(12):\n if os.fork()==0:\n  x=b'x'*(10<<20)\n  os.read(os.pipe()[0],1)\nos.wait()", memoryBytes=64 << 20)
        self.assertEnd(run, "memory")

    def test_memory_that_is_a_file_in_memory(self):
        for place in ("/dev/shm", "/tmp", "/work"):
            with self.subTest(place):
                run = self.box.shell(f"head -c 60M /dev/zero > {place}/large", memoryBytes=32 << 20, fileBytes=1 << 30)
                self.assertEnd(run, "memory")
        self.box.shell("rm -f /work/large")

    def test_memory_though_only_a_child_was_killed_for_it(self):
        run = self.box.python("import os\nif os.fork()==0:\n x=b'x'*(200<<20)\nos.wait()\nos.read(os.pipe()[0],1)", memoryBytes=64 << 20)
        self.assertEnd(run, "memory")

    def test_memory_within_the_limit_can_be_used(self):
        run = self.box.python("x = b'x' * (200 << 20); print(len(x))", memoryBytes=256 << 20)
        self.assertEqual((run.end, run.out), ("exited", b"209715200\n"))
        self.assertIn(int(run.report["memoryBytes"]), range(200 << 20, 256 << 20))

    def test_memory_is_counted_afresh_for_each_run(self):
        self.box.python("x = b'x' * (100 << 20)")
        self.assertLess(int(self.box.run("/bin/true").report["memoryBytes"]), 20 << 20)

    def test_address_space_is_not_limited(self):
        run = self.box.python("import mmap; mmap.mmap(-1, 64 << 30, flags=mmap.MAP_PRIVATE|mmap.MAP_ANONYMOUS|0x4000)", memoryBytes=64 << 20)
        self.assertEqual(run.exit_code, 0, run)

    # ---- processes ----

    COUNT = "import os\nn=1\ntry:\n while True:\n  if os.fork()==0: os.read(os.pipe()[0],1)\n  n+=1\nexcept OSError as e: print(n,type(e).__name__)"

    def test_processes(self):
        for limit in (1, 2, 10):
            with self.subTest(limit):
                run = self.box.python(self.COUNT, processes=limit)
                self.assertEqual((run.end, run.out), ("exited", b"%d BlockingIOError\n" % limit))

    def test_threads_are_processes(self):
        run = self.box.python("import threading as t\ne=t.Event()\nn=1\ntry:\n while True:\n  t.Thread(target=e.wait).start(); n+=1\nexcept RuntimeError: print(n); e.set()", processes=10)
        self.assertEqual((run.end, run.out), ("exited", b"10\n"))

    def test_a_fork_bomb_ends_at_a_limit(self):
        run = self.box.shell(":(){ :|:& };:; while :; do :; done", processes=32, cpuMillis=500, wallMillis=3000)
        self.assertIn(run.end, ("cpu", "wall"))
        self.assertEqual(self.box.run("/bin/true").exit_code, 0)

    # ---- output ----

    def test_output_is_passed_on_up_to_the_last_byte(self):
        for sent, limit, end in ((999, 1000, "exited"), (1000, 1000, "exited"), (1001, 1000, "output"), (300000, 1000, "output"), (300000, 300000, "exited")):
            with self.subTest((sent, limit)):
                run = self.box.shell(f"head -c {sent} /dev/zero", outputBytes=limit)
                self.assertEqual((run.end, len(run.out)), (end, min(sent, limit)), run.report)
                self.assertEqual(run.report["stdoutTruncated"], "1" if sent > limit else "0")
                self.assertEqual(run.report["stderrTruncated"], "0")

    def test_output_of_both_streams_counts_together(self):
        run = self.box.python("import os,time\nos.write(1,b'o'*600)\ntime.sleep(.2)\nos.write(2,b'e'*600)\nos.read(os.pipe()[0],1)", outputBytes=1000)
        self.assertEnd(run, "output")
        self.assertEqual((run.out, run.err), (b"o" * 600, b"e" * 400))
        self.assertEqual((run.report["stdoutTruncated"], run.report["stderrTruncated"]), ("0", "1"))

    def test_output_without_end(self):
        started = time.monotonic()
        run = self.box.run("/usr/bin/yes", outputBytes=1 << 20)
        self.assertEnd(run, "output")
        self.assertEqual(run.out, (b"y\n" * (1 << 19)))
        self.assertLess(time.monotonic() - started, 5)

    def test_output_is_complete_however_the_program_ends(self):
        run = self.box.python("import os\nos.write(1,b'x'*60000)\nos.kill(os.getpid(),9)")
        self.assertEqual((run.end, len(run.out)), ("signaled", 60000))

    def test_output_that_imitates_a_report_stays_output(self):
        fake = b"\0\0\0\x0aZend=exited\0"
        run = self.box.python("import sys; sys.stdout.buffer.write(bytes.fromhex(sys.argv[1])); sys.exit(5)", fake.hex())
        self.assertEqual((run.out, run.exit_code), (fake, 5))

    # ---- the rest ----

    def test_size_of_a_file(self):
        run = self.box.shell("head -c 2M /dev/zero > f; stat -c %s f; rm f", fileBytes=1 << 20)
        self.assertEqual(run.out, b"1048576\n")

    def test_stack(self):
        self.assertEqual(self.box.shell("ulimit -s", stackBytes=16 << 20).out, b"16384\n")

    def test_limits_cannot_be_raised(self):
        run = self.box.python("import resource as r\nfor n in ('CPU','FSIZE','STACK','NPROC','NOFILE','CORE','MEMLOCK'):\n"
                              " l=getattr(r,'RLIMIT_'+n); h=r.getrlimit(l)[1]\n try: r.setrlimit(l,(h+1,h+1)); print(n)\n except (ValueError,OSError): pass")
        self.assertEqual((run.exit_code, run.out), (0, b""), run)

    def test_there_are_no_core_dumps(self):
        with open("/proc/self/status") as status:
            held = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))
        may_raise = held >> 24 & 1  # CAP_SYS_RESOURCE
        least = 1 if may_raise else min(1, resource.getrlimit(resource.RLIMIT_CORE)[1] % 2**64)
        run = self.box.python("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))")
        self.assertEqual(run.out.decode(), f"({least}, {least})\n")
        self.assertEqual(self.box.shell("kill -ABRT $$").end, "signaled")
        self.assertEqual(self.box.shell("ls -A /work /tmp | grep core").out, b"")

    def test_descriptors(self):
        run = self.box.python("import os\nn=0\ntry:\n while True: os.dup(0); n+=1\nexcept OSError: print(n)")
        self.assertEqual(run.out, b"4093\n")

    def test_files_in_the_work_folder(self):
        with Box("--work-bytes", str(4 << 20)) as box:
            self.assertEqual(box.shell("head -c 8M /dev/zero > f; stat -c %s f").out, b"4194304\n")
            run = box.python("n=0\ntry:\n while True: open(str(n),'x').close(); n+=1\nexcept OSError: print(n)", cpuMillis=20000, wallMillis=20000)
            self.assertLess(int(run.out), 65536)

    def test_a_run_ends_when_its_main_process_ends(self):
        started = time.monotonic()
        run = self.box.shell("(trap '' HUP TERM; setsid sleep 60; echo late) & echo done")
        self.assertEqual((run.end, run.out), ("exited", b"done\n"))
        self.assertLess(time.monotonic() - started, 5)

    def test_a_limit_wins_over_the_signal_that_enforced_it_and_memory_over_cpu(self):
        run = self.box.python("x=b'x'*(200<<20)", memoryBytes=32 << 20, cpuMillis=1)
        self.assertIn(run.end, ("memory", "cpu"))
        self.assertEqual(run.report["signal"], "9")


if __name__ == "__main__":
    unittest.main()
