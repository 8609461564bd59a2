// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listexport.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList lines;
        const QJsonArray array = value.toArray();
        for (const QJsonValue each : array)
            lines += textOf(each);
        return lines.join(u'\n');
    }
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

} // namespace

QString csvCell(const QJsonValue &value)
{
    QString text = textOf(value);
    // Spreadsheets take such texts for formulas, and names come from phones: an apostrophe makes them plain.
    constexpr QStringView formulas = u"=+-@\t\r";
    if (!value.isDouble() && !text.isEmpty() && formulas.contains(text.front()))
        text.prepend(u'\'');
    const bool quoted =
        text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    return quoted ? QString(u'"' % text.replace(u'"', u"\"\""_s) % u'"') : text;
}

void ListExport::write(const QJsonObject &row, const QJsonObject &model)
{
    if (m_asJson) {
        m_console.raw(QByteArray(QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n'));
        return;
    }
    const QStringList keys = model.keys();
    if (!m_begun)
        m_console.raw(QByteArray(keys.join(u',').toUtf8() + "\r\n"));
    m_begun = true;
    QStringList cells;
    for (const QString &key : keys)
        cells += csvCell(row.value(key));
    m_console.raw(QByteArray(cells.join(u',').toUtf8() + "\r\n"));
}

} // namespace holdfast::cli
