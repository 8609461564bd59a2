// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apkfile.h"
#include "core/apk/appicon.h"
#include "core/apk/resourcetable.h"

namespace holdfast {

/// The resources of one app: its base and those splits that bring pictures and texts. Reads what is asked
/// for, by ranges where the APK allows it. Blocks, for worker threads, used by one at a time.
///
/// Errors: ApkInvalid for tables that are malformed, values that refer to each other in a ring, and pictures
/// of a kind that is not supported; those of the RandomAccess as they are; Cancelled.
class AppResources
{
public:
    /// The APKs outlive it; the base comes first.
    AppResources(const QList<ApkFile *> &apks, CancelToken cancel);

    /// A text for people; empty when the app has none, or has it from Android itself.
    Result<QString> text(const ApkText &text, const ResourceChoice &choice);
    /// The picture of a drawable or mipmap; empty when @p id is 0 or not the app's own. An adaptive icon that
    /// cannot be read is replaced by the picture that the app brings for older Androids.
    Result<AppIcon> icon(quint32 id, const ResourceChoice &choice);

private:
    friend class DrawableReader;

    /// A value that is no reference, and where it was found.
    struct Found
    {
        ApkFile *apk = nullptr;
        ResourceValue value;
        QString text; ///< Of a value of type String.
    };

    struct Source
    {
        ApkFile *apk = nullptr;
        std::unique_ptr<ResourceTable> table; ///< Made when it is first needed.
        bool opened = false;
    };

    /// Follows references; nothing when the app has no such value.
    Result<std::optional<Found>> resolve(quint32 id, const ResourceChoice &choice);
    Result<ResourceTable *> tableOf(Source &source);

    std::vector<Source> m_sources;
    CancelToken m_cancel;
};

} // namespace holdfast
