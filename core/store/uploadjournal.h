// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace holdfast {

/// Notes of multipart uploads under way, one small file each, so that what a dead process left in a bucket
/// can be taken back: not every service lists unfinished uploads. Safe to use from any thread.
class UploadJournal
{
public:
    struct Note
    {
        QString name;      ///< Of the note; given by add().
        QString place;     ///< Endpoint and bucket.
        QString key;       ///< In the bucket.
        QString uploadId;  ///< Empty: not known yet; then all uploads to the key are meant.
        QString putMark{}; ///< See kPutMark: an object with it was not finished either.
        /// Until then the upload waits for a put that goes on with it; invalid: it waits for none.
        QDateTime resumableUntil{};
    };

    /// @p folder is made (for its owner only) when there is something to note. Empty: nothing is noted.
    explicit UploadJournal(QString folder) : m_folder(std::move(folder)) {}

    /// Returns the note's name. Local* where it cannot be written.
    Result<QString> add(const Note &note) const;
    void remove(const QString &name) const;
    /// Leaves the upload to whoever cleans up next, as if this process had died.
    void abandon(const QString &name) const;
    /// The note of an upload to @p key that a dead process left and that can be gone on with.
    [[nodiscard]] std::optional<Note> findResumable(const QString &place, const QString &key) const;
    /// Makes @p note this process's own; false when another was faster.
    bool takeOver(Note &note) const;
    /// Notes on @p place whose process has died and that wait for nobody.
    [[nodiscard]] QList<Note> abandoned(const QString &place) const;

private:
    [[nodiscard]] QList<Note> ofTheDead(const QString &place) const;

    QString m_folder;
};

} // namespace holdfast
