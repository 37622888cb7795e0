"""Runs a program again and again, in one box and in boxes of their own, and compares what launcher and host hold before
and after. usage: steady.py [RUNS], 20,000 without it; half of them in one box. Exit status 1 if something grew."""

import os
import sys
import time

from box import Box
from host import SLOT, await_none, left

WARM_UP = 200


def status(process, name):
    with open(f"/proc/{process}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name + ":"))


def of_launcher(box):
    """When it has prepared the next run and does nothing more: twice the same."""
    deadline = time.monotonic() + 5
    before, now = None, once(box)
    while time.monotonic() < deadline and (now != before or not now["processes of the launcher"]):
        time.sleep(0.1)
        before, now = now, once(box)
    return now


def once(box):
    return {"memory of the launcher, KiB": status(box.process.pid, "VmRSS"),
            "descriptors of the launcher": len(os.listdir(f"/proc/{box.process.pid}/fd")),
            "processes of the launcher": len(children(box))}


def children(box):
    with open(f"/proc/{box.process.pid}/task/{box.process.pid}/children") as file:
        return file.read().split()


def slab(name):
    with open("/proc/slabinfo") as file:
        return next((int(line.split()[1]) for line in file if line.split()[0] == name), 0)


def of_host():
    with open("/proc/self/mountinfo") as file:
        mounts = len(file.readlines())
    return {"mounts": mounts, "left of the slot": len(left()), "descriptors here": len(os.listdir("/proc/self/fd")),
            "memory here, KiB": status(os.getpid(), "VmRSS"), "network namespaces": slab("net_namespace")}


def show(before, after, allowed):
    grew = False
    for name, value in before.items():
        much = after[name] > value + allowed.get(name, 0)
        grew |= much
        print(f"  {name:32} {value:>8} {after[name]:>8}{'   GREW' if much else ''}")
    return grew


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    Box("--slot", str(SLOT)).close()
    grew = False

    print(f"{runs // 2} runs in one box")
    host = of_host()
    with Box("--slot", str(SLOT)) as box:
        for _ in range(WARM_UP):
            box.run("/bin/true")
        before, started = of_launcher(box), time.monotonic()
        for _ in range(runs // 2):
            if box.run("/bin/true").exit_code != 0:
                raise AssertionError("a run failed")
        print(f"  {runs // 2 / (time.monotonic() - started):.0f} a second")
        grew |= show(before, of_launcher(box), {"memory of the launcher, KiB": 256})

    print(f"{runs - runs // 2} runs in boxes of their own")
    started = time.monotonic()
    for _ in range(runs - runs // 2):
        with Box("--slot", str(SLOT)) as box:
            if box.run("/bin/true").exit_code != 0:
                raise AssertionError("a run failed")
    print(f"  {(runs - runs // 2) / (time.monotonic() - started):.0f} a second")
    await_none(left)
    # The kernel frees network namespaces when it has time.
    deadline = time.monotonic() + 30
    while of_host()["network namespaces"] > host["network namespaces"] + 20 and time.monotonic() < deadline:
        time.sleep(0.2)
    grew |= show(host, of_host(), {"memory here, KiB": 2048, "network namespaces": 20})
    return 1 if grew else 0


if __name__ == "__main__":
    sys.exit(main())
