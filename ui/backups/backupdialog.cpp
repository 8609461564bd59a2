// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backupdialog.h"

#include "core/base/pathselection.h"
#include "core/engine/engine.h"
#include "ui/apps/appsview.h"
#include "ui/backups/backupcommand.h"
#include "ui/backups/backuplookahead.h"
#include "ui/jobs/jobfeed.h"
#include "ui/phones/phonefilemodel.h"
#include "ui/phones/phonemodel.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/filetree.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTreeView>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kShownPhones = 6;

/// One pattern a line. Blanks at the ends are part of no path that anybody means.
QStringList lines(const QPlainTextEdit *edit)
{
    QStringList found;
    for (const QString &line : edit->toPlainText().split(u'\n')) {
        if (const QString pattern = line.trimmed(); !pattern.isEmpty() && !found.contains(pattern))
            found << pattern;
    }
    return found;
}

QString phoneName(const PhoneView &phone)
{
    return phone.name.isEmpty() ? phone.serial.value : phone.name;
}

QPlainTextEdit *makeLinesEdit(const QString &objectName, const QString &accessibleName,
                              const QString &placeholder)
{
    auto *edit = named(new QPlainTextEdit, objectName, accessibleName);
    edit->setPlaceholderText(placeholder);
    edit->setTabChangesFocus(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setMinimumHeight(edit->fontMetrics().lineSpacing() * 4);
    return edit;
}

} // namespace

QString patternProblem(const QStringList &patterns)
{
    for (const QString &pattern : patterns) {
        std::string reason;
        if (!pattern.startsWith(u'/')) // The usual mistake, in the operator's language.
            return BackupDialog::tr("%1 does not begin with a slash (/).").arg(pattern);
        if (!PathPattern::parse(pattern.toStdString(), reason))
            return u"%1: %2"_s.arg(pattern, QString::fromStdString(reason));
    }
    return {};
}

BackupDialog::BackupDialog(UiContext &context, const QList<PhoneView> &phones, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_files(new PhoneFileModel(context.engine, true, this)),
      m_paths(named(new QRadioButton(tr("Chosen &apps and folders")), u"backupPathsRadio"_s)),
      m_whole(named(new QRadioButton(tr("&Whole phone")), u"backupWholeRadio"_s)),
      m_apps(new AppsView(context, AppsView::Kind::Chosen, u"backupApps"_s)),
      m_tree(named(new QTreeView, u"backupPathTree"_s, tr("Folders"))),
      m_choice(named(new QTabWidget, u"backupChoiceTabs"_s, tr("What to back up"))),
      m_pathEdit(makeLinesEdit(u"backupPathEdit"_s, tr("Paths"), u"/sdcard/DCIM"_s)),
      m_excludeEdit(makeLinesEdit(u"backupExcludeEdit"_s, tr("Left out"), u"/**/cache"_s)),
      m_store(named(new QComboBox, u"backupStoreCombo"_s, tr("Store"))),
      m_folder(named(new QLineEdit, u"backupFolderEdit"_s, tr("Folder in the store"))),
      m_name(named(new QLineEdit, u"backupNameEdit"_s, tr("Name"))),
      m_description(named(new QLineEdit, u"backupNoteEdit"_s, tr("Remark"))),
      m_level(named(new QSpinBox, u"backupLevelSpin"_s, tr("Compression"))),
      m_preview(named(new QLabel, u"backupNamePreviewLabel"_s)),
      m_problem(named(new WrapLabel, u"backupProblemLabel"_s)),
      m_lookahead(new BackupLookahead(context, this)),
      m_estimate(named(new WrapLabel, u"backupEstimateLabel"_s)),
      m_excluded(named(new WrapLabel, u"backupExcludedLabel"_s)),
      m_command(named(new QPlainTextEdit, u"backupCommandEdit"_s, tr("Command"))),
      m_start(named(new QPushButton, u"backupStartButton"_s))
{
    setObjectName(u"backupDialog"_s);
    std::copy_if(phones.begin(), phones.end(), std::back_inserter(m_phones),
                 [](const PhoneView &phone) { return phoneCondition(phone) == PhoneCondition::Online; });
    m_left = static_cast<int>(phones.size() - m_phones.size());
    setWindowTitle(tr("Back up %n phone(s)", nullptr, static_cast<int>(m_phones.size())));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"backupCancelButton"_s)->setText(tr("Cancel"));
    buttons->addButton(m_start, QDialogButtonBox::ActionRole);
    m_start->setText(tr("Back up %n phone(s)", nullptr, static_cast<int>(m_phones.size())));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    m_excluded->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makePhones());
    layout->addWidget(makeWhat(), 1);
    layout->addWidget(makeWhere());
    layout->addWidget(m_estimate);
    layout->addWidget(m_excluded);
    layout->addWidget(makeCommand());
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_start->setDefault(true);
    resize(820, 640);
    connectAll();
    m_files->setPhone(m_phones.isEmpty() ? Serial() : m_phones.first().serial);
    QList<Serial> serials;
    for (const PhoneView &phone : m_phones)
        serials.append(phone.serial);
    m_apps->setPhones(serials);
    m_paths->setChecked(true);
    review();
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) { return engine.stores().list(); },
        [this](const Result<QList<StoreView>> &stores) { showStores(stores); });
}

QWidget *BackupDialog::makePhones()
{
    QStringList names;
    for (const PhoneView &phone : m_phones.mid(0, kShownPhones))
        names << phoneName(phone);
    QString text = names.join(u", "_s);
    if (m_phones.size() > kShownPhones)
        text = tr("%1 and %n more", nullptr, static_cast<int>(m_phones.size()) - kShownPhones).arg(text);
    if (m_left > 0)
        text = tr("%1. %n phone(s) left out: not online.", nullptr, m_left).arg(text);
    auto *label = named(new WrapLabel(text), u"backupPhonesLabel"_s);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

QWidget *BackupDialog::makeWhat()
{
    auto *box = new QWidget;
    setUpFileTree(*m_tree, *m_files);
    m_choice->setMinimumHeight(fontMetrics().height() * 12);
    m_choice->setDocumentMode(true);
    m_choice->addTab(m_apps, {});
    m_choice->addTab(m_tree, {});
    m_choice->setTabToolTip(1, m_phones.size() > 1
                                   ? tr("Folders of %1, as an example").arg(phoneName(m_phones.first()))
                                   : tr("Folders on the phone"));
    auto *kinds = new QHBoxLayout;
    kinds->addWidget(m_paths);
    kinds->addWidget(m_whole);
    kinds->addStretch();
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins({});
    auto *pathTitle = new QLabel(tr("More pa&ths or patterns, one a line"));
    pathTitle->setBuddy(m_pathEdit);
    auto *excludeTitle = new QLabel(tr("Leave &out, one pattern a line"));
    excludeTitle->setBuddy(m_excludeEdit);
    grid->addLayout(kinds, 0, 0, 1, 2);
    grid->addWidget(m_choice, 1, 0, 4, 1);
    grid->addWidget(pathTitle, 1, 1);
    grid->addWidget(m_pathEdit, 2, 1);
    grid->addWidget(excludeTitle, 3, 1);
    grid->addWidget(m_excludeEdit, 4, 1);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 1);
    return box;
}

QWidget *BackupDialog::makeWhere()
{
    auto *box = new QWidget;
    m_store->setMinimumContentsLength(16);
    m_name->setPlaceholderText(u"{phone} {date} {time}"_s);
    m_name->setToolTip(
        tr("Filled in for each phone: %1").arg(u"{%1}"_s.arg(namePlaceholders().join(u"} {"_s))));
    m_folder->setPlaceholderText(tr("top of the store"));
    m_level->setRange(1, 19);
    m_level->setValue(BackupRequest().compressionLevel);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *left = new QFormLayout;
    left->addRow(tr("&Store"), m_store);
    left->addRow(tr("&Name"), m_name);
    left->addRow(tr("Becomes"), m_preview);
    auto *right = new QFormLayout;
    right->addRow(tr("&Folder in it"), m_folder);
    right->addRow(tr("Re&mark"), m_description);
    right->addRow(tr("&Compression"), m_level);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->addLayout(left, 1);
    layout->addLayout(right, 1);
    return box;
}

QWidget *BackupDialog::makeCommand()
{
    auto *box = new QWidget;
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setMaximumHeight(m_command->fontMetrics().lineSpacing() * 3 + 8);
    auto *copy = named(new QPushButton(icon("copy"_L1), tr("Copy command")), u"backupCommandCopyButton"_s);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->toPlainText()); });
    auto *title = new QLabel(tr("The same on the command line"));
    title->setBuddy(m_command);
    auto *layout = new QGridLayout(box);
    layout->setContentsMargins({});
    layout->addWidget(title, 0, 0);
    layout->addWidget(copy, 0, 1, Qt::AlignRight);
    layout->addWidget(m_command, 1, 0, 1, 2);
    return box;
}

void BackupDialog::connectAll()
{
    const auto changed = [this] {
        m_refusal.clear();
        review();
    };
    connect(m_paths, &QRadioButton::toggled, this, changed);
    connect(m_apps, &AppsView::checkedChanged, this, changed);
    connect(m_files, &PhoneFileModel::checkedPathsChanged, this, changed);
    for (QPlainTextEdit *edit : {m_pathEdit, m_excludeEdit})
        connect(edit, &QPlainTextEdit::textChanged, this, changed);
    for (QLineEdit *edit : {m_folder, m_name, m_description})
        connect(edit, &QLineEdit::textChanged, this, changed);
    connect(m_store, &QComboBox::currentIndexChanged, this, changed);
    connect(m_level, &QSpinBox::valueChanged, this, changed);
    connect(m_start, &QPushButton::clicked, this, &BackupDialog::start);
    connect(m_lookahead, &BackupLookahead::begun, this, [this](qsizetype count) {
        m_estimate->setText(tr("Estimate: looking at %n phone(s)…", nullptr, static_cast<int>(count)));
    });
    connect(m_lookahead, &BackupLookahead::found, this, &BackupDialog::showOutlook);
}

void BackupDialog::showStores(const Result<QList<StoreView>> &stores)
{
    if (!stores) {
        m_refusal = userText(stores.error());
    } else {
        for (const StoreView &store : *stores)
            m_store->addItem(store.freeBytes < 0
                                 ? store.name
                                 : tr("%1 (%2 free)").arg(store.name, sizeText(store.freeBytes)),
                             store.name);
    }
    review();
}

BackupRequest BackupDialog::request() const
{
    BackupRequest request;
    for (const PhoneView &phone : m_phones)
        request.phones.append(phone.serial);
    request.whole = m_whole->isChecked();
    if (!request.whole) {
        request.paths = m_files->checkedPaths() + lines(m_pathEdit);
        request.paths.removeDuplicates();
        request.apps = m_apps->checkedPackages();
    }
    request.excludes = lines(m_excludeEdit);
    request.store = m_store->currentData().toString();
    request.folder = m_folder->text().trimmed();
    request.name = m_name->text().trimmed();
    request.description = m_description->text().trimmed();
    request.compressionLevel = m_level->value();
    return request;
}

QString BackupDialog::problem(const BackupRequest &request) const
{
    if (!m_refusal.isEmpty())
        return m_refusal;
    if (const QString bad = patternProblem(request.paths); !bad.isEmpty())
        return tr("A path is not right. %1").arg(bad);
    if (const QString bad = patternProblem(request.excludes); !bad.isEmpty())
        return tr("What to leave out is not right. %1").arg(bad);
    if (const auto name = expandName(request.name, {}); !name)
        return tr("The name is not right: %1.").arg(name.error().detail);
    if (request.folder.startsWith(u'/') || request.folder.contains(u".."_s))
        return tr("The folder lies inside the store: give it without a slash in front and without \"..\".");
    return {};
}

QString BackupDialog::namePreview() const
{
    if (m_phones.isEmpty())
        return {};
    const PhoneView &phone = m_phones.first();
    const QString typed = m_name->text().trimmed();
    const auto name =
        expandName(typed.isEmpty() ? m_name->placeholderText() : typed, {.phone = phoneName(phone),
                                                                         .group = phone.group,
                                                                         .model = phone.model,
                                                                         .android = phone.androidVersion,
                                                                         .serial = phone.serial.value,
                                                                         .time = m_context.clock.now()});
    return name.value_or(QString::fromUtf16(kNothing));
}

void BackupDialog::showOutlook(const BackupOutlook &outlook)
{
    m_estimate->setText(outlookText(outlook));
    QPalette palette = this->palette();
    if (outlook.isTooLarge())
        palette.setColor(QPalette::WindowText, toneColor(Tone::Bad, palette));
    m_estimate->setPalette(palette);
    m_excluded->setText(excludesText(outlook));
    m_excluded->setVisible(!m_excluded->text().isEmpty());
}

void BackupDialog::review()
{
    const BackupRequest asked = request();
    const QString wrong = problem(asked);
    const bool chosen = asked.whole || !asked.paths.isEmpty() || !asked.apps.isEmpty();
    showChosen();
    for (QWidget *widget : {static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_pathEdit)})
        widget->setEnabled(!asked.whole);
    m_preview->setText(namePreview());
    QString missing;
    if (m_store->count() == 0)
        missing = tr("There is no store yet. Add one on the Stores page.");
    else if (!chosen)
        missing = tr("Tick apps or folders, type paths, or choose the whole phone.");
    m_problem->setText(wrong.isEmpty() ? missing : wrong);
    const bool ready = chosen && !asked.store.isEmpty() && wrong.isEmpty() && !m_phones.isEmpty();
    m_command->setPlainText(ready ? shellLine(commandWords(asked)) : QString());
    m_start->setEnabled(ready && !m_starting);
    if (ready && !m_starting) {
        m_lookahead->look(asked);
    } else {
        m_lookahead->stop();
        showOutlook({});
    }
}

/// How much is ticked behind each tab.
void BackupDialog::showChosen()
{
    const auto apps = static_cast<int>(m_apps->checkedPackages().size());
    const auto folders = static_cast<int>(m_files->checkedPaths().size());
    m_choice->setTabText(0, apps == 0
                                ? tr("Apps")
                                : tr("Apps (%1, about %2)").arg(apps).arg(sizeText(m_apps->checkedBytes())));
    m_choice->setTabText(1, folders == 0 ? tr("Folders") : tr("Folders (%1)").arg(folders));
}

void BackupDialog::start()
{
    m_starting = true;
    review();
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [asked = request()](Engine &engine, const CancelToken &cancel) {
            return engine.backups().startBackup(asked, cancel);
        },
        [this](const Result<BatchId> &batch) {
            m_starting = false;
            m_context.jobs.refresh();
            if (batch) {
                Q_EMIT started(*batch);
                accept();
                return;
            }
            m_refusal = userText(batch.error());
            review();
        });
}

} // namespace holdfast::ui
