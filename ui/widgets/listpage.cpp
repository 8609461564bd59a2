// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listpage.h"

#include "ui/shell/icons.h"
#include "ui/shell/uisettings.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptypanel.h"
#include "ui/widgets/facetview.h"
#include "ui/widgets/named.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QWhatsThis>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// In a narrower page the table needs the room of the facets for its own columns.
constexpr int kRoomForFacets = 900;

} // namespace

ListPage::ListPage(const ListPageTexts &texts, UiContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_prefix(texts.prefix),
      m_toolBar(named(new QToolBar, texts.prefix + u"ToolBar"_s, texts.title)),
      m_search(named(new QLineEdit, texts.prefix + u"SearchEdit"_s, texts.search)),
      m_top(new QVBoxLayout),
      m_facets(named(new FacetView, texts.prefix + u"FacetView"_s, texts.facets)),
      m_table(named(new DataTable, texts.prefix + u"View"_s, texts.title)),
      m_empty(named(new EmptyPanel, texts.prefix + u"EmptyPanel"_s)),
      m_stack(new QStackedWidget),
      m_showAll(new QAction(tr("Show all"), this)),
      m_selectionPanel(named(new QFrame, texts.prefix + u"SelectionPanel"_s)),
      m_selectionLabel(named(new QLabel, texts.prefix + u"SelectionLabel"_s)),
      m_details(named(new QTabWidget, texts.prefix + u"DetailsTabs"_s, texts.details)),
      m_columns(named(new QSplitter(Qt::Horizontal), texts.prefix + u"Columns"_s)),
      m_rows(named(new QSplitter(Qt::Vertical), texts.prefix + u"Rows"_s))
{
    setObjectName(texts.prefix + u"Page"_s);
    setAccessibleName(texts.title);
    buildBars(texts);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *list = new QWidget;
    auto *listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins({});
    listLayout->setSpacing(0);
    listLayout->addWidget(m_stack, 1);
    listLayout->addWidget(m_selectionPanel);
    m_details->setDocumentMode(true);
    m_rows->addWidget(list);
    m_rows->addWidget(m_details);
    m_rows->setStretchFactor(0, 1);
    m_rows->setSizes({470, 270});
    m_rows->setChildrenCollapsible(false);
    m_columns->addWidget(m_facets);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(1, 1);
    m_columns->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_toolBar);
    layout->addLayout(m_top);
    layout->addWidget(m_columns, 1);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_showAll->setObjectName(texts.prefix + u"ShowAllAction"_s);
    connect(m_showAll, &QAction::triggered, this, [this] {
        m_search->clear();
        m_facets->facets()->clear();
    });
}

void ListPage::buildBars(const ListPageTexts &texts)
{
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_search->setPlaceholderText(texts.search);
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(fontMetrics().horizontalAdvance(u'n') * 26);
    m_search->setMaximumWidth(fontMetrics().horizontalAdvance(u'n') * 44);
    m_search->addAction(icon("search"_L1), QLineEdit::LeadingPosition);
    auto *spring = new QWidget;
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    QAction *springAction = m_toolBar->addWidget(spring);
    springAction->setObjectName(m_prefix + u"Spring"_s);
    m_filter = m_toolBar->addAction(icon("filter"_L1), tr("Filter"));
    m_filter->setObjectName(m_prefix + u"FilterAction"_s);
    m_filter->setCheckable(true);
    m_filter->setShortcut(QKeySequence(u"Ctrl+Shift+F"_s));
    m_filter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_filter->setToolTip(tr("Show or hide the filters"));
    m_toolBar->widgetForAction(m_filter)->setObjectName(m_prefix + u"FilterButton"_s);
    QWidget::addAction(m_filter);
    connect(m_filter, &QAction::toggled, this, &ListPage::placeFacets);
    connect(m_facets->facets(), &FacetModel::choiceChanged, this, &ListPage::placeFacets);
    m_toolBar->addWidget(m_search);
    auto *help = named(new QToolButton, m_prefix + u"SearchHelpButton"_s, tr("What the search understands"));
    help->setIcon(icon("help"_L1));
    help->setToolTip(help->accessibleName());
    help->setAutoRaise(true);
    connect(help, &QToolButton::clicked, this, [this, help, text = texts.searchHelp] {
        QWhatsThis::showText(help->mapToGlobal(QPoint(0, help->height())), text, this);
    });
    m_toolBar->addWidget(help);

    m_selectionPanel->setVisible(false);
    m_selectionPanel->setAutoFillBackground(true);
    auto *bar = new QHBoxLayout(m_selectionPanel);
    bar->setContentsMargins(8, 3, 8, 3);
    auto *clear = named(new QPushButton(tr("Clear selection")), m_prefix + u"ClearSelectionButton"_s);
    connect(clear, &QPushButton::clicked, m_table, &QTableView::clearSelection);
    bar->addWidget(m_selectionLabel, 1);
    bar->addWidget(clear);
}

QAction *ListPage::addAction(const QString &objectName, QLatin1String iconName, const QString &text,
                             const QKeySequence &keys, const QString &tip, bool onToolBar)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(objectName);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setStatusTip(tip);
    action->setToolTip(tip);
    QWidget::addAction(action);
    m_table->addAction(action);
    m_actions.append(action);
    if (onToolBar) {
        m_toolBar->insertAction(m_toolBar->findChild<QAction *>(m_prefix + u"Spring"_s), action);
        if (auto *button = qobject_cast<QToolButton *>(m_toolBar->widgetForAction(action)))
            button->setObjectName(QString(objectName).replace(u"Action"_s, u"Button"_s));
    }
    return action;
}

void ListPage::addSeparator()
{
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    m_table->addAction(separator);
    m_actions.append(nullptr);
}

void ListPage::setSelectionText(const QString &text)
{
    m_selectionLabel->setText(text);
    m_selectionPanel->setVisible(!text.isEmpty());
}

void ListPage::setEmpty(bool empty)
{
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_table);
}

void ListPage::showNothingMatches(const QString &title)
{
    m_empty->show("search"_L1, title, tr("Change the search or the filters."), {m_showAll});
}

void ListPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ListPage::toggleDetails()
{
    m_details->setVisible(m_details->isHidden());
}

void ListPage::restoreLayout()
{
    const UiSettings &settings = m_context.settings;
    m_columns->restoreState(settings.layout(m_columns->objectName()));
    m_rows->restoreState(settings.layout(m_rows->objectName()));
    m_table->horizontalHeader()->restoreState(settings.layout(m_table->objectName()));
}

void ListPage::saveLayout()
{
    UiSettings &settings = m_context.settings;
    settings.setLayout(m_columns->objectName(), m_columns->saveState());
    settings.setLayout(m_rows->objectName(), m_rows->saveState());
    settings.setLayout(m_table->objectName(), m_table->horizontalHeader()->saveState());
}

void ListPage::placeFacets()
{
    const bool narrow = width() < kRoomForFacets;
    m_filter->setVisible(narrow);
    m_facets->setVisible(!narrow || m_filter->isChecked());
    // What narrows the list is told also where it is not seen.
    const auto chosen = static_cast<int>(m_facets->facets()->choice().size());
    m_filter->setText(chosen > 0 ? tr("Filter (%1)").arg(chosen) : tr("Filter"));
}

void ListPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeFacets();
}

void ListPage::hideEvent(QHideEvent *event)
{
    saveLayout();
    QWidget::hideEvent(event);
}

} // namespace holdfast::ui
