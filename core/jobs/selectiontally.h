// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/pathselection.h"
#include "core/phone/agentrecords.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>

namespace holdfast {

/// Files and what they hold.
struct FileAmount
{
    qint64 files = 0; ///< Regular ones, as a backup counts them; one that has several names counts once.
    qint64 bytes = 0;
};

/// Counts what a selection takes, which of its parts each file belongs to, and what its excludes keep out.
/// Pure; used by one thread.
///
/// A file belongs to the first part that selects it, apps before paths. An exclude counts everything that it
/// would keep out, also what another one does; those that a backup adds by itself count only what the
/// operator's own leave.
class SelectionTally
{
public:
    /// Adds a part; returns its place in parts(). InvalidArgument for a bad pattern. @p byItself are the
    /// excludes that hold within this part without being asked for.
    Result<qsizetype> addPart(const QStringList &includes, const QStringList &byItself);
    /// Adds an exclude of the operator, which holds in all parts.
    Result<void> addExclude(const QString &pattern);

    /// Takes what a scan without any exclude finds. Mere parents are passed over.
    void take(const AgentEntry &entry);

    struct Exclude
    {
        QString pattern;
        bool byItself = false;
        FileAmount amount{};
    };

    [[nodiscard]] const QList<FileAmount> &parts() const { return m_amounts; }
    /// The operator's first, in the order given.
    [[nodiscard]] QList<Exclude> excludes() const;
    /// All parts together.
    [[nodiscard]] FileAmount total() const;
    /// Folders, links and what else is no regular file.
    [[nodiscard]] qint64 otherEntries() const { return m_otherEntries; }
    /// The patterns of all parts, for the scan.
    [[nodiscard]] const QList<QByteArray> &includes() const { return m_includes; }

private:
    /// Patterns of which most are plain paths: those are looked up, however many there are.
    class Table
    {
    public:
        Result<void> add(const QString &pattern, qsizetype number);
        /// The lowest number whose pattern selects @p path; -1 for none.
        [[nodiscard]] qsizetype find(QByteArrayView path) const;

    private:
        QHash<QByteArray, qsizetype> m_plain;
        QList<std::pair<PathPattern, qsizetype>> m_others;
    };

    Table m_parts;
    QList<FileAmount> m_amounts;
    QList<Exclude> m_own;
    std::vector<PathPattern> m_ownPatterns;
    QList<Table> m_byItself; ///< Of each part.
    QList<Exclude> m_others;
    QList<QByteArray> m_includes;
    QSet<std::pair<quint64, quint64>> m_linked; ///< Files with several names that came already.
    qint64 m_otherEntries = 0;
};

} // namespace holdfast
