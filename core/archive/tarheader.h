// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

namespace holdfast {

/// The header blocks of one tar entry, taken apart to give the entry another name or link target while all
/// else (times, attributes, sparse maps) stays as it is. pax, ustar and GNU long names are understood.
class TarHeader
{
public:
    /// How many bytes of header blocks begin @p raw, which starts at an entry: 0 when @p raw is too short to
    /// tell, nothing when these are no headers.
    static std::optional<qint64> length(QByteArrayView raw);
    /// Takes apart exactly length() bytes.
    static std::optional<TarHeader> parse(QByteArrayView raw);

    /// The entry's name as the tar has it; of a folder with a slash at the end.
    [[nodiscard]] QByteArray path() const;
    [[nodiscard]] bool isFolder() const;
    /// How many bytes of content follow, without the padding; nothing for a size that is no number.
    [[nodiscard]] std::optional<qint64> contentLength() const;

    void setPath(const QByteArray &path);
    void setLinkTarget(const QByteArray &target);

    /// The header blocks anew, long names as pax records.
    [[nodiscard]] QByteArray blocks() const;

private:
    void setRecord(const QByteArray &key, const QByteArray &value);
    [[nodiscard]] bool hasRecord(const QByteArray &key) const;
    [[nodiscard]] QByteArray record(const QByteArray &key) const;
    bool addRecords(QByteArrayView body);

    QList<std::pair<QByteArray, QByteArray>> m_records;
    QByteArray m_block; ///< The entry's own header.
};

} // namespace holdfast
