// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/messagedelivery.h"

#include "core/engine/mailtext.h"
#include "core/jobs/hookprocess.h"
#include "core/store/httpconnection.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QUrl>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kPollMs = 100;
constexpr qint64 kGreatestAnswer = 64 * 1024;
constexpr qint64 kLongestSecret = 8192;

tl::unexpected<Error> failed(const QString &name, const QString &detail)
{
    return fail(Errc::MessageFailed, detail, {.phone = {}, .path = {}, .object = name});
}

QString sendmailProgram()
{
    const QString found = QStandardPaths::findExecutable(u"sendmail"_s);
    return found.isEmpty() ? QStandardPaths::findExecutable(
                                 u"sendmail"_s, {u"/usr/sbin"_s, u"/usr/lib"_s, u"/usr/local/sbin"_s})
                           : found;
}

/// Waits for @p process to end; what went wrong, or nothing.
Result<QString> ended(QProcess &process, std::chrono::seconds time, const CancelToken &cancel)
{
    QElapsedTimer running;
    running.start();
    while (!process.waitForFinished(kPollMs)) {
        if (process.state() == QProcess::NotRunning)
            break;
        const bool late = running.elapsed() > std::chrono::milliseconds(time).count();
        if (!late && !cancel.requested())
            continue;
        endGroup(process.processId(), true);
        process.waitForFinished();
        if (!late)
            return fail(Errc::Cancelled);
        return u"it was not done in %1 seconds"_s.arg(time.count());
    }
    if (process.exitStatus() == QProcess::CrashExit)
        return u"it was ended by a signal"_s;
    return process.exitCode() == 0 ? QString() : u"exit code %1"_s.arg(process.exitCode());
}

Result<void> sendMail(const MessageText &message, const QString &name, const RecipientDefinition &recipient,
                      std::chrono::seconds time, const CancelToken &cancel)
{
    const QString program = recipient.program.isEmpty() ? sendmailProgram() : recipient.program;
    if (program.isEmpty())
        return failed(name, u"this computer has no sendmail program; install a mail server or msmtp-mta"_s);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    makeOwnGroup(process);
    process.start(program, {u"-t"_s, u"-i"_s});
    if (!process.waitForStarted(-1))
        return failed(name, u"%1 could not be started (%2)"_s.arg(program, process.errorString()));
    process.write(mailText(message, recipient));
    process.closeWriteChannel();
    const auto problem = ended(process, time, cancel);
    if (!problem)
        return tl::unexpected(problem.error());
    if (problem->isEmpty())
        return {};
    const QString said = lastLinesOf(process.readAll());
    return failed(name,
                  u"%1: %2%3"_s.arg(program, *problem, said.isEmpty() ? QString() : QString(u": "_s % said)));
}

/// The value of the header that carries a secret.
Result<QByteArray> secretOf(const QString &name, const RecipientDefinition &recipient)
{
    QByteArray secret;
    if (!recipient.secretVariable.isEmpty()) {
        secret = qgetenv(recipient.secretVariable.toLocal8Bit().constData());
        if (secret.isEmpty())
            return failed(name, u"the environment variable %1 is not set"_s.arg(recipient.secretVariable));
    } else {
        QFile file(recipient.secretFile);
        if (!file.open(QFile::ReadOnly))
            return failed(name, u"%1 could not be read: %2"_s.arg(recipient.secretFile, file.errorString()));
        secret = file.readLine(kLongestSecret).trimmed();
        if (secret.isEmpty())
            return failed(name, u"the first line of %1 is empty"_s.arg(recipient.secretFile));
    }
    for (const char sign : secret) {
        if (static_cast<unsigned char>(sign) < 0x20 || sign == 0x7f)
            return failed(name, u"the secret holds characters that no header can carry"_s);
    }
    return secret;
}

QString failureText(const HttpFailure &failure)
{
    switch (failure.kind) {
    case HttpFailure::Kind::NoConnection:
        return u"no connection: "_s % failure.detail;
    case HttpFailure::Kind::Proxy:
        return u"the proxy refused: "_s % failure.detail;
    case HttpFailure::Kind::Untrusted:
        return u"its certificate is not trusted: "_s % failure.detail;
    case HttpFailure::Kind::Lost:
        return u"no answer: "_s % failure.detail;
    case HttpFailure::Kind::Garbled:
        return u"what answers speaks no HTTP: "_s % failure.detail;
    case HttpFailure::Kind::Stopped:
        break;
    }
    return failure.detail;
}

Result<HttpRequest> requestFor(const MessageText &message, const QString &name,
                               const RecipientDefinition &recipient)
{
    const QUrl url(recipient.url, QUrl::StrictMode);
    HttpRequest request;
    request.method = "POST";
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    request.path = (path.isEmpty() ? QByteArray("/") : path) + (query.isEmpty() ? QByteArray() : '?' + query);
    const int port = url.port();
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    request.headers = {{"host", port > 0 ? host + ':' + QByteArray::number(port) : host},
                       {"content-type", "application/json"},
                       {"user-agent", "holdfast"},
                       {"idempotency-key", message.id.toLatin1()}};
    if (!recipient.header.isEmpty()) {
        const auto secret = secretOf(name, recipient);
        if (!secret)
            return tl::unexpected(secret.error());
        request.headers.append({recipient.header.toLower().toLatin1(), *secret});
    }
    request.body = QJsonDocument(message.document).toJson(QJsonDocument::Compact);
    return request;
}

Result<void> sendToWebhook(const MessageText &message, const QString &name,
                           const RecipientDefinition &recipient, std::chrono::milliseconds time,
                           const CancelToken &cancel)
{
    const auto request = requestFor(message, name, recipient);
    if (!request)
        return tl::unexpected(request.error());
    const QUrl url(recipient.url, QUrl::StrictMode);
    const bool tls = url.scheme() == "https"_L1;
    const HttpEndpoint endpoint{.tls = tls,
                                .host = url.host(),
                                .port = quint16(url.port(tls ? 443 : 80)),
                                .caFile = recipient.caFile};
    HttpConnection connection({.connect = int(time.count()), .inactivity = int(time.count())});
    const auto answer =
        connection.exchange(endpoint, *request, kGreatestAnswer, [&cancel] { return cancel.requested(); });
    if (!answer) {
        if (answer.error().kind == HttpFailure::Kind::Stopped)
            return fail(Errc::Cancelled);
        return failed(name, failureText(answer.error()));
    }
    if (answer->status / 100 == 2)
        return {};
    if (answer->status / 100 == 3)
        return failed(name, u"it answered with a redirection (%1); give the address that it leads to"_s.arg(
                                answer->status));
    return failed(name, u"it answered with status %1"_s.arg(answer->status));
}

} // namespace

Result<void> deliver(const MessageText &message, const QString &name, const RecipientDefinition &recipient,
                     const DeliveryTimes &times, const CancelToken &cancel)
{
    return recipient.kind == RecipientDefinition::Kind::Mail
               ? sendMail(message, name, recipient, times.mail, cancel)
               : sendToWebhook(message, name, recipient, times.webhook, cancel);
}

} // namespace holdfast
