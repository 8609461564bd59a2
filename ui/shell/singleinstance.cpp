// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kPatience = 1000; ///< Milliseconds; a program that is stuck must not hold up a new one.
constexpr qint64 kLongestPage = 100;
constexpr char kTaken[] = "ok\n";

/// Socket names are short and the same however the folder is written.
QString socketName(const QString &dataDirectory)
{
    const QByteArray folder = QDir(dataDirectory).canonicalPath().toUtf8();
    return u"holdfast-"_s +
           QString::fromLatin1(QCryptographicHash::hash(folder, QCryptographicHash::Sha256).toHex().left(16));
}

} // namespace

bool SingleInstance::handOver(const QString &dataDirectory, const QString &page)
{
    QLocalSocket socket;
    socket.connectToServer(socketName(dataDirectory));
    if (!socket.waitForConnected(kPatience))
        return false;
    socket.write(page.toUtf8() + '\n');
    // Only its answer says that it lives.
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(kPatience))
            return false;
    }
    return socket.readLine() == kTaken;
}

SingleInstance::SingleInstance(const QString &dataDirectory, QObject *parent) : QObject(parent)
{
    const QString name = socketName(dataDirectory);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(name)) {
        QLocalServer::removeServer(name); // What a killed program left.
        m_server.listen(name);
    }
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                if (!socket->canReadLine()) {
                    if (socket->bytesAvailable() > kLongestPage)
                        socket->abort();
                    return;
                }
                const QString page = QString::fromUtf8(socket->readLine(kLongestPage)).trimmed();
                socket->write(kTaken);
                socket->disconnectFromServer();
                Q_EMIT shownAgain(page);
            });
        }
    });
}

} // namespace holdfast::ui
