// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/uploadjournal.h"

#include "core/store/ownedname.h"
#include "core/store/platform.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Result<QString> UploadJournal::add(const Note &note) const
{
    if (m_folder.isEmpty())
        return QString();
    const auto failed = [this](const Error &error) {
        return fail(Errc::LocalFailed, error.detail, {.phone = {}, .path = m_folder, .object = {}});
    };
    if (const auto made = platform::makeFolder(m_folder); !made)
        return failed(made.error());
    QString name = ownedName();
    const auto file = platform::OutputFile::create(m_folder % u'/' % name);
    if (!file)
        return failed(file.error());
    const QJsonObject document{{u"place"_s, note.place},
                               {u"key"_s, note.key},
                               {u"uploadId"_s, note.uploadId},
                               {u"putMark"_s, note.putMark},
                               {u"resumableUntil"_s, note.resumableUntil.toString(Qt::ISODate)}};
    auto written = (*file)->write(QJsonDocument(document).toJson(QJsonDocument::Compact));
    if (written)
        written = (*file)->finish();
    if (!written)
        return failed(written.error());
    return name;
}

void UploadJournal::remove(const QString &name) const
{
    if (!name.isEmpty())
        QFile::remove(m_folder % u'/' % name);
}

void UploadJournal::abandon(const QString &name) const
{
    if (!name.isEmpty())
        QFile::rename(m_folder % u'/' % name, m_folder % u'/' % nobodysName());
}

bool UploadJournal::takeOver(Note &note) const
{
    const QString ours = ownedName();
    if (!QFile::rename(m_folder % u'/' % note.name, m_folder % u'/' % ours))
        return false;
    note.name = ours;
    return true;
}

std::optional<UploadJournal::Note> UploadJournal::findResumable(const QString &place,
                                                                const QString &key) const
{
    const auto notes = ofTheDead(place);
    for (const Note &note : notes) {
        if (note.key == key && !note.uploadId.isEmpty() &&
            note.resumableUntil > QDateTime::currentDateTimeUtc())
            return note;
    }
    return std::nullopt;
}

QList<UploadJournal::Note> UploadJournal::abandoned(const QString &place) const
{
    QList<Note> notes = ofTheDead(place);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    erase_if(notes, [&](const Note &note) { return !note.uploadId.isEmpty() && note.resumableUntil > now; });
    return notes;
}

QList<UploadJournal::Note> UploadJournal::ofTheDead(const QString &place) const
{
    QList<Note> notes;
    if (m_folder.isEmpty())
        return notes;
    const auto names = QDir(m_folder).entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        QFile file(m_folder % u'/' % name);
        if (!ownerIsDead(name) || !file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject document = QJsonDocument::fromJson(file.read(64LL * 1024)).object();
        // A process that died while it wrote has begun no upload that it could have noted.
        if (document.isEmpty())
            file.remove();
        else if (document.value("place"_L1).toString() == place)
            notes.append(
                {name, place, document.value("key"_L1).toString(), document.value("uploadId"_L1).toString(),
                 document.value("putMark"_L1).toString(),
                 QDateTime::fromString(document.value("resumableUntil"_L1).toString(), Qt::ISODate)});
    }
    return notes;
}

} // namespace holdfast
