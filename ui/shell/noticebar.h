// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QFrame>

class QLabel;

namespace holdfast::ui {

/// A strip above the page for what the operator should know now: never a box that stops the work. One notice
/// at a time; a newer one takes its place.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);
    void show(Tone tone, const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintTone();

    Tone m_tone = Tone::Info;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace holdfast::ui
