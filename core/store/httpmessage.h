// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace holdfast {

/// Names and values; names in lower case.
using HttpFields = QList<std::pair<QByteArray, QByteArray>>;

/// The value of the first field of that name (in lower case); empty where there is none.
inline QByteArray fieldOf(const HttpFields &fields, QByteArrayView name)
{
    for (const auto &[each, value] : fields) {
        if (each == name)
            return value;
    }
    return {};
}

struct HttpRequest
{
    QByteArray method{};
    QByteArray path = QByteArrayLiteral("/"); ///< Percent-encoded.
    HttpFields query{};                       ///< Not encoded; an empty value is sent as `name=`.
    HttpFields headers{};                     ///< Without content-length and connection.
    QByteArray body{};
};

struct HttpResponse
{
    int status = 0;
    HttpFields headers;
    QByteArray body;
};

} // namespace holdfast
