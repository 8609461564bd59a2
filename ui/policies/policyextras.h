// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policyservice.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace holdfast::ui {

class RetentionForm;

/// Where a policy's finished backups are copied to, and how long the copies stay there.
class PolicyCopies final : public QWidget
{
    Q_OBJECT

public:
    explicit PolicyCopies(QWidget *parent = nullptr);

    /// The second store; empty where nothing is copied.
    [[nodiscard]] QString store() const;
    void setStores(const QStringList &stores);
    void writeTo(PolicyDefinition &policy) const;
    /// Shows those of a policy that there is. Its store may be listed later.
    void setFrom(const PolicyDefinition &policy);

Q_SIGNALS:
    void changed();

private:
    void review();

    QComboBox *m_store; ///< The first entry is none.
    QLineEdit *m_folder;
    RetentionForm *m_keep = nullptr;
};

/// The commands that a policy runs before and after each of its backups.
class PolicyCommands final : public QWidget
{
    Q_OBJECT

public:
    explicit PolicyCommands(QWidget *parent = nullptr);

    [[nodiscard]] Hooks hooks() const;
    void setHooks(const Hooks &hooks);

Q_SIGNALS:
    void changed();

private:
    QLineEdit *m_before;
    QLineEdit *m_after;
    QLineEdit *m_beforeOnPhone;
    QLineEdit *m_afterOnPhone;
    QSpinBox *m_minutes;
    int m_seconds; ///< As they were given: minutes are not as exact.
};

} // namespace holdfast::ui
