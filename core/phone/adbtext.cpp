// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/adbtext.h"

#include <array>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

struct FailureWord
{
    QByteArrayView word;
    Errc code;
};

/// Searched in this order: `device 'x' not found` may hold any serial, so the exact beginnings come first.
constexpr std::array kFailureWords{
    FailureWord{"device offline", Errc::PhoneOffline},
    FailureWord{"device unauthorized", Errc::PhoneUnauthorized},
    FailureWord{"device still", Errc::PhoneNotReady},
    FailureWord{"device is", Errc::PhoneNotReady},
    FailureWord{"no devices", Errc::PhoneNotFound},
    FailureWord{"no such device", Errc::PhoneNotFound},
    FailureWord{"more than one", Errc::PhoneAmbiguous},
    FailureWord{"insufficient permissions", Errc::PhoneNotReady},
    FailureWord{"no permissions", Errc::PhoneNotReady},
    FailureWord{"closed", Errc::PhoneRefused},
};

} // namespace

std::optional<quint32> parseHexLength(QByteArrayView digits)
{
    if (digits.size() != 4)
        return {};
    quint32 value = 0;
    for (const char c : digits) {
        const int digit = hexDigit(c);
        if (digit < 0)
            return {};
        value = value * 16 + static_cast<quint32>(digit);
    }
    return value;
}

Result<QByteArray> frameService(QByteArrayView service)
{
    if (service.isEmpty() || service.size() > kMaximumService || service.contains('\0'))
        return fail(
            Errc::InvalidArgument,
            u"a request of %1 bytes to the adb server is empty, longer than %2 bytes, or holds a NUL"_s
                .arg(service.size())
                .arg(kMaximumService));
    QByteArray frame = QByteArray::number(service.size(), 16).rightJustified(4, '0');
    frame.append(service);
    return frame;
}

Error failureError(QByteArrayView text, const Serial &serial)
{
    const QString detail = u"adb: "_s + QString::fromUtf8(text).trimmed();
    const ErrorContext context{serial.value, {}, {}};
    for (const FailureWord &failure : kFailureWords) {
        if (text.startsWith(failure.word))
            return {failure.code, detail, context};
    }
    if (text.startsWith("device '") && text.contains("' not found"))
        return {Errc::PhoneNotFound, detail, context};
    return {serial.isEmpty() ? Errc::AdbProtocol : Errc::PhoneRefused, detail, context};
}

ConnectAnswer parseConnectAnswer(QByteArrayView text)
{
    if (text.startsWith("connected to "))
        return ConnectAnswer::Connected;
    if (text.startsWith("already connected to "))
        return ConnectAnswer::AlreadyConnected;
    if (text.startsWith("failed to authenticate to "))
        return ConnectAnswer::NeedsAuthorization;
    return ConnectAnswer::Failed;
}

QHash<QByteArray, QByteArray> parseGetprop(QByteArrayView text)
{
    QHash<QByteArray, QByteArray> properties;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype lineEnd = text.indexOf('\n', at);
        if (lineEnd < 0)
            lineEnd = text.size();
        const qsizetype separator = text.indexOf("]: [", at);
        if (text.at(at) != '[' || separator < 0 || separator > lineEnd) {
            at = lineEnd + 1;
            continue;
        }
        // The value ends with a bracket at a line's end; before that newlines belong to it.
        const qsizetype valueAt = separator + 4;
        qsizetype valueEnd = text.indexOf("]\n", valueAt);
        if (valueEnd < 0)
            valueEnd = text.endsWith(']') ? text.size() - 1 : -1;
        if (valueEnd < valueAt)
            break;
        properties.insert(text.sliced(at + 1, separator - at - 1).toByteArray(),
                          text.sliced(valueAt, valueEnd - valueAt).toByteArray());
        at = valueEnd + 2;
    }
    return properties;
}

QByteArray shellQuote(QByteArrayView word)
{
    QByteArray quoted;
    quoted.reserve(word.size() + 2);
    quoted.append('\'');
    for (const char c : word) {
        if (c == '\'')
            quoted.append("'\\''");
        else
            quoted.append(c);
    }
    quoted.append('\'');
    return quoted;
}

} // namespace holdfast
