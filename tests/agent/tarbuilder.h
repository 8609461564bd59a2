// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace holdfast::test {

/// Builds archives that no honest program writes.
class TarBuilder
{
public:
    /// A plain ustar entry. @p type is the header's type flag.
    TarBuilder &add(const QByteArray &name, char type = '0', const QByteArray &content = {},
                    const QByteArray &link = {}, int mode = 0644);
    /// A pax header for the next entry; records are "key=value".
    TarBuilder &pax(const QByteArrayList &records);
    /// Bytes as they are.
    TarBuilder &raw(const QByteArray &bytes);
    /// With the end mark.
    [[nodiscard]] QByteArray finished() const { return m_bytes + QByteArray(1024, '\0'); }
    [[nodiscard]] QByteArray unfinished() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace holdfast::test
