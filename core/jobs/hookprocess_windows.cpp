// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/hookprocess.h"

#include <QProcess>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

void makeOwnGroup(QProcess & /*process*/) {}

/// Console programs cannot be asked to end.
void endGroup(qint64 group, bool byForce)
{
    if (byForce)
        QProcess::execute(u"taskkill"_s, {u"/T"_s, u"/F"_s, u"/PID"_s, QString::number(group)});
}

} // namespace holdfast
