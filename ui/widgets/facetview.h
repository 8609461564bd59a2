// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/facetmodel.h"

#include <QTreeView>

namespace holdfast::ui {

/// The filters beside a list. A click anywhere on a row ticks it, Space does so from the keyboard.
class FacetView final : public QTreeView
{
    Q_OBJECT

public:
    explicit FacetView(QWidget *parent = nullptr);
    [[nodiscard]] FacetModel *facets() const { return m_model; }

protected:
    [[nodiscard]] QSize sizeHint() const override;

private:
    FacetModel *m_model;
    QVariant m_pressedState; ///< To tell a click on the box, which has ticked it already, from one beside it.
};

} // namespace holdfast::ui
