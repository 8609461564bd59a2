// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonespage.h"

#include "core/engine/engine.h"
#include "ui/apps/appsview.h"
#include "ui/phones/connectdialog.h"
#include "ui/phones/emulatordialog.h"
#include "ui/phones/firstrunpanel.h"
#include "ui/phones/phonebackupsview.h"
#include "ui/phones/phonefilemodel.h"
#include "ui/phones/phonelabelsdialogs.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptypanel.h"
#include "ui/widgets/facetview.h"
#include "ui/widgets/factsview.h"
#include "ui/widgets/filetree.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/tagsdialog.h"

#include <QAction>
#include <QBoxLayout>
#include <QLineEdit>
#include <QTabWidget>
#include <QTreeView>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isOnline(const PhoneView &phone)
{
    return phoneCondition(phone) == PhoneCondition::Online;
}

} // namespace

PhonesPage::PhonesPage(UiContext &context, PhonesPresenter &presenter, QWidget *parent)
    : ListPage({.prefix = u"phones"_s,
                .title = tr("Phones"),
                .facets = tr("Phone filters"),
                .search = tr("Search phones"),
                .searchHelp = tr(
                    "Each word is looked for in the name, serial, model, group, tags and Android version of "
                    "a phone. All words have to be found."),
                .details = tr("Phone details")},
               context, parent),
      m_presenter(presenter),
      m_filter(presenter.model())
{
    makeActions();
    table()->setModel(&m_filter);
    table()->setSortingEnabled(true);
    table()->sortByColumn(PhoneModel::Name, Qt::AscendingOrder);
    table()->sizeColumns({u"cloud-phone-0001"_s, u"golden"_s, u"14"_s,
                          conditionText(PhoneCondition::Absent) + u"mm"_s, u"12 min ago"_s,
                          u"mmmmmmmmmmmmmmmmmm"_s, u"Android emulator"_s, u"255.255.255.255:65535"_s,
                          u"Pixel 8 Pro"_s, u"arm64-v8a"_s, u"2026-11-22 02:00"_s, u"mmmmmmmmmmmm"_s},
                         PhoneModel::Name);
    for (const int column : {PhoneModel::KindColumn, PhoneModel::SerialColumn, PhoneModel::Model,
                             PhoneModel::Abi, PhoneModel::LastSeen, PhoneModel::Tags})
        table()->setColumnHidden(column, true);
    makeDetails();
    QList<QAction *> findPhones{m_connect};
    if (PhonesPresenter::canEmulate())
        findPhones << m_newEmulated;
    m_firstRun = new FirstRunPanel(context, findPhones, m_backup);
    topArea()->addWidget(m_firstRun);
    connect(m_firstRun, &FirstRunPanel::addStoreRequested, this, &PhonesPage::addStoreRequested);
    restoreLayout();
    takeDrops();
    connect(&m_presenter, &PhonesPresenter::loaded, this, [this] {
        facets()->facets()->setSections(m_presenter.sections());
        showList();
    });
    connect(&m_presenter, &PhonesPresenter::failed, this, &PhonesPage::failed);
    connect(table(), &DataTable::selectedRowsChanged, this, &PhonesPage::showSelection);
    connect(table()->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PhonesPage::showDetails);
    connect(searchEdit(), &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setSearch(text);
        showList();
    });
    connect(facets()->facets(), &FacetModel::choiceChanged, this, [this] {
        m_filter.setChoice(facets()->facets()->choice());
        showList();
    });
    facets()->facets()->setSections(m_presenter.sections());
    showList();
}

void PhonesPage::takeDrops()
{
    const QString format = u"application/x-holdfast-phones"_s;
    table()->setDragFormat(format);
    facets()->setDrops(format, {u"group"_s, u"tag"_s});
    connect(facets(), &FacetView::rowsDropped, this, [this](const QString &section, const QString &facet) {
        QList<PhoneId> phones;
        for (const PhoneView &phone : selectedKnown())
            phones.append(phone.id);
        if (section == "group"_L1)
            m_presenter.assignGroup(phones, facet);
        else
            m_presenter.changeTags(phones, {facet}, {});
    });
}

void PhonesPage::makeActions()
{
    m_backup = addAction(u"phonesBackupAction"_s, "backup"_L1, tr("Back up…"), QKeySequence(u"Ctrl+B"_s),
                         tr("Back up the selected phones"));
    m_restore = addAction(u"phonesRestoreAction"_s, "restore"_L1, tr("Restore…"), QKeySequence(u"Ctrl+R"_s),
                          tr("Restore a backup to the selected phones"));
    addSeparator();
    m_connect = addAction(u"phonesConnectAction"_s, "connect"_L1, tr("Connect…"), QKeySequence(u"Ctrl+N"_s),
                          tr("Connect phones by their addresses"));
    m_disconnect = addAction(u"phonesDisconnectAction"_s, "disconnect"_L1, tr("Disconnect"), {},
                             tr("Let the adb server forget the selected phones"), false);
    QAction *refresh = addAction(u"phonesRefreshAction"_s, "refresh"_L1, tr("Refresh"),
                                 QKeySequence(Qt::Key_F5), tr("Read the list of phones anew"));
    connect(m_backup, &QAction::triggered, this, [this] { Q_EMIT backupRequested(selected()); });
    connect(m_restore, &QAction::triggered, this, [this] { Q_EMIT restoreRequested(selected()); });
    connect(m_connect, &QAction::triggered, this, &PhonesPage::openConnectDialog);
    connect(m_disconnect, &QAction::triggered, this,
            [this] { m_presenter.disconnectPhones(selectedSerials()); });
    connect(refresh, &QAction::triggered, &m_presenter, &PhonesPresenter::refresh);
    addSeparator();
    m_group = addAction(u"phonesGroupAction"_s, "group"_L1, tr("Group…"), QKeySequence(u"Ctrl+G"_s),
                        tr("Put the selected phones into a group"), false);
    m_tags = addAction(u"phonesTagsAction"_s, "tag"_L1, tr("Tags…"), QKeySequence(u"Ctrl+T"_s),
                       tr("Give the selected phones tags, or take some away"), false);
    connect(m_group, &QAction::triggered, this, &PhonesPage::openGroupDialog);
    connect(m_tags, &QAction::triggered, this, &PhonesPage::openTagsDialog);
    addSeparator();
    makeEmulatorActions();
}

void PhonesPage::makeEmulatorActions()
{
    m_newEmulated = addAction(u"phonesNewEmulatedAction"_s, "add"_L1, tr("New emulated phone…"), {},
                              tr("Make a phone on this computer for trying things out"), false);
    m_startEmulated = addAction(u"phonesStartEmulatedAction"_s, "play"_L1, tr("Start emulated phone"), {},
                                tr("Start the selected emulated phones"), false);
    m_stopEmulated = addAction(u"phonesStopEmulatedAction"_s, "stop"_L1, tr("Stop emulated phone"), {},
                               tr("Stop the selected emulated phones"), false);
    connect(m_newEmulated, &QAction::triggered, this, &PhonesPage::openEmulatorDialog);
    connect(m_startEmulated, &QAction::triggered, this,
            [this] { m_presenter.startEmulated(selectedSerials()); });
    connect(m_stopEmulated, &QAction::triggered, this,
            [this] { m_presenter.stopEmulated(selectedSerials()); });
    for (QAction *action : {m_newEmulated, m_startEmulated, m_stopEmulated})
        action->setVisible(PhonesPresenter::canEmulate());
}

void PhonesPage::makeDetails()
{
    m_overview = named(new FactsView, u"phoneOverviewView"_s, tr("Overview"));
    m_backups = named(new PhoneBackupsView(context()), u"phoneBackupsView"_s, tr("Backups of this phone"));
    m_files = new PhoneFileModel(context().engine, false, this);
    m_filesView = named(new QTreeView, u"phoneFilesTree"_s, tr("Files"));
    setUpFileTree(*m_filesView, *m_files);
    details()->addTab(m_overview, tr("Overview"));
    details()->addTab(m_backups, tr("Backups"));
    m_apps = new AppsView(context(), AppsView::Kind::Shown, u"phoneApps"_s);
    details()->addTab(m_apps, tr("Apps"));
    details()->addTab(m_filesView, tr("Files"));
    connect(m_files, &PhoneFileModel::failed, this, &PhonesPage::failed);
    // A phone is asked for what is looked at, not for what could be.
    connect(details(), &QTabWidget::currentChanged, this, &PhonesPage::showDetails);
}

void PhonesPage::refreshFirstRun()
{
    m_firstRun->refresh();
}

QList<PhoneView> PhonesPage::selected() const
{
    QList<PhoneView> phones;
    for (const int row : table()->selectedRowNumbers())
        phones.append(m_filter.phone(row));
    return phones;
}

QList<Serial> PhonesPage::selectedSerials() const
{
    QList<Serial> serials;
    for (const PhoneView &phone : selected())
        serials.append(phone.serial);
    return serials;
}

QList<PhoneView> PhonesPage::selectedKnown() const
{
    QList<PhoneView> phones = selected();
    phones.removeIf([](const PhoneView &phone) { return phone.id.isEmpty(); });
    return phones;
}

void PhonesPage::showList()
{
    const QList<PhoneView> &phones = m_presenter.model().phones();
    m_firstRun->setOnlinePhones(static_cast<int>(std::count_if(phones.begin(), phones.end(), isOnline)));
    setEmpty(m_filter.rowCount() == 0);
    if (m_presenter.failure()) {
        emptyPanel()->show("error"_L1, tr("The phones cannot be listed"), userText(*m_presenter.failure()),
                           {m_connect});
    } else if (!m_presenter.isLoaded()) {
        emptyPanel()->show("waiting"_L1, tr("Looking for phones"), tr("The adb server is being asked."), {});
    } else if (m_filter.isNarrowed()) {
        showNothingMatches(tr("No phone matches"));
    } else {
        QList<QAction *> actions{m_connect};
        if (PhonesPresenter::canEmulate())
            actions << m_newEmulated;
        emptyPanel()->show(
            "phone"_L1, tr("No phones yet"),
            tr("Connect phones by their addresses, plug one in, or try Holdfast with an emulated one."),
            actions);
    }
    showSelection();
    showDetails();
}

void PhonesPage::showSelection()
{
    const QList<PhoneView> phones = selected();
    const auto online = static_cast<int>(std::count_if(phones.begin(), phones.end(), isOnline));
    const auto count = static_cast<int>(phones.size());
    const bool stopped = std::any_of(phones.begin(), phones.end(), [](const PhoneView &phone) {
        return phoneCondition(phone) == PhoneCondition::Stopped;
    });
    const bool runs = std::any_of(phones.begin(), phones.end(), [this](const PhoneView &phone) {
        return m_presenter.isEmulated(phone) && phoneCondition(phone) != PhoneCondition::Stopped;
    });
    m_backup->setEnabled(online > 0);
    m_restore->setEnabled(online > 0);
    m_disconnect->setEnabled(std::any_of(phones.begin(), phones.end(), [](const PhoneView &phone) {
        return phone.state != "absent"_L1 && phone.kind != "usb"_L1;
    }));
    m_group->setEnabled(!selectedKnown().isEmpty());
    m_tags->setEnabled(m_group->isEnabled());
    m_startEmulated->setEnabled(stopped);
    m_stopEmulated->setEnabled(runs);
    QString text;
    if (count > 0)
        text = tr("%n phone(s) selected", nullptr, count);
    if (count > online)
        text = tr("%1, %2 of them not online").arg(text, countText(count - online));
    setSelectionText(text);
}

void PhonesPage::showDetails()
{
    const QModelIndex current = table()->currentIndex();
    const PhoneView phone = current.isValid() ? m_filter.phone(current.row()) : PhoneView();
    const bool other =
        phone.serial != m_shown.serial || phone.id != m_shown.id || phone.state != m_shown.state;
    m_shown = phone;
    if (other) {
        m_shownFacts = {};
        m_files->setPhone({});
        m_apps->setPhones({});
        if (isOnline(phone)) {
            m_apps->setPhones({phone.serial});
            context().engine.ask(
                EngineLink::Lane::Phones, this,
                [serial = phone.serial.value](Engine &engine, const CancelToken &cancel) {
                    return engine.phones().show(serial, cancel);
                },
                [this, serial = phone.serial](const Result<PhoneView> &facts) {
                    if (facts && serial == m_shown.serial) {
                        m_shownFacts = *facts;
                        showOverview(m_shown);
                    }
                });
        }
    }
    showOverview(phone);
    if (details()->currentWidget() == m_backups)
        m_backups->show(phone.id, other);
    if (details()->currentWidget() == m_filesView && isOnline(phone) && m_files->rowCount() == 0 &&
        m_files->canFetchMore({}) == false)
        m_files->setPhone(phone.serial);
}

void PhonesPage::showOverview(const PhoneView &phone)
{
    if (phone.serial.isEmpty()) {
        m_overview->setFacts({{tr("Phone"), tr("Select a phone to see more about it.")}});
        return;
    }
    const QString root = m_shownFacts.root == "none"_L1   ? tr("no: only what the shell user may read")
                         : m_shownFacts.root == "adbd"_L1 ? tr("yes, by adb root")
                         : m_shownFacts.root == "su"_L1   ? tr("yes, by su")
                                                          : QString();
    QString space;
    if (m_shownFacts.dataTotal > 0)
        space = tr("%1 free of %2").arg(sizeText(m_shownFacts.dataFree), sizeText(m_shownFacts.dataTotal));
    QString state = conditionText(phoneCondition(phone));
    if (phoneCondition(phone) == PhoneCondition::Stopped)
        state = tr("Stopped. Start it from its menu.");
    else if (phoneCondition(phone) == PhoneCondition::Absent)
        state = tr("Not connected. Connect it by its address, or plug it in.");
    else if (!phone.nextStep.isEmpty())
        state = phone.name.isEmpty() ? phone.nextStep
                                     : QString(phone.nextStep).replace(phone.serial.value, phone.name);
    const QString model = QString(phone.manufacturer + u' ' + phone.model).trimmed();
    const QString android =
        phone.sdk > 0 ? tr("%1 (API %2)").arg(phone.androidVersion).arg(phone.sdk) : phone.androidVersion;
    m_overview->setFacts(
        {{tr("State"), state},
         {tr("Serial"), phone.serial.value},
         {tr("Reached by"), phoneKindText(phone.kind)},
         {tr("Android"), android},
         {tr("Model"), model},
         {tr("Processor"), phone.abi},
         {tr("Root"), root},
         {tr("Storage"), space},
         {tr("Group"), phone.group},
         {tr("Tags"), phone.tags.join(u", "_s)},
         {tr("Last backup"), phone.lastBackup.isValid() ? timeText(phone.lastBackup) : tr("never")},
         {tr("Hardware serial"), phone.serialNumber},
         {tr("Id"), phone.id.value}});
}

void PhonesPage::openGroupDialog()
{
    auto *dialog = new PhoneGroupDialog(m_presenter.model().phones(), selectedKnown(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PhoneGroupDialog::chosen, &m_presenter, &PhonesPresenter::assignGroup);
    dialog->open();
}

void PhonesPage::openTagsDialog()
{
    QMap<QString, qint64> counts;
    for (const PhoneView &phone : m_presenter.model().phones()) {
        for (const QString &tag : phone.tags)
            counts.insert(tag, 0);
    }
    QList<PhoneId> ids;
    for (const PhoneView &phone : selectedKnown()) {
        ids.append(phone.id);
        for (const QString &tag : phone.tags)
            ++counts[tag];
    }
    auto *dialog = new TagsDialog(tr("&Tags of %n phone(s)", nullptr, int(ids.size())), counts, ids.size(),
                                  PhoneService::kMostLabelLength, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TagsDialog::chosen, this,
            [this, ids](const QStringList &added, const QStringList &removed) {
                m_presenter.changeTags(ids, added, removed);
            });
    dialog->open();
}

void PhonesPage::openConnectDialog()
{
    auto *dialog = new ConnectDialog(m_presenter, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PhonesPage::openEmulatorDialog()
{
    QStringList names;
    for (const PhoneView &phone : m_presenter.model().phones())
        names << phone.name;
    QString name = u"lab"_s;
    for (int number = 2; names.contains(name); ++number)
        name = u"lab-%1"_s.arg(number);
    auto *dialog = new EmulatorDialog(name, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EmulatorDialog::requested, &m_presenter, &PhonesPresenter::createEmulated);
    dialog->open();
}

} // namespace holdfast::ui
