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

    def test_socketpairs_and_descriptors_sent_over_them(self):
        self.assertPrints(self.box.python(
            "import os, socket, array\na, b = socket.socketpair()\nr, w = os.pipe()\nif os.fork() == 0:\n socket.send_fds(b, [b'x'], [w]); os._exit(0)\n"
            "fd = socket.recv_fds(a, 1, 1)[1][0]\nos.write(fd, b'sent'); print(os.read(r, 4)); os.wait()"), b"b'sent'\n")

    def test_temporary_files_and_folders(self):
        self.assertPrints(self.box.python(
            "import os, tempfile\nwith tempfile.NamedTemporaryFile() as f: f.write(b'x'); f.flush(); os.fsync(f.fileno()); print(os.path.dirname(f.name))\n"
            "with tempfile.TemporaryDirectory() as d: open(d + '/a', 'w').close(); print(os.listdir(d))\nwith tempfile.TemporaryFile() as f: f.write(b'y'); print(f.tell())\n"
            "f = os.open('/tmp', os.O_TMPFILE | os.O_RDWR); print(os.write(f, b'zz')); os.sync(); print(os.statvfs('/tmp').f_bsize > 0)"), b"/tmp\n['a']\n1\n2\nTrue\n")

    def test_a_server_and_a_client_in_processes_of_their_own(self):
        self.assertPrints(self.box.python(
            "import http.server, os, threading, urllib.request\ns = http.server.ThreadingHTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)\n"
            "open('page', 'w').write('served')\nif os.fork() == 0:\n s.serve_forever()\nprint(urllib.request.urlopen('http://localhost:%d/page' % s.server_port).read())"), b"b'served'\n")

    def test_locks_semaphores_and_shared_memory(self):
        self.assertPrints(self.box.python(
            "import fcntl, mmap, multiprocessing as m, os\nf = open('lock', 'w'); fcntl.flock(f, fcntl.LOCK_EX)\ntry: fcntl.flock(open('lock'), fcntl.LOCK_EX | fcntl.LOCK_NB)\nexcept BlockingIOError: print('held')\n"
            "fcntl.lockf(f, fcntl.LOCK_EX)\nx = mmap.mmap(-1, 4096); s = m.Semaphore(0)\nif os.fork() == 0:\n x[:5] = b'there'; s.release(); os._exit(0)\ns.acquire(); print(x[:5])"), b"held\nb'there'\n")

    def test_watching_its_own_files(self):
        self.assertPrints(self.box.python(
            "import ctypes, os\nc = ctypes.CDLL(None)\nw = c.inotify_init(); c.inotify_add_watch(w, b'/work', 0x100)\nopen('made', 'w').close(); print(os.read(w, 100)[16:20])"), b"b'made'\n")

    def test_signals_timers_and_waiting(self):
        self.assertPrints(self.box.python(
            "import os, select, signal, time\nsignal.signal(signal.SIGALRM, lambda *_: print('alarm'))\nsignal.setitimer(signal.ITIMER_REAL, 0.01); signal.pause()\n"
            "p = select.epoll(); r, w = os.pipe(); p.register(r); os.write(w, b'x'); print(p.poll(1)[0][0] == r)\nos.kill(os.getpid(), signal.SIGUSR1) if signal.signal(signal.SIGUSR1, lambda *_: print('usr')) is not None else 0\n"
            "t = time.monotonic(); time.sleep(0.05); print(time.monotonic() - t >= 0.05)"), b"alarm\nTrue\nusr\nTrue\n")

    def test_a_database_in_a_file(self):
        self.assertPrints(self.box.python(
            "import sqlite3\nc = sqlite3.connect('data.db'); c.execute('pragma journal_mode = wal'); c.execute('create table t (a)'); c.executemany('insert into t values (?)', [(n,) for n in range(1000)]); c.commit()\n"
            "print(c.execute('select sum(a) from t').fetchone())"), b"(499500,)\n")

    def test_locales_of_runtimes(self):
        self.assertPrints(self.box.python(
            "import locale, datetime, zoneinfo\nprint(locale.setlocale(locale.LC_ALL, ''), sorted('\u00e4z'), datetime.datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo('Europe/Berlin')).utcoffset())"), "C.UTF-8 ['z', 'ä'] 2:00:00\n".encode())


if __name__ == "__main__":
    unittest.main()
