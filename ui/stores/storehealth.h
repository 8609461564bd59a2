// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"
#include "ui/shell/uicontext.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace holdfast::ui {

/// Whether the stores answer: looks at each from time to time, and knows what a test or a scan found. Lives
/// in the GUI thread.
class StoreHealth final : public QObject
{
    Q_OBJECT

public:
    struct State
    {
        QDateTime looked;             ///< By the clock of the context.
        std::optional<Error> error{}; ///< Why it is of no use now; nothing where it answers.
    };

    explicit StoreHealth(UiContext &context, QObject *parent = nullptr);

    /// Looks at all stores now, and from now on every few minutes.
    void look();
    /// What somebody else found out about a store.
    void note(const QString &store, const std::optional<Error> &error);
    /// Nothing while it was not looked at.
    [[nodiscard]] std::optional<State> of(const QString &store) const;
    [[nodiscard]] const QHash<QString, State> &all() const { return m_states; }

Q_SIGNALS:
    void changed();

private:
    void lookAt(const QString &store);

    UiContext &m_context;
    QTimer m_again;
    QHash<QString, State> m_states;
    QSet<QString> m_looking; ///< Stores that are looked at now.
};

/// A state in words: `Answers`, `Not looked at yet`, or what is wrong, in short.
QString healthText(const std::optional<StoreHealth::State> &state);

} // namespace holdfast::ui
