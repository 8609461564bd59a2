// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"

#include <QTreeWidget>

namespace holdfast::ui {

/// The steps of a store's test: what is tried, how long it took, and what is wrong and what to do.
class StoreTestView final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit StoreTestView(const QString &objectName, QWidget *parent = nullptr);

    /// Empties the list and shows what will be tried. @p title stands over the steps.
    void begin(const QString &title);
    void add(const StoreTestStep &step);
    /// No more steps come: what is left was not tried.
    void end();
    /// Whether every step of the last test worked.
    [[nodiscard]] bool isGood() const;

private:
    void write(QTreeWidgetItem *item, const StoreTestStep &step) const;
};

} // namespace holdfast::ui
