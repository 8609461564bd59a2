// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/contentsmodel.h"

#include "core/base/nameescape.h"
#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QString shown(const QByteArray &bytes)
{
    return QString::fromStdString(escapeName(bytes.toStdString()));
}

} // namespace

int ContentsTree::childOf(int parent, const QByteArray &name, bool folder)
{
    const int number = static_cast<int>(nodes.size());
    nodes.emplace_back();
    nodes.back().name = name;
    nodes.back().parent = parent;
    nodes.back().folder = folder;
    nodes[size_t(parent)].children.push_back(number);
    return number;
}

void ContentsTree::add(const IndexEntry &entry)
{
    // Folders above the first selected one may have no entry of their own.
    int parent = 0;
    qsizetype from = 0;
    for (qsizetype slash = entry.path.indexOf('/'); slash >= 0; slash = entry.path.indexOf('/', from)) {
        const QByteArray path = entry.path.left(slash);
        if (slash > from) {
            const auto known = m_folders.constFind(path);
            parent = known != m_folders.constEnd()
                         ? *known
                         : childOf(parent, entry.path.mid(from, slash - from), true);
            m_folders.insert(path, parent);
        }
        from = slash + 1;
    }
    const QByteArray name = entry.path.mid(from);
    if (name.isEmpty() || name == ".")
        return;
    const bool folder = entry.type == EntryType::Folder;
    const auto known = folder ? m_folders.constFind(entry.path) : m_folders.constEnd();
    const int number = known != m_folders.constEnd() ? *known : childOf(parent, name, folder);
    if (folder)
        m_folders.insert(entry.path, number);
    Node &node = nodes[size_t(number)];
    node.link = entry.type == EntryType::SymbolicLink;
    node.size = folder ? 0 : entry.size;
    node.files = folder ? 0 : 1;
    node.mtime = entry.mtime;
}

void ContentsTree::finish()
{
    m_folders = {};
    // Children come after their parents, so that one way back sums up everything.
    for (size_t number = nodes.size(); number-- > 1;) {
        const Node &node = nodes[number];
        Node &parent = nodes[size_t(node.parent)];
        parent.size += node.size;
        parent.files += node.files;
    }
    for (Node &node : nodes) {
        std::sort(node.children.begin(), node.children.end(), [this](int a, int b) {
            const Node &left = nodes[size_t(a)];
            const Node &right = nodes[size_t(b)];
            return left.folder != right.folder ? left.folder : left.name < right.name;
        });
        for (size_t row = 0; row < node.children.size(); ++row)
            nodes[size_t(node.children[row])].row = static_cast<int>(row);
    }
}

ContentsModel::ContentsModel(EngineLink &engine, bool checkable, QObject *parent)
    : QAbstractItemModel(parent),
      m_engine(engine),
      m_checkable(checkable),
      m_tree(std::make_shared<ContentsTree>())
{}

void ContentsModel::setBackup(const BackupId &backup)
{
    m_cancel.cancel();
    ++m_generation;
    beginResetModel();
    m_tree = std::make_shared<ContentsTree>();
    m_checks.assign(1, Qt::Checked);
    m_loaded = false;
    endResetModel();
    if (backup.isEmpty())
        return;
    using Tree = std::shared_ptr<const ContentsTree>;
    m_cancel = m_engine.ask(
        EngineLink::Lane::Phones, this,
        [backup](Engine &engine, const CancelToken &cancel) -> Result<Tree> {
            auto tree = std::make_shared<ContentsTree>();
            const auto read = engine.backups().files(
                backup, {},
                [&](const IndexEntry &entry) {
                    tree->add(entry);
                    return true;
                },
                cancel);
            if (!read)
                return tl::unexpected(read.error());
            tree->finish();
            return Tree(tree);
        },
        [this, generation = m_generation](const Result<Tree> &tree) {
            if (generation != m_generation)
                return;
            m_loaded = true;
            if (tree) {
                beginResetModel();
                m_tree = *tree;
                m_checks.assign(m_tree->nodes.size(), Qt::Checked);
                endResetModel();
            }
            Q_EMIT loaded(tree ? QString() : userText(tree.error()));
        });
}

QModelIndex ContentsModel::indexOf(int number) const
{
    return number == 0 ? QModelIndex() : createIndex(node(number).row, 0, quintptr(number));
}

QModelIndex ContentsModel::index(int row, int column, const QModelIndex &parent) const
{
    const auto &children = node(nodeOf(parent)).children;
    if (row < 0 || row >= static_cast<int>(children.size()) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, quintptr(children[size_t(row)]));
}

QModelIndex ContentsModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(node(nodeOf(child)).parent) : QModelIndex();
}

int ContentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(nodeOf(parent)).children.size());
}

int ContentsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QByteArray ContentsModel::rawPath(int number) const
{
    QByteArray path;
    for (; number > 0; number = node(number).parent)
        path.prepend(QByteArray('/' + node(number).name));
    return path;
}

QString ContentsModel::path(const QModelIndex &index) const
{
    return shown(rawPath(nodeOf(index)));
}

QByteArray ContentsModel::filePath(const QModelIndex &index) const
{
    return index.isValid() && !node(nodeOf(index)).folder ? rawPath(nodeOf(index)) : QByteArray();
}

QVariant ContentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ContentsTree::Node &entry = node(nodeOf(index));
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == Name)
            return shown(entry.name);
        if (column == Size)
            return sizeText(entry.size);
        return entry.mtime == 0 ? QString() : timeText(QDateTime::fromSecsSinceEpoch(entry.mtime, Qt::UTC));
    case Qt::CheckStateRole:
        return m_checkable && column == Name ? QVariant(m_checks[size_t(nodeOf(index))]) : QVariant();
    case Qt::TextAlignmentRole:
        return column == Size ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case IconNameRole:
        return column != Name ? QVariant()
                              : QVariant(entry.folder ? u"folder"_s
                                         : entry.link ? u"link"_s
                                                      : u"file"_s);
    default:
        return {};
    }
}

bool ContentsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!m_checkable || role != Qt::CheckStateRole || !index.isValid())
        return false;
    checkBelow(nodeOf(index), value.toInt() == Qt::Checked ? Qt::Checked : Qt::Unchecked);
    for (int above = node(nodeOf(index)).parent; above >= 0; above = node(above).parent) {
        const auto &children = node(above).children;
        const auto is = [this](Qt::CheckState state) {
            return [this, state](int n) { return m_checks[size_t(n)] == state; };
        };
        m_checks[size_t(above)] = std::all_of(children.begin(), children.end(), is(Qt::Checked)) ? Qt::Checked
                                  : std::all_of(children.begin(), children.end(), is(Qt::Unchecked))
                                      ? Qt::Unchecked
                                      : Qt::PartiallyChecked;
        if (above > 0)
            Q_EMIT dataChanged(indexOf(above), indexOf(above), {Qt::CheckStateRole});
    }
    Q_EMIT checkedChanged();
    return true;
}

void ContentsModel::checkBelow(int number, Qt::CheckState state)
{
    m_checks[size_t(number)] = state;
    for (const int child : node(number).children)
        checkBelow(child, state);
    const QModelIndex changed = indexOf(number);
    Q_EMIT dataChanged(changed, changed, {Qt::CheckStateRole});
}

void ContentsModel::collect(int number, QStringList &paths) const
{
    if (m_checks[size_t(number)] == Qt::Checked) {
        QString path = shown(rawPath(number));
        // A name is taken as it is, so its own wildcards are escaped.
        path.replace(u'*', u"\\*"_s).replace(u'?', u"\\?"_s);
        paths << path;
    } else if (m_checks[size_t(number)] == Qt::PartiallyChecked) {
        for (const int child : node(number).children)
            collect(child, paths);
    }
}

QStringList ContentsModel::checkedPaths() const
{
    QStringList paths;
    if (m_checks.front() != Qt::Checked)
        collect(0, paths);
    return paths;
}

bool ContentsModel::anythingChecked() const
{
    return m_checks.front() != Qt::Unchecked;
}

std::pair<qint64, qint64> ContentsModel::checkedAmount() const
{
    std::pair<qint64, qint64> sum{0, 0};
    for (size_t number = 1; number < m_checks.size(); ++number) {
        const ContentsTree::Node &entry = m_tree->nodes[number];
        if (!entry.folder && m_checks[number] == Qt::Checked) {
            sum.first += entry.size;
            sum.second += entry.files;
        }
    }
    return sum;
}

std::pair<qint64, qint64> ContentsModel::amount() const
{
    return {m_tree->nodes.front().size, m_tree->nodes.front().files};
}

QVariant ContentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Size)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : section == Size ? tr("Size") : tr("Changed");
}

Qt::ItemFlags ContentsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return m_checkable && index.column() == Name ? plain | Qt::ItemIsUserCheckable : plain;
}

} // namespace holdfast::ui
