// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/shell/uicontext.h"

#include <QObject>
#include <QTimer>

namespace holdfast::ui {

/// What was found on the phones that were looked at.
struct BackupOutlook
{
    qsizetype phones = 0; ///< Of the request.
    qsizetype looked = 0; ///< Of these so many were looked at; what follows is of them.
    FileAmount total{};
    qint64 storedBytes = -1; ///< -1: unknown.
    StoredEstimate::Basis basis = StoredEstimate::Basis::None;
    qint64 storeFreeBytes = -1; ///< -1 where the store cannot say.
    QList<SelectionTally::Exclude> excludes{};
    qint64 lostCount = 0;
    std::optional<Error> error{}; ///< Why nothing is known, or what kept phones from being looked at.

    /// Of all phones, as if those that were not looked at were like the others; -1: unknown.
    [[nodiscard]] qint64 allBytes() const;
    [[nodiscard]] qint64 allStoredBytes() const;
    [[nodiscard]] bool isTooLarge() const;
};

/// Sums up a dry run of which @p phones is the number asked for.
BackupOutlook outlookOf(const Result<DryRun> &run, qsizetype phones);

/// Such an outlook in words: how much, from where the figures come, what the excludes save.
QString outlookText(const BackupOutlook &outlook);
QString excludesText(const BackupOutlook &outlook);

/// Looks at the phones while the operator still chooses, behind everything else: a request that changes takes
/// the place of the one before it, and of a fleet only a few phones are looked at. Lives in the GUI thread.
class BackupLookahead final : public QObject
{
    Q_OBJECT

public:
    /// Phones that are looked at.
    static constexpr qsizetype kMostPhones = 8;

    explicit BackupLookahead(UiContext &context, QObject *parent = nullptr);
    ~BackupLookahead() override;

    /// Begins to look, some time after the last call; nothing where it is the request looked at already.
    void look(const BackupRequest &request);
    /// Forgets what was asked for.
    void stop();

Q_SIGNALS:
    void begun(qsizetype phones);
    void found(const holdfast::ui::BackupOutlook &outlook);

private:
    void ask();

    UiContext &m_context;
    QTimer m_soon;
    BackupRequest m_request;
    QByteArray m_key; ///< Of the request that was asked for.
    CancelSource m_asked;
    quint64 m_round = 0; ///< Answers to an earlier question are dropped.
};

} // namespace holdfast::ui
