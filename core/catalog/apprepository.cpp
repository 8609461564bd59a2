// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/apprepository.h"

#include "core/catalog/statement.h"

#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

const auto kColumns =
    u"package, version_code, apks, version_name, label, labels, icon, icon_problem, certificates, "
    "signing_scheme, abis, min_sdk, target_sdk, shared_user, debuggable, test_only, split_required, read_at"_s;

AppRecord appFrom(const Statement &row)
{
    AppRecord app;
    app.key = {.package = row.text(0), .versionCode = row.number(1), .apks = row.text(2)};
    app.versionName = row.text(3);
    app.label = row.text(4);
    const QJsonObject labels = row.object(5);
    for (auto label = labels.begin(); label != labels.end(); ++label)
        app.labels.insert(label.key(), label.value().toString());
    app.icon = row.bytes(6);
    app.iconProblem = row.text(7);
    app.certificates = row.list(8);
    app.signingScheme = int(row.number(9));
    app.abis = row.list(10);
    app.minSdk = int(row.number(11));
    app.targetSdk = int(row.number(12));
    app.sharedUserId = row.text(13);
    app.debuggable = row.flag(14);
    app.testOnly = row.flag(15);
    app.splitRequired = row.flag(16);
    app.readAt = row.time(17);
    return app;
}

Result<std::optional<AppRecord>> first(Statement &statement)
{
    const auto rows = collectRows(statement, appFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? std::nullopt : std::optional(rows->first());
}

} // namespace

Result<void> AppRepository::put(const AppRecord &app)
{
    QJsonObject labels;
    for (auto label = app.labels.begin(); label != app.labels.end(); ++label)
        labels.insert(label.key(), label.value());
    Statement statement(m_database, "INSERT OR REPLACE INTO app_version ("_L1 % kColumns % ") VALUES ("_L1 %
                                        placeholders(18) % ')'_L1);
    return statement.bind(app.key.package)
        .bind(app.key.versionCode)
        .bind(app.key.apks)
        .bind(app.versionName)
        .bind(app.label)
        .bind(labels)
        .bind(app.icon)
        .bind(app.iconProblem)
        .bind(app.certificates)
        .bind(app.signingScheme)
        .bind(app.abis)
        .bind(app.minSdk)
        .bind(app.targetSdk)
        .bind(app.sharedUserId)
        .bind(app.debuggable)
        .bind(app.testOnly)
        .bind(app.splitRequired)
        .bind(app.readAt)
        .run();
}

Result<std::optional<AppRecord>> AppRepository::find(const AppKey &key)
{
    Statement statement(m_database,
                        "SELECT "_L1 % kColumns %
                            " FROM app_version WHERE package = ? AND version_code = ? AND apks = ?"_L1);
    statement.bind(key.package).bind(key.versionCode).bind(key.apks);
    return first(statement);
}

Result<QHash<qsizetype, AppRecord>> AppRepository::findAll(const QList<AppKey> &keys)
{
    Statement statement(m_database,
                        "SELECT "_L1 % kColumns %
                            " FROM app_version WHERE package = ? AND version_code = ? AND apks = ?"_L1);
    QHash<qsizetype, AppRecord> known;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        statement.bind(keys.at(i).package).bind(keys.at(i).versionCode).bind(keys.at(i).apks);
        auto found = first(statement);
        if (!found)
            return tl::unexpected(found.error());
        if (*found)
            known.insert(i, std::move(**found));
    }
    return known;
}

Result<std::optional<AppRecord>> AppRepository::newest(const QString &package)
{
    Statement statement(
        m_database,
        "SELECT "_L1 % kColumns %
            " FROM app_version WHERE package = ? ORDER BY read_at DESC, version_code DESC LIMIT 1"_L1);
    statement.bind(package);
    return first(statement);
}

} // namespace holdfast
