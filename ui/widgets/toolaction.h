// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>

class QAction;
class QToolBar;
class QWidget;

namespace holdfast::ui {

/// Makes an action that stands on @p bar and in the context menu of @p view, which owns it. Its button is
/// called as it is, with Button for Action.
QAction *makeToolAction(QToolBar &bar, QWidget &view, const QString &objectName, QLatin1String iconName,
                        const QString &text, const QString &tip);

} // namespace holdfast::ui
