// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QMap>
#include <QString>
#include <QStringList>

namespace holdfast {

/// Which APKs one app consists of. Equal keys mean equal APKs, on however many phones: where they lie and
/// when they were installed differs, their sizes do not.
struct AppKey
{
    QString package;
    qint64 versionCode = 0;
    QString apks; ///< Split names and sizes, in any form that is the same for the same APKs.

    friend bool operator==(const AppKey &, const AppKey &) = default;
};

/// What was read from these APKs once.
struct AppRecord
{
    AppKey key;
    QString versionName;
    QString label;                 ///< In the app's own language; may be empty.
    QMap<QString, QString> labels; ///< By locale, where another than @ref label.
    QByteArray icon;               ///< AppIcon::encode(); empty: none.
    QString iconProblem;           ///< Why there is no icon, English; empty where the app has none.
    QStringList certificates;      ///< SHA-256 of the signers' certificates in hex, the newest first.
    int signingScheme = 0;         ///< 1, 2, 3, 31 (3.1); 0: not signed.
    QStringList abis;
    int minSdk = 1;
    int targetSdk = 1;
    QString sharedUserId;
    bool debuggable = false;
    bool testOnly = false;
    bool splitRequired = false;
    QDateTime readAt;

    friend bool operator==(const AppRecord &, const AppRecord &) = default;
};

} // namespace holdfast
