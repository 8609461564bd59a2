// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/apps/appsview.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QTreeView>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kAtOnce = 2;
constexpr int kIconSize = 24;
constexpr int kShownProblems = 3;

} // namespace

AppsView::AppsView(UiContext &context, Kind kind, const QString &name, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_model(kind == Kind::Chosen),
      m_search(named(new QLineEdit, name + u"Search"_s, tr("Search apps"))),
      m_list(named(new QTreeView, name + u"List"_s, tr("Apps"))),
      m_state(named(new WrapLabel, name + u"Label"_s))
{
    setObjectName(name);
    m_search->setPlaceholderText(tr("Search apps"));
    m_search->setClearButtonEnabled(true);
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(SortRole);
    m_sorted.setFilterKeyColumn(-1);
    m_sorted.setFilterCaseSensitivity(Qt::CaseInsensitive);
    RoomyHeader::install(*m_list);
    m_list->setModel(&m_sorted);
    m_list->setItemDelegate(new CellDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setIconSize({kIconSize, kIconSize});
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(AppListModel::Name, Qt::AscendingOrder);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(AppListModel::Package, QHeaderView::Stretch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_state);
    connect(m_search, &QLineEdit::textChanged, &m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    connect(&m_model, &AppListModel::checkedChanged, this, &AppsView::checkedChanged);
    showState();
}

AppsView::~AppsView()
{
    for (CancelSource &asked : m_asked)
        asked.cancel();
}

void AppsView::setPhones(const QList<Serial> &phones)
{
    if (phones == m_phones)
        return;
    m_phones = phones;
    m_list->setColumnHidden(AppListModel::Phones, phones.size() < 2);
    m_unread = true;
    if (isVisible())
        read();
}

void AppsView::setPackages(const QStringList &packages)
{
    QList<AppRow> rows;
    for (const QString &package : packages) {
        AppRow row;
        row.package = package;
        rows.append(row);
    }
    for (const int column :
         {AppListModel::Package, AppListModel::Version, AppListModel::Size, AppListModel::Phones})
        m_list->setColumnHidden(column, true);
    m_list->header()->setSectionResizeMode(AppListModel::Name, QHeaderView::Stretch);
    m_model.clear(0);
    m_model.add(rows);
    m_state->hide();
}

void AppsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_unread)
        read();
}

void AppsView::read()
{
    m_unread = false;
    ++m_generation;
    for (CancelSource &asked : m_asked)
        asked.cancel();
    m_asked.clear();
    m_problems.clear();
    m_running = 0;
    m_waiting = m_phones;
    m_model.clear(static_cast<int>(m_phones.size()));
    for (int i = 0; i < kAtOnce; ++i)
        readNext();
    showState();
}

void AppsView::readNext()
{
    if (m_waiting.isEmpty())
        return;
    ++m_running;
    const Serial phone = m_waiting.takeFirst();
    m_asked.append(m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [phone, ratio = devicePixelRatioF(),
         locale = QLocale().bcp47Name()](Engine &engine, const CancelToken &cancel) -> Result<QList<AppRow>> {
            const auto listing = engine.phones().apps(phone.value, {}, cancel);
            if (!listing)
                return tl::unexpected(listing.error());
            QList<AppRow> rows;
            for (const AppView &app : listing->apps)
                rows.append(appRow(app, locale, kIconSize, ratio));
            return rows;
        },
        [this, phone, generation = m_generation](const Result<QList<AppRow>> &apps) {
            if (generation == m_generation)
                take(phone, apps);
        }));
}

void AppsView::take(const Serial &phone, const Result<QList<AppRow>> &apps)
{
    --m_running;
    if (apps) {
        m_model.add(*apps);
        if (m_list->selectionModel()->currentIndex().row() < 0)
            m_list->setCurrentIndex(m_sorted.index(0, 0));
    } else {
        m_problems << u"%1: %2"_s.arg(phone.value, userText(apps.error()));
    }
    readNext();
    showState();
}

void AppsView::showState()
{
    const auto total = static_cast<int>(m_phones.size());
    const int done = total - static_cast<int>(m_waiting.size()) - m_running;
    QString text;
    if (m_unread || done < total)
        text = tr("Reading the apps of %n phone(s): %1 done…", nullptr, total).arg(done);
    else if (!m_problems.isEmpty())
        text = m_problems.mid(0, kShownProblems).join(u'\n');
    else if (m_model.rowCount() == 0 && total > 0)
        text = tr("No apps were installed here beside those of the system.");
    if (done == total && m_problems.size() > kShownProblems)
        text = tr("%1\nand %n more", nullptr, static_cast<int>(m_problems.size()) - kShownProblems).arg(text);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

} // namespace holdfast::ui
