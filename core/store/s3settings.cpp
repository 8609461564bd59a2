// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3settings.h"

#include "core/base/checklevel.h"
#include "core/store/objectstore.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qint64 kSmallestPart = 5LL * 1024 * 1024;
constexpr qint64 kMostLockDays = 36'500;
constexpr qint64 kLargestPart = 256LL * 1024 * 1024;
constexpr qint64 kMostMinutes = 1440;
/// Of AWS; the others allow no less. One tag is ours.
constexpr qsizetype kMostTags = 9;
constexpr qsizetype kLongestTagName = 128;
constexpr qsizetype kLongestTagValue = 256;
/// AWS allows 2 KiB for all; ours need some.
constexpr qsizetype kMostMetadata = 1536;

tl::unexpected<Error> refused(const QString &why)
{
    return fail(Errc::InvalidArgument, why);
}

Result<S3Provider> providerOf(const QString &scheme, const QJsonObject &options)
{
    const QString word = options.value("provider"_L1).toString();
    for (const S3Provider each : {S3Provider::Aws, S3Provider::Oss, S3Provider::Obs, S3Provider::Generic}) {
        if (word == toText(each))
            return each;
    }
    if (!word.isEmpty())
        return refused(word % u" is no provider: aws, oss, obs or generic"_s);
    if (scheme == u"oss")
        return S3Provider::Oss;
    if (scheme == u"obs")
        return S3Provider::Obs;
    const QString endpoint = options.value("endpoint"_L1).toString();
    return endpoint.isEmpty() || endpoint.contains(u".amazonaws.com"_s) ? S3Provider::Aws
                                                                        : S3Provider::Generic;
}

/// The S3 interface's host of a region.
QString hostOf(S3Provider provider, const QString &region)
{
    switch (provider) {
    case S3Provider::Aws:
        return u"s3.%1.amazonaws.com%2"_s.arg(region, region.startsWith(u"cn-"_s) ? u".cn"_s : QString());
    case S3Provider::Oss:
        return u"s3.oss-%1.aliyuncs.com"_s.arg(region);
    case S3Provider::Obs:
        return u"obs.%1.myhuaweicloud.com"_s.arg(region);
    case S3Provider::Generic:
        break;
    }
    return {};
}

/// The region that stands in a provider's host name; empty where none does.
QString regionIn(S3Provider provider, const QString &host)
{
    static const QRegularExpression aws(uR"(^s3[.-](?:dualstack\.)?([a-z0-9-]+)\.amazonaws\.com)"_s);
    static const QRegularExpression oss(uR"(^(?:s3\.)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$)"_s);
    static const QRegularExpression obs(uR"(^obs\.([a-z0-9-]+)\.myhuaweicloud\.com$)"_s);
    switch (provider) {
    case S3Provider::Aws:
        return aws.match(host).captured(1);
    case S3Provider::Oss:
        return oss.match(host).captured(1);
    case S3Provider::Obs:
        return obs.match(host).captured(1);
    case S3Provider::Generic:
        break;
    }
    return {};
}

Result<void> readPlace(const QString &url, S3Settings &settings)
{
    const qsizetype begin = url.indexOf(u"://"_s);
    settings.scheme = url.first(begin).toLower();
    const QString rest = url.sliced(begin + 3);
    settings.bucket = rest.section(u'/', 0, 0);
    static const QRegularExpression bucket(u"^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$"_s);
    if (!bucket.match(settings.bucket).hasMatch())
        return refused(u"%1 names no bucket: %2://BUCKET/PREFIX"_s.arg(url, settings.scheme));
    QString prefix = QUrl::fromPercentEncoding(rest.section(u'/', 1).toUtf8());
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    if (prefix.isEmpty())
        return {};
    if (const auto checked = checkKey(prefix); !checked)
        return refused(u"the prefix of "_s % url % u": "_s % checked.error().detail);
    settings.prefix = prefix % u'/';
    return {};
}

Result<void> readEndpoint(const QJsonObject &options, S3Settings &settings)
{
    QString text = options.value("endpoint"_L1).toString();
    settings.regionalEndpoint = text.isEmpty();
    if (text.isEmpty())
        text = hostOf(settings.provider, settings.region);
    if (text.isEmpty())
        return refused(u"a store of this kind needs an endpoint"_s);
    const QUrl url(text.contains(u"://"_s) ? text : QString(u"https://"_s % text), QUrl::StrictMode);
    const bool http = url.scheme() == u"http";
    if (!url.isValid() || url.host().isEmpty() || (!http && url.scheme() != u"https") ||
        url.path().size() > 1 || url.hasQuery() || !url.userInfo().isEmpty())
        return refused(u"the endpoint must be https://HOST[:PORT]"_s);
    settings.endpoint.host = url.host();
    // The vendor's own name of its endpoint; S3 is spoken at this one.
    if (settings.provider == S3Provider::Oss && url.host().startsWith(u"oss-"_s))
        settings.endpoint.host = u"s3."_s % url.host();
    settings.endpoint.tls = !http;
    settings.endpoint.port = quint16(url.port(http ? 80 : 443));
    settings.endpoint.caFile = options.value("caFile"_L1).toString();
    if (http && !isLoopback(settings.endpoint.host) && !options.value("plainHttp"_L1).toBool())
        return refused(u"http:// would send all bytes readable to everybody on the way; use https://"_s);
    return {};
}

/// Locks of single objects. Alibaba's S3 interface has none, and Huawei's takes none with an upload in parts.
Result<void> readLock(const QJsonObject &options, S3Settings &settings)
{
    const qint64 days = options.value("lockDays"_L1).toInteger();
    const QString mode = options.value("lockMode"_L1).toString();
    if (days < 0 || days > kMostLockDays)
        return refused(u"a lock lasts 1 to %1 days"_s.arg(kMostLockDays));
    if (!mode.isEmpty() && mode != u"governance" && mode != u"compliance")
        return refused(mode % u" is no kind of lock: governance or compliance"_s);
    if (days > 0 && (settings.provider == S3Provider::Oss || settings.provider == S3Provider::Obs))
        return refused(u"this service takes no lock with an upload; use the bucket's retention policy"_s);
    settings.locksForGood = mode == u"compliance";
    return {};
}

/// As all services take them. What does not fit would fail each backup.
Result<void> checkNature(const S3Settings &settings)
{
    static const QRegularExpression tag(uR"(^[\p{L}\p{N} +\-=._:/@]*\z)"_s,
                                        QRegularExpression::UseUnicodePropertiesOption);
    if (settings.tags.size() > kMostTags)
        return refused(u"there can be %1 tags"_s.arg(kMostTags));
    for (auto it = settings.tags.constBegin(); it != settings.tags.constEnd(); ++it) {
        if (it.key().isEmpty() || it.key().size() > kLongestTagName || it.value().size() > kLongestTagValue ||
            it.key().startsWith(u"holdfast-"_s) || it.key().startsWith(u"aws:"_s) ||
            !tag.match(it.key()).hasMatch() || !tag.match(it.value()).hasMatch())
            return refused(u"%1=%2 cannot be a tag"_s.arg(it.key(), it.value()));
    }
    static const QRegularExpression name(uR"(^[a-z0-9][a-z0-9-]{0,63}\z)"_s);
    static const QRegularExpression value(uR"(^[ -~]*\z)"_s);
    qsizetype all = 0;
    for (auto it = settings.metadata.constBegin(); it != settings.metadata.constEnd(); ++it) {
        all += it.key().size() + it.value().size();
        const bool ours =
            it.key().startsWith(u"holdfast-"_s) || it.key() == u"sha256" || it.key() == u"backup-id";
        if (ours || all > kMostMetadata || !name.match(it.key()).hasMatch() ||
            !value.match(it.value()).hasMatch())
            return refused(
                u"%1=%2 cannot be metadata: names in lower case, values of ASCII, %3 bytes in all"_s.arg(
                    it.key(), it.value(), QString::number(kMostMetadata)));
    }
    return {};
}

/// What new objects are: their class, encryption, tags and metadata.
Result<void> readNature(const QJsonObject &options, S3Settings &settings)
{
    static const QStringList archives = {u"GLACIER"_s,     u"DEEP_ARCHIVE"_s,    u"ARCHIVE"_s,
                                         u"COLDARCHIVE"_s, u"DEEPCOLDARCHIVE"_s, u"COLD"_s};
    settings.storageClass = options.value("storageClass"_L1).toString();
    if (archives.contains(settings.storageClass.toUpper()))
        return refused(settings.storageClass %
                       u" objects cannot be read at once, and each backup is read back; let a lifecycle rule "
                       "of the bucket move them there later"_s);
    settings.encryption = options.value("encryption"_L1).toString();
    settings.kmsKey = options.value("kmsKey"_L1).toString();
    if (!settings.kmsKey.isEmpty() && settings.encryption != u"aws:kms")
        return refused(u"a key of the key service goes with the encryption aws:kms only"_s);
    const auto read = [&options](QLatin1String name, QMap<QString, QString> &into) {
        const QJsonObject given = options.value(name).toObject();
        for (auto it = given.constBegin(); it != given.constEnd(); ++it)
            into.insert(it.key(), it.value().toString());
    };
    read("tags"_L1, settings.tags);
    read("metadata"_L1, settings.metadata);
    return checkNature(settings);
}

Result<void> readAddressing(const QJsonObject &options, S3Settings &settings)
{
    const QString word = options.value("addressing"_L1).toString();
    if (!word.isEmpty() && word != u"path" && word != u"host")
        return refused(word % u" is no addressing: path or host"_s);
    // A certificate for *.HOST does not cover a name with more dots.
    const bool dotted = settings.endpoint.tls && settings.bucket.contains(u'.');
    settings.virtualHost =
        word.isEmpty() ? profileOf(settings.provider).virtualHost && !dotted : word == u"host";
    return {};
}

} // namespace

QString toText(S3Provider provider)
{
    switch (provider) {
    case S3Provider::Aws:
        return u"aws"_s;
    case S3Provider::Oss:
        return u"oss"_s;
    case S3Provider::Obs:
        return u"obs"_s;
    case S3Provider::Generic:
        return u"generic"_s;
    }
    Q_UNREACHABLE();
}

const S3Profile &profileOf(S3Provider provider)
{
    using NoOverwrite = S3Profile::NoOverwrite;
    static const S3Profile aws{.virtualHost = true,
                               .noOverwrite = NoOverwrite::IfNoneMatch,
                               .listsUploads = true,
                               .etagOfPartsIsMd5 = true,
                               .signsPayloadWithoutTls = true};
    static const S3Profile oss{.virtualHost = true,
                               .noOverwrite = NoOverwrite::HeadFirst,
                               .listsUploads = false,
                               .etagOfPartsIsMd5 = false,
                               .signsPayloadWithoutTls = false};
    static const S3Profile obs{.virtualHost = true,
                               .noOverwrite = NoOverwrite::HeadFirst,
                               .listsUploads = true,
                               .etagOfPartsIsMd5 = false,
                               .signsPayloadWithoutTls = false};
    static const S3Profile generic{.virtualHost = false,
                                   .noOverwrite = NoOverwrite::Both,
                                   .listsUploads = true,
                                   .etagOfPartsIsMd5 = true,
                                   .signsPayloadWithoutTls = false};
    switch (provider) {
    case S3Provider::Aws:
        return aws;
    case S3Provider::Oss:
        return oss;
    case S3Provider::Obs:
        return obs;
    case S3Provider::Generic:
        return generic;
    }
    Q_UNREACHABLE();
}

Result<S3Settings> readS3Settings(const QString &url, const QJsonObject &options)
{
    S3Settings settings;
    if (auto read = readPlace(url, settings); !read)
        return tl::unexpected(read.error());
    const auto provider = providerOf(settings.scheme, options);
    if (!provider)
        return tl::unexpected(provider.error());
    settings.provider = *provider;
    settings.region = options.value("region"_L1).toString();
    if (settings.region.isEmpty())
        settings.region =
            regionIn(*provider, QUrl::fromUserInput(options.value("endpoint"_L1).toString()).host());
    if (settings.region.isEmpty() && *provider != S3Provider::Oss && *provider != S3Provider::Obs)
        settings.region = u"us-east-1"_s;
    if (settings.region.isEmpty())
        return refused(u"a store of this kind needs a region or an endpoint"_s);
    if (auto read = readEndpoint(options, settings); !read)
        return tl::unexpected(read.error());
    if (auto read = readAddressing(options, settings); !read)
        return tl::unexpected(read.error());
    if (auto read = readLock(options, settings); !read)
        return tl::unexpected(read.error());
    if (auto read = readNature(options, settings); !read)
        return tl::unexpected(read.error());
    settings.firstPartBytes = options.value("partSize"_L1).toInteger(settings.firstPartBytes);
    if (settings.firstPartBytes < kSmallestPart || settings.firstPartBytes > kLargestPart)
        return refused(u"a part has 5 to 256 MiB"_s);
    const qint64 seconds = options.value("timeoutSeconds"_L1).toInteger(60);
    if (seconds < 1 || seconds > 3600)
        return refused(u"a time-out has 1 to 3600 seconds"_s);
    const qint64 minutes = options.value("patienceMinutes"_L1).toInteger(settings.patience / 60'000);
    if (minutes < 0 || minutes > kMostMinutes)
        return refused(u"patience has 0 to %1 minutes"_s.arg(kMostMinutes));
    settings.patience = minutes * 60'000;
    const QString check = options.value("check"_L1).toString();
    if (!check.isEmpty() && !checkLevelFromText(check))
        return refused(check % u" is no level of checks: every-byte, sampled or store"_s);
    settings.timeouts.inactivity = int(seconds) * 1000;
    settings.timeouts.connect = std::min(settings.timeouts.connect, settings.timeouts.inactivity);
    return settings;
}

} // namespace holdfast
