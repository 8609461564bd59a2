// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logdialog.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QUrl>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kReadInterval = 1000;
/// What is read at once: some ten thousand lines, parsed in a few dozen milliseconds.
constexpr qint64 kMostBytes = qint64(2) * 1024 * 1024;

} // namespace

LogDialog::LogDialog(UiContext &context, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_path(context.engine.options().dataDirectory + u"/log/holdfast.log"_s),
      m_filter(m_model),
      m_search(named(new QLineEdit, u"logSearchEdit"_s, tr("Search log"))),
      m_level(named(new QComboBox, u"logLevelCombo"_s, tr("Level"))),
      m_view(named(new DataTable, u"logView"_s, tr("Log"))),
      m_follow(named(new QCheckBox(tr("&Follow")), u"logFollowCheck"_s)),
      m_count(named(new QLabel, u"logCountLabel"_s))
{
    setObjectName(u"logDialog"_s);
    setWindowTitle(tr("Log"));
    m_search->setPlaceholderText(tr("Search log"));
    m_search->setClearButtonEnabled(true);
    m_level->addItem(tr("Everything"), int(LogLevel::Debug));
    m_level->addItem(tr("Warnings and errors"), int(LogLevel::Warning));
    m_level->addItem(tr("Errors"), int(LogLevel::Error));
    m_follow->setChecked(true);
    m_view->setModel(&m_filter);
    m_view->sizeColumns({u"2026-11-22 02:00:00"_s, u"Warning mm"_s, u"holdfast.catalog"_s, {}},
                        LogModel::Text);
    auto *upper = new QHBoxLayout;
    upper->addWidget(m_search, 1);
    upper->addWidget(m_level);
    upper->addWidget(m_follow);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    named(buttons->button(QDialogButtonBox::Close), u"logCloseButton"_s)->setText(tr("Close"));
    auto *folder = named(new QPushButton(tr("Open its folder")), u"logFolderButton"_s);
    folder->setAutoDefault(false);
    buttons->addButton(folder, QDialogButtonBox::ActionRole);
    auto *lower = new QHBoxLayout;
    lower->addWidget(m_count, 1);
    lower->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(upper);
    layout->addWidget(m_view, 1);
    layout->addLayout(lower);
    resize(860, 480);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(folder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_path).path())); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setSearch(text);
        showCount();
    });
    connect(m_level, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setLevel(static_cast<LogLevel>(m_level->currentData().toInt()));
        showCount();
    });
    // Who scrolls up wants to read what stands there.
    connect(m_view->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        const QScrollBar *bar = m_view->verticalScrollBar();
        m_follow->setChecked(bar->sliderPosition() == bar->maximum());
    });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool on) {
        if (on)
            m_view->scrollToBottom();
    });
    m_again.setSingleShot(true);
    m_again.setInterval(kReadInterval);
    connect(&m_again, &QTimer::timeout, this, &LogDialog::read);
    read();
}

void LogDialog::read()
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [path = m_path, begin = m_end](Engine &, const CancelToken &) {
            return readLog(path, begin, kMostBytes);
        },
        [this](const LogPiece &piece) { take(piece); });
}

void LogDialog::take(const LogPiece &piece)
{
    m_end = piece.end;
    m_model.append(piece.lines);
    showCount();
    if (m_follow->isChecked() && !piece.lines.isEmpty())
        m_view->scrollToBottom();
    m_again.start();
}

void LogDialog::showCount()
{
    m_count->setText(tr("%1 of %2 lines").arg(countText(m_filter.rowCount()), countText(m_model.rowCount())));
}

} // namespace holdfast::ui
