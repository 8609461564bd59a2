// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

namespace holdfast {

/// Objects as files below a folder (a disk, a mounted share). The folder must exist: it is never made, so
/// that a disk which is not mounted is noticed.
///
/// A put writes to `.holdfast-tmp/HOST.PID.RANDOM` in the folder, then fsync, rename without overwriting,
/// fsync of the folders. Objects and folders are made for their owner only (0600, 0700). The etag is made of
/// size and time of change.
class LocalFolderStore final : public ObjectStore
{
public:
    /// @p folder is a path on this machine; @p name is for messages.
    LocalFolderStore(QString name, const QString &folder);

    Result<std::unique_ptr<ObjectWriter>> put(const QString &key, const PutOptions &options,
                                              const CancelToken &cancel) override;
    Result<std::unique_ptr<ByteSource>> get(const QString &key, const ObjectRange &range,
                                            const CancelToken &cancel) override;
    Result<ObjectInfo> head(const QString &key, const CancelToken &cancel) override;
    Result<ObjectPage> list(const QString &prefix, const QString &pageToken, int maxKeys,
                            const CancelToken &cancel) override;
    Result<void> remove(const QString &key, const CancelToken &cancel) override;
    /// Removes temporaries of this machine's dead processes, and any that is older than a day.
    Result<int> sweep(const CancelToken &cancel) override;
    Result<qint64> freeSpace() override;
    [[nodiscard]] QString location(const QString &key) const override;

private:
    [[nodiscard]] Result<void> checkReachable() const;
    [[nodiscard]] Result<QString> pathOf(const QString &key) const;
    [[nodiscard]] Error objectError(Errc code, const QString &key, const QString &detail) const;

    QString m_name;
    QString m_folder; ///< Absolute, without a closing slash.
};

} // namespace holdfast
