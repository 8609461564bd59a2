// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QMutex>
#include <QString>

#include <memory>

namespace holdfast {

/// `DATA_DIR/log/holdfast.log`, which several processes append to: each line is one write at the file's end.
/// When it has grown over its limit it becomes `holdfast.log.1`, that one `.2` and so on; the oldest goes.
/// The file is made with the first line, readable by its owner alone. Safe to use from any thread.
class LogFile
{
public:
    static constexpr qint64 kDefaultLimit = qint64(5) * 1024 * 1024;
    static constexpr int kDefaultFiles = 5;

    /// @p limit in bytes, @p files counts the current one too (at least 1).
    explicit LogFile(const QString &dataDirectory, qint64 limit = kDefaultLimit, int files = kDefaultFiles);

    /// Appends @p line and a line feed. False when it could not be written; the program goes on without.
    bool append(QByteArrayView line);
    [[nodiscard]] QString path() const { return m_path; }

private:
    bool makeFolders() const;
    void rotate() const;

    QString m_dataDirectory;
    QString m_path;
    qint64 m_limit;
    int m_files;
    QMutex m_mutex;
};

/// How a line of the log is written.
enum class LogFormat {
    Text, ///< `2026-11-22T10:04:05.123Z 4711 info holdfast.jobs: …`
    Json  ///< An object a line with `time`, `pid`, `level`, `category` and `message`, for programs.
};

/// Sends Qt's messages (QLoggingCategory `holdfast.*` and Qt's own) to a log file while it lives; what was
/// there before comes back afterwards. Only one lives at a time in a process.
///
/// @p verbose takes debug messages too and also prints everything on standard error. Otherwise standard error
/// stays silent, but for warnings that could not be logged.
class LogRouting
{
public:
    LogRouting(std::unique_ptr<LogFile> file, bool verbose, LogFormat format = LogFormat::Text);
    ~LogRouting();
    LogRouting(const LogRouting &) = delete;
    LogRouting &operator=(const LogRouting &) = delete;

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &message);

    std::unique_ptr<LogFile> m_file;
    bool m_verbose;
    LogFormat m_format;
    QtMessageHandler m_before;
};

} // namespace holdfast
