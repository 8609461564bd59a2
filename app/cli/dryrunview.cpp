// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/dryrunview.h"

#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

using Align = TextTable::Align;
using Basis = StoredEstimate::Basis;

constexpr qsizetype kShownLosses = 20;

QString basisText(const StoredEstimate &stored)
{
    const QString ratio = u"%1 % of the files' size"_s.arg(stored.ratio * 100, 0, 'f', 0);
    switch (stored.basis) {
    case Basis::None:
        return u"unknown: nothing was backed up yet"_s;
    case Basis::SamePhone:
        return u"as backup %1 of this phone: %2"_s.arg(stored.newest.value, ratio);
    case Basis::SameSelection:
        return u"as %1 of the same on other phones: %2"_s.arg(counted(stored.backups, u"backup"_s), ratio);
    case Basis::AnyBackup:
        return u"as the last %1 of anything: %2"_s.arg(counted(stored.backups, u"backup"_s), ratio);
    }
    Q_UNREACHABLE();
}

void printPhone(Console &console, const BackupEstimate &estimate)
{
    TextTable parts({{u"WHAT"_s}, {u"FILES"_s, Align::Right}, {u"SIZE"_s, Align::Right}});
    for (const BackupEstimate::App &app : estimate.apps)
        parts.addRow({app.label.isEmpty() || app.label == app.package
                          ? app.package
                          : u"%1 (%2)"_s.arg(app.package, app.label),
                      QString::number(app.amount.files), sizeText(app.amount.bytes)});
    for (const BackupEstimate::Path &path : estimate.paths)
        parts.addRow({path.pattern, QString::number(path.amount.files), sizeText(path.amount.bytes)});
    console.print(parts);
    TextTable excludes({{u"LEFT OUT"_s}, {u"FILES"_s, Align::Right}, {u"SIZE"_s, Align::Right}, {u"WHY"_s}});
    bool any = false;
    for (const SelectionTally::Exclude &exclude : estimate.excludes) {
        if (exclude.byItself && exclude.amount.files == 0)
            continue;
        any = true;
        excludes.addRow({exclude.pattern, QString::number(exclude.amount.files),
                         sizeText(exclude.amount.bytes),
                         exclude.byItself ? u"Android makes it anew"_s : u"--exclude"_s});
    }
    if (any)
        console.print(excludes);
    console.fact(u"Files"_s, QString::number(estimate.total.files));
    console.fact(u"Size"_s, sizeText(estimate.total.bytes));
    const QString stored =
        estimate.stored.bytes < 0 ? QString() : u"about %1, "_s.arg(sizeText(estimate.stored.bytes));
    console.fact(u"Stored"_s, stored + basisText(estimate.stored));
}

void noteLosses(Console &console, const BackupEstimate &estimate, const QString &phone)
{
    for (const BackupEstimate::Loss &loss :
         estimate.losses.first(std::min(kShownLosses, estimate.losses.size())))
        console.complain(u"%1: %2 cannot be read: %3"_s.arg(phone, loss.path, loss.reason));
    if (estimate.lostCount > kShownLosses)
        console.complain(u"%1: %2 more cannot be read."_s.arg(phone).arg(estimate.lostCount - kShownLosses));
}

QJsonObject amountJson(const FileAmount &amount)
{
    return {{u"files"_s, amount.files}, {u"sizeBytes"_s, amount.bytes}};
}

QJsonObject storedJson(const StoredEstimate &stored)
{
    const bool known = stored.basis != Basis::None;
    return {{u"bytes"_s, known ? QJsonValue(stored.bytes) : QJsonValue()},
            {u"basis"_s, toText(stored.basis)},
            {u"ratio"_s, known ? QJsonValue(stored.ratio) : QJsonValue()},
            {u"backups"_s, stored.backups},
            {u"backupId"_s, known ? QJsonValue(stored.newest.value) : QJsonValue()}};
}

QJsonObject estimateJson(const BackupEstimate &estimate)
{
    QJsonArray apps;
    for (const BackupEstimate::App &app : estimate.apps) {
        QJsonObject json = amountJson(app.amount);
        json[u"package"_s] = app.package;
        json[u"label"_s] = app.label.isEmpty() ? QJsonValue() : QJsonValue(app.label);
        json[u"notCarried"_s] = QJsonArray::fromStringList(app.notCarried);
        apps.append(json);
    }
    QJsonArray paths;
    for (const BackupEstimate::Path &path : estimate.paths) {
        QJsonObject json = amountJson(path.amount);
        json[u"path"_s] = path.pattern;
        paths.append(json);
    }
    QJsonArray excludes;
    for (const SelectionTally::Exclude &exclude : estimate.excludes) {
        QJsonObject json = amountJson(exclude.amount);
        json[u"pattern"_s] = exclude.pattern;
        json[u"byItself"_s] = exclude.byItself;
        excludes.append(json);
    }
    QJsonArray losses;
    for (const BackupEstimate::Loss &loss : estimate.losses)
        losses.append(QJsonObject{{u"path"_s, loss.path}, {u"reason"_s, loss.reason}});
    QJsonObject json = amountJson(estimate.total);
    json[u"otherEntries"_s] = estimate.otherEntries;
    json[u"apps"_s] = apps;
    json[u"paths"_s] = paths;
    json[u"excludes"_s] = excludes;
    json[u"lostCount"_s] = estimate.lostCount;
    json[u"lost"_s] = losses;
    json[u"stored"_s] = storedJson(estimate.stored);
    return json;
}

} // namespace

void printDryRun(Console &console, const DryRun &run)
{
    qint64 stored = 0;
    bool isKnown = true;
    for (const DryRun::Phone &phone : run.phones) {
        if (!phone.estimate)
            continue;
        if (run.phones.size() > 1)
            console.print(phone.serial.value + u':');
        printPhone(console, *phone.estimate);
        noteLosses(console, *phone.estimate, phone.serial.value);
        isKnown = isKnown && phone.estimate->stored.bytes >= 0;
        stored += std::max<qint64>(0, phone.estimate->stored.bytes);
    }
    if (run.storeFreeBytes >= 0)
        console.fact(u"Free"_s, u"%1 in the store"_s.arg(sizeText(run.storeFreeBytes)));
    if (isKnown && run.storeFreeBytes >= 0 && stored > run.storeFreeBytes)
        console.complain(u"The store has not enough room: about %1 are needed."_s.arg(sizeText(stored)));
}

QJsonObject dryRunDocument(const DryRun &run)
{
    QJsonArray phones;
    for (const DryRun::Phone &phone : run.phones) {
        QJsonObject json = phone.estimate ? estimateJson(*phone.estimate)
                                          : QJsonObject{{u"error"_s, toJson(phone.estimate.error())}};
        json[u"phone"_s] = phone.serial.value;
        phones.append(json);
    }
    return {
        {u"dryRun"_s, QJsonObject{{u"phones"_s, phones},
                                  {u"storeFreeBytes"_s,
                                   run.storeFreeBytes < 0 ? QJsonValue() : QJsonValue(run.storeFreeBytes)}}}};
}

} // namespace holdfast::cli
