// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/emulatorhome.h"

#include "core/emulator/emulatorprocess.h"
#include "core/emulator/emulatorprogram.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QSaveFile>
#include <QSet>
#include <QTcpServer>
#include <QThread>
#include <QUuid>

#include <array>
#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace holdfast {
namespace {

constexpr auto kPollTime = 20ms;
/// adb servers probe 127.0.0.1 below 5586 by themselves: phones stay above.
constexpr quint16 kFirstPort = 5601;

constexpr std::array kSizes{std::pair(SampleSize::None, "none"_L1), std::pair(SampleSize::Small, "small"_L1),
                            std::pair(SampleSize::Standard, "standard"_L1),
                            std::pair(SampleSize::Large, "large"_L1)};

Result<void> writeJson(const QString &path, const QJsonObject &json)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(json).toJson()) < 0 || !file.commit())
        return fail(Errc::LocalFailed, file.errorString(), {.path = path});
    return {};
}

/// The end of a log in one line, for the operator who sees only our error.
QString lastLines(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    constexpr qint64 enough = 600;
    file.seek(qMax<qint64>(0, file.size() - enough));
    return QString::fromUtf8(file.readAll()).trimmed().replace(u'\n', u"; "_s);
}

/// Polls @p done until it is true, the time is over (then @p late is the error) or the token is cancelled.
template <class Condition>
Result<void> waitUntil(Condition done, std::chrono::milliseconds time, const CancelToken &token,
                       const Error &late)
{
    const QDeadlineTimer deadline(time);
    while (!done()) {
        if (auto go = token.check(); !go)
            return go;
        if (deadline.hasExpired())
            return tl::unexpected(late);
        QThread::msleep(kPollTime.count());
    }
    return {};
}

/// The words that tell the building program of @p apks.
QStringList apkWords(const QStringList &apks)
{
    QStringList words;
    for (const QString &apk : apks)
        words << u"--apk"_s << QFileInfo(apk).absoluteFilePath();
    return words;
}

QString derived(const QString &name, const char *what, int length)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray(name.toUtf8() + what), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(length));
}

} // namespace

Result<SampleSize> sampleSizeFromName(const QString &name)
{
    for (const auto &[size, known] : kSizes) {
        if (known == name)
            return size;
    }
    return fail(Errc::InvalidArgument, u"unknown sample (small, standard, large): "_s % name);
}

QString sampleSizeName(SampleSize size)
{
    for (const auto &[known, name] : kSizes) {
        if (known == size)
            return name;
    }
    Q_UNREACHABLE();
}

EmulatorHome::EmulatorHome(QString folder, QString program)
    : m_folder(QDir(folder).absolutePath()), m_program(std::move(program))
{
    if (m_program.isEmpty())
        m_program = findEmulatorProgram(u"holdfast-emulator"_s);
}

EmulatorFiles EmulatorHome::files(const QString &name) const
{
    return EmulatorFiles(m_folder % u'/' % name);
}

Result<EmulatorInfo> EmulatorHome::create(EmulatorSettings settings, SampleSize sample,
                                          const CancelToken &token, const QStringList &apks)
{
    return make(std::move(settings), QStringList{u"--sample"_s, sampleSizeName(sample)} + apkWords(apks),
                token);
}

Result<EmulatorInfo> EmulatorHome::createFrom(EmulatorSettings settings, const QString &source,
                                              const CancelToken &token, const QStringList &apks)
{
    if (!QFileInfo(source).isDir())
        return fail(Errc::LocalFailed, u"not a folder"_s, {.path = source});
    return make(std::move(settings),
                QStringList{u"--from"_s, QFileInfo(source).absoluteFilePath()} + apkWords(apks), token);
}

Result<EmulatorInfo> EmulatorHome::make(EmulatorSettings settings, const QStringList &content,
                                        const CancelToken &token)
{
    if (settings.serialNumber.isEmpty())
        settings.serialNumber = u"HF"_s % derived(settings.name, "serial", 10).toUpper();
    if (settings.androidId.isEmpty())
        settings.androidId = derived(settings.name, "android_id", 16);
    if (settings.port == 0)
        settings.port = freePort();
    if (auto valid = EmulatorSettings::fromJson(settings.toJson()); !valid)
        return tl::unexpected(valid.error());
    const EmulatorFiles files = this->files(settings.name);
    QDir folder(m_folder);
    if (!folder.mkpath(u"."_s))
        return fail(Errc::LocalFailed, u"cannot make the folder"_s, {.path = m_folder});
    if (!folder.mkdir(settings.name))
        return fail(folder.exists(settings.name) ? Errc::EmulatorExists : Errc::LocalFailed, {},
                    {.path = files.folder(), .object = settings.name});
    QFile::setPermissions(files.folder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto made = writeJson(files.settings(), settings.toJson());
    if (made)
        made = runTool(QStringList{u"build"_s, u"--dir"_s, files.folder()} + content, settings.name, token);
    if (!made) {
        // The first error is the one to tell.
        [[maybe_unused]] const auto removed = remove(settings.name);
        return tl::unexpected(made.error());
    }
    return find(settings.name);
}

Result<void> EmulatorHome::runTool(const QStringList &arguments, const QString &name,
                                   const CancelToken &token) const
{
    if (m_program.isEmpty())
        return fail(Errc::EmulatorFailed, u"the program holdfast-emulator was not found"_s, {.object = name});
    QProcess tool;
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(m_program, arguments);
    if (!tool.waitForStarted())
        return fail(Errc::EmulatorFailed, tool.errorString(), {.object = name});
    while (!tool.waitForFinished(kPollTime.count()) && tool.state() != QProcess::NotRunning) {
        if (auto go = token.check(); !go) {
            tool.kill();
            tool.waitForFinished();
            return go;
        }
    }
    if (tool.exitStatus() == QProcess::NormalExit && tool.exitCode() == 0)
        return {};
    return fail(Errc::EmulatorFailed, QString::fromUtf8(tool.readAll()).trimmed(), {.object = name});
}

quint16 EmulatorHome::freePort() const
{
    QSet<quint16> taken;
    for (const EmulatorInfo &info : list())
        taken.insert(info.port);
    for (quint16 port = kFirstPort; port < 65535; ++port) {
        QTcpServer probe;
        if (!taken.contains(port) && probe.listen(QHostAddress::LocalHost, port))
            return port;
    }
    return 0;
}

QList<EmulatorInfo> EmulatorHome::list() const
{
    QList<EmulatorInfo> all;
    for (const QString &name : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (auto info = find(name))
            all.append(*std::move(info));
    }
    return all;
}

Result<EmulatorInfo> EmulatorHome::find(const QString &name) const
{
    const EmulatorFiles files = this->files(name);
    QFile file(files.settings());
    if (name.isEmpty() || name.contains(u'/') || !file.open(QIODevice::ReadOnly))
        return fail(Errc::EmulatorNotFound, {}, {.object = name});
    auto settings = EmulatorSettings::fromJson(QJsonDocument::fromJson(file.readAll()).object());
    if (!settings)
        return tl::unexpected(settings.error());
    EmulatorInfo info;
    info.name = name;
    info.port = settings->port;
    info.settings = *std::move(settings);
    info.running = EmulatorProcess::find(files.pid()).has_value();
    info.serial = u"127.0.0.1:"_s % QString::number(info.port);
    info.root = files.root();
    return info;
}

Result<EmulatorInfo> EmulatorHome::start(const QString &name, const CancelToken &token)
{
    const auto info = find(name);
    if (!info || info->running)
        return info;
    if (m_program.isEmpty())
        return fail(Errc::EmulatorFailed, u"the program holdfast-emulator was not found"_s, {.object = name});
    const EmulatorFiles files = this->files(name);
    QFile::remove(files.ready());
    QProcess process;
    process.setProgram(m_program);
    process.setArguments({u"run"_s, u"--dir"_s, files.folder()});
    process.setWorkingDirectory(files.folder());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(files.log());
    process.setStandardErrorFile(files.log(), QIODevice::Append);
    if (!process.startDetached())
        return fail(Errc::EmulatorFailed, process.errorString(), {.object = name});
    bool seen = false;
    bool ended = false;
    auto waited = waitUntil(
        [&] {
            const bool running = EmulatorProcess::find(files.pid()).has_value();
            ended = seen && !running;
            seen = seen || running;
            return ended || QFile::exists(files.ready());
        },
        15s, token, Error{Errc::EmulatorFailed, {}, {.object = name}});
    if (waited && !ended)
        return find(name);
    if (!waited && waited.error().code == Errc::Cancelled) {
        [[maybe_unused]] const auto stopped = stop(name);
        return tl::unexpected(waited.error());
    }
    return fail(Errc::EmulatorFailed, u"it did not start: "_s % lastLines(files.log()), {.object = name});
}

Result<void> EmulatorHome::stop(const QString &name, const CancelToken &token)
{
    const EmulatorFiles files = this->files(name);
    if (!QFile::exists(files.folder()))
        return fail(Errc::EmulatorNotFound, {}, {.object = name});
    const auto pid = EmulatorProcess::find(files.pid());
    if (!pid)
        return {};
    const auto gone = [&files] { return !EmulatorProcess::find(files.pid()); };
    const Error late{Errc::EmulatorFailed, u"it does not stop"_s, {.object = name}};
    EmulatorProcess::terminate(*pid);
    auto waited = waitUntil(gone, 5s, token, late);
    if (waited || waited.error().code == Errc::Cancelled)
        return waited;
    EmulatorProcess::kill(*pid);
    return waitUntil(gone, 5s, token, late);
}

Result<void> EmulatorHome::remove(const QString &name, const CancelToken &token)
{
    if (auto stopped = stop(name, token); !stopped)
        return stopped;
    const QString folder = files(name).folder();
    // Files of the phone's ids can only be removed by who may act for these ids.
    if (QFile::exists(files(name).root())) {
        if (auto cleared = runTool({u"clear"_s, u"--dir"_s, folder}, name, token); !cleared)
            return cleared;
    }
    if (!QDir(folder).removeRecursively())
        return fail(Errc::LocalFailed, u"cannot be removed"_s, {.path = folder, .object = name});
    return {};
}

Result<void> EmulatorHome::setFaults(const QString &name, const EmulatorFaults &faults,
                                     const CancelToken &token)
{
    const auto info = find(name);
    if (!info)
        return tl::unexpected(info.error());
    const Error late{Errc::EmulatorFailed, u"it does not run, or does not answer"_s, {.object = name}};
    if (!info->running)
        return tl::unexpected(late);
    const EmulatorFiles files = this->files(name);
    const QString generation = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (auto written =
            writeJson(files.faults(), {{u"generation"_s, generation}, {u"faults"_s, faults.toJson()}});
        !written)
        return written;
    return waitUntil(
        [&] {
            QFile seen(files.faultsSeen());
            return seen.open(QIODevice::ReadOnly) && seen.readAll() == generation.toUtf8();
        },
        5s, token, late);
}

} // namespace holdfast
