// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/drillviews.h"

#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

QString drillText(const DrillRecord &drill)
{
    if (drill.passed)
        return u"passed %1, %2 entries compared"_s.arg(timeText(drill.at)).arg(drill.compared);
    if (drill.different > 0)
        return u"failed %1, %2 of %3 entries differ"_s.arg(timeText(drill.at))
            .arg(drill.different)
            .arg(drill.compared);
    return u"failed %1, %2"_s.arg(timeText(drill.at),
                                  drill.error ? errorName(drill.error->code) : u"for an unknown reason"_s);
}

QJsonObject toJson(const DrillRecord &drill)
{
    return {{u"backup"_s, drill.backup.value},
            {u"at"_s, isoText(drill.at)},
            {u"job"_s, drill.job.value},
            {u"passed"_s, drill.passed},
            {u"compared"_s, drill.compared},
            {u"different"_s, drill.different},
            {u"error"_s, drill.error ? QJsonValue(toJson(*drill.error)) : QJsonValue()}};
}

} // namespace holdfast::cli
