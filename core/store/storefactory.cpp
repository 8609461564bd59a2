// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storefactory.h"

#include "core/store/localfolderstore.h"

#include <QDir>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Result<std::unique_ptr<ObjectStore>> openStore(const StoreConfig &config)
{
    const auto refused = [&config](const QString &why) {
        return fail(Errc::InvalidArgument, why, {.object = config.name});
    };
    if (config.url.isEmpty())
        return refused(u"the store has no URL"_s);
    if (QDir::isAbsolutePath(config.url))
        return std::make_unique<LocalFolderStore>(config.name, config.url);
    const QUrl url(config.url, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"file")
        return refused(config.url % u" is neither file:///FOLDER nor an absolute path"_s);
    // Only Windows reaches a folder of another machine by its name.
    if ((!url.host().isEmpty() && QDir::separator() == u'/') || url.path().isEmpty() || url.hasQuery() ||
        url.hasFragment())
        return refused(config.url % u" names no folder on this machine"_s);
    return std::make_unique<LocalFolderStore>(config.name, url.toLocalFile());
}

} // namespace holdfast
