// SPDX-License-Identifier: GPL-3.0-or-later
// Writes small archives of made backups into a folder, as another computer's Holdfast would have left them in
// a store.
//   madearchives FOLDER COUNT
#include "archivetesting.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject manifestOf(int number)
{
    const QDateTime made = QDateTime({2026, 1, 2}, {3, 4, 5}, Qt::UTC).addSecs(60LL * number);
    const int phone = number % 200;
    return {{u"backup"_s, QJsonObject{{u"id"_s, u"bf-%1"_s.arg(number, 17, 10, QLatin1Char('0'))},
                                      {u"name"_s, u"night %1"_s.arg(number)},
                                      {u"createdAt"_s, made.toString(Qt::ISODateWithMs)},
                                      {u"paths"_s, QJsonArray{u"/data"_s}}}},
            {u"phone"_s, QJsonObject{{u"id"_s, u"ph-%1"_s.arg(phone)},
                                     {u"serial"_s, u"10.0.0.%1:5555"_s.arg(phone)},
                                     {u"name"_s, u"phone %1"_s.arg(phone)},
                                     {u"serialNumber"_s, u"S%1"_s.arg(phone)},
                                     {u"androidVersion"_s, u"14"_s},
                                     {u"sdk"_s, 34}}}};
}

bool writeOne(const QDir &folder, int number)
{
    const QByteArray own = QByteArray::number(number);
    const QByteArray tar =
        testing::tarOfFiles({{"data/a.txt", "hello " + own},
                             {"data/app-" + own + "/b.bin", testing::noise(3000, quint32(number))}});
    testing::MemorySource source(tar);
    testing::MemorySink sink;
    if (!writeArchive(source, sink, manifestOf(number), {.frameSize = 64 * 1024}, {}, {}))
        return false;
    QFile file(folder.filePath(u"night-bf-%1.tar.zst"_s.arg(number, 17, 10, QLatin1Char('0'))));
    return file.open(QFile::WriteOnly) && file.write(sink.bytes) == sink.bytes.size();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 3)
        return 2;
    for (int number = 1; number <= words[2].toInt(); ++number) {
        if (!writeOne(QDir(words[1]), number)) {
            std::fprintf(stderr, "archive %d could not be written\n", number);
            return 1;
        }
    }
    return 0;
}
