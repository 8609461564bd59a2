// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLines = 2000;
constexpr qint64 kSmallLimit = 20'000;

Q_LOGGING_CATEGORY(logTest, "holdfast.test", QtInfoMsg)

/// What the test's second process does: many lines under a mark of its own.
int writeLines(const QString &directory, const QString &mark)
{
    LogFile file(directory, kSmallLimit, 1000);
    int failures = 0;
    for (int i = 0; i < kLines; ++i)
        failures += file.append(u"%1 %2"_s.arg(mark).arg(i).toUtf8()) ? 0 : 1;
    return failures;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestLogFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesPrivateFiles();
    void keepsTheNewestFiles();
    void losesNoLineOfTwoProcesses();
    void takesLinesOfManyThreads();
    void routesMessages();
    void writesOneLineAMessage();
    void writesJsonForPrograms();
    void survivesAFolderThatCannotBe();
};

void TestLogFile::makesPrivateFiles()
{
    const QTemporaryDir home;
    const QString data = home.filePath(u"a/data"_s);
    LogFile file(data);
    QVERIFY(!QFileInfo::exists(data));
    QVERIFY(file.append("hello"));
    QCOMPARE(contents(file.path()), QByteArray("hello\n"));
#ifdef Q_OS_UNIX
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                        QFile::WriteOther | QFile::ExeOther;
    for (const QString &path : {data, QString(data + u"/log"_s), file.path()})
        QVERIFY2((QFile::permissions(path) & others) == QFile::Permissions(), qPrintable(path));
#endif
}

void TestLogFile::keepsTheNewestFiles()
{
    const QTemporaryDir home;
    LogFile file(home.path(), 100, 3);
    const QByteArray line(49, 'x');
    for (char i = 'a'; i <= 'j'; ++i)
        QVERIFY(file.append(QByteArray(i + line)));
    // 51 bytes a line: two lines fill a file.
    const auto firstLetters = [](const QByteArray &text) {
        QByteArray letters;
        for (const QByteArray &each : text.split('\n')) {
            if (!each.isEmpty())
                letters += each.front();
        }
        return letters;
    };
    QCOMPARE(firstLetters(contents(file.path())), QByteArray("ij"));
    QCOMPARE(firstLetters(contents(file.path() + u".1"_s)), QByteArray("gh"));
    QCOMPARE(firstLetters(contents(file.path() + u".2"_s)), QByteArray("ef"));
    QVERIFY(!QFileInfo::exists(file.path() + u".3"_s));
}

void TestLogFile::losesNoLineOfTwoProcesses()
{
    const QTemporaryDir home;
    std::vector<std::unique_ptr<QProcess>> writers;
    for (const QString &mark : {u"first"_s, u"second"_s}) {
        writers.push_back(std::make_unique<QProcess>());
        writers.back()->start(QCoreApplication::applicationFilePath(), {u"--write"_s, home.path(), mark});
    }
    for (const auto &writer : writers) {
        QVERIFY(writer->waitForFinished(60'000));
        QCOMPARE(writer->exitCode(), 0);
    }
    QSet<QByteArray> seen;
    qsizetype count = 0;
    const QDir log(home.filePath(u"log"_s));
    const auto names = log.entryList({u"holdfast.log*"_s}, QDir::Files);
    for (const QString &name : names) {
        for (const QByteArray &line : contents(log.filePath(name)).split('\n')) {
            if (line.isEmpty() || name.endsWith(u".lock"_s))
                continue;
            seen << line;
            ++count;
        }
    }
    QCOMPARE(count, qsizetype(2) * kLines);
    QCOMPARE(seen.size(), qsizetype(2) * kLines);
    for (const char *mark : {"first", "second"}) {
        for (int i = 0; i < kLines; ++i)
            QVERIFY(seen.contains(QByteArray(mark) + ' ' + QByteArray::number(i)));
    }
    QVERIFY2(names.size() > 2, "no rotation took place");
}

void TestLogFile::takesLinesOfManyThreads()
{
    const QTemporaryDir home;
    LogFile file(home.path());
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&file] {
            for (int i = 0; i < 200; ++i)
                file.append("0123456789");
        });
    for (std::thread &thread : threads)
        thread.join();
    const auto lines = contents(file.path()).split('\n');
    QCOMPARE(lines.size(), 801);
    QCOMPARE(lines.count(QByteArray("0123456789")), 800);
}

void TestLogFile::routesMessages()
{
    const QTemporaryDir home;
    const QString path = LogFile(home.path()).path();
    {
        const LogRouting routing(std::make_unique<LogFile>(home.path()), false);
        qCDebug(logTest) << "not asked for";
        qCInfo(logTest) << "an event";
        qCWarning(logTest) << "a worry";
    }
    const auto lines = contents(path).split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].endsWith(" info holdfast.test: an event"), lines[0].constData());
    QVERIFY2(lines[1].endsWith(" warning holdfast.test: a worry"), lines[1].constData());
    QVERIFY(QDateTime::fromString(QString::fromLatin1(lines[0].left(24)), Qt::ISODateWithMs).isValid());
    QVERIFY(
        lines[0].contains(QByteArray(' ' + QByteArray::number(QCoreApplication::applicationPid()) + ' ')));
}

void TestLogFile::writesOneLineAMessage()
{
    const QTemporaryDir home;
    {
        const LogRouting routing(std::make_unique<LogFile>(home.path()), false);
        qCInfo(logTest).noquote() << u"name with\nline\u001b[2J and 云"_s;
    }
    const QByteArray text = contents(home.filePath(u"log/holdfast.log"_s));
    QCOMPARE(text.count('\n'), 1);
    QVERIFY2(text.endsWith("name with\\nline?[2J and 云\n"), text.constData());
}

void TestLogFile::writesJsonForPrograms()
{
    const QTemporaryDir home;
    const QString path = LogFile(home.path()).path();
    const QString message = u"two\nlines of \"夜间\""_s;
    {
        const LogRouting routing(std::make_unique<LogFile>(home.path()), false, LogFormat::Json);
        qCWarning(logTest).noquote() << message;
    }
    const auto lines = contents(path).split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonObject line = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(line.value(u"message"_s).toString(), message);
    QCOMPARE(line.value(u"level"_s).toString(), u"warning"_s);
    QCOMPARE(line.value(u"category"_s).toString(), u"holdfast.test"_s);
    QCOMPARE(line.value(u"pid"_s).toInteger(), QCoreApplication::applicationPid());
    QVERIFY(QDateTime::fromString(line.value(u"time"_s).toString(), Qt::ISODateWithMs).isValid());
}

void TestLogFile::survivesAFolderThatCannotBe()
{
    LogFile file(u"/dev/null/data"_s);
    QVERIFY(!file.append("nowhere"));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 4 && words.at(1) == u"--write"_s)
        return writeLines(words.at(2), words.at(3));
    TestLogFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_logfile.moc"
