// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selectiontally.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using Match = PathPattern::Match;

Result<PathPattern> parsed(const QString &text)
{
    std::string reason;
    auto pattern = PathPattern::parse(text.toUtf8().toStdString(), reason);
    if (pattern)
        return *std::move(pattern);
    return fail(Errc::InvalidArgument,
                u"the path '%1' is not valid: %2"_s.arg(text, QString::fromStdString(reason)),
                {.phone = {}, .path = text, .object = {}});
}

void count(FileAmount &amount, const AgentEntry &entry)
{
    ++amount.files;
    amount.bytes += entry.size;
}

std::string_view viewOf(QByteArrayView path)
{
    return {path.data(), static_cast<size_t>(path.size())};
}

} // namespace

Result<void> SelectionTally::Table::add(const QString &text, qsizetype number)
{
    auto pattern = parsed(text);
    if (!pattern)
        return tl::unexpected(pattern.error());
    const auto base = QByteArray::fromStdString(pattern->base());
    if (pattern->match(pattern->base()) != Match::Selected) {
        m_others.append({*std::move(pattern), number});
        return {};
    }
    const auto known = m_plain.find(base);
    if (known == m_plain.end())
        m_plain.insert(base, number);
    else
        *known = std::min(*known, number);
    return {};
}

qsizetype SelectionTally::Table::find(QByteArrayView path) const
{
    qsizetype best = -1;
    const auto take = [&best](qsizetype number) {
        if (best < 0 || number < best)
            best = number;
    };
    for (qsizetype end = path.size(); end > 0 && !m_plain.isEmpty(); end = path.first(end).lastIndexOf('/')) {
        const QByteArrayView above = path.first(end);
        const auto found = m_plain.constFind(QByteArray::fromRawData(above.data(), above.size()));
        if (found != m_plain.constEnd())
            take(*found);
    }
    if (const auto root = m_plain.constFind("/"); root != m_plain.constEnd())
        take(*root);
    for (const auto &[pattern, number] : m_others) {
        if ((best < 0 || number < best) && pattern.match(viewOf(path)) == Match::Selected)
            best = number;
    }
    return best;
}

Result<qsizetype> SelectionTally::addPart(const QStringList &includes, const QStringList &byItself)
{
    const qsizetype number = m_amounts.size();
    for (const QString &include : includes) {
        if (auto added = m_parts.add(include, number); !added)
            return tl::unexpected(added.error());
        m_includes.append(include.toUtf8());
    }
    Table excludes;
    for (const QString &exclude : byItself) {
        const auto same = std::find_if(m_others.cbegin(), m_others.cend(),
                                       [&exclude](const Exclude &other) { return other.pattern == exclude; });
        const qsizetype place = same - m_others.cbegin();
        if (same == m_others.cend())
            m_others.append({.pattern = exclude, .byItself = true});
        if (auto added = excludes.add(exclude, place); !added)
            return tl::unexpected(added.error());
    }
    m_byItself.append(excludes);
    m_amounts.append(FileAmount());
    return number;
}

Result<void> SelectionTally::addExclude(const QString &text)
{
    auto pattern = parsed(text);
    if (!pattern)
        return tl::unexpected(pattern.error());
    m_ownPatterns.push_back(*std::move(pattern));
    m_own.append({.pattern = text});
    return {};
}

void SelectionTally::take(const AgentEntry &entry)
{
    if (entry.parent || !entry.missing.isEmpty())
        return;
    const qsizetype part = m_parts.find(entry.path);
    if (part < 0)
        return;
    const bool isFile = entry.type == AgentEntry::Type::File;
    bool isExcluded = false;
    for (size_t i = 0; i < m_ownPatterns.size(); ++i) {
        if (m_ownPatterns[i].match(viewOf(entry.path)) != Match::Selected)
            continue;
        isExcluded = true;
        if (isFile)
            count(m_own[qsizetype(i)].amount, entry);
    }
    if (isExcluded)
        return;
    if (const qsizetype other = m_byItself[part].find(entry.path); other >= 0) {
        if (isFile)
            count(m_others[other].amount, entry);
        return;
    }
    if (!isFile) {
        ++m_otherEntries;
        return;
    }
    if (entry.links > 1) {
        const std::pair file{entry.device, entry.inode};
        if (m_linked.contains(file))
            return;
        m_linked.insert(file);
    }
    count(m_amounts[part], entry);
}

QList<SelectionTally::Exclude> SelectionTally::excludes() const
{
    return m_own + m_others;
}

FileAmount SelectionTally::total() const
{
    FileAmount sum;
    for (const FileAmount &amount : m_amounts) {
        sum.files += amount.files;
        sum.bytes += amount.bytes;
    }
    return sum;
}

} // namespace holdfast
