// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/emulatordialog.h"

#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

EmulatorDialog::EmulatorDialog(const QString &suggestedName, QWidget *parent)
    : QDialog(parent),
      m_name(named(new QLineEdit(suggestedName), u"emulatorNameEdit"_s, tr("Name"))),
      m_android(named(new QComboBox, u"emulatorAndroidCombo"_s, tr("Android version"))),
      m_sample(named(new QComboBox, u"emulatorSampleCombo"_s, tr("Sample files"))),
      m_create(named(new QPushButton(tr("Create and start")), u"emulatorCreateButton"_s))
{
    setObjectName(u"emulatorDialog"_s);
    setWindowTitle(tr("New emulated phone"));
    auto *help =
        new WrapLabel(tr("A phone on this computer for trying things out: a folder with Android's own shell "
                         "behind the adb protocol."));
    static const QRegularExpression words(u"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}"_s);
    m_name->setValidator(new QRegularExpressionValidator(words, m_name));
    for (const QString &version : {u"14"_s, u"13"_s, u"12"_s, u"11"_s, u"10"_s})
        m_android->addItem(tr("Android %1").arg(version), version);
    m_sample->addItem(tr("A few files"), u"small"_s);
    m_sample->addItem(tr("Some thousand files, 320 MB"), u"standard"_s);
    m_sample->addItem(tr("None"), u"none"_s);
    auto *form = new QFormLayout;
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Android version"), m_android);
    form->addRow(tr("Sample files"), m_sample);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"emulatorCancelButton"_s)->setText(tr("Cancel"));
    buttons->addButton(m_create, QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(help);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    m_create->setDefault(true);
    connect(m_name, &QLineEdit::textChanged, this, &EmulatorDialog::review);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        EmulatorRequest request;
        request.name = m_name->text();
        request.androidVersion = m_android->currentData().toString();
        request.sample = m_sample->currentData().toString();
        Q_EMIT requested(request);
        accept();
    });
    review();
}

void EmulatorDialog::review()
{
    m_create->setEnabled(m_name->hasAcceptableInput());
}

} // namespace holdfast::ui
