// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/manyoutcomes.h"

#include "app/cli/jsonviews.h"

#include <QJsonArray>

#include <algorithm>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<ExitCode> finishMany(Console &console, const QString &key, const QJsonArray &done,
                            const QList<Error> &errors)
{
    if (done.isEmpty() && errors.size() == 1)
        return tl::unexpected(errors.constFirst());
    if (console.json()) {
        QJsonObject document{{key, done}};
        if (!errors.isEmpty())
            document[u"errors"_s] = toJsonArray(errors);
        console.document(document);
    }
    for (const Error &error : errors)
        console.complain(userText(error));
    if (errors.isEmpty())
        return ExitCode::Ok;
    if (!done.isEmpty())
        return ExitCode::Partly;
    const ExitCode first = exitCode(errors.constFirst().code);
    const bool same = std::all_of(errors.cbegin(), errors.cend(),
                                  [first](const Error &error) { return exitCode(error.code) == first; });
    return same ? first : ExitCode::Failed;
}

} // namespace

Result<ExitCode> forEachName(Console &console, const QString &key, const QStringList &names,
                             const std::function<Result<QJsonValue>(const QString &name)> &action)
{
    QJsonArray done;
    QList<Error> errors;
    for (const QString &name : names) {
        const auto outcome = action(name);
        if (outcome)
            done.append(*outcome);
        else if (outcome.error().code == Errc::Cancelled)
            return tl::unexpected(outcome.error());
        else
            errors << outcome.error();
    }
    return finishMany(console, key, done, errors);
}

} // namespace holdfast::cli
