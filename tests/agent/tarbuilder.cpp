// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/tarbuilder.h"

#include <QByteArrayList>

namespace holdfast::test {
namespace {

QByteArray octal(qint64 value, int width)
{
    return QByteArray::number(value, 8).rightJustified(width - 1, '0') + '\0';
}

QByteArray padded(QByteArray bytes)
{
    bytes.append((512 - bytes.size() % 512) % 512, '\0');
    return bytes;
}

} // namespace

TarBuilder &TarBuilder::add(const QByteArray &name, char type, const QByteArray &content,
                            const QByteArray &link, int mode)
{
    QByteArray header = name.leftJustified(100, '\0', true) + octal(mode, 8) + octal(0, 8) + octal(0, 8) +
                        octal(content.size(), 12) + octal(1000000000, 12) + QByteArray(8, ' ') + type +
                        link.leftJustified(100, '\0', true) + QByteArray("ustar\00000", 8) +
                        QByteArray(64, '\0') + octal(1, 8) + octal(3, 8);
    header = padded(header);
    quint32 sum = 0;
    for (const char byte : std::as_const(header))
        sum += quint8(byte);
    header.replace(148, 8, QByteArray(octal(sum, 7) + ' '));
    m_bytes += header + padded(content);
    return *this;
}

TarBuilder &TarBuilder::pax(const QByteArrayList &records)
{
    QByteArray text;
    for (const QByteArray &record : records) {
        qsizetype length = record.size() + 3;
        while (QByteArray::number(length).size() + record.size() + 2 != length)
            ++length;
        text += QByteArray::number(length) + ' ' + record + '\n';
    }
    return add("PaxHeaders/x", 'x', text);
}

TarBuilder &TarBuilder::raw(const QByteArray &bytes)
{
    m_bytes += bytes;
    return *this;
}

} // namespace holdfast::test
