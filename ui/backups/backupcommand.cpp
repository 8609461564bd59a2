// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backupcommand.h"

#include <QRegularExpression>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Values that begin with a dash are joined to their option, or they would be taken for one.
void addValue(QStringList &words, const QString &option, const QString &value)
{
    if (value.isEmpty())
        return;
    if (value.startsWith(u'-'))
        words << option + u'=' + value;
    else
        words << option << value;
}

void addValues(QStringList &words, const QString &option, const QStringList &values)
{
    if (!values.isEmpty())
        words << option << values;
}

} // namespace

QStringList commandWords(const BackupRequest &request)
{
    QStringList words{u"holdfast-cli"_s, u"backup"_s, u"create"_s};
    for (const Serial &phone : request.phones)
        words << phone.value;
    if (request.whole)
        words << u"--all"_s;
    addValues(words, u"--path"_s, request.paths);
    addValues(words, u"--app"_s, request.apps);
    addValues(words, u"--exclude"_s, request.excludes);
    words << u"--to"_s
          << (request.folder.isEmpty() ? request.store : QString(request.store + u'/' + request.folder));
    addValue(words, u"--name"_s, request.name);
    addValue(words, u"--description"_s, request.description);
    addValue(words, u"--owner"_s, request.owner);
    if (request.compressionLevel != BackupRequest().compressionLevel)
        words << u"--level"_s << QString::number(request.compressionLevel);
    addValue(words, u"--speed"_s, request.speed);
    addValue(words, u"--before"_s, request.hooks.before);
    addValue(words, u"--after"_s, request.hooks.after);
    addValue(words, u"--before-on-phone"_s, request.hooks.beforeOnPhone);
    addValue(words, u"--after-on-phone"_s, request.hooks.afterOnPhone);
    if (request.hooks.timeoutSeconds != Hooks().timeoutSeconds)
        words << u"--hook-timeout"_s << QString::number(request.hooks.timeoutSeconds);
    return words;
}

QStringList commandWords(const RestoreRequest &request)
{
    QStringList words{u"holdfast-cli"_s, u"backup"_s, u"restore"_s, request.backup.value, u"--to"_s};
    for (const Serial &phone : request.phones)
        words << phone.value;
    addValues(words, u"--path"_s, request.paths);
    addValues(words, u"--app"_s, request.apps);
    if (request.scope == RestoreScope::ApkOnly)
        words << u"--apk-only"_s;
    else if (request.scope == RestoreScope::DataOnly)
        words << u"--data-only"_s;
    if (request.conflict == Conflict::Skip)
        words << u"--conflict"_s << u"skip"_s;
    else if (request.conflict == Conflict::KeepNewer)
        words << u"--conflict"_s << u"newer"_s;
    if (request.takeIdentity)
        words << u"--take-identity"_s;
    if (!request.wayBack)
        words << u"--no-way-back"_s;
    if (request.safetyBackup) {
        const StorePlace &place = *request.safetyBackup;
        words << u"--safety-backup"_s
              << (place.folder.isEmpty() ? place.store : QString(place.store + u'/' + place.folder));
    }
    if (request.mayRunOut)
        words << u"--low-battery"_s;
    if (request.restart)
        words << u"--restart"_s;
    return words;
}

QString shellLine(const QStringList &words)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
    QStringList quoted;
    for (const QString &word : words)
        quoted << (plain.match(word).hasMatch()
                       ? word
                       : QString(u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\''));
    return quoted.join(u' ');
}

} // namespace holdfast::ui
