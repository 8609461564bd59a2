// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/transaction.h"

#include "core/catalog/statement.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Transaction::~Transaction()
{
    if (!m_open)
        return;
    if (--m_database.m_transactionDepth > 0) {
        m_database.m_transactionDoomed = true;
        return;
    }
    m_database.m_transactionDoomed = false;
    // SQLite may have rolled back by itself (a full disk); the error of a second ROLLBACK says nothing new.
    (void)runSql(m_database, u"ROLLBACK"_s);
}

Result<void> Transaction::begin()
{
    if (m_database.m_transactionDepth == 0) {
        if (auto r = runSql(m_database, u"BEGIN IMMEDIATE"_s); !r)
            return r;
    }
    ++m_database.m_transactionDepth;
    m_open = true;
    return {};
}

Result<void> Transaction::commit()
{
    if (m_database.m_transactionDoomed)
        return fail(Errc::Internal, u"a part of the transaction was given up"_s);
    if (m_database.m_transactionDepth == 1) {
        if (auto r = runSql(m_database, u"COMMIT"_s); !r)
            return r; // still open: the destructor rolls back
    }
    --m_database.m_transactionDepth;
    m_open = false;
    return {};
}

ReadSnapshot::~ReadSnapshot()
{
    if (!m_open)
        return;
    --m_database.m_transactionDepth;
    (void)runSql(m_database, u"ROLLBACK"_s); // nothing was written
}

Result<void> ReadSnapshot::begin()
{
    if (m_database.m_transactionDepth > 0)
        return {};
    if (auto r = runSql(m_database, u"BEGIN"_s); !r)
        return r;
    ++m_database.m_transactionDepth;
    m_open = true;
    return {};
}

} // namespace holdfast
