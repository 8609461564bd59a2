// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/emulator/packagerecord.h"

#include <QList>

namespace holdfast {

/// The installed apps of an emulated phone as they stand in its /data/system/packages.xml: one <package/>
/// element each, in our own choice of attributes; the same in packages.list, as Android's other programs read
/// it. Read anew for each question, since a restore may replace the files behind our back.
class PackageList
{
public:
    /// @p root is the phone's `/` on this machine. A phone without the file has no apps.
    static Result<PackageList> read(const QString &root);
    /// Replaces both files at once.
    [[nodiscard]] Result<void> write(const QString &root) const;

    [[nodiscard]] const QList<PackageRecord> &all() const { return m_packages; }
    [[nodiscard]] const PackageRecord *find(const QString &name) const;
    [[nodiscard]] PackageRecord *find(const QString &name);
    void put(const PackageRecord &package);
    void remove(const QString &name);

    /// The user id that the phone has for the next app: that of its shared user, else one that nobody had.
    /// @p first is where this phone begins to count.
    [[nodiscard]] int uidFor(const QString &sharedUser, int first);

private:
    QList<PackageRecord> m_packages;
    int m_nextUid = 0; ///< Ids are not used again at once: files of a removed app may still be about.
};

} // namespace holdfast
