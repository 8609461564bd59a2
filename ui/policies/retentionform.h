// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policyservice.h"

#include <QWidget>

#include <array>

class QSpinBox;

namespace holdfast::ui {

/// How long backups are kept, as rows of numbers.
class RetentionForm final : public QWidget
{
    Q_OBJECT

public:
    /// The spin boxes are named @p prefix, `Last`, `Daily` and so on, and `Spin`; a screen reader says
    /// @p spoken with the row's title for %1.
    RetentionForm(const QString &prefix, const QString &spoken, QWidget *parent = nullptr);

    [[nodiscard]] RetentionRule rule() const;

Q_SIGNALS:
    void changed();

private:
    std::array<QSpinBox *, 5> m_keep{}; ///< Last, daily, weekly, monthly, days.
};

} // namespace holdfast::ui
