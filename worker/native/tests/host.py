"""What the host has of one slot: processes, control groups, mounts, files, shared memory, keys."""

import contextlib
import glob
import os
import time

SLOT = 2048 + os.getpid() % 2048  # two test runs may meet on one machine
FIRST_ID = 0x70000000
IDS = {FIRST_ID + 2 * SLOT, FIRST_ID + 2 * SLOT + 1}


def processes():
    """Every process on the host of this slot's two users; not those that are dead but not yet collected by init."""
    found = []
    for path in glob.glob("/proc/[0-9]*"):
        try:
            with open(path + "/status") as file:
                status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
        except (FileNotFoundError, ProcessLookupError):
            continue
        if not status["State"].startswith("Z") and IDS & {int(uid) for uid in status["Uid"].split()}:
            found.append(int(path[6:]))
    return found


def reaper_user(launcher):
    """The host user of process 1 of the box that waits for its next run."""
    with open(f"/proc/{launcher}/task/{launcher}/children") as file:
        reaper = int(file.read().split()[0])
    with open(f"/proc/{reaper}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Uid:"))


def cgroups():
    """Every control group of this slot, in all hierarchies."""
    found = []
    for root, folders, _ in os.walk("/sys/fs/cgroup"):
        found += [os.path.join(root, folder) for folder in folders if f"kiln/slot-{SLOT}" in os.path.join(root, folder)]
    return found


def mounts():
    """Mounts of ours that reached the host: on the scaffold, or owned by a slot's user."""
    with open("/proc/self/mountinfo") as file:
        lines = file.read().splitlines()
    return [line for line in lines if f"uid={FIRST_ID + 2 * SLOT + 1}" in line or line.split()[4] in ("/sys/work", "/sys/usr", "/sys/dev")]


def await_none(count, seconds=1.0):
    """What is left when nothing is, or after so long."""
    deadline = time.monotonic() + seconds
    while (left := count()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return left


def objects():
    """Files in the folders that every user may write to, System V objects and keys of this slot's users."""
    found = []
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run/lock"):
        if os.path.isdir(folder):
            for name in os.listdir(folder):
                with contextlib.suppress(FileNotFoundError):  # somebody else's, gone meanwhile
                    if os.lstat(os.path.join(folder, name)).st_uid in IDS:
                        found.append(os.path.join(folder, name))
    for kind in ("shm", "sem", "msg"):
        with open(f"/proc/sysvipc/{kind}") as file:
            lines = [line.split() for line in file]
        owner = lines[0].index("uid")
        found += [f"{kind} {line}" for line in lines[1:] if int(line[owner]) in IDS]
    with open("/proc/key-users") as file:
        found += [line for line in file if int(line.split(":")[0]) in IDS and int(line.split()[1]) > 0]
    return found


def left():
    """All of it."""
    return processes() + cgroups() + mounts() + objects()
