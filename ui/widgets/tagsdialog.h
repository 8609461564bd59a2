// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QMap>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace holdfast::ui {

/// Asks for the tags of some things. A tag that only some of them have stays as it is unless it is clicked.
class TagsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p title says whose tags, with a mnemonic; @p counts are all tags that there are, with how many of the
    /// @p things have each; a tag has at most @p mostLength characters.
    TagsDialog(const QString &title, const QMap<QString, qint64> &counts, qint64 things, qsizetype mostLength,
               QWidget *parent);

Q_SIGNALS:
    void chosen(const QStringList &added, const QStringList &removed);

private:
    void fill(const QMap<QString, qint64> &counts, qint64 things);
    void choose();
    [[nodiscard]] QStringList newTags() const;
    void review();

    qsizetype m_mostLength;
    QListWidget *m_tags;
    QLineEdit *m_new;
    QLabel *m_problem;
    QPushButton *m_ok;
};

} // namespace holdfast::ui
