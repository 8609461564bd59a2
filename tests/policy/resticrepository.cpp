// SPDX-License-Identifier: GPL-3.0-or-later
#include "resticrepository.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <openssl/evp.h>

#include <memory>

namespace holdfast::test {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FreeCipher
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

QByteArray encrypted(const EVP_CIPHER *cipher, const QByteArray &key, const QByteArray &nonce,
                     const QByteArray &content)
{
    const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context(EVP_CIPHER_CTX_new());
    QByteArray out(content.size() + 32, '\0');
    int size = 0;
    EVP_EncryptInit_ex(context.get(), cipher, nullptr, bytes(key), nonce.isEmpty() ? nullptr : bytes(nonce));
    EVP_EncryptUpdate(context.get(), reinterpret_cast<unsigned char *>(out.data()), &size, bytes(content),
                      static_cast<int>(content.size()));
    out.truncate(content.size());
    return out;
}

QByteArray poly1305(const QByteArray &key, const QByteArray &content)
{
    EVP_MAC *mac = EVP_MAC_fetch(nullptr, "POLY1305", nullptr);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    QByteArray out(16, '\0');
    size_t size = 0;
    EVP_MAC_init(context, bytes(key), static_cast<size_t>(key.size()), nullptr);
    EVP_MAC_update(context, bytes(content), static_cast<size_t>(content.size()));
    EVP_MAC_final(context, reinterpret_cast<unsigned char *>(out.data()), &size, 16);
    EVP_MAC_CTX_free(context);
    EVP_MAC_free(mac);
    return out;
}

} // namespace

bool ResticRepository::open()
{
    if (QStandardPaths::findExecutable(u"restic"_s).isEmpty()) {
        m_error = u"there is no restic"_s;
        return false;
    }
    run({u"init"_s, u"--repository-version"_s, u"1"_s});
    const QJsonObject key = QJsonDocument::fromJson(run({u"cat"_s, u"masterkey"_s})).object();
    const auto part = [](const QJsonValue &value) {
        return QByteArray::fromBase64(value.toString().toLatin1());
    };
    m_cipherKey = part(key.value("encrypt"_L1));
    m_macKey = part(key.value("mac"_L1).toObject().value("k"_L1));
    m_macFactor = part(key.value("mac"_L1).toObject().value("r"_L1));
    return m_error.isEmpty() && m_cipherKey.size() == 32 && m_macKey.size() == 16 && m_macFactor.size() == 16;
}

QByteArray ResticRepository::run(const QStringList &words)
{
    QProcess restic;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"RESTIC_PASSWORD"_s, u"test"_s);
    restic.setProcessEnvironment(environment);
    restic.start(u"restic"_s,
                 QStringList{u"--no-cache"_s, u"--repo"_s, m_folder.filePath(u"repo"_s)} + words);
    if (!restic.waitForFinished(120'000) || restic.exitCode() != 0)
        m_error = QString::fromUtf8(restic.readAllStandardError());
    return restic.readAllStandardOutput();
}

/// AES-256-CTR, then Poly1305-AES over what came out: nonce, ciphertext, tag.
QByteArray ResticRepository::sealed(const QByteArray &content) const
{
    const QByteArray nonce = QByteArray::number(m_nonce).rightJustified(16, '0');
    const QByteArray cipherText = encrypted(EVP_aes_256_ctr(), m_cipherKey, nonce, content);
    const QByteArray mask = encrypted(EVP_aes_128_ecb(), m_macKey, {}, nonce);
    return nonce + cipherText + poly1305(m_macFactor + mask, cipherText);
}

bool ResticRepository::fill(const QList<QList<QDateTime>> &histories)
{
    QDir folder(m_folder.filePath(u"repo/snapshots"_s));
    for (const QString &name : folder.entryList(QDir::Files))
        folder.remove(name);
    for (qsizetype host = 0; host < histories.size(); ++host) {
        for (const QDateTime &time : histories[host]) {
            const QJsonObject snapshot{{u"time"_s, time.toString(Qt::ISODateWithMs)},
                                       {u"tree"_s, QString(64, u'0')},
                                       {u"paths"_s, QJsonArray{u"/phone"_s}},
                                       {u"hostname"_s, QString::number(host)}};
            ++m_nonce;
            const QByteArray content = sealed(QJsonDocument(snapshot).toJson(QJsonDocument::Compact));
            const QByteArray name = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
            QFile file(folder.filePath(QString::fromLatin1(name)));
            if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
                return false;
        }
    }
    return true;
}

QList<QSet<qint64>> ResticRepository::kept(const QStringList &keepOptions, qsizetype hosts)
{
    const QByteArray output =
        run(QStringList{u"forget"_s, u"--dry-run"_s, u"--json"_s, u"--group-by"_s, u"host"_s} + keepOptions);
    const QJsonArray groups = QJsonDocument::fromJson(output.split('\n').value(0)).array();
    if (!m_error.isEmpty() || groups.size() != hosts)
        return {};
    QList<QSet<qint64>> kept(hosts);
    for (const QJsonValue &group : groups) {
        for (const QJsonValue &snapshot : group.toObject().value("keep"_L1).toArray()) {
            const QDateTime time = QDateTime::fromString(snapshot["time"_L1].toString(), Qt::ISODateWithMs);
            kept[group.toObject().value("host"_L1).toString().toLongLong()].insert(time.toMSecsSinceEpoch());
        }
    }
    return kept;
}

} // namespace holdfast::test
