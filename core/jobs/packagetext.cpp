// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/packagetext.h"

#include <QRegularExpression>

#include <array>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kShownAnswer = 400;

QString shortened(QByteArrayView output)
{
    return QString::fromUtf8(output.first(qMin(output.size(), kShownAnswer))).trimmed();
}

/// The lines about @p package: from its heading to the next one of the same depth.
QStringList sectionOf(const QString &text, const QString &package)
{
    const QString heading = u"  Package [%1] ("_s.arg(package);
    QStringList lines;
    bool inside = false;
    for (const QString &line : text.split(u'\n')) {
        const bool isDeeper = line.startsWith("   "_L1);
        if (inside && !isDeeper)
            break; // Only the first counts: hidden system packages come again further down.
        if (inside)
            lines.append(line.trimmed());
        inside = inside || line.startsWith(heading);
    }
    return lines;
}

/// The value of `key=value` at the beginning of one of @p lines.
QString valueOf(const QStringList &lines, const QString &key)
{
    for (const QString &line : lines) {
        if (line.startsWith(key) && line.size() > key.size() && line[key.size()] == u'=')
            return line.mid(key.size() + 1);
    }
    return {};
}

/// The value of `key=value` among the words of a line.
QString wordOf(const QString &line, const QString &key)
{
    for (const QString &word : line.split(u' ', Qt::SkipEmptyParts)) {
        if (word.startsWith(key) && word.size() > key.size() && word[key.size()] == u'=')
            return word.mid(key.size() + 1);
    }
    return {};
}

Errc codeOfFailure(const QString &reason)
{
    struct Known
    {
        QLatin1String text;
        Errc code;
    };
    static constexpr std::array known{
        Known{"VERSION_DOWNGRADE"_L1, Errc::AppDowngrade},
        Known{"UPDATE_INCOMPATIBLE"_L1, Errc::AppSignature},
        Known{"SHARED_USER_INCOMPATIBLE"_L1, Errc::AppSignature},
        Known{"NO_MATCHING_ABIS"_L1, Errc::AppAbi},
        Known{"CPU_ABI_INCOMPATIBLE"_L1, Errc::AppAbi},
        Known{"OLDER_SDK"_L1, Errc::AppSdk},
        Known{"MISSING_SPLIT"_L1, Errc::AppSplits},
        Known{"INSUFFICIENT_STORAGE"_L1, Errc::PhoneSpace},
    };
    for (const Known &one : known) {
        if (reason.contains(one.text))
            return one.code;
    }
    return Errc::AppInstallFailed;
}

} // namespace

Result<PackageState> parsePackageState(QByteArrayView output, const QString &package)
{
    const QString text = QString::fromUtf8(output);
    const QStringList lines = sectionOf(text, package);
    if (lines.isEmpty()) {
        if (text.trimmed().isEmpty() || text.startsWith("Can't find service"_L1))
            return fail(Errc::PhoneRefused, u"dumpsys package said: "_s + shortened(output));
        return PackageState{}; // Android says so in words, or lists what else has to do with the name.
    }
    PackageState state;
    const QString versions = valueOf(lines, u"versionCode"_s);
    state.versionCode = versions.section(u' ', 0, 0).toLongLong();
    state.minSdk = wordOf(versions, u"minSdk"_s).toInt();
    state.targetSdk = wordOf(versions, u"targetSdk"_s).toInt();
    state.versionName = valueOf(lines, u"versionName"_s);
    if (state.versionName == "null"_L1)
        state.versionName.clear();
    const QString userId = valueOf(lines, u"userId"_s);
    bool isNumber = false;
    state.uid = (userId.isEmpty() ? valueOf(lines, u"appId"_s) : userId).section(u' ', 0, 0).toInt(&isNumber);
    if (!isNumber)
        return fail(Errc::PhoneRefused, u"dumpsys package tells no user id of "_s + package);
    state.installer = valueOf(lines, u"installerPackageName"_s);
    static const QRegularExpression shared(u"^sharedUser=SharedUserSetting\\{\\S+ ([^/}]+)/"_s);
    for (const QString &line : lines) {
        if (const auto match = shared.match(line); match.hasMatch())
            state.sharedUser = match.captured(1);
        if (line.startsWith("User 0:"_L1) && line.contains("installed="_L1)) {
            state.installed = wordOf(line, u"installed"_s) == "true"_L1;
            state.suspended = wordOf(line, u"suspended"_s) == "true"_L1;
        }
    }
    return state;
}

QStringList parsePackagePaths(QByteArrayView output)
{
    constexpr QLatin1String prefix("package:");
    QStringList paths;
    for (const QString &line : QString::fromUtf8(output).split(u'\n')) {
        const QString path = line.trimmed().mid(prefix.size());
        if (!line.startsWith(prefix) || !path.startsWith(u'/'))
            continue;
        if (path.endsWith("/base.apk"_L1))
            paths.prepend(path);
        else
            paths.append(path);
    }
    return paths;
}

Result<qint64> parseSessionNumber(QByteArrayView output)
{
    static const QRegularExpression success(u"^Success: created install session \\[(\\d{1,10})\\]"_s);
    const auto match = success.match(QString::fromUtf8(output));
    if (!match.hasMatch())
        return fail(Errc::AppInstallFailed, shortened(output));
    return match.captured(1).toLongLong();
}

Result<void> parseInstallAnswer(QByteArrayView output, const QString &package)
{
    const QString text = shortened(output);
    if (text.startsWith("Success"_L1))
        return {};
    static const QRegularExpression failure(u"Failure \\[(.*)\\]"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    const auto match = failure.match(text);
    const QString reason = match.hasMatch() ? match.captured(1) : text;
    return fail(codeOfFailure(reason), reason, {.phone = {}, .path = {}, .object = package});
}

PhoneTraits parsePhoneTraits(QByteArrayView output)
{
    QStringList lines = QString::fromUtf8(output).split(u'\n');
    for (QString &line : lines) {
        line = line.trimmed();
        if (line == "null"_L1)
            line.clear();
    }
    PhoneTraits traits{.abis = lines.value(0).split(u',', Qt::SkipEmptyParts)};
    // `Physical density: 320 Override density: 240`: the last counts.
    static const QRegularExpression number(u"density: *(\\d{2,4})(?!.*density:)"_s);
    const int shown = number.match(lines.value(2)).captured(1).toInt();
    traits.density = shown > 0 ? shown : qMax(0, lines.value(1).toInt());
    for (const QString &locales : {lines.value(3), lines.value(4), lines.value(5)}) {
        traits.locales = locales.split(u',', Qt::SkipEmptyParts);
        if (!traits.locales.isEmpty())
            break;
    }
    return traits;
}

} // namespace holdfast
