// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticebar.h"

#include "ui/shell/icons.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QLatin1String iconOf(Tone tone)
{
    if (tone == Tone::Bad)
        return "error"_L1;
    if (tone == Tone::Warning)
        return "warning"_L1;
    return tone == Tone::Good ? "ok"_L1 : "info"_L1;
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel),
      m_text(named(new WrapLabel, u"noticeLabel"_s)),
      m_action(named(new QPushButton, u"noticeActionButton"_s)),
      m_close(named(new QToolButton, u"noticeCloseButton"_s))
{
    setObjectName(u"noticePanel"_s);
    setAccessibleName(tr("Notice"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setAutoDefault(false);
    m_close->setIcon(icon("close"_L1));
    m_close->setToolTip(tr("Dismiss notice"));
    m_close->setAutoRaise(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, [this] {
        const auto gone = m_notice.gone;
        Q_EMIT closed();
        if (gone)
            gone();
    });
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto run = m_notice.run;
        Q_EMIT closed();
        if (run)
            run();
    });
}

void NoticeBar::show(const Notice &notice)
{
    m_notice = notice;
    m_text->setText(notice.text);
    m_action->setText(notice.action);
    m_action->setVisible(!notice.action.isEmpty());
    //: For a screen reader; %1 is the text of the notice.
    m_close->setAccessibleName(tr("Dismiss notice: %1").arg(notice.text));
    paintTone();
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintTone();
}

void NoticeBar::paintTone()
{
    m_icon->setPixmap(
        iconPixmap(iconOf(m_notice.tone), toneColor(m_notice.tone, palette()), 16, devicePixelRatioF()));
}

NoticeArea::NoticeArea(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(u"noticeArea"_s);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
    hide();
}

void NoticeArea::show(const Notice &notice)
{
    NoticeBar *bar = barOf(notice.topic);
    if (!bar) {
        if (m_bars.size() >= kMostNotices)
            close(m_bars.first());
        bar = new NoticeBar;
        m_bars.append(bar);
        m_layout->addWidget(bar);
        connect(bar, &NoticeBar::closed, this, [this, bar] { close(bar); });
    }
    bar->show(notice);
    setVisible(true);
}

void NoticeArea::remove(const QString &topic)
{
    if (NoticeBar *bar = barOf(topic))
        close(bar);
}

NoticeBar *NoticeArea::barOf(const QString &topic) const
{
    const auto found = std::find_if(m_bars.begin(), m_bars.end(),
                                    [&](const NoticeBar *bar) { return bar->topic() == topic; });
    return found == m_bars.end() ? nullptr : *found;
}

void NoticeArea::close(NoticeBar *bar)
{
    m_bars.removeOne(bar);
    bar->hide();
    bar->deleteLater();
    setVisible(!m_bars.isEmpty());
}

} // namespace holdfast::ui
