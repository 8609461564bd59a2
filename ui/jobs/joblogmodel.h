// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/jobservice.h"

#include <QAbstractTableModel>

namespace holdfast::ui {

/// What happened in one job, oldest first.
class JobLogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Severity, Path, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    /// Takes the whole log; what was there before stays where it is when it only grew.
    void setEvents(const QList<EventRecord> &events);
    /// The newest @p most lines of the log.
    [[nodiscard]] QString text(int most) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<EventRecord> m_events;
};

} // namespace holdfast::ui
