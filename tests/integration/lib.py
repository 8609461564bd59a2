# SPDX-License-Identifier: GPL-3.0-or-later
"""What the whole-system tests stand on: a private home with a data directory and a store, a private adb server,
emulated phones, and the real holdfast-cli as a process. Whatever happens, no process and no file is left."""
import contextlib
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("HOLDFAST_BUILD_DIR") or SOURCE / "build" / "dev").resolve()
CLI = BUILD / "app" / "cli" / "holdfast-cli"
EMULATOR = BUILD / "app" / "emulator" / "holdfast-emulator"
COMPARE = SOURCE / "tests" / "support" / "comparetrees.py"
SKIPPED = 77
# Sanitizers and busy machines: every time-out below is multiplied by it.
PATIENCE = float(os.environ.get("HOLDFAST_TEST_PATIENCE", "1"))
# These keep freed memory for a while and shadows of all of it: peaks say nothing then.
SANITIZED = "ASAN_OPTIONS" in os.environ or "TSAN_OPTIONS" in os.environ


class Failure(Exception):
    """Something is not as it must be."""


def check(condition, message):
    if not condition:
        raise Failure(message)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds, message):
    """Polls `condition` until it is true and returns what it gave; a Failure after `seconds`."""
    end = time.monotonic() + seconds * PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(message() if callable(message) else message)
        time.sleep(0.05)


def shown_form(path):
    """A path's bytes as Holdfast shows and takes them: written anew here, from what nameescape.h promises."""
    out = ""
    for character in path.decode("utf-8", "surrogateescape"):
        number = ord(character)
        if 0xDC80 <= number <= 0xDCFF:  # a byte that is not UTF-8
            out += f"\\x{number - 0xDC00:02x}"
        elif character in "\\\n\t\r":
            out += {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}[character]
        elif number < 0x20 or 0x7F <= number < 0xA0:
            out += "".join(f"\\x{byte:02x}" for byte in character.encode())
        else:
            out += character
    return out


def parents():
    """The parent of each process of this machine."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, ValueError):
                status = pathlib.Path("/proc", entry, "stat").read_bytes()
                found[int(entry)] = int(status[status.rindex(b")") + 2:].split()[1])
    return found


def command_line(pid):
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    return ""


class Outcome:
    """How a command ended."""

    def __init__(self, arguments, code, out, err, seconds, usage, peak):
        self.arguments = arguments
        self.code = code
        self.out = out
        self.err = err.decode(errors="replace")
        self.seconds = seconds
        self.usage = usage  # as in getrusage(2)
        self.peak = peak  # bytes of memory, of the program itself

    @property
    def json(self):
        """The one JSON document on stdout. An error of a sanitizer shows here too."""
        try:
            return json.loads(self.out)
        except ValueError as error:
            raise Failure(f"{self}: stdout is not one JSON document: {error}") from error

    @property
    def error_code(self):
        """The error's name: of the command, or of its (first failed) job."""
        document = self.json
        if "error" in document:
            return document["error"]["code"]
        for job in document.get("batch", {}).get("jobs", []):
            if job.get("error"):
                return job["error"]["code"]
        return None

    def __str__(self):
        words = " ".join(map(str, self.arguments))
        return f"{words}\n  exit code {self.code} after {self.seconds:.1f} s\n  stdout: {self.out[-1500:]!r}\n  stderr: {self.err[-1500:]}"


class Running:
    """A command that was started and is waited for later. It runs in a process group of its own."""

    def __init__(self, environment, arguments, stdin=None):
        self.arguments = [str(word) for word in arguments]
        self.files = [tempfile.TemporaryFile(dir=environment.folder) for _ in range(2)]
        self.began = time.monotonic()
        self.process = subprocess.Popen(self.arguments, stdin=stdin or subprocess.DEVNULL, stdout=self.files[0],
                                        stderr=self.files[1], env=environment.variables, cwd=environment.folder,
                                        start_new_session=True)
        self.outcome = None
        self.peak = 0

    def ended(self):
        if self.outcome is None:
            self.note_memory()
            pid, status, usage = os.wait4(self.process.pid, os.WNOHANG)
            if pid:
                self.finish(status, usage)
        return self.outcome is not None

    def note_memory(self):
        """getrusage() counts what this process held when it forked; the kernel's own mark begins with the program."""
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    self.peak = max(self.peak, int(line.split()[1]) * 1024)

    def finish(self, status, usage):
        seconds = time.monotonic() - self.began
        texts = []
        for file in self.files:
            file.seek(0)
            texts.append(file.read())
            file.close()
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.outcome = Outcome(self.arguments, self.process.returncode, *texts, seconds, usage, self.peak)

    def send(self, number):
        if not self.ended():
            self.process.send_signal(number)

    def wait(self, timeout):
        """Its outcome; a Failure, with the process killed, when it takes longer than `timeout` seconds."""
        end = time.monotonic() + timeout * PATIENCE
        while not self.ended():
            if time.monotonic() > end:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.finish(*os.wait4(self.process.pid, 0)[1:])
                raise Failure(f"stuck: {self.outcome}")
            time.sleep(0.01)
        return self.outcome


class Phone:
    """An emulated phone of an environment."""

    def __init__(self, environment, view):
        self.environment = environment
        self.name = view["name"]
        self.serial = view["serial"]
        self.folder = pathlib.Path(view["directory"])
        self.root = self.folder / "root"

    def settings(self, **changes):
        """Changes phone.json; counts from the next start on."""
        file = self.folder / "phone.json"
        document = json.loads(file.read_text())
        document.update(changes)
        file.write_text(json.dumps(document))

    def start(self):
        self.environment.cli("emulator", "start", self.name, expect=0)
        return self

    def stop(self):
        self.environment.cli("emulator", "stop", self.name, expect=0)

    def faults(self, **values):
        """Sets exactly these faults (none: heals the phone), as in EmulatorFaults."""
        words = [f"{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in values.items()]
        done = self.environment.run([EMULATOR, "fault", "--dir", self.folder, *words], timeout=20)
        check(done.code == 0, f"faults were not taken: {done}")

    def adb(self, *words, timeout=60, **options):
        return self.environment.run(["adb", "-s", self.serial, *words], timeout=timeout, **options)

    def shell(self, command, timeout=60):
        done = self.adb("shell", "-T", command, timeout=timeout)
        check(done.code == 0, str(done))
        return done.out

    def connect(self):
        """After cuts and killed servers: connected and usable again."""
        def usable():
            state = self.adb("get-state", timeout=20)
            if state.code == 0 and state.out.strip() == b"device" and self.adb("shell", "true", timeout=20).code == 0:
                return True
            self.environment.run(["adb", "disconnect", self.serial], timeout=20)
            self.environment.run(["adb", "connect", self.serial], timeout=20)
            return False
        wait_until(usable, 40, f"{self.name} does not come back")

    def processes(self):
        """Programs that run on the phone, as {pid: command line}; without the emulator's own three processes."""
        try:
            supervisor = int((self.folder / "pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return {}
        parent = parents()
        below = {supervisor}
        grown = True
        while grown:
            more = {pid for pid, above in parent.items() if above in below} - below
            below |= more
            grown = bool(more)
        lines = {pid: command_line(pid) for pid in below}
        return {pid: line for pid, line in lines.items() if line and "holdfast-emulator run" not in line}

    def check_idle(self, seconds=15, crashed=False):
        """No program of ours, nor any other, is left running on the phone, and the lock is let go. A phone that
        crashed keeps the link; the next to come sees that nobody holds it."""
        lock = self.root / "data/local/tmp/.holdfast-lock"
        wait_until(lambda: not self.processes() and (crashed or not lock.is_symlink()), seconds,
                   lambda: f"left on {self.name}: {self.processes()}{', the lock' if lock.is_symlink() else ''}")


class Environment:
    """A context manager. `inactivity` is the number of seconds after which a silent phone counts as lost."""

    def __init__(self, inactivity=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="holdfast-it-"))
        self.data = self.folder / "data"
        self.store = self.folder / "store"
        self.home = self.folder / "home"
        self.store.mkdir()
        self.home.mkdir()
        self.adb_port = free_port()
        self.variables = {key: value for key, value in os.environ.items()
                          if key not in ("ADB_SERVER_SOCKET", "ANDROID_SERIAL", "ADB_TRACE", "ANDROID_SDK_HOME")}
        self.variables.update(
            HOME=str(self.home), XDG_CONFIG_HOME=str(self.home / "config"), XDG_DATA_HOME=str(self.home / "share"),
            HOLDFAST_DATA_DIR=str(self.data), HOLDFAST_BUILD_DIR=str(BUILD), LC_ALL="C.UTF-8", TZ="UTC",
            ANDROID_ADB_SERVER_PORT=str(self.adb_port), ADB_LOCAL_TRANSPORT_MAX_PORT="5553", ADB_MDNS="0")
        if inactivity:
            self.variables["HOLDFAST_INACTIVITY_SECONDS"] = str(inactivity)
        self.guard = None

    def __enter__(self):
        self.start_guard()
        try:
            self.start_adb()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind, error, trace):
        if error and os.environ.get("HOLDFAST_TEST_KEEP"):
            print(f"kept: {self.folder}", file=sys.stderr)
            self.end_processes()
            os.write(self.guard, b"k")
        else:
            self.clean_up()
        os.close(self.guard)

    # Life and death

    def start_guard(self):
        """Cleans up when this process is killed, as CTest does after its time-out: an orphan that waits for the
        end of a pipe."""
        reading, self.guard = os.pipe()
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            os.close(reading)
            return
        os.setsid()
        if os.fork():
            os._exit(0)
        os.close(self.guard)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        quiet = os.open(os.devnull, os.O_RDWR)
        for handle in range(3):  # Else whoever reads our output waits for the guard.
            os.dup2(quiet, handle)
        if os.read(reading, 1) == b"":
            with contextlib.suppress(BaseException):
                self.clean_up()
        os._exit(0)

    def own_processes(self):
        """Whoever has our private home in its environment: all that was started from here, daemons too."""
        mark = b"HOME=" + os.fsencode(self.home)
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                with contextlib.suppress(OSError):
                    if mark in pathlib.Path("/proc", entry, "environ").read_bytes().split(b"\0"):
                        found.append(int(entry))
        return found

    def end_processes(self):
        for file in self.data.glob("emulators/*/pid"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                os.kill(int(file.read_text().split()[0]), signal.SIGTERM)
        for _ in range(100):
            left = self.own_processes()
            if not left:
                return
            for pid in left:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)

    def clean_up(self):
        if not self.folder.exists():
            return
        self.end_processes()
        # The phones' files belong to ids that only the emulator's user namespace can act for.
        subprocess.run([EMULATOR, "enter", "rm", "-rf", "--", self.folder], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_adb(self):
        log = open(self.folder / "adb.log", "ab")
        subprocess.Popen(["adb", "-L", f"tcp:localhost:{self.adb_port}", "server", "nodaemon"], stdin=subprocess.DEVNULL,
                         stdout=log, stderr=log, env=self.variables, start_new_session=True)
        log.close()

        wait_until(self.adb_answers, 20, "the adb server does not answer")

    def adb_answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.adb_port), 2) as link:
            link.sendall(b"000chost:version")
            return link.recv(4) == b"OKAY"
        return False

    def start_adb_again(self):
        if not self.adb_answers():
            self.start_adb()

    def kill_adb(self):
        """The server dies as in a crash."""
        port = str(self.adb_port)
        for pid in self.own_processes():
            line = command_line(pid)
            if line.startswith("adb ") and port in line and ("nodaemon" in line or "fork-server" in line):
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)

    # Commands

    def run(self, arguments, timeout=120, stdin=None):
        return Running(self, arguments, stdin).wait(timeout)

    def start_cli(self, *words):
        return Running(self, [CLI, *words, "--json"])

    def cli(self, *words, timeout=120, expect=None):
        """Runs holdfast-cli with --json. With `expect`, any other exit code is a Failure."""
        done = self.start_cli(*words).wait(timeout)
        check(expect is None or done.code == expect, f"exit code is not {expect}: {done}")
        return done

    def phone(self, name, sample="small", start=True, **options):
        """Makes (and starts) an emulated phone; options are those of `emulator create`."""
        words = ["emulator", "create", name, "--port", str(free_port())]
        if "from" not in options:
            words += ["--sample", sample]
        for key, value in options.items():
            words += [f"--{key}", str(value)]
        made = Phone(self, self.cli(*words, timeout=300, expect=0).json["emulator"])
        return made.start() if start else made

    def add_store(self, name="main", folder=None):
        self.cli("store", "add", name, folder or self.store, expect=0)
        return name

    def back_up(self, phone, *words, store="main", timeout=120, expect=0):
        """Returns the new backup's document."""
        words = words or ["--all"]
        done = self.cli("backup", "create", phone.serial, *words, "--to", store, timeout=timeout, expect=expect)
        return done.json["backups"][0]

    def restore(self, backup, phone, *words, timeout=120, expect=0):
        """Restores everything that was backed up, the source's identity too: afterwards the phones are equal."""
        return self.cli("backup", "restore", backup, "--to", phone.serial, "--take-identity", *words, timeout=timeout,
                        expect=expect)

    def compare(self, first, second, *words):
        """The independent comparison; a Failure with its output unless equal. Returns its summary."""
        done = self.run([EMULATOR, "enter", sys.executable, COMPARE, first, second, *words], timeout=600)
        check(done.code == 0, f"not equal: {done}")
        return done.out.decode().strip().splitlines()[-1]

    def backups(self):
        """All backups, by id."""
        found = {}
        token = []
        while True:
            page = self.cli("backup", "list", "--limit", "100", *token, expect=0).json
            found.update({backup["id"]: backup for backup in page["backups"]})
            if not page.get("nextToken"):
                return found
            token = ["--next", page["nextToken"]]

    def check_store(self, folder=None):
        """Every object belongs to an AVAILABLE backup and is whole by zstd's own judgement; every such backup has its
        object; there is nothing else, no temporary, in the store."""
        available = {backup["location"]: backup for backup in self.backups().values()
                     if backup["status"] == "AVAILABLE"}
        files = {f"file://{path}" for path in (folder or self.store).rglob("*") if path.is_file()}
        check(files == set(available), f"in the store {sorted(files)}, AVAILABLE {sorted(available)}")
        for url in files:
            done = self.run(["zstd", "-tq", url.removeprefix("file://")])
            check(done.code == 0, f"false AVAILABLE: {done}")

    def verify_all(self):
        for backup in self.backups().values():
            if backup["status"] == "AVAILABLE":
                self.cli("backup", "verify", backup["id"], expect=0)


def rounds(normal):
    """How often to repeat; HOLDFAST_TEST_ROUNDS overrides."""
    return int(os.environ.get("HOLDFAST_TEST_ROUNDS", normal))


def main(function):
    """Runs a test script: exit code 0, 1 with the reason, or 77 where the machine cannot run it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.reconfigure(line_buffering=True)
    for program in (CLI, EMULATOR):
        if not program.exists():
            print(f"skipped: {program} is not built")
            sys.exit(SKIPPED)
    can = subprocess.run([EMULATOR, "enter", "true"], capture_output=True, check=False)
    if can.returncode != 0:
        print(f"skipped: emulated phones need root or user namespaces: {can.stderr.decode().strip()}")
        sys.exit(SKIPPED)
    try:
        sys.exit(function() or 0)
    except Failure as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
