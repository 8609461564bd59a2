// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/objectname.h"

#include <QRegularExpression>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kMaxNameBytes = 180; ///< So that a name with id and ending fits into 255.

QString cleanPart(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        const bool kept = c.isLetterOrNumber() || c.isSurrogate() || u"._+=-"_s.contains(c);
        out += kept ? c : u'_';
    }
    while (out.toUtf8().size() > kMaxNameBytes)
        out.chop(out.back().isLowSurrogate() ? 2 : 1);
    // A leading dot would hide the object and `..` would leave the folder.
    while (out.startsWith(u'.'))
        out.remove(0, 1);
    return out.isEmpty() ? u"backup"_s : out;
}

} // namespace

QString defaultBackupName(const QString &phoneName, const QDateTime &utc)
{
    return phoneName % u' ' % utc.toUTC().toString(u"yyyy-MM-dd HH-mm-ss"_s);
}

QString archiveKey(const QString &folder, const QString &name, const BackupId &id)
{
    QString key;
    for (const QString &part : folder.split(u'/', Qt::SkipEmptyParts))
        key += cleanPart(part) % u'/';
    return key % cleanPart(name) % u'-' % id.value % u".tar.zst"_s;
}

BackupId backupIdOfKey(const QString &key)
{
    static const QRegularExpression pattern(u"-(bf-[a-z0-9]{17})\\.tar\\.zst$"_s);
    return {pattern.match(key).captured(1)};
}

} // namespace holdfast
