// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QFrame>

#include <functional>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace holdfast::ui {

/// What the operator should know now, and what can be done about it at once.
struct Notice
{
    QString topic; ///< A newer notice of a topic takes the place of the older one.
    Tone tone = Tone::Info;
    QString text;
    QString action{};             ///< Words of a button; empty: there is none.
    std::function<void()> run{};  ///< What the button does; the notice goes then.
    std::function<void()> gone{}; ///< Called when the operator dismisses the notice.
};

/// One strip with one notice.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);
    void show(const Notice &notice);
    [[nodiscard]] const QString &topic() const { return m_notice.topic; }

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintTone();

    Notice m_notice;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

/// The strips above the page: never boxes that stop the work. A few at a time, the newest below; the oldest
/// gives way. Nothing is to be seen of it without notices.
class NoticeArea final : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype kMostNotices = 3;

    explicit NoticeArea(QWidget *parent = nullptr);
    void show(const Notice &notice);
    /// Takes the notice of a topic away, if it is there.
    void remove(const QString &topic);

private:
    [[nodiscard]] NoticeBar *barOf(const QString &topic) const;
    void close(NoticeBar *bar);

    QBoxLayout *m_layout;
    QList<NoticeBar *> m_bars; ///< Children, from top to bottom.
};

} // namespace holdfast::ui
