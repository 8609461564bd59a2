// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/appresources.h"

#include "core/apk/drawablereader.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// For tables that are compressed, which must be unpacked whole. Android 11 and newer refuse such APKs.
constexpr qint64 kMaximumTable = qint64{32} * 1024 * 1024;
/// As many as Android follows.
constexpr int kMaximumHops = 20;
/// The first Android with adaptive icons is 26.
constexpr int kLastWithoutAdaptive = 25;
constexpr qsizetype kMaximumLabel = 1000;

} // namespace

AppResources::AppResources(const QList<ApkFile *> &apks, CancelToken cancel) : m_cancel(std::move(cancel))
{
    for (ApkFile *apk : apks)
        m_sources.push_back({.apk = apk, .table = nullptr, .opened = false});
}

Result<ResourceTable *> AppResources::tableOf(Source &source)
{
    const QString name = u"resources.arsc"_s;
    if (!source.opened && source.apk->zip().contains(name)) {
        auto bytes = source.apk->zip().bytesOf(name, kMaximumTable);
        if (!bytes)
            return tl::unexpected(bytes.error());
        auto table = ResourceTable::open(std::move(*bytes), m_cancel);
        if (!table)
            return tl::unexpected(table.error());
        source.table = std::move(*table);
    }
    source.opened = true;
    return source.table.get();
}

Result<std::optional<AppResources::Found>> AppResources::resolve(quint32 id, const ResourceChoice &choice)
{
    for (int hops = 0; hops < kMaximumHops; ++hops) {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        std::optional<ResourceTable::Value> best;
        Source *from = nullptr;
        for (Source &source : m_sources) {
            const auto table = tableOf(source);
            if (!table)
                return tl::unexpected(table.error());
            auto value = *table == nullptr ? Result<std::optional<ResourceTable::Value>>()
                                           : (*table)->find(id, choice);
            if (!value)
                return tl::unexpected(value.error());
            if (*value && (!best || (*value)->config.isBetterThan(best->config, choice))) {
                best = std::move(*value);
                from = &source;
            }
        }
        if (!best || best->bag)
            return std::optional<Found>();
        if (best->value.isReference()) {
            id = best->value.data;
            continue;
        }
        Found found{.apk = from->apk, .value = best->value, .text = {}};
        if (found.value.type == ResourceValue::String) {
            auto text = from->table->string(found.value.data);
            if (!text)
                return tl::unexpected(text.error());
            found.text = std::move(*text);
        }
        return std::optional(std::move(found));
    }
    return apkInvalid(
        u"resource 0x%1 refers to itself, or through more than %2 others"_s.arg(id, 8, 16, '0'_L1)
            .arg(kMaximumHops));
}

Result<QString> AppResources::text(const ApkText &text, const ResourceChoice &choice)
{
    if (text.resource == 0)
        return text.text.left(kMaximumLabel);
    return resolve(text.resource, choice).map([](const std::optional<Found> &found) {
        return found ? found->text.left(kMaximumLabel) : QString();
    });
}

Result<AppIcon> AppResources::icon(quint32 id, const ResourceChoice &choice)
{
    if (id == 0)
        return AppIcon();
    auto icon = DrawableReader(*this, choice).read(id);
    if (icon || icon.error().code != Errc::ApkInvalid || choice.sdk <= kLastWithoutAdaptive)
        return icon;
    ResourceChoice older = choice;
    older.sdk = kLastWithoutAdaptive;
    auto second = DrawableReader(*this, older).read(id);
    const bool better = second ? !second->isEmpty() : second.error().code != Errc::ApkInvalid;
    return better ? std::move(second) : std::move(icon);
}

} // namespace holdfast
