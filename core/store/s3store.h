// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"
#include "core/store/s3settings.h"

#include <memory>

namespace holdfast {

class Clock;
struct S3Bucket;
struct S3Credentials;

/// Objects in a bucket of AWS S3, Alibaba OSS, Huawei OBS or a server that speaks S3. Keys get the store's
/// prefix in front; what lies outside of it is not seen. Objects that cannot be keys of ours are not listed.
class S3Store final : public ObjectStore
{
public:
    /// @p name is for messages. Unfinished uploads are noted in @p journalFolder (empty: not noted). @p clock
    /// is borrowed.
    S3Store(const QString &name, const S3Settings &settings, const S3Credentials &credentials,
            const QString &journalFolder, const Clock &clock);
    ~S3Store() override;

    Result<std::unique_ptr<ObjectWriter>> put(const QString &key, const PutOptions &options,
                                              const CancelToken &cancel) override;
    Result<std::unique_ptr<ByteSource>> get(const QString &key, const ObjectRange &range,
                                            const CancelToken &cancel) override;
    Result<ObjectInfo> head(const QString &key, const CancelToken &cancel) override;
    Result<ObjectPage> list(const QString &prefix, const QString &pageToken, int maxKeys,
                            const CancelToken &cancel) override;
    Result<QMap<QString, QString>> metadata(const QString &key, const CancelToken &cancel) override;
    [[nodiscard]] bool hasUnfinished(const QString &key) const override;
    Result<void> remove(const QString &key, const CancelToken &cancel) override;
    /// Takes back uploads of this machine's dead processes but those that can be gone on with, and any of the
    /// store that is older than a week.
    Result<int> sweep(const CancelToken &cancel) override;
    /// -1: buckets do not tell.
    Result<qint64> freeSpace() override;
    /// About clocks and the rules of the bucket's lifecycle.
    QList<Error> concerns(const CancelToken &cancel) override;
    void tellOutages(OutageNote &note) override;
    [[nodiscard]] QString location(const QString &key) const override;

private:
    [[nodiscard]] Result<void> checkName(const QString &key) const;
    [[nodiscard]] QList<Errc> lifecycleConcerns(const CancelToken &cancel);

    const Clock &m_clock;
    std::unique_ptr<S3Bucket> m_bucket;
};

} // namespace holdfast
