// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/s3signature.h"

#include <QJsonObject>
#include <QString>

namespace holdfast {

struct StoreConfig;

/// Where the secret of a store's access key is. Only this is kept in the catalog, never the secret.
struct SecretPlace
{
    enum class Kind {
        Environment, ///< AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN; the access key too.
        Profile,     ///< A section of the AWS tools' credentials file; the access key too.
        Variable,    ///< An environment variable of this name.
        File,        ///< The first line of this file.
        Kept,        ///< A file in the data directory that only its owner can read, after an explicit choice.
        KeyStore,    ///< The system's own key store.
    };
    Kind kind = Kind::Environment;
    QString name; ///< Of section, variable or file.

    friend bool operator==(const SecretPlace &, const SecretPlace &) = default;
};

/// As in a store's options: `{"kind": "variable", "name": "…"}`.
QJsonObject toJson(const SecretPlace &place);
/// InvalidArgument for a kind that this version does not know. Nothing at all is Environment.
Result<SecretPlace> secretPlaceFrom(const QJsonObject &json);

/// The keys of a store, from where its options say. StoreKeyMissing names what is not there.
Result<S3Credentials> findCredentials(const StoreConfig &config);

/// Keeps @p secret where the options say, Kept or KeyStore, in place of one that was kept before.
Result<void> keepSecret(const StoreConfig &config, const QByteArray &secret);
/// Fine when none is kept.
void forgetSecret(const StoreConfig &config);

} // namespace holdfast
