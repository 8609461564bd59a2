// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selection.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Result<std::vector<PathPattern>> parsePatterns(const QStringList &texts)
{
    std::vector<PathPattern> patterns;
    for (const QString &text : texts) {
        std::string reason;
        auto pattern = PathPattern::parse(text.toUtf8().toStdString(), reason);
        if (!pattern) {
            return fail(Errc::InvalidArgument,
                        u"the path '%1' is not valid: %2"_s.arg(text, QString::fromStdString(reason)),
                        {.phone = {}, .path = text, .object = {}});
        }
        patterns.push_back(std::move(*pattern));
    }
    return patterns;
}

} // namespace

QStringList wholePhoneExcludes()
{
    return {
        u"/data/data/*/cache"_s,
        u"/data/data/*/code_cache"_s,
        u"/data/user/*/*/cache"_s,
        u"/data/user/*/*/code_cache"_s,
        u"/data/user_de/*/*/cache"_s,
        u"/data/user_de/*/*/code_cache"_s,
        u"/data/media/*/Android/data/*/cache"_s,
        u"/data/cache"_s,
        u"/data/dalvik-cache"_s,
        u"/data/resource-cache"_s,
        u"/data/system/package_cache"_s,
        u"/data/local/tmp/holdfast-agent-*"_s,
        u"/data/local/tmp/.holdfast*"_s,
    };
}

QStringList identityPatterns()
{
    return {
        u"/data/system/users/*/settings_secure.xml"_s,
        u"/data/system/users/*/settings_ssaid.xml"_s,
        u"/data/misc/keystore"_s,
        u"/data/misc/keystore2"_s,
        u"/data/system_ce/*/accounts_ce.db*"_s,
        u"/data/system_de/*/accounts_de.db*"_s,
        u"/data/data/com.google.android.gsf/databases/gservices.db*"_s,
    };
}

Result<PathSelection> makeSelection(const QStringList &paths, const QStringList &excludes, bool whole,
                                    bool apps)
{
    if (whole != paths.isEmpty() && !(apps && !whole)) {
        return fail(Errc::InvalidArgument, whole ? u"give either paths or the whole phone, not both"_s
                                                 : u"no path was given, and not the whole phone either"_s);
    }
    auto includePatterns = parsePatterns(whole ? QStringList{u"/data"_s} : paths);
    if (!includePatterns)
        return tl::unexpected(includePatterns.error());
    auto excludePatterns = parsePatterns(whole ? excludes + wholePhoneExcludes() : excludes);
    if (!excludePatterns)
        return tl::unexpected(excludePatterns.error());
    return PathSelection(std::move(*includePatterns), std::move(*excludePatterns));
}

Result<PathSelection> narrowSelection(const PathSelection &backup, const QStringList &paths)
{
    if (paths.isEmpty())
        return backup;
    auto asked = parsePatterns(paths);
    if (!asked)
        return tl::unexpected(asked.error());
    std::vector<PathPattern> narrowed;
    for (const PathPattern &pattern : *asked) {
        bool isAbove = false;
        for (const PathPattern &included : backup.includes()) {
            if (pattern.match(included.base()) == PathPattern::Match::Selected) {
                narrowed.push_back(included);
                isAbove = true;
            }
        }
        if (!isAbove)
            narrowed.push_back(pattern);
    }
    return PathSelection(std::move(narrowed), backup.excludes());
}

} // namespace holdfast
