// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/resourceconfig.h"

#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// What this reader knows of ResTable_config; newer parts behind it must be zero to be chosen.
constexpr qint64 kKnownSize = 64;
constexpr qint64 kMaximumSize = 1024;

/// Two letters, or three packed into 15 bits with the top bit set.
QString unpackCode(const char *raw, char base)
{
    const auto first = quint8(raw[0]);
    const auto second = quint8(raw[1]);
    if (first == 0)
        return {};
    if ((first & 0x80U) == 0)
        return QString::fromLatin1(raw, second == 0 ? 1 : 2);
    const std::array<char, 3> letters{char(base + (second & 0x1FU)),
                                      char(base + ((second >> 5U) | (first & 0x03U) << 3U)),
                                      char(base + ((first >> 2U) & 0x1FU))};
    return QString::fromLatin1(letters.data(), letters.size());
}

/// Traditional Chinese is no stand-in for simplified, and the other way round.
QString chineseScript(const QString &region, const QString &script)
{
    if (!script.isEmpty())
        return script;
    const bool traditional = region == "TW"_L1 || region == "HK"_L1 || region == "MO"_L1;
    return traditional ? u"Hant"_s : u"Hans"_s;
}

struct Locale
{
    QString language;
    QString region;
    QString script;

    explicit Locale(const QString &tag)
    {
        const QStringList parts = tag.split(u'-', Qt::SkipEmptyParts);
        language = parts.value(0).toLower();
        for (qsizetype i = 1; i < parts.size(); ++i)
            (parts.at(i).size() == 4 ? script : region) = parts.at(i);
    }
};

/// How dense pictures are, for comparisons.
int dotsOf(quint16 density)
{
    return density == 0 || density == ResourceConfig::kNoDensity ? 160 : density;
}

bool isBetterDensity(quint16 mine, quint16 other, int wanted)
{
    if (mine == ResourceConfig::kAnyDensity || other == ResourceConfig::kAnyDensity)
        return mine == ResourceConfig::kAnyDensity;
    const int here = dotsOf(mine);
    const int there = dotsOf(other);
    // Shrinking looks better than growing: the smallest that is dense enough, else the densest.
    if (here >= wanted && there >= wanted)
        return here < there;
    return here > there;
}

} // namespace

Result<ResourceConfig> ResourceConfig::read(ChunkBytes &bytes, qint64 offset, qint64 available)
{
    const auto size = bytes.u32(offset);
    if (!size)
        return tl::unexpected(size.error());
    if (qint64(*size) < 28 || qint64(*size) > std::min(available, kMaximumSize))
        return apkInvalid(u"the configuration at %1 claims %2 bytes"_s.arg(offset).arg(*size));
    std::array<char, kMaximumSize> raw{};
    if (const auto done = bytes.copy(offset, qint64(*size), raw.data()); !done)
        return tl::unexpected(done.error());
    const auto u8 = [&](qsizetype at) { return quint8(raw[size_t(at)]); };
    const auto u16 = [&](qsizetype at) { return qFromLittleEndian<quint16>(raw.data() + at); };

    ResourceConfig config;
    config.language = unpackCode(raw.data() + 8, 'a');
    config.region = unpackCode(raw.data() + 10, '0');
    config.script = QString::fromLatin1(raw.data() + 36, qsizetype(qstrnlen(raw.data() + 36, 4)));
    config.density = u16(14);
    config.sdk = u16(24);
    config.smallestWidth = u16(30);
    config.width = u16(32);
    const bool network = u16(4) != 0 || u16(6) != 0;
    const bool landscape = u8(12) > 1;
    const bool hardware = u8(13) != 0 || u8(16) != 0 || u8(17) != 0 || u8(18) != 0;
    const bool pixels = u16(20) != 0 || u16(22) != 0 || u16(34) != 0;
    const bool rightToLeft = (u8(28) & 0xC0U) == 0x80;
    const bool largeScreen = (u8(28) & 0x0FU) > 2;
    const bool otherDevice = (u8(29) & 0x0FU) > 1;
    const bool night = (u8(29) & 0x30U) == 0x20;
    const bool round = (u8(48) & 0x03U) == 2 || u8(49) != 0;
    const bool unknown = std::any_of(raw.cbegin() + kKnownSize, raw.cend(), [](char c) { return c != 0; });
    config.special = network || landscape || hardware || pixels || rightToLeft || largeScreen ||
                     otherDevice || night || round || unknown;
    return config;
}

bool ResourceConfig::fits(const ResourceChoice &choice) const
{
    constexpr int kWidth = 411; // Of a usual phone.
    if (special || sdk > choice.sdk || smallestWidth > kWidth || width > kWidth)
        return false;
    if (language.isEmpty())
        return true;
    const Locale wanted(choice.locale);
    if (language != wanted.language)
        return false;
    if (language == "zh"_L1)
        return chineseScript(region, script) == chineseScript(wanted.region, wanted.script);
    return (region.isEmpty() || region == wanted.region) && (script.isEmpty() || script == wanted.script);
}

bool ResourceConfig::isBetterThan(const ResourceConfig &other, const ResourceChoice &choice) const
{
    // The order is Android's: language, region, width, density, version.
    if (language.isEmpty() != other.language.isEmpty())
        return !language.isEmpty();
    const QString wantedRegion = Locale(choice.locale).region;
    const auto closeness = [&](const ResourceConfig &config) {
        return config.region == wantedRegion ? 2 : config.region.isEmpty() ? 1 : 0;
    };
    if (!language.isEmpty() && closeness(*this) != closeness(other))
        return closeness(*this) > closeness(other);
    if (smallestWidth != other.smallestWidth)
        return smallestWidth > other.smallestWidth;
    if (width != other.width)
        return width > other.width;
    if (density != other.density)
        return isBetterDensity(density, other.density, choice.density);
    return sdk > other.sdk;
}

} // namespace holdfast
