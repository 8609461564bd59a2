// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/emulatorprogram.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

QString findEmulatorProgram(const QString &name)
{
    QStringList folders;
    if (const QString build = qEnvironmentVariable("HOLDFAST_BUILD_DIR"); !build.isEmpty())
        folders << build + u"/app/emulator"_s;
    const QString own = QCoreApplication::applicationDirPath();
    folders << own << own + u"/../emulator"_s << own + u"/../libexec/holdfast"_s;
    const QString found = QStandardPaths::findExecutable(name, folders);
    return found.isEmpty() ? QStandardPaths::findExecutable(name) : found;
}

} // namespace holdfast
