// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"

#include <QList>
#include <QString>

namespace holdfast {

struct ExportOptions
{
    bool owners = false; ///< Set uid and gid too; needs the right to.
};

/// What could not be made, or not wholly. Paths in their shown form (escapeName).
struct ExportProblem
{
    QString path;
    QString reason; ///< English, one clause.
};

struct ExportReport
{
    qint64 entryCount = 0; ///< Written.
    qint64 contentBytes = 0;
    qint64 problemCount = 0;
    QList<ExportProblem> problems; ///< The first thousand.
};

/// Writes the entries that @p select takes below @p folder (made when missing; existing files of the same
/// name are replaced). Never writes outside of it: names with `..` and ways through symbolic links are
/// problems. A file that could not be written whole is not left behind. Names are written as bytes, so this
/// needs a file system that takes them. @p progress (optional, borrowed): bytesDone counts content, filesDone
/// entries.
Result<ExportReport> exportToFolder(ArchiveReader &archive, const EntryFilter &select, const QString &folder,
                                    const ExportOptions &options, ProgressCounters *progress,
                                    const CancelToken &cancel);

/// Writes the entries that @p select takes to the plain tar file @p file, which appears whole or not at all
/// and replaces what was there. Returns its size.
Result<qint64> exportToTar(ArchiveReader &archive, const EntryFilter &select, const QString &file,
                           ProgressCounters *progress, const CancelToken &cancel);

} // namespace holdfast
