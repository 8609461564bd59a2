// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"

namespace holdfast::test {

/// Backups of a fleet that does not exist, the same at every run: phones in several cities, groups, owners
/// and apps with Latin and Chinese names, most backups named as the program does by itself. Phones share what
/// the phones of one operator share.
class MadeFleet
{
public:
    MadeFleet(int phones, int backups) : m_phones(phones), m_backups(backups) {}

    [[nodiscard]] int size() const { return m_backups; }
    /// Backup @p number; later numbers are newer. The last is one minute old at now().
    [[nodiscard]] BackupRecord backup(int number) const;
    /// The moment at which the newest backup is one minute old.
    [[nodiscard]] static QDateTime now();

private:
    int m_phones;
    int m_backups;
};

} // namespace holdfast::test
