// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "ui/restore/restorepages.h"
#include "ui/restore/restoresources.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More would not be a list that somebody has written.
constexpr qint64 kLargestMapping = qint64(16) * 1024 * 1024;
constexpr qsizetype kShownProblems = 8;

QLabel *makeText(const QString &objectName, const QString &text)
{
    auto *label = named(new WrapLabel(text), objectName);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

ResolvedMapping readMapping(Engine &engine, const QString &file, const QList<PhoneView> &known,
                            const CancelToken &cancel)
{
    QFile source(file);
    if (!source.open(QFile::ReadOnly) || source.size() > kLargestMapping)
        return {.phones = {},
                .backups = {},
                .problems = {userText({Errc::LocalFailed, source.errorString(), {{}, file, {}}})}};
    return resolveMapping(engine, parseRestoreMapping(QString::fromUtf8(source.readAll())), known, cancel);
}

} // namespace

RestoreBackupPage::RestoreBackupPage(RestoreWizard &wizard, UiContext &context, const PhoneModel &phones)
    : m_wizard(wizard),
      m_context(context),
      m_phones(phones),
      m_model(context.engine, context.clock),
      m_one(named(new QRadioButton(tr("&One backup to all chosen phones")), u"restoreOneRadio"_s)),
      m_own(named(new QRadioButton(tr("&Each phone gets its own newest backup")), u"restoreOwnRadio"_s)),
      m_csv(named(new QRadioButton(tr("&Mapping from a file")), u"restoreCsvRadio"_s)),
      m_stack(new QStackedWidget),
      m_search(named(new QLineEdit, u"restoreBackupSearchEdit"_s, tr("Search backups"))),
      m_table(named(new DataTable, u"restoreBackupView"_s, tr("Backups"))),
      m_file(named(new QLineEdit, u"restoreCsvEdit"_s, tr("File"))),
      m_mapped(makeText(u"restoreCsvLabel"_s, {}))
{
    setObjectName(u"restoreBackupPage"_s);
    setTitle(tr("Which backup?"));
    setSubTitle(tr("Only backups that were checked and are available can be restored."));
    m_stack->addWidget(makeList());
    m_stack->addWidget(makeText(
        u"restoreOwnLabel"_s, tr("Choose the phones on the next page. Each is brought back to its own newest "
                                 "available backup, as a whole. A phone without one is left out.")));
    m_stack->addWidget(makeFile());
    auto *layout = new QVBoxLayout(this);
    for (QRadioButton *radio : {m_one, m_own, m_csv}) {
        layout->addWidget(radio);
        connect(radio, &QRadioButton::toggled, this, &RestoreBackupPage::choose);
    }
    layout->addSpacing(6);
    layout->addWidget(m_stack, 1);
    m_one->setChecked(true);
    search();
}

QWidget *RestoreBackupPage::makeList()
{
    m_search->setPlaceholderText(tr("Search backups"));
    m_search->setClearButtonEnabled(true);
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->sizeColumns({u"2026-11-22 02:00"_s,
                          u"gz-0001-mmm"_s,
                          {},
                          u"Whole phone"_s,
                          u"14"_s,
                          u"999.9 MiB"_s,
                          u"999.9 MiB"_s,
                          u"999,999"_s,
                          u"Available mm"_s,
                          u"mmmmmmmm"_s},
                         BackupListModel::Name);
    for (const int column :
         {BackupListModel::Size, BackupListModel::Files, BackupListModel::State, BackupListModel::Store})
        m_table->setColumnHidden(column, true);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addWidget(m_search);
    layout->addWidget(m_table, 1);
    connect(m_search, &QLineEdit::textChanged, this, &RestoreBackupPage::search);
    connect(m_table, &DataTable::selectedRowsChanged, this, &RestoreBackupPage::take);
    connect(&m_model, &BackupListModel::recordsArrived, this, &RestoreBackupPage::take);
    return page;
}

QWidget *RestoreBackupPage::makeFile()
{
    auto *button = named(new QPushButton(icon("folder"_L1), tr("Choose…")), u"restoreCsvButton"_s);
    button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    auto *title = new QLabel(tr("&File"));
    title->setBuddy(m_file);
    row->addWidget(title);
    row->addWidget(m_file, 1);
    row->addWidget(button);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addWidget(
        makeText(u"restoreCsvHelpLabel"_s,
                 tr("A line for each phone: its name or serial, a comma, and the id of a backup or "
                    "the word newest. For example: gz-0001,newest")));
    layout->addLayout(row);
    layout->addWidget(m_mapped, 1);
    connect(m_file, &QLineEdit::textChanged, this, &RestoreBackupPage::readFile);
    connect(button, &QPushButton::clicked, this, [this] {
        auto *dialog = named(new QFileDialog(this, tr("Mapping")), u"restoreCsvDialog"_s);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setNameFilters({tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")});
        connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
        dialog->open();
    });
    return page;
}

void RestoreBackupPage::choose()
{
    RestoreChoice &choice = m_wizard.choice();
    choice.mode = m_own->isChecked()   ? RestoreMode::Own
                  : m_csv->isChecked() ? RestoreMode::Mapping
                                       : RestoreMode::One;
    m_stack->setCurrentIndex(int(choice.mode));
    if (choice.mode == RestoreMode::Mapping)
        readFile();
    Q_EMIT completeChanged();
}

void RestoreBackupPage::readFile()
{
    RestoreChoice &choice = m_wizard.choice();
    m_isMapped = false;
    m_asked.cancel();
    ++m_round;
    m_mapped->clear();
    Q_EMIT completeChanged();
    if (m_file->text().trimmed().isEmpty())
        return;
    m_asked = m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [file = m_file->text().trimmed(), known = m_phones.phones()](
            Engine &engine, const CancelToken &cancel) { return readMapping(engine, file, known, cancel); },
        [this, &choice, round = m_round](const ResolvedMapping &mapping) {
            if (round != m_round)
                return;
            QStringList lines = mapping.problems.mid(0, kShownProblems);
            if (mapping.problems.size() > kShownProblems)
                lines << tr("and %n more", nullptr,
                            static_cast<int>(mapping.problems.size() - kShownProblems));
            m_isMapped = mapping.problems.isEmpty() && !mapping.phones.isEmpty();
            if (m_isMapped) {
                choice.phones = mapping.phones;
                choice.own = mapping.backups;
                lines << tr("The file names backups for %n phone(s).", nullptr,
                            static_cast<int>(mapping.phones.size()));
            }
            m_mapped->setText(lines.join(u'\n'));
            Q_EMIT completeChanged();
        });
}

void RestoreBackupPage::search()
{
    BackupFilter filter;
    filter.text = m_search->text().simplified();
    filter.statuses = {BackupStatus::Available};
    m_model.setFilter(filter);
}

void RestoreBackupPage::take()
{
    const QList<int> rows = m_table->selectedRowNumbers();
    const BackupRecord *record = rows.size() == 1 ? m_model.record(rows.first()) : nullptr;
    if (record)
        m_wizard.choice().backup = *record;
    Q_EMIT completeChanged();
}

bool RestoreBackupPage::isComplete() const
{
    switch (m_wizard.choice().mode) {
    case RestoreMode::One:
        return m_table->selectedRowCount() == 1 && !m_wizard.choice().backup.id.isEmpty();
    case RestoreMode::Own:
        return true;
    case RestoreMode::Mapping:
        return m_isMapped;
    }
    Q_UNREACHABLE();
}

int RestoreBackupPage::nextId() const
{
    switch (m_wizard.choice().mode) {
    case RestoreMode::One:
        return RestoreWizard::ContentsPage;
    case RestoreMode::Own:
        return RestoreWizard::PhonesPage;
    case RestoreMode::Mapping:
        return RestoreWizard::CheckPage;
    }
    Q_UNREACHABLE();
}

} // namespace holdfast::ui
