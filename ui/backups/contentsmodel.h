// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace holdfast::ui {

class EngineLink;

/// The entries of one backup as a tree, built on a worker: names and sizes, folders with the sum of what is
/// below them.
struct ContentsTree
{
    struct Node
    {
        QByteArray name;
        int parent = -1;
        int row = 0; ///< Among its parent's children.
        bool folder = false;
        bool link = false;
        qint64 size = 0;
        qint64 files = 0; ///< Below a folder, or 1.
        qint64 mtime = 0; ///< Seconds since 1970.
        std::vector<int> children;
    };
    std::vector<Node> nodes; ///< The first is the root.

    ContentsTree() : nodes(1) { nodes.front().folder = true; }
    void add(const IndexEntry &entry);
    /// Sorts folders before files, by name, and sums up. To be called once, after the last add().
    void finish();

private:
    int childOf(int parent, const QByteArray &name, bool folder);
    QHash<QByteArray, int> m_folders; ///< By path; only while entries are added.
};

/// The contents of a backup, optionally with boxes for choosing a part of it. Lives in the GUI thread.
class ContentsModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Size, Modified, ColumnCount };

    ContentsModel(EngineLink &engine, bool checkable, QObject *parent = nullptr);

    /// Reads the index of @p backup; an empty id shows nothing.
    void setBackup(const BackupId &backup);
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// The ticked entries as patterns; empty when everything is ticked.
    [[nodiscard]] QStringList checkedPaths() const;
    [[nodiscard]] bool anythingChecked() const;
    /// What is ticked: bytes and files.
    [[nodiscard]] std::pair<qint64, qint64> checkedAmount() const;
    [[nodiscard]] std::pair<qint64, qint64> amount() const;
    /// The path on the phone of an entry, in shown form.
    [[nodiscard]] QString path(const QModelIndex &index) const;
    /// The same as bytes; empty for a folder.
    [[nodiscard]] QByteArray filePath(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void loaded(const QString &problem);
    void checkedChanged();

private:
    [[nodiscard]] int nodeOf(const QModelIndex &index) const
    {
        return index.isValid() ? int(index.internalId()) : 0;
    }
    [[nodiscard]] QModelIndex indexOf(int node) const;
    [[nodiscard]] const ContentsTree::Node &node(int number) const { return m_tree->nodes[size_t(number)]; }
    [[nodiscard]] QByteArray rawPath(int number) const;
    void checkBelow(int number, Qt::CheckState state);
    void collect(int number, QStringList &paths) const;

    EngineLink &m_engine;
    const bool m_checkable;
    std::shared_ptr<const ContentsTree> m_tree;
    std::vector<Qt::CheckState> m_checks;
    CancelSource m_cancel;
    quint64 m_generation = 0;
    bool m_loaded = false;
};

} // namespace holdfast::ui
