// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/firstrunpanel.h"

#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/storeservice.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/shell/uisettings.h"
#include "ui/widgets/named.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Progress
{
    qint64 stores = 0;
    bool hasBackup = false;
};

QPushButton *buttonFor(QAction *action)
{
    auto *button =
        named(new QPushButton(action->icon(), action->text()), action->objectName() + u"FirstRunButton"_s);
    button->setEnabled(action->isEnabled());
    button->setVisible(action->isVisible());
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button,
                     [action, button] { button->setEnabled(action->isEnabled()); });
    return button;
}

} // namespace

FirstRunPanel::FirstRunPanel(UiContext &context, const QList<QAction *> &findPhones, QAction *backup,
                             QWidget *parent)
    : QFrame(parent), m_context(context), m_grid(new QGridLayout(this))
{
    setObjectName(u"firstRunPanel"_s);
    setFrameShape(QFrame::StyledPanel);
    auto *title = named(new QLabel(tr("Three steps to the first backup")), u"firstRunTitleLabel"_s);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *close = named(new QPushButton(tr("Do not show again")), u"firstRunCloseButton"_s);
    close->setFlat(true);
    m_grid->addWidget(title, 0, 0, 1, 2);
    m_grid->addWidget(close, 0, 4, Qt::AlignRight);
    m_grid->setColumnStretch(4, 1);
    QList<QWidget *> phoneButtons;
    for (QAction *action : findPhones)
        phoneButtons << buttonFor(action);
    auto *store = named(new QPushButton(icon("add"_L1), tr("Add store…")), u"firstRunStoreButton"_s);
    addStep(Phones, phoneButtons);
    addStep(Store, {store});
    addStep(Backup, {buttonFor(backup)});
    connect(store, &QPushButton::clicked, this, &FirstRunPanel::addStoreRequested);
    connect(close, &QPushButton::clicked, this, [this] {
        m_context.settings.setFirstRunDone(true);
        hide();
    });
    connect(&context.jobs, &JobFeed::jobEnded, this, &FirstRunPanel::refresh);
    hide();
    refresh();
}

void FirstRunPanel::addStep(Step step, const QList<QWidget *> &buttons)
{
    static const char *const names[] = {"firstRunPhonesLabel", "firstRunStoreLabel", "firstRunBackupLabel"};
    const int row = step + 1;
    m_icons[step] = new QLabel;
    m_texts[step] = named(new QLabel, QString::fromLatin1(names[step]));
    m_grid->addWidget(m_icons[step], row, 0);
    m_grid->addWidget(m_texts[step], row, 1);
    for (int i = 0; i < buttons.size(); ++i)
        m_grid->addWidget(buttons[i], row, 2 + i);
}

void FirstRunPanel::setOnlinePhones(int count)
{
    m_phones = count;
    review();
}

void FirstRunPanel::refresh()
{
    if (m_context.settings.firstRunDone())
        return;
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) -> Result<Progress> {
            const auto stores = engine.stores().list();
            if (!stores)
                return tl::unexpected(stores.error());
            BackupFilter available;
            available.statuses = {BackupStatus::Available};
            const auto backups =
                engine.backups().list(available, {.limit = 1, .token = {}, .withTotal = false});
            if (!backups)
                return tl::unexpected(backups.error());
            return Progress{stores->size(), !backups->rows.isEmpty()};
        },
        [this](const Result<Progress> &progress) {
            if (!progress)
                return; // The lists themselves say what is wrong with the catalog.
            m_stores = progress->stores;
            m_hasBackup = progress->hasBackup;
            review();
        });
}

void FirstRunPanel::review()
{
    if (m_stores < 0 || m_context.settings.firstRunDone())
        return;
    if (m_stores > 0 && m_hasBackup) {
        m_context.settings.setFirstRunDone(true);
        hide();
        return;
    }
    const bool done[] = {m_phones > 0, m_stores > 0, m_hasBackup};
    m_texts[Phones]->setText(m_phones > 0 ? tr("%n phone(s) online", nullptr, m_phones) : tr("Find phones"));
    m_texts[Store]->setText(m_stores > 0 ? tr("%n store(s) for backups", nullptr, static_cast<int>(m_stores))
                                         : tr("Add a store, the place for backups"));
    m_texts[Backup]->setText(tr("Select phones below and back them up"));
    for (int step = 0; step < StepCount; ++step)
        m_icons[step]->setPixmap(iconPixmap(done[step] ? "ok"_L1 : "waiting"_L1,
                                            toneColor(done[step] ? Tone::Good : Tone::Muted, palette()), 16,
                                            devicePixelRatioF()));
    show();
}

void FirstRunPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        review();
}

} // namespace holdfast::ui
