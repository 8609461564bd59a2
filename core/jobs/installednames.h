// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/phone/phoneagent.h"

#include <QJsonArray>
#include <QJsonObject>

namespace holdfast {

/// An app as people know it: what a search for it may say.
struct AppNames
{
    QString package;
    QStringList labels{}; ///< In the app's own language and in those of labelLocales(), each once.

    friend bool operator==(const AppNames &, const AppNames &) = default;
};

/// The names of the apps on a phone that somebody installed, by package; of @p packages only, if any, whoever
/// installed them. Labels come from the APKs, each version of an app is read from one phone only (see
/// readPhoneApps()). An app whose APK cannot be read has no labels.
Result<QList<AppNames>> readAppNames(const PhoneSession &session, const PhoneAgent &agent, Catalog &catalog,
                                     const Clock &clock, const QStringList &packages,
                                     const CancelToken &cancel);

/// For a manifest, under `installed`; appNamesOfManifest() is the inverse and leaves out what is none.
QJsonArray toJson(const QList<AppNames> &apps);
QList<AppNames> appNamesOfManifest(const QJsonObject &manifest);

/// @p asked and the packages of @p apps, each once.
QStringList allPackages(const QStringList &asked, const QList<AppNames> &apps);
/// All labels, each once.
QStringList labelsOf(const QList<AppNames> &apps);

} // namespace holdfast
