// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QTemporaryDir>

namespace holdfast::test {

/// A restic repository that holds snapshots of any time, made in no time: their files are written here, in
/// restic's own encryption (repository format 1), as a real backup for each would take minutes.
class ResticRepository
{
public:
    /// False where there is no restic; else error() says what went wrong.
    bool open();
    [[nodiscard]] QString error() const { return m_error; }

    /// Replaces all snapshots. @p histories are those of hosts `0`, `1`, …; the time zone of the times stays.
    bool fill(const QList<QList<QDateTime>> &histories);
    /// The times (ms since 1970) that `forget --dry-run` with these `--keep-…` options would keep of each
    /// host; empty with error() on failure.
    QList<QSet<qint64>> kept(const QStringList &keepOptions, qsizetype hosts);

private:
    QByteArray run(const QStringList &words);
    [[nodiscard]] QByteArray sealed(const QByteArray &content) const;

    QTemporaryDir m_folder;
    QString m_error;
    QByteArray m_cipherKey; ///< AES-256.
    QByteArray m_macKey;    ///< AES-128 of the nonce's mask.
    QByteArray m_macFactor; ///< Poly1305's r.
    quint64 m_nonce = 0;
};

} // namespace holdfast::test
