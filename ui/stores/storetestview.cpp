// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storetestview.h"

#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/wrapdelegate.h"

#include <QHeaderView>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = StoreTestStep::Kind;

enum Column { StepColumn, TimeColumn, ResultColumn };
constexpr int kStateRole = Qt::UserRole + 100; ///< A State of the step.
enum State { Waiting, Good, Bad, NotTried };

constexpr Kind kAll[] = {Kind::Write,       Kind::ReadBack, Kind::Range, Kind::List,
                         Kind::NoOverwrite, Kind::Parts,    Kind::Delete};

QString nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Write:
        return StoreTestView::tr("Write");
    case Kind::ReadBack:
        return StoreTestView::tr("Read back");
    case Kind::Range:
        return StoreTestView::tr("Read a part");
    case Kind::List:
        return StoreTestView::tr("List");
    case Kind::NoOverwrite:
        return StoreTestView::tr("Refuse to overwrite");
    case Kind::Parts:
        return StoreTestView::tr("Write in parts");
    case Kind::Delete:
        return StoreTestView::tr("Delete");
    case Kind::Concern:
        return StoreTestView::tr("To be known");
    }
    Q_UNREACHABLE();
}

} // namespace

StoreTestView::StoreTestView(const QString &objectName, QWidget *parent) : QTreeWidget(parent)
{
    named(this, objectName, tr("Test results"));
    RoomyHeader::install(*this);
    setHeaderLabels({tr("Step"), tr("Time"), tr("Result")});
    setRootIsDecorated(false);
    setAlternatingRowColors(true);
    setSelectionMode(NoSelection);
    setTabKeyNavigation(false);
    new WrapDelegate(this);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(StepColumn, QHeaderView::ResizeToContents);
    // As wide for a slow answer as for a quick one.
    header()->setSectionResizeMode(TimeColumn, QHeaderView::Interactive);
    header()->resizeSection(TimeColumn, fontMetrics().horizontalAdvance(u"99999 ms mm"_s));
    header()->setSectionResizeMode(ResultColumn, QHeaderView::Stretch);
}

void StoreTestView::begin(const QString &title)
{
    clear();
    setHeaderLabels({title, tr("Time"), tr("Result")});
    for (const Kind kind : kAll) {
        auto *item = new QTreeWidgetItem(this, {nameOf(kind), QString(), tr("Waiting")});
        item->setData(ResultColumn, ToneRole, int(Tone::Muted));
        item->setData(StepColumn, kStateRole, Waiting);
    }
}

void StoreTestView::add(const StoreTestStep &step)
{
    if (step.kind == Kind::Concern) {
        auto *item = new QTreeWidgetItem(this, {nameOf(step.kind), QString(), userText(step.error)});
        item->setData(ResultColumn, ToneRole, int(Tone::Warning));
        item->setData(ResultColumn, IconNameRole, u"warning"_s);
        item->setData(StepColumn, kStateRole, Good);
        return;
    }
    write(topLevelItem(int(step.kind)), step);
}

void StoreTestView::write(QTreeWidgetItem *item, const StoreTestStep &step) const
{
    if (!item)
        return;
    item->setText(TimeColumn, tr("%1 ms").arg(step.milliseconds));
    item->setText(ResultColumn, step.ok ? tr("Works") : userText(step.error));
    item->setToolTip(ResultColumn, step.ok ? QString() : step.error.detail);
    item->setData(ResultColumn, ToneRole, int(step.ok ? Tone::Good : Tone::Bad));
    item->setData(ResultColumn, IconNameRole, step.ok ? u"ok"_s : u"error"_s);
    item->setData(StepColumn, kStateRole, step.ok ? Good : Bad);
}

void StoreTestView::end()
{
    for (int row = 0; row < topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = topLevelItem(row);
        if (item->data(StepColumn, kStateRole).toInt() != Waiting)
            continue;
        item->setText(ResultColumn, tr("Not tried"));
        item->setData(StepColumn, kStateRole, NotTried);
    }
}

bool StoreTestView::isGood() const
{
    for (int row = 0; row < topLevelItemCount(); ++row) {
        if (topLevelItem(row)->data(StepColumn, kStateRole).toInt() != Good)
            return false;
    }
    return topLevelItemCount() > 0;
}

} // namespace holdfast::ui
