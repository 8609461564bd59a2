// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/appresources.h"
#include "core/apk/vectordrawable.h"

namespace holdfast {

/// Turns one drawable of an app into layers. Made for one icon; AppResources is its only user.
class DrawableReader
{
public:
    DrawableReader(AppResources &resources, const ResourceChoice &choice)
        : m_resources(resources), m_choice(choice)
    {}

    Result<AppIcon> read(quint32 id);

private:
    Result<void> addResource(quint32 id, const QRectF &area, int depth);
    Result<void> addValue(const AppResources::Found &found, const QRectF &area, int depth);
    Result<void> addFile(const AppResources::Found &found, const QRectF &area, int depth);
    Result<void> addElement(ApkFile &apk, const XmlNode &node, const QRectF &area, int depth);
    Result<void> addAdaptive(ApkFile &apk, const XmlNode &node, int depth);
    Result<void> addShape(ApkFile &apk, const XmlNode &node, const QRectF &area);
    /// The drawable of an attribute, else that of the first child element.
    Result<void> addInner(ApkFile &apk, const XmlNode &node, quint32 attribute, const QRectF &area,
                          int depth);
    Result<void> addLayer(IconLayer layer);
    Result<Paint> paintOf(ApkFile &apk, const XmlNode::Attribute &attribute, int depth);
    Result<Paint> paintOfFile(ApkFile &apk, const QString &path, int depth);
    [[nodiscard]] PaintSource paintsOf(ApkFile &apk);
    Result<XmlNode> xmlOf(ApkFile &apk, const QString &path);

    AppResources &m_resources;
    const ResourceChoice m_choice;
    AppIcon m_icon;
    int m_steps = 0; ///< Drawables and files looked at.
};

} // namespace holdfast
