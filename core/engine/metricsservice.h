// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace holdfast {

struct EngineContext;

/// Figures for monitoring.
class MetricsService
{
public:
    explicit MetricsService(EngineContext &context) : m_context(context) {}

    /// Jobs by status, backups and bytes by store, and of each policy its phones, those that are overdue, its
    /// newest backup, its next run and its restore drills, in Prometheus' text format 0.0.4. Gauges all;
    /// times in seconds since 1970. Reads all rows of jobs and backups: not for every second.
    Result<QByteArray> prometheusText();

private:
    EngineContext &m_context;
};

/// @p text as the value of a label.
QByteArray metricLabel(const QString &text);

} // namespace holdfast
