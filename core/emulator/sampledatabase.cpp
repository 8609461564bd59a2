// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/sampledatabase.h"

#include "core/emulator/treewriter.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr std::size_t kPageSize = 4096;

void appendBigEndian(std::string &out, std::uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        out += char(value >> shift);
}

std::uint32_t bigEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | std::uint8_t(bytes[at + i]);
    return value;
}

/// The running checksum of a write-ahead log (https://www.sqlite.org/fileformat2.html, 4.2), in the byte
/// order that the header's magic announces: big-endian.
struct LogChecksum
{
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    void add(std::string_view bytes)
    {
        for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
            first += bigEndian(bytes, at) + second;
            second += bigEndian(bytes, at + 4) + first;
        }
    }
};

/// A log as SQLite would have written it, but with salts that are not random.
std::string makeLog(std::string_view pages)
{
    std::string log;
    const std::array<std::uint32_t, 6> header{0x377f0683, 3007000,    std::uint32_t(kPageSize),
                                              0,          0x48464653, 0x414d504c};
    for (const std::uint32_t word : header)
        appendBigEndian(log, word);
    LogChecksum sum;
    sum.add(log);
    appendBigEndian(log, sum.first);
    appendBigEndian(log, sum.second);
    const auto total = std::uint32_t(pages.size() / kPageSize);
    constexpr std::uint32_t frames = 2;
    for (std::uint32_t page = 1; page <= frames && page <= total; ++page) {
        const std::string_view content = pages.substr((page - 1) * kPageSize, kPageSize);
        std::string head;
        appendBigEndian(head, page);
        appendBigEndian(head, page == frames ? total : 0);
        sum.add(head);
        sum.add(content);
        appendBigEndian(head, header[4]);
        appendBigEndian(head, header[5]);
        appendBigEndian(head, sum.first);
        appendBigEndian(head, sum.second);
        log += head;
        log += content;
    }
    return log;
}

Result<void> fill(const QString &path, int rows, std::uint64_t seed)
{
    const QString connection = u"holdfast-sample"_s;
    QString error;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
        database.setDatabaseName(path);
        SampleRandom random(seed);
        bool good = database.open();
        QSqlQuery query(database);
        good =
            good && query.exec(u"PRAGMA page_size=4096"_s) &&
            query.exec(
                u"CREATE TABLE message(id INTEGER PRIMARY KEY, peer TEXT, time INTEGER, body TEXT, media BLOB)"_s) &&
            database.transaction() && query.prepare(u"INSERT INTO message VALUES(?, ?, ?, ?, ?)"_s);
        for (int row = 0; good && row < rows; ++row) {
            query.bindValue(0, row);
            query.bindValue(1, u"peer-%1"_s.arg(random.below(50)));
            query.bindValue(2, qint64(1'700'000'000 + row));
            query.bindValue(3, QString::fromStdString(random.text(120)));
            query.bindValue(4, QByteArray::fromStdString(random.noise(100)));
            good = query.exec();
        }
        good = good && database.commit() && query.exec(u"CREATE INDEX message_time ON message(time)"_s);
        if (!good)
            error = query.lastError().text() + database.lastError().text();
    }
    QSqlDatabase::removeDatabase(connection);
    if (!error.isEmpty())
        return fail(Errc::EmulatorFailed, u"sample database: "_s + error);
    return {};
}

} // namespace

Result<SampleDatabase> makeSampleDatabase(int rows, std::uint64_t seed)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"sample.db"_s);
    if (auto filled = fill(path, rows, seed); !filled)
        return tl::unexpected(filled.error());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::EmulatorFailed, file.errorString());
    SampleDatabase database;
    database.main = file.readAll().toStdString();
    personalize(database, 1);
    constexpr std::size_t indexSize = 32768;
    database.index.assign(indexSize, '\0');
    return database;
}

void personalize(SampleDatabase &database, std::uint32_t number)
{
    // Offsets of https://www.sqlite.org/fileformat2.html, 1.3: 2 stands for WAL.
    constexpr std::size_t writeVersion = 18;
    constexpr std::size_t userVersion = 60;
    database.main[writeVersion] = 2;
    database.main[writeVersion + 1] = 2;
    std::string version;
    appendBigEndian(version, number);
    database.main.replace(userVersion, version.size(), version);
    database.log = makeLog(database.main);
}

} // namespace holdfast
