// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/uicontext.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QFrame;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QToolBar;
class QToolButton;

namespace holdfast::ui {

class DataTable;
class EmptyPanel;
class FacetView;

/// What a list page calls its parts.
struct ListPageTexts
{
    QString prefix;     ///< Of all objectNames: `phones` makes `phonesView`, `phonesSearchEdit`, ….
    QString title;      ///< Also the table's accessible name.
    QString facets;     ///< Accessible name of the filters.
    QString search;     ///< Accessible name and placeholder of the search field.
    QString searchHelp; ///< What the search understands; plain text.
    QString details;    ///< Accessible name of the details.
};

/// The shape that all our lists share: tool bar and search above, filters beside, one dense table, a bar for
/// the selection, details below. Sizes and columns are remembered.
class ListPage : public QWidget
{
    Q_OBJECT

public:
    ListPage(const ListPageTexts &texts, UiContext &context, QWidget *parent);

    /// Actions of this page for the menu bar; a null stands for a separator.
    [[nodiscard]] const QList<QAction *> &pageActions() const { return m_actions; }
    void focusSearch();
    void toggleDetails();
    /// Called when the page becomes visible or hidden: live lists rest while nobody looks.
    virtual void setShown(bool /*shown*/) {}

protected:
    /// Makes an action that the tool bar, the table's menu and the menu bar share.
    QAction *addAction(const QString &objectName, QLatin1String iconName, const QString &text,
                       const QKeySequence &keys, const QString &tip, bool onToolBar = true);
    void addSeparator();
    /// To be called once the table has its model and columns: brings back what was remembered.
    void restoreLayout();
    /// Words for the bar below the table; empty hides it.
    void setSelectionText(const QString &text);
    /// Shows the table, or the empty panel in its place.
    void setEmpty(bool empty);
    /// Instead of rows, where search and facets leave none: with a way back to all of them.
    void showNothingMatches(const QString &title);
    [[nodiscard]] UiContext &context() const { return m_context; }
    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] FacetView *facets() const { return m_facets; }
    [[nodiscard]] QLineEdit *searchEdit() const { return m_search; }
    [[nodiscard]] EmptyPanel *emptyPanel() const { return m_empty; }
    [[nodiscard]] QTabWidget *details() const { return m_details; }
    /// Between tool bar and list, for what a page needs more.
    [[nodiscard]] QBoxLayout *topArea() const { return m_top; }
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildBars(const ListPageTexts &texts);
    /// Beside the table where there is room for them, else when they are asked for.
    void placeFacets();
    void saveLayout();

    UiContext &m_context;
    QString m_prefix;
    QList<QAction *> m_actions;
    QToolBar *m_toolBar;
    QLineEdit *m_search;
    QAction *m_filter = nullptr;
    QBoxLayout *m_top;
    FacetView *m_facets;
    DataTable *m_table;
    EmptyPanel *m_empty;
    QStackedWidget *m_stack;
    QAction *m_showAll;
    QFrame *m_selectionPanel;
    QLabel *m_selectionLabel;
    QTabWidget *m_details;
    QSplitter *m_columns;
    QSplitter *m_rows;
};

} // namespace holdfast::ui
