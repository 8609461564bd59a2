// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <QRandomGenerator>

namespace holdfast {
namespace {

QString randomId(QLatin1String prefix)
{
    static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    QString id = prefix;
    for (int i = 0; i < 17; ++i)
        id += QLatin1Char(kAlphabet[QRandomGenerator::system()->bounded(36)]);
    return id;
}

} // namespace

BackupId newBackupId()
{
    return {randomId(QLatin1String("bf-"))};
}

JobId newJobId()
{
    return {randomId(QLatin1String("t-"))};
}

BatchId newBatchId()
{
    return {randomId(QLatin1String("t-"))};
}

PolicyId newPolicyId()
{
    return {randomId(QLatin1String("pl-"))};
}

} // namespace holdfast
