// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonebackupsview.h"

#include "ui/jobs/jobfeed.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

PhoneBackupsView::PhoneBackupsView(UiContext &context, QWidget *parent)
    : QWidget(parent), m_model(context.engine, context.clock)
{
    auto *table = named(new DataTable, u"phoneBackupsTable"_s, tr("Backups of this phone"));
    table->setModel(&m_model);
    table->setFrameShape(QFrame::NoFrame);
    table->sizeColumns({u"2026-11-22 02:00"_s,
                        {},
                        {},
                        u"Whole phone mm"_s,
                        u"14"_s,
                        u"999.9 MiB"_s,
                        u"999.9 MiB"_s,
                        u"9,999,999"_s,
                        u"Being checked mm"_s,
                        u"mmmmm"_s},
                       BackupListModel::Name);
    for (const int column : {BackupListModel::Phone, BackupListModel::Size})
        table->setColumnHidden(column, true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(table);
    connect(&context.jobs, &JobFeed::jobEnded, this, [this] {
        if (m_shown && isVisible())
            m_model.refresh();
    });
}

void PhoneBackupsView::show(const PhoneId &phone, bool other)
{
    if (m_shown && !other && m_model.filter().phone == phone.value)
        return;
    m_shown = true;
    BackupFilter filter;
    filter.phone = phone.value;
    // A phone that was never read has none; an empty filter would show everybody's.
    if (phone.isEmpty())
        filter.ids = {BackupId{u"-"_s}};
    m_model.setFilter(filter);
}

} // namespace holdfast::ui
