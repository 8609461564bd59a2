// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/preflight.h"

namespace holdfast {

using namespace Qt::Literals::StringLiterals;
using Severity = PreflightFinding::Severity;

namespace {

/// Of a phone that is not charged.
constexpr int kLowPercent = 20;
constexpr int kEmptyPercent = 5;

/// What is in the way only now.
void judgeCondition(const PreflightFacts &facts, QList<PreflightFinding> &findings)
{
    if (facts.storageLocked) {
        findings.append(
            {Severity::Refusal, {Errc::PhoneLocked, {}, {.phone = facts.phone, .path = {}, .object = {}}}});
    }
    if (facts.charging || facts.batteryPercent < 0 || facts.batteryPercent >= kLowPercent)
        return;
    const bool refused = facts.batteryPercent < kEmptyPercent && !facts.mayRunOut;
    findings.append(
        {refused ? Severity::Refusal : Severity::Warning,
         {Errc::PhoneBattery,
          {},
          {.phone = facts.phone, .path = {}, .object = QString::number(facts.batteryPercent) + u" %"_s}}});
}

} // namespace

QList<PreflightFinding> judgePreflight(const PreflightFacts &facts)
{
    QList<PreflightFinding> findings;
    const auto add = [&](Severity severity, Errc code, const QString &detail) {
        findings.append({severity, Error{code, detail, {.phone = facts.phone, .path = {}, .object = {}}}});
    };
    const QString versions =
        u"backup of Android %1, phone with Android %2"_s.arg(facts.backupAndroid, facts.phoneAndroid);
    if (facts.backupSdk > facts.phoneSdk && facts.phoneSdk > 0)
        add(Severity::Refusal, Errc::AndroidTooOld, versions);
    else if (facts.backupSdk > 0 && facts.backupSdk < facts.phoneSdk)
        add(Severity::Warning, Errc::AndroidNewer, versions);
    if (facts.needsRoot && !facts.phoneHasRoot)
        add(Severity::Refusal, Errc::PhoneNeedsRoot, {});
    if (facts.freeBytes >= 0 && facts.neededBytes + facts.neededBytes / 10 > facts.freeBytes) {
        add(Severity::Refusal, Errc::PhoneSpace,
            u"%1 MiB needed with a tenth to spare, %2 MiB free"_s
                .arg((facts.neededBytes + facts.neededBytes / 10 + 1048575) / 1048576)
                .arg(facts.freeBytes / 1048576));
    }
    if (facts.freeInodes >= 0 && facts.neededInodes > facts.freeInodes) {
        add(Severity::Refusal, Errc::PhoneSpace,
            u"%1 files to make, room for %2"_s.arg(facts.neededInodes).arg(facts.freeInodes));
    }
    if (!facts.backupAbi.isEmpty() && !facts.phoneAbi.isEmpty() && facts.backupAbi != facts.phoneAbi) {
        add(Severity::Warning, Errc::AbiDiffers,
            u"backup of %1, phone with %2"_s.arg(facts.backupAbi, facts.phoneAbi));
    }
    judgeCondition(facts, findings);
    return findings;
}

Result<void> refusalOf(const QList<PreflightFinding> &findings)
{
    for (const PreflightFinding &finding : findings) {
        if (finding.severity == Severity::Refusal)
            return tl::unexpected(finding.error);
    }
    return {};
}

} // namespace holdfast
