// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storefactory.h"

#include "core/base/clock.h"
#include "core/store/localfolderstore.h"
#include "core/store/s3store.h"
#include "core/store/storesecret.h"

#include <QDir>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Result<std::unique_ptr<ObjectStore>> openBucket(const StoreConfig &config)
{
    static const SystemClock clock;
    const auto settings = readS3Settings(config.url, config.options);
    if (!settings) {
        Error error = settings.error();
        error.context.object = config.name;
        return tl::unexpected(error);
    }
    const auto credentials = findCredentials(config);
    if (!credentials)
        return tl::unexpected(credentials.error());
    const QString journal =
        config.dataFolder.isEmpty() ? QString() : QString(config.dataFolder % u"/uploads"_s);
    return std::make_unique<S3Store>(config.name, *settings, *credentials, journal, clock);
}

} // namespace

bool isBucketUrl(const QString &url)
{
    const QString scheme = url.section(u"://"_s, 0, 0).toLower();
    return url.contains(u"://"_s) && (scheme == u"s3" || scheme == u"oss" || scheme == u"obs");
}

Result<std::unique_ptr<ObjectStore>> openStore(const StoreConfig &config)
{
    const auto refused = [&config](const QString &why) {
        return fail(Errc::InvalidArgument, why, {.object = config.name});
    };
    if (config.url.isEmpty())
        return refused(u"the store has no URL"_s);
    if (QDir::isAbsolutePath(config.url))
        return std::make_unique<LocalFolderStore>(config.name, config.url);
    if (isBucketUrl(config.url))
        return openBucket(config);
    const QUrl url(config.url, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"file")
        return refused(config.url %
                       u" is neither file:///FOLDER, s3://, oss:// or obs://BUCKET nor an absolute path"_s);
    // Only Windows reaches a folder of another machine by its name.
    if ((!url.host().isEmpty() && QDir::separator() == u'/') || url.path().isEmpty() || url.hasQuery() ||
        url.hasFragment())
        return refused(config.url % u" names no folder on this machine"_s);
    return std::make_unique<LocalFolderStore>(config.name, url.toLocalFile());
}

} // namespace holdfast
