#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator's first day as somebody lives it who cannot see the window: the real program on X11, driven through
AT-SPI by roles and accessible names alone, from an empty home to a restored app, which is then compared on disk.

Run by tests/run.sh --a11y, which gives it a display and a session bus. HOLDFAST_BUILD_DIR names the build."""
import hashlib
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

import pyatspi

BUILD = pathlib.Path(os.environ.get("HOLDFAST_BUILD_DIR", "build/dev")).resolve()
PATIENCE = float(os.environ.get("HOLDFAST_TEST_PATIENCE", "1"))
PHONES = ("golden-1", "golden-2", "golden-3")
SPARE = "spare"
SHOP, NOTES = "com.shop.app3", "io.notes.app5"
STATE, PHASE, PHONE = 3, 2, 1  # Columns of the lists of phones, jobs and backups.


class Failed(Exception):
    pass


def wait(ask, what, seconds=20.0):
    """Asks until there is an answer. Widgets may go while they are looked at."""
    end = time.monotonic() + seconds * PATIENCE
    problem = None
    while time.monotonic() < end:
        try:
            answer = ask()
            if answer:
                return answer
        except Failed:
            raise
        except Exception as error:  # What has gone answers with whatever error the bus has.
            problem = error
        time.sleep(0.05)
    raise Failed(f"never came: {what}" + (f" ({problem})" if problem else ""))


def shown(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def look(root, role, name):
    """Breadth first among what is to be seen. Tables and trees are asked by cell, never walked."""
    queue = list(root)
    while queue:
        node = queue.pop(0)
        if node is None or not shown(node):
            continue
        if node.getRoleName() == role and (name(node.name) if callable(name) else node.name == name):
            return node
        if node.getRoleName() not in ("table", "tree", "tree table"):
            queue += [node.getChildAtIndex(i) for i in range(node.childCount)]
    return None


def said():
    """What the program's labels say: with it a failure can be understood."""
    queue = [a for a in pyatspi.Registry.getDesktop(0) if a and a.name == "holdfast"]
    texts = []
    while queue:
        node = queue.pop(0)
        if node is None:
            continue
        if node.getRoleName() == "label" and node.name and shown(node):
            texts.append(f"  {node.name}")
        if node.getRoleName() not in ("table", "tree", "tree table"):
            queue += [node.getChildAtIndex(i) for i in range(node.childCount)]
    return texts


class Window:
    """The program, by what it tells assistive technology."""

    def __init__(self, process):
        self.process = process
        self.root = wait(self.program, "the program on the accessibility bus", 30)

    def program(self):
        if self.process.poll() is not None:
            raise Failed(f"the program ended with {self.process.returncode}")
        return next((a for a in pyatspi.Registry.getDesktop(0) if a and a.name == "holdfast"), None)

    def find(self, role, name, seconds=20.0):
        return wait(lambda: look(self.root, role, name), f"{role} “{name}”", seconds)

    def press(self, name, role="push button", seconds=30.0):
        def enabled():
            button = look(self.root, role, name)
            return button if button and button.getState().contains(pyatspi.STATE_ENABLED) else None
        wait(enabled, f"{role} “{name}” to be enabled", seconds).queryAction().doAction(0)

    def type(self, name, text):
        self.find("text", name).queryEditableText().setTextContents(text)

    def label(self, beginning, seconds=20.0):
        return self.find("label", lambda name: name.startswith(beginning), seconds)

    def page(self, name):
        pages = self.find("list", "Pages")
        for i in range(pages.childCount):
            if pages.getChildAtIndex(i).name.startswith(name):
                pages.getChildAtIndex(i).queryAction().doAction(0)
                return
        raise Failed(f"there is no page {name}")

    def cell(self, view, row, column, role="table"):
        return self.find(role, view).queryTable().getAccessibleAt(row, column)

    def texts(self, view, column, role="table"):
        """What a column says, or nothing while there is no such list."""
        table = look(self.root, role, view)
        if not table:
            return []
        table = table.queryTable()
        return [table.getAccessibleAt(row, column).name for row in range(table.nRows)]

    def row(self, view, column, text, role="table", seconds=60.0):
        def ask():
            found = [i for i, said in enumerate(self.texts(view, column, role)) if said.startswith(text)]
            return found or None
        return wait(ask, f"“{text}” in “{view}”", seconds)[0]

    def select(self, view, column, text, role="table"):
        row = self.row(view, column, text, role)
        self.find(role, view).queryTable().addRowSelection(row)

    def tick(self, view, text):
        """A box in a list has no action of its own on this bus: the pointer ticks it where it says it is."""
        row = self.row(view, 0, text, "tree")
        place = self.cell(view, row, 0, "tree").queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        pyatspi.Registry.generateMouseEvent(place.x + 10, place.y + place.height // 2, "b1c")


def content(folder):
    """Every file below it but caches, by its hash."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink() and "cache/" not in str(path.relative_to(folder))}


def make_phones(window):
    window.label("Three steps to the first backup")
    window.label("Find phones")
    for name in (*PHONES, SPARE):
        window.press("New emulated phone…")
        window.find("dialog", "New emulated phone")
        window.type("Name", name)
        window.press("Create and start")
        # By its name each time: the rows move as phones come.
        wait(lambda name=name: window.texts("Phones", STATE)[window.row("Phones", 0, name)] == "Online", f"{name} online", 60)
    window.label("4 phones online")


def add_store(window, folder):
    window.press("Add store…")
    window.find("dialog", "Add a store")
    window.type("Folder", str(folder))
    window.press("Add")
    window.row("Stores", 0, "local", "tree")
    window.page("Phones")
    window.label("1 store for backups")


def back_up(window, slow):
    for name in PHONES:
        window.select("Phones", 0, name)
    window.label("3 phones selected")
    window.press("Back up…")
    window.find("dialog", "Back up 3 phones")
    window.tick("Apps", SHOP)
    window.tick("Apps", NOTES)
    window.find("page tab", lambda name: name.startswith("Apps (2"))
    window.type("Name", "before the update")
    slow("bytesPerSecond=400000")
    window.press("Back up 3 phones")
    phases = set()

    def done():
        said = window.texts("Jobs", PHASE)
        phases.update(text.split(",")[0] for text in said)
        return len(said) == 3 and all(text == "Done" for text in said)

    wait(done, "three backups", 120)
    slow()
    if len(phases) < 3:
        raise Failed(f"progress was not told: {sorted(phases)}")


def restore(window):
    window.page("Backups")
    wait(lambda: len(window.texts("Backups", PHONE)) == 3, "three backups in the list")
    window.type("Search backups", "udpate")
    window.select("Backups", PHONE, "golden-2")
    window.find("page tab", "Contents").queryAction().doAction(0)
    window.row("Contents", 0, "data", "tree")
    window.press("Restore…")
    window.find("dialog", "Restore a backup")
    window.press("Apps", "radio button")
    window.tick("Apps", NOTES)
    window.label("1 of 2 apps")
    window.press("Next")
    window.tick("Target phones", SPARE)
    window.label("1 phone ticked")
    window.press("Next")
    window.row("Check results", 0, SPARE, "tree")
    window.press("Next")
    window.label("replaces the data of 1 app as a whole", 60)
    window.press("I understand that data on 1 phone is replaced", "check box")
    window.press("Restore to 1 phone")
    wait(lambda: window.texts("Jobs", PHASE) == ["Done"] * 4, "the restore", 120)


def story(process, home, slow):
    window = Window(process)
    make_phones(window)
    add_store(window, home / "backups")
    back_up(window, slow)
    root = home / "data/emulators"
    source = root / "golden-2/root/data/data" / NOTES
    target = root / SPARE / "root/data/data" / NOTES
    (target / "files").mkdir(exist_ok=True)
    (target / "files/stray").write_bytes(b"not in the backup")
    restore(window)
    wanted = content(source)
    if len(wanted) < 4 or content(target) != wanted:
        raise Failed(f"the app on {SPARE} is not that of golden-2: {sorted(content(target))}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        (home / "backups").mkdir()
        environment = dict(
            os.environ, HOME=folder, XDG_CONFIG_HOME=f"{folder}/config", XDG_DATA_HOME=f"{folder}/share", LANG="C.UTF-8",
            LC_ALL="C.UTF-8", LANGUAGE="en", TZ="UTC", HOLDFAST_DATA_DIR=f"{folder}/data",
            ANDROID_ADB_SERVER_PORT=str(free_port()), ADB_LOCAL_TRANSPORT_MAX_PORT="5553", ADB_MDNS="0",
            QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")

        def slow(*words):
            for name in PHONES:
                subprocess.run([BUILD / "app/emulator/holdfast-emulator", "fault", "--dir", home / "data/emulators" / name,
                                *words], env=environment, check=True, stdout=subprocess.DEVNULL)

        process = subprocess.Popen([BUILD / "app/gui/holdfast", "-style", "fusion"], env=environment)
        try:
            story(process, home, slow)
        except Failed as problem:
            print(problem, *said(), sep="\n", file=sys.stderr)
            return 1
        finally:
            process.terminate()
            process.wait(30)
            subprocess.run([BUILD / "app/cli/holdfast-cli", "emulator", "stop", *PHONES, SPARE], env=environment, check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            subprocess.run(["adb", "kill-server"], env=environment, check=False)
    print("from an empty home to a restored app by roles and names alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
