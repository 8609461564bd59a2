#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares two folders that stand for the root of a phone, without any code of the engine.

Compared are type, name (bytes), size, content, mode, owner, time of change in nanoseconds, extended attributes
(with the SELinux label, without trusted.*), target of a symbolic link, device numbers, and which names are hard
links to one file. Exit code: 0 equal, 1 different, 2 nothing was compared or a wrong request.
"""
import argparse
import hashlib
import os
import re
import resource
import stat
import sys

BLOCK = 1 << 20

# What a whole-phone backup leaves out: caches, and Holdfast's own files on the phone.
WHOLE_EXCLUDES = [
    "/data/data/*/cache", "/data/data/*/code_cache",
    "/data/user/*/*/cache", "/data/user/*/*/code_cache",
    "/data/user_de/*/*/cache", "/data/user_de/*/*/code_cache",
    "/data/media/*/Android/data/*/cache",
    "/data/cache", "/data/dalvik-cache", "/data/resource-cache", "/data/system/package_cache",
    "/data/local/tmp/holdfast-agent-*", "/data/local/tmp/.holdfast*",
]
# Holdfast comes and goes there while it works, so the folder's own time says nothing.
WHOLE_TIMELESS = {b"/data/local/tmp"}

# One character: a valid UTF-8 sequence (Unicode 15, table 3-7), else one byte. Never cut by backtracking.
CHARACTER = (rb"(?>[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
             rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
             rb"|[\xf1-\xf3][\x80-\xbf]{3}|[^/])")
ESCAPES = {b"\\\\": b"\\", b"\\n": b"\n", b"\\t": b"\t", b"\\r": b"\r", b"\\*": b"*", b"\\?": b"?"}
TOKEN = re.compile(rb"\\x[0-9a-fA-F]{2}|\\[\\ntr*?]|[^\\]", re.DOTALL)


def unescape(token):
    """The byte that one escape of a shown name stands for."""
    return bytes([int(token[2:], 16)]) if token.startswith(b"\\x") else ESCAPES.get(token, token)


def tokens(text):
    found = TOKEN.findall(text)
    if b"".join(found) != text:
        raise ValueError(f"unknown escape in {text!r}")
    return found


def bytes_of_path(shown):
    """The bytes of a path in its shown form."""
    return b"".join(unescape(token) for token in tokens(os.fsencode(shown)))


def pattern_regex(pattern):
    """A regular expression for one of Holdfast's patterns: what it matches, and everything below that."""
    text = os.fsencode(pattern)
    if not text.startswith(b"/"):
        raise ValueError(f"not absolute: {pattern}")
    segments = [part for part in text.split(b"/") if part]
    if segments and segments[-1] == b"**":
        segments[-1] = b"*"
    out = b""
    for segment in segments:
        if segment == b"**":
            out += b"(?:/[^/]+)*"
            continue
        out += b"/"
        for token in tokens(segment):
            out += {b"*": CHARACTER + b"*", b"?": CHARACTER}.get(token) or re.escape(unescape(token))
    return re.compile(out + b"(?:/.*)?", re.DOTALL)


def shown(path):
    text = path.decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def digest(path):
    """SHA-256 over the blocks that are not all zero, each with its place: a hole and zeros are the same content."""
    sha = hashlib.sha256()
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        offset = 0
        while True:
            try:
                offset = os.lseek(fd, offset, os.SEEK_DATA) // BLOCK * BLOCK
            except OSError:  # ENXIO: only a hole is left
                break
            block = os.pread(fd, BLOCK, offset)
            if not block:
                break
            if block.count(0) != len(block):
                sha.update(b"%d:" % offset)
                sha.update(block)
            offset += len(block)
    finally:
        os.close(fd)
    return sha.hexdigest()


class Node:
    """What is known of one file; content is read when it is asked for."""

    def __init__(self, handle, status):
        self.status = status
        self.kind = stat.S_IFMT(status.st_mode)
        self.target = os.readlink(handle) if self.kind == stat.S_IFLNK else None
        self.xattrs = {name: os.getxattr(handle, name, follow_symlinks=False)
                       for name in os.listxattr(handle, follow_symlinks=False) if not name.startswith("trusted.")}
        self.inode = (status.st_dev, status.st_ino)


class Tree:
    """The selected files of one root, by path on the phone."""

    def __init__(self, root, excludes, sockets):
        self.root = os.fsencode(root)
        self.excludes = excludes
        self.sockets = sockets
        self.nodes = {}
        self.digests = {}

    def excluded(self, path):
        return any(regex.fullmatch(path) for regex in self.excludes)

    def add(self, top):
        """Adds the path `top` and everything below it. Works by folder handles: phones have paths that are longer
        than a path may be here."""
        parent, name = os.path.split(top)
        try:
            start = os.open(self.root + parent, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            return
        stack = [(start, parent if parent != b"/" else b"", iter([name]))]
        while stack:
            folder, prefix, names = stack[-1]
            name = next(names, None)
            if name is None:
                os.close(folder)
                stack.pop()
                continue
            path = prefix + b"/" + name
            if path in self.nodes or self.excluded(path):
                continue
            handle = b"/proc/self/fd/%d/%s" % (folder, name)
            try:
                status = os.lstat(handle)
            except FileNotFoundError:
                continue
            if stat.S_ISSOCK(status.st_mode) and not self.sockets:
                continue
            node = self.nodes[path] = Node(handle, status)
            if node.kind == stat.S_IFREG and node.inode not in self.digests:
                self.digests[node.inode] = digest(handle)
            elif node.kind == stat.S_IFDIR:
                below = os.open(handle, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
                stack.append((below, path, iter(sorted(os.listdir(b"/proc/self/fd/%d" % below)))))

    def link_groups(self, paths):
        """For each of `paths` that shares its file with others of them: all names of that file."""
        groups = {}
        for path in paths:
            if self.nodes[path].kind == stat.S_IFREG and self.nodes[path].status.st_nlink > 1:
                groups.setdefault(self.nodes[path].inode, []).append(path)
        return {path: frozenset(group) for group in groups.values() for path in group if len(group) > 1}


class Comparison:
    def __init__(self, options):
        whole = options.holdfast_whole
        patterns = options.exclude + (WHOLE_EXCLUDES if whole else [])
        excludes = [pattern_regex(pattern) for pattern in patterns]
        self.options = options
        self.timeless = WHOLE_TIMELESS if whole else set()
        self.trees = [Tree(root, excludes, sockets=not whole) for root in (options.a, options.b)]
        for tree in self.trees:
            for under in options.under or ["/data"]:
                tree.add(bytes_of_path(under.rstrip("/")))
        self.differences = 0

    def tell(self, path, text):
        self.differences += 1
        if self.differences <= self.options.limit:
            print(f"{shown(path)}: {text}")
        elif self.differences == self.options.limit + 1:
            print("…")

    def compare_node(self, path, a, b):
        if a.kind != b.kind:
            self.tell(path, f"type {oct(a.kind)} and {oct(b.kind)}")
            return
        facts = [("mode", lambda n: oct(stat.S_IMODE(n.status.st_mode)))]
        if not self.options.no_owner:
            facts.append(("owner", lambda n: f"{n.status.st_uid}:{n.status.st_gid}"))
        if path not in self.timeless:
            facts.append(("time", lambda n: n.status.st_mtime_ns))
        facts.append(("attributes", lambda n: n.xattrs))
        if a.kind == stat.S_IFREG:
            facts.append(("size", lambda n: n.status.st_size))
        elif a.kind == stat.S_IFLNK:
            facts.append(("target", lambda n: n.target))
        elif a.kind in (stat.S_IFCHR, stat.S_IFBLK):
            facts.append(("device", lambda n: n.status.st_rdev))
        for name, fact in facts:
            if fact(a) != fact(b):
                self.tell(path, f"{name} {fact(a)} and {fact(b)}")
        if a.kind == stat.S_IFREG and self.trees[0].digests[a.inode] != self.trees[1].digests[b.inode]:
            self.tell(path, "content")

    def run(self):
        a, b = self.trees
        common = sorted(a.nodes.keys() & b.nodes.keys())
        for path in sorted(a.nodes.keys() - b.nodes.keys()):
            self.tell(path, "only in the first")
        if not self.options.subset:
            for path in sorted(b.nodes.keys() - a.nodes.keys()):
                self.tell(path, "only in the second")
        for path in common:
            self.compare_node(path, a.nodes[path], b.nodes[path])
        groups = [tree.link_groups(common) for tree in self.trees]
        for path in common:
            if groups[0].get(path) != groups[1].get(path):
                self.tell(path, f"hard links: {len(groups[0].get(path, [0]))} and {len(groups[1].get(path, [0]))} names")
        return common

    def summary(self, common):
        nodes = [self.trees[0].nodes[path] for path in common]
        count = lambda kind: sum(node.kind == kind for node in nodes)
        files = [node for node in nodes if node.kind == stat.S_IFREG]
        return (f"{len(common)} compared: {len(files)} files with {sum(n.status.st_size for n in files)} bytes, "
                f"{count(stat.S_IFDIR)} folders, {count(stat.S_IFLNK)} symbolic links, "
                f"{len(common) - len(files) - count(stat.S_IFDIR) - count(stat.S_IFLNK)} others, "
                f"{len(self.trees[0].link_groups(common))} hard-linked, "
                f"{sum(len(node.xattrs) for node in nodes)} attributes; {self.differences} differences")


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a", help="root of the first phone")
    parser.add_argument("b", help="root of the second phone")
    parser.add_argument("--under", action="append", metavar="PATH", help="compare this and below (default /data)")
    parser.add_argument("--exclude", action="append", default=[], metavar="PATTERN",
                        help="leave out what this matches, and below; absolute, with *, ? and **")
    parser.add_argument("--holdfast-whole", action="store_true",
                        help="leave out what a whole-phone backup leaves out: caches, sockets, Holdfast's own files")
    parser.add_argument("--subset", action="store_true", help="the second may hold more than the first")
    parser.add_argument("--no-owner", action="store_true", help="do not compare owners")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="differences to print (default 50)")
    return parser.parse_args(arguments)


def main(arguments):
    options = parse(arguments)
    for root in (options.a, options.b):
        if not os.path.isdir(root):
            print(f"no such folder: {root}", file=sys.stderr)
            return 2
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]  # one handle a level
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        comparison = Comparison(options)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    common = comparison.run()
    print(comparison.summary(common))
    if comparison.differences:
        return 1
    return 0 if common else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
