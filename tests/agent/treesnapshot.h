// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace holdfast::test {

/// Everything a backup should keep of one node, as text; told by plain system calls, not by the agent's code.
struct NodeFacts
{
    QByteArray mode; ///< Type and permission bits, octal.
    QByteArray owner;
    QByteArray time;    ///< Nanoseconds.
    QByteArray content; ///< Size and a hash, link target or device number.
    QByteArray xattrs;
    QByteArray links; ///< The first path (in byte order) with the same inode.
    bool operator==(const NodeFacts &) const = default;
};

using TreeSnapshot = QMap<QByteArray, NodeFacts>;

/// The nodes below @p root, which is not one of them, by their paths ("/a/b"), of any depth.
TreeSnapshot snapshotTree(const QString &root);

/// What differs, in words; empty where nothing does.
QByteArray describeDifference(const TreeSnapshot &expected, const TreeSnapshot &actual);

} // namespace holdfast::test
