// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/applabels.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Result<bool> areMissing(Database &database)
{
    Statement read(database,
                   u"SELECT value FROM search_state WHERE name = 'app_labels_missing' AND value <> 0"_s);
    const auto rows = collectRows(read, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return !rows->isEmpty();
}

/// By package, of the version that was read last.
Result<QHash<QString, QStringList>> knownLabels(Database &database)
{
    Statement read(database, u"SELECT package, label, labels FROM app_version ORDER BY read_at"_s);
    if (auto r = read.run(); !r)
        return tl::unexpected(r.error());
    QHash<QString, QStringList> known;
    while (true) {
        const auto more = read.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return known;
        QStringList labels{read.text(1)};
        const QJsonObject others = read.object(2);
        for (const QJsonValue &label : others)
            labels.append(label.toString());
        labels.removeAll(QString());
        labels.removeAll(read.text(0));
        labels.removeDuplicates();
        known.insert(read.text(0), labels);
    }
}

Result<qint64> addLabels(Database &database)
{
    const auto known = knownLabels(database);
    if (!known)
        return tl::unexpected(known.error());
    Statement read(database, u"SELECT id, apps FROM backup WHERE apps <> '[]' AND app_labels = '[]'"_s);
    const auto backups = collectRows(read, [](const Statement &row) {
        return std::pair{row.text(0), row.list(1)};
    });
    if (!backups)
        return tl::unexpected(backups.error());
    Statement write(database, u"UPDATE backup SET app_labels = ? WHERE id = ?"_s);
    qint64 changed = 0;
    for (const auto &[id, apps] : *backups) {
        QStringList labels;
        for (const QString &package : apps)
            labels += known->value(package);
        labels.removeDuplicates();
        if (labels.isEmpty())
            continue;
        if (auto r = write.bind(labels).bind(id).run(); !r)
            return tl::unexpected(r.error());
        ++changed;
    }
    return changed;
}

} // namespace

Result<void> completeAppLabels(Database &database)
{
    if (const auto missing = areMissing(database); !missing || !*missing)
        return missing ? Result<void>{} : tl::unexpected(missing.error());
    Transaction transaction(database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto missing = areMissing(database); // another process may have been faster
    if (!missing || !*missing)
        return missing ? Result<void>{} : tl::unexpected(missing.error());
    const auto changed = addLabels(database);
    if (!changed)
        return tl::unexpected(changed.error());
    if (*changed > 0) {
        if (auto r = runSql(database, u"UPDATE search_state SET value = 1 WHERE name = 'rebuild'"_s); !r)
            return r;
    }
    if (auto r = runSql(database, u"UPDATE search_state SET value = 0 WHERE name = 'app_labels_missing'"_s);
        !r)
        return r;
    return transaction.commit();
}

} // namespace holdfast
