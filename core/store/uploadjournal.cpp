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
                               {u"putMark"_s, note.putMark}};
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

QList<UploadJournal::Note> UploadJournal::abandoned(const QString &place) const
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
            notes.append({name, place, document.value("key"_L1).toString(),
                          document.value("uploadId"_L1).toString(), document.value("putMark"_L1).toString()});
    }
    return notes;
}

} // namespace holdfast
