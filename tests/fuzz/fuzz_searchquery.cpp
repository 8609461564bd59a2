// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a search and as what is searched: what parses keeps the promises of SearchQuery, and the
// index's tokens cover what the definitions find.
#include "core/catalog/docset.h"
#include "core/catalog/searchtext.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace holdfast;

namespace {

void require(bool kept)
{
    if (!kept)
        std::abort();
}

void checkQuery(const SearchQuery &query, const SearchTexts &texts)
{
    require(query.terms.size() + query.conditions.size() <= 32);
    for (const SearchTerm &term : query.terms) {
        require(!term.text.isEmpty() && !term.text.contains(u'\n'));
        require(term.begin >= 0 && term.length > 0 && term.begin + term.length <= query.text.size());
        const MatchQuality plain = matchTerm(texts, term, false);
        require(matchTerm(texts, term, true) >= plain);
        if (plain == MatchQuality::None)
            continue;
        // A text that holds the term has all its signs with what stands beside them.
        bool covered = false;
        for (const QString &text : texts) {
            const QSet<QString> tokens = searchTokens(text);
            bool all = text.contains(term.text);
            for (const QString &joint : textJoints(term.text))
                all = all && tokens.contains(insideToken(joint));
            for (const QString &compound : textCompounds(text))
                all = all && tokens.contains(compoundToken(compound)) && text.contains(compound);
            covered = covered || all;
        }
        require(covered);
    }
    (void)matchTerms(texts, query.terms, true);
}

void checkDistance(const QString &a, const QString &b)
{
    const EditDistance there = editDistance(a, b, 2);
    require(there.beginning <= there.whole || there.whole == 3);
    require((there.whole == 0) == (a == b) || a.size() > 64);
    if (a.size() <= 64 && b.size() <= 64)
        require(editDistance(b, a, 2).whole == there.whole);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)decodePostings(bytes);
    DocSet docs(70000);
    (void)docs.insertPostings(1, bytes);
    require(docs.count() <= docs.size());

    const QString input = QString::fromUtf8(bytes);
    const qsizetype cut = input.indexOf(u'\n');
    const QString text = input.left(cut);
    BackupRecord backup;
    backup.name = cut < 0 ? text : input.mid(cut + 1);
    backup.appLabels = {text, backup.name};
    checkDistance(text.left(70), backup.name.left(70));
    const auto query = parseSearchQuery(text, QDateTime::fromMSecsSinceEpoch(1'760'000'000'000, Qt::UTC));
    require(query || !query.error().detail.isEmpty());
    if (query)
        checkQuery(*query, searchTextsOf(backup));
    return 0;
}
