// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/phoneservice.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace holdfast::ui {

class EngineLink;

/// The files of one phone, each folder read when it is opened. With boxes, ticked entries become paths. Lives
/// in the GUI thread.
class PhoneFileModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Size, Modified, ColumnCount };

    explicit PhoneFileModel(EngineLink &engine, bool checkable, QObject *parent = nullptr);
    ~PhoneFileModel() override;

    /// Shows @p phone from its `/`; an empty serial shows nothing.
    void setPhone(const Serial &phone);
    /// The ticked entries in shown form, those below a ticked folder left out.
    [[nodiscard]] QStringList checkedPaths() const;
    void uncheckAll();
    /// The path of an entry in shown form.
    [[nodiscard]] QString path(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void checkedPathsChanged();
    /// A folder could not be read.
    void failed(const QString &text);

private:
    struct Node
    {
        Node *parent = nullptr;
        int row = 0;
        PhoneFileEntry entry;
        QByteArray path;
        bool asked = false;
        Qt::CheckState check = Qt::Unchecked;
        std::vector<std::unique_ptr<Node>> children;
    };

    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node) const;
    [[nodiscard]] Node *find(const QByteArray &path) const;
    void take(const QByteArray &path, const QList<PhoneFileEntry> &entries);
    void checkBelow(Node &node, Qt::CheckState state);
    void checkAbove(Node *node);
    void collect(const Node &node, QStringList &paths) const;
    [[nodiscard]] QString text(const Node &node, int column) const;

    EngineLink &m_engine;
    const bool m_checkable;
    Serial m_phone;
    quint64 m_generation = 0; ///< Answers for another phone are dropped by it.
    std::unique_ptr<Node> m_root;
};

} // namespace holdfast::ui
