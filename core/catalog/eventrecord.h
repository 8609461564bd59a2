// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>

#include <optional>

namespace holdfast {

enum class EventSeverity { Info = 0, Warning = 1, Error = 2 };

/// `info`, `warning`, `error`.
QString toText(EventSeverity severity);
std::optional<EventSeverity> eventSeverityFromText(QStringView text);

/// Something that happened in a job.
struct EventRecord
{
    qint64 number = 0; ///< Given by the catalog; rises.
    JobId job{};
    QDateTime time{}; ///< UTC.
    EventSeverity severity = EventSeverity::Info;
    QString kind{}; ///< `lost`, `changed`, `phase`, …: one word.
    QString path{}; ///< On the phone, in shown form; empty where it does not apply.
    QString text{}; ///< English.

    friend bool operator==(const EventRecord &, const EventRecord &) = default;
};

struct EventCounts
{
    qint64 infos = 0;
    qint64 warnings = 0;
    qint64 errors = 0;

    friend bool operator==(const EventCounts &, const EventCounts &) = default;
};

} // namespace holdfast
