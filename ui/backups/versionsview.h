// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/shell/uicontext.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace holdfast::ui {

/// What one file of a phone was over time: each content once, with the backups that hold it. Knows them from
/// the catalog's index of files.
class VersionsView final : public QWidget
{
    Q_OBJECT

public:
    explicit VersionsView(UiContext &context, QWidget *parent = nullptr);

    /// Shows the versions of the file at @p path (raw bytes, absolute; @p shownPath for people) on @p phone;
    /// an empty path says how to choose one.
    void show(const QByteArray &path, const QString &shownPath, const PhoneId &phone);

Q_SIGNALS:
    /// Enter or a double click on a version: the newest backup that holds it is wanted.
    void backupOpened(const holdfast::BackupId &backup);

private:
    void take(const QString &shownPath, const Result<QList<FileVersion>> &versions);

    UiContext &m_context;
    QByteArray m_path;
    PhoneId m_phone;
    CancelSource m_asked;
    quint64 m_round = 0; ///< Answers to an earlier question are dropped.
    QLabel *m_label;
    QTreeWidget *m_view;
};

} // namespace holdfast::ui
