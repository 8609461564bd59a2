// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mailtext.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QSysInfo>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// An encoded word has at most 75 characters, 12 of which are not its content.
constexpr qsizetype kWordBytes = 45;
constexpr qsizetype kPlainLine = 60;
constexpr qsizetype kBase64Line = 76;

QByteArray encodedWord(const QByteArray &bytes)
{
    return "=?UTF-8?B?" + bytes.toBase64() + "?=";
}

/// What cannot be part of a header is left out: a name from a phone must not begin another header.
QString oneLine(const QString &text)
{
    QString line = text.simplified();
    line.removeIf([](QChar sign) { return !sign.isPrint() && !sign.isSurrogate(); });
    return line;
}

QByteArray base64Part(const QByteArray &type, const QByteArray &content)
{
    QByteArray part = "Content-Type: " + type + "; charset=utf-8\nContent-Transfer-Encoding: base64\n\n";
    const QByteArray code = content.toBase64();
    for (qsizetype begin = 0; begin < code.size(); begin += kBase64Line)
        part += code.mid(begin, kBase64Line) + '\n';
    return part;
}

QByteArray dateText(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000";
}

QByteArray hostName()
{
    QByteArray host;
    for (const char sign : QSysInfo::machineHostName().toLatin1()) {
        if (std::isalnum(static_cast<unsigned char>(sign)) != 0 || sign == '-' || sign == '.')
            host += sign;
    }
    return host.isEmpty() ? QByteArray("localhost") : host;
}

} // namespace

QByteArray headerText(const QString &text)
{
    const QString line = oneLine(text);
    const bool plain =
        std::all_of(line.begin(), line.end(), [](QChar sign) { return sign.unicode() < 0x7f; });
    if (plain && !line.contains("=?"_L1)) {
        QByteArray folded;
        qsizetype length = 0;
        for (const QString &word : line.split(u' ')) {
            if (length > 0 && length + word.size() > kPlainLine) {
                folded += "\n";
                length = 0;
            }
            folded += (folded.isEmpty() ? QByteArray() : QByteArray(" ")) + word.toLatin1();
            length += word.size() + 1;
        }
        return folded;
    }
    // Characters are never cut in two.
    QByteArray words;
    QByteArray bytes;
    for (const char32_t sign : line.toUcs4()) {
        const QByteArray next = QString::fromUcs4(&sign, 1).toUtf8();
        if (bytes.size() + next.size() > kWordBytes) {
            words += encodedWord(bytes) + "\n ";
            bytes.clear();
        }
        bytes += next;
    }
    return words + encodedWord(bytes);
}

QByteArray mailText(const MessageText &message, const RecipientDefinition &recipient)
{
    const QByteArray id = message.id.toLatin1();
    const QByteArray boundary =
        "=_" +
        QCryptographicHash::hash(QByteArray(id + message.html), QCryptographicHash::Sha256).toHex().first(32);
    QByteArray mail;
    if (!recipient.sender.isEmpty())
        mail += "From: Holdfast <" + recipient.sender.toLatin1() + ">\n";
    mail += "To: " + recipient.addresses.join(u",\n "_s).toLatin1() + '\n';
    mail += "Subject: " + headerText(message.subject) + '\n';
    mail += "Date: " + dateText(message.madeAt) + '\n';
    mail += "Message-ID: <" + id + '@' + hostName() + ">\n";
    mail += "Auto-Submitted: auto-generated\n";
    mail += "MIME-Version: 1.0\n";
    mail += "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\n\n";
    mail += "--" + boundary + '\n' + base64Part("text/plain", message.text.toUtf8());
    mail += "--" + boundary + '\n' + base64Part("text/html", message.html);
    return mail + "--" + boundary + "--\n";
}

} // namespace holdfast
