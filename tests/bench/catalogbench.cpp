// SPDX-License-Identifier: GPL-3.0-or-later
// Measures searching in a large catalog of made backups, and the file index of near-equal phones.
#include "tests/bench/fileindexbench.h"
#include "tests/bench/searchbench.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

#include <cstdio>
#include <exception>

using namespace Qt::Literals::StringLiterals;

namespace {

int run(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const auto number = [&parser](const QString &option) { return parser.value(option).toInt(); };
    const QString what = words.value(0);
    const QString path = words.value(1);
    if (path.isEmpty() || number(u"phones"_s) < 1)
        return 2;
    bool met = true;
    if (what == "make"_L1)
        holdfast::bench::makeCatalog(path, number(u"phones"_s), number(u"backups"_s));
    else if (what == "search"_L1)
        met = holdfast::bench::searchCatalog(path, parser.isSet(u"others"_s));
    else if (what == "files"_L1)
        met = holdfast::bench::measureFileIndex(path, number(u"phones"_s), number(u"files"_s));
    else
        return 2;
    return met || !parser.isSet(u"check"_s) ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"catalogbench make|search|files CATALOG"_s);
    parser.addHelpOption();
    parser.addOption({u"phones"_s, u"Phones that are made."_s, u"N"_s, u"10000"_s});
    parser.addOption({u"backups"_s, u"Backups that are made."_s, u"N"_s, u"1000000"_s});
    parser.addOption({u"files"_s, u"Files of each phone."_s, u"N"_s, u"50000"_s});
    parser.addOption({u"others"_s, u"Search by LIKE, FTS5 trigrams and fzf too."_s});
    parser.addOption({u"check"_s, u"Exit code 1 when a goal is missed."_s});
    parser.process(application);
    try {
        return run(parser);
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "catalogbench: %s\n", problem.what());
        return 3;
    }
}
