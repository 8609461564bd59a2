// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backuplookahead.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using Basis = StoredEstimate::Basis;

/// Long enough for a word to be typed to its end.
constexpr int kPatience = 700;
constexpr qsizetype kShownExcludes = 3;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Outlook", text, nullptr, n);
}

qint64 scaled(qint64 bytes, const BackupOutlook &outlook)
{
    if (bytes < 0 || outlook.looked == 0)
        return -1;
    return static_cast<qint64>(double(bytes) / double(outlook.looked) * double(outlook.phones));
}

QString basisText(Basis basis)
{
    switch (basis) {
    case Basis::None:
        return tr("How large it is in the store will be known after the first backup.");
    case Basis::SamePhone:
        return tr("Learned from the last backup of the same.");
    case Basis::SameSelection:
        return tr("Learned from backups of the same on other phones.");
    case Basis::AnyBackup:
        return tr("Learned from other backups, so it is rough.");
    }
    Q_UNREACHABLE();
}

void addExcludes(QList<SelectionTally::Exclude> &all, const QList<SelectionTally::Exclude> &more)
{
    for (const SelectionTally::Exclude &exclude : more) {
        const auto known = std::find_if(all.begin(), all.end(), [&](const SelectionTally::Exclude &one) {
            return one.pattern == exclude.pattern && one.byItself == exclude.byItself;
        });
        if (known == all.end()) {
            all.append(exclude);
        } else {
            known->amount.files += exclude.amount.files;
            known->amount.bytes += exclude.amount.bytes;
        }
    }
}

} // namespace

qint64 BackupOutlook::allBytes() const
{
    return scaled(total.bytes, *this);
}

qint64 BackupOutlook::allStoredBytes() const
{
    return scaled(storedBytes, *this);
}

bool BackupOutlook::isTooLarge() const
{
    return storeFreeBytes >= 0 && allStoredBytes() > storeFreeBytes;
}

BackupOutlook outlookOf(const Result<DryRun> &run, qsizetype phones)
{
    BackupOutlook outlook{.phones = phones};
    if (!run) {
        outlook.error = run.error();
        return outlook;
    }
    outlook.storeFreeBytes = run->storeFreeBytes;
    bool isKnown = true;
    qint64 stored = 0;
    for (const DryRun::Phone &phone : run->phones) {
        if (!phone.estimate) {
            outlook.error = phone.estimate.error();
            continue;
        }
        const BackupEstimate &estimate = *phone.estimate;
        ++outlook.looked;
        outlook.total.files += estimate.total.files;
        outlook.total.bytes += estimate.total.bytes;
        outlook.lostCount += estimate.lostCount;
        isKnown = isKnown && estimate.stored.bytes >= 0;
        stored += std::max<qint64>(estimate.stored.bytes, 0);
        // The weakest of them is what the sum rests on.
        if (estimate.stored.basis == Basis::None || outlook.looked == 1)
            outlook.basis = estimate.stored.basis;
        else if (outlook.basis != Basis::None)
            outlook.basis = std::max(outlook.basis, estimate.stored.basis);
        addExcludes(outlook.excludes, estimate.excludes);
    }
    if (isKnown && outlook.looked > 0)
        outlook.storedBytes = stored;
    return outlook;
}

QString outlookText(const BackupOutlook &outlook)
{
    if (outlook.looked == 0)
        return outlook.error ? tr("No estimate: %1").arg(userText(*outlook.error)) : QString();
    QStringList parts;
    const auto phones = static_cast<int>(outlook.phones);
    if (outlook.looked == outlook.phones)
        parts << tr("%1 in %2 files on %n phone(s).", phones)
                     .arg(sizeText(outlook.total.bytes), countText(outlook.total.files));
    else
        parts << tr("About %1 on %n phone(s), judged by %2 of them.", phones)
                     .arg(sizeText(outlook.allBytes()), countText(outlook.looked));
    const qint64 stored = outlook.allStoredBytes();
    if (outlook.isTooLarge())
        parts << tr("The store has not enough room: about %1 are needed, %2 are free.")
                     .arg(sizeText(stored), sizeText(outlook.storeFreeBytes));
    else if (stored >= 0)
        parts << tr("About %1 in the store.").arg(sizeText(stored));
    parts << basisText(outlook.basis);
    if (outlook.lostCount > 0)
        parts << tr("%n file(s) cannot be read.", static_cast<int>(outlook.lostCount));
    return parts.join(u' ');
}

QString excludesText(const BackupOutlook &outlook)
{
    QStringList parts;
    for (const SelectionTally::Exclude &exclude : outlook.excludes) {
        if (exclude.byItself || outlook.looked == 0)
            continue;
        //: What a pattern leaves out: "/**/cache: 1,204 files (82 MiB)".
        parts << (exclude.amount.files == 0 ? tr("%1: hits nothing").arg(exclude.pattern)
                                            : tr("%1: %2 files (%3)")
                                                  .arg(exclude.pattern, countText(exclude.amount.files),
                                                       sizeText(exclude.amount.bytes)));
    }
    if (parts.isEmpty())
        return {};
    QString text = parts.mid(0, kShownExcludes).join(u"; "_s);
    if (parts.size() > kShownExcludes)
        text = tr("%1; %n more", static_cast<int>(parts.size() - kShownExcludes)).arg(text);
    return tr("Left out: %1").arg(text);
}

BackupLookahead::BackupLookahead(UiContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPatience);
    connect(&m_soon, &QTimer::timeout, this, &BackupLookahead::ask);
}

BackupLookahead::~BackupLookahead()
{
    m_asked.cancel();
}

void BackupLookahead::look(const BackupRequest &request)
{
    QByteArray key = QJsonDocument(toJson(request)).toJson(QJsonDocument::Compact);
    for (const Serial &phone : request.phones)
        key += phone.value.toUtf8() + ' ';
    if (key == m_key)
        return;
    stop();
    m_key = key;
    m_request = request;
    m_request.name.clear(); // It changes nothing.
    m_soon.start();
}

void BackupLookahead::stop()
{
    m_soon.stop();
    m_asked.cancel();
    m_key.clear();
    ++m_round;
}

void BackupLookahead::ask()
{
    BackupRequest request = m_request;
    request.phones = request.phones.mid(0, kMostPhones);
    Q_EMIT begun(request.phones.size());
    m_asked = m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [request](Engine &engine, const CancelToken &cancel) {
            ProgressCounters progress;
            return engine.backups().dryRun(request, progress, cancel);
        },
        [this, round = m_round, phones = m_request.phones.size()](const Result<DryRun> &run) {
            if (round == m_round)
                Q_EMIT found(outlookOf(run, phones));
        });
}

} // namespace holdfast::ui
