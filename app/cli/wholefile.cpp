// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/wholefile.h"

#include <QSaveFile>

namespace holdfast::cli {

Result<void> writeWholeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return fail(Errc::LocalFailed, file.errorString(), {.phone = {}, .path = path, .object = {}});
}

} // namespace holdfast::cli
