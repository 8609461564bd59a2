// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bucketoptions.h"

#include "app/cli/terminal.h"
#include "app/cli/values.h"
#include "core/store/storefactory.h"
#include "core/store/storesecret.h"

#include <QDir>

#include <array>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

constexpr int kLeastPart = 5;
constexpr int kMostPart = 256;
constexpr int kMostSeconds = 3600;
constexpr int kMostMinutes = 1440;
constexpr int kMostLockDays = 36'500;
constexpr qint64 kMebibyte = 1024LL * 1024;

/// Options whose words are the store's own.
constexpr std::array kPlain = {
    std::pair{"endpoint"_L1, "endpoint"_L1},     std::pair{"region"_L1, "region"_L1},
    std::pair{"provider"_L1, "provider"_L1},     std::pair{"access-key"_L1, "accessKey"_L1},
    std::pair{"addressing"_L1, "addressing"_L1}, std::pair{"storage-class"_L1, "storageClass"_L1},
    std::pair{"encryption"_L1, "encryption"_L1}, std::pair{"check"_L1, "check"_L1},
    std::pair{"lock-mode"_L1, "lockMode"_L1},    std::pair{"kms-key"_L1, "kmsKey"_L1}};
constexpr std::array kNumbers = {std::pair{"lock-days"_L1, "lockDays"_L1},
                                 std::pair{"patience"_L1, "patienceMinutes"_L1},
                                 std::pair{"timeout"_L1, "timeoutSeconds"_L1}};
constexpr std::array kPairs = {std::pair{"tag"_L1, "tags"_L1}, std::pair{"metadata"_L1, "metadata"_L1}};
/// Options of which the store keeps something else than the word.
constexpr std::array kOwnShape = {std::pair{"ca-file"_L1, "caFile"_L1},
                                  std::pair{"plain-http"_L1, "plainHttp"_L1},
                                  std::pair{"part-size"_L1, "partSize"_L1}};

OptionSpec one(const QString &name, const QString &value, const QString &help)
{
    return {.name = name, .takes = Takes::One, .valueName = value, .help = help};
}

OptionSpec choice(const QString &name, const QStringList &words, const QString &help)
{
    return {.name = name, .takes = Takes::One, .valueName = name.toUpper(), .help = help, .choices = words};
}

OptionSpec file(const QString &name, const QString &help)
{
    return {.name = name,
            .takes = Takes::One,
            .valueName = u"FILE"_s,
            .help = help,
            .kind = ValueKind::LocalPath};
}

QString absolute(const QString &path)
{
    return QDir::cleanPath(QDir().absoluteFilePath(path));
}

ValueCheck nameAndValue()
{
    return [](const QString &text) { return text.indexOf(u'=') > 0 ? QString() : u"is not NAME=VALUE"_s; };
}

/// What nameAndValue() let pass.
QJsonObject pairsOf(const QStringList &texts)
{
    QJsonObject pairs;
    for (const QString &text : texts)
        pairs.insert(text.section(u'=', 0, 0), text.section(u'=', 1));
    return pairs;
}

QString pairsText(const QJsonObject &pairs)
{
    QStringList texts;
    for (auto it = pairs.constBegin(); it != pairs.constEnd(); ++it)
        texts << it.key() % u'=' % it.value().toString();
    return texts.join(u", "_s);
}

SecretPlace placeOf(const Arguments &arguments)
{
    if (arguments.has("profile"_L1))
        return {SecretPlace::Kind::Profile, arguments.value("profile"_L1)};
    if (arguments.has("secret-env"_L1))
        return {SecretPlace::Kind::Variable, arguments.value("secret-env"_L1)};
    if (arguments.has("secret-file"_L1))
        return {SecretPlace::Kind::File, absolute(arguments.value("secret-file"_L1))};
    if (arguments.has("keep-secret"_L1))
        return {arguments.value("keep-secret"_L1) == u"file" ? SecretPlace::Kind::Kept
                                                             : SecretPlace::Kind::KeyStore,
                {}};
    return {};
}

/// Whether the option says where a secret is.
bool isSecretOption(const QString &option)
{
    return option.contains(u"secret"_s) || option == u"profile"_s;
}

/// Whether a store's secret lies where it can be changed without Holdfast, so that a new key may be there
/// too.
bool isReadEachTime(const QJsonObject &settings)
{
    const auto place = secretPlaceFrom(settings.value("secret"_L1).toObject());
    return place && (place->kind == SecretPlace::Kind::Variable || place->kind == SecretPlace::Kind::File);
}

QString placeText(const SecretPlace &place)
{
    switch (place.kind) {
    case SecretPlace::Kind::Environment:
        return u"the environment, AWS_SECRET_ACCESS_KEY"_s;
    case SecretPlace::Kind::Profile:
        return u"the section "_s % place.name % u" of the AWS credentials file"_s;
    case SecretPlace::Kind::Variable:
        return u"the environment variable "_s % place.name;
    case SecretPlace::Kind::File:
        return u"the file "_s % place.name;
    case SecretPlace::Kind::Kept:
        return u"a file in the data directory that only you can read"_s;
    case SecretPlace::Kind::KeyStore:
        return u"the system's key store"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

const QList<OptionSpec> &bucketOptions()
{
    static const QList<OptionSpec> options = {
        one(u"endpoint"_s, u"URL"_s,
            u"https://HOST[:PORT] of the service; the region's own where none is given."_s),
        one(u"region"_s, u"REGION"_s, u"Where the bucket lies, as the service calls it."_s),
        choice(u"provider"_s, {u"aws"_s, u"oss"_s, u"obs"_s, u"generic"_s},
               u"Whose service it is; told by the URL and the endpoint where it is not given."_s),
        one(u"access-key"_s, u"KEY"_s, u"The access key's id."_s),
        one(u"secret-env"_s, u"NAME"_s, u"The key's secret is in this environment variable, each time."_s),
        file(u"secret-file"_s, u"The key's secret is the first line of this file, each time."_s),
        one(u"profile"_s, u"NAME"_s,
            u"Key and secret are in this section of the AWS tools' credentials file."_s),
        choice(u"keep-secret"_s, {u"keystore"_s, u"file"_s},
               u"Ask for the secret now and keep it in the system's key store, or in a file of the data "
               u"directory "
               "that only you can read."_s),
        choice(u"addressing"_s, {u"host"_s, u"path"_s},
               u"Whether the bucket stands in the host's name or in the path."_s),
        file(u"ca-file"_s, u"Certificates (PEM) to trust beside those of this computer."_s),
        {.name = u"plain-http"_s,
         .help = u"Allow http:// to another computer: everybody on the way can read all."_s},
        one(u"storage-class"_s, u"CLASS"_s, u"The service's storage class for new objects."_s),
        choice(u"encryption"_s, {u"AES256"_s, u"aws:kms"_s}, u"Encryption at the service for new objects."_s),
        one(u"kms-key"_s, u"ID"_s,
            u"The key of the service's key service that goes with --encryption aws:kms."_s),
        {.name = u"tag"_s,
         .takes = Takes::Many,
         .valueName = u"NAME=VALUE"_s,
         .help = u"A tag for each new object; may be repeated. A service that takes no tags takes no backup "
                 "then."_s,
         .check = nameAndValue()},
        {.name = u"metadata"_s,
         .takes = Takes::Many,
         .valueName = u"NAME=VALUE"_s,
         .help = u"Metadata for each new object, beside the backup's id and its hash; may be repeated."_s,
         .check = nameAndValue()},
        {.name = u"part-size"_s,
         .takes = Takes::One,
         .valueName = u"MIB"_s,
         .help = u"Size of the first parts of an upload, 5 to 256; 8 where none is given."_s,
         .check = wholeNumber(kLeastPart, kMostPart)},
        choice(u"check"_s, {u"every-byte"_s, u"sampled"_s, u"store"_s},
               u"How a new backup is read back: to the last byte, its index and some frames, or its index "
               "where the service's own hash of all bytes is right. Where none is given, sampled above 64 "
               "MiB."_s),
        {.name = u"lock-days"_s,
         .takes = Takes::One,
         .valueName = u"DAYS"_s,
         .help =
             u"Keep each new backup from being deleted or replaced for so long. The bucket must be set up "
             "for it (object lock)."_s,
         .check = wholeNumber(1, kMostLockDays)},
        choice(u"lock-mode"_s, {u"governance"_s, u"compliance"_s},
               u"Whether those with a special right may take a lock away, or nobody at all."_s),
        {.name = u"timeout"_s,
         .takes = Takes::One,
         .valueName = u"SECONDS"_s,
         .help = u"How long a connection may be silent, 1 to 3600; 60 where none is given."_s,
         .check = wholeNumber(1, kMostSeconds)},
        {.name = u"patience"_s,
         .takes = Takes::One,
         .valueName = u"MINUTES"_s,
         .help = u"How long a transfer that has begun waits for a service that has stopped to answer, before "
                 "it fails, 0 to 1440; 15 where none is given."_s,
         .check = wholeNumber(0, kMostMinutes)}};
    return options;
}

QString bucketComplaint(const Arguments &arguments, const QString &url, const QJsonObject &known)
{
    const bool bucket = isBucketUrl(url);
    int places = 0;
    for (const OptionSpec &option : bucketOptions()) {
        const bool given = arguments.has(QLatin1String(option.name.toLatin1()));
        if (given && !bucket)
            return u"--%1 is for buckets, not for folders."_s.arg(option.name);
        places += given && isSecretOption(option.name);
    }
    if (places > 1)
        return u"The secret can be in one place only: --secret-env, --secret-file, --profile or --keep-secret."_s;
    const bool key = arguments.has("access-key"_L1);
    if (key && arguments.has("profile"_L1))
        return u"The profile has its own access key; --access-key must not be given beside it."_s;
    if (key && places == 0 && !isReadEachTime(known))
        return u"Say where the key's secret is: --secret-env, --secret-file, or --keep-secret."_s;
    if (!key && places > 0 && !arguments.has("profile"_L1) && !known.contains("accessKey"_L1))
        return u"--access-key is missing: the secret belongs to one."_s;
    return {};
}

QJsonObject bucketSettings(const Arguments &arguments, QJsonObject settings)
{
    for (const auto &[option, setting] : kPlain) {
        if (arguments.has(option))
            settings.insert(setting, arguments.value(option));
    }
    if (arguments.has("ca-file"_L1))
        settings.insert(u"caFile"_s, absolute(arguments.value("ca-file"_L1)));
    if (arguments.has("plain-http"_L1))
        settings.insert(u"plainHttp"_s, true);
    if (arguments.has("part-size"_L1))
        settings.insert(u"partSize"_s, arguments.value("part-size"_L1).toLongLong() * kMebibyte);
    for (const auto &[option, setting] : kNumbers) {
        if (arguments.has(option))
            settings.insert(setting, arguments.value(option).toLongLong());
    }
    for (const auto &[option, setting] : kPairs) {
        if (arguments.has(option))
            settings.insert(setting, pairsOf(arguments.values(option)));
    }
    const SecretPlace place = placeOf(arguments);
    if (place.kind == SecretPlace::Kind::Profile)
        settings.remove("accessKey"_L1);
    if (place.kind != SecretPlace::Kind::Environment || !settings.contains("secret"_L1))
        settings.insert(u"secret"_s, toJson(place));
    return settings;
}

QJsonObject withoutOption(QJsonObject settings, const QString &option)
{
    const auto removeFrom = [&](const auto &table) {
        for (const auto &[name, setting] : table) {
            if (name == option)
                settings.remove(setting);
        }
    };
    removeFrom(kPlain);
    removeFrom(kNumbers);
    removeFrom(kPairs);
    removeFrom(kOwnShape);
    // Key and secret of the environment belong together.
    if (option == "access-key"_L1 || isSecretOption(option)) {
        settings.remove("accessKey"_L1);
        settings.remove("secret"_L1);
    }
    return settings;
}

Result<QByteArray> typedSecret(const Arguments &arguments)
{
    if (!arguments.has("keep-secret"_L1))
        return QByteArray();
    const QByteArray secret = readSecret("Secret: ");
    if (secret.isEmpty())
        return fail(Errc::InvalidArgument, u"no secret was given"_s);
    return secret;
}

void printBucket(Console &console, const StoreView &store)
{
    if (!isBucketUrl(store.url))
        return;
    const auto fact = [&](const QString &label, QLatin1String option) {
        console.fact(label, store.options.value(option).toString());
    };
    fact(u"Provider"_s, "provider"_L1);
    fact(u"Endpoint"_s, "endpoint"_L1);
    fact(u"Region"_s, "region"_L1);
    fact(u"Access key"_s, "accessKey"_L1);
    if (const auto place = secretPlaceFrom(store.options.value("secret"_L1).toObject()))
        console.fact(u"Secret"_s, u"in "_s % placeText(*place));
    fact(u"Storage class"_s, "storageClass"_L1);
    fact(u"Encryption"_s, "encryption"_L1);
    fact(u"Its key"_s, "kmsKey"_L1);
    console.fact(u"Tags"_s, pairsText(store.options.value("tags"_L1).toObject()));
    console.fact(u"Metadata"_s, pairsText(store.options.value("metadata"_L1).toObject()));
    fact(u"Certificates"_s, "caFile"_L1);
    fact(u"Checked by"_s, "check"_L1);
    if (const qint64 days = store.options.value("lockDays"_L1).toInteger(); days > 0)
        console.fact(u"Locked for"_s, u"%1 days"_s.arg(days));
}

} // namespace holdfast::cli
