// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/objectstore.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

QList<Error> ObjectStore::concerns(const CancelToken &cancel)
{
    (void)cancel;
    return {};
}

Result<QMap<QString, QString>> ObjectStore::metadata(const QString &key, const CancelToken &cancel)
{
    if (auto there = head(key, cancel); !there)
        return tl::unexpected(there.error());
    return QMap<QString, QString>();
}

Result<void> checkKey(const QString &key)
{
    const auto refused = [&key](const QString &why) {
        return fail(Errc::InvalidArgument, u"an object's name "_s % why, {.object = key});
    };
    if (key.isEmpty() || key.toUtf8().size() > 1024)
        return refused(u"must have 1 to 1024 bytes"_s);
    if (!key.isValidUtf16())
        return refused(u"must be Unicode"_s);
    const bool plain = std::none_of(key.cbegin(), key.cend(), [](QChar c) {
        return c.unicode() < 0x20 || c.unicode() == 0x7f || c == u'\\';
    });
    if (!plain)
        return refused(u"must not hold control characters or a backslash"_s);
    for (const QString &segment : key.split(u'/')) {
        if (segment.isEmpty() || segment == u"." || segment == u"..")
            return refused(u"must not have empty, '.' or '..' segments"_s);
        if (segment.toUtf8().size() > 255)
            return refused(u"must not have segments of over 255 bytes"_s);
    }
    return {};
}

} // namespace holdfast
