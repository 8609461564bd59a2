// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArrayView>
#include <QString>

#include <memory>

// What the local store needs of the system beyond Qt. Errors are Store* or ObjectExists, without context.
namespace holdfast::platform {

/// A new file that is written from its start.
class OutputFile
{
public:
    /// Makes @p path (mode 0600), which must not exist.
    static Result<std::unique_ptr<OutputFile>> create(const QString &path);
    virtual ~OutputFile() = default;
    OutputFile() = default;
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    virtual Result<void> write(QByteArrayView bytes) = 0;
    /// Makes what was written durable and closes.
    virtual Result<void> finish() = 0;
};

/// Gives the file @p from the name @p to in one step: ObjectExists when there is one and not @p overwrite,
/// ObjectNotFound when the folder of @p to is gone.
Result<void> publish(const QString &from, const QString &to, bool overwrite);

/// Makes a folder's list of names durable, where the system can.
Result<void> syncFolder(const QString &path);

/// Makes one folder for its owner only; fine when it exists.
Result<void> makeFolder(const QString &path);

/// Whether nobody but its owner may read the file, as far as the system's rights tell.
bool isPrivate(const QString &path);

/// Whether a process of this machine runs; true when in doubt.
bool processRuns(qint64 pid);

} // namespace holdfast::platform
