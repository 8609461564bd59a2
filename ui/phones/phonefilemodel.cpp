// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonefilemodel.h"

#include "core/base/nameescape.h"
#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr quint32 kTypeMask = 0170000;
constexpr quint32 kFolder = 0040000;
constexpr quint32 kLink = 0120000;

bool isFolder(const PhoneFileEntry &entry)
{
    return (entry.mode & kTypeMask) == kFolder;
}

QString shown(const QByteArray &bytes)
{
    return QString::fromStdString(escapeName(bytes.toStdString()));
}

} // namespace

PhoneFileModel::PhoneFileModel(EngineLink &engine, bool checkable, QObject *parent)
    : QAbstractItemModel(parent), m_engine(engine), m_checkable(checkable), m_root(std::make_unique<Node>())
{}

PhoneFileModel::~PhoneFileModel() = default;

void PhoneFileModel::setPhone(const Serial &phone)
{
    beginResetModel();
    ++m_generation;
    m_phone = phone;
    m_root = std::make_unique<Node>();
    endResetModel();
}

PhoneFileModel::Node *PhoneFileModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex PhoneFileModel::indexOf(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex PhoneFileModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (row < 0 || row >= static_cast<int>(node->children.size()) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, node->children[static_cast<size_t>(row)].get());
}

QModelIndex PhoneFileModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int PhoneFileModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int PhoneFileModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool PhoneFileModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (!parent.isValid())
        return !m_phone.isEmpty();
    return isFolder(node->entry) && (!node->asked || !node->children.empty());
}

bool PhoneFileModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return !m_phone.isEmpty() && !node->asked && (!parent.isValid() || isFolder(node->entry));
}

void PhoneFileModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Node *node = nodeOf(parent);
    node->asked = true;
    const QByteArray path = node->path.isEmpty() ? QByteArray("/") : node->path;
    m_engine.ask(
        EngineLink::Lane::Phones, this,
        [phone = m_phone, path](Engine &engine, const CancelToken &cancel) {
            return engine.phones().files(phone, path, cancel);
        },
        [this, path = node->path, generation = m_generation](const Result<QList<PhoneFileEntry>> &entries) {
            if (generation != m_generation)
                return;
            if (entries)
                take(path, *entries);
            else
                Q_EMIT failed(userText(entries.error()));
        });
}

PhoneFileModel::Node *PhoneFileModel::find(const QByteArray &path) const
{
    Node *node = m_root.get();
    while (node && node->path != path) {
        Node *next = nullptr;
        for (const auto &child : node->children) {
            if (path == child->path || path.startsWith(QByteArray(child->path + '/')))
                next = child.get();
        }
        node = next;
    }
    return node;
}

void PhoneFileModel::take(const QByteArray &path, const QList<PhoneFileEntry> &entries)
{
    Node *node = find(path);
    if (!node || entries.isEmpty() || !node->children.empty())
        return;
    beginInsertRows(indexOf(node), 0, static_cast<int>(entries.size()) - 1);
    for (const PhoneFileEntry &entry : entries) {
        auto child = std::make_unique<Node>();
        child->parent = node;
        child->row = static_cast<int>(node->children.size());
        child->entry = entry;
        child->path = path + '/' + entry.name;
        child->check = node->check == Qt::Checked ? Qt::Checked : Qt::Unchecked;
        node->children.push_back(std::move(child));
    }
    endInsertRows();
}

QString PhoneFileModel::path(const QModelIndex &index) const
{
    return index.isValid() ? shown(nodeOf(index)->path) : u"/"_s;
}

QString PhoneFileModel::text(const Node &node, int column) const
{
    switch (column) {
    case Name:
        return shown(node.entry.name);
    case Size:
        return isFolder(node.entry) ? QString() : sizeText(node.entry.size);
    default:
        return node.entry.error.isEmpty() ? timeText(node.entry.modified) : tr("cannot be read");
    }
}

QVariant PhoneFileModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::CheckStateRole:
        return m_checkable && index.column() == Name ? QVariant(node.check) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Size ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case IconNameRole:
        if (index.column() != Name)
            return {};
        return isFolder(node.entry)                     ? u"folder"_s
               : (node.entry.mode & kTypeMask) == kLink ? u"link"_s
                                                        : u"file"_s;
    default:
        return {};
    }
}

bool PhoneFileModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!m_checkable || role != Qt::CheckStateRole || !index.isValid())
        return false;
    Node *node = nodeOf(index);
    checkBelow(*node, value.toInt() == Qt::Checked ? Qt::Checked : Qt::Unchecked);
    checkAbove(node->parent);
    Q_EMIT checkedPathsChanged();
    return true;
}

void PhoneFileModel::checkBelow(Node &node, Qt::CheckState state)
{
    node.check = state;
    for (const auto &child : node.children)
        checkBelow(*child, state);
    const QModelIndex changed = indexOf(&node);
    Q_EMIT dataChanged(changed, changed, {Qt::CheckStateRole});
}

void PhoneFileModel::checkAbove(Node *node)
{
    for (; node && node != m_root.get(); node = node->parent) {
        // A folder whose every known child is ticked is not the folder itself: files may come into it later.
        bool any = false;
        for (const auto &child : node->children)
            any = any || child->check != Qt::Unchecked;
        node->check = any ? Qt::PartiallyChecked : Qt::Unchecked;
        const QModelIndex changed = indexOf(node);
        Q_EMIT dataChanged(changed, changed, {Qt::CheckStateRole});
    }
}

void PhoneFileModel::uncheckAll()
{
    for (const auto &child : m_root->children)
        checkBelow(*child, Qt::Unchecked);
    Q_EMIT checkedPathsChanged();
}

void PhoneFileModel::collect(const Node &node, QStringList &paths) const
{
    for (const auto &child : node.children) {
        if (child->check == Qt::Checked) {
            // A name is taken as it is, so its own wildcards are escaped.
            QString path = shown(child->path);
            path.replace(u'*', u"\\*"_s).replace(u'?', u"\\?"_s);
            paths << path;
        } else if (child->check == Qt::PartiallyChecked) {
            collect(*child, paths);
        }
    }
}

QStringList PhoneFileModel::checkedPaths() const
{
    QStringList paths;
    collect(*m_root, paths);
    return paths;
}

QVariant PhoneFileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Size)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : section == Size ? tr("Size") : tr("Changed");
}

Qt::ItemFlags PhoneFileModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return m_checkable && index.column() == Name ? plain | Qt::ItemIsUserCheckable : plain;
}

} // namespace holdfast::ui
