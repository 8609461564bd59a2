// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/policies/retentionform.h"

#include "ui/widgets/named.h"

#include <QFormLayout>
#include <QSpinBox>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

RetentionForm::RetentionForm(QFormLayout &form, const QString &prefix, const QString &spoken, QObject *parent)
    : QObject(parent)
{
    const std::pair<QString, QString> rows[] = {{u"Last"_s, tr("The newest")},
                                                {u"Hourly"_s, tr("Of hours")},
                                                {u"Daily"_s, tr("Of days")},
                                                {u"Weekly"_s, tr("Of weeks")},
                                                {u"Monthly"_s, tr("Of months")},
                                                {u"Yearly"_s, tr("Of years")},
                                                {u"Days"_s, tr("All of the last days")}};
    for (size_t i = 0; i < m_keep.size(); ++i) {
        m_keep[i] = named(new QSpinBox, prefix + rows[i].first + u"Spin"_s, spoken.arg(rows[i].second));
        m_keep[i]->setRange(0, kCounts[i] == &RetentionRule::days ? RetentionRule::kMostDays
                                                                  : RetentionRule::kMostCount);
        m_keep[i]->setSpecialValueText(tr("none"));
        form.addRow(rows[i].second, m_keep[i]);
        connect(m_keep[i], &QSpinBox::valueChanged, this, &RetentionForm::changed);
    }
}

void RetentionForm::setEnabled(bool enabled)
{
    for (QSpinBox *spin : m_keep)
        spin->setEnabled(enabled);
}

RetentionRule RetentionForm::rule() const
{
    RetentionRule rule;
    for (size_t i = 0; i < m_keep.size(); ++i)
        rule.*kCounts[i] = m_keep[i]->value();
    return rule;
}

void RetentionForm::setRule(const RetentionRule &rule)
{
    for (size_t i = 0; i < m_keep.size(); ++i)
        m_keep[i]->setValue(rule.*kCounts[i]);
}

} // namespace holdfast::ui
