// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/agentrequest.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

class RecordWriter
{
public:
    void add(const char *key, const QByteArray &value)
    {
        m_valid = m_valid && !value.contains('\0');
        m_bytes.append(key).append('=').append(value).append('\0');
    }
    void addAll(const char *key, const QList<QByteArray> &values)
    {
        for (const QByteArray &value : values)
            add(key, value);
    }
    void addMap(const char *key, const QByteArray &prefix, const QByteArray &rest)
    {
        m_valid = m_valid && !prefix.contains('\t');
        add(key, QByteArray(prefix).append('\t').append(rest));
    }
    Result<QByteArray> end()
    {
        if (!m_valid)
            return fail(Errc::InvalidArgument, u"a value for the phone agent holds a NUL or a tab"_s);
        m_bytes.append('\0');
        return m_bytes;
    }

private:
    QByteArray m_bytes;
    bool m_valid = true;
};

QByteArray conflictName(ConflictRule rule)
{
    switch (rule) {
    case ConflictRule::Overwrite:
        return "overwrite";
    case ConflictRule::Skip:
        return "skip";
    case ConflictRule::Newer:
        return "newer";
    }
    Q_UNREACHABLE();
}

} // namespace

Result<QByteArray> AgentRequest::encode() const
{
    RecordWriter writer;
    // `probe` knows no root, and the agent's own default is the same.
    if (root != "/")
        writer.add("root", root);
    writer.addAll("include", includes);
    writer.addAll("exclude", excludes);
    writer.addAll("path", paths);
    if (hash)
        writer.add("hash", "1");
    if (summary)
        writer.add("summary", "1");
    if (conflict != ConflictRule::Overwrite)
        writer.add("conflict", conflictName(conflict));
    if (!journal.isEmpty())
        writer.add("journal", journal);
    if (keep)
        writer.add("keep", "1");
    for (const OwnerMap &map : owners) {
        QList<QByteArray> ids;
        for (const quint32 id : {map.oldUid, map.newUid, map.oldGid, map.newGid})
            ids.append(QByteArray::number(id));
        writer.addMap("map-owner", map.prefix, ids.join('\t'));
    }
    for (const LabelMap &map : labels)
        writer.addMap("map-label", map.prefix, map.label);
    return writer.end();
}

} // namespace holdfast
