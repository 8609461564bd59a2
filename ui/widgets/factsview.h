// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QGridLayout;

namespace holdfast::ui {

/// Facts about one thing: names on the left, values that can be selected and copied on the right.
class FactsView final : public QScrollArea
{
    Q_OBJECT

public:
    struct Fact
    {
        QString name;
        QString value;

        friend bool operator==(const Fact &, const Fact &) = default;
    };

    explicit FactsView(QWidget *parent = nullptr);
    /// Facts without a value are left out.
    void setFacts(const QList<Fact> &facts);
    /// What is shown, a line each.
    [[nodiscard]] QString text() const;

private:
    QList<Fact> m_facts;
};

} // namespace holdfast::ui
