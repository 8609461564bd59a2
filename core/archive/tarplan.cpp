// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tarplan.h"

#include "core/archive/indexreader.h"

#include <QHash>

namespace holdfast {
namespace {

/// A file that a selected hard link points to.
struct Target
{
    qint64 offset = 0;
    qint64 length = 0;
    bool selected = false;
    QByteArray deliveredAs{}; ///< The name its content got in the new tar, once it has.
};

/// All files of a name, in the order of the tar: a link means the last one before it.
using Targets = QHash<QByteArray, QList<Target>>;

struct Link
{
    size_t piece = 0; ///< Which piece is the link.
    QByteArray path;
    QByteArray target;
};

void append(std::vector<TarPiece> &pieces, const IndexEntry &entry, bool alone)
{
    const bool joins = !alone && !pieces.empty() && pieces.back().name.isEmpty() &&
                       pieces.back().offset + pieces.back().length == entry.tarOffset;
    if (joins)
        pieces.back().length += entry.tarLength;
    else
        pieces.push_back(
            {TarPiece::Kind::Copy, entry.tarOffset, entry.tarLength, alone ? entry.path : QByteArray()});
}

Result<void> findTargets(RandomAccess &object, const ArchiveLayout &layout, const EntryFilter &select,
                         const CancelToken &cancel, Targets &targets)
{
    const auto index = IndexReader::open(object, layout, cancel);
    if (!index)
        return tl::unexpected(index.error());
    for (;;) {
        const auto entry = (*index)->next();
        if (!entry)
            return tl::unexpected(entry.error());
        if (!*entry)
            return {};
        const auto wanted = targets.find((*entry)->path);
        if (wanted != targets.end() && (*entry)->type == EntryType::File)
            wanted->push_back({(*entry)->tarOffset, (*entry)->tarLength, select(**entry)});
    }
}

void resolve(TarPiece &piece, const Link &link, Targets &targets)
{
    piece.name.clear();
    Target *target = nullptr;
    for (Target &candidate : targets[link.target]) {
        if (candidate.offset < piece.offset)
            target = &candidate;
    }
    // Without a file before it the link is broken in the archive too: who unpacks it will say so.
    if (!target || target->selected)
        return;
    if (target->deliveredAs.isEmpty()) {
        target->deliveredAs = link.path;
        piece = {TarPiece::Kind::AsFile, target->offset, target->length, link.path};
    } else {
        piece.kind = TarPiece::Kind::AsLink;
        piece.name = target->deliveredAs;
    }
}

} // namespace

Result<std::vector<TarPiece>> planTar(RandomAccess &object, const ArchiveLayout &layout,
                                      const EntryFilter &select, const CancelToken &cancel)
{
    std::vector<TarPiece> pieces;
    std::vector<Link> links;
    Targets targets;
    const auto index = IndexReader::open(object, layout, cancel);
    if (!index)
        return tl::unexpected(index.error());
    for (;;) {
        const auto entry = (*index)->next();
        if (!entry)
            return tl::unexpected(entry.error());
        if (!*entry)
            break;
        if (!select(**entry))
            continue;
        const bool isLink = (*entry)->type == EntryType::HardLink;
        append(pieces, **entry, isLink);
        if (isLink) {
            links.push_back({pieces.size() - 1, (*entry)->path, (*entry)->linkTarget});
            targets.insert((*entry)->linkTarget, {});
        }
    }
    if (links.empty())
        return pieces;
    if (const auto found = findTargets(object, layout, select, cancel, targets); !found)
        return tl::unexpected(found.error());
    for (const Link &link : links)
        resolve(pieces[link.piece], link, targets);
    return pieces;
}

} // namespace holdfast
