// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/aboutdialog.h"

#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setObjectName(u"aboutDialog"_s);
    setWindowTitle(tr("About Holdfast"));
    auto *picture = new QLabel;
    picture->setPixmap(QIcon(u":/icons/holdfast.svg"_s).pixmap(64));
    auto *title = new QLabel(u"Holdfast"_s);
    QFont large = title->font();
    large.setPixelSize(fontMetrics().height() * 2);
    title->setFont(large);
    auto *text = named(
        new WrapLabel(tr("Version %1\n\nBacks up and restores fleets of Android cloud phones over adb. Every "
                         "backup is read back and checked before it counts.\n\nFree software under the GNU "
                         "General Public License, version 3 or later. Built on Qt %2 (LGPL 3), libarchive "
                         "(BSD 2-clause), Zstandard (BSD 3-clause), OpenSSL (Apache 2.0), SQLite (public "
                         "domain) and tl::expected (CC0). It comes without any warranty.")
                          .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()))),
        u"aboutLabel"_s);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    named(buttons->button(QDialogButtonBox::Close), u"aboutCloseButton"_s)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *words = new QVBoxLayout;
    words->addWidget(title);
    words->addWidget(text, 1);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(16);
    upper->addWidget(picture, 0, Qt::AlignTop);
    upper->addLayout(words, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(upper, 1);
    layout->addWidget(buttons);
    resize(520, 320);
}

} // namespace holdfast::ui
