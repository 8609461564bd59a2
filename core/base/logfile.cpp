// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logfile.h"

#include "core/base/clock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QLoggingCategory>

#include <atomic>
#include <cstdio>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kPrivateFile = QFile::ReadOwner | QFile::WriteOwner;
constexpr auto kPrivateFolder = kPrivateFile | QFile::ExeOwner;

/// Qt's handler is a plain function, so that it has to find its routing here.
std::atomic<LogRouting *> currentRouting{nullptr};

QLatin1String typeName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
        return "critical"_L1;
    case QtFatalMsg:
        return "fatal"_L1;
    }
    return "unknown"_L1;
}

/// One line whatever the message holds: names come from phones.
QByteArray oneLine(const QString &message)
{
    QByteArray out;
    for (const char byte : message.toUtf8()) {
        if (byte == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f)
            out += '?';
        else
            out += byte;
    }
    return out;
}

QString timeText()
{
    return SystemClock().now().toString(Qt::ISODateWithMs);
}

QByteArray textLine(QtMsgType type, const char *category, const QString &message)
{
    return timeText().toLatin1() + ' ' + QByteArray::number(QCoreApplication::applicationPid()) + ' ' +
           typeName(type).data() + ' ' + category + ": " + oneLine(message);
}

QByteArray jsonLine(QtMsgType type, const char *category, const QString &message)
{
    const QJsonObject line{{u"time"_s, timeText()},
                           {u"pid"_s, QCoreApplication::applicationPid()},
                           {u"level"_s, QString(typeName(type))},
                           {u"category"_s, QString::fromLatin1(category)},
                           {u"message"_s, message}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace

LogFile::LogFile(const QString &dataDirectory, qint64 limit, int files)
    : m_dataDirectory(dataDirectory),
      m_path(dataDirectory % u"/log/holdfast.log"),
      m_limit(limit),
      m_files(qMax(1, files))
{}

bool LogFile::append(QByteArrayView line)
{
    const QMutexLocker lock(&m_mutex);
    // Opened for each line: another process may have moved the file away meanwhile.
    QFile file(m_path);
    const auto mode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;
    if (!file.open(mode, kPrivateFile) && (!makeFolders() || !file.open(mode, kPrivateFile)))
        return false;
    if (file.size() >= m_limit) {
        file.close();
        rotate();
        if (!file.open(mode, kPrivateFile))
            return false;
    }
    const QByteArray bytes = line.toByteArray() + '\n';
    return file.write(bytes) == bytes.size();
}

bool LogFile::makeFolders() const
{
    const QDir data(m_dataDirectory);
    if (!data.exists() && !(QDir().mkpath(QFileInfo(m_dataDirectory).absolutePath()) &&
                            QDir().mkdir(m_dataDirectory, kPrivateFolder)))
        return data.exists();
    return QDir().mkdir(data.filePath(u"log"_s), kPrivateFolder) || data.exists(u"log"_s);
}

void LogFile::rotate() const
{
    QLockFile lock(m_path % u".lock");
    // Who does not get the lock soon goes on in the large file: another process is about to move it.
    if (!lock.tryLock(500) || QFileInfo(m_path).size() < m_limit)
        return;
    const auto numbered = [this](int number) { return QString(m_path % u'.' % QString::number(number)); };
    QFile::remove(m_files > 1 ? numbered(m_files - 1) : m_path);
    for (int i = m_files - 2; i >= 1; --i)
        QFile::rename(numbered(i), numbered(i + 1));
    if (m_files > 1)
        QFile::rename(m_path, numbered(1));
}

LogRouting::LogRouting(std::unique_ptr<LogFile> file, bool verbose, LogFormat format)
    : m_file(std::move(file)), m_verbose(verbose), m_format(format)
{
    // Categories say themselves from which level they talk (information for `holdfast.*`); asked to be
    // verbose, ours tell everything.
    QLoggingCategory::setFilterRules(verbose ? u"holdfast.*=true"_s : QString());
    currentRouting = this;
    m_before = qInstallMessageHandler(handle);
}

LogRouting::~LogRouting()
{
    qInstallMessageHandler(m_before);
    currentRouting = nullptr;
    QLoggingCategory::setFilterRules({});
}

void LogRouting::handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    LogRouting *self = currentRouting;
    if (!self)
        return;
    const char *category = context.category ? context.category : "default";
    const QByteArray line = self->m_format == LogFormat::Json ? jsonLine(type, category, message)
                                                              : textLine(type, category, message);
    const bool logged = self->m_file->append(line);
    const bool serious = type != QtDebugMsg && type != QtInfoMsg;
    if (self->m_verbose || (!logged && serious))
        std::fprintf(stderr, "%s\n", line.constData());
}

} // namespace holdfast
