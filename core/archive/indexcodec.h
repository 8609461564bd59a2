// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/indexentry.h"

#include <QByteArrayView>

#include <optional>

namespace holdfast {

/// Appends the index record of @p entry (FORMAT.md, "Index record"), its length first, to @p out.
/// tarOffset is not stored: it is the sum of the lengths before. False, and nothing appended, when the record
/// would exceed format::kMaxRecord.
bool encodeEntry(const IndexEntry &entry, QByteArray &out);

/// Reads the body of a record (after its length); tarOffset is left 0. Nothing for what encodeEntry() could
/// not have written; more bytes than this version knows are ignored.
std::optional<IndexEntry> decodeEntry(QByteArrayView body);

/// Reads an unsigned LEB128 number of at most 63 bits from the front of @p bytes and removes it.
/// Nothing when it is cut, too large or too long.
std::optional<quint64> takeNumber(QByteArrayView &bytes);

} // namespace holdfast
