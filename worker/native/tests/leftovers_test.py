"""After a run, a box, or a kill -9 of the launcher, the host is as it was before."""

import concurrent.futures
import contextlib
import os
import signal
import subprocess
import sys
import unittest

from box import Box
from host import FIRST_ID, SLOT, await_none, cgroups, mounts, objects, processes, reaper_user

HOSTILE = "(setsid sleep 1000 &) ; (trap '' TERM HUP INT; while :; do sleep 1000; done) & for i in 1 2 3; do setsid bash -c 'sleep 1000' & done; echo on; "


class Leftovers(unittest.TestCase):
    def setUp(self):
        self.open().close()  # sweeps what a failed test left
        self.assertNothingLeft()

    def open(self, *options):
        return Box("--slot", str(SLOT), *options)

    def assertNothingLeft(self):
        self.assertEqual(await_none(processes), [])
        self.assertEqual(await_none(cgroups), [])
        self.assertEqual(mounts(), [])
        self.assertEqual(objects(), [])

    def test_none_after_a_box(self):
        box = self.open()
        self.assertTrue(processes())
        self.assertTrue(cgroups())
        box.shell(HOSTILE)
        box.close()
        self.assertNothingLeft()

    def test_none_after_a_box_that_ends_in_the_middle_of_a_run(self):
        box = self.open()
        box.start("/bin/bash", "-c", HOSTILE + "wait")
        box.receive()
        box.close()
        self.assertNothingLeft()

    def test_no_process_of_a_run_in_the_next(self):
        with self.open() as box:
            box.shell(HOSTILE)
            self.assertEqual(box.shell("ps -eo comm= | sort").out, b"bash\nps\nsort\n")

    def test_descriptors_and_groups_do_not_grow(self):
        with self.open() as box:
            before = len(os.listdir(f"/proc/{box.process.pid}/fd"))
            for _ in range(30):
                box.run("/bin/true")
                box.run("/no/such/program")
            # Idle, it prepares the next run, as it had at the start.
            growth = lambda: len(os.listdir(f"/proc/{box.process.pid}/fd")) - before  # noqa: E731
            self.assertEqual(await_none(growth), 0)
            self.assertLessEqual(len([group for group in cgroups() if "/run-" in group]), 4)
        self.assertNothingLeft()

    def test_nothing_runs_a_second_after_the_launcher_was_killed(self):
        box = self.open()
        box.start("/bin/bash", "-c", HOSTILE + "wait")
        box.receive()
        self.assertGreater(len(processes()), 3)
        box.process.send_signal(signal.SIGKILL)
        self.assertEqual(await_none(processes), [])
        box.close()
        self.assertEqual(mounts(), [])
        self.assertTrue(cgroups(), "nobody was left to remove them")
        with Box():  # any launcher sweeps
            self.assertEqual(await_none(cgroups), [])

    def test_nothing_runs_a_second_after_an_idle_launcher_was_killed(self):
        box = self.open()
        box.process.send_signal(signal.SIGKILL)
        self.assertEqual(await_none(processes), [])
        box.close()
        self.open().close()
        self.assertNothingLeft()

    def test_a_stopped_program_does_not_survive_the_launcher(self):
        box = self.open()
        box.start("/bin/bash", "-c", "echo on; kill -STOP -1; kill -STOP $$")
        box.receive()
        box.process.send_signal(signal.SIGKILL)
        self.assertEqual(await_none(processes), [])
        box.close()
        self.open().close()
        self.assertNothingLeft()

    def test_nothing_runs_a_second_after_the_worker_was_killed(self):
        program = f"import box; b = box.Box('--slot', '{SLOT}'); b.start('/bin/bash', '-c', {HOSTILE + 'wait'!r}); b.receive(); print('on', flush=True); b.receive()"
        worker = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.path.dirname(__file__)})
        self.assertEqual(worker.stdout.readline(), b"on\n")
        self.assertGreater(len(processes()), 3)
        worker.kill()
        worker.wait()
        worker.stdout.close()
        self.assertNothingLeft()

    def test_a_box_whose_waiting_processes_were_killed_makes_new_ones(self):
        with self.open() as box:
            for process in processes():
                with contextlib.suppress(ProcessLookupError):  # the second goes with process 1
                    os.kill(process, signal.SIGKILL)
            self.assertEqual(await_none(processes), [])
            self.assertEqual(box.run("/bin/true").exit_code, 0)

    def test_many_launchers_start_and_leave_at_once(self):
        def live(_):
            with Box() as box:
                return box.run("/bin/true").exit_code

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            self.assertEqual(list(pool.map(live, range(32))), [0] * 32)

    def test_launchers_that_share_only_a_part_of_version_1_do_not_meet(self):
        """Each was in slot 0 of its own memory group, and cleared the other's group of the shared pids hierarchy."""
        with open("/proc/self/cgroup") as file:
            own = [line.rstrip().split(":", 2)[2] for line in file if "memory" in line.split(":")[1].split(",")]
        if not own:
            self.skipTest("no memory controller of version 1 here: groups of version 2 have nothing in common")
        apart = f"/sys/fs/cgroup/memory{own[0]}/kiln-test-{os.getpid()}"
        os.mkdir(apart)
        try:
            enter = ("/bin/sh", "-c", f'echo $$ >{apart}/cgroup.procs; exec "$@"', "sh")
            with Box() as first, Box(before=enter) as second:
                users = {reaper_user(box.process.pid) for box in (first, second)}
                self.assertEqual(len(users), 2)
                for box in (first, second):
                    self.assertEqual(box.run("/bin/true").exit_code, 0)
            os.rmdir(f"{apart}/kiln")
        finally:
            os.rmdir(apart)

    def test_a_slot_is_one_launchers(self):
        with self.open():
            with self.assertRaises(AssertionError) as refused:
                self.open()
            self.assertIn("slot is taken", str(refused.exception))
        self.open().close()

    def test_boxes_without_a_slot_get_different_ones(self):
        with Box() as first, Box() as second:
            users = {reaper_user(box.process.pid) for box in (first, second)}
        self.assertEqual(len(users), 2)
        self.assertTrue(all(user >= FIRST_ID for user in users))


if __name__ == "__main__":
    unittest.main()
