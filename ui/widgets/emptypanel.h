// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace holdfast::ui {

/// What stands in place of a list without rows: why there is nothing, and what to do about it.
class EmptyPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyPanel(QWidget *parent = nullptr);

    /// Shows a title, a sentence and a button for each of @p actions (borrowed).
    void show(QLatin1String iconName, const QString &title, const QString &sentence,
              const QList<QAction *> &actions);
    [[nodiscard]] QString title() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();

    QLatin1String m_icon;
    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_sentence;
    QHBoxLayout *m_buttons;
    QList<QAction *> m_actions;
};

} // namespace holdfast::ui
