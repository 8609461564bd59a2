// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storesecret.h"

#include "core/store/digest.h"
#include "core/store/keystore.h"
#include "core/store/platform.h"
#include "core/store/storefactory.h"

#include <QDir>
#include <QFile>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

using Kind = SecretPlace::Kind;

constexpr std::array kKinds = {std::pair{Kind::Environment, "environment"_L1},
                               std::pair{Kind::Profile, "profile"_L1},
                               std::pair{Kind::Variable, "variable"_L1},
                               std::pair{Kind::File, "file"_L1},
                               std::pair{Kind::Kept, "kept"_L1},
                               std::pair{Kind::KeyStore, "keystore"_L1}};
constexpr qint64 kLongestSecret = 64LL * 1024;

tl::unexpected<Error> missing(const StoreConfig &config, const QString &why)
{
    return fail(Errc::StoreKeyMissing, why, {.phone = {}, .path = {}, .object = config.name});
}

QString keptFolder(const StoreConfig &config)
{
    return config.dataFolder % u"/secrets"_s;
}

/// A store's name can hold what a file's name cannot.
QString keptFile(const StoreConfig &config)
{
    return keptFolder(config) % u'/' % QString::fromLatin1(sha256Of(config.name.toUtf8()).toHex().first(32));
}

/// Two data directories may have stores of one name.
QString keyStoreName(const StoreConfig &config)
{
    return QDir(config.dataFolder).absolutePath() % u" / "_s % config.name;
}

Kind kindOf(const StoreConfig &config)
{
    const auto place = secretPlaceFrom(config.options.value("secret"_L1).toObject());
    return place ? place->kind : Kind::Environment;
}

Result<S3Credentials> complete(const StoreConfig &config, S3Credentials credentials, const QString &where)
{
    if (credentials.accessKey.isEmpty())
        return missing(config, u"there is no access key in "_s % where);
    if (credentials.secret.isEmpty())
        return missing(config, u"there is no secret in "_s % where);
    return credentials;
}

Result<QByteArray> firstLine(const StoreConfig &config, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return missing(config, path % u": "_s % file.errorString());
    return file.readLine(kLongestSecret).trimmed();
}

/// The INI dialect of the AWS tools (docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
Result<S3Credentials> fromProfile(const StoreConfig &config, const QString &section)
{
    QString path = qEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE");
    if (path.isEmpty())
        path = QDir::homePath() % u"/.aws/credentials"_s;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return missing(config, path % u": "_s % file.errorString());
    S3Credentials credentials;
    bool inside = false;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(kLongestSecret).trimmed();
        if (line.startsWith('[')) {
            inside = line.mid(1).chopped(line.endsWith(']') ? 1 : 0).trimmed() == section.toUtf8();
            continue;
        }
        const qsizetype sign = line.indexOf('=');
        if (!inside || sign < 0 || line.startsWith('#'))
            continue;
        const QByteArray name = line.first(sign).trimmed();
        const QByteArray value = line.sliced(sign + 1).trimmed();
        if (name == "aws_access_key_id")
            credentials.accessKey = value;
        else if (name == "aws_secret_access_key")
            credentials.secret = value;
        else if (name == "aws_session_token")
            credentials.sessionToken = value;
    }
    return complete(config, credentials, u"section [%1] of %2"_s.arg(section, path));
}

} // namespace

QJsonObject toJson(const SecretPlace &place)
{
    QJsonObject json;
    for (const auto &[kind, word] : kKinds) {
        if (kind == place.kind)
            json.insert(u"kind"_s, word);
    }
    if (!place.name.isEmpty())
        json.insert(u"name"_s, place.name);
    return json;
}

Result<SecretPlace> secretPlaceFrom(const QJsonObject &json)
{
    const QString name = json.value("name"_L1).toString();
    if (json.isEmpty())
        return SecretPlace{};
    for (const auto &[kind, word] : kKinds) {
        if (json.value("kind"_L1).toString() == word)
            return SecretPlace{kind, name};
    }
    return fail(Errc::InvalidArgument, u"a secret is kept in a way that this version does not know"_s);
}

Result<S3Credentials> findCredentials(const StoreConfig &config)
{
    const auto place = secretPlaceFrom(config.options.value("secret"_L1).toObject());
    if (!place)
        return tl::unexpected(place.error());
    S3Credentials credentials{.accessKey = config.options.value("accessKey"_L1).toString().toUtf8()};
    if (!config.secret.isEmpty()) {
        credentials.secret = config.secret;
        return complete(config, credentials, u"what was typed"_s);
    }
    switch (place->kind) {
    case Kind::Environment:
        return complete(
            config,
            {qgetenv("AWS_ACCESS_KEY_ID"), qgetenv("AWS_SECRET_ACCESS_KEY"), qgetenv("AWS_SESSION_TOKEN")},
            u"the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"_s);
    case Kind::Profile:
        return fromProfile(config, place->name);
    case Kind::Variable:
        credentials.secret = qgetenv(place->name.toUtf8().constData()).trimmed();
        return complete(config, credentials, u"the environment variable "_s % place->name);
    case Kind::KeyStore: {
        const auto secret = keystore::read(keyStoreName(config));
        if (!secret)
            return missing(config, secret.error().detail);
        credentials.secret = *secret;
        return complete(config, credentials, u"the system's key store"_s);
    }
    case Kind::File:
        break;
    case Kind::Kept:
        if (QFile::exists(keptFile(config)) && !platform::isPrivate(keptFile(config)))
            return missing(config, u"others can read "_s % keptFile(config));
        break;
    }
    const QString path = place->kind == Kind::Kept ? keptFile(config) : place->name;
    const auto secret = firstLine(config, path);
    if (!secret)
        return tl::unexpected(secret.error());
    credentials.secret = *secret;
    return complete(config, credentials, path);
}

Result<void> keepSecret(const StoreConfig &config, const QByteArray &secret)
{
    const QString path = keptFile(config);
    const auto failed = [&path](const Error &error) {
        return fail(Errc::LocalFailed, error.detail, {.phone = {}, .path = path, .object = {}});
    };
    if (kindOf(config) == Kind::KeyStore) {
        return keystore::write(keyStoreName(config), secret).map_error([&config](Error error) {
            error.context.path = config.name;
            return error;
        });
    }
    if (config.dataFolder.isEmpty())
        return fail(Errc::Internal, u"there is no folder for secrets"_s);
    if (const auto made = platform::makeFolder(keptFolder(config)); !made)
        return failed(made.error());
    QFile::remove(path);
    const auto file = platform::OutputFile::create(path);
    if (!file)
        return failed(file.error());
    auto written = (*file)->write(secret);
    if (written)
        written = (*file)->finish();
    if (!written)
        return failed(written.error());
    return {};
}

void forgetSecret(const StoreConfig &config)
{
    if (kindOf(config) == Kind::KeyStore)
        keystore::remove(keyStoreName(config));
    else if (!config.dataFolder.isEmpty())
        QFile::remove(keptFile(config));
}

} // namespace holdfast
