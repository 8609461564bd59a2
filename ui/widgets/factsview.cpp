// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/factsview.h"

#include "ui/shell/theme.h"
#include "ui/widgets/wraplabel.h"

#include <QGridLayout>
#include <QLabel>

namespace holdfast::ui {

FactsView::FactsView(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
}

void FactsView::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts && widget())
        return;
    m_facts = facts;
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setVerticalSpacing(3);
    grid->setHorizontalSpacing(16);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Fact &fact : facts) {
        if (fact.value.isEmpty())
            continue;
        auto *name = new QLabel(fact.name);
        QPalette muted = name->palette();
        muted.setColor(QPalette::WindowText, toneColor(Tone::Muted, muted));
        name->setPalette(muted);
        auto *value = new WrapLabel(fact.value);
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(fact.name);
        value->setAccessibleDescription(fact.value);
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1);
        ++row;
    }
    grid->setRowStretch(row, 1);
    setWidget(content);
}

QString FactsView::text() const
{
    QStringList lines;
    for (const Fact &fact : m_facts)
        lines << tr("%1: %2").arg(fact.name, fact.value);
    return lines.join(u'\n');
}

} // namespace holdfast::ui
