// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "ui/apps/applistmodel.h"
#include "ui/shell/uicontext.h"

#include <QList>
#include <QSortFilterProxyModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTreeView;

namespace holdfast::ui {

/// The apps of phones or of a backup, with a search and, where apps are to be chosen, with boxes. Phones are
/// asked when the view is first seen, two at a time: hundreds of them may not hold up what else asks phones.
class AppsView final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Shown, Chosen };

    /// Its parts are named @p name and `Search`, `List`, `Label`.
    AppsView(UiContext &context, Kind kind, const QString &name, QWidget *parent = nullptr);
    ~AppsView() override;

    /// Shows what @p phones have, joined by package.
    void setPhones(const QList<Serial> &phones);
    /// Shows the apps of a backup, of which the packages alone are known.
    void setPackages(const QStringList &packages);

    [[nodiscard]] QStringList checkedPackages() const { return m_model.checkedPackages(); }
    [[nodiscard]] qint64 checkedBytes() const { return m_model.checkedBytes(); }

Q_SIGNALS:
    void checkedChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void readNext();
    void take(const Serial &phone, const Result<QList<AppRow>> &apps);
    void showState();

    UiContext &m_context;
    AppListModel m_model;
    QSortFilterProxyModel m_sorted;
    QLineEdit *m_search;
    QTreeView *m_list;
    QLabel *m_state;
    QList<Serial> m_phones;
    QList<Serial> m_waiting;
    QStringList m_problems;
    QList<CancelSource> m_asked;
    int m_running = 0;
    bool m_unread = false;
    quint64 m_generation = 0; ///< Answers for other phones are dropped by it.
};

} // namespace holdfast::ui
