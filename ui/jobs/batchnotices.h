// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/problemtext.h"
#include "ui/shell/uicontext.h"

#include <QObject>
#include <QSet>

namespace holdfast::ui {

/// Tells once of each batch how it ended, and once of jobs that an earlier program left undone: one notice
/// for a batch, whatever number of phones. Lives in the GUI thread.
class BatchNotices final : public QObject
{
    Q_OBJECT

public:
    explicit BatchNotices(UiContext &context, QObject *parent = nullptr);

    void setPhoneNames(const PhoneNames &names) { m_names = names; }

Q_SIGNALS:
    /// All jobs of the batch have ended well.
    void succeeded(const holdfast::BatchId &batch, const QString &text);
    /// All have ended, and not all of them well: what, why, what to do.
    void failed(const holdfast::BatchId &batch, const QString &text);
    /// Jobs, the newest of them in @p batch, were not done when the program that ran them ended.
    void interrupted(const holdfast::BatchId &batch, const QString &text);

private:
    void look();
    void tell(const JobRecord &job);

    UiContext &m_context;
    PhoneNames m_names;
    QSet<BatchId> m_told;
    bool m_looked = false;
};

} // namespace holdfast::ui
