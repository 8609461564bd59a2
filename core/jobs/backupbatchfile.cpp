// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupbatchfile.h"

#include "core/base/pathselection.h"
#include "core/jobs/backedupapp.h"
#include "core/policy/speedrules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>

#include <functional>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// More mistakes than these are only counted.
constexpr qsizetype kMostProblems = 10;
constexpr qsizetype kMostBytes = qsizetype(16) << 20;

/// What one phone's line or object says: texts by field, lists parted already.
struct Row
{
    int line = 0;
    QMap<QString, QStringList> fields{};
};

struct Rows
{
    QList<Row> rows{};
    QStringList problems{};
};

QString problemAt(int line, const QString &text)
{
    return u"line %1: %2"_s.arg(QString::number(line), text);
}

QString problemIn(int line, const QString &field, const QString &text)
{
    return u"line %1, field %2: %3"_s.arg(QString::number(line), field, text);
}

/// Sets a field of a request; says what is wrong with it, or nothing.
using SetField = std::function<QString(BackupRequest &request, const QStringList &values)>;

QString setPatterns(QStringList &patterns, const QStringList &values)
{
    for (const QString &value : values) {
        std::string reason;
        if (!PathPattern::parse(value.toStdString(), reason))
            return u"'%1' is not a path on a phone: %2"_s.arg(value, QString::fromStdString(reason));
    }
    patterns = values;
    return {};
}

QString setApps(BackupRequest &request, const QStringList &values)
{
    for (const QString &value : values) {
        if (!isPackageName(value))
            return u"'%1' is no name of an app's package"_s.arg(value);
    }
    request.apps = values;
    return {};
}

QString setWhole(BackupRequest &request, const QString &value)
{
    const QString word = value.toLower();
    if (word != "true"_L1 && word != "yes"_L1 && word != "1"_L1 && word != "false"_L1 && word != "no"_L1 &&
        word != "0"_L1)
        return u"'%1' is not yes or no"_s.arg(value);
    request.whole = word == "true"_L1 || word == "yes"_L1 || word == "1"_L1;
    return {};
}

QString setLevel(BackupRequest &request, const QString &value)
{
    bool number = false;
    const int level = value.toInt(&number);
    if (!number || level < 1 || level > 19)
        return u"'%1' is not a whole number from 1 to 19"_s.arg(value);
    request.compressionLevel = level;
    return {};
}

QString setSpeed(BackupRequest &request, const QString &value)
{
    const auto rules = SpeedRules::parse(value);
    if (!rules)
        return u"'%1' is not understood: %2"_s.arg(value, rules.error().detail);
    request.speed = value;
    return {};
}

QString setPriority(BackupRequest &request, const QString &value)
{
    const auto priority = jobPriorityFromText(value);
    if (!priority)
        return u"'%1' is not low, normal or high"_s.arg(value);
    request.queue.priority = *priority;
    return {};
}

QString setPatience(BackupRequest &request, const QString &value)
{
    const auto seconds = patienceFromText(value);
    if (!seconds)
        return u"'%1' is not a time like 90s, 30m, 2h or 1d, a week at most"_s.arg(value);
    request.queue.patienceSeconds = *seconds;
    return {};
}

SetField text(QString BackupRequest::*place)
{
    return [place](BackupRequest &request, const QStringList &values) {
        request.*place = values.first();
        return QString();
    };
}

SetField one(QString (*set)(BackupRequest &, const QString &))
{
    return [set](BackupRequest &request, const QStringList &values) { return set(request, values.first()); };
}

const QMap<QString, SetField> &fields()
{
    static const QMap<QString, SetField> all{
        {u"phone"_s,
         [](BackupRequest &request, const QStringList &values) {
             request.phones = {Serial{values.first()}};
             return QString();
         }},
        {u"path"_s, [](BackupRequest &request,
                       const QStringList &values) { return setPatterns(request.paths, values); }},
        {u"exclude"_s, [](BackupRequest &request,
                          const QStringList &values) { return setPatterns(request.excludes, values); }},
        {u"app"_s, setApps},
        {u"all"_s, one(setWhole)},
        {u"to"_s,
         [](BackupRequest &request, const QStringList &values) {
             request.store = values.first().section(u'/', 0, 0);
             request.folder = values.first().section(u'/', 1);
             return request.store.isEmpty() ? u"it names a store, not a folder of this computer"_s
                                            : QString();
         }},
        {u"name"_s, text(&BackupRequest::name)},
        {u"description"_s, text(&BackupRequest::description)},
        {u"owner"_s, text(&BackupRequest::owner)},
        {u"level"_s, one(setLevel)},
        {u"speed"_s, one(setSpeed)},
        {u"priority"_s, one(setPriority)},
        {u"patience"_s, one(setPatience)}};
    return all;
}

bool isList(const QString &field)
{
    return field == "path"_L1 || field == "app"_L1 || field == "exclude"_L1;
}

QString unknownField(const QString &field)
{
    return u"there is no field '%1'; there are %2"_s.arg(field, fields().keys().join(u", "_s));
}

/// Reads lines of fields, in which quotation marks keep separators and ends of lines; two are one.
class CsvReader
{
public:
    explicit CsvReader(QStringView content) : m_content(content) {}

    [[nodiscard]] bool atEnd() const { return m_at >= m_content.size(); }
    [[nodiscard]] int line() const { return m_line; }

    /// The fields of the next line.
    QStringList next(QChar separator)
    {
        QStringList cells{QString()};
        bool quoted = false;
        while (!atEnd()) {
            const QChar sign = m_content.at(m_at++);
            m_line += sign == u'\n' ? 1 : 0;
            if (quoted && sign == u'"' && !atEnd() && m_content.at(m_at) == u'"')
                cells.last() += m_content.at(m_at++);
            else if (sign == u'"')
                quoted = !quoted;
            else if (!quoted && sign == u'\n')
                break;
            else if (!quoted && sign == separator)
                cells.append(QString());
            else if (quoted || sign != u'\r')
                cells.last() += sign;
        }
        for (QString &cell : cells)
            cell = cell.trimmed();
        return cells;
    }

private:
    QStringView m_content;
    qsizetype m_at = 0;
    int m_line = 1;
};

Rows readCsv(const QString &content)
{
    Rows read;
    CsvReader reader(content);
    const QChar separator = content.section(u'\n', 0, 0).contains(u'\t') ? u'\t' : u',';
    QStringList titles;
    while (!reader.atEnd()) {
        const int line = reader.line();
        const QStringList cells = reader.next(separator);
        if (cells.join(QString()).isEmpty() || cells.first().startsWith(u'#'))
            continue;
        if (titles.isEmpty()) {
            for (const QString &cell : cells) {
                titles.append(cell.toLower());
                if (!fields().contains(titles.last()))
                    read.problems.append(problemAt(line, unknownField(cell)));
            }
            continue;
        }
        if (cells.size() > titles.size()) {
            read.problems.append(
                problemAt(line, u"it has %1 fields, the titles %2"_s.arg(cells.size()).arg(titles.size())));
            continue;
        }
        Row row{.line = line};
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QStringList values =
                isList(titles[i]) ? cells[i].split(u'|', Qt::SkipEmptyParts) : QStringList(cells[i]);
            if (!cells[i].isEmpty() && !values.isEmpty())
                row.fields.insert(titles[i], values);
        }
        read.rows.append(row);
    }
    return read;
}

/// The lines on which the objects of the array begin.
QList<int> linesOfObjects(const QByteArray &content)
{
    QList<int> lines;
    int line = 1;
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const char sign = content[i];
        line += sign == '\n' ? 1 : 0;
        if (quoted && sign == '\\') {
            ++i;
        } else if (sign == '"') {
            quoted = !quoted;
        } else if (!quoted && (sign == '{' || sign == '[')) {
            if (sign == '{' && depth == 1)
                lines.append(line);
            ++depth;
        } else if (!quoted && (sign == '}' || sign == ']')) {
            --depth;
        }
    }
    return lines;
}

std::optional<QStringList> textsOf(const QString &field, const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
    if (value.isArray() && !isList(field))
        return std::nullopt;
    for (const auto &one : array) {
        if (one.isObject() || one.isArray() || one.isNull())
            return std::nullopt;
        texts.append(one.toVariant().toString());
    }
    return texts;
}

Rows readJson(const QByteArray &content)
{
    Rows read;
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto line = static_cast<int>(1 + content.left(error.offset).count('\n'));
        read.problems.append(problemAt(line, u"no JSON: %1"_s.arg(error.errorString())));
        return read;
    }
    if (!document.isArray()) {
        read.problems.append(problemAt(1, u"an array of objects is expected"_s));
        return read;
    }
    const QList<int> lines = linesOfObjects(content);
    qsizetype number = 0;
    for (const auto &value : document.array()) {
        if (!value.isObject()) {
            read.problems.append(u"an array of objects is expected, and nothing else in it"_s);
            return read;
        }
        Row row{.line = lines.value(number++)};
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString field = it.key().toLower();
            const auto texts = textsOf(field, it.value());
            if (!fields().contains(field))
                read.problems.append(problemAt(row.line, unknownField(it.key())));
            else if (!texts)
                read.problems.append(problemIn(row.line, field, u"it is not a text or a list of texts"_s));
            else if (!texts->join(QString()).isEmpty())
                row.fields.insert(field, *texts);
        }
        read.rows.append(row);
    }
    return read;
}

/// The request of one row; what is wrong goes to @p problems.
BackupRequest requestOf(const Row &row, const BackupRequest &usual, QStringList &problems)
{
    BackupRequest request = usual;
    request.phones.clear();
    // What a row selects takes the place of the usual selection, not a part of it.
    if (row.fields.contains(u"path"_s) || row.fields.contains(u"app"_s) || row.fields.contains(u"all"_s)) {
        request.paths.clear();
        request.apps.clear();
        request.whole = false;
    }
    for (auto it = row.fields.begin(); it != row.fields.end(); ++it) {
        const auto field = fields().constFind(it.key());
        if (field == fields().cend())
            continue; // Told with the titles.
        if (const QString problem = (*field)(request, it.value()); !problem.isEmpty())
            problems.append(problemIn(row.line, it.key(), problem));
    }
    if (request.phones.isEmpty())
        problems.append(problemIn(row.line, u"phone"_s, u"it is missing"_s));
    if (request.store.isEmpty())
        problems.append(problemIn(row.line, u"to"_s, u"the store is missing"_s));
    if (request.whole && !request.paths.isEmpty())
        problems.append(problemIn(row.line, u"all"_s, u"all and path exclude each other"_s));
    if (!request.whole && request.paths.isEmpty() && request.apps.isEmpty())
        problems.append(problemIn(row.line, u"path"_s, u"what to back up is missing: path, app or all"_s));
    return request;
}

} // namespace

Result<QList<BackupRequest>> readBackupBatch(const QByteArray &content, const BackupRequest &usual)
{
    if (content.size() > kMostBytes)
        return fail(Errc::InvalidArgument, u"it is larger than 16 MiB"_s);
    QByteArray bytes = content;
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    const QByteArray trimmed = bytes.trimmed();
    Rows read = trimmed.startsWith('[') || trimmed.startsWith('{') ? readJson(bytes)
                                                                   : readCsv(QString::fromUtf8(bytes));
    QList<BackupRequest> requests;
    QMap<QString, int> seen;
    for (const Row &row : std::as_const(read.rows)) {
        requests.append(requestOf(row, usual, read.problems));
        const QString phone = requests.last().phones.value(0).value;
        if (const int first = seen.value(phone); first > 0)
            read.problems.append(
                problemIn(row.line, u"phone"_s, u"'%1' stands on line %2 already"_s.arg(phone).arg(first)));
        else if (!phone.isEmpty())
            seen.insert(phone, row.line);
    }
    if (requests.isEmpty() && read.problems.isEmpty())
        read.problems.append(u"it names no phone"_s);
    if (read.problems.isEmpty())
        return requests;
    QStringList told = read.problems.mid(0, kMostProblems);
    if (read.problems.size() > kMostProblems)
        told.append(u"and %1 more"_s.arg(read.problems.size() - kMostProblems));
    return fail(Errc::InvalidArgument, told.join(u"; "_s));
}

} // namespace holdfast
