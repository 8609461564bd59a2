// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/findings.h"

#include "app/cli/jsonviews.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

ShownFindings showFindings(Console &console, const Serial &phone, const QList<PreflightFinding> &findings)
{
    ShownFindings shown;
    for (const PreflightFinding &finding : findings) {
        const bool refusal = finding.severity == PreflightFinding::Severity::Refusal;
        shown.refused = shown.refused || refusal;
        QJsonObject object = toJson(finding.error);
        object[u"severity"_s] = refusal ? u"refusal"_s : u"warning"_s;
        shown.list.append(object);
        console.print(
            u"%1: %2: %3"_s.arg(phone.value, refusal ? u"refused"_s : u"warning"_s, userText(finding.error)));
    }
    if (findings.isEmpty())
        console.print(u"%1: nothing stands in the way."_s.arg(phone.value));
    return shown;
}

} // namespace holdfast::cli
