// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/apkchoice.h"

#include <QHash>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

using Kind = SplitPurpose::Kind;

/// As bundletool writes them, and as Android does.
const QHash<QString, QString> &abiNames()
{
    static const QHash<QString, QString> names{
        {u"armeabi"_s, u"armeabi"_s}, {u"armeabi_v7a"_s, u"armeabi-v7a"_s}, {u"arm64_v8a"_s, u"arm64-v8a"_s},
        {u"x86"_s, u"x86"_s},         {u"x86_64"_s, u"x86_64"_s},           {u"mips"_s, u"mips"_s},
        {u"mips64"_s, u"mips64"_s},   {u"riscv64"_s, u"riscv64"_s}};
    return names;
}

/// android.util.DisplayMetrics.
int densityOf(const QString &name)
{
    static const QHash<QString, int> names{{u"ldpi"_s, 120},   {u"mdpi"_s, 160},  {u"tvdpi"_s, 213},
                                           {u"hdpi"_s, 240},   {u"xhdpi"_s, 320}, {u"xxhdpi"_s, 480},
                                           {u"xxxhdpi"_s, 640}};
    if (const auto known = names.constFind(name); known != names.constEnd())
        return *known;
    static const QRegularExpression number(u"^(\\d{2,4})dpi$"_s);
    return number.match(name).captured(1).toInt();
}

/// The language alone, by its newer code.
QString languageOf(const QString &locale)
{
    static const QRegularExpression pattern(u"^(?:b\\+)?([A-Za-z]{2,3})(?:[-_+].*)?$"_s);
    const QString language = pattern.match(locale).captured(1).toLower();
    static const QHash<QString, QString> renamed{{u"iw"_s, u"he"_s}, {u"in"_s, u"id"_s}, {u"ji"_s, u"yi"_s}};
    return renamed.value(language, language);
}

/// One kind of splits of one module: places by value.
using Choices = QMap<QString, QList<qsizetype>>;

QList<qsizetype> allOf(const Choices &choices)
{
    QList<qsizetype> all;
    for (const QList<qsizetype> &places : choices)
        all += places;
    return all;
}

Result<QList<qsizetype>> chooseAbi(const Choices &choices, const PhoneTraits &phone)
{
    for (const QString &abi : phone.abis) {
        if (const auto found = choices.constFind(abi); found != choices.constEnd())
            return *found;
    }
    if (!phone.abis.isEmpty())
        return fail(Errc::AppAbi, u"it is made for %1, the phone runs %2"_s.arg(choices.keys().join(u", "_s),
                                                                                phone.abis.join(u", "_s)));
    return allOf(choices);
}

QList<qsizetype> chooseDensity(const Choices &choices, const PhoneTraits &phone)
{
    if (phone.density <= 0)
        return allOf(choices);
    int best = 0;
    for (auto choice = choices.keyBegin(); choice != choices.keyEnd(); ++choice) {
        const int density = choice->toInt();
        const bool enough = density >= phone.density;
        const bool bestIsEnough = best >= phone.density;
        if (best == 0 || (enough && (!bestIsEnough || density < best)) ||
            (!enough && !bestIsEnough && density > best))
            best = density;
    }
    return choices.value(QString::number(best));
}

QList<qsizetype> chooseLanguages(const Choices &choices, const PhoneTraits &phone)
{
    if (phone.locales.isEmpty())
        return allOf(choices);
    QStringList languages;
    for (const QString &locale : phone.locales)
        languages.append(languageOf(locale));
    QList<qsizetype> chosen;
    for (auto choice = choices.constBegin(); choice != choices.constEnd(); ++choice) {
        if (languages.contains(choice.key()))
            chosen += choice.value();
    }
    return chosen;
}

Result<QList<qsizetype>> choose(Kind kind, const Choices &choices, const PhoneTraits &phone)
{
    switch (kind) {
    case Kind::Any:
        return allOf(choices);
    case Kind::Abi:
        return chooseAbi(choices, phone);
    case Kind::Density:
        return chooseDensity(choices, phone);
    case Kind::Language:
        return chooseLanguages(choices, phone);
    }
    Q_UNREACHABLE();
}

} // namespace

SplitPurpose splitPurpose(const QString &split)
{
    static const QRegularExpression config(u"^(?:(.+)\\.)?config\\.([^.]+)$"_s);
    const auto match = config.match(split);
    if (!match.hasMatch())
        return {.kind = Kind::Any, .stem = {}, .value = split};
    const QString what = match.captured(2);
    if (const QString abi = abiNames().value(what); !abi.isEmpty())
        return {.kind = Kind::Abi, .stem = match.captured(1), .value = abi};
    if (const int density = densityOf(what); density > 0)
        return {.kind = Kind::Density, .stem = match.captured(1), .value = QString::number(density)};
    if (const QString language = languageOf(what); !language.isEmpty())
        return {.kind = Kind::Language, .stem = match.captured(1), .value = language};
    return {.kind = Kind::Any, .stem = {}, .value = split};
}

Result<QList<qsizetype>> chooseApks(const QStringList &splits, const PhoneTraits &phone)
{
    QMap<std::pair<QString, Kind>, Choices> groups;
    for (qsizetype place = 0; place < splits.size(); ++place) {
        const SplitPurpose purpose = splitPurpose(splits[place]);
        groups[{purpose.stem, purpose.kind}][purpose.value].append(place);
    }
    QList<qsizetype> chosen;
    for (auto group = groups.constBegin(); group != groups.constEnd(); ++group) {
        const auto places = choose(group.key().second, group.value(), phone);
        if (!places)
            return places;
        chosen += *places;
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

} // namespace holdfast
