// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policytroubles.h"

#include <QLoggingCategory>

namespace holdfast {
namespace {

Q_LOGGING_CATEGORY(policyLog, "holdfast.policy", QtInfoMsg)

} // namespace

void PolicyTroubles::tellError(const QString &key, const QString &text, const Error &error)
{
    const auto told = m_told.constFind(key);
    if (told != m_told.cend() && *told == error)
        return;
    m_told.insert(key, error);
    qCWarning(policyLog).noquote() << text << "-" << userText(error);
}

} // namespace holdfast
