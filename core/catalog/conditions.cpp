// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/conditions.h"

#include "core/catalog/statement.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kMaxIds = 1000;

tl::unexpected<Error> badToken()
{
    return fail(Errc::InvalidArgument,
                u"the token of the next page is not valid; begin with the first page"_s);
}

} // namespace

void Conditions::add(const QString &sql, const QList<QVariant> &values)
{
    m_parts += sql;
    m_values += values;
}

void Conditions::addEqual(QLatin1String column, const QString &value)
{
    if (!value.isEmpty())
        add(column % " = ?"_L1, {value});
}

void Conditions::addAnyOf(QLatin1String column, const QStringList &values)
{
    if (values.isEmpty())
        return;
    m_parts += column % " IN ("_L1 % placeholders(values.size()) % u')';
    for (const QString &value : values)
        m_values += value;
}

void Conditions::addBetween(QLatin1String column, const QDateTime &since, const QDateTime &until)
{
    if (since.isValid())
        add(column % " >= ?"_L1, {since.toMSecsSinceEpoch()});
    if (until.isValid())
        add(column % " <= ?"_L1, {until.toMSecsSinceEpoch()});
}

QString Conditions::where() const
{
    return m_parts.isEmpty() ? QString() : QString(" WHERE "_L1 % m_parts.join(" AND "_L1));
}

QString pageToken(const PageKey &key)
{
    const QByteArray plain = "1 " + QByteArray::number(key.number) + ' ' + key.text.toUtf8();
    const QByteArray checked = QByteArray::number(qChecksum(plain)) + ' ' + plain;
    return QString::fromLatin1(
        checked.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<std::optional<PageKey>> checkPage(const PageRequest &page)
{
    if (page.limit < 1 || page.limit > PageRequest::kMaxLimit)
        return fail(Errc::InvalidArgument, u"a page has 1 to %1 rows"_s.arg(PageRequest::kMaxLimit));
    if (page.token.isEmpty())
        return std::optional<PageKey>();

    const auto decoded = QByteArray::fromBase64Encoding(
        page.token.toUtf8(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return badToken();
    const QByteArray &checked = *decoded;
    const qsizetype space = checked.indexOf(' ');
    const QByteArray plain = checked.mid(space + 1);
    if (space < 1 || QByteArray::number(qChecksum(plain)) != checked.left(space) || !plain.startsWith("1 "))
        return badToken();
    const qsizetype second = plain.indexOf(' ', 2);
    bool isNumber = false;
    PageKey key;
    key.number = plain.mid(2, second - 2).toLongLong(&isNumber);
    key.text = QString::fromUtf8(plain.mid(second + 1));
    if (second < 0 || !isNumber)
        return badToken();
    return std::optional(key);
}

Result<void> checkIdCount(qsizetype count)
{
    if (count > kMaxIds)
        return fail(Errc::InvalidArgument, u"at most %1 ids at once"_s.arg(kMaxIds));
    return {};
}

} // namespace holdfast
