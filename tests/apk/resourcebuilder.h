// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <optional>

namespace holdfast::testing {

/// Writes resource tables byte by byte, wrong ones too, as no tool does.
class ResourceBuilder
{
public:
    enum Layout { Plain, Sparse, ShortOffsets };

    struct Config
    {
        QByteArray language{}; ///< Two letters.
        QByteArray region{};
        quint16 density = 0;
        quint16 sdk = 0;
    };

    struct Entry
    {
        quint8 type = 0;
        quint32 data = 0;
        bool compact = false;
    };

    static QByteArray u16(quint32 n)
    {
        QByteArray b(2, 0);
        qToLittleEndian(quint16(n), b.data());
        return b;
    }
    static QByteArray u32(quint32 n)
    {
        QByteArray b(4, 0);
        qToLittleEndian(n, b.data());
        return b;
    }
    static QByteArray chunk(quint16 type, const QByteArray &head, const QByteArray &body)
    {
        return u16(type) + u16(quint32(head.size()) + 8) + u32(quint32(head.size() + body.size()) + 8) +
               head + body;
    }

    /// A pool of UTF-8 strings shorter than 128 bytes. @p firstLength replaces the first one's length.
    static QByteArray pool(const QList<QByteArray> &strings, std::optional<quint16> firstLength = {})
    {
        QByteArray offsets;
        QByteArray texts;
        for (const QByteArray &text : strings) {
            offsets += u32(quint32(texts.size()));
            if (firstLength && texts.isEmpty())
                texts += "\x01" + QByteArray(1, char(0x80 | *firstLength >> 8)) +
                         QByteArray(1, char(*firstLength));
            else
                texts += QByteArray(2, char(text.size()));
            texts += text + '\0';
        }
        texts += QByteArray((4 - texts.size() % 4) % 4, 0);
        return chunk(0x0001,
                     u32(quint32(strings.size())) + u32(0) + u32(0x100) + u32(28 + quint32(offsets.size())) +
                         u32(0),
                     offsets + texts);
    }

    static QByteArray set(quint8 type, const Config &config, const QList<std::optional<Entry>> &entries,
                          Layout layout = Plain)
    {
        QByteArray raw = u32(64) + QByteArray(60, 0);
        raw.replace(8, config.language.size(), config.language);
        raw.replace(10, config.region.size(), config.region);
        raw.replace(14, 2, u16(config.density));
        raw.replace(24, 2, u16(config.sdk));
        QByteArray offsets;
        QByteArray values;
        quint32 written = 0;
        for (qsizetype i = 0; i < entries.size(); ++i) {
            if (!entries.at(i)) {
                offsets += layout == Plain          ? u32(0xFFFFFFFF)
                           : layout == ShortOffsets ? u16(0xFFFF)
                                                    : QByteArray();
                written += layout == Sparse ? 0 : 1;
                continue;
            }
            const auto at = quint32(values.size());
            offsets += layout == Plain    ? u32(at)
                       : layout == Sparse ? u16(quint32(i)) + u16(at / 4)
                                          : u16(at / 4);
            ++written;
            const Entry &entry = *entries.at(i);
            if (entry.compact)
                values += u16(0) + u16(0x8U | quint32(entry.type) << 8U) + u32(entry.data);
            else
                values += u16(8) + u16(0) + u32(0) + u16(8) + QByteArray(1, 0) +
                          QByteArray(1, char(entry.type)) + u32(entry.data);
        }
        offsets += QByteArray((4 - offsets.size() % 4) % 4, 0);
        const QByteArray head = QByteArray(1, char(type)) + QByteArray(1, char(int(layout))) + u16(0) +
                                u32(written) + u32(8 + 12 + 64 + quint32(offsets.size())) + raw;
        return chunk(0x0201, head, offsets + values);
    }

    static QByteArray table(const QByteArray &strings, const QByteArray &sets)
    {
        const QByteArray package = chunk(0x0200, u32(0x7F) + QByteArray(256 + 20, 0), sets);
        return chunk(0x0002, u32(1), strings + package);
    }
};

} // namespace holdfast::testing
