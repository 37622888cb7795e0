"""What a program can see of the host and of other runs, and what it is refused."""

import os
import socket
import tempfile
import unittest

from box import Box

HOSTILE = os.environ.get("KILN_HOSTILE", "build/hostile")


class Isolation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.box = Box()

    @classmethod
    def tearDownClass(cls):
        cls.box.close()

    def test_refuses_hostile_system_calls(self):
        with open(HOSTILE, "rb") as file:
            self.box.put("hostile", file.read(), executable=True)
        run = self.box.run("./hostile", cpuMillis=20000, wallMillis=20000)
        self.assertEqual(run.exit_code, 0, run)
        self.assertRegex(run.out, rb"^\d+ calls, 0 problems\n$")

    def test_shows_a_root_of_few_folders(self):
        run = self.box.shell("ls -A /")
        shown = set(run.out.decode().split())
        self.assertLessEqual(shown, {"bin", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "proc", "run",
                                     "sbin", "tmp", "usr", "var", "work"})
        self.assertEqual(self.box.shell("ls -A /home /run /var/empty").out, b"/home:\n\n/run:\n\n/var/empty:\n")

    def test_hides_the_hosts_files(self):
        for path in ("/etc/shadow", "/etc/gshadow", "/etc/ssh", "/etc/machine-id", "/etc/fstab", "/root", "/sys/kernel",
                     "/boot", "/var/log", "/var/lib/dpkg", "/mnt", "/srv", "/opt", "/dev/kmsg", "/dev/mem", "/dev/vda",
                     "/proc/kcore/x", "/etc/ssl/private", os.path.abspath(__file__)):
            with self.subTest(path):
                self.assertNotEqual(self.box.run("/usr/bin/test", "-e", path).exit_code, 0)

    def test_has_users_of_its_own(self):
        self.assertEqual(self.box.shell("id -un; cut -d: -f1 /etc/passwd").out, b"kiln\nroot\nkiln\nnobody\n")

    def test_covers_what_of_proc_tells_of_the_host(self):
        run = self.box.shell("cat /proc/cmdline /proc/kallsyms /proc/keys /proc/interrupts /proc/timer_list /proc/iomem /proc/kmsg 2>/dev/null; "
                             "ls -A /proc/fs /proc/irq /proc/bus /proc/driver 2>/dev/null | grep -v : | tr -d '\\n'")
        self.assertEqual(run.out, b"")
        for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sys/kernel/hostname"):
            self.assertNotEqual(self.box.shell(f"echo 0 > {path} && test -s {path}").exit_code, 0)

    def test_writes_nothing_outside_of_its_folders(self):
        run = self.box.shell("for d in / /usr /usr/lib /etc /dev /home /run /var /var/empty /proc /proc/sys/kernel; do touch $d/x 2>/dev/null && echo $d; done")
        self.assertEqual(run.out, b"")
        run = self.box.shell("find / -xdev \\( -path /proc -o -path /usr \\) -prune -o -writable -type f -print 2>/dev/null; chmod u+w /etc/passwd 2>/dev/null && echo changed")
        self.assertEqual(run.out, b"")

    def test_shows_only_the_processes_of_the_run(self):
        run = self.box.shell("ls /proc | grep -c '^[0-9]'; ps -eo user= | sort -u; echo $$")
        self.assertEqual(run.out.split()[1:], [b"kiln", b"2"])
        self.assertLess(int(run.out.split()[0]), 5)

    def test_can_signal_nobody_but_itself(self):
        run = self.box.python("import os\nfor p in (1,-1):\n try: os.kill(p,9); print('killed',p)\n except OSError as e: print(type(e).__name__)")
        self.assertIn(run.out, (b"PermissionError\nkilled -1\n", b"PermissionError\nProcessLookupError\n", b"PermissionError\nPermissionError\n"))

    def test_has_no_network_but_loopback(self):
        run = self.box.shell("ls /proc/net/ >/dev/null; cut -d: -f1 /proc/net/dev | tail -n +3 | tr -d ' '; cat /proc/net/route | tail -n +2")
        self.assertEqual(run.out, b"lo\n")
        run = self.box.python("import socket\nfor a in ('192.0.2.1','169.254.169.254','169.254.170.2','10.0.0.1'):\n"
                              " s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)\n try: s.connect((a,53)); print(a)\n except OSError as e: print(e.errno)\n"
                              "try: socket.getaddrinfo('example.invalid',80); print('name')\nexcept OSError: print('no name')")
        self.assertEqual(run.out, b"101\n101\n101\n101\nno name\n")

    def test_does_not_reach_a_server_of_the_host(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            run = self.box.python("import socket,sys\ntry: socket.create_connection(('127.0.0.1',int(sys.argv[1])),1)\nexcept OSError as e: print(e.errno)",
                                  str(server.getsockname()[1]))
        self.assertEqual(run.out, b"111\n")

    def test_does_not_reach_an_abstract_socket_of_the_host(self):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("\0kiln-box-test")
            server.listen()
            run = self.box.python("import socket\ntry: socket.socket(socket.AF_UNIX).connect('\\0kiln-box-test'); print('connected')\nexcept OSError as e: print(e.errno)")
        self.assertEqual(run.out, b"111\n")

    def test_has_no_privileges_and_gets_none(self):
        run = self.box.shell("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status | awk '{print $2}' | sort -u; cat /proc/self/uid_map | tr -s ' ' | wc -l; find /usr/bin -perm -4000 -exec {} --version \\; 2>/dev/null | head -1 >/dev/null; id -u")
        self.assertEqual(run.out, b"0000000000000000\n1\n2\n2\n1000\n")

    def test_keeps_nothing_in_ipc_or_keyrings_between_runs(self):
        self.box.python("import ctypes; c=ctypes.CDLL(None); print(c.shmget(4242,4096,0o1600))")
        self.assertEqual(self.box.python("import ctypes; c=ctypes.CDLL(None); print(c.shmget(4242,4096,0o600))").out, b"-1\n")

    def test_inherits_no_descriptor_and_no_environment(self):
        with open(__file__) as inherited:
            os.set_inheritable(inherited.fileno(), True)
            run = self.box.run("/bin/ls", "/proc/self/fd", environment={"A": "b"})
            self.assertEqual(run.out.split(), [b"0", b"1", b"2", b"3"])  # 3 is the folder that ls reads
        self.assertEqual(self.box.run("/usr/bin/env", environment={"A": "b"}).out, b"A=b\n")

    def test_sees_no_path_of_the_host_in_its_cgroups(self):
        for line in self.box.run("/bin/cat", "/proc/self/cgroup").out.decode().split():
            self.assertTrue(line.endswith(":/"), line)

    def test_exposes_what_is_asked_for_read_only_and_nothing_beside_it(self):
        with tempfile.TemporaryDirectory(dir=os.path.expanduser("~")) as home:
            os.chmod(home, 0o755)
            os.mkdir(os.path.join(home, "tool"))
            for name in ("tool/file", "secret"):
                with open(os.path.join(home, name), "w") as file:
                    file.write("content")
            os.symlink("tool", os.path.join(home, "link"))
            with Box("--expose", f"{home}/tool", "--expose", f"{home}/link") as box:
                run = box.shell(f"ls -A {home}; cat {home}/link/file; touch {home}/tool/new {home}/new 2>/dev/null || echo ' read-only'")
        self.assertEqual(run.out, b"link\ntool\ncontent read-only\n")

    def test_does_not_write_to_what_is_exposed_twice_or_inside_usr(self):
        with Box("--expose", "/usr/lib", "--expose", "/usr/lib") as box:
            self.assertEqual(box.shell("touch /usr/lib/x 2>/dev/null || echo no").out, b"no\n")


if __name__ == "__main__":
    unittest.main()
