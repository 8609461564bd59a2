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
    /// Lets rows of @p format be dropped on the facets of these sections.
    void setDrops(const QString &format, const QStringList &sections);

Q_SIGNALS:
    /// Rows were dropped on a facet.
    void rowsDropped(const QString &section, const QString &facet);

protected:
    [[nodiscard]] QSize sizeHint() const override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// Whether what is dragged may be dropped there.
    [[nodiscard]] bool takes(const QDropEvent &event) const;

    FacetModel *m_model;
    QString m_dropFormat;
    QStringList m_dropSections;
    QVariant m_pressedState; ///< To tell a click on the box, which has ticked it already, from one beside it.
};

} // namespace holdfast::ui
