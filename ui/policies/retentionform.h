// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policyservice.h"

#include <QObject>

#include <array>

class QFormLayout;
class QSpinBox;
class QWidget;

namespace holdfast::ui {

/// How long backups are kept, as rows of numbers at the end of a form, so that all its fields stand in line.
class RetentionForm final : public QObject
{
    Q_OBJECT

public:
    /// The spin boxes are named @p prefix, `Last`, `Daily` and so on, and `Spin`; a screen reader says
    /// @p spoken with the row's title for %1.
    RetentionForm(QFormLayout &form, const QString &prefix, const QString &spoken, QObject *parent);
    void setEnabled(bool enabled);

    [[nodiscard]] RetentionRule rule() const;
    void setRule(const RetentionRule &rule);

Q_SIGNALS:
    void changed();

private:
    static constexpr std::array<int RetentionRule::*, 7> kCounts{
        &RetentionRule::last,    &RetentionRule::hourly, &RetentionRule::daily, &RetentionRule::weekly,
        &RetentionRule::monthly, &RetentionRule::yearly, &RetentionRule::days};
    std::array<QSpinBox *, kCounts.size()> m_keep{}; ///< In their order.
};

} // namespace holdfast::ui
