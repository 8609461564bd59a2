#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that comparetrees.py sees each kind of difference, and none where there is none."""
import contextlib
import io
import os
import shutil
import socket
import subprocess
import tempfile
import unittest

import comparetrees

NOT_UTF8 = b"\xff\xfe caf\xe9"


def build(root):
    """A small phone root with one of everything that an ordinary user can make."""
    data = os.path.join(os.fsencode(root), b"data")
    os.makedirs(data + b"/data/app/files")
    os.makedirs(data + b"/data/app/cache")
    os.makedirs(data + b"/local/tmp")
    for name, content in [(b"a", b"alpha"), (b"empty", b""), (b"new\nline", b"x"), (NOT_UTF8, b"y")]:
        with open(data + b"/data/app/files/" + name, "wb") as file:
            file.write(content)
    with open(data + b"/data/app/cache/c", "wb") as file:
        file.write(b"cached")
    with open(data + b"/sparse", "wb") as file:
        file.seek(8 << 20)
        file.write(b"end")
    os.link(data + b"/data/app/files/a", data + b"/hard")
    os.symlink("files/a", data + b"/data/app/soft")
    os.mkfifo(data + b"/fifo")
    os.setxattr(data + b"/sparse", "user.note", b"1")


def dig(root):
    """Adds a path of 25 × 200 bytes, which is longer than PATH_MAX, so that `cp` cannot copy it."""
    folders = [os.open(os.path.join(root, "data"), os.O_RDONLY)]
    times = os.fstat(folders[0])
    for _ in range(25):
        os.mkdir(b"d" * 200, dir_fd=folders[-1])
        folders.append(os.open(b"d" * 200, os.O_RDONLY, dir_fd=folders[-1]))
    os.close(os.open("bottom", os.O_CREAT | os.O_WRONLY, dir_fd=folders[-1]))
    os.utime("bottom", ns=(0, 0), dir_fd=folders[-1])
    for folder in reversed(folders):
        os.utime(folder, ns=(times.st_atime_ns, times.st_mtime_ns))
        os.close(folder)


class CompareTrees(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="comparetrees-")
        self.a = os.path.join(self.folder, "a")
        self.b = os.path.join(self.folder, "b")
        os.mkdir(self.a)
        build(self.a)
        subprocess.run(["cp", "-a", "--sparse=always", self.a, self.b], check=True)
        dig(self.a)
        dig(self.b)

    def tearDown(self):
        subprocess.run(["rm", "-rf", self.folder], check=True)

    def compare(self, *options):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            code = comparetrees.main([self.a, self.b, *options])
        return code, output.getvalue()

    def in_b(self, path):
        return os.path.join(os.fsencode(self.b), os.fsencode(path))

    def expect_difference(self, word, path, *options):
        code, output = self.compare(*options)
        self.assertEqual(code, 1, output)
        self.assertTrue(any(path in line and word in line for line in output.splitlines()), output)

    def keep_time(self, path, change):
        """Applies `change` to a path of b and gives it its time back, so that only the change is seen."""
        target = self.in_b(path)
        before = [(name, os.lstat(name)) for name in (target, os.path.dirname(target))
                  if os.path.lexists(name)]
        change(target)
        for name, status in before:
            with contextlib.suppress(FileNotFoundError):
                os.utime(name, ns=(status.st_atime_ns, status.st_mtime_ns), follow_symlinks=False)

    def test_equal(self):
        code, output = self.compare()
        self.assertEqual(code, 0, output)
        self.assertIn("2 hard-linked", output)

    def test_content_of_equal_size(self):
        def change(path):
            with open(path, "r+b") as file:
                file.write(b"ALPHA")
        self.keep_time("data/data/app/files/a", change)
        self.expect_difference("content", "/data/data/app/files/a")

    def test_one_byte_behind_a_hole(self):
        def change(path):
            with open(path, "r+b") as file:
                file.seek(3 << 20)
                file.write(b"!")
        self.keep_time("data/sparse", change)
        self.expect_difference("content", "/data/sparse")

    def test_size_of_zeros(self):
        self.keep_time("data/data/app/files/empty", lambda path: os.truncate(path, 100))
        self.expect_difference("size", "/data/data/app/files/empty")

    def test_mode(self):
        self.keep_time("data/data/app/files/a", lambda path: os.chmod(path, 0o4755))
        self.expect_difference("mode", "/data/data/app/files/a")

    def test_nanoseconds(self):
        status = os.lstat(self.in_b("data/fifo"))
        os.utime(self.in_b("data/fifo"), ns=(status.st_atime_ns, status.st_mtime_ns ^ 1))
        self.expect_difference("time", "/data/fifo")

    def test_time_of_a_symlink(self):
        os.utime(self.in_b("data/data/app/soft"), ns=(1, 1), follow_symlinks=False)
        self.expect_difference("time", "/data/data/app/soft")

    def test_attribute(self):
        self.keep_time("data/sparse", lambda path: os.setxattr(path, "user.note", b"2"))
        self.expect_difference("attributes", "/data/sparse")

    def test_symlink_target(self):
        def change(path):
            os.unlink(path)
            os.symlink("files/b", path)
        self.keep_time("data/data/app/soft", change)
        self.expect_difference("target", "/data/data/app/soft")

    def test_broken_hard_link(self):
        def change(path):
            os.unlink(path)
            shutil.copy2(self.in_b("data/data/app/files/a"), path)
        self.keep_time("data/hard", change)
        self.expect_difference("hard links", "/data/hard")

    def test_type(self):
        def change(path):
            os.unlink(path)
            os.close(os.open(path, os.O_CREAT))
        self.keep_time("data/fifo", change)
        self.expect_difference("type", "/data/fifo")

    def test_missing_name_that_is_not_utf8(self):
        self.keep_time(b"data/data/app/files/" + NOT_UTF8, os.unlink)
        self.expect_difference("only in the first", "\\xff\\xfe")

    def test_missing_below_a_path_that_is_too_long(self):
        subprocess.run(["find", self.b, "-name", "bottom", "-delete"], check=True)
        self.expect_difference("only in the first", "bottom")

    def test_more_in_the_second(self):
        self.keep_time("data/extra", lambda path: os.close(os.open(path, os.O_CREAT)))
        self.expect_difference("only in the second", "/data/extra")
        self.assertEqual(self.compare("--subset")[0], 0)

    @unittest.skipIf(os.getuid() != 0, "needs root")
    def test_owner_and_device(self):
        for root, minor in ((self.a, 1), (self.b, 2)):
            os.mknod(os.path.join(root, "data/device"), 0o020600, os.makedev(1, minor))
            os.utime(os.path.join(root, "data/device"), ns=(0, 0))
            os.utime(os.path.join(root, "data"), ns=(0, 0))
        self.expect_difference("device", "/data/device")
        os.chown(self.in_b("data/fifo"), 10123, 10123)
        self.expect_difference("owner", "/data/fifo")
        self.assertNotIn("owner", self.compare("--no-owner")[1])

    def test_whole_phone(self):
        self.keep_time("data/data/app/cache/c", os.unlink)
        self.keep_time("data/local/tmp/holdfast-agent-1", os.mkdir)
        os.utime(self.in_b("data/local/tmp"), ns=(5, 5))
        with socket.socket(socket.AF_UNIX) as listener:
            os.chdir(os.path.join(self.a, "data/data"))
            listener.bind("s")
            os.chdir("/")
            status = os.lstat(self.in_b("data/data"))
            os.utime(os.path.join(self.a, "data/data"), ns=(status.st_atime_ns, status.st_mtime_ns))
        code, output = self.compare("--holdfast-whole")
        self.assertEqual(code, 0, output)
        self.assertEqual(self.compare()[0], 1)
        os.utime(self.in_b("data/data/app"), ns=(5, 5))
        self.expect_difference("time", "/data/data/app", "--holdfast-whole")

    def test_under_and_exclude(self):
        self.keep_time("data/hard", os.unlink)
        self.assertEqual(self.compare("--under", "/data/data")[0], 0)
        self.assertEqual(self.compare("--exclude", "/data/h?rd")[0], 0)
        self.assertEqual(self.compare("--exclude", "/**/files")[0], 1)
        self.keep_time("data/data/app/files/new\nline", os.unlink)
        self.assertEqual(self.compare("--under", "/data/data")[0], 1)
        self.assertEqual(self.compare("--under", "/data/data", "--exclude", "/data/**/new\\nline")[0], 0)

    def test_nothing_compared(self):
        self.assertEqual(self.compare("--under", "/nowhere")[0], 2)
        self.assertEqual(self.compare("--exclude", "/*")[0], 2)
        self.assertEqual(self.compare("--exclude", "relative")[0], 2)


class Patterns(unittest.TestCase):
    def matches(self, pattern, path):
        return comparetrees.pattern_regex(pattern).fullmatch(path) is not None

    def test_patterns(self):
        for pattern, path, expected in [
                ("/a", b"/a", True), ("/a", b"/a/b/c", True), ("/a", b"/ab", False),
                ("/a*", b"/ab/c", True), ("/a/*", b"/a", False), ("/a/*", b"/a/b", True),
                ("/a/**", b"/a", False), ("/a/**", b"/a/b/c", True), ("/**/x", b"/x", True),
                ("/**/x", b"/a/b/x/y", True), ("/a/**/x", b"/a/x", True), ("/a?", "/a云".encode(), True),
                ("/a??", "/a云".encode(), False), ("/a?", b"/a\xff", True), ("/a\\*", b"/a*", True),
                ("/a\\*", b"/ab", False), ("/a\\xff", b"/a\xff", True), ("/a\\\\", b"/a\\", True),
                ("/a*b", b"/a/b", False), ("/a*", b"/a\n/b", True)]:
            self.assertEqual(self.matches(pattern, path), expected, (pattern, path))


if __name__ == "__main__":
    unittest.main()
