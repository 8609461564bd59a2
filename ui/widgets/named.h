// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdfast::ui {

/// Gives @p widget its objectName, by which tests find it, and the name that a screen reader says (empty
/// where its own text says it).
template <class T>
T *named(T *widget, const QString &objectName, const QString &accessibleName = {})
{
    widget->setObjectName(objectName);
    if (!accessibleName.isEmpty())
        widget->setAccessibleName(accessibleName);
    return widget;
}

} // namespace holdfast::ui
