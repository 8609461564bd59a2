// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/connectdialog.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/wrapdelegate.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

ConnectDialog::ConnectDialog(PhonesPresenter &presenter, QWidget *parent)
    : QDialog(parent),
      m_presenter(presenter),
      m_edit(named(new QPlainTextEdit, u"connectAddressEdit"_s, tr("Addresses"))),
      m_problem(named(new WrapLabel, u"connectProblemLabel"_s)),
      m_results(named(new QTreeWidget, u"connectResultView"_s, tr("Results"))),
      m_start(named(new QPushButton(tr("Connect")), u"connectStartButton"_s))
{
    setObjectName(u"connectDialog"_s);
    setWindowTitle(tr("Connect phones"));
    auto *help =
        new WrapLabel(tr("One address a line, as HOST:PORT. A range such as 10.0.0.11-30:5555 names many "
                         "phones. Without a port, 5555 is used."));
    m_edit->setPlaceholderText(u"10.0.0.11:5555"_s);
    m_edit->setTabChangesFocus(true);
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    RoomyHeader::install(*m_results);
    m_results->setHeaderLabels({tr("Address"), tr("Result")});
    m_results->setRootIsDecorated(false);
    m_results->setSelectionMode(QAbstractItemView::NoSelection);
    m_results->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    new WrapDelegate(m_results);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    named(buttons->button(QDialogButtonBox::Close), u"connectCloseButton"_s)->setText(tr("Close"));
    buttons->addButton(m_start, QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(help);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_results, 2);
    layout->addWidget(buttons);
    m_start->setDefault(true);
    resize(560, 460);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &ConnectDialog::review);
    connect(m_start, &QPushButton::clicked, this, &ConnectDialog::start);
    connect(&presenter, &PhonesPresenter::connectDone, this, &ConnectDialog::show);
    review();
}

void ConnectDialog::review()
{
    QStringList bad;
    m_addresses = PhonesPresenter::parseAddresses(m_edit->toPlainText(), bad);
    m_problem->setVisible(!bad.isEmpty());
    m_problem->setText(tr("Not an address: %1").arg(bad.mid(0, 3).join(u", "_s)));
    m_start->setEnabled(!m_addresses.isEmpty() && bad.isEmpty() && m_left == 0);
    m_start->setText(m_addresses.size() > 1 ? tr("Connect %n phone(s)", nullptr, int(m_addresses.size()))
                                            : tr("Connect"));
}

void ConnectDialog::start()
{
    m_results->clear();
    m_left = m_addresses.size();
    for (const QString &address : std::as_const(m_addresses))
        new QTreeWidgetItem(m_results, {address, tr("Waiting")});
    m_presenter.connectPhones(m_addresses);
    review();
}

void ConnectDialog::show(const ConnectResult &result)
{
    for (QTreeWidgetItem *item : m_results->findItems(result.address, Qt::MatchExactly)) {
        const Tone tone = result.connected ? Tone::Good : Tone::Bad;
        item->setText(1, result.connected ? tr("Connected: %1").arg(result.text) : result.text);
        item->setToolTip(1, item->text(1));
        item->setForeground(1, toneColor(tone, palette()));
        item->setIcon(1, QIcon(iconPixmap(result.connected ? "ok"_L1 : "error"_L1, toneColor(tone, palette()),
                                          16, devicePixelRatioF())));
        m_left = std::max<qsizetype>(m_left - 1, 0);
    }
    review();
}

} // namespace holdfast::ui
