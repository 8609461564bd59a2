// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/nametemplate.h"

#include "core/jobs/objectname.h"

#include <QRegularExpression>

#include <optional>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

const QRegularExpression &placeholder()
{
    static const QRegularExpression pattern(u"\\{([A-Za-z]+)\\}"_s);
    return pattern;
}

std::optional<QString> valueOf(const QString &word, const NameFacts &facts)
{
    const QDateTime utc = facts.time.toUTC();
    const std::pair<QLatin1String, QString> values[] = {{"phone"_L1, facts.phone},
                                                        {"group"_L1, facts.group},
                                                        {"model"_L1, facts.model},
                                                        {"android"_L1, facts.android},
                                                        {"serial"_L1, facts.serial},
                                                        {"date"_L1, utc.toString(u"yyyy-MM-dd"_s)},
                                                        {"time"_L1, utc.toString(u"HH-mm-ss"_s)}};
    for (const auto &[name, value] : values) {
        if (word == name)
            return value;
    }
    return {};
}

} // namespace

QStringList namePlaceholders()
{
    return {u"phone"_s, u"group"_s, u"model"_s, u"android"_s, u"serial"_s, u"date"_s, u"time"_s};
}

bool isNameTemplate(const QString &text)
{
    return placeholder().match(text).hasMatch();
}

Result<QString> expandName(const QString &text, const NameFacts &facts)
{
    QString name;
    qsizetype done = 0;
    auto words = placeholder().globalMatch(text);
    while (words.hasNext()) {
        const auto word = words.next();
        const auto value = valueOf(word.captured(1), facts);
        if (!value) {
            return fail(Errc::InvalidArgument, u"a name knows {%1}, not %2"_s.arg(
                                                   namePlaceholders().join(u"}, {"_s), word.captured(0)));
        }
        name += QStringView(text).mid(done, word.capturedStart() - done) + *value;
        done = word.capturedEnd();
    }
    return done == 0 ? text : QString(name + QStringView(text).mid(done)).simplified();
}

QString backupName(const QString &text, const PhoneRecord &phone, const QDateTime &time)
{
    const QString name = expandName(text, {.phone = phone.name,
                                           .group = phone.groupName,
                                           .model = phone.model,
                                           .android = phone.androidVersion,
                                           .serial = phone.serial.value,
                                           .time = time})
                             .value_or(QString());
    return name.isEmpty() ? defaultBackupName(phone.name, time) : name;
}

} // namespace holdfast
