// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/recipient.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

tl::unexpected<Error> refused(const QString &detail)
{
    return fail(Errc::InvalidArgument, detail);
}

/// Plain addresses alone: what else RFC 5322 allows would be read in more than one way on its way.
bool isAddress(const QString &text)
{
    static const QRegularExpression kForm(
        u"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"_s);
    return text.size() <= 254 && kForm.match(text).hasMatch() && !text.startsWith(u'-');
}

bool isLoopbackHost(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

Result<void> checkMail(const RecipientDefinition &recipient)
{
    if (recipient.addresses.isEmpty() || recipient.addresses.size() > RecipientDefinition::kMostAddresses)
        return refused(u"mail goes to 1 to %1 addresses"_s.arg(RecipientDefinition::kMostAddresses));
    for (const QString &address : recipient.addresses + QStringList(recipient.sender)) {
        if (!address.isEmpty() && !isAddress(address))
            return refused(u"'%1' is not a mail address like ops@example.com"_s.arg(address));
    }
    if (recipient.addresses.contains(QString()))
        return refused(u"a mail address is empty"_s);
    if (!recipient.program.isEmpty() && !recipient.program.startsWith(u'/') &&
        !recipient.program.contains(u":/"_s))
        return refused(u"the sendmail program must be a whole path"_s);
    if (!recipient.url.isEmpty() || !recipient.header.isEmpty() || !recipient.caFile.isEmpty())
        return refused(u"addresses, headers and certificates of webhooks do not belong to mail"_s);
    return {};
}

Result<void> checkSecret(const RecipientDefinition &recipient)
{
    static const QRegularExpression kHeader(u"^[A-Za-z0-9][A-Za-z0-9-]{0,60}$"_s);
    static const QStringList kOurs{
        u"host"_s,       u"content-length"_s,  u"content-type"_s,     u"connection"_s,
        u"user-agent"_s, u"idempotency-key"_s, u"transfer-encoding"_s};
    const int places = int(!recipient.secretVariable.isEmpty()) + int(!recipient.secretFile.isEmpty());
    if (recipient.header.isEmpty())
        return places == 0 ? Result<void>() : refused(u"a secret needs the header that carries it"_s);
    if (!kHeader.match(recipient.header).hasMatch() || kOurs.contains(recipient.header.toLower()))
        return refused(u"'%1' cannot be the header"_s.arg(recipient.header));
    if (places != 1)
        return refused(u"the header's value is in one place: an environment variable or a file"_s);
    return {};
}

Result<void> checkWebhook(const RecipientDefinition &recipient)
{
    if (!recipient.addresses.isEmpty() || !recipient.sender.isEmpty() || !recipient.program.isEmpty())
        return refused(u"mail addresses and programs do not belong to a webhook"_s);
    const QUrl url(recipient.url, QUrl::StrictMode);
    const bool http = url.scheme() == "http"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!http && url.scheme() != "https"_L1) || url.hasFragment())
        return refused(u"'%1' is not an address like https://HOST/PATH"_s.arg(recipient.url));
    if (!url.userInfo().isEmpty())
        return refused(
            u"the address holds a password; give it as a header, from the environment or a file"_s);
    if (http && !isLoopbackHost(url.host()) && !recipient.plainHttp)
        return refused(
            u"http:// would send all readable to everybody on the way; use https://, or allow it"_s);
    return checkSecret(recipient);
}

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const auto &value : array.toArray())
        list.append(value.toString());
    return list;
}

} // namespace

Result<void> RecipientDefinition::check() const
{
    if (policies.contains(QString()))
        return refused(u"a policy has no name"_s);
    return kind == Kind::Mail ? checkMail(*this) : checkWebhook(*this);
}

bool RecipientDefinition::wants(const QString &policy, bool problem) const
{
    return (problem || when == When::Always) && (policies.isEmpty() || policies.contains(policy));
}

QJsonObject toJson(const RecipientDefinition &recipient)
{
    QJsonObject json{
        {u"kind"_s, recipient.kind == RecipientDefinition::Kind::Mail ? u"mail"_s : u"webhook"_s},
        {u"when"_s, recipient.when == RecipientDefinition::When::Always ? u"always"_s : u"problems"_s},
        {u"policies"_s, QJsonArray::fromStringList(recipient.policies)}};
    if (!recipient.addresses.isEmpty())
        json[u"addresses"_s] = QJsonArray::fromStringList(recipient.addresses);
    const std::pair<QString, QString> parts[] = {{u"sender"_s, recipient.sender},
                                                 {u"program"_s, recipient.program},
                                                 {u"url"_s, recipient.url},
                                                 {u"caFile"_s, recipient.caFile},
                                                 {u"header"_s, recipient.header},
                                                 {u"secretVariable"_s, recipient.secretVariable},
                                                 {u"secretFile"_s, recipient.secretFile}};
    for (const auto &[name, value] : parts) {
        if (!value.isEmpty())
            json[name] = value;
    }
    if (recipient.plainHttp)
        json[u"plainHttp"_s] = true;
    return json;
}

Result<RecipientDefinition> recipientFrom(const QJsonObject &json)
{
    const auto text = [&json](QLatin1StringView name) { return json.value(name).toString(); };
    RecipientDefinition recipient;
    recipient.kind = text("kind"_L1) == "webhook"_L1 ? RecipientDefinition::Kind::Webhook
                                                     : RecipientDefinition::Kind::Mail;
    recipient.when = text("when"_L1) == "always"_L1 ? RecipientDefinition::When::Always
                                                    : RecipientDefinition::When::Problems;
    recipient.policies = texts(json.value("policies"_L1));
    recipient.addresses = texts(json.value("addresses"_L1));
    recipient.sender = text("sender"_L1);
    recipient.program = text("program"_L1);
    recipient.url = text("url"_L1);
    recipient.caFile = text("caFile"_L1);
    recipient.header = text("header"_L1);
    recipient.secretVariable = text("secretVariable"_L1);
    recipient.secretFile = text("secretFile"_L1);
    recipient.plainHttp = json.value("plainHttp"_L1).toBool();
    const QJsonObject again = toJson(recipient);
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (again.value(it.key()) != it.value())
            return refused(u"the recipient's '%1' is not known to this version"_s.arg(it.key()));
    }
    return recipient.check().map([&] { return recipient; });
}

} // namespace holdfast
