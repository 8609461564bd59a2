// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/searchbench.h"

#include "core/catalog/backuprow.h"
#include "core/catalog/catalog.h"
#include "core/catalog/searchindex.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "tests/bench/must.h"
#include "tests/catalog/madefleet.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::bench {
namespace {

constexpr int kPage = 20;
constexpr double kPageGoal = 30;   // milliseconds, 95th percentile per key
constexpr double kFacetGoal = 100; // milliseconds
constexpr double kMemoryGoal = 200;

/// What operators type, in the order in which they type it.
const QStringList &typed()
{
    static const QStringList texts{u"gz-0042"_s,
                                   u"wechat"_s,
                                   u"微信 直播"_s,
                                   u"guangzhou rental linwei"_s,
                                   u"2026-11-20"_s,
                                   u"phone:gz-01 app:douyin"_s,
                                   u"nightly-3921"_s,
                                   u"账号迁移"_s,
                                   u"owner:wangfang status:failed"_s,
                                   u"size:>1G android:>=12 weekly"_s,
                                   u"wecaht shenzen"_s,
                                   u"customer order 48213"_s,
                                   u"客户交付 !status:failed store:oss"_s,
                                   u"\"before the update\" sz"_s,
                                   u"com.tencent.tmgp.sgame"_s,
                                   u"10.3.12.7:5555"_s,
                                   u"0815 02-3"_s,
                                   u"换机 抖音 group:电商"_s,
                                   u"telegrm beijing since:2026-10"_s,
                                   u"zzqx"_s};
    return texts;
}

/// Every beginning of what is typed that can be read.
QStringList keystrokes()
{
    QStringList out;
    for (const QString &text : typed()) {
        for (qsizetype length = 1; length <= text.size(); ++length) {
            if (parseSearchQuery(text.left(length), test::MadeFleet::now()))
                out += text.left(length);
        }
    }
    return out;
}

struct Timing
{
    double milliseconds = 0;
    QString text;
};

double at(const std::vector<Timing> &sorted, double part)
{
    return sorted.empty()
               ? 0
               : sorted[std::min(sorted.size() - 1, size_t(double(sorted.size()) * part))].milliseconds;
}

void print(const char *name, std::vector<Timing> timings, const QString &remark = {})
{
    std::sort(timings.begin(), timings.end(),
              [](const Timing &a, const Timing &b) { return a.milliseconds < b.milliseconds; });
    std::printf("  %-34s %8.1f ms median %8.1f ms p95 %8.1f ms worst (%s)  %zu searches %s\n", name,
                at(timings, 0.5), at(timings, 0.95), at(timings, 1),
                timings.empty() ? "" : qPrintable(timings.back().text), timings.size(), qPrintable(remark));
    std::fflush(stdout);
}

template <class Run>
Timing timed(const QString &text, Run run)
{
    QElapsedTimer timer;
    timer.start();
    run();
    return {double(timer.nsecsElapsed()) / 1e6, text};
}

/// The words of a search that other tools can look for.
QStringList plainWords(const QString &text)
{
    QStringList words;
    const auto query = parseSearchQuery(text, test::MadeFleet::now());
    for (const SearchTerm &term : query->terms) {
        if (!term.negated)
            words += term.text;
    }
    return words;
}

/// The same rows as one text each, for tools that know nothing of fields.
class PlainRows
{
public:
    explicit PlainRows(const QString &catalogPath)
    {
        m_connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"plain"_s);
        m_connection.setDatabaseName(m_folder.filePath(u"plain.sqlite"_s));
        must(m_connection.open());
        run(u"PRAGMA journal_mode = OFF"_s);
        QSqlQuery attach(m_connection);
        attach.prepare(u"ATTACH ? AS catalog"_s);
        attach.bindValue(0, catalogPath);
        must(attach.exec());
        run(u"CREATE TABLE plain (number INTEGER PRIMARY KEY, text TEXT NOT NULL)"_s);
        run(u"INSERT INTO plain SELECT d.doc, lower(name || ' ' || phone_name || ' ' || serial || ' ' || "
            u"description "
            "|| ' ' || owner || ' ' || group_name || ' ' || apps || ' ' || app_labels) FROM "
            "catalog.search_document "
            "d JOIN catalog.backup b ON b.id = d.backup_id"_s);
    }
    ~PlainRows()
    {
        m_connection = {};
        QSqlDatabase::removeDatabase(u"plain"_s);
    }
    PlainRows(const PlainRows &) = delete;
    PlainRows &operator=(const PlainRows &) = delete;

    void addTrigrams()
    {
        run(u"CREATE VIRTUAL TABLE trigram USING fts5 (text, content = 'plain', content_rowid = 'number', "
            u"tokenize = "
            "'trigram')"_s);
        run(u"INSERT INTO trigram (trigram) VALUES ('rebuild')"_s);
    }

    int like(const QStringList &words)
    {
        QStringList parts(words.size(), u"text LIKE ?"_s);
        QStringList values;
        for (const QString &word : words)
            values += u'%' + word + u'%';
        return first(u"SELECT number FROM plain WHERE "_s % parts.join(u" AND "_s) %
                         u" ORDER BY number DESC LIMIT 20",
                     values);
    }

    int trigram(const QStringList &words)
    {
        QStringList parts;
        for (QString word : words)
            parts += u'"' + word.replace(u'"', u"\"\""_s) + u'"';
        return first(u"SELECT rowid FROM trigram WHERE trigram MATCH ? ORDER BY rowid DESC LIMIT 20"_s,
                     {parts.join(u" AND "_s)});
    }

    QString linesFile()
    {
        QFile file(m_folder.filePath(u"rows.txt"_s));
        must(file.open(QFile::WriteOnly));
        QSqlQuery query(m_connection);
        query.setForwardOnly(true);
        must(query.exec(u"SELECT text FROM plain ORDER BY number DESC"_s));
        while (query.next())
            file.write(query.value(0).toString().replace(u'\n', u' ').toUtf8() + '\n');
        return file.fileName();
    }

private:
    void run(const QString &sql)
    {
        QSqlQuery query(m_connection);
        must(query.exec(sql));
    }
    int first(const QString &sql, const QStringList &values)
    {
        QSqlQuery query(m_connection);
        query.setForwardOnly(true);
        must(query.prepare(sql));
        for (int i = 0; i < values.size(); ++i)
            query.bindValue(i, values[i]);
        must(query.exec());
        int rows = 0;
        while (query.next())
            ++rows;
        return rows;
    }

    QTemporaryDir m_folder;
    QSqlDatabase m_connection;
};

void searchByOtherMeans(const QString &path)
{
    PlainRows rows(path);
    std::vector<Timing> like;
    std::vector<Timing> trigram;
    std::vector<Timing> fuzzy;
    int unanswered = 0;
    const QStringList &texts = typed(); // whole texts only: a scan takes as long for each key
    QElapsedTimer timer;
    timer.start();
    rows.addTrigrams();
    std::printf("  building the trigram table: %.1f s\n", double(timer.elapsed()) / 1000);
    for (const QString &text : keystrokes()) {
        const QStringList words = plainWords(text);
        const bool answerable =
            !words.isEmpty() && std::all_of(words.begin(), words.end(),
                                            [](const QString &word) { return word.toUcs4().size() >= 3; });
        unanswered += !answerable;
        if (answerable)
            trigram.push_back(timed(text, [&] { (void)rows.trigram(words); }));
    }
    const QString fzf = QStandardPaths::findExecutable(u"fzf"_s);
    const QString lines = fzf.isEmpty() ? QString() : rows.linesFile();
    for (const QString &text : texts) {
        const QStringList words = plainWords(text);
        if (words.isEmpty())
            continue;
        like.push_back(timed(text, [&] { (void)rows.like(words); }));
        if (fzf.isEmpty())
            continue;
        fuzzy.push_back(timed(text, [&] {
            QProcess process;
            process.setStandardInputFile(lines);
            process.setStandardOutputFile(QProcess::nullDevice());
            process.start(fzf, {u"--filter"_s, words.join(u' ')});
            must(process.waitForFinished(600'000));
        }));
    }
    print("LIKE '%term%'", like);
    print("FTS5 trigram", trigram, u"(%1 with shorter terms have no answer)"_s.arg(unanswered));
    if (fzf.isEmpty())
        std::printf("  fzf is not installed and left out\n");
    else
        print("fzf --filter", fuzzy);
}

} // namespace

double peakMiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QFile::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

void makeCatalog(const QString &path, int phones, int backups)
{
    const test::MadeFleet fleet(phones, backups);
    auto catalog = must(Catalog::open(path));
    Database &database = catalog->database();
    QElapsedTimer timer;
    timer.start();
    const int slowly = std::min(backups, 2048); // by the repository, as jobs do
    {
        Transaction transaction(database);
        must(transaction.begin());
        for (int i = 0; i < slowly; ++i)
            must(catalog->backups().insert(fleet.backup(i)));
        must(transaction.commit());
    }
    std::printf("adding a backup to the catalog: %.0f us\n", double(timer.nsecsElapsed()) / 1e3 / slowly);
    {
        Transaction transaction(database);
        must(transaction.begin());
        Statement insert(database,
                         QString("INSERT INTO backup ("_L1 % kBackupColumns % ", manifest) VALUES ("_L1 %
                                 placeholders(kBackupColumns.count(u',') + 2) % u')'));
        for (int i = slowly; i < backups; ++i) {
            bindBackup(insert, fleet.backup(i));
            must(insert.run());
        }
        must(transaction.commit());
    }
    std::printf("rows: %.0f MiB\n", double(QFileInfo(path).size()) / 1048576);
    timer.restart();
    must(SearchIndex(database).rebuild({}));
    must(runSql(database, u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    std::printf("building the search index: %.1f s, peak %.0f MiB; catalog with it: %.0f MiB\n",
                double(timer.elapsed()) / 1000, peakMiB(), double(QFileInfo(path).size()) / 1048576);
}

bool searchCatalog(const QString &path, bool withOthers)
{
    const auto vocabulary = std::make_shared<SearchVocabulary>();
    const auto now = test::MadeFleet::now();
    const auto search = [&](const QString &text) {
        // As the engine does: a connection for each call.
        const auto catalog = must(Catalog::open(path, vocabulary));
        BackupFilter filter;
        filter.text = text;
        return must(catalog->search().page(filter, {.limit = kPage}, now, {}));
    };
    print("the very first search of a program", {timed(u"wechat"_s, [&] { (void)search(u"wechat"_s); })});
    std::vector<Timing> pages;
    for (const QString &text : keystrokes())
        pages.push_back(timed(text, [&] { (void)search(text); }));
    std::vector<Timing> facets;
    for (const QString &text : QStringList(u""_s) + typed()) {
        const auto catalog = must(Catalog::open(path, vocabulary));
        BackupFilter filter;
        filter.text = text;
        facets.push_back(timed(text, [&] { (void)must(catalog->search().facets(filter, now, {})); }));
    }
    print("first page per key", pages);
    print("facets", facets);
    const double peak = peakMiB();
    std::printf("  peak memory: %.0f MiB\n", peak);
    std::sort(pages.begin(), pages.end(),
              [](const Timing &a, const Timing &b) { return a.milliseconds < b.milliseconds; });
    const auto slowest = std::max_element(facets.begin(), facets.end(), [](const Timing &a, const Timing &b) {
        return a.milliseconds < b.milliseconds;
    });
    std::printf("  slowest keys:");
    for (size_t i = pages.size() - std::min<size_t>(pages.size(), 8); i < pages.size(); ++i)
        std::printf(" [%s %.0f ms]", qPrintable(pages[i].text), pages[i].milliseconds);
    std::printf("\n");
    if (withOthers)
        searchByOtherMeans(path);
    const bool met =
        at(pages, 0.95) <= kPageGoal && slowest->milliseconds <= kFacetGoal && peak <= kMemoryGoal;
    std::printf("goals (page p95 %.0f ms, facets %.0f ms, memory %.0f MiB): %s\n", kPageGoal, kFacetGoal,
                kMemoryGoal, met ? "met" : "MISSED");
    return met;
}

} // namespace holdfast::bench
