// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/backups/backuplistmodel.h"
#include "ui/shell/uicontext.h"

#include <QWidget>

namespace holdfast::ui {

/// The backups of one phone, in its details.
class PhoneBackupsView final : public QWidget
{
    Q_OBJECT

public:
    explicit PhoneBackupsView(UiContext &context, QWidget *parent = nullptr);
    /// Shows those of @p phone; asks again only for @p other than the one shown.
    void show(const PhoneId &phone, bool other);

private:
    BackupListModel m_model;
    bool m_shown = false;
};

} // namespace holdfast::ui
