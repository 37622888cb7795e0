"""A box that is too strict is useless: what ordinary programs do works."""

import shutil
import unittest

from box import Box


class Ordinary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.box = Box(timeout=60)

    @classmethod
    def tearDownClass(cls):
        cls.box.close()

    def assertPrints(self, run, output):
        self.assertEqual((run.exit_code, run.out), (0, output), run)

    def test_python_threads_processes_and_pipes(self):
        self.assertPrints(self.box.python(
            "import multiprocessing as m, subprocess as s, threading as t\n"
            "if __name__ == '__main__':\n"
            " with m.Pool(3) as p: print(p.map(abs, [-1, 2]))\n"
            " q = m.Queue(); c = m.Process(target=q.put, args=(5,)); c.start(); print(q.get()); c.join()\n"
            " l = t.Thread(target=print, args=('thread',)); l.start(); l.join()\n"
            " print(s.run('echo a | tr a b', shell=True, capture_output=True).stdout)\n"
            " x = m.shared_memory = __import__('multiprocessing.shared_memory').shared_memory.SharedMemory(create=True, size=10)\n"
            " print(x.size); x.close(); x.unlink()", cpuMillis=20000, wallMillis=30000),
            b"[1, 2]\n5\nthread\nb'b\\n'\n10\n")

    def test_python_asyncio_on_loopback(self):
        self.assertPrints(self.box.python(
            "import asyncio\nasync def main():\n for host in '127.0.0.1', '::1', 'localhost':\n"
            "  s = await asyncio.start_server(lambda r, w: (w.write(b'k'), w.close()), host, 0)\n"
            "  r, w = await asyncio.open_connection(*s.sockets[0].getsockname()[:2])\n  print(await r.read())\n"
            "asyncio.run(main())"), b"b'k'\n" * 3)

    def test_shell_pipelines_jobs_and_substitution(self):
        self.assertPrints(self.box.shell("cat <(echo a) | tr a b; sleep 0 & wait; echo $(seq 3); cat <<< here; echo e > /dev/stdout; t=$(mktemp); echo x > $t; cat $t; cat /dev/stdin", stdin=b"in\n"),
                          b"b\n1 2 3\nhere\ne\nx\nin\n")

    def test_a_terminal(self):
        self.assertPrints(self.box.python("import pty; pty.spawn(['/usr/bin/tty'])"), b"/dev/pts/0\r\n")

    def test_devices(self):
        self.assertPrints(self.box.shell("echo x > /dev/null; head -c 4 /dev/urandom | wc -c; head -c 2 /dev/zero | wc -c; echo > /dev/full 2>/dev/null || echo full"), b"4\n2\nfull\n")

    def test_locales_and_time_zones(self):
        run = self.box.shell("TZ=Asia/Tokyo date -d @0 +%H; locale charmap; echo ä | wc -m")
        self.assertPrints(run, b"09\nUTF-8\n2\n")

    def test_names(self):
        self.assertPrints(self.box.python("import getpass, os, socket\nprint(getpass.getuser(), socket.gethostname(), os.path.expanduser('~'), os.getcwd(), socket.gethostbyname('localhost'))"),
                          b"kiln box /work /work 127.0.0.1\n")

    def test_deep_recursion(self):
        self.box.put("deep.c", "int f(int n) { volatile char b[1000]; b[0] = (char)n; return n == 0 ? b[0] : f(n - 1) + 1; }\nint main(void) { return f(50000) != 50000; }")
        self.assertPrints(self.box.run("gcc", "-O0", "-o", "deep", "deep.c", cpuMillis=20000, wallMillis=30000), b"")
        self.assertPrints(self.box.run("./deep", stackBytes=64 << 20), b"")
        self.assertEqual(self.box.run("./deep", stackBytes=8 << 20).report["signal"], "11")

    def test_c_and_cplusplus_compile_and_run(self):
        self.box.put("main.cpp", "#include <iostream>\n#include <thread>\nint main() { std::string s; std::getline(std::cin, s); std::thread t([&] { std::cout << s << '\\n'; }); t.join(); }")
        self.assertPrints(self.box.run("g++", "-O1", "-pthread", "-o", "main", "main.cpp", cpuMillis=60000, wallMillis=60000, memoryBytes=512 << 20), b"")
        self.assertPrints(self.box.run("./main", stdin=b"from stdin\n"), b"from stdin\n")

    @unittest.skipUnless(shutil.which("node"), "no node on this machine")
    def test_node_workers_and_child_processes(self):
        self.assertPrints(self.box.run("node", "-e", "const {Worker} = require('worker_threads'); console.log(require('child_process').execSync('echo child').toString().trim());"
                                       "new Worker(\"require('worker_threads').parentPort.postMessage(1)\", {eval: true}).on('message', m => console.log(m));", cpuMillis=20000, wallMillis=30000, memoryBytes=512 << 20),
                          b"child\n1\n")

    @unittest.skipUnless(shutil.which("java"), "no java on this machine")
    def test_java_threads_and_heap(self):
        self.box.put("Main.java", "public class Main { public static void main(String[] a) throws Exception { var t = new Thread(() -> System.out.println(\"thread\")); t.start(); t.join(); "
                                  "System.out.println(java.net.InetAddress.getLoopbackAddress().getHostAddress() + new byte[64 << 20].length); } }")
        self.assertPrints(self.box.run("java", "-Xmx128m", "-Xshare:auto", "Main.java", cpuMillis=60000, wallMillis=60000, memoryBytes=512 << 20, processes=128),
                          b"thread\n127.0.0.167108864\n")

    def test_libraries_of_python(self):
        run = self.box.python("import importlib.util as i; print(i.find_spec('numpy') is not None)")
        if run.out == b"True\n":
            self.assertPrints(self.box.python("import numpy as n; print(n.dot(n.ones((50, 50)), n.ones((50, 50))).sum())", cpuMillis=20000, wallMillis=30000), b"125000.0\n")


if __name__ == "__main__":
    unittest.main()
