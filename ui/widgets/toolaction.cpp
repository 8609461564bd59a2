// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toolaction.h"

#include "ui/shell/icons.h"

#include <QAction>
#include <QToolBar>

namespace holdfast::ui {

QAction *makeToolAction(QToolBar &bar, QWidget &view, const QString &objectName, QLatin1String iconName,
                        const QString &text, const QString &tip)
{
    auto *action = new QAction(icon(iconName), text, &view);
    action->setObjectName(objectName);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    bar.addAction(action);
    bar.widgetForAction(action)->setObjectName(
        QString(objectName).replace(QLatin1String("Action"), QLatin1String("Button")));
    view.addAction(action);
    return action;
}

} // namespace holdfast::ui
