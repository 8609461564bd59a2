// SPDX-License-Identifier: GPL-3.0-or-later
// What the bucket form's widgets say, as a store's URL and options, and the other way round.
#include "ui/stores/bucketform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QUrl>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMebibyte = 1024LL * 1024;

QStringList serviceWords()
{
    return {u"aws"_s, u"oss"_s, u"obs"_s, u"generic"_s};
}

void choose(QComboBox &combo, const QString &word)
{
    combo.setCurrentIndex(std::max(0, combo.findData(word)));
}

bool isTyped(const QString &secretKind)
{
    return secretKind == "keystore"_L1 || secretKind == "kept"_L1;
}

bool hasOwnKey(const QString &secretKind)
{
    return secretKind == "profile"_L1 || secretKind == "environment"_L1;
}

} // namespace

BucketForm::Service BucketForm::serviceOf(const StoreView &store)
{
    return Service(std::max<qsizetype>(0, serviceWords().indexOf(store.provider)));
}

void BucketForm::fill(const StoreView &store)
{
    m_known = store;
    const QJsonObject &options = store.options;
    const auto text = [&options](QLatin1String name) { return options.value(name).toString(); };
    const QString place = store.url.section(u"://"_s, 1);
    m_bucket->setText(place.section(u'/', 0, 0));
    m_prefix->setText(QUrl::fromPercentEncoding(place.section(u'/', 1).toUtf8()));
    m_region->setText(text("region"_L1));
    m_endpoint->setText(text("endpoint"_L1));
    const QJsonObject secret = options.value("secret"_L1).toObject();
    const QString kind = secret.value("kind"_L1).toString(u"environment"_s);
    choose(*m_secretPlace, kind);
    m_secretName->setText(secret.value("name"_L1).toString());
    m_accessKey->setText(text("accessKey"_L1));
    m_secret->setPlaceholderText(isTyped(kind) ? tr("as it is kept") : QString());
    choose(*m_check, text("check"_L1));
    m_lockDays->setValue(options.value("lockDays"_L1).toInt());
    choose(*m_lockMode, text("lockMode"_L1));
    m_storageClass->setCurrentText(text("storageClass"_L1));
    choose(*m_encryption, text("encryption"_L1));
    m_kmsKey->setText(text("kmsKey"_L1));
    QStringList tags;
    const QJsonObject tagged = options.value("tags"_L1).toObject();
    for (auto it = tagged.constBegin(); it != tagged.constEnd(); ++it)
        tags << it.key() + u'=' + it.value().toString();
    m_tags->setText(tags.join(u", "_s));
    choose(*m_addressing, text("addressing"_L1));
    m_caFile->setText(text("caFile"_L1));
    m_plainHttp->setChecked(options.value("plainHttp"_L1).toBool());
    m_partSize->setValue(int(options.value("partSize"_L1).toInteger(kUsualPart * kMebibyte) / kMebibyte));
    m_timeout->setValue(options.value("timeoutSeconds"_L1).toInt(kUsualSeconds));
    m_patience->setValue(options.value("patienceMinutes"_L1).toInt(kUsualMinutes));
    m_shownPlace = placeText();
}

bool BucketForm::secretStays() const
{
    const QJsonObject secret = m_known.options.value("secret"_L1).toObject();
    return secret.value("kind"_L1).toString() == secretKind() &&
           m_known.options.value("accessKey"_L1).toString() == m_accessKey->text().trimmed();
}

QString BucketForm::missing() const
{
    const QString kind = secretKind();
    const auto isEmpty = [](const QLineEdit *edit) { return edit->text().trimmed().isEmpty(); };
    if (isEmpty(m_bucket))
        return tr("Name the bucket.");
    if (m_service == Service::Generic && isEmpty(m_endpoint))
        return tr("Name the server's endpoint.");
    if ((m_service == Service::Oss || m_service == Service::Obs) && isEmpty(m_region) && isEmpty(m_endpoint))
        return tr("Name the bucket's region.");
    if (!hasOwnKey(kind) && isEmpty(m_accessKey))
        return tr("Give the access key.");
    if (isTyped(kind) && m_secret->text().isEmpty() && !secretStays())
        return tr("Give the secret of the access key.");
    if (!isTyped(kind) && kind != "environment"_L1 && isEmpty(m_secretName))
        return tr("Say where the secret is.");
    return {};
}

QJsonObject BucketForm::options() const
{
    QJsonObject options;
    // What only the command line sets.
    if (const auto metadata = m_known.options.value("metadata"_L1); metadata.isObject())
        options.insert(u"metadata"_s, metadata);
    const auto put = [&options](const QString &name, const QString &value) {
        if (!value.isEmpty())
            options.insert(name, value);
    };
    put(u"provider"_s, serviceWords().at(int(m_service)));
    put(u"region"_s, m_region->text().trimmed());
    put(u"endpoint"_s, m_endpoint->text().trimmed());
    put(u"check"_s, m_check->currentData().toString());
    put(u"storageClass"_s, m_storageClass->currentText().trimmed());
    put(u"encryption"_s, m_encryption->currentData().toString());
    if (m_kmsKey->isEnabled())
        put(u"kmsKey"_s, m_kmsKey->text().trimmed());
    put(u"addressing"_s, m_addressing->currentData().toString());
    put(u"caFile"_s, m_caFile->text().trimmed());
    if (m_plainHttp->isChecked())
        options.insert(u"plainHttp"_s, true);
    if (m_lockDays->value() > 0) {
        options.insert(u"lockDays"_s, m_lockDays->value());
        options.insert(u"lockMode"_s, m_lockMode->currentData().toString());
    }
    if (m_partSize->value() != kUsualPart)
        options.insert(u"partSize"_s, m_partSize->value() * kMebibyte);
    if (m_timeout->value() != kUsualSeconds)
        options.insert(u"timeoutSeconds"_s, m_timeout->value());
    if (m_patience->value() != kUsualMinutes)
        options.insert(u"patienceMinutes"_s, m_patience->value());
    QJsonObject tags;
    for (const QString &tag : m_tags->text().split(u',', Qt::SkipEmptyParts))
        tags.insert(tag.section(u'=', 0, 0).trimmed(), tag.section(u'=', 1).trimmed());
    if (!tags.isEmpty())
        options.insert(u"tags"_s, tags);
    return options;
}

QString BucketForm::placeText() const
{
    const QString scheme = m_service == Service::Oss   ? u"oss"_s
                           : m_service == Service::Obs ? u"obs"_s
                                                       : u"s3"_s;
    // A location as the vendors write it can be pasted whole.
    QString place = m_bucket->text().trimmed();
    place = place.mid(place.contains(u"://"_s) ? place.indexOf(u"://"_s) + 3 : 0);
    const QString prefix = m_prefix->text().trimmed();
    if (!prefix.isEmpty())
        place += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(prefix, "/"));
    return scheme + u"://" + place;
}

StoreSetup BucketForm::setup() const
{
    StoreSetup setup;
    setup.url = placeText();
    // As it was written, if it was not touched: there is more than one way to write a place.
    if (setup.url == m_shownPlace)
        setup.url = m_known.url;
    setup.options = options();
    const QString kind = secretKind();
    QJsonObject secret{{u"kind"_s, kind}};
    if (isTyped(kind))
        setup.secretToKeep = m_secret->text().toUtf8();
    else if (kind != "environment"_L1)
        secret.insert(u"name"_s, m_secretName->text().trimmed());
    setup.options.insert(u"secret"_s, secret);
    if (!hasOwnKey(kind))
        setup.options.insert(u"accessKey"_s, m_accessKey->text().trimmed());
    return setup;
}

} // namespace holdfast::ui
