// SPDX-License-Identifier: GPL-3.0-or-later
// The pages on which contents and phones are chosen.
#include "ui/apps/appsview.h"
#include "ui/restore/restorepages.h"
#include "ui/shell/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/filetree.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

RestoreContentsPage::RestoreContentsPage(RestoreWizard &wizard, UiContext &context)
    : m_wizard(wizard),
      m_model(context.engine, true),
      m_byFiles(named(new QRadioButton(tr("&Files and folders")), u"restoreByFilesRadio"_s)),
      m_byApps(named(new QRadioButton(tr("&Apps")), u"restoreByAppsRadio"_s)),
      m_choice(new QStackedWidget),
      m_tree(named(new QTreeView, u"restoreContentsTree"_s, tr("Contents"))),
      m_apps(new AppsView(context, AppsView::Kind::Chosen, u"restoreApps"_s)),
      m_scope(named(new QComboBox, u"restoreScopeCombo"_s, tr("Of the apps"))),
      m_scopeTitle(new QLabel(tr("&Of the apps"))),
      m_amount(named(new WrapLabel, u"restoreContentsLabel"_s))
{
    setObjectName(u"restoreContentsPage"_s);
    setTitle(tr("What of it?"));
    setUpFileTree(*m_tree, m_model);
    m_choice->addWidget(m_tree);
    m_choice->addWidget(m_apps);
    m_byFiles->setChecked(true);
    m_scope->addItem(tr("The app and its data"), int(RestoreScope::Both));
    m_scope->addItem(tr("The app alone, data on the phone stays"), int(RestoreScope::ApkOnly));
    m_scope->addItem(tr("Its data alone, the app is installed"), int(RestoreScope::DataOnly));
    m_scopeTitle->setBuddy(m_scope);
    auto *kinds = new QHBoxLayout;
    for (QWidget *widget : {static_cast<QWidget *>(m_byFiles), static_cast<QWidget *>(m_byApps)})
        kinds->addWidget(widget);
    kinds->addStretch();
    for (QWidget *widget : {static_cast<QWidget *>(m_scopeTitle), static_cast<QWidget *>(m_scope)})
        kinds->addWidget(widget);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(kinds);
    layout->addWidget(m_choice, 1);
    layout->addWidget(m_amount);
    connect(&m_model, &ContentsModel::loaded, this, [this](const QString &problem) {
        m_tree->expandToDepth(2);
        review(problem);
    });
    connect(&m_model, &ContentsModel::checkedChanged, this, [this] { review(); });
    connect(m_apps, &AppsView::checkedChanged, this, [this] { review(); });
    connect(m_scope, &QComboBox::currentIndexChanged, this, [this] { review(); });
    connect(m_byApps, &QRadioButton::toggled, this, &RestoreContentsPage::choose);
}

void RestoreContentsPage::initializePage()
{
    const BackupRecord &backup = m_wizard.choice().backup;
    setSubTitle(tr("%1 of %2, %3").arg(backup.name, backup.phoneName, timeText(backup.createdAt)));
    if (backup.id == m_shown)
        return;
    m_shown = backup.id;
    m_byFiles->setChecked(true);
    for (QWidget *widget : {static_cast<QWidget *>(m_byFiles), static_cast<QWidget *>(m_byApps)})
        widget->setVisible(!backup.apps.isEmpty());
    m_apps->setPackages(backup.apps);
    choose();
    m_amount->setText(tr("Reading the contents…"));
    m_model.setBackup(backup.id);
}

void RestoreContentsPage::choose()
{
    const bool apps = m_byApps->isChecked();
    m_choice->setCurrentWidget(apps ? static_cast<QWidget *>(m_apps) : m_tree);
    m_scopeTitle->setVisible(apps);
    m_scope->setVisible(apps);
    review();
}

void RestoreContentsPage::review(const QString &problem)
{
    RestoreChoice &choice = m_wizard.choice();
    choice.apps.clear();
    choice.paths.clear();
    choice.scope = RestoreScope::Both;
    if (m_byApps->isChecked()) {
        choice.apps = m_apps->checkedPackages();
        choice.scope = static_cast<RestoreScope>(m_scope->currentData().toInt());
        m_amount->setText(tr("%1 of %2 apps").arg(choice.apps.size()).arg(choice.backup.apps.size()));
    } else if (m_model.isLoaded()) {
        choice.paths = m_model.checkedPaths();
        std::tie(choice.bytes, choice.files) = m_model.checkedAmount();
        const auto [bytes, files] = m_model.amount();
        m_amount->setText(problem.isEmpty() ? tr("%1 of %2 in %3 of %4 files")
                                                  .arg(sizeText(choice.bytes), sizeText(bytes),
                                                       countText(choice.files), countText(files))
                                            : problem);
    }
    Q_EMIT completeChanged(); // NOLINT(readability-misleading-indentation): Q_EMIT is nothing to it
}

bool RestoreContentsPage::isComplete() const
{
    if (m_byApps->isChecked())
        return !m_wizard.choice().apps.isEmpty();
    return m_model.isLoaded() && m_model.anythingChecked() && m_model.rowCount() > 0;
}

RestorePhonesPage::RestorePhonesPage(RestoreWizard &wizard, const PhoneModel &phones,
                                     const QList<PhoneView> &ticked)
    : m_wizard(wizard),
      m_phones(phones),
      m_search(named(new QLineEdit, u"restorePhoneSearchEdit"_s, tr("Search phones"))),
      m_view(named(new QTreeWidget, u"restorePhonesView"_s, tr("Target phones"))),
      m_count(named(new QLabel, u"restorePhonesLabel"_s))
{
    setObjectName(u"restorePhonesPage"_s);
    setTitle(tr("To which phones?"));
    setSubTitle(tr("Tick one or many. Phones that are not online cannot be chosen."));
    for (const PhoneView &phone : ticked)
        m_ticked.insert(phone.serial.value);
    m_search->setPlaceholderText(tr("Search phones"));
    m_search->setClearButtonEnabled(true);
    RoomyHeader::install(*m_view);
    m_view->setHeaderLabels({tr("Phone"), tr("Serial"), tr("Android"), tr("Group"), tr("State")});
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setItemDelegate(new CellDelegate(m_view));
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_count);
    connect(m_search, &QLineEdit::textChanged, this, &RestorePhonesPage::list);
    connect(&phones, &QAbstractItemModel::rowsInserted, this, &RestorePhonesPage::list);
    connect(&phones, &QAbstractItemModel::rowsRemoved, this, &RestorePhonesPage::list);
    connect(m_view, &QTreeWidget::itemChanged, this, [this](const QTreeWidgetItem *item) {
        if (item->checkState(0) == Qt::Checked)
            m_ticked.insert(item->text(1));
        else
            m_ticked.remove(item->text(1));
        review();
    });
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(0, Qt::AscendingOrder);
    list();
}

void RestorePhonesPage::list()
{
    const QSignalBlocker quiet(m_view);
    m_view->clear();
    for (int row = 0; row < m_phones.rowCount(); ++row) {
        const PhoneView &phone = m_phones.phone(row);
        const QString name = phone.name.isEmpty() ? phone.serial.value : phone.name;
        const QString all = name + u'\n' + phone.serial.value + u'\n' + phone.group;
        if (!all.contains(m_search->text().trimmed(), Qt::CaseInsensitive))
            continue;
        const PhoneCondition condition = phoneCondition(phone);
        auto *item = new QTreeWidgetItem(
            m_view, {name, phone.serial.value, phone.androidVersion, phone.group, conditionText(condition)});
        item->setCheckState(0, m_ticked.contains(phone.serial.value) ? Qt::Checked : Qt::Unchecked);
        item->setDisabled(condition != PhoneCondition::Online);
        for (const int role : {ToneRole, IconNameRole})
            item->setData(4, role, m_phones.index(row, PhoneModel::State).data(role));
    }
    review();
}

void RestorePhonesPage::initializePage()
{
    review();
}

void RestorePhonesPage::review()
{
    RestoreChoice &choice = m_wizard.choice();
    if (choice.mode == RestoreMode::Mapping)
        return; // The file has named them.
    choice.phones.clear();
    for (const PhoneView &phone : m_phones.phones()) {
        if (m_ticked.contains(phone.serial.value) && phoneCondition(phone) == PhoneCondition::Online)
            choice.phones.append(phone);
    }
    // The first of them may have to go before the others.
    std::sort(choice.phones.begin(), choice.phones.end(), [](const PhoneView &a, const PhoneView &b) {
        return std::pair(a.name, a.serial) < std::pair(b.name, b.serial);
    });
    m_count->setText(tr("%n phone(s) ticked", nullptr, static_cast<int>(choice.phones.size())));
    Q_EMIT completeChanged();
}

bool RestorePhonesPage::isComplete() const
{
    return !m_wizard.choice().phones.isEmpty();
}

bool RestorePhonesPage::validatePage()
{
    review(); // Those that the check left out may be ticked again.
    return isComplete();
}

} // namespace holdfast::ui
