// SPDX-License-Identifier: GPL-3.0-or-later
// Standard C++ only: the phone agent and the engine are built from the same words.
#pragma once

/// The agent's protocol. `holdfast-agent VERB` reads its request from stdin, writes data to stdout and one
/// JSON object a line ("event") to stderr.
///
/// The request is a list of records `key=value`, each ended by a NUL byte; an empty record (a lone NUL) ends
/// the list. Values are bytes. Keys may repeat where noted (*). For `unpack` the tar stream follows at once.
///
/// | verb     | request keys                                               | stdout                        |
/// |----------|------------------------------------------------------------|-------------------------------|
/// | `probe`  | path*                                                      | one JSON document             |
/// | `scan`   | root, include*, exclude*, summary, hash                    | JSON lines, one per entry     |
/// | `hash`   | root, path*                                                | JSON lines, one per path      |
/// | `pack`   | root, include*, exclude*                                   | pax tar                       |
/// | `measure`| path*                                                      | JSON lines, one per path      |
/// | `read`   | path*; then questions, until stdin ends                    | an answer to each question    |
/// | `unpack` | root, include*, exclude*, conflict, map-owner*, map-label*, journal | nothing              |
/// | `settle` | journal, keep                                              | nothing                       |
///
/// `root` (default `/`) is the folder that stands for the phone's `/`. `include` and `exclude` are
/// PathPattern texts, judged against the path below `root`. Names in the tar have no leading slash; folders
/// end with one. Folders that are only parents of what was selected (PathSelection::Verdict::Parent) are in
/// the tar so that missing ones can be made alike; `unpack` never changes one that exists. The root itself is
/// not an entry. An `include` that names something that is not there is `lost`.
///
/// `conflict` is `overwrite` (default), `skip` or `newer` (a file on the phone that is newer is kept);
/// only `overwrite` changes folders that exist. A symbolic link to a folder is never replaced by a folder.
/// `map-owner` is `PREFIX TAB OLDUID TAB NEWUID TAB OLDGID TAB NEWGID` (entries at or below PREFIX with these
/// ids get the new ones), `map-label` is `PREFIX TAB LABEL`.
///
/// With `journal`, the path of a file that does not exist yet (not below `root`), `unpack` keeps what it
/// replaces beside its place and notes each step in that file first. `settle` then goes back to what was
/// there before, or, with `keep=1`, removes what was kept; its `done` counts what it did. Once `keep` was
/// decided it stays decided. Whatever is killed or loses its power at any moment, `settle` brings it to its
/// end: it waits for an `unpack` that still runs, and does nothing where there is no journal. The journal
/// goes when all is done.
///
/// `measure` counts what lies at and below each path, without following symbolic links or leaving its file
/// system. `read` answers questions for ranges of the files that the request names: a question is `FILE
/// OFFSET LENGTH` (FILE counts the paths from 0, LENGTH is at most 16 MiB), ended by a NUL byte; its answer
/// is a signed 64-bit number, little-endian, and so many bytes: fewer than LENGTH at the file's end. A
/// negative number is an errno. `FILE OFFSET LENGTH HEAD` asks for a chain of chunks as Android's resource
/// tables are made of: each has its size, a little-endian 32-bit number, at its fifth byte, and the next
/// follows behind it. The answer is the first HEAD bytes (8 to 4096) of each chunk, all of a shorter one, up
/// to the first that is smaller than 8 bytes or reaches over the range. Questions are answered in their
/// order, so that several may be under way. Both follow the path itself if it is a symbolic link on the way,
/// and know no `root`.
///
/// Events: {"event":"E", …}. Paths are in their shown form (escapeName), absolute, below `root`.
/// - `progress`: files, bytes (so far; at most 4 a second)
/// - `lost`: path, reason — was selected and is not in the archive (vanished, unreadable, name too long…)
/// - `changed`: path, reason — is in the archive, but was written to while it was read (shrunk, grown,
/// modified)
/// - `noted`: path, reason — left out on purpose (a socket)
/// - `skipped`: path, reason — kept as it was by the conflict rule
/// - `failed`: path, reason — could not be restored; the reason begins with the errno's name (ENOSPC, EROFS…)
/// - `refused`: path, reason — an entry that no honest archive holds (absolute, `..`, through a symlink)
/// - `fatal`: reason — the verb cannot go on
/// - `done`: files (entries that are not folders), folders, bytes — always the last event unless `fatal`
namespace holdfast::agent {

/// Bumped with any change that an older or newer side would misread. In `probe`'s document as `protocol`.
inline constexpr int kProtocolVersion = 1;

/// Exit codes of every verb.
enum Exit : int {
    kExitOk = 0,     ///< Everything asked was done.
    kExitPartly = 1, ///< Done, with `lost`, `failed` or `refused` events.
    kExitBadRequest = 2,
    kExitFatal = 3,
};

} // namespace holdfast::agent

/// An entry line of `scan` and `hash` (absent keys do not apply):
///   {"path":"/data/x","type":"file|dir|symlink|fifo|char|block|socket","mode":420,"uid":0,"gid":0,"size":12,
///    "mtime":"1700000000.123456789","dev":1,"ino":2,"nlink":1,"blocks":8,"link":"target","rdev":"1:3",
///    "label":"u:object_r:…","xattrs":{"user.a":"base64"},"sha256":"hex","verdict":"parent"}
/// `mode` holds the permission bits (07777) only; `xattrs` leaves the label out; `sha256` where asked (always
/// for `hash`) and for regular files only; `verdict` is there for mere parents. `hash` answers in the order
/// asked, does not follow symlinks, and gives {"path":…,"missing":"ENOENT"} for what it cannot stat and
/// "error":"EIO" beside the metadata for what it cannot read. With `summary=1` `scan` prints one line only:
///   {"files":n,"folders":n,"bytes":n,"lost":n}
/// and, as in its `done` event, mere parents are not counted.
///
/// A line of `measure`: {"path":"/data/x","files":n,"folders":n,"bytes":n,"allocated":n,"unread":n}, where
/// `bytes` are the sizes of regular files, `allocated` what all of it takes on the disk, and `unread` how
/// many folders or files could not be looked at; or {"path":…,"missing":"ENOENT"}.
///
/// `probe` prints {"protocol":1,"version":"0.1.0","uid":0,"gid":0,"groups":[…],"context":"u:r:su:s0"|null,
///   "selinux":"enforcing|permissive|disabled","abi":"x86_64|arm64-v8a","kernel":"…","bootId":"…","cpus":4,
///   "timeNs":"…","space":[{"path":"/data","total":n,"free":n,"inodes":n,"freeInodes":n}]}
