// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/storedestimate.h"

#include <QSet>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using Basis = StoredEstimate::Basis;

/// So many of the newest backups are looked at: what is older says less of today's files.
constexpr int kLookedAt = PageRequest::kMaxLimit;

QSet<QString> setOf(const QStringList &texts)
{
    return {texts.cbegin(), texts.cend()};
}

bool isSameSelection(const BackupRecord &a, const BackupRecord &b)
{
    if (a.whole || b.whole)
        return a.whole == b.whole; // The list of apps is then what was there, not what was asked for.
    return setOf(a.paths) == setOf(b.paths) && setOf(a.apps) == setOf(b.apps);
}

/// Sums backups up to one ratio.
class Ratio
{
public:
    void add(const BackupRecord &backup)
    {
        if (m_backups++ == 0)
            m_newest = backup.id;
        m_bytes += backup.sizeBytes;
        m_stored += backup.storedBytes;
    }

    [[nodiscard]] bool isEmpty() const { return m_backups == 0; }
    [[nodiscard]] StoredEstimate of(Basis basis, qint64 bytes) const
    {
        const double ratio = double(m_stored) / double(m_bytes);
        return {.basis = basis,
                .bytes = qint64(double(bytes) * ratio),
                .ratio = ratio,
                .backups = m_backups,
                .newest = m_newest};
    }

private:
    qint64 m_backups = 0;
    qint64 m_bytes = 0;
    qint64 m_stored = 0;
    BackupId m_newest;
};

Result<QList<BackupRecord>> newestBackups(Catalog &catalog, const QString &phone)
{
    BackupFilter filter;
    filter.phone = phone;
    filter.statuses = {BackupStatus::Available};
    const auto page = catalog.backups().list(filter, {.limit = kLookedAt, .token = {}, .withTotal = false});
    if (!page)
        return tl::unexpected(page.error());
    QList<BackupRecord> usable;
    for (const BackupRecord &backup : page->rows) {
        if (backup.sizeBytes > 0 && backup.storedBytes > 0)
            usable.append(backup);
    }
    return usable;
}

} // namespace

QString toText(Basis basis)
{
    switch (basis) {
    case Basis::None:
        return u"none"_s;
    case Basis::SamePhone:
        return u"samePhone"_s;
    case Basis::SameSelection:
        return u"sameSelection"_s;
    case Basis::AnyBackup:
        return u"anyBackup"_s;
    }
    Q_UNREACHABLE();
}

Result<StoredEstimate> estimateStored(Catalog &catalog, const BackupRecord &backup, qint64 bytes)
{
    const auto ofPhone = newestBackups(catalog, backup.phone.value);
    if (!ofPhone)
        return tl::unexpected(ofPhone.error());
    for (const BackupRecord &other : *ofPhone) {
        if (!isSameSelection(backup, other))
            continue;
        Ratio newest;
        newest.add(other);
        return newest.of(Basis::SamePhone, bytes);
    }
    const auto ofAll = newestBackups(catalog, {});
    if (!ofAll)
        return tl::unexpected(ofAll.error());
    Ratio same;
    Ratio any;
    for (const BackupRecord &other : *ofAll) {
        any.add(other);
        if (isSameSelection(backup, other))
            same.add(other);
    }
    if (!same.isEmpty())
        return same.of(Basis::SameSelection, bytes);
    return any.isEmpty() ? StoredEstimate{} : any.of(Basis::AnyBackup, bytes);
}

} // namespace holdfast
