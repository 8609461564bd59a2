// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QLabel>

namespace holdfast::ui {

/// A label of several lines that remembers how high it is at each width.
///
/// Layouts inside layouts ask a label for its height again and again, for widths that they have asked for
/// before, and QLabel breaks the lines anew each time: a page of the wizard held the window up for 60 ms.
class WrapLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit WrapLabel(const QString &text = {}, QWidget *parent = nullptr);

    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;

private:
    mutable QString m_measured;        ///< the text that m_heights belongs to
    mutable QHash<int, int> m_heights; ///< by width, both in pixels
};

} // namespace holdfast::ui
