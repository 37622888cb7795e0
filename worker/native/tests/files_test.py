"""Files that the worker puts into the work folder, and traps that a program leaves there for it."""

import os
import tempfile
import unittest

from box import Box


class Files(unittest.TestCase):
    def put(self, box, path, content=b"x", executable=False):
        """Puts a file; returns the refusal's code, None if it was written."""
        box.put(path, content, executable)
        run = box.run("/bin/true")
        if run.refusal:
            self.assertEqual(box.finish().exit_code, 0)
            return run.refusal["code"]
        return None

    def test_are_there_with_content_mode_and_owner(self):
        content = os.urandom(5 << 20)
        with Box() as box:
            box.put("a/b/c.bin", content)
            box.put("run.sh", "#!/bin/sh\nstat -c '%a %U %G' a a/b/c.bin run.sh\ncat a/b/c.bin\n", executable=True)
            run = box.run("./run.sh", outputBytes=8 << 20)
        self.assertEqual(run.out, b"755 kiln kiln\n644 kiln kiln\n755 kiln kiln\n" + content)

    def test_stay_from_one_run_to_the_next(self):
        with Box() as box:
            self.assertEqual(box.shell("echo kept > made; mkdir folder; echo gone > /tmp/t; echo gone > /dev/shm/t").exit_code, 0)
            run = box.shell("cat made; ls /tmp /dev/shm; test -d folder")
        self.assertEqual((run.exit_code, run.out), (0, b"kept\n/dev/shm:\n\n/tmp:\n"))

    def test_do_not_stay_from_one_box_to_the_next(self):
        with Box() as box:
            box.put("secret", "x")
            box.run("/bin/true")
        with Box() as box:
            self.assertEqual(box.shell("ls -A").out, b"")

    def test_replace_what_was_there(self):
        with Box() as box:
            box.put("f", "a long first content")
            box.put("f", "second")
            self.assertEqual(box.run("/bin/cat", "f").out, b"second")

    def test_take_any_name_that_keeps_the_rules(self):
        names = [b"x" * 255, b"...", b"..a", b".hidden", b"a b", b"\xff\xfe", "ü/ß".encode(), b"new\nline", b"-rf",
                 b"/".join([b"d" * 200] * 20) + b"/f"]
        with Box() as box:
            for name in names:
                with self.subTest(name):
                    self.assertIsNone(self.put(box, name))

    def test_are_refused_where_the_path_breaks_the_rules(self):
        paths = [b"", b"/", b"/etc/passwd", b"..", b"../x", b"a/..", b"a/../b", b".", b"./a", b"a/.", b"a//b", b"a/",
                 b"a\0b", b"\0", b"x" * 256, b"a/" + b"x" * 256, b"/".join([b"x" * 200] * 21), b"x/" * 2048 + b"y"]
        with Box() as box:
            for path in paths:
                with self.subTest(path):
                    self.assertEqual(self.put(box, path), "path")
            self.assertEqual(box.shell("ls -A").out, b"")

    def test_are_refused_where_something_else_is_in_the_way(self):
        with Box() as box:
            box.shell("mkdir d; mkfifo p; ln -s /etc/passwd l; ln -s d ld; ln -s nowhere dangling; echo f > f; "
                      "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"s\")'")
            for path in ("d", "p", "l", "ld", "ld/x", "dangling", "dangling/x", "f/x", "s", "p/x"):
                with self.subTest(path):
                    self.assertEqual(self.put(box, path), "path")
            self.assertEqual(box.shell("ls -A d; test ! -e nowhere").exit_code, 0)

    def test_do_not_follow_a_planted_link_out_of_the_box(self):
        with tempfile.TemporaryDirectory() as folder:
            target = os.path.join(folder, "target")
            with Box() as box:
                for link in (target, "/proc/1/root" + target, "/proc/self/cwd/../../.." + target, "../" * 20 + target[1:]):
                    box.run("/bin/ln", "-sfn", link, "trap")
                    self.assertEqual(self.put(box, "trap", b"escaped"), "path")
                    self.assertEqual(self.put(box, "trap/x", b"escaped"), "path")
            self.assertEqual(os.listdir(folder), [])

    def test_do_not_write_through_a_hard_link(self):
        with Box() as box:
            box.shell("echo original > a; ln a b")
            self.assertIsNone(self.put(box, "a", b"new"))
            self.assertEqual(box.shell("cat a; cat b").out, b"neworiginal\n")

    def test_are_refused_in_a_folder_that_the_program_closed(self):
        with Box() as box:
            box.shell("mkdir closed; chmod 0 closed")
            self.assertEqual(self.put(box, "closed/x"), "path")

    def test_are_refused_when_the_work_folder_is_full_and_leave_nothing(self):
        with Box("--work-bytes", str(2 << 20)) as box:
            self.assertEqual(self.put(box, "large", bytes(4 << 20)), "path")
            self.assertEqual(box.shell("ls -A").out, b"")
            self.assertIsNone(self.put(box, "small"))

    def test_are_written_into_a_folder_that_was_renamed_only_below_work(self):
        with Box() as box:
            box.shell("mkdir -p a/b; mv a c")
            self.assertIsNone(self.put(box, "a/b/x"))
            self.assertEqual(box.shell("find . -type f").out, b"./a/b/x\n")


if __name__ == "__main__":
    unittest.main()
