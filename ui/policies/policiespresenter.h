// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policyservice.h"
#include "ui/shell/uicontext.h"

#include <QObject>

#include <functional>

namespace holdfast {
class Engine;
}

namespace holdfast::ui {

/// What is asked about the policy that is looked at.
struct PolicyDetails
{
    QList<QDateTime> nextRuns{};
    RetentionPreview retention{};
};

/// Reads policies and does with them what the operator asks. Lives in the GUI thread.
class PoliciesPresenter final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kShownRuns = 5;

    explicit PoliciesPresenter(UiContext &context, QObject *parent = nullptr);

    void refresh();
    void readDetails(const QString &policy);
    void add(const QString &name, const PolicyDefinition &definition);
    void change(const QString &name, const QString &newName, const PolicyDefinition &definition);
    void setSuspended(const QString &policy, bool suspended);
    void remove(const QString &policy);
    /// Begins a run, and carries it out here where no daemon does.
    void run(const QString &policy);

Q_SIGNALS:
    void listed(const QList<holdfast::PolicyOverview> &rows);
    void detailsRead(const QString &policy, const holdfast::ui::PolicyDetails &details);
    void added(const QString &policy);
    void changed(const QString &policy);
    /// A policy could not be added or changed.
    void refused(const QString &text);
    void failed(const QString &text);

private:
    /// Does @p work off this thread and reads the list anew.
    void carryOut(std::function<Result<void>(Engine &, const CancelToken &)> work);

    UiContext &m_context;
};

} // namespace holdfast::ui
