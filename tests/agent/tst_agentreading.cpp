// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/agentrun.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>

using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Answer
{
    qint64 number = 0;
    QByteArray bytes;
};

/// Takes `read`'s answers apart.
QList<Answer> answersIn(QByteArray output)
{
    QList<Answer> answers;
    while (output.size() >= 8) {
        Answer answer{.number = qFromLittleEndian<qint64>(output.constData()), .bytes = {}};
        output.remove(0, 8);
        answer.bytes = output.left(std::max<qint64>(answer.number, 0));
        output.remove(0, answer.bytes.size());
        answers.append(answer);
    }
    return answers;
}

/// A chunk of @p size bytes that begins as Android's do.
QByteArray chunk(quint32 size)
{
    QByteArray bytes(std::max<quint32>(size, 8), 'c');
    qToLittleEndian(size, bytes.data() + 4);
    return bytes;
}

} // namespace

/// Files read in places, and sizes of folders.
class AgentReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void measuresFolders()
    {
        QVERIFY(QDir(m_dir->path()).mkpath(u"app/deep/er"_s));
        write(u"app/one"_s, QByteArray(1000, 'a'));
        write(u"app/deep/er/two"_s, QByteArray(24, 'b'));
        QCOMPARE(::symlink("/etc", QFile::encodeName(path(u"app/link"_s)).constData()), 0);
        const QByteArrayList asked{encoded(u"app"_s), encoded(u"none"_s), encoded(u"app/one"_s)};
        const AgentResult result = run(u"measure"_s, asked, {});
        QCOMPARE(result.exitCode, 0);
        const auto lines = result.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const auto line = [&](qsizetype i) { return QJsonDocument::fromJson(lines.at(i)).object(); };
        QCOMPARE(line(0)["path"_L1].toString().toUtf8(), asked.at(0));
        QCOMPARE(line(0)["files"_L1].toInt(), 3);
        QCOMPARE(line(0)["folders"_L1].toInt(), 3);
        QCOMPARE(line(0)["bytes"_L1].toInt(), 1024);
        QCOMPARE(line(0)["unread"_L1].toInt(), 0);
        QCOMPARE(line(1)["missing"_L1].toString(), u"ENOENT"_s);
        QCOMPARE(line(2)["bytes"_L1].toInt(), 1000);
        QCOMPARE(result.find(u"done"_s).value(0)["bytes"_L1].toInt(), 2024);
    }

    void saysWhatItMayNotSee()
    {
        if (::geteuid() != 0)
            QSKIP("only root can become another user");
        QVERIFY(QDir(m_dir->path()).mkpath(u"open/closed"_s));
        write(u"open/seen"_s, "12345");
        write(u"open/closed/unseen"_s, "12345");
        QCOMPARE(::chmod(QFile::encodeName(path(u"open/closed"_s)).constData(), 0700), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_dir->path()).constData(), 0755), 0);
        QByteArrayList records{"path=" + encoded(u"open"_s), "path=" + encoded(u"open/closed/unseen"_s)};
        const AgentResult result =
            runAgent(AgentCommand::asNobody(m_dir->path()), u"measure"_s, agentRequest(records));
        const auto lines = result.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(QJsonDocument::fromJson(lines.at(0)).object()["bytes"_L1].toInt(), 5);
        QCOMPARE(QJsonDocument::fromJson(lines.at(0)).object()["unread"_L1].toInt(), 1);
        QCOMPARE(QJsonDocument::fromJson(lines.at(1)).object()["missing"_L1].toString(), u"EACCES"_s);
    }

    void readsRanges()
    {
        write(u"a"_s, "0123456789");
        write(u"b"_s, "bcd");
        const AgentResult result =
            run(u"read"_s, {encoded(u"a"_s), encoded(u"b"_s), encoded(u"none"_s), encoded(QString())},
                {"0 0 4", "0 8 100", "1 1 2", "0 20 1", "2 0 1", "3 0 1", "0 3 0"});
        QCOMPARE(result.exitCode, 0);
        const auto answers = answersIn(result.output);
        QCOMPARE(answers.size(), 7);
        QCOMPARE(answers.at(0).bytes, QByteArray("0123"));
        QCOMPARE(answers.at(1).bytes, QByteArray("89"));
        QCOMPARE(answers.at(2).bytes, QByteArray("cd"));
        QCOMPARE(answers.at(3).number, 0);
        QCOMPARE(answers.at(4).number, -ENOENT);
        QCOMPARE(answers.at(5).number, -EINVAL); // A folder.
        QCOMPARE(answers.at(6).number, 0);
    }

    void neverBlocksOnAFifo()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(path(u"fifo"_s)).constData(), 0600), 0);
        const auto answers = answersIn(run(u"read"_s, {encoded(u"fifo"_s)}, {"0 0 1"}).output);
        QCOMPARE(answers.value(0).number, -EINVAL);
    }

    void followsChains()
    {
        write(u"chain"_s, "xx" + chunk(100) + chunk(8) + chunk(12) + chunk(4) + chunk(50));
        const auto heads = [&](const QByteArray &question) {
            return answersIn(run(u"read"_s, {encoded(u"chain"_s)}, {question}).output).value(0).bytes;
        };
        // Up to the one that claims four bytes, of which four are its own.
        QCOMPARE(heads("0 2 170 16"), chunk(100).left(16) + chunk(8) + chunk(12) + chunk(4).left(4));
        QCOMPARE(heads("0 2 108 8"), chunk(100).left(8) + chunk(8));
        QCOMPARE(heads("0 2 50 16"), chunk(100).left(16));
        QCOMPARE(heads("0 2 7 16"), QByteArray());
        QCOMPARE(heads("0 900 50 16"), QByteArray());
    }

    void refusesWrongQuestions_data()
    {
        QTest::addColumn<QByteArray>("question");
        for (const char *question :
             {"x", "0", "0 1", "1 0 1", "0 -1 1", "0 0 99999999", "0 0 1 ", " 0 0 1", "0 0 1 7", "0 0 1 9999",
              "0 0 1 8 8", "0  0 1", "99999999999999999999 0 1"})
            QTest::newRow(question) << QByteArray(question);
    }
    void refusesWrongQuestions()
    {
        QFETCH(const QByteArray, question);
        write(u"a"_s, "0123456789");
        const AgentResult result = run(u"read"_s, {encoded(u"a"_s)}, {"0 0 2", question, "0 0 2"});
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.output.size(), 10);
        QVERIFY(result.find(u"fatal"_s).value(0)["reason"_L1].toString().contains("is not valid"_L1));
    }

    void answersBeforeTheInputEnds()
    {
        write(u"a"_s, "0123456789");
        HeldAgent agent(u"read"_s);
        agent.write(agentRequest({"path=" + encoded(u"a"_s)}));
        for (int i = 0; i < 3; ++i) {
            agent.write(QByteArray("0 ") + QByteArray::number(i) + QByteArray(" 1\0", 3));
            QCOMPARE(agent.read(9).last(1), QByteArray::number(i));
        }
        agent.closeInput();
        QVERIFY(agent.waitForEnd(10'000));
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_dir->filePath(name); }
    [[nodiscard]] QByteArray encoded(const QString &name) const { return QFile::encodeName(path(name)); }
    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    static AgentResult run(const QString &verb, const QByteArrayList &paths, const QByteArrayList &questions)
    {
        QByteArrayList records;
        for (const QByteArray &asked : paths)
            records.append("path=" + asked);
        QByteArray input = agentRequest(records);
        for (const QByteArray &question : questions)
            input += question + '\0';
        return runAgent(AgentCommand::native(), verb, input);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(AgentReadingTest)
#include "tst_agentreading.moc"
